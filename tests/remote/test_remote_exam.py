"""An exam whose teacher is somewhere else: asked some at a time, its trouble its own, its cost."""

import time

from demo.recording.data import Request
from tests.remote.server import Said, answer, refused

ASKED = [Request(f"How many? {n}", max_tokens=6) for n in range(6)]


def sat(ask, **more):
    return [one for part in ask.session.examine(ASKED, ask.folder, **more) for one in part]


def test_every_question_is_answered_by_both_and_paid(sided, server):
    server.says = lambda body, n: Said(answer("Forty", "-", "seven", "."))
    ask = sided('price_in = 2.0\nprice_out = 8.0\nprice_date = "2026-11-01"')
    found = sat(ask)
    assert [one.number for one in found] == list(range(6)) and len(server.asked) == 6
    for one in found:
        far, here = one.answers["teacher"], one.answers["student"]
        assert far.text == "Forty-seven." and far.end == "eos" and far.cost > 0
        assert here.tokens == 6 and one.likeness is None and not far.logs


def test_one_that_is_refused_is_its_own_trouble(sided, server):
    server.says = lambda body, n: (
        refused(400, "context is too long") if "How many? 3" in str(body)
        else Said(answer("Forty", "-", "seven", ".")))
    found = sat(sided())
    assert [one.answers["teacher"].end for one in found].count("error") == 1
    assert "context is too long" in found[3].answers["teacher"].why
    assert all(one.answers["student"].tokens for one in found)


def test_a_stop_gives_up_what_is_under_way(sided, server):
    server.says = lambda body, n: Said([*answer("Forty"), 30.0])

    class Stop:
        def asked(self, side):
            return bool(server.asked)

    began = time.monotonic()
    assert sat(sided(), stop=Stop()) == []
    assert time.monotonic() - began < 20
