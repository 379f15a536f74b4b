"""A side that answers over the network: raced, counted, paid; whatever its server does is its own
trouble, and the side here goes on."""

from __future__ import annotations

import dataclasses
import json
import logging
import time
from email.utils import formatdate

import pytest

from demo.bench.__main__ import main as bench
from demo.drawing import stage
from demo.drawing.scene import Scene
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES
from demo.recording.file import from_json, to_json
from demo.recording.growing import turns
from demo.recording.metrics import numbers
from demo.recording.mode_numbers import tally_of
from demo.recording.verdict import verdict
from demo.remote import streaming
from demo.settings import read as read_settings
from demo.sharing.packing import packed, unpacked
from tests.remote.conftest import ASKED, KEY, last
from tests.remote.server import DONE, EVENTS, JSON, Said, answer, delta, event, refused


def test_both_sides_answer_and_the_remote_one_is_said_to_be_that(sided, server):
    found = sided()()
    far, here = (found.answers[side] for side in SIDES)
    assert far.text == "Forty-seven." and far.end == "eos" and here.tokens
    assert (far.usage.answer, far.usage.counted, far.prompt_tokens) == (5, "server", 11)
    assert far.usage.cost is None and far.model.remote in server.url
    assert all(seconds >= 0 for seconds in far.seconds) and far.memory.working_peak is None
    assert found.fidelity.why == "not measured: a side is remote" and not found.same_tokenizer
    assert server.asked[0]["max_tokens"] == 12 and server.asked[0]["stream"] is True
    assert server.asked[0]["messages"] == [{"role": "user", "content": "How many?"}]
    assert server.heads[0]["authorization"] == f"Bearer {KEY}"
    for language in ("en", "zh"):
        drawn = json.dumps(stage.draw(Scene(found, "measured", language)), ensure_ascii=False)
        assert ("remote" if language == "en" else "远程") in drawn and "None" not in drawn
        assert "".join(text for text, _ in verdict(found, language))


def test_a_recording_of_it_is_kept_and_packed_without_loss_and_without_the_key(sided, caplog):
    caplog.set_level(logging.DEBUG)
    found = sided('price_in = 2.0\nprice_out = 8.0\nprice_date = "2026-11-01"')()
    text = to_json(found)
    assert to_json(from_json(text)) == text
    again = unpacked(packed(found, 2000), 10**6, 10**4)
    assert again.answers["teacher"].usage == found.answers["teacher"].usage
    assert again.answers["teacher"].text == found.answers["teacher"].text
    assert found.answers["teacher"].usage.cost == pytest.approx((11 * 2 + 5 * 8) / 1e6)
    assert KEY not in text and KEY not in caplog.text and KEY not in repr(found)


def test_what_a_page_plays_of_it_counts_as_the_server_did(sided, server):
    """One number for both: what the player scales its pieces by, and what the card shows."""
    server.says = lambda body, n: Said([
        part for piece in answer("Forty", "-", "seven", ".", usage={
            "prompt_tokens": 9, "completion_tokens": 40}) for part in (piece, 0.02)])
    found = sided()(dataclasses.replace(ASKED, max_tokens=64)).answers["teacher"]
    assert numbers(found).tokens == found.count == 40 and len(found.tokens) == 4
    span = found.times[-1] - found.times[0]
    assert numbers(found).tpot == pytest.approx(span / 39)


def test_pieces_that_nobody_counted_are_called_no_tokens(sided, server):
    """While it streams, and where it breaks off, no number of tokens is known."""
    server.says = lambda body, n: tale(*(delta(content="a ") for _ in range(6)), drop=True)
    found = sided()()
    far = numbers(found.answers["teacher"])
    assert len(found.answers["teacher"].tokens) == 6 and found.answers["teacher"].usage is None
    assert (far.tokens, far.tpot, far.speed) == (0, None, None)
    assert far.characters == 12 and far.characters_per_second
    drawn = stage.draw(Scene(found, "measured"))
    assert [row["label"] for row in drawn["cards"][0]["numbers"]][3] == "own time"
    assert "piece of what came" in drawn["track"]["read"]


def test_the_bench_measures_only_what_runs_here(sided, tmp_path, capsys):
    sided()
    with pytest.raises(SystemExit, match="is remote, and the bench measures what runs here"):
        bench(["--pair", str(tmp_path / "far"), "--rounds", "1"])


def test_reasoning_is_folded_as_local_reasoning_is(sided, server):
    server.says = lambda body, n: Said([
        delta(role="assistant", reasoning_content="Let me "), delta(reasoning_content="see."),
        delta(content="Forty"), delta("stop", content="-seven."), DONE])
    found = sided()()
    assert found.answers["teacher"].text == "<think>Let me see.</think>Forty-seven."
    card = stage.draw(Scene(found, "measured"))["cards"][0]
    assert card["body"] == "Forty-seven." and "Let me see." in card["thoughts"]


def test_conversation_system_prompt_stops_and_sampling_go_over(sided, server):
    ask = sided('stop = ["\\n\\n"]\nomit = ["seed"]\nlongest_as = "max_completion_tokens"\n'
                'headers = {X-Title = "a"}\nbody = {reasoning_effort = "low"}')
    first = ask(dataclasses.replace(ASKED, temperature=0.5, top_p=0.9))
    sent = server.asked[0]
    assert (sent["temperature"], sent["top_p"], sent["stop"]) == (0.5, 0.9, ["\n\n"])
    assert sent["max_completion_tokens"] == 12 and sent["reasoning_effort"] == "low"
    assert "seed" not in sent and "max_tokens" not in sent
    assert server.heads[0]["x-title"] == "a"
    notes = first.answers["teacher"].model.notes
    assert any("asked without seed" in note for note in notes)


def test_a_conversation_goes_over_without_its_reasoning(sided, server, tmp_path):
    server.says = lambda body, n: Said([
        delta(reasoning_content="Hm."), delta("stop", content=f"Answer {n}."), DONE])
    sided()
    far = tmp_path / "far" / "pair.toml"
    both = far.read_text().partition("[student]")[0]
    far.write_text(both + both[both.index("[teacher]"):].replace("[teacher]", "[student]"))
    session = Session(dataclasses.replace(read_settings({"THREADS": "1"}),
                                          data_dir=tmp_path / "kept"))
    first = last(session, ASKED, str(far.parent), None)
    assert all(answer.text.startswith("<think>Hm.</think>Answer")
               for answer in first.answers.values()), "both sides may be remote"
    said = {side: answer.text.partition("</think>")[2] for side, answer in first.answers.items()}
    last(session, dataclasses.replace(ASKED, prompt="Why?", system="Be kind.",
                                       earlier=turns(first)), str(far.parent), None)
    for sent in server.asked[2:]:
        roles = [message["role"] for message in sent["messages"]]
        assert roles == ["system", "user", "assistant", "user"]
        assert sent["messages"][2]["content"] in said.values()
        assert sent["messages"][3]["content"] == "Why?"


def tale(*said, status=200, **more):
    return Said(list(said), status, **more)


TROUBLE = {
    "401": (refused(401, f"bad key {KEY}"), "does not accept the key"),
    "402": (refused(402, "Insufficient Balance"), "has no credit left: Insufficient Balance"),
    "403": (refused(403, "not your model"), "does not let this key use big-1: not your model"),
    "404": (refused(404, "no such model"), "check endpoint and model in pair.toml: no such model"),
    "429 in seconds": (refused(429, "slow down", retry_after="120"), "asks to wait 120 seconds"),
    # Of the moment in which it is sent: what is made when the tests are collected grows old.
    "429 as a date": (lambda: refused(429, "slow down",
                                      retry_after=formatdate(time.time() + 900, True)),
                      "it asks to wait"),
    "429 for ever": (refused(429, "slow down", retry_after="1e300"), "asks to wait very long"),
    "429 for hours": (refused(429, "slow down", retry_after="36000"), "asks to wait 10 hours"),
    "429 in words": (refused(429, "slow down", retry_after="120"), "ask again in a minute"),
    "a page of an error": (Said(b"<html><style>a{}</style><h1>502 Bad Gateway</h1><script>alert(1)"
                                b"</script></html>", 502, "text/html"),
                           "has trouble of its own: 502 Bad Gateway; it was asked 3 times"),
    "a chunk that is none": (Said([b"zz\r\n"], transfer_encoding="chunked"),
                             "does not speak HTTP as it should"),
    "400": (refused(400, "context is too long"), "refused a question: context is too long"),
    "500": (refused(500, "on fire"), "has trouble of its own: on fire"),
    "an error with status 200": (
        Said(b'{"error": {"message": "quota", "code": "insufficient_quota"}}', 200, JSON),
        "no credit left: quota"),
    "an error in the middle": (tale(delta(content="For"), event({"error": {"message": "lost"}})),
                               "lost"),
    "half closed": (tale(delta(content="For"), drop=True), "broke off"),
    "half a message": (tale(delta(content="For"), b'data: {"choices": [{"del', drop=True),
                       "broke off in the middle of a message"),
    "no end told": (tale(delta(content="For"), DONE), "broke off before the answer's end"),
    "empty choices": (tale(event({"choices": []}), DONE), "broke off before the answer's end"),
    "choices null": (tale(event({"choices": None}), DONE), "broke off"),
    "no JSON": (tale(b"data: nonsense\n\n"), "broke off in the middle of a message"),
    "a page": (Said(b"<html>hello</html>", 200, "text/html"), "with no chat completion"),
    "a redirect": (Said(b"", 302, location="http://elsewhere.invalid/v2/chat/completions"),
                   "answers that its address is http://elsewhere.invalid/v2: put that into"),
    "a redirect within": (Said(b"", 308, location="/v2/chat/completions"), "/v2: put that"),
    "a redirect in circles": (Said(b"", 307, location="/v1/chat/completions"), "/v1: put that"),
    "a redirect to a file": (Said(b"", 302, location="file:///etc/passwd"), "redirects to nowhere"),
    "a redirect to a script": (Said(b"", 302, location="javascript:alert(1)"), "to nowhere"),
    "refused content": (tale(delta("content_filter")), "refused to answer, or to go on"),
    "failed inside": (tale(delta("insufficient_system_resource", content="For"), DONE),
                      "trouble of its own"),
    "cut for no reason": (tale(delta("vibes", content="For"), DONE), "cut the answer short"),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_is_one_sides_and_the_next_race_works(sided, server, name, caplog):
    said, sentence = TROUBLE[name]
    usual, server.says = server.says, lambda body, n: said() if callable(said) else said
    ask = sided()
    found = ask()
    far, here = (found.answers[side] for side in SIDES)
    assert far.end == "error" and sentence in far.why, far.why
    assert "\n" not in far.why and KEY not in far.why and KEY not in caplog.text
    assert here.tokens and here.end != "error" and found.done
    assert "".join(text for text, _ in verdict(found))
    server.says = usual
    assert ask().answers["teacher"].text == "Forty-seven."


def test_it_is_asked_again_only_where_nothing_was_shown(sided, server):
    server.says = lambda body, n: (refused(503, "busy", retry_after="0") if n < 3
                                   else Said(answer("Forty", "-", "seven", ".")))
    ask = sided()
    assert ask().answers["teacher"].text == "Forty-seven." and len(server.asked) == 3
    server.says = lambda body, n: tale(delta(content="For"), drop=True)
    found = ask()
    assert found.answers["teacher"].text == "For" and len(server.asked) == 4


GOOD = {
    "comments and other fields": (Said([b": hi\n\nevent: x\nid: 1\n", *answer("Forty", "-", "seven",
                                                                             ".")]), "server"),
    "windows line ends": (Said([part.replace(b"\n", b"\r\n") for part in answer("Forty", "-seven.")
                                ]), "server"),
    "no usage": (Said(answer("Forty", "-seven.", usage=None)), "estimated"),
    "usage null": (Said([*answer("Forty", "-seven.", usage=None)[:-1],
                         event({"choices": [], "usage": None}), DONE]), "estimated"),
    "an absurd usage": (Said(answer("Forty", "-seven.", usage={
        "prompt_tokens": 10**12, "completion_tokens": 1e300})), "implausible"),
    "no [DONE]": (Said(answer("Forty", "-seven.")[:-1]), "server"),
    "not streamed": (Said(json.dumps({"usage": {"prompt_tokens": 3, "completion_tokens": 2},
                                      "choices": [{"finish_reason": "stop", "message": {
                                          "content": "Forty-seven."}}]}).encode(), 200, JSON),
                     "server"),
    "the whole text each time": (Said([event({"choices": [{"message": {"content": text}}]})
                                       for text in ("Forty", "Forty-sev", "Forty-seven.")]
                                      + [delta("stop"), DONE]), "estimated"),
    "content in parts": (Said([delta(content=[{"type": "text", "text": "Forty"}]),
                               delta("stop", content=[{"type": "text", "text": "-seven."}]), DONE]),
                         "estimated"),
    "one byte at a time": (Said([bytes([byte]) for part in answer("Forty", "-seven.")
                                 for byte in part]), "server"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_real_servers_send_is_read(sided, server, name):
    said, counted = GOOD[name]
    server.says = lambda body, n: said
    found = sided()().answers["teacher"]
    assert found.text == "Forty-seven." and found.end == "eos", (found.why, found.text)
    assert found.usage.counted == counted and 1 <= found.usage.answer < 100


def test_a_server_that_cannot_count_a_stream_is_asked_without(sided, server):
    server.says = lambda body, n: (
        refused(400, "Unrecognized request argument supplied: stream_options")
        if "stream_options" in body else Said(answer("Forty-seven.", usage=None)))
    found = sided()().answers["teacher"]
    assert found.text == "Forty-seven." and found.usage.counted == "estimated"


def test_a_silent_server_is_given_up(sided, server, monkeypatch):
    monkeypatch.setattr(streaming, "SILENCE", 0.4)
    server.says = lambda body, n: _silent()
    found = sided()()
    assert "said nothing for 0.4 seconds" in found.answers["teacher"].why
    assert found.answers["student"].tokens


def _silent():
    said = Said([])
    said.parts = _Waiting()
    return said


class _Waiting(list):
    def __iter__(self):
        time.sleep(1.5)
        return iter(())


def test_stop_and_the_time_limit_end_it_and_the_server_is_left(sided, server):
    server.says = lambda body, n: tale(delta(content="For"), 3.0, *answer("ty"))
    ask, stop = sided(), Stop()
    stop.ask("teacher")
    found = ask(stop=stop)
    assert found.answers["teacher"].end == "stopped" and found.answers["student"].tokens
    found = ask(dataclasses.replace(ASKED, time_limit=0.6))
    assert found.answers["teacher"].end == "time_limit"
    assert found.answers["teacher"].text == "For"
    end = time.monotonic() + 10
    while server.left < len(server.asked) and time.monotonic() < end:
        time.sleep(0.05)
    # One that was stopped before it began may not even have been asked for.
    assert server.left == len(server.asked) > 0, "what nobody reads is not paid to its end"


def test_money_has_a_lid_for_all_visitors_together(sided, server, tmp_path):
    more = "price_in = 0\nprice_out = 1000000.0\ncurrency = \"CNY\""
    ask = sided(more, remote_budget=20.0)
    assert ask().answers["teacher"].usage.cost == pytest.approx(5.0)
    ask()  # 10 are spent, and the next may cost 12
    found = ask()
    assert "Today's budget for answers over the network (20 CNY" in found.answers["teacher"].why
    assert len(server.asked) == 2 and found.answers["student"].tokens
    spent = json.loads((tmp_path / "kept" / "remote-spent.json").read_text())["spent"]
    assert spent == {"CNY": pytest.approx(10.0)}
    # Another process goes on from the file, and another day begins with nothing.
    assert "budget" in sided(more, remote_budget=20.0)().answers["teacher"].why
    (tmp_path / "kept" / "remote-spent.json").write_text(
        '{"day": "2026-01-01", "spent": {"CNY": 19}}')
    assert ask().answers["teacher"].end == "eos"
    (tmp_path / "kept" / "remote-spent.json").write_text("garbage")
    assert "mend or delete it" in ask().answers["teacher"].why


def test_an_answer_that_broke_off_is_paid_at_its_worst(sided, server, tmp_path):
    server.says = lambda body, n: tale(delta(content="For"), drop=True)
    sided("price_out = 1000000.0", remote_budget=100.0)()
    spent = json.loads((tmp_path / "kept" / "remote-spent.json").read_text())["spent"]
    assert spent == {"USD": pytest.approx(12.0)}
    server.says = lambda body, n: refused(401, "who are you")
    sided("price_out = 1000000.0", remote_budget=100.0)()
    assert json.loads((tmp_path / "kept" / "remote-spent.json").read_text())["spent"] == spent


def test_without_its_key_the_pair_is_not_loaded(sided, monkeypatch):
    monkeypatch.delenv("REMOTE_TEST_KEY")
    with pytest.raises(UserError, match="variable REMOTE_TEST_KEY is not set: put the key there"):
        sided()()


def test_a_server_that_is_not_there_is_one_sentence(sided, server):
    ask = sided()
    server.shutdown()
    server.server_close()
    assert "cannot be reached (connection refused)" in ask().answers["teacher"].why


@pytest.mark.parametrize("more, why", [
    ('endpoint = "ftp://x"', "endpoint must be an address"),
    ('endpoint = "http://me:secret@x/v1"', "without user, password"),
    ('endpoint = "http://x/v1?key=1"', "without user, password"),
    ('endpoint = "http://x/v1"\nkey = "sk-123"', "never the key itself"),
    ('endpoint = "http://x/v1"\nprice_in = -1', "0 or more"),
    ('endpoint = "http://x/v1"\nprice_in = nan', "0 or more"),
    ('endpoint = "http://x/v1"\nprice_in = 1\ncurrency = "dollars"', "three letters"),
    ('endpoint = "http://x/v1"\nheaders = {Authorization = "Bearer x"}', "must not hold"),
    ('endpoint = "http://x/v1"\nbody = {messages = []}', "must not hold 'messages'"),
    ('endpoint = "http://x/v1"\nquantize = "nf4"', "unknown key 'quantize' beside endpoint"),
    ('endpoint = "http://a b/v1"', "or blanks"), ('endpoint = "http://a\\nb/v1"', "or blanks"),
    ('endpoint = "http://x:0/v1"', "must be an address"),
    ('endpoint = "http://x/v1/chat/completions"', "leave /chat/completions out"),
    ('endpoint = "http://x/v1"\nheaders = {"é" = "b"}', "of ASCII alone"),
    ('endpoint = "http://x/v1"\nheaders = {"X:Y" = "b"}', "of ASCII alone"),
    ('endpoint = "http://x/v1"\nheaders = {Host = "evil"}', "must not hold Host"),
    ('endpoint = "http://x/v1"\nheaders = {content-length = "5"}', "must not hold content-length"),
    ('endpoint = "http://x/v1"\nheaders = {Transfer-Encoding = "a"}', "must not hold Transfer"),
    ('endpoint = "http://x/v1"\nheaders = {X-Auth = "a"}', "must not hold X-Auth"),
    ('endpoint = "http://x/v1"\nheaders = {X-Access-Key = "a"}', "must not hold X-Access-Key"),
    ('endpoint = "http://x/v1"\nheaders = {X-Mine = "Bearer abc"}', "must not hold X-Mine"),
    ('endpoint = "http://x/v1"\nheaders = {X-Mine = "sk-123456789"}', "must not hold X-Mine"),
    ('endpoint = "http://x/v1"\nbody = {x = 2026-01-01}', "body.x holds a date"),
    ('endpoint = "http://x/v1"\nbody = {x = [{y = nan}]}', "body.x.y holds a date or a number"),
    ('endpoint = "http://x/v1"\nlongest_as = ""', "longest_as must be the server's name"),
    ('endpoint = "http://x/v1"\nlongest_as = "messages"', "longest_as must be the server's name"),
    ('endpoint = "http://x/v1"\nlongest_as = "seed"', "longest_as must be the server's name"),
    ('endpoint = "http://x/v1"\nomit = ["foo"]', "omit must not hold 'foo'; it may hold"),
    ('endpoint = "http://x/v1"\nomit = ["messages"]', "omit must not hold 'messages'"),
    ('endpoint = "http://x/v1"\nname = ""', "name must not be empty"),
    ('endpoint = 7', "endpoint must be text"), ('endpoint = "http://[x"', "must be an address"),
])
def test_a_table_that_is_wrong_is_one_sentence(tiny_pairs, tmp_path, more, why):
    from demo import pairs

    (tmp_path / "pair.toml").write_text(
        f'title = "Far"\n[teacher]\nmodel = "big"\n{more}\n'
        f'[student]\nmodel = "{tiny_pairs / "llama" / "student"}"\n')
    with pytest.raises(UserError, match=why) as told:
        pairs.read(str(tmp_path), tmp_path)
    assert "\n" not in str(told.value)


def test_the_content_type_alone_makes_a_stream(sided, server):
    server.says = lambda body, n: Said(answer("Forty-seven."), 200, f"{EVENTS}; charset=utf-8")
    assert sided()().answers["teacher"].text == "Forty-seven."


PRICED = 'price_in = 2.0\nprice_out = 8.0'


def test_a_cascade_asks_the_server_only_where_the_student_is_not_sure(sided, server):
    ask = sided(PRICED)
    cascade = dataclasses.replace(ASKED, mode="cascade")
    alone = ask(dataclasses.replace(cascade, threshold=0.0))
    assert not server.asked and alone.answers["teacher"].end == "not_asked"
    student = alone.answers["student"]
    price = (student.prompt_tokens * 2 + len(student.tokens) * 8) / 1e6
    assert (alone.cascade.spared, alone.cascade.currency) == (pytest.approx(price), "USD")
    asked = ask(dataclasses.replace(cascade, threshold=1.0))
    assert len(server.asked) == 1 and asked.answers["teacher"].text == "Forty-seven."
    assert asked.cascade.spared is None
    found = tally_of([alone, asked])
    assert found.cost == pytest.approx((11 * 2 + 5 * 8) / 1e6) and found.spared == (
        pytest.approx(price))
    again = from_json(to_json(alone))
    assert again.cascade == alone.cascade


def test_a_cascade_that_was_stopped_asks_no_server(sided, server):
    stop = Stop()
    stop.ask()
    found = sided()(dataclasses.replace(ASKED, mode="cascade"), stop)
    assert not server.asked and [a.end for a in found.answers.values()] == ["stopped"] * 2


def test_a_cooperation_with_a_server_is_refused_with_one_sentence(sided, server):
    with pytest.raises(UserError, match="needs both models here, and the teacher of this pair"):
        sided()(dataclasses.replace(ASKED, mode="cooperate"))
    assert not server.asked
