"""Pairs whose tokenizers and templates are not as one expects, loaded and raced."""

from __future__ import annotations

import dataclasses

import pytest

from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Request
from tests import odd_tokenizers, tiny


def pair(root, name: str, tokenizer, end: int | None = tiny.END, more: str = "") -> None:
    tiny.write_pair(root / name, more=more)
    for side, layers in zip(SIDES, (2, 1), strict=True):
        config = tiny.llama(layers)
        config.eos_token_id = end
        config.vocab_size = max(272, 8 * (len(tokenizer) // 8 + 2))
        tiny.save(root / name / side, config, tokenizer)


@pytest.fixture(scope="module")
def session(tiny_settings, tmp_path_factory):
    root = tmp_path_factory.mktemp("odd")
    pair(root, "byte-fallback", odd_tokenizers.llama_2(), end=2)
    ends = odd_tokenizers.ends_every_text()
    pair(root, "ends-the-prompt", ends, end=ends.eos_token_id)
    wanting = tiny.tokenizer(chat=True)
    wanting.chat_template = ("{% if not today %}{{ raise_exception('Pass today as a date') }}"
                             "{% endif %}{% for m in messages %}{{ m['content'] }}{% endfor %}")
    pair(root, "needs-a-date", wanting)
    pair(root, "has-a-date", wanting, more='prompt.template.today = "Friday"')
    pair(root, "does-without", wanting, more='prompt.format = "plain"')
    more = tiny.tokenizer(extra=tuple(f"<extra{i}>" for i in range(20)))
    more.add_tokens(["<tail>"])
    tiny.write_pair(root / "added-tokens")
    for side in SIDES:
        tiny.save(root / "added-tokens" / side, tiny.llama(1), more)
    return Session(dataclasses.replace(tiny_settings, pairs_folder=root))


def last(session, name: str, prompt: str, **more):
    *_, found = session.compare(Request(prompt, **more), name)
    return found


def test_random_tokens_of_a_byte_fallback_tokenizer_end_no_side(session):
    for seed in range(3):
        found = last(session, "byte-fallback", "Is 7 prime?", max_tokens=120, temperature=2.0,
                     seed=seed)
        for side, answer in found.answers.items():
            tokenizer = session.lanes[side].loaded.tokenizer
            assert answer.end in ("eos", "max_tokens") and answer.why == ""
            assert answer.text == tokenizer.decode(answer.tokens, skip_special_tokens=True)


def test_an_end_behind_every_text_silences_nobody(session):
    assert last(session, "ends-the-prompt", "Is 7 prime?", max_tokens=8).done
    for lane in session.lanes.values():
        lane.begin(Request("Is 7 prime?"))
        assert lane.loaded.tokenizer.decode(lane.prompt) == "<s>Is 7 prime?"
        assert lane.loaded.tokenizer.decode(lane.loaded.tokenizer("a")["input_ids"]) == "<s>a</s>"


@pytest.mark.parametrize("typed", ["</s>", "Is </s> a tag?", "<|im_end|>"])
def test_what_a_visitor_types_ends_no_question(session, typed):
    session.load("ends-the-prompt")
    for lane in session.lanes.values():
        lane.begin(Request(typed))
        assert lane.eos.isdisjoint(lane.prompt)
        assert lane.loaded.tokenizer.decode(lane.prompt) == f"<s>{typed}"


def test_a_template_that_takes_no_question_is_named_at_load_with_its_own_words(session):
    for _ in range(2):
        with pytest.raises(UserError, match="The teacher .* Pass today as a date. .*pair.toml"):
            session.load("needs-a-date")
        assert session.pair is None
    assert last(session, "has-a-date", "hello", max_tokens=2).done
    assert last(session, "does-without", "hello", max_tokens=2).done


def test_a_token_without_a_row_is_said_at_load_and_named_when_it_is_asked(session):
    found = last(session, "added-tokens", "Say <extra15> once.", max_tokens=2)
    assert all(answer.why == "" for answer in found.answers.values()), "a name is text"
    for answer in found.answers.values():
        assert "8 tokens more than the model has rows" in " ".join(answer.model.notes)
    with pytest.raises(UserError, match="The teacher cannot read .* '<tail>' is token 279 .* 272"):
        last(session, "added-tokens", "Say <tail> once.", max_tokens=2)


def test_line_ends_of_windows_are_asked_and_recorded_as_line_ends(session):
    assert last(session, "does-without", "a\r\nb", max_tokens=2).request.prompt == "a\nb"
