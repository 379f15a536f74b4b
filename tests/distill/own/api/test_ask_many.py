"""An endpoint may refuse, stumble, babble or die: one sentence each, and no answer is lost."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from transformers import AutoModelForCausalLM

from demo.distill.__main__ import main
from demo.distill.own import gathered_answers
from demo.errors import UserError
from demo.remote import endpoint as client
from tests import tiny
from tests.distill.own.api.conftest import Server, completion, failure, write_prompts

KEY = "sk-secret-0123456789"


def kept(folder) -> list[dict]:
    return [row for _, row in gathered_answers.rows(folder / "out" / "answers")]


def test_every_prompt_is_answered_once_and_counted(server, ask, tmp_path):
    told = ask(server, 20, "--price-in", 1, "--price-out", 10).summary
    assert told["answers"] == told["asked_now"] == 20 and told["error"] is None
    assert told["lines_left_out"] == 0
    assert told["tokens"] == {"prompt": 140, "answer": 60}
    assert told["cost"] == pytest.approx((140 + 600) / 1e6)
    assert told["questions_per_minute"] > 0
    assert {row["answer"] for row in kept(tmp_path)} == {f"You said q{i}." for i in range(20)}
    assert set(server.asked.values()) == {1}


def test_a_second_run_asks_only_what_is_new(server, ask):
    ask(server, 4)
    told = ask(server, 7).summary
    assert told["asked_now"] == 3 and told["answers"] == 7
    assert set(server.asked.values()) == {1}


def test_questions_fly_together_but_no_more_than_allowed(server, ask):
    server.script = lambda q, n: (time.sleep(0.05), completion("a"))[1]
    ask(server, 16, "--concurrency", 4)
    assert server.most_flying == 4


def test_too_many_requests_wait_as_long_as_the_server_says(server, ask):
    server.script = lambda q, n: (
        failure(429, headers={"Retry-After": "0.4"}) if n == 1 and q == "q0" else completion("a"))
    began = time.perf_counter()
    told = ask(server, 3, "--concurrency", 1).summary
    assert told["answers"] == 3 and told["retried"] == 1
    assert time.perf_counter() - began >= 0.4


@pytest.mark.parametrize(
    "stumble",
    [failure(500), failure(503), failure(429), (200, {"Content-Type": "text/html"}, b"<html>"),
     (200, {"Content-Type": "application/json"}, b'{"choices": '),
     (200, {"Content-Type": "application/json"}, b'{"choices": []}'),
     (200, {"Content-Type": "application/json"}, b'[1, 2]'),
     (200, {"Content-Type": "application/json", "Content-Length": "900"}, b'{"choices": [')],
    ids=["500", "503", "429", "html", "half json", "no choices", "list", "cut off"],
)
def test_trouble_that_passes_costs_only_a_retry(server, ask, stumble):
    server.script = lambda q, n: stumble if n == 1 and q == "q1" else completion("a")
    told = ask(server, 3, "--timeout", 1).summary
    assert (told["answers"], told["retried"], told["error"]) == (3, 1, None)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (failure(401, f"bad key {KEY}"), "does not accept the key: put a valid one into the "
                                         "environment variable OPENAI_API_KEY"),
        (failure(403), "does not let this key use m"),
        (failure(404), "knows no such address or model (m)"),
        (failure(429), "too many requests: lower --rate"),
        (failure(429, code="insufficient_quota"), "no credit left"),
        (failure(429, headers={"Retry-After": "3600"}), "too many requests"),
        (failure(500, "boom"), "has trouble of its own: boom"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), "answers, but with no chat completion"),
        (failure(400, "too long"), "10 questions in a row were refused"),
    ],
    ids=["401", "403", "404", "429", "quota", "long wait", "500", "nonsense", "400"],
)
def test_trouble_that_stays_is_one_sentence_and_earlier_answers_stay(
    server, ask, tmp_path, reply, sentence
):
    assert ask(server, 2).status == 0
    server.script = lambda q, n: reply
    found = ask(server, 14, "--tries", 2, "--concurrency", 2)
    assert found.status == 1 and sentence in found.said and "Traceback" not in found.said
    assert found.said.endswith("2 answers are kept; the same command goes on from there.")
    assert found.summary["error"] == found.said and found.summary["answers"] == 2
    server.script = lambda q, n: completion("a")
    assert ask(server, 14).summary["answers"] == 14
    assert server.asked["q0"] == server.asked["q1"] == 1


def test_a_refused_connection_is_one_sentence(server, ask):
    server.close()
    found = ask(server, 2, "--tries", 2)
    assert found.status == 1 and "cannot be reached (connection refused)" in found.said
    server.http = Server().http


def test_a_server_that_says_nothing_is_not_waited_for_forever(server, ask):
    server.script = lambda q, n: (time.sleep(0.6), completion("a"))[1]
    found = ask(server, 1, "--timeout", 0.2, "--tries", 2)
    assert "did not answer within 0.2 seconds" in found.said


def test_one_refused_question_does_not_stop_the_others(server, ask):
    server.script = lambda q, n: failure(400, "too long") if q == "q2" else completion("a")
    told = ask(server, 6).summary
    assert (told["answers"], told["refused"], told["error"]) == (5, 1, None)


def test_answers_cut_off_by_the_limit_are_kept_and_counted(server, ask, tmp_path):
    server.script = lambda q, n: completion("half an", finish="length" if q == "q0" else "stop")
    assert ask(server, 2).summary["cut"] == 1
    assert {row["finish"] for row in kept(tmp_path)} == {"length", "stop"}


def test_a_reasoning_teachers_working_is_kept(server, ask, tmp_path):
    server.script = lambda q, n: completion("4", reasoning_content="2 and 2 are 4")
    ask(server, 1)
    assert kept(tmp_path)[0]["reasoning"] == "2 and 2 are 4"


def test_the_budget_in_tokens_is_never_passed(server, ask):
    told = ask(server, 30, "--budget-tokens", 150, "--max-tokens", 3, "--concurrency", 8).summary
    assert told["stopped"] == "budget" and told["error"] is None
    spent = told["tokens"]["prompt"] + told["tokens"]["answer"]
    assert 100 <= spent <= 150
    assert ask(server, 30, "--budget-tokens", 150, "--max-tokens", 3).summary["asked_now"] <= 1


def test_the_budget_in_money_is_never_passed(server, ask):
    words = ("--price-in", 1, "--price-out", 1, "--budget-money", 0.0002, "--max-tokens", 3)
    told = ask(server, 40, *words).summary
    assert told["stopped"] == "budget" and 0.0001 <= told["cost"] <= 0.0002


def test_a_budget_without_reported_tokens_is_refused(server, ask):
    server.script = lambda q, n: completion("a", usage=False)
    found = ask(server, 3, "--budget-tokens", 9999, "--concurrency", 1)
    assert "does not report the tokens" in found.said and found.summary["answers"] == 1


def test_the_key_is_sent_and_is_nowhere_else(server, ask, tmp_path, monkeypatch, caplog):
    """Not even where a server throws it back in its answers and its errors."""
    monkeypatch.setenv("MY_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    server.script = lambda q, n: (
        failure(400, f"strange key {KEY}") if q == "q1"
        else completion(f"your key is {KEY}", reasoning_content=KEY))
    found = ask(server, 3, "--key-variable", "MY_KEY")
    server.script = lambda q, n: failure(500, f"boom {KEY}")
    again = ask(server, 5, "--key-variable", "MY_KEY", "--tries", 2)
    assert server.keys == {f"Bearer {KEY}"} and found.summary["answers"] == 2
    written = [path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    for text in (*written, found.printed, again.printed, caplog.text):
        assert KEY not in text
    assert "[key]" in again.said


def test_the_key_is_in_no_repr_and_no_exception(monkeypatch):
    monkeypatch.setenv("MY_KEY", KEY)
    endpoint = client.Endpoint("http://x/v1", "m", key=client.key_from("MY_KEY", True))
    assert endpoint.key == KEY
    assert KEY not in repr(endpoint) and KEY not in str(endpoint.card)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--key-variable", "NOT_SET_HERE"), "NOT_SET_HERE is not set"),
        (("--budget-money", 1), "--budget-money needs the prices"),
        (("--concurrency", 0), "--concurrency must be more than 0"),
        (("--rate", -1), "must not be negative"),
    ],
)
def test_a_wrong_option_is_one_sentence(server, ask, words, sentence):
    found = ask(server, 1, *words)
    assert found.status == 1 and sentence in found.said and not server.asked


@pytest.mark.parametrize("url", ["http://user:secret@host/v1", "http://host/v1?key=secret", "host"])
def test_an_address_with_a_secret_or_without_a_host_is_refused(url):
    with pytest.raises(UserError, match="--endpoint must"):
        client.checked(url)


def test_without_the_client_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(UserError, match="needs the openai package"):
        client.connect(client.Endpoint("http://x/v1", "m"))


def test_a_killed_run_goes_on_with_nothing_asked_twice(server, ask, tmp_path):
    """Killed as a machine dies: SIGKILL, in the middle of twelve questions."""
    gate, heard = threading.Event(), []

    def script(question, nth):
        heard.append(question)
        if len(heard) > 5:
            gate.wait(20)
        return completion("a")

    server.script = script
    command = [
        sys.executable,
        "-m",
        "demo.distill",
        "own",
        "api",
        "--endpoint",
        server.url,
        "--model",
        "m",
        "--prompts",
        write_prompts(tmp_path, 12),
        "--out",
        tmp_path / "out",
        "--concurrency",
        1,
    ]
    run = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL,
                           env={**os.environ, "OMP_NUM_THREADS": "1"})
    while len(heard) <= 5:
        assert run.poll() is None, "it ended before it could be killed"
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    gate.set()
    assert len(kept(tmp_path)) == 5
    told = ask(server, 12).summary
    assert told["answers"] == 12 and told["asked_now"] == 7
    # Only the one that was in flight, whose answer nobody heard, is put again.
    assert sorted(server.asked.values()) == [1] * 11 + [2]


def test_answers_from_an_endpoint_teach_a_student_of_any_tokenizer(server, ask, tmp_path):
    ask(server, 12)
    student = tiny.save(tmp_path / "student", tiny.gpt2(1), tiny.tokenizer())
    words = ("--student", student, "--out", tmp_path / "out", "--epochs", 1)
    told = main(["own", "distil", *map(str, words)])
    assert told["targets"] == "texts alone" and told["pair"] is None
    assert told["answers"]["taught"] == 11 and told["end"]["now"] == "<end>"
    AutoModelForCausalLM.from_pretrained(tmp_path / "out" / "student")


def test_prompts_asked_twice_in_a_file_are_asked_once_and_told(server, ask, tmp_path, monkeypatch):
    def twice(folder, count):
        path = write_prompts(folder, count)
        path.write_text(path.read_text() * 2)
        return path

    monkeypatch.setattr("tests.distill.own.api.conftest.write_prompts", twice)
    found = ask(server, 3)
    assert found.summary["prompts_repeated"] == 3 and found.summary["answers"] == 3
    assert "3 rows of prompts.jsonl ask what an earlier row asks" in found.printed
    assert set(server.asked.values()) == {1}
