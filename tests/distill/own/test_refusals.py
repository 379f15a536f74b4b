"""What cannot be distilled is refused in one sentence, before anything is asked."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable

import pytest
import torch
from safetensors.torch import load_file, save_file

from demo.distill.own import model_sources, nf4_students, prompt_file
from demo.distill.own.model_sources import Source
from demo.errors import UserError
from demo.pairs import hub_files
from tests import tiny
from tests.distill.own.conftest import distil, query, write_prompts


def refused(capsys, call, *words) -> str:
    with pytest.raises(SystemExit) as caught:
        call(*words)
    assert caught.value.code == 1
    said = [line for line in capsys.readouterr().err.splitlines() if line.strip()]
    assert "Traceback" not in "".join(said)
    return said[-1]


def test_different_tokenizers_are_refused_with_the_reason(tiny_pairs, tmp_path, capsys):
    mixed = tiny_pairs / "mixed"
    said = refused(
        capsys, distil, "--teacher", mixed / "teacher", "--student", mixed / "student",
        "--prompts", write_prompts(tmp_path), "--out", tmp_path / "out",
    )
    assert "'<more>', is unknown to the teacher" in said and "--hard" in said
    assert not (tmp_path / "out").exists()


def test_texts_alone_work_across_tokenizers(tiny_pairs, tmp_path):
    mixed = tiny_pairs / "mixed"
    told = distil(
        "--teacher", mixed / "teacher", "--student", mixed / "student", "--hard", "--prompts",
        write_prompts(tmp_path, 9), "--out", tmp_path / "out", "--max-tokens", 6, "--epochs", 1,
    )
    assert told["targets"] == "texts alone" and told["answers"]["taught"] > 0
    assert (tmp_path / "out" / "pair.toml").exists()


def test_a_broken_line_is_named_and_the_rest_is_kept(tmp_path, yes_pair, capsys):
    path = write_prompts(tmp_path, 5)
    path.write_bytes(path.read_bytes() + b'{"prompt": \n{"text": "x"}\n\xff\n{"prompt": 3}\n'
                     b'{"messages": [{"role": "user", "content": "hi"}]}\n')
    told = query("--teacher", yes_pair / "teacher", "--prompts", path, "--out", tmp_path / "out",
                 "--max-tokens", 3)
    said = capsys.readouterr().err
    assert told["answers"] == 6 and told["lines_left_out"] == 4
    for number in (6, 7, 8, 9):
        assert f"prompts.jsonl, line {number} is left out" in said
    assert "line 10" not in said


@pytest.mark.parametrize(("text", "reason"), [("", "holds no prompt"), ("{", "line 1 is left out")])
def test_a_file_without_a_prompt_is_refused(tmp_path, text, reason):
    (tmp_path / "p.jsonl").write_text(text)
    with pytest.raises(UserError, match=reason):
        prompt_file.read(tmp_path / "p.jsonl")


def test_a_missing_file_of_prompts_is_one_sentence(tmp_path, yes_pair, capsys):
    said = refused(capsys, query, "--teacher", yes_pair / "teacher", "--out", tmp_path,
                   "--prompts", tmp_path / "none.jsonl")
    assert said.endswith("none.jsonl cannot be read: No such file or directory.")


@pytest.mark.parametrize("text", ["./nowhere", "/nowhere/at/all", "word"])
def test_a_missing_folder_is_one_sentence(text):
    with pytest.raises(UserError, match="There is no model folder"):
        model_sources.source(text)


def test_pickled_weights_and_custom_code_are_refused(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(UserError, match="no .safetensors"):
        model_sources.source(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"")
    (tmp_path / "config.json").write_text(json.dumps({"auto_map": {"AutoModel": "x.Y"}}))
    with pytest.raises(UserError, match="own code"):
        model_sources.source(str(tmp_path))


def test_a_hub_id_keeps_its_revision_and_an_absent_hub_is_one_sentence():
    found = model_sources.source("org/model@abc123")
    assert found.where == {"pretrained_model_name_or_path": "org/model", "revision": "abc123"}
    with pytest.raises(UserError, match="the Hub did not answer"):
        model_sources.config_of(found)


def test_who_is_asked_must_be_named(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        query("--prompts", write_prompts(tmp_path), "--out", tmp_path)
    said = capsys.readouterr().err
    assert left.value.code == 2 and said.endswith("arguments are required: --teacher\n")



def test_what_is_too_long_for_a_model_is_left_out_and_counted(yes_pair, tmp_path, capsys):
    """The tiny models attend to 256 tokens, one a byte."""
    path = write_prompts(tmp_path, 4)
    lines = [json.dumps({"prompt": "x" * 400}), json.dumps({"prompt": "y" * 240})]
    path.write_text(path.read_text() + "\n".join(lines))
    words = ("--prompts", path, "--out", tmp_path / "out", "--max-tokens", 8)
    told = query("--teacher", yes_pair / "teacher", *words)
    assert told["answers"] == 5 and "too long for the teacher" in capsys.readouterr().err
    path.write_text(path.read_text() + "\nno JSON\n")
    told = distil("--teacher", yes_pair / "teacher", "--student", yes_pair / "student", *words,
                  "--epochs", 1, "--longest", 200)
    assert told["lines_left_out"] == 1
    assert told["answers"]["left_out"] == {"empty": 0, "too_long": 1, "refused": 0}


@pytest.fixture(scope="module")
def squeezed(yes_pair, tmp_path_factory):
    """The student as the school ships it: stored in NF4."""
    folder = tmp_path_factory.mktemp("squeezed") / "student"
    nf4_students.store(yes_pair / "student", tiny.tokenizer(extra=("<stop>",)), folder)
    return folder


@pytest.mark.parametrize("way", [(), ("--qlora",)])
@pytest.mark.parametrize("with_teacher", [True, False])
def test_a_student_in_4_bits_is_refused_before_anything_is_asked(
    yes_pair, squeezed, tmp_path, capsys, with_teacher, way
):
    asked = ("--teacher", yes_pair / "teacher", "--prompts", write_prompts(tmp_path))
    said = refused(capsys, distil, "--student", squeezed, "--out", tmp_path / "out", *way,
                   *(asked if with_teacher else ()))
    assert said.startswith(f"{squeezed} is already stored in 4 bits") and "-nf4-masters" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("load", [model_sources.config_of, model_sources.tokenizer_of])
def test_a_silent_hub_is_asked_once_before_any_library_asks_it(load, monkeypatch):
    asked = []

    def silent(model, revision):
        asked.append((model, revision))
        raise ConnectionError("cannot connect to the Hub: no route")

    def never(**_):
        raise AssertionError("the library would ask for half a minute")

    monkeypatch.setattr(hub_files, "reach", silent)
    for library in (model_sources.AutoConfig, model_sources.AutoTokenizer):
        monkeypatch.setattr(library, "from_pretrained", never)
    with pytest.raises(UserError, match="org/model@v1 cannot be downloaded"):
        load(Source("org/model@v1", None, "v1"))
    assert asked == [("org/model", "v1")]


def _renamed(held: dict) -> dict:
    return {f"wrapped.{name}": one for name, one in held.items()}


def _fewer(held: dict) -> dict:
    return {name: one for name, one in held.items() if "q_proj" not in name}


def _more(held: dict) -> dict:
    return held | {"model.layers.7.extra.weight": torch.zeros(2)}


def _narrow(held: dict) -> dict:
    return {name: one[:4].contiguous() if "q_proj" in name else one for name, one in held.items()}


def _rewritten(change) -> Callable:
    def spoil(folder):
        path = folder / "model.safetensors"
        save_file(change(load_file(path)), path, {"format": "pt"})

    return spoil


def _cut_off(folder) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def _endless(folder) -> None:
    path = folder / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"eos_token": None}))
    (folder / "special_tokens_map.json").unlink(missing_ok=True)


BROKEN = {
    "other names": (_rewritten(_renamed), "the names there begin with 'wrapped.'"),
    "a weight missing": (_rewritten(_fewer), "its files lack"),
    "a weight too many": (_rewritten(_more), "has no place for"),
    "another size": (_rewritten(_narrow), "by config.json"),
    "cut off": (_cut_off, "copy it again"),
    "no end": (_endless, "no end-of-text token to learn to stop with"),
}


@pytest.mark.parametrize("way", [(), ("--qlora",)])
@pytest.mark.parametrize("name", BROKEN)
def test_a_student_that_could_not_be_loaded_is_refused_before_anything_is_asked(
    yes_pair, tmp_path, capsys, name, way
):
    spoil, sentence = BROKEN[name]
    folder = tmp_path / "student"
    shutil.copytree(yes_pair / "student", folder)
    spoil(folder)
    said = refused(capsys, distil, "--teacher", yes_pair / "teacher", "--student", folder, "--hard",
                   "--prompts", write_prompts(tmp_path), "--out", tmp_path / "out", *way)
    assert sentence in said and str(folder) in said
    assert not (tmp_path / "out").exists()


def test_a_missing_package_is_told_before_anything_is_asked(
    yes_pair, tmp_path, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, "peft", None)
    said = refused(capsys, distil, "--teacher", yes_pair / "teacher", "--student",
                   yes_pair / "student", "--prompts", write_prompts(tmp_path), "--out",
                   tmp_path / "out", "--qlora")
    assert "needs the peft package" in said and not (tmp_path / "out").exists()
