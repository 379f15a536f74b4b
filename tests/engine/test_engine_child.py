"""What the engine's own process says of itself, without a process."""

from __future__ import annotations

from demo.engine.engine_child import _compare, _load
from demo.engine.protocol import Progress, Status
from tests.scripted import ScriptedEngine, recorded

BLANK = recorded(ScriptedEngine(), "a question")


class Outbox:
    def __init__(self):
        self.sent, self.phase = [], ""

    def send(self, kind, *values):
        self.sent.append((kind, *values))

    @property
    def states(self):
        return [value.state for kind, value in self.sent if kind == "status"]


class Session:
    """Loads what it is asked to, and holds the last of it."""

    def __init__(self):
        self.pair, self.lanes = "", {}

    def holds(self, pair):
        return pair == self.pair

    def load(self, pair, tell):
        if not self.holds(pair):
            tell(Progress("student", "load", 1, 2))
        self.pair = pair
        return Status("ready", pair, blank=BLANK)

    def stream(self, request, pair, stop):
        yield BLANK


class Flag:
    value = False


def compare(session, pair):
    out = Outbox()
    _compare(out, session, {"teacher": Flag, "student": Flag, "gone": Flag}, None, pair)
    return out.states


def test_loading_is_announced_only_when_another_pair_is_loaded():
    session, out = Session(), Outbox()
    _load(out, session, "abacus")
    assert out.states == ["loading", "loading", "ready"], "how far it is goes out as well"
    assert compare(session, "abacus") == ["ready"]
    assert compare(session, "other") == ["loading", "loading", "ready"]
    assert compare(session, "other") == ["ready"]
