"""The start as a terminal sees it: it speaks at once; what cannot work ends it in a sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from demo.settings import ROOT


def started(**environ: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, text=True, env={**os.environ, "PORT": "0", **environ},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_first_line_comes_before_anything_heavy_is_imported():
    begun = time.monotonic()
    server = started()
    try:
        line = server.stdout.readline()
        spoke = time.monotonic() - begun
        assert line.startswith("Apprentice starts") and "address" in line
        # The page's own imports take several times as long, on any machine.
        while "Running on" not in line:
            line = server.stdout.readline()
            assert line, server.stderr.read()
        assert spoke < (time.monotonic() - begun) / 3
    finally:
        server.terminate()
        server.communicate(timeout=30)


def test_a_port_in_use_ends_the_start_with_its_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = started(PORT=str(taken.getsockname()[1]))
        out, err = server.communicate(timeout=60)
    assert server.returncode == 1 and "name another one" in err and "Traceback" not in err


@pytest.mark.parametrize("environ, sentence", [
    ({"PAIR": "nothere"}, "There is no pair 'nothere': PAIR must be one of abacus"),
    ({"PAIR": "/nowhere/at/all"}, "There is no pair '/nowhere/at/all'"),
    ({"MAX_TOKENS": "x"}, "MAX_TOKENS must be a whole number"),
    ({"SOURCE_URL": "my code"}, "SOURCE_URL must be like"),
])
def test_what_cannot_work_ends_the_start_with_its_sentence(environ, sentence):
    out, err = (server := started(**environ)).communicate(timeout=60)
    assert server.returncode == 1 and sentence in err and "Traceback" not in err
    assert "Running on" not in out
