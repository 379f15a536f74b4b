"""kill -9 at any moment: what was answered is kept, and only what was in flight is asked again.

KILLS=50 KILL_SEED=7 pytest tests/distill/own/api/test_kills.py kills more often, elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from random import Random

import pytest

from demo.distill.own import gathered_answers
from tests.distill.own.api.conftest import completion, write_prompts
from tests.distill.own.api.faults import KEPT, PASSING, body

KILLS, SEED, FLYING = int(os.environ.get("KILLS", 3)), int(os.environ.get("KILL_SEED", 1)), 3
QUESTIONS = 10 * (KILLS + 1)
LOST = body({"choices": [], "usage": {"prompt_tokens": 40, "completion_tokens": 3}})


class Script:
    """Answers of every kind; sets `due` when so many requests were heard."""

    def __init__(self) -> None:
        self.heard, self.at, self.due = 0, 0, threading.Event()
        self.lock = threading.Lock()

    def __call__(self, question: str, nth: int):
        with self.lock:
            self.heard += 1
            if self.heard >= self.at:
                self.due.set()
        number = int(question[1:])
        if number % 10 == 3:
            return KEPT["thinking alone"].reply
        if number % 10 == 5 and nth == 1:
            return PASSING["500"]
        if number % 10 == 7 and nth == 1:
            return LOST
        return completion(f"{question} \ud83d", finish="stop" if number % 2 else "vibes")


def kept(folder) -> set[str]:
    if not (folder / "out" / "answers").exists():
        return set()
    return {row["messages"][0]["content"] for _, row in
            gathered_answers.rows(folder / "out" / "answers")}


def killed(server, folder, script: Script, more: int) -> None:
    script.at, script.due = script.heard + more, threading.Event()
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
        write_prompts(folder, QUESTIONS),
        "--out",
        folder / "out",
        "--concurrency",
        FLYING,
    ]
    with subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}) as run:
        while not script.due.wait(0.2):
            assert run.poll() is None, "it ended before it could be killed"
        run.kill()


@pytest.mark.parametrize("seed", [SEED])
def test_nothing_answered_is_lost_or_asked_again(server, ask, tmp_path, seed):
    dice, script, held, asked = Random(seed), Script(), set(), {}
    server.script = script
    again = 0
    for _ in range(KILLS):
        killed(server, tmp_path, script, dice.randint(1, 12))
        assert held <= kept(tmp_path), "an answer that was on disk is gone"
        assert all(server.asked[q] == n for q, n in asked.items()), "a kept answer was asked again"
        held = kept(tmp_path)
        asked = {q: server.asked[q] for q in held}
        again += FLYING
    told = ask(server, QUESTIONS, "--concurrency", FLYING).summary
    assert told["answers"] == QUESTIONS and told["error"] is None and told["lines_damaged"] == 0
    assert all(server.asked[q] == n for q, n in asked.items())
    stumbles = sum(int(q[1:]) % 10 in (5, 7) for q in server.asked)
    assert sum(server.asked.values()) <= QUESTIONS + stumbles + again
