"""A visitor may choose what this machine can hold; a broken folder costs nobody the page."""

from __future__ import annotations

import json
import logging

import pytest

from demo.page import question_box
from demo.page.pair_choices import PairChoices
from demo.pairs import fit, hub_files
from demo.settings import Settings, read
from demo.words.languages import LANGUAGES
from demo.words.page_words import words
from tests.serving import make_pair

HUB = 'model = "org/model"\nrevision = "' + "1" * 40 + '"'


def folder_of(tmp_path, *names):
    for name in names:
        make_pair(tmp_path, name)
    return tmp_path


def choices(folder, **more) -> PairChoices:
    return PairChoices(Settings(pairs_folder=folder, **{"pair": "good", **more}))


def student(folder):
    return folder / "bad" / "student"


def config(data: bytes):
    return lambda folder: (student(folder) / "config.json").write_bytes(data)


def toml(text: str):
    return lambda folder: (folder / "bad" / "pair.toml").write_bytes(text.encode("utf-16"))


BROKEN = {
    "a byte order mark": (config(b"\xef\xbb\xbf{}"), "config.json begins with a byte order mark"),
    "cut off": (config(b'{"model_type": "lla'), "config.json is not valid JSON, it may be cut off"),
    "empty": (config(b""), "config.json is not valid JSON"),
    "not an object": (config(b"[1]"), "config.json is not a JSON object"),
    "UTF-16": (config("{}".encode("utf-16")), "config.json is not UTF-8 text"),
    "deep": (config(b'{"a":' * 9000), "config.json is not valid JSON"),
    "a pointer": (config(b"version https://git-lfs.github.com/spec/v1\n"), "git-lfs pointer"),
    "weights are a pointer": (
        lambda f: (student(f) / "model.safetensors").write_bytes(
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"),
        "model.safetensors is a git-lfs pointer, not the file itself: run `git lfs install`"),
    "no config": (lambda f: (student(f) / "config.json").unlink(), "has no config.json"),
    "adapters alone": (
        lambda f: (student(f) / "config.json").rename(student(f) / "adapter_config.json"),
        "it holds adapters alone. Put the config.json, the weights and the tokenizer"),
    "no weights": (lambda f: (student(f) / "model.safetensors").unlink(), "no .safetensors file"),
    "another name": (
        lambda f: (student(f) / "model.safetensors").rename(student(f) / "x.safetensors"),
        "neither model.safetensors nor model.safetensors.index.json, only x.safetensors"),
    "a lost shard": (
        lambda f: ((student(f) / "model.safetensors").rename(student(f) / "a.safetensors"),
                   (student(f) / "model.safetensors.index.json").write_text(
                       '{"weight_map": {"x": "a.safetensors", "y": "b.safetensors"}}')),
        "has no b.safetensors, which model.safetensors.index.json names"),
    "TOML in UTF-16": (toml("title = 1"), "is not valid TOML"),
    "a template that is none": (
        lambda f: (f / "bad" / "pair.toml").write_text(
            'title="x"\n[teacher]\nmodel="teacher"\n[student]\nmodel="student"\n'
            "[prompt]\ntemplate = 3\n"), "template must be a"),
    "a NUL in a path": (
        lambda f: (f / "bad" / "pair.toml").write_text(
            'title="x"\n[teacher]\nmodel="./a\\u0000b"\n[student]\nmodel="student"\n'),
        "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pair_is_left_out_named_once_and_stops_nothing(name, tmp_path, caplog):
    breaks, why = BROKEN[name]
    breaks(folder_of(tmp_path, "bad", "good"))
    with caplog.at_level(logging.WARNING):
        found = choices(tmp_path)
        assert found.titles() == [("good pair", "good")] and found.read("good")
    assert why in found.broken["bad"] and "\n" not in found.broken["bad"]
    assert [r.getMessage() for r in caplog.records] == [
        f"the pair bad is left out: {found.broken['bad']}"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_default_stays_a_choice_so_that_loading_it_says_why(name, tmp_path):
    BROKEN[name][0](folder_of(tmp_path, "bad", "good"))
    found = choices(tmp_path, pair="bad")
    assert found.default == "bad" and set(found.names) == {"bad", "good"}
    assert found.engine_name("bad") == "bad"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_which_was_left_out_in_its_language(language, tmp_path):
    def told(found):
        return [one["info"] for one in question_box.reworded(language, found.note)
                if one.get("info")]

    whole = choices(folder_of(tmp_path / "whole", "good"))
    BROKEN[next(iter(BROKEN))][0](folder_of(tmp_path / "lacking", "bad", "good"))
    lacking = choices(tmp_path / "lacking")
    said = words(language)["left_out"].format("bad")
    assert told(lacking).count(said) == 1 and len(told(lacking)) == len(told(whole)) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_zerogpu_one_pair_is_offered_and_the_page_says_why(language, tmp_path):
    folder_of(tmp_path, "good", "other")
    found = choices(tmp_path, pair="good", pairs=("good", "other"), zerogpu=True)
    assert found.names == ["good"] and found.note(language) == words(language)["one_pair"]


def hub_pair(folder, name="away"):
    make_pair(folder, name)
    file = folder / name / "pair.toml"
    file.write_text(file.read_text().replace('model = "teacher"', HUB))


def test_a_pair_that_would_have_to_be_downloaded_is_offered_only_when_it_is_named(tmp_path):
    hub_pair(folder_of(tmp_path, "good"))
    assert choices(tmp_path).names == ["good"] and not choices(tmp_path).broken
    assert choices(tmp_path, pair="away").names == ["away", "good"]
    assert choices(tmp_path, pairs=("away",)).names == ["away", "good"]


def test_a_downloaded_pair_is_offered(tmp_path, monkeypatch):
    hub_pair(folder_of(tmp_path, "good"))
    monkeypatch.setattr(
        hub_files, "snapshot", lambda model, revision: tmp_path / "good" / "teacher"
    )
    assert choices(tmp_path).names == ["away", "good"]


def test_a_pair_that_cannot_fit_this_machine_is_not_offered(tmp_path, monkeypatch):
    folder_of(tmp_path, "good", "large")
    size = 4 * 10**9
    header = json.dumps({"w": {"dtype": "F32", "shape": [10**9], "data_offsets": [0, size]}})
    with (tmp_path / "large" / "teacher" / "model.safetensors").open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header.encode())
        file.truncate(8 + len(header) + size)  # a hole: it takes no disk
    monkeypatch.setattr(fit, "ram", lambda: 2 * 10**9)
    monkeypatch.setattr("demo.page.pair_choices.GPU_SIGNS", ())
    assert choices(tmp_path).names == ["good"]
    monkeypatch.setattr(fit, "ram", lambda: None)
    assert choices(tmp_path).names == ["good", "large"]


def test_with_PAIRS_they_are_those_it_names_and_the_default(tmp_path):
    folder_of(tmp_path, "good", "other", "third")
    settings = read({"PAIRS": " other, ,nowhere", "PAIR": "good"})
    found = choices(tmp_path, pairs=settings.pairs)
    assert found.names == ["good", "other"]
    assert "There is no pair 'nowhere'" in found.broken["nowhere"]


def test_what_a_pair_needs_is_said_where_it_is_chosen(tmp_path):
    hostile = "Needs one GPU of 24 GB. <img src=x onerror=alert(1)> ${x} {{y}}"
    make_pair(tmp_path, "good")
    toml_file = tmp_path / "good" / "pair.toml"
    toml_file.write_text(f"about = '{hostile}'\n" + toml_file.read_text())
    said = question_box.about_of(choices(tmp_path).read("good"))["about"]
    assert said.startswith("Needs one GPU of 24 GB. &lt;img") and not set("<${}") & set(said)
    assert question_box.about_of(None) == {"about": ""}
