"""The day's budget: nothing goes round it, nothing opens it, and no false count empties it."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from datetime import timedelta

import pytest

from demo import pairs
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.remote import streaming
from demo.remote.daily_budget import NAME, DailyBudget
from tests.remote.conftest import ASKED, DAY
from tests.remote.server import DONE, JSON, Said, answer, delta, event, refused, wait

PRICED = "price_out = 1000000.0"  # a token costs 1
WORST = ASKED.max_tokens


@pytest.fixture
def spent(tmp_path):
    """What is counted as spent so far."""
    return lambda: json.loads((tmp_path / "kept" / NAME).read_text())["spent"].get("USD", 0.0)


def asked(server, often):
    end = time.monotonic() + 20
    while len(server.asked) < often and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.1)


@pytest.mark.parametrize("parts", [(), (delta(content="For"),)])
@pytest.mark.parametrize("how", ["stop", "time_limit", "silence"])
def test_what_nobody_told_the_end_of_is_paid_at_its_worst(
    sided, server, spent, monkeypatch, how, parts
):
    server.says = lambda body, n: refused(401, "not yet") if n == 1 else wait(*parts)
    if how == "silence":
        monkeypatch.setattr(streaming, "SILENCE", 0.3)
    ask, stop = sided(PRICED, remote_budget=100.0), Stop()
    ask()  # a client's first question takes it some time
    request = dataclasses.replace(ASKED, time_limit=0.8 if how == "time_limit" else 30)
    if how == "stop":
        threading.Thread(target=lambda: (asked(server, 2), stop.ask()), daemon=True).start()
    found = ask(request, stop).answers["teacher"]
    # A silence is asked about again, and each of the answers may have been made.
    often = 3 if how == "silence" and not parts else 1
    assert spent() == pytest.approx(often * WORST) and len(server.asked) == 1 + often
    if how != "silence":
        assert found.usage.at_most and found.usage.cost == pytest.approx(WORST)


@pytest.mark.parametrize("said", [
    refused(401, "who are you"), refused(429, "slow down", retry_after="999"),
    refused(400, "no"), Said(b"<html>", 200, "text/html"),
    Said(b'{"error": {"message": "quota"}}', 200, JSON), Said(b"", 302, location="http://a/"),
])
def test_what_a_server_told_it_did_not_do_costs_nothing(sided, server, spent, said):
    server.says = lambda body, n: said
    assert sided(PRICED, remote_budget=100.0)().answers["teacher"].end == "error"
    assert spent() == 0


def test_a_server_that_is_not_there_costs_nothing(sided, server, spent):
    ask = sided(PRICED, remote_budget=100.0)
    server.shutdown()
    server.server_close()
    assert ask().answers["teacher"].end == "error" and spent() == 0


@pytest.mark.parametrize("usage", [
    {"prompt_tokens": 5, "completion_tokens": 900_000},
    {"prompt_tokens": 5, "completion_tokens": 50},
    {"prompt_tokens": 900_000, "completion_tokens": 3},
    {"prompt_tokens": 5, "completion_tokens": -3},
    {"prompt_tokens": 10**30, "completion_tokens": 10**30},
])
def test_a_false_count_is_called_that_and_costs_no_more_than_was_set_aside(
    sided, server, spent, usage
):
    server.says = lambda body, n: Said(answer("Hello", " world.", usage=usage))
    found = sided(PRICED, remote_budget=100.0)().answers["teacher"]
    assert found.end == "eos" and found.usage.counted == "implausible"
    assert found.usage.answer == 3 and found.usage.at_most
    assert spent() == found.usage.cost == pytest.approx(WORST)


def test_a_count_in_part_or_none_is_paid_at_its_worst_where_it_is_missing(sided, server, spent):
    server.says = lambda body, n: Said(answer("Hello", usage=None))
    ask = sided(PRICED, remote_budget=100.0)
    assert ask().answers["teacher"].usage.at_most and spent() == pytest.approx(WORST)
    server.says = lambda body, n: Said(answer("Hello", usage={
        "prompt_tokens": 9, "completion_tokens": 3}))
    found = ask().answers["teacher"].usage
    assert not found.at_most and found.cost == pytest.approx(3) and spent() == pytest.approx(15)


def test_a_file_that_breaks_during_a_race_leaves_the_answer_and_no_traceback(
    sided, server, tmp_path, caplog
):
    def says(body, n):
        (tmp_path / "kept" / NAME).write_text("{broken")
        return Said(answer("Forty", "-seven."))

    server.says, threads = says, []
    threading.excepthook, usual = threads.append, threading.excepthook
    try:
        ask = sided(PRICED, remote_budget=100.0)
        assert ask().answers["teacher"].text == "Forty-seven."
        assert "mend or delete it" in ask().answers["teacher"].why
    finally:
        threading.excepthook = usual
    assert not threads and "Traceback" not in caplog.text and "mend or delete it" in caplog.text


def day(away=0):
    return (DAY + timedelta(days=away)).isoformat()


def kept(spent, when=None):
    return json.dumps({"day": when or day(), "spent": spent}).encode()


BROKEN = {
    "garbage": b"garbage", "half": b"{", "a list": b"[]", "negative": kept({"USD": -500}),
    "infinite": kept({"USD": float("inf")}), "no number": kept({"USD": float("nan")}),
    "beyond numbers": b'{"day": "%s", "spent": {"USD": 1e999}}' % day().encode(),
    "an endless number": b'{"day": "%s", "spent": {"USD": 1%s}}' % (day().encode(), b"0" * 400),
    "a text": kept({"USD": "5"}), "true": kept({"USD": True}), "nested": kept({"USD": {"a": 1}}),
    "no day": b'{"spent": {"USD": 5}}', "a future day": kept({"USD": 5}, day(2)),
    "no such day": kept({"USD": 5}, "2026-13-45"), "a day of another form": kept({}, "20261130"),
    "no sums": b'{"day": "%s"}' % day().encode(), "sums in a list": kept([5]),
    "not UTF-8": b"\xff\xfe", "deep": b'{"day":' + b"[" * 90_000,
    "deep beside": kept({"USD": 0})[:-1] + b', "x":' + b"[" * 90_000 + b"]" * 90_000 + b"}",
    "longer than it could be": kept({"USD": 0}) + b" " * 200_000 + b"x",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_this_did_not_write_closes_the_lid(tmp_path, name):
    (tmp_path / NAME).write_bytes(BROKEN[name])
    budget = DailyBudget(tmp_path, 100.0)
    for what in (lambda: budget.hold(1.0, "USD"), lambda: budget.settle(1.0, 0.0, "USD")):
        with pytest.raises(UserError, match="mend or delete it"):
            what()
    assert (tmp_path / NAME).read_bytes() == BROKEN[name], "it is left for whoever mends it"


@pytest.mark.parametrize("content, left", [(b"", 0.0), (kept({"USD": 7}), 7.0),
                                           (kept({"USD": 7}, day(-1)), 0.0)])
def test_a_file_that_it_wrote_is_believed(tmp_path, content, left):
    (tmp_path / NAME).write_bytes(content)
    assert DailyBudget(tmp_path, 10.0).spent("USD") == left


def test_a_folder_in_its_place_is_one_sentence(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(UserError, match="cannot be counted in"):
        DailyBudget(tmp_path, 1.0).hold(0.5, "USD")


@pytest.mark.parametrize("more, why", [
    ("body = {n = 3}", "must not hold 'n': one answer"),
    ("body = {best_of = 3}", "must not hold 'best_of': one answer"),
    ("body = {options = {n = 2}}", "must not hold 'n': one answer"),
    (f"{PRICED}\nbody = {{max_tokens = 99999}}", "body must not hold 'max_tokens' beside prices"),
    (f"{PRICED}\nbody = {{max_completion_tokens = 9}}", "'max_completion_tokens' beside prices"),
    (f"{PRICED}\nlongest_as = \"most\"\nbody = {{most = 9}}", "'most' beside prices"),
    (f"{PRICED}\nbody = {{options = {{num_predict = 9}}}}", "'num_predict' beside prices"),
    (f"{PRICED}\nbody = {{ignore_eos = true}}", "'ignore_eos' beside prices"),
    (f"{PRICED}\nomit = [\"max_tokens\"]", "omit must not hold 'max_tokens' beside prices"),
    ("price_out = 1e308", "at most 1,000,000"), ("price_in = inf", "at most 1,000,000"),
])
def test_no_option_of_a_pair_goes_round_it(tiny_pairs, tmp_path, more, why):
    (tmp_path / "pair.toml").write_text(
        f'title = "Far"\n[teacher]\nmodel = "big"\nendpoint = "http://x/v1"\n{more}\n'
        f'[student]\nmodel = "{tiny_pairs / "llama" / "student"}"\n')
    with pytest.raises(UserError, match=why) as told:
        pairs.read(str(tmp_path), tmp_path)
    assert "\n" not in str(told.value)


def test_without_prices_a_length_of_the_pair_is_only_cut(sided, server):
    server.says = lambda body, n: Said([*(delta(content="la " * 30) for _ in range(9)),
                                        delta("stop"), DONE, event({})])
    found = sided("body = {max_tokens = 5000}")().answers["teacher"]
    assert server.asked[0]["max_tokens"] == 5000 and found.end == "max_tokens"
