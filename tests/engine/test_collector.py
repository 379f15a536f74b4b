"""What Python's garbage collector costs a race, and that nothing it should free stays."""

import gc
import weakref

from demo.engine import step_batches
from demo.engine.session import Session
from demo.recording.data import Request


def test_before_a_race_it_looks_through_nothing_that_was_loaded(tiny_settings):
    session = Session(tiny_settings)
    session.load("llama")
    assert gc.get_freeze_count() > 100_000  # libraries and models
    before = len(gc.get_objects())
    assert before < gc.get_freeze_count() / 10
    *_, found = session.compare(Request("hello", max_tokens=4), "llama")
    assert found.done and gc.isenabled()


def test_a_pair_that_makes_room_is_freed(tiny_settings):
    session = Session(tiny_settings)
    session.load("llama")
    model = weakref.ref(session.lanes["student"].read.model)
    session.load("gpt2")
    assert model() is None


def test_what_was_set_aside_may_go_again():
    class Knot:
        pass

    knot = Knot()
    knot.itself = knot
    there = weakref.ref(knot)
    step_batches.set_aside()
    del knot
    gc.collect()
    assert there() is not None
    step_batches.take_back()
    assert there() is None
