"""A remote side answers the questions of an exam: some at a time, each as in a race."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from demo.engine import remote_request
from demo.engine.batched_answers import Stopped
from demo.engine.remote_lane import RemoteLane, asked_apart
from demo.errors import UserError
from demo.recording.batch_answers import BatchAnswer
from demo.recording.data import Request, Step

AT_ONCE = 4
WAIT = 0.1


def answers(
    lane: RemoteLane, requests: Sequence[Request], stopped: Callable[[], bool]
) -> list[BatchAnswer]:
    """In the order of `requests`. Raises Stopped when `stopped` says so; what is under way then is
    given up."""
    gone = threading.Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_answer, lane, request, gone) for request in requests]
        while not all(one.done() for one in waiting):
            if stopped():
                gone.set()
                for one in waiting:
                    one.cancel()
                raise Stopped
            time.sleep(WAIT)
    return [one.result() for one in waiting]


def _answer(lane: RemoteLane, request: Request, gone: threading.Event) -> BatchAnswer:
    try:
        messages = remote_request.messages(request, lane.side, lane.reasoning)
        inbox: queue.Queue[Step] = queue.Queue()
        began = time.perf_counter()
        asked_apart(lane, request, messages, gone, inbox)
    except UserError as error:
        return BatchAnswer("", "error", why=str(error))
    steps = [inbox.get_nowait() for _ in range(inbox.qsize())]
    if not steps or steps[-1].kind != "end":
        return BatchAnswer("", "error", why="It was given up.")
    last, text = steps[-1], "".join(step.text for step in steps)
    used = last.usage
    return BatchAnswer(
        text, last.end, used.answered if used else 0, time.perf_counter() - began, last.why,
        cost=used.cost if used else None, currency=used.currency if used else "")
