"""The short version of tests.bench.visits: what visitors leave behind, counted and weighed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from demo.settings import ROOT


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_a_hundred_visitors_leave_the_memory_as_the_first_fifty_did():
    command = [sys.executable, "-m", "tests.bench.visits", "--runs", "80", "--opens", "60",
               "--silent", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["ratio"] < 1.02
