"""Every kind of odd reply: kept for what it is, asked again, or the end of the run in a sentence.

What was paid is counted, also where it was of no use; nothing that was answered is asked again.
"""

from __future__ import annotations

import json

import pytest

from demo.distill.own import gathered_answers
from demo.remote import finish_reasons
from demo.remote.api_errors import _seconds
from demo.remote.thinking import TAGS, split
from tests.distill.own.api.conftest import completion, failure
from tests.distill.own.api.faults import (
    ABSURD,
    FATAL,
    GOOD,
    IN_VAIN,
    KEPT,
    NO_END,
    PASSING,
    THINKING,
    UNREADABLE,
    USAGES,
    answered,
    body,
    dated,
)


def rows(folder) -> dict[str, dict]:
    found = (row for _, row in gathered_answers.rows(folder / "out" / "answers"))
    return {row["messages"][0]["content"]: row for row in found}


@pytest.mark.parametrize("name", KEPT)
def test_an_answer_is_kept_once_for_what_it_is(server, ask, tmp_path, name):
    case = KEPT[name]
    server.script = lambda q, n: case.reply if q == "q1" else GOOD
    told = ask(server, 3, "--tries", 3).summary
    row = rows(tmp_path)["q1"]
    assert (row["answer"], row["finish"]) == (case.answer, case.finish)
    assert row.get("word", "") == (case.word if case.word != case.finish else "")
    assert {key: row.get(key) for key in ("reasoning", "aloud") if key in row} == case.more
    assert told["answers"] == 3 and told["error"] is None
    assert told["cut"] == (case.finish == "length")
    assert told["declined"] == (case.finish == "refused")
    assert ask(server, 3).summary["asked_now"] == 0
    assert set(server.asked.values()) == {1}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_paid_answer_that_cannot_be_read_is_asked_again_and_never_kept_as_empty(
    server, ask, tmp_path, name
):
    reply, sentence = UNREADABLE[name]
    server.script = lambda q, n: reply if q == "q1" else GOOD
    found = ask(server, 3, "--tries", 2)
    told = found.summary
    assert sentence in found.printed and found.status == 0
    assert (told["answers"], told["refused"], told["of_no_use"] + told["never_heard"]) == (2, 1, 2)
    assert server.asked == {"q0": 1, "q1": 2, "q2": 1} and "q1" not in rows(tmp_path)
    paid = 2 if told["of_no_use"] else 0
    assert told["tokens"]["answer"] == 3 * (2 + paid)
    server.script = lambda q, n: GOOD
    assert ask(server, 3).summary["asked_now"] == 1


@pytest.mark.parametrize("name", NO_END)
def test_a_larger_max_tokens_is_advised_only_where_it_would_help(server, ask, name):
    reply, sentence, helps = NO_END[name]
    server.script = lambda q, n: reply
    for _ in range(2):  # also from the file
        printed = ask(server, 1).printed
        assert sentence in printed and ("larger --max-tokens" in printed) == helps


@pytest.mark.parametrize("name", IN_VAIN)
def test_an_answer_in_vain_is_told_with_the_servers_reason(server, ask, name):
    reply, sentence = IN_VAIN[name]
    server.script = lambda q, n: reply
    printed = ask(server, 1, "--max-tokens", 9).printed
    assert sentence in printed and ("used up" in printed) == (name == "thinking, cut")


@pytest.mark.parametrize("name", ABSURD)
def test_a_count_that_cannot_be_is_not_believed_and_a_budget_goes_on(server, ask, name):
    usage, (asked, said) = ABSURD[name]
    server.script = lambda q, n: answered({"content": "Nile."}, usage=usage)
    found = ask(server, 1, "--budget-tokens", 99999)
    assert found.summary["tokens"] == {"prompt": asked, "answer": said}
    assert found.status == 0 and found.summary["tokens_estimated"] == 1
    assert "1 replies came with a count of tokens that cannot be" in found.printed


def test_an_absurd_count_of_a_reply_of_no_use_is_not_believed_either(server, ask):
    absurd = {"prompt_tokens": 10**30, "completion_tokens": -1}
    server.script = lambda q, n: GOOD if n > 1 else body({"choices": [], "usage": absurd})
    told = ask(server, 1, "--budget-tokens", 99999).summary
    assert told["tokens"] == {"prompt": 41, "answer": 3} and told["tokens_estimated"] == 1


def test_an_absurd_count_in_an_older_file_is_not_believed(server, ask, tmp_path):
    ask(server, 1)
    path = tmp_path / "out" / "answers" / "endpoint.jsonl"
    row = json.loads(path.read_text()) | {"prompt_tokens": 10**30, "answer_tokens": -3}
    path.write_text(json.dumps(row) + "\n")
    told = ask(server, 2, "--budget-tokens", 9999).summary
    assert told["asked_now"] == 1 and told["tokens"] == {"prompt": 41, "answer": 15}


@pytest.mark.parametrize("name", USAGES)
def test_usage_that_is_no_count_is_no_count_and_no_budget_is_kept_by_it(server, ask, name):
    usage, (asked, said) = USAGES[name]
    server.script = lambda q, n: answered({"content": "a"}, usage=usage)
    assert ask(server, 1).summary["tokens"] == {"prompt": asked, "answer": said}
    found = ask(server, 3, "--budget-tokens", 99999, "--concurrency", 1)
    assert ("does not report the tokens" in found.said) == (not said)


@pytest.mark.parametrize("name", PASSING)
def test_trouble_that_passes_costs_a_retry_and_no_answer(server, ask, name):
    server.script = lambda q, n: PASSING[name] if n == 1 and q == "q1" else GOOD
    told = ask(server, 3, "--timeout", 5).summary
    assert (told["answers"], told["retried"], told["error"]) == (3, 1, None)
    assert server.asked == {"q0": 1, "q1": 2, "q2": 1}


@pytest.mark.parametrize("name", PASSING)
def test_a_run_in_which_nothing_is_answered_fails_with_the_servers_reason(server, ask, name):
    server.script = lambda q, n: PASSING[name]
    found = ask(server, 2, "--tries", 2, "--timeout", 5)
    assert found.status == 1 and found.summary["stopped"] == "error"
    assert found.said.endswith("0 answers are kept; the same command goes on from there.")
    assert "Traceback" not in found.printed


@pytest.mark.parametrize("name", FATAL)
def test_what_no_retry_mends_ends_the_run_at_once(server, ask, name):
    reply, sentence = FATAL[name]
    server.script = lambda q, n: reply if q == "q2" else GOOD
    found = ask(server, 8, "--concurrency", 1, "--tries", 5)
    assert found.status == 1 and sentence in found.said
    assert found.summary["answers"] == 2 and found.summary["retried"] == 0
    assert server.asked == {"q0": 1, "q1": 1, "q2": 1}


def test_a_redirect_that_keeps_the_question_is_followed(server, ask):
    moved = 307, {"Location": "/v2/chat/completions"}, b""
    server.script = lambda q, n: moved if n == 1 else GOOD
    assert ask(server, 1).summary["answers"] == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("tries", [1, 2, 8])
@pytest.mark.parametrize("to", ["/v1/chat/completions", "/{n}/chat/completions"])
def test_endless_redirects_cost_no_more_requests_than_tries_and_end_in_a_sentence(
    server, ask, status, tries, to
):
    server.script = lambda q, n: (status, {"Location": to.format(n=n)}, b"")
    found = ask(server, 4, "--tries", tries, "--concurrency", 4)
    assert found.status == 1 and f"{server.url[:-3]}/" in found.said
    assert "give --endpoint the address that answers" in found.said
    assert max(server.asked.values()) <= min(tries, 4)


def test_a_redirect_counts_as_a_try(server, ask):
    moved = 307, {"Location": "/v2/chat/completions"}, b""
    server.script = lambda q, n: moved if n % 2 else failure(500)
    found = ask(server, 1, "--tries", 4)
    assert found.status == 1 and server.asked == {"q0": 4}


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_question_that_is_refused_is_named_and_the_others_go_on(server, ask, status):
    long = failure(status, "maximum context length", code="context_length_exceeded")
    server.script = lambda q, n: long if q == "q1" else GOOD
    found = ask(server, 4)
    assert found.status == 0 and found.summary["refused"] == 1
    assert "refused a question: maximum context length." in found.printed


@pytest.mark.parametrize(
    "reply", [failure(400, "no"), KEPT["filtered"].reply, KEPT["thinking alone"].reply,
              answered({"content": ""})],
    ids=["400", "filtered", "thinking", "empty"],
)
def test_a_run_without_a_single_text_fails_and_says_why(server, ask, reply):
    server.script = lambda q, n: reply
    for _ in range(2):  # also when everything is known from the run before
        found = ask(server, 4, "--max-tokens", 9)
        assert found.status == 1 and "None of the 4 questions got an answer" in found.said
        assert found.summary["stopped"] == "error"


def test_thinking_that_used_up_the_tokens_says_so_and_ten_in_a_row_end_the_run(server, ask):
    server.script = lambda q, n: KEPT["thinking alone"].reply
    found = ask(server, 14, "--max-tokens", 9, "--concurrency", 1)
    assert "nothing but thinking: it used up --max-tokens (9)" in found.said
    assert found.said.startswith("10 questions in a row") and len(server.asked) == 10
    assert found.summary["thinking"]["alone"] == 10
    assert found.summary["tokens"] == {"prompt": 70, "answer": 30}


def test_what_was_of_no_use_is_paid_and_counts_against_the_budget_of_later_runs(server, ask):
    paid = body({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 3}})
    server.script = lambda q, n: paid if n == 1 else GOOD
    told = ask(server, 2, "--max-tokens", 3).summary
    assert told["of_no_use"] == 2 and told["tokens"] == {"prompt": 94, "answer": 12}
    words = ("--budget-tokens", 150, "--max-tokens", 3)
    assert ask(server, 4, *words).summary["stopped"] == "budget"


def test_an_answer_that_was_cut_off_on_its_way_is_taken_as_paid_by_a_budget(server, ask):
    server.script = lambda q, n: PASSING["a cut line"] if n == 1 else GOOD
    words = ("--budget-tokens", 120, "--max-tokens", 3, "--concurrency", 1, "--timeout", 5)
    told = ask(server, 9, *words).summary
    # Worst case of "qN" is 34 + 3; the first is lost, then asked again, and so on.
    assert told["never_heard"] >= 1 and told["stopped"] == "budget"
    assert told["answers"] * 10 + told["never_heard"] * 37 <= 120


def test_a_date_is_obeyed_as_seconds_are_by_the_servers_clock(server, ask):
    """Their clock is an hour ahead of ours; by ours it would be an hour, and give up."""
    server.script = lambda q, n: failure(429, "busy", dated(1, 3600)) if n == 1 else GOOD
    told = ask(server, 1).summary
    assert told["answers"] == 1 and told["retried"] == 1


@pytest.mark.parametrize(("told", "now", "seconds"), [
    ("7", None, 7.0), ("-7", None, 0.0), ("soon", None, None), ("inf", None, None),
    ("nan", None, None), ("1e999", None, None), ("", None, None),
    ("Wed, 21 Oct 2026 07:28:06 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 6.0),
    ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 0.0),
    ("Wed, 99 Oct 2026 07:28:00 GMT", None, None), ("7", "nonsense", 7.0),
])
def test_retry_after_is_seconds_or_a_date_or_nothing(told, now, seconds):
    assert _seconds(told, now) == seconds


def test_a_slow_drip_is_not_waited_for_longer_than_one_answer_may_take(server, ask):
    server.drip = 0.05
    found = ask(server, 1, "--timeout", 0.5, "--tries", 1)
    assert found.status == 1 and "did not answer within 0.5 seconds" in found.said
    assert found.summary["never_heard"] == 1


def test_a_key_that_dies_in_mid_run_ends_it_and_loses_nothing(server, ask):
    server.script = lambda q, n: GOOD if len(server.asked) <= 3 else failure(401)
    assert ask(server, 8, "--concurrency", 1).summary["answers"] == 3
    server.script = lambda q, n: GOOD
    assert ask(server, 8).summary["answers"] == 8
    assert sorted(server.asked.values()) == [1] * 7 + [2]


@pytest.mark.parametrize("word", ["stop", "STOP", " stop ", "eos", "end_turn", "COMPLETE", "normal",
                                  "FinishReason.STOP", "FINISH_REASON_STOP", "stop-sequence"])
def test_words_of_a_real_end(word):
    assert finish_reasons.kind_of(word) == finish_reasons.END


@pytest.mark.parametrize("word", [None, "", "length", "MAX_TOKENS", "vibes", 0, True, [], "stopp",
                                  "model_context_window_exceeded", "not stop"])
def test_everything_else_is_no_real_end(word):
    assert finish_reasons.kind_of(word) == finish_reasons.CUT


def test_our_own_words_are_in_the_table():
    for kind in (
        finish_reasons.END,
        finish_reasons.CUT,
        finish_reasons.REFUSED,
        finish_reasons.FAILED,
    ):
        assert finish_reasons.kind_of(kind) == kind


@pytest.mark.parametrize("opening,closing", TAGS)
def test_every_tag_is_taken_apart_and_only_where_it_leads(opening, closing):
    assert split(f"\n{opening}a{closing}\n b") == ("a", "b", True)
    assert split(f"{opening}a") == ("a", "", True)
    assert split(f"I say {opening}a{closing} b") == ("", f"I say {opening}a{closing} b", False)


@pytest.mark.parametrize("said", THINKING)
def test_nested_and_repeated_thinking_is_taken_apart(said):
    assert split(said) == (*THINKING[said], True)


def test_the_same_teacher_gives_the_same_lesson_behind_either_server(server, ask, tmp_path):
    apart = completion("Nile.", reasoning_content="Rivers.")
    server.script = lambda q, n: apart if q == "q0" else KEPT["thinks aloud"].reply
    found = ask(server, 2)
    one, two = rows(tmp_path)["q0"], rows(tmp_path)["q1"]
    assert all(one[key] == two[key] for key in ("answer", "finish", "reasoning"))
    assert found.summary["thinking"] == {"apart": 2, "taken_out_of_answers": 1, "alone": 0}
    assert "1 answers held their thinking" in found.printed


def damage(folder, lines: list[int]) -> None:
    path = folder / "out" / "answers" / "endpoint.jsonl"
    held = path.read_bytes().splitlines()
    for number in lines:
        held[number - 1] = held[number - 1][:40]
    path.write_bytes(b"\n".join(held) + b"\n")


def test_damaged_lines_are_named_counted_and_asked_again(server, ask, tmp_path):
    ask(server, 6)
    damage(tmp_path, [2, 5])
    found = ask(server, 6)
    assert found.summary["lines_damaged"] == 2 and found.summary["asked_now"] == 2
    assert "2 of 6 lines are damaged and count as not asked (line 2, 5)" in found.printed


def test_nobody_goes_on_with_the_scraps_of_a_file(server, ask, tmp_path):
    ask(server, 6)
    damage(tmp_path, [1, 2, 3, 5])
    before = dict(server.asked)
    found = ask(server, 6)
    assert found.status == 1 and "4 of 6 lines are damaged" in found.said
    assert "put a good copy of the file there" in found.said and server.asked == before


@pytest.mark.parametrize("held", [b"[1, 2, 3]", "{}".encode("utf-16"), b"id,answer\n1,2\n"])
def test_a_file_that_is_none_of_ours_is_refused_and_left_as_it_is(server, ask, tmp_path, held):
    path = tmp_path / "out" / "answers" / "endpoint.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(held)
    found = ask(server, 2)
    assert found.status == 1 and "damaged" in found.said and not server.asked
    assert path.read_bytes().startswith(held)


@pytest.mark.parametrize("row", [
    {"id": "0a", "answer": None, "messages": []}, {"id": 7, "answer": "a", "messages": []},
    {"id": "zz", "answer": "a", "messages": []}, {"id": "0a", "answer": "a", "messages": "hi"},
    {"id": "0a", "answer": "a", "messages": [{"role": "user"}]}, [], 3, None, "text",
], ids=repr)
def test_a_line_that_is_no_answer_is_damaged(row):
    assert gathered_answers.whole(json.dumps(row).encode()) is None
