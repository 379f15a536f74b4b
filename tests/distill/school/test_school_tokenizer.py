"""The tokenizer takes any text in and gives the same text back."""

from __future__ import annotations

from random import Random

import pytest
from transformers import AutoTokenizer

from demo.distill.school.school_tokenizer import ANSWER, ASK, END, SIZE
from demo.exam.catalogue import mixed
from demo.exam.word_lists import WORDS


def back(tokenizer, text: str) -> str:
    return tokenizer.decode(tokenizer(text)["input_ids"])


def test_the_vocabulary_is_small(tokenizer) -> None:
    assert len(tokenizer) <= SIZE


def test_the_grammars_come_back_unchanged(tokenizer) -> None:
    stream = mixed(Random(11))
    for question in (next(stream) for _ in range(1000)):
        assert back(tokenizer, question.text) == question.text
        assert back(tokenizer, question.worked) == question.worked


@pytest.mark.parametrize(
    "text",
    [
        "龘靐齉 なぜ 왜",
        "😀👩‍🔬",
        "s t r a w b e r r y",
        "  two  spaces\n\n\ttab",
        "naïve — “quotes”",
        "1,234.5e6",
        "ß∑",
        "",
    ],
)
def test_any_valid_text_comes_back_unchanged(tokenizer, text: str) -> None:
    assert back(tokenizer, text) == text


def test_a_number_is_a_token_a_digit(tokenizer) -> None:
    assert len(tokenizer("4096 807")["input_ids"]) == 7


def test_letters_of_spelling_words_are_reachable_one_by_one(tokenizer) -> None:
    """But for words that the questions themselves are made of, like "tell" in "tell me"."""
    pieces = {w: [tokenizer.decode([i]) for i in tokenizer(f" {w}")["input_ids"]] for w in WORDS}
    assert {word for word, found in pieces.items() if found != [" ", *word]} <= {
        "tell", "friend", "people", "teacher",
    }
    assert pieces["strawberry"] == [" ", *"strawberry"]


def test_a_saved_tokenizer_loads_as_any_other(tokenizer, tmp_path) -> None:
    tokenizer.save_pretrained(tmp_path)
    loaded = AutoTokenizer.from_pretrained(tmp_path)
    text = "What's 47 加 85? strawberry 😀"
    assert loaded(text)["input_ids"] == tokenizer(text)["input_ids"]
    assert loaded.eos_token == END
    assert back(loaded, text) == text


def test_the_chat_template_writes_the_prompt_the_models_learned(tokenizer) -> None:
    asked = [{"role": "user", "content": "what is 2 + 2"}]
    shown = tokenizer.apply_chat_template(asked, add_generation_prompt=True, tokenize=False)
    assert shown == f"{ASK}what is 2 + 2{ANSWER}"
    told = [*asked, {"role": "assistant", "content": "4"}]
    assert tokenizer.apply_chat_template(told, tokenize=False).endswith(f"{ANSWER}4{END}")
