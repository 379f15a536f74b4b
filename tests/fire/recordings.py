"""Recordings that somebody else wrote: every key with every kind of value, through every door.

A recording is accepted or refused in one sentence. An accepted one is drawn as page, frame, card,
film, Markdown, JSON, oEmbed and on the page's own stage, and nothing may raise.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.errors import UNPRINTABLE, UserError
from demo.page import stage_component
from demo.page.comparison_runs import ComparisonRuns
from demo.recording.data import Recording
from demo.recording.file import from_json, to_json
from demo.settings import Settings
from demo.sharing import links
from demo.sharing.all_routes import all_routes
from demo.sharing.export_formats import take
from demo.sharing.recording_lookup import RecordingLookup
from tests.scripted import ScriptedEngine, recorded

DEEP: Any = []
for _ in range(200):
    DEEP = [DEEP]
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**53, 2**63, 10**400, 0.5, -0.5, 1e308, 5e-324, "", "x", "0",
    "\x1b[2J\x07", "\u202e\ud800", "<script>", "W" * 3000, [], [None], [0], ["x"], [[]], [{}], {},
    {"x": 1}, {"x": []}, {"": None}, {"\x1b[2J": "x"}, DEEP,
)
Path = tuple[Any, ...]


def base() -> dict[str, Any]:
    """A small recording as its JSON reads, with every key that one may have."""
    engine = ScriptedEngine(answers={"teacher": "Answer: 447", "student": "Answer: 448"})
    raw = json.loads(to_json(recorded(engine, "14 * 36 - 57?")))
    count = len(raw["answers"]["student"]["tokens"])
    raw["fidelity"] = {
        "probability": [.5] * count, "kld": [.1] * count, "acceptance": [.9] * count,
        "agrees": [True] * count, "first": [2] * count, "instead": ["x"] * count, "why": ""}
    raw["answers"]["student"]["memory"]["why"] = {"working_peak": "not measured"}
    raw["answers"]["teacher"]["model"]["notes"] = ["a note"]
    return raw


def paths(node: Any, here: Path = ()) -> Iterator[Path]:
    """The way to every value, and into the first entry of every list."""
    inside = node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(
        node, list) else ()
    for key, value in inside:
        yield (*here, key)
        yield from paths(value, (*here, key))


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """(what was done, the raw recording): each key set to each value, taken out, and joined."""
    whole = base()
    for path in paths(whole):
        for value in VALUES:
            yield f"{path} = {str(value)[:30]!r}", _changed(path, lambda at, key, v=value: _set(
                at, key, v))
        yield f"{path} taken out", _changed(path, lambda at, key: at.pop(key))
        for value in ([], {}, "\x1b[2J", 7):
            yield f"{path} joined by {value!r}", _changed(path, lambda at, key, v=value: _join(
                at, v))


def _changed(path: Path, change: Callable[[Any, Any], Any]) -> dict[str, Any]:
    raw = json.loads(_text())
    at: Any = raw
    for key in path[:-1]:
        at = at[key]
    change(at, path[-1])
    return raw


@lru_cache
def _text() -> str:
    return json.dumps(base())


def _set(at: Any, key: Any, value: Any) -> None:
    at[key] = value


def _join(at: Any, value: Any) -> None:
    if isinstance(at, dict):
        at["\x1b]0;more\x07"] = value
    else:
        at.append(value)


class Doors:
    """Everything that shows a recording, in this process."""

    def __init__(self, settings: Settings) -> None:
        lookup = RecordingLookup(settings)
        self._client = TestClient(
            Starlette(routes=all_routes(lookup)), raise_server_exceptions=True)
        self._running = ComparisonRuns(ScriptedEngine(settings), settings, lookup)

    def through(self, recording: Recording, films: bool) -> None:
        """Raises whatever is wrong."""
        code = links.pack(recording)
        for language in ("en", "zh"):
            scene = self._running.opening(code, "http://testserver", language)
            assert not scene.notice or len(code) > links.MAX_CODE, scene.notice
            stage_component.draw(scene)
        if len(code) <= links.MAX_CODE:
            self._asked(code, films)
        for kind in ("html", "png", "md", "json", *(("gif", "webp") if films else ())):
            assert take(recording, kind)

    def _asked(self, code: str, films: bool) -> None:
        doors = ["/s?run={}", "/embed?run={}&lang=zh", "/s.png?run={}", "/s.md?run={}",
                 "/s.html?run={}", "/oembed?url=http://testserver/s?run={}"]
        for door in doors + (["/s.gif?run={}"] if films else []):
            found = self._client.get(door.format(code))
            assert found.status_code == 200, (door, found.status_code, found.text[:200])
        assert not CONTROLS & set(self._client.get(f"/s.md?run={code}").text)


CONTROLS = set(map(chr, range(32))) - {"\n", "\t"}


def drill(settings: Settings, most: int = 0, films: int = 50, seed: int = 0) -> dict[str, Any]:
    """Counts; `errors` are the cases that raised. most: of all cases, drawn by chance; 0 is all."""
    doors, made = Doors(settings), list(cases())
    if most:
        made = random.Random(seed).sample(made, min(most, len(made)))
    accepted, errors = 0, []
    for index, (name, raw) in enumerate(made):
        try:
            recording = from_json(json.dumps(raw))
        except UserError as error:
            if UNPRINTABLE.search(str(error)):
                errors.append(f"{name}: a complaint that a terminal obeys")
            continue
        except Exception as error:
            errors.append(f"{name}: {type(error).__name__}: {error}")
            continue
        accepted += 1
        try:
            doors.through(recording, films=bool(films) and index % max(1, len(made) // films) == 0)
        except Exception as error:
            errors.append(f"{name}: {type(error).__name__}: {error}"[:300])
    return {"fuzz": len(made), "accepted": accepted, "errors": len(errors), "said": errors[:20]}
