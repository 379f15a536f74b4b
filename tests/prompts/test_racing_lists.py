"""Prompts are raced one after the other; trouble stays in its row, Stop keeps what was measured."""

import pytest

from demo.errors import UserError
from demo.prompts import racing
from demo.prompts.list_results import ListResults
from demo.recording.data import Request
from demo.sharing.prompt_list_file import from_json, to_json
from tests.prompts.made_lists import FAILS, REFUSED, raced


def test_progress_grows_by_one_and_knows_what_is_left():
    seen = list(racing.race_all([Request(str(n)) for n in range(3)],
                                lambda request: raced([request.prompt]).rows[0].recording,
                                lambda: False))
    assert [len(one.prompts.rows) for one in seen] == [0, 1, 2, 3]
    assert seen[0].left is None and seen[1].left > seen[2].left > seen[3].left == 0
    assert {one.prompts.asked for one in seen} == {3}


def test_where_not_even_the_first_can_be_raced_nothing_is():
    with pytest.raises(UserError, match="restarted"):
        raced([REFUSED, "a"])


def test_three_refusals_in_a_row_end_it_and_a_failing_side_does_not():
    found = raced(["a", REFUSED, REFUSED, "b", FAILS, FAILS, FAILS, "c", *[REFUSED] * 9])
    assert len(found.rows) == 11 and found.asked == 17


def test_a_list_of_a_real_pair_is_raced_kept_and_read_back(session, tiny_pairs):
    def race(request):
        *_, last = session.compare(request, str(tiny_pairs / "llama"))
        return last

    asked = [Request(text, max_tokens=12) for text in ("hello there", "how are you", "a b c",
                                                       "one two", "three", "four")]
    *_, going = racing.race_all(asked, race, lambda: False)
    results, again = ListResults(going.prompts), ListResults(from_json(to_json(going.prompts)))
    assert len(results.compared) == 6 and results.agreement is not None
    for one, other in zip(results.summaries, again.summaries, strict=True):
        for found, kept in ((one.ratio, other.ratio), *((one.sides[side], other.sides[side])
                                                        for side in one.sides)):
            assert found is None or kept.median == pytest.approx(found.median, rel=2e-3)
            assert found is None or kept.high == pytest.approx(found.high, rel=2e-3)
    assert again.alike == results.alike
    assert again.agreement.median == results.agreement.median
