"""Prompts raced one after the other, each a turn of its own, so that others' races go between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from demo.errors import UserError
from demo.prompts.prompt_list import PromptList, Raced
from demo.recording.data import Recording, Request

# A prompt's own trouble is told in its row; where so many in a row cannot be run it is no longer
# the prompts'.
IN_A_ROW = 3
# A request -> its finished recording. Raises UserError where it cannot be run.
Race = Callable[[Request], Recording]


@dataclass(frozen=True)
class Going:
    """A list under way. left: seconds until it is done, None while nobody knows; broken: why it was
    ended early."""

    prompts: PromptList
    left: float | None = None
    broken: str = ""


def race_all(
    requests: Sequence[Request], race: Race, stopped: Callable[[], bool]
) -> Iterator[Going]:
    """The list as it grows, a prompt at a time; it begins with nothing raced. A race that was
    stopped is no measurement and is left out; what was raced before it stays. Raises UserError
    where not even the first can be run."""
    found, began = PromptList(asked=len(requests)), time.monotonic()
    yield Going(found)
    for done, request in enumerate(requests, 1):
        if stopped():
            return
        row = _raced(request, race, first=done == 1)
        if row.recording and any(a.end == "stopped" for a in row.recording.answers.values()):
            return
        found = found.with_row(row)
        a_prompt = (time.monotonic() - began) / done
        latest = found.rows[-IN_A_ROW:]
        if len(latest) == IN_A_ROW and not any(one.recording for one in latest):
            yield Going(found, broken=row.why)
            return
        yield Going(found, a_prompt * (len(requests) - done))


def _raced(request: Request, race: Race, first: bool) -> Raced:
    try:
        return Raced(request.prompt, race(request))
    except UserError as error:
        if first:
            raise
        return Raced(request.prompt, why=str(error))
