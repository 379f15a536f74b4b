"""What the page and a program are told of a remote side is true: times, counts, ends, sentences."""

from __future__ import annotations

import dataclasses
import json

import pytest

from demo.drawing import stage
from demo.drawing.scene import Scene
from demo.page import header
from demo.page.api import table
from demo.recording.data import Answer, Model, Recording, Request, Usage
from demo.recording.file import from_json, to_json
from demo.recording.metrics import numbers, ratios
from demo.recording.verdict import verdict
from demo.sharing.share_result import unfinished
from tests.remote.conftest import ASKED
from tests.remote.server import DONE, Said, answer, delta, event, refused, wait


def far(gaps, count=None, end="eos", end_seconds=0.0, **more):
    """A remote teacher whose pieces came after these seconds, beside a local student."""
    usage = Usage(9, count) if count else None
    answers = {
        "teacher": Answer("teacher", Model("Big", remote="far:1"), tokens=(0,) * len(gaps),
                          texts=("four",) * len(gaps), seconds=tuple(gaps), end=end,
                          end_seconds=end_seconds, usage=usage, **more),
        "student": Answer("student", Model("Small"), tokens=(1,) * 9, texts=("four",) * 9,
                          seconds=(0.1,) * 9, end="eos"),
    }
    return Recording(Request("?"), answers, pair={"same_tokenizer": False},
                     device={"kind": "cpu", "name": "A CPU"})


def card(found, language="en"):
    return stage.draw(Scene(found, "measured", language))["cards"][0]


def test_silence_before_the_end_is_own_time_and_in_the_speed_that_is_compared():
    hung = far([0.2], end="time_limit", end_seconds=59.8)
    assert numbers(hung.answers["teacher"]).e2e == pytest.approx(60)
    assert numbers(hung.answers["teacher"]).characters_per_second == pytest.approx(4 / 60)
    assert ratios(hung).speed > 100 and "faster" in "".join(text for text, _ in verdict(hung))
    assert numbers(far([], end="stopped", end_seconds=7.0).answers["teacher"]).e2e == 7.0
    own = dataclasses.replace(hung.answers["teacher"], model=Model("Here"))
    assert numbers(own).e2e == pytest.approx(0.2), "a local end-of-sequence step is no output"


@pytest.mark.parametrize("gaps, known", [
    ([4.0, *[0.00002] * 199], False), ([4.0, 0.0003, 0.00002], False), ([1.0, 0.5], False),
    ([4.0, *[0.00002] * 98, 0.01, 0.01], False), ([0.3, *[0.02] * 30], True),
    ([0.3, *[0.02, 0.0] * 30], True), ([0.3, 0.02, 0.02], True),
])
def test_pieces_that_came_together_have_no_speed_and_the_card_says_so(gaps, known):
    found = far(gaps, count=200)
    assert (numbers(found.answers["teacher"]).speed is not None) == known
    assert ("They came together" in card(found)["details"]) != known
    assert card(found, "zh")["details"]


@pytest.mark.parametrize("pieces, said", [
    (1, "It came in one piece."), (2, "It came in 2 pieces."),
    (6, "Between pieces 20 ms median; 6 pieces."),
    (30, "20 ms at the 95th percentile; 30 pieces"),
])
def test_a_few_gaps_have_no_percentiles(pieces, said):
    found = card(far([0.02] * pieces, count=40))["details"]
    assert said in found and ("95th" in found) == (pieces > 20)


def test_the_card_tells_that_it_was_asked_again_and_what_that_took(sided, server):
    server.says = lambda body, n: (refused(503, "busy", retry_after="0.3") if n < 3
                                   else Said(answer("Forty", "-seven.")))
    found = sided()()
    usage = found.answers["teacher"].usage
    assert usage.tries == 3 and 0.5 < usage.waited <= numbers(found.answers["teacher"]).ttft
    assert "It was asked 3 times, the last time after 0." in card(found)["details"]
    server.says = lambda body, n: refused(503, "busy", retry_after="0")
    assert "busy; it was asked 3 times." in sided()().answers["teacher"].why


def test_while_it_waits_to_ask_again_the_card_says_so(sided, server):
    server.says = lambda body, n: (refused(503, "busy", retry_after="0.4") if n < 3
                                   else Said(answer("Forty", "-seven.")))
    ask = sided()
    states = []
    for growing in ask.session.compare(ASKED, ask.folder):
        for language in ("en", "zh"):
            states.append(stage.draw(Scene(growing, "live", language))["cards"][0]["state"])
    waited = [state for state in states if "0.4 " in state]
    for time in (2, 3):
        assert any(state.startswith(f"asking again in 0.4 s, time {time} of at most 3: ")
                   and "(503) has trouble of its own: busy" in state for state in waited)
        assert any(state.startswith(f"0.4 秒后再问，第 {time} 次（至多 3 次）：")
                   for state in waited)
    assert states[-2] not in waited and not growing.answers["teacher"].why
    server.says = lambda body, n: refused(503, "busy", retry_after="0.1")
    assert "asked 3 times" in ask().answers["teacher"].why


@pytest.mark.parametrize("how", ["time_limit", "stopped"])
def test_what_was_given_up_is_counted_by_us_and_said_to_be(sided, server, how):
    server.says = lambda body, n: (Said(answer("Hi")) if n == 1
                                   else wait(delta(content="Forty-seven is it.")))
    ask = sided()
    ask()
    found = ask(dataclasses.replace(ASKED, time_limit=0.8))
    usage = found.answers["teacher"].usage
    assert (usage.counted, usage.answer) == ("estimated", 4)
    assert "nobody counted" in card(found)["details"]


def test_a_program_reads_null_for_what_was_not_measured(sided):
    found = table(sided('price_out = 1.0')())["sides"]
    far_side, here = found["teacher"], found["student"]
    assert far_side["parameters"] is None and here["parameters"]
    assert far_side["remote"] and here["remote"] is None and here["usage"] is None
    memory = far_side["memory_bytes"]
    assert set(memory) == set(here["memory_bytes"]) and memory.pop("why")
    assert set(memory.values()) == {None}
    assert far_side["usage"]["answer"] == 5 and far_side["usage"]["cost"] == pytest.approx(5e-6)
    assert json.dumps(found)


def test_no_sentence_claims_what_is_not_so():
    found = far([0.1, 0.1], count=4, end="")
    drawn = stage.draw(Scene(found, "live"))
    assert "numbers were measured on this CPU; the other" in drawn["banner"]
    assert drawn["verdict"][0]["text"] == "The teacher is still answering …"
    ended = far([0.1, 0.1], count=4)
    finishing = stage.draw(Scene(ended, "live", finishing=True))["verdict"]
    assert finishing[-1]["text"] == " Still being measured: memory at peak."
    assert unfinished(ended).fidelity.why == "not measured: a side is remote"
    assert "working_peak" not in unfinished(ended).answers["teacher"].memory.why
    both = dataclasses.replace(ended, answers={
        side: dataclasses.replace(one, model=Model(side, remote="far"))
        for side, one in ended.answers.items()})
    assert stage.draw(Scene(both, "measured"))["banner"] == ""
    local = dataclasses.replace(ended, answers={
        side: dataclasses.replace(one, model=Model(side)) for side, one in ended.answers.items()})
    from demo.engine.protocol import Status

    told = [header.draw(None, Status("idle", ""), "en", shown=one)["tagline"]
            for one in (local, ended, both)]
    assert "Every number is measured here." in told[0]
    assert "One side answers over the network" in told[1] and "Both answer over" in told[2]
    assert not any("Every number" in text for text in told[1:])


UNREADABLE = {
    "an object": ([delta(content={"a": 1}), delta("stop"), DONE], "an object that is no text"),
    "true": ([delta(content=True), delta("stop"), DONE], "something that is no text"),
    "a tool": ([delta(tool_calls=[{"index": 0}]), delta("stop"), DONE], "a call of a tool"),
    "a function": ([delta(function_call={"name": "f"}), delta("stop"), DONE], "a call of a tool"),
    "null": ([delta(content=None), delta("stop"), DONE], "a message without content"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_called_that_and_not_empty(sided, server, name):
    parts, said = UNREADABLE[name]
    server.says = lambda body, n: Said(parts)
    found = sided()().answers["teacher"]
    assert found.end == "error" and f"answered with {said}" in found.why


@pytest.mark.parametrize("parts", [answer(""), [delta(content=None), delta("length"), DONE]])
def test_an_answer_that_is_empty_is_just_that(sided, server, parts):
    server.says = lambda body, n: Said(parts)
    assert sided()().answers["teacher"].end in ("eos", "max_tokens")


def raw(*events):
    return Said([*events, *answer("Forty", "-seven.")])


HALF = [b'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n',
        b'data: {"choices":[{"delta":{"content":"\\ude00 ok"}}]}\n\n', delta("stop"), DONE]
STREAMS = {
    "empty data": raw(b"data:\n\n", b"data: \n\n"), "null": raw(b"data: null\n\n"),
    "a byte order mark": raw(b"\xef\xbb\xbf"),
    "a mark and its text": Said([b"\xef\xbb\xbf", *answer("Forty", "-seven.")[1:]]),
    "CR": Said([part.replace(b"\n", b"\r") for part in answer("Forty", "-seven.")]),
    "CR LF, byte by byte": Said([bytes([byte]) for part in answer("Forty", "-seven.")
                                 for byte in part.replace(b"\n", b"\r\n")]),
    "lines without blank ones": Said([part.replace(b"\n\n", b"\n")
                                      for part in answer("Forty", "-seven.")]),
    "several data lines": Said([b'data: {"choices":\ndata: [{"delta":\ndata: {"content":"Forty"}}]}'
                                b"\n\n", *answer("-seven.")]),
    "two choices": Said([event({"choices": [{"index": 1, "delta": {"content": "No"}},
                                            {"index": 0, "delta": {"content": "Forty"}}]}),
                         event({"choices": [{"index": 1, "delta": {"content": "No"}}]}),
                         *answer("-seven.")]),
    "JSON in a stream's clothes": Said(json.dumps({"choices": [{
        "message": {"content": "Forty-seven."}, "finish_reason": "stop"}]}).encode()),
    "an upper-case type": Said(answer("Forty", "-seven."), 200, "Text/Event-Stream"),
    "packed as itself": Said(answer("Forty", "-seven."), content_encoding="identity"),
}


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_that_is_sound_loses_nothing(sided, server, name):
    server.says = lambda body, n: STREAMS[name]
    found = sided()().answers["teacher"]
    assert (found.text, found.end) == ("Forty-seven.", "eos"), found.why


def test_halves_of_a_character_in_two_events_are_one(sided, server):
    server.says = lambda body, n: Said(HALF)
    assert sided()().answers["teacher"].text == "\U0001f600 ok"
    server.says = lambda body, n: Said([HALF[0], delta("stop"), DONE])
    assert sided()().answers["teacher"].text == "\ufffd"


def test_text_after_the_end_is_announced(sided, server):
    server.says = lambda body, n: Said([delta(content="Hi"), delta("stop"), delta(content=" you"),
                                        DONE])
    found = sided()()
    assert found.answers["teacher"].text == "Hi you"
    assert "Note: it went on after it had told its end." in card(found)["details"]
    assert "仍在继续" in card(found, "zh")["details"]


def test_a_recording_names_only_counters_that_there_are():
    text = to_json(far([0.1], count=3))
    assert from_json(text)
    from demo.errors import UserError

    with pytest.raises(UserError, match="counted"):
        from_json(text.replace('"counted":"server"', '"counted":"somebody"'))
