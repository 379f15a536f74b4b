"""Control tokens (ends, turns) come from us and from chat templates, never out of anybody's text.

Who types "</s>" means the four characters. For texts that hold such a name there is a copy of the
tokenizer in which every control token has a name that nobody can guess, in the model's vocabulary
too: Unigram and word-level models would find it there, whatever `split_special_tokens` says. All
other texts go through the tokenizer itself, so their tokens are what its makers trained on.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from tokenizers import Tokenizer

from demo.errors import UserError
from demo.time_limit import within

Span = tuple[int, int, int]  # start and end in characters, and the token's number

TEMPLATE_SECONDS = 5.0  # that a chat template may take for one text
# Private-use signs around chance: no text holds them, no normaliser changes them.
CUT, SECRET = (f"\ue000{secrets.token_hex(6)}\ue001" for _ in range(2))


def of_text(tokenizer: Any) -> dict[str, int]:
    """Name -> number of the tokens that no text may become: all that are declared special."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    special = {token.content: number for number, token in added.items() if token.special}
    numbers = zip(tokenizer.all_special_tokens, tokenizer.all_special_ids, strict=True)
    return special | dict(numbers)


def of_prompts(tokenizer: Any) -> dict[str, int]:
    """The same, and the marks that the chat template writes though they are not declared special:
    some models' turns are such tokens (<｜User｜> of DeepSeek's distilled ones)."""
    template = str(getattr(tokenizer, "chat_template", None) or "")
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return of_text(tokenizer) | {
        token.content: number for number, token in added.items()
        if _is_mark(token.content) and token.content in template
    }


def _is_mark(name: str) -> bool:
    """Blanks and words are added tokens of some tokenizers as well, and are text."""
    bare = name.strip()
    return len(bare) > 2 and not bare[0].isalnum() and not bare[-1].isalnum()


def spans(tokenizer: Any, text: str, control: Iterable[int]) -> list[Span]:
    """Where `tokenizer` itself reads control tokens in `text`."""
    read = tokenizer(text, add_special_tokens=False, split_special_tokens=False,
                     return_offsets_mapping=True)
    wanted, unknown = set(control), tokenizer.unk_token_id
    return [
        (start, end, number)
        for number, (start, end) in zip(read["input_ids"], read["offset_mapping"], strict=True)
        # What the tokenizer does not know is read as its unknown token, which is no name then.
        if number in wanted
        and (number != unknown or text[start:end].strip() == tokenizer.unk_token)
    ]


def cut_up(tokenizer: Any, text: str, control: Iterable[int]) -> str:
    """`text` with CUT inside every name of a control token, so that none is left."""
    for _ in text:  # A name may overlap another; every round cuts one at least.
        names = spans(tokenizer, text, control)
        if not names:
            break
        for start, end, _ in reversed(names):
            middle = (start + end + 1) // 2
            text = text[:middle] + CUT + text[middle:]
    return text


def text_tokens(tokenizer: Any, text: str, control: dict[str, int] | None = None) -> list[int]:
    """The tokens of `text` alone, none of them a control token, with nothing put around them."""
    control = of_text(tokenizer) if control is None else control
    read = tokenizer(text, add_special_tokens=False, split_special_tokens=False)["input_ids"]
    return read if set(control.values()).isdisjoint(read) else plain(tokenizer, control)(text)


class Plain:
    """A tokenizer's copy that knows control tokens by `secret(name)` alone."""

    def __init__(self, tokenizer: Any, control: dict[str, int]) -> None:
        told = json.loads(tokenizer.backend_tokenizer.to_str())
        told["truncation"] = told["padding"] = None
        _rename_in_model(told["model"], control)
        for token in told["added_tokens"]:
            if token["content"] in control:
                token |= {"content": secret(token["content"]), "normalized": False}
        self._inner = Tokenizer.from_str(json.dumps(told))
        moved = [name for name, n in control.items() if self._inner.token_to_id(secret(name)) != n]
        assert not moved, f"renaming must not move tokens, but moved {moved}"

    def __call__(self, text: str) -> list[int]:
        return self._inner.encode(text, add_special_tokens=False).ids


def secret(name: str) -> str:
    return f"{SECRET}{name}"


def _rename_in_model(model: dict[str, Any], control: dict[str, int]) -> None:
    def renamed(name: str) -> str:
        return secret(name) if name in control else name

    words = model["vocab"]
    if isinstance(words, dict):
        model["vocab"] = {renamed(name): number for name, number in words.items()}
    else:  # Unigram: pieces with their scores, in the order of their numbers
        model["vocab"] = [[renamed(name), score] for name, score in words]
    if model.get("unk_token"):
        model["unk_token"] = renamed(model["unk_token"])
    if "merges" in model:
        pairs = (m.split(" ", 1) if isinstance(m, str) else m for m in model["merges"])
        model["merges"] = [
            (left, right) for left, right in pairs
            if control.keys().isdisjoint((left, right, left + right))
        ]


_COPIES: WeakKeyDictionary[Any, dict[frozenset[str], Plain]] = WeakKeyDictionary()


def plain(tokenizer: Any, control: dict[str, int]) -> Plain:
    """The copy, made once: half a second for a vocabulary of 50,000."""
    copies = _COPIES.setdefault(tokenizer, {})
    key = frozenset(control)
    if key not in copies:
        copies[key] = Plain(tokenizer, control)
    return copies[key]


def end_tokens(model: Any, tokenizer: Any) -> list[int]:
    """Every token id that ends an answer: the generation config's, the tokenizer's, and what the
    chat template writes behind an answer; the tokenizer's own first. [] for a model that never
    ends.

    The one list that races, exams and lessons go by. An id beyond the model's vocabulary stays in
    it, though it can never be chosen. Raises UserError where one is no number.
    """
    told, own = model.generation_config.eos_token_id, tokenizer.eos_token_id
    listed = [own, *(told if isinstance(told, (list, tuple)) else [told]), end_of_turn(tokenizer)]
    if odd := [i for i in listed if i is not None and (type(i) is not int or i < 0)]:
        raise UserError(f"A generation config ends answers at {str(odd[0])[:40]!r}, which is no "
                        "token id: mend eos_token_id in generation_config.json.")
    return [i for i in dict.fromkeys(listed) if i is not None]


def end_of_turn(tokenizer: Any) -> int | None:
    """The control token that the chat template writes right behind an answer; None where it writes
    none there, or takes no answer."""
    if not getattr(tokenizer, "chat_template", None):
        return None
    answer = "Forty-seven."
    said = [{"role": "user", "content": "How many?"}, {"role": "assistant", "content": answer}]
    try:
        with within(TEMPLATE_SECONDS):
            text = tokenizer.apply_chat_template(said, tokenize=False)
            opened = tokenizer.apply_chat_template(
                said[:1], add_generation_prompt=True, tokenize=False).rstrip()
    except Exception:  # A template is its author's program: any complaint is one reason.
        return None
    _, found, rest = text.partition(answer)
    control = of_prompts(tokenizer)
    return next((number for name, number in control.items()
                 # What opens an answer ends none.
                 if found and rest.lstrip().startswith(name) and not opened.endswith(name)), None)
