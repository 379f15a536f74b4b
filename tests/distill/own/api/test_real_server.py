"""A real OpenAI-compatible server runs the bundled teacher, dies half way, and comes back."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from demo.distill.__main__ import main
from demo.distill.own import gathered_answers
from demo.settings import ROOT

TEACHER = ROOT / "examples" / "pairs" / "abacus" / "teacher"
QUESTIONS = 12
ENVIRONMENT = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
pytest.importorskip("openai")
pytest.importorskip("fastapi")


@pytest.fixture(autouse=True)
def quick() -> None:
    """Here the back-off is the real one: a server takes its time to come back."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def serve(port: int, log: Path) -> subprocess.Popen:
    """`transformers serve`, ready to answer."""
    command = [sys.executable, "-c", "from transformers.cli.transformers import main; main()",
               "serve", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT,
                              env=ENVIRONMENT)
    for _ in range(600):
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200:
                return server
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start within a minute")


def ask(port: int, folder: Path) -> dict:
    lines = (json.dumps({"prompt": f"What is {4000 + i} + 2965?"}) for i in range(QUESTIONS))
    (folder / "p.jsonl").write_text("\n".join(lines))
    words = [
        "own",
        "api",
        "--endpoint",
        f"http://127.0.0.1:{port}/v1",
        "--model",
        TEACHER,
        "--prompts",
        folder / "p.jsonl",
        "--out",
        folder,
        "--concurrency",
        2,
        "--max-tokens",
        160,
        "--tries",
        12,
    ]
    return main([str(word) for word in words])


def answered(log: Path) -> int:
    return log.read_text().count('"POST /v1/chat/completions HTTP/1.1" 200')


def test_a_server_killed_half_way_is_waited_for_and_asked_nothing_twice(tmp_path) -> None:
    port, logs = free_port(), [tmp_path / "first.log", tmp_path / "second.log"]
    server = serve(port, logs[0])
    with ThreadPoolExecutor(1) as pool:
        asker = pool.submit(ask, port, tmp_path)
        try:
            while answered(logs[0]) < QUESTIONS // 3 and not asker.done():
                time.sleep(0.05)
            server.kill()
            server.wait()
            server = serve(port, logs[1])
            told = asker.result()
        finally:
            server.kill()
            server.wait()
    assert told["answers"] == told["asked_now"] == QUESTIONS
    assert told["retried"] >= 1, "it died while questions were in flight"
    assert QUESTIONS // 3 <= answered(logs[0]) < QUESTIONS
    assert answered(logs[0]) + answered(logs[1]) == QUESTIONS
    assert told["tokens"]["answer"] > 10 * QUESTIONS
    rows = [row for _, row in gathered_answers.rows(tmp_path / "answers")]
    assert all("Answer:" in row["answer"] for row in rows)
