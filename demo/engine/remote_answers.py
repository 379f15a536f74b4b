"""A remote side answers the questions of an exam: some at a time, each as in a race."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from demo.engine import remote_request
from demo.engine.batched_answers import Stopped
from demo.engine.remote_asking import RemoteAnswer
from demo.engine.remote_lane import RemoteLane
from demo.errors import UserError
from demo.recording.batch_answers import BatchAnswer
from demo.recording.data import Request, Step
from demo.remote.connection import Line

AT_ONCE = 4
WAIT = 0.1


def answers(
    lane: RemoteLane, requests: Sequence[Request], stopped: Callable[[], bool]
) -> list[BatchAnswer]:
    """In the order of `requests`. Raises Stopped when `stopped` says so; what is under way then is
    given up."""
    lines = [Line() for _ in requests]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_answer, lane, request, line)
                   for request, line in zip(requests, lines, strict=True)]
        while not all(one.done() for one in waiting):
            if stopped():
                for line, one in zip(lines, waiting, strict=True):
                    one.cancel()
                    line.hang_up()
                raise Stopped
            time.sleep(WAIT)
    return [one.result() for one in waiting]


def _answer(lane: RemoteLane, request: Request, line: Line) -> BatchAnswer:
    inbox: queue.Queue[Step] = queue.Queue()
    try:
        messages = remote_request.messages(request, lane.side, lane.reasoning)
        answer = RemoteAnswer(lane, messages, request, request.max_tokens, line, inbox)
    except UserError as error:
        return BatchAnswer("", "error", why=str(error))
    began = time.perf_counter()
    late = threading.Timer(request.time_limit, line.hang_up)
    late.start()
    try:
        answer.run()
    finally:
        late.cancel()
    steps = [inbox.get_nowait() for _ in range(inbox.qsize())]
    if not steps or steps[-1].kind != "end":
        steps.append(answer.given_up("time_limit"))
    last, text = steps[-1], "".join(step.text for step in steps)
    used = last.usage
    return BatchAnswer(
        text, last.end, used.answer or 0 if used else 0, time.perf_counter() - began, last.why,
        cost=used.cost if used else None, currency=used.currency if used else "")
