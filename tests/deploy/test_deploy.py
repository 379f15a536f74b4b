"""From the repository to a running Space, against the Hub's own client and a Hub on loopback."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import httpx
import pytest
import yaml
from gradio_client import Client
from huggingface_hub import SpaceHardware, constants

from demo.deploy import hardware
from demo.deploy.__main__ import main
from demo.deploy.plan import Plan
from demo.deploy.space_files import stage
from demo.pairs import hub_files, read
from demo.settings import ROOT
from tests.deploy import gpt2
from tests.deploy.spaces_hub import SPACE, SpacesHub

FILES = {"config.json": 10, "model.safetensors": 100, "tokenizer.json": 20}


@pytest.fixture
def hub(monkeypatch):
    server = SpacesHub()
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", server.url)
    monkeypatch.setattr("demo.deploy.space_watch.POLL_SECONDS", 0.01)
    for name, said in (("reach", None), ("sizes", FILES)):
        monkeypatch.setattr(hub_files, name, lambda model, commit, said=said: said)
    monkeypatch.setattr(hub_files, "config", lambda model, commit: gpt2.config(model))
    monkeypatch.setattr(hub_files, "stored", lambda model, commit: gpt2.stored(model))
    monkeypatch.setenv("HF_TOKEN", "hf_" + "x" * 20)
    monkeypatch.delenv("PAIR", raising=False)
    yield server
    server.shutdown()
    server.server_close()


def deploy(*more):
    return main(["--space", SPACE, *more])


def head(hub):
    return yaml.safe_load(hub.files["README.md"].decode().split("---")[1])


def test_the_bundled_pair_is_uploaded_whole_and_an_old_file_taken_away(hub, capsys):
    hub.stages = ["BUILDING", "BUILDING", "APP_STARTING", "RUNNING"]
    assert deploy() == 0
    assert "examples/pairs/abacus/pair.toml" in hub.files and hub.deleted == ["old.txt"]
    weights = [name for name in hub.files if name.endswith(".safetensors")]
    assert len(weights) >= 3 and all(hub.files[name] == (ROOT / name).read_bytes()
                                     for name in weights)
    rooms = {name.split("/")[1] for name in hub.files if name.startswith("demo/")}
    assert {"page", "engine", "pairs"} <= rooms and not {"distill", "bench", "deploy"} & rooms
    assert not any(name.startswith(("tests/", ".ci/")) or "__pycache__" in name
                   for name in hub.files)
    assert head(hub)["sdk"] == "gradio" and "models" not in head(hub)
    assert SPACE in head(hub)["thumbnail"]
    told = capsys.readouterr().out
    assert [told.count(stage) for stage in ("building", "app starting", "running")] == [1, 1, 1]


def test_what_is_uploaded_races_by_itself(tmp_path):
    stage(Plan(SPACE, read("abacus", ROOT / "examples" / "pairs")), tmp_path, hub_files.sizes)
    port = free_port()
    with subprocess.Popen([sys.executable, "app.py"], cwd=tmp_path, env={
            **os.environ, "PORT": str(port), "HOST": "127.0.0.1", "PAIR": "abacus"}) as server:
        try:
            until_it_answers(port)
            said = Client(f"http://127.0.0.1:{port}", verbose=False).predict(
                "What is 3 + 4?", 32, api_name="/compare")
        finally:
            server.terminate()
    assert "7" in said[0] and said[2]["sides"]["student"]["tpot_ms"] > 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_it_answers(port):
    for _ in range(300):
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}/config").status_code == 200:
                return
        time.sleep(0.2)
    raise AssertionError("the page did not come up")


def test_a_model_outside_its_pairs_folder_is_refused_before_anything_is_made(
    hub, tmp_path, capsys
):
    shutil.copytree(ROOT / "examples" / "pairs" / "abacus", tmp_path / "a")
    (tmp_path / "a" / "teacher").rename(tmp_path / "teacher")
    file = tmp_path / "a" / "pair.toml"
    file.write_text(file.read_text().replace('model = "teacher"', 'model = "../teacher"'))
    assert deploy("--pair", str(tmp_path / "a")) == 2
    assert "lies outside its pair's" in capsys.readouterr().err and not hub.asked


def test_of_a_pairs_folder_only_what_is_read_is_uploaded(hub, tmp_path, capsys):
    shutil.copytree(ROOT / "examples" / "pairs" / "abacus", tmp_path / "x")
    (tmp_path / "secret.json").write_text("secret")
    for name in (".env", "answers.jsonl", "student/optimizer.pt", "student/notes.json",
                 "student/checkpoint-5/model.safetensors"):
        (tmp_path / "x" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "x" / name).write_text("secret")
    (tmp_path / "x" / "student" / "vocab.json").symlink_to(tmp_path / "secret.json")
    assert deploy("--pair", str(tmp_path / "x")) == 0
    there = {name.removeprefix("examples/pairs/x/") for name in hub.files
             if name.startswith("examples/pairs/x/")}
    assert {"pair.toml", "student/model.safetensors", "teacher/tokenizer.json"} <= there
    assert not any(b"secret" == data for data in hub.files.values())
    assert not {".env", "student/vocab.json", "student/notes.json"} & there


def test_a_hub_that_says_nothing_is_given_up(hub, capsys, monkeypatch):
    monkeypatch.setattr("demo.deploy.__main__.SILENCE", 0.5)
    hub.silent = 3.0
    assert deploy() == 2 and "The Hub cannot be reached" in capsys.readouterr().err


def test_a_pair_of_the_hub_is_built_in_and_brings_no_weights(hub):
    assert deploy("--pair", "gpt2-and-distilgpt2", "--hardware", "cpu-upgrade") == 0
    assert not any(name.endswith(".safetensors") for name in hub.files)
    pair = read("gpt2-and-distilgpt2", ROOT / "examples" / "pairs")
    specs = list(pair.specs.values())
    assert head(hub)["models"] == [spec.model for spec in specs]
    assert head(hub)["preload_from_hub"] == [
        f"{spec.model} config.json,model.safetensors,tokenizer.json {spec.revision}"
        for spec in specs]
    assert head(hub)["suggested_hardware"] == "cpu-upgrade"
    assert hub.said("/repos/create")[0]["hardware"] == "cpu-upgrade"
    assert {"key": "PAIR", "value": "gpt2-and-distilgpt2"} in hub.said("/variables")
    assert hub.said("/hardware") == [{"flavor": "cpu-upgrade"}]


def test_a_space_that_is_there_gets_its_settings_again(hub, monkeypatch):
    hub.refuses = {"/api/repos/create": (409, "You already created this space repo")}
    monkeypatch.setenv("API_KEY", "the-value")
    assert deploy("--variable", "QUEUE_SIZE=8", "--secret", "API_KEY", "--bucket", "somebody/kept",
                  "--private") == 0
    assert {"key": "QUEUE_SIZE", "value": "8"} in hub.said("/variables")
    assert {"key": "DATA_DIR", "value": "/data"} in hub.said("/variables")
    assert hub.said("/secrets") == [{"key": "API_KEY", "value": "the-value"}]
    assert hub.said("/volumes") == [{"volumes": [
        {"type": "bucket", "source": "somebody/kept", "mountPath": "/data"}]}]
    assert hub.said("/repos/create")[0]["visibility"] == "private"
    order = [path.rsplit("/", 1)[-1] for _, path, _ in hub.asked]
    assert order.index("secrets") < order.index("main"), "the first build has them"


def test_a_dry_run_shows_all_and_changes_nothing(hub, capsys, monkeypatch):
    monkeypatch.setenv("API_KEY", "the-value")
    assert deploy("--dry-run", "--secret", "API_KEY", "--hardware", "l4x1") == 0
    told = capsys.readouterr().out
    assert hub.asked == [] and "the-value" not in told
    for part in ("create_repo(repo_id='somebody/a-space'", "add_space_variable(", "value=…",
                 "request_space_hardware(repo_id='somebody/a-space', hardware='l4x1')",
                 "upload_folder(", "  examples/pairs/abacus/pair.toml"):
        assert part in told, part


@pytest.mark.parametrize(("part", "status", "said", "told"), [
    ("whoami", 401, "Invalid username or password", "does not know this token"),
    ("repos/create", 402, "Gradio Spaces need PRO", "but may on ZeroGPU: --hardware zero-a10g"),
    ("repos/create", 403, "You don't have the rights", "may not write to somebody"),
    ("hardware", 402, "Payment required", "asks for a paid plan"),
    ("commit", 403, "Storage limit reached", "Storage limit reached"),
    ("variables", 429, "Too many requests", "takes no more calls for now"),
    ("secrets", 500, "oops", "answered 500 to add_space_secret"),
    ("runtime", 500, "oops", "answered 500 to get_space_runtime"),
])
def test_what_the_hub_refuses_is_one_sentence(hub, capsys, monkeypatch, part, status, said, told):
    monkeypatch.setenv("API_KEY", "the-value")
    hub.refuses = {part: (status, said)}
    if part == "repos/create":
        hub.refuses["/api/spaces/"] = (404, "Repository not found")
    assert deploy("--secret", "API_KEY", "--hardware", "l4x1") == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1 and "the-value" not in error


def test_a_pair_with_a_remote_side_takes_its_key_as_a_secret_and_the_client(
    hub, capsys, monkeypatch
):
    known = "openai-community/gpt2"
    monkeypatch.setattr(hub_files, "stored", lambda model, commit: gpt2.stored(known))
    monkeypatch.setattr(hub_files, "config", lambda model, commit: gpt2.config(known))
    asked = ("--pair", "chatgpt-and-qwen3-0.6b")
    assert deploy(*asked) == 2
    assert "give --secret OPENAI_API_KEY" in capsys.readouterr().err and not hub.asked
    monkeypatch.setenv("OPENAI_API_KEY", "the-value")
    assert deploy(*asked, "--secret", "OPENAI_API_KEY") == 0
    assert hub.said("/secrets") == [{"key": "OPENAI_API_KEY", "value": "the-value"}]
    assert b"openai>=" in hub.files["requirements.txt"]
    assert head(hub)["models"] == ["Qwen/Qwen3-0.6B"]
    assert not any(b"the-value" in data for data in hub.files.values())
    assert "demo/remote/streaming.py" in hub.files


def test_hardware_is_proposed_from_the_memory_check(hub, capsys):
    assert deploy() == 0 and head(hub)["suggested_hardware"] == "zero-a10g"
    told = capsys.readouterr().out.splitlines()[0]
    assert told.startswith("Hardware that holds Abacus: zero-a10g (") and "cpu-basic (" in told
    assert "t4-small (" in told and "l4x1" not in told and "hardware" not in str(
        hub.said("/repos/create"))


def test_hardware_that_is_too_small_is_refused_before_anything_is_made(hub, capsys, monkeypatch):
    monkeypatch.setattr(hub_files, "stored", lambda model, commit: gpt2.stored(model, 10_000))
    assert deploy("--pair", "gpt2-and-distilgpt2", "--hardware", "t4-small") == 2
    error = capsys.readouterr().err
    assert "and t4-small has 16.0 GB. Hardware that holds GPT-2 and DistilGPT2: " in error
    assert "zero-a10g" in error and error.count("\n") == 1 and not hub.asked
    monkeypatch.setattr(hub_files, "stored", lambda model, commit: gpt2.stored(model, 60_000))
    assert deploy("--pair", "gpt2-and-distilgpt2", "--hardware", "a100-large") == 2
    assert "none of one GPU holds" in capsys.readouterr().err


def test_every_flavour_is_one_that_the_hub_has():
    known = {flavour.value for flavour in SpaceHardware}
    assert {flavour.name for flavour in hardware.FLAVOURS} <= known


@pytest.mark.parametrize("block", [1, 2])
def test_the_readme_shows_what_a_dry_run_prints(hub, capsys, block):
    """A "…" of its own stands for lines that are left out, one within a line for part of it."""
    shown = (ROOT / "README.md").read_text("utf-8").split("```console\n")[block].split("```")[0]
    command, *lines = shown.splitlines()
    assert command.startswith("$ .venv/bin/python -m demo.deploy ")
    assert main(command.partition("demo.deploy ")[2].split()) == 0
    pattern = "\n".join(r"(?:.*\n)*?.*" if line.strip() == "…" else
                        re.escape(line).replace("…", ".*") for line in lines)
    printed = capsys.readouterr().out.rstrip("\n")
    assert re.fullmatch(pattern, printed), printed[:3000]


def test_a_token_that_only_reads_is_told_before_anything_is_made(hub, capsys):
    hub.role = "read"
    assert deploy() == 2 and "may only read" in capsys.readouterr().err
    assert [path for _, path, _ in hub.asked] == ["/api/whoami-v2"]


def test_nobody_logged_in(hub, capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "none"))
    assert deploy() == 2 and "Nobody is logged in" in capsys.readouterr().err and not hub.asked


@pytest.mark.parametrize(("stages", "told"), [
    (["BUILDING", "BUILD_ERROR"], "The end of its build log:\nCollecting torch"),
    (["APP_STARTING", "RUNTIME_ERROR"], "The end of its run log:"),
    (["PAUSED"], "is paused: start it"),
])
def test_a_space_that_does_not_run_says_why(hub, capsys, stages, told):
    hub.stages = stages
    assert deploy() == 2
    assert told in capsys.readouterr().err


def test_a_log_that_cannot_be_had_is_one_sentence(hub, capsys):
    hub.stages, hub.refuses = ["BUILD_ERROR"], {"/logs/": (403, "not yours")}
    assert deploy() == 2
    error = capsys.readouterr().err
    assert "may not write to somebody (not yours)" in error and error.count("\n") == 1


@pytest.mark.parametrize(("arguments", "told"), [
    (["--space", "no-owner"], "--space must be an owner and a name"),
    (["--space", "some body/x"], "--space must be"), (["--space", "a/b/c"], "--space must be"),
    (["--space", "a/b", "--bucket", "kept"], "--bucket must be"),
    (["--space", "a/b", "--pair", "nowhere"], "nowhere"),
    (["--space", "a/b", "--secret", "NOT_SET_HERE"], "this environment has no NOT_SET_HERE"),
    (["--space", "a/b", "--secret", "KEY=value"], "takes a name alone"),
    (["--space", "a/b", "--variable", "x"], "must be NAME=VALUE"),
    (["--space", "a/b", "--variable", "PAIR=x"], "set by --pair"),
    (["--space", "a/b", "--variable", "HF_TOKEN=hf_x"], "what is secret goes into --secret"),
    (["--space", "a/b", "--variable", "PORT=7"], "PORT is no setting of a Space's page"),
    (["--space", "a/b", "--variable", "MAX_TOKENS=abc"], "MAX_TOKENS must be a whole number"),
    (["--space", "a/b", "--variable", "REMOTE_BUDGET=-1"], "REMOTE_BUDGET must be an amount"),
    (["--space", "a/b", "--bucket", ""], "--bucket must be"),
])
def test_what_cannot_be_deployed_is_one_sentence(hub, capsys, arguments, told):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1 and "=value" not in error and not hub.asked
