"""What two tokenizers share, and how a model marks the end. Model sizes (padding) do not matter."""

from __future__ import annotations

from typing import Any

from demo.engine.control_tokens import end_tokens
from demo.errors import UserError


def difference(teacher: Any, student: Any) -> str:
    """The first thing that differs between the vocabularies, in words; "" when they are one.

    Special tokens such as the end of an answer may differ in role, never in number.
    """
    theirs, ours = teacher.get_vocab(), student.get_vocab()
    for token, number in sorted(theirs.items(), key=lambda item: item[1]):
        if token not in ours:
            return f"token {number} of the teacher, {token!r}, is unknown to the student"
        if ours[token] != number:
            return f"{token!r} is token {number} for the teacher and {ours[token]} for the student"
    extra = min(set(ours) - set(theirs), key=ours.__getitem__, default=None)
    return "" if extra is None else (
        f"token {ours[extra]} of the student, {extra!r}, is unknown to the teacher"
    )


def refuse_different(teacher: Any, student: Any) -> None:
    """Raises UserError with the first difference between two tokenizers."""
    if why := difference(teacher, student):
        raise UserError(
            f"The two tokenizers differ ({why}), so a teacher's probabilities say nothing to "
            "this student: choose a pair with one tokenizer, or add --hard to learn from the "
            "texts of the answers alone."
        )


def ends(model: Any, tokenizer: Any) -> list[int]:
    """Every token that ends an answer. Raises UserError where none does."""
    if not (ids := end_tokens(model, tokenizer)):
        raise UserError("The teacher has no end-of-text token: its answers would never end.")
    return ids


def adopt(model: Any, tokenizer: Any, endings: list[int], template: str | None) -> None:
    """Give a student the ends it is taught, and a chat template when it has none of its own.

    A base student of a chat teacher would otherwise wait for an end that it never learned.
    """
    tokenizer.eos_token = tokenizer.convert_ids_to_tokens(endings[0])
    if template and not getattr(tokenizer, "chat_template", None):
        tokenizer.chat_template = template
    told = endings if len(endings) > 1 else endings[0]
    model.generation_config.eos_token_id = model.config.eos_token_id = told
