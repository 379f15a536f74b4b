"""What is taught and asked: text stays text, and what a template refuses is left out by name."""

from __future__ import annotations

import json

import pytest

from demo.distill.own import answer_batches, prompt_file
from demo.errors import UserError
from tests import odd_tokenizers, tiny
from tests.distill.own.conftest import distil, query
from tests.distill.own.test_refusals import refused

NO_SYSTEM = ("{% if messages[0]['role'] == 'system' %}"
             "{{ raise_exception('System role not supported') }}{% endif %}"
             "{% for m in messages %}<ask>{{ m['content'] }}{% endfor %}<answer>")
ASKED = [{"role": "user", "content": "How does <end> end a text?"}]


def write(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def answer(number: int, text: str, finish: str = "stop", messages: list = ASKED) -> dict:
    return {"id": f"{number:016x}", "messages": messages, "answer": text, "finish": finish}


@pytest.mark.parametrize("make", [tiny.tokenizer, lambda: tiny.tokenizer(chat=True),
                                  odd_tokenizers.llama_2, odd_tokenizers.unigram])
@pytest.mark.parametrize("finish", ["stop", "length"])
def test_an_end_inside_a_taught_text_is_text_and_the_end_comes_from_us(tmp_path, make, finish):
    found = make()
    end, name = found.eos_token_id, found.eos_token
    write(tmp_path / "endpoint.jsonl", *(
        answer(i, f"Write {name} in line {i}; then more.", finish) for i in range(1, 9)))
    slate = answer_batches.slate(tmp_path, found, {}, end, 1000)
    for one in slate.taught + slate.held_out:
        said = one.tokens[one.asked :]
        assert said.count(end) == (finish == "stop") and (said[-1] == end) == (finish == "stop")
        assert end not in one.tokens[: one.asked]


def test_answers_without_rows_or_a_template_that_takes_them_are_counted(tmp_path):
    found = tiny.tokenizer(chat=True)
    found.add_tokens(["<tail>"])
    found.chat_template = NO_SYSTEM
    system = [{"role": "system", "content": "Be brief."}, *ASKED]
    write(tmp_path / "endpoint.jsonl", answer(1, "a"), answer(2, "b"), answer(3, "the <tail>"),
          answer(4, "c", messages=system))
    slate = answer_batches.slate(tmp_path, found, {}, tiny.END, 1000, rows_of_model=259)
    assert len(slate.taught) + len(slate.held_out) == 2
    assert slate.left_out == {"empty": 0, "too_long": 0, "refused": 0,
                              "unknown_token": 1, "refused_by_template": 1}


@pytest.fixture(scope="module")
def no_system(tmp_path_factory):
    root = tmp_path_factory.mktemp("no-system")
    fast = tiny.tokenizer(chat=True)
    fast.chat_template = NO_SYSTEM
    fast.add_tokens([f"<tail{i}>" for i in range(20)])
    for side in ("teacher", "student"):
        tiny.save(root / side, tiny.llama(1), fast)
    return root


def test_a_prompt_that_the_template_refuses_is_left_out_with_the_templates_words(
    no_system, tmp_path, capsys
):
    path = write(tmp_path / "p.jsonl", *({"prompt": f"Name {n} rivers."} for n in range(4)),
                 {"messages": [{"role": "system", "content": "Be brief."}, *ASKED]},
                 {"prompt": "Say <tail19> once."}, {"messages": [*ASKED, {
                     "role": "assistant", "content": "It does not."}]},
                 {"prompt": "Name 1 rivers."})
    told = query("--teacher", no_system / "teacher", "--prompts", path, "--out", tmp_path / "out",
                 "--max-tokens", 3)
    said = capsys.readouterr().err
    assert (told["answers"], told["prompts_left_out"], told["answers_left_off"]) == (5, 2, 1)
    assert "System role not supported" in said and "'<tail19>' is token 278" in said
    assert "1 rows of p.jsonl end with the assistant's answer" in said
    assert told["prompts_repeated"] == 1
    assert "1 rows of p.jsonl ask what an earlier row asks" in said


def test_a_file_of_which_the_teacher_takes_hardly_a_prompt_is_refused(no_system):
    system = prompt_file.Prompt((("system", "x"), ("user", "y")))
    from transformers import AutoTokenizer

    fast = AutoTokenizer.from_pretrained(no_system / "teacher")
    asked = [system, prompt_file.Prompt((("system", "x"), ("user", "z"))),
             prompt_file.Prompt((("user", "a"),))]
    with pytest.raises(UserError, match="2 of 3 prompts .*System role not supported"):
        prompt_file.readable(fast, asked, {}, 272, tell=False)


@pytest.mark.parametrize("call", ["query", "distil"])
def test_a_template_that_takes_no_question_is_refused_before_anything_is_asked(
    no_system, tmp_path, capsys, call
):
    fast = tiny.tokenizer(chat=True)
    fast.chat_template = "{{ raise_exception('Pass today as a date') }}"
    tiny.save(tmp_path / "odd", tiny.llama(1), fast)
    path = write(tmp_path / "p.jsonl", {"prompt": "a"})
    words = ("--prompts", path, "--out", tmp_path / "out", "--teacher", tmp_path / "odd")
    said = refused(capsys, query, *words) if call == "query" else refused(
        capsys, distil, *words, "--student", no_system / "student", "--hard")
    assert "Pass today as a date" in said and "--template" in said
    assert not (tmp_path / "out").exists()
