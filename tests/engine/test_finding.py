"""A pair is found before the loaded one is given up; the Hub's refusals say what to do."""

from __future__ import annotations

import dataclasses
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import torch
from huggingface_hub import constants

from demo.engine import load_errors
from demo.engine.load import load
from demo.engine.session import Session
from demo.errors import UserError
from demo.pairs import ModelSpec, fit, hub_files
from tests import tiny

GATED = ("X-Error-Code", "GatedRepo")


class Hub(BaseHTTPRequestHandler):
    """Answers every question alike, and counts those about a model."""

    def answer(self):
        self.server.asked += [self.path] if "org/model" in self.path else []
        status, *headers = self.server.reply
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def a_hub(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE",
                        url + "/{repo_id}/resolve/{revision}/{filename}")
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("reply", "said"), [
    ((401, GATED), "is gated: ask for access on its page .*huggingface.co/org/model.*HF_TOKEN"),
    ((403, GATED), "is gated: ask for access on its page .*HF_TOKEN"),
    ((429,), "too many requests: wait some minutes, or log in"),
    ((401, ("X-Error-Code", "RepoNotFound")), "is not on the Hub, or it is private"),
    ((404, ("X-Error-Code", "RepoNotFound")), "is not on the Hub, or it is private"),
    ((404, ("X-Error-Code", "RevisionNotFound")), "no such revision"),
    ((404, ("X-Error-Code", "EntryNotFound")), "no config.json on the Hub"),
    ((403,), "the Hub refuses it .403.*HF_TOKEN"),
    ((503,), "the Hub answered 503: try again later"),
])
def test_what_the_hub_answers_is_said_at_once_and_with_what_to_do(a_hub, session, reply, said):
    a_hub.reply = reply
    spec = ModelSpec("student", "m", "org/model", None, "1" * 40)
    with pytest.raises(UserError, match=said) as caught:
        load(spec, session.device)
    assert "org/model" in str(caught.value) and "\n" not in str(caught.value)
    assert len(a_hub.asked) == 1


def test_distil_says_the_same(a_hub):
    from demo.distill.own import model_sources

    a_hub.reply = (403, GATED)
    with pytest.raises(UserError, match=r"org/model@v1 is gated: .*huggingface.co/org/model\)"):
        model_sources.config_of(model_sources.source("org/model@v1"))


@pytest.mark.parametrize("error", [
    MemoryError(), torch.OutOfMemoryError("CUDA out of memory"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory"),
])
def test_memory_that_does_not_do_is_named_on_every_device(error):
    assert load_errors.sentence("The student m", error, True).startswith(
        "The student m does not fit in this device's memory: choose")


@pytest.fixture
def own(tiny_pairs, tiny_settings, tmp_path):
    """A session with a loaded pair, and a folder of pairs to spoil."""
    root = tmp_path / "pairs"
    shutil.copytree(tiny_pairs / "gpt2", root / "gpt2")
    shutil.copytree(tiny_pairs / "gpt2", root / "bad")
    found = Session(dataclasses.replace(tiny_settings, pair="gpt2", pairs_folder=root))
    found.load("gpt2")
    return found, root / "bad" / "student"


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda f: (f / "model.safetensors").write_bytes(
        (f / "model.safetensors").read_bytes()[:-100]), "bytes where its header speaks of"),
    (lambda f: (f / "model.safetensors").write_bytes(b""), "no safetensors file, or cut off"),
    (lambda f: (f / "config.json").write_text("{"), "not valid JSON"),
    (lambda f: (f / "generation_config.json").write_text("{"), "generation_config.json is not"),
    (lambda f: (f / "tokenizer.json").write_bytes(b"\xef\xbb\xbf{}"), "tokenizer.json begins with"),
    (lambda f: (f / "tokenizer.json").write_text("{"), "tokenizer.json is not valid JSON"),
    (lambda f: (f / "tokenizer.json").unlink(), "has no tokenizer beside its weights: copy"),
    (lambda f: (f / "tokenizer.json").write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n"),
     "tokenizer.json is a git-lfs pointer"),
    (lambda f: shutil.rmtree(f), "does not exist"),
])
def test_a_choice_that_cannot_be_found_costs_the_others_nothing(own, spoil, said):
    session, student = own
    lanes = session.lanes
    spoil(student)
    with pytest.raises(UserError, match=said):
        session.load("bad")
    assert session.pair.name == "gpt2" and session.lanes is lanes
    session.load("gpt2")
    assert session.lanes is lanes


@pytest.mark.parametrize("room", [100, None])
def test_a_choice_that_cannot_fit_costs_the_others_nothing(own, room, monkeypatch):
    session, _ = own
    monkeypatch.setattr(fit, "ram", lambda: room)
    if room is None:
        assert session.load("bad").state == "ready"
        return
    with pytest.raises(UserError, match=r"needs .*KV cache of 256 tokens .*and this device has"):
        session.load("bad")
    assert session.pair.name == "gpt2"


def test_a_choice_that_the_hub_refuses_costs_the_others_nothing(own, a_hub):
    session, student = own
    file = student.parent / "pair.toml"
    file.write_text(file.read_text().replace(
        'model = "teacher"', f'model = "org/model"\nrevision = "{"1" * 40}"'))
    a_hub.reply = (429,)
    with pytest.raises(UserError, match="The teacher org/model .* too many requests"):
        session.load("bad")
    assert session.pair.name == "gpt2" and len(a_hub.asked) == 1


def test_a_half_downloaded_model_is_not_here(tmp_path, monkeypatch):
    folder = tiny.save(tmp_path / "m", tiny.llama(1), tiny.tokenizer())
    monkeypatch.setattr(
        hub_files, "try_to_load_from_cache", lambda *_, **__: str(folder / "config.json")
    )
    assert hub_files.snapshot("org/model", "1" * 40) == folder
    (folder / "model.safetensors").unlink()
    assert hub_files.snapshot("org/model", "1" * 40) is None
