"""Anybody's exam questions from a file, read as the field writes them.

JSONL (or a JSON array) or CSV; a question as `question`, `prompt` or `messages`, its `answer` as a
text, a number or a list of accepted ones, GSM8K's worked answers with #### included; choices as
MMLU's list with a letter or index, or ARC's texts and labels. `subject` and `checker` are optional.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demo import json_rows, text_files
from demo.errors import UserError
from demo.exam.answer_checkers import BY_EYE, CHECKERS, LETTERS, number

EXAMPLE = '{"question": "…", "answer": "…"}'
MOST = 5_000  # questions: at a second each they take both sides the better part of three hours
LONGEST = 16_000  # characters of a question
ASKED, ANSWERS = ("question", "prompt", "messages"), ("answer", "answers", "target", "answerKey")
WORKED = re.compile(r"####\s*(.+?)\s*$", re.DOTALL)


@dataclass(frozen=True)
class OwnQuestion:
    """`messages`: role and content; accepted: right answers, of a choice its letter and its text;
    checker: a row of CHECKERS or BY_EYE; place: where in its file it stands."""

    messages: tuple[tuple[str, str], ...]
    accepted: tuple[Any, ...]
    checker: str
    subject: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """The question itself."""
        return self.messages[-1][1]


@dataclass(frozen=True)
class OwnPaper:
    """What a file asks, and a sentence for each row that was left out."""

    questions: tuple[OwnQuestion, ...]
    complaints: tuple[str, ...]


def read(path: Path, limit: int | None = None) -> OwnPaper:
    """All of its questions, or the first `limit`. Raises UserError when it cannot be read, hardly
    be understood, or holds too many."""
    if path.suffix.lower() in (".csv", ".tsv"):
        rows, complaints = _csv(path)
    else:
        rows, complaints = json_rows.read(path, "questions", EXAMPLE, parse)
    rows = rows[: limit or None]
    if len(rows) > MOST:
        raise UserError(f"{path} holds {len(rows):,} questions, and an exam has at most {MOST:,}: "
                        "choose some of them (--limit takes the first).")
    questions = (OwnQuestion(one.messages, one.accepted, one.checker, one.subject, where)
                 for where, one in rows)
    return OwnPaper(tuple(questions), tuple(complaints))


def read_text(text: str, ending: str, name: str) -> OwnPaper:
    """As `read` reads a file of that ending (".jsonl", ".csv"); sentences call it `name`. Raises
    UserError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"questions{ending}"
        path.write_text(text.strip() + "\n", encoding="utf-8", errors="replace")

        def named(sentence: str) -> str:
            return sentence.replace(str(path), name[:1].upper() + name[1:]).replace(
                path.name, name)

        try:
            found = read(path)
        except UserError as error:
            raise UserError(named(str(error))) from None
        return replace(found, complaints=tuple(map(named, found.complaints)))


def _csv(path: Path) -> tuple[list[tuple[str, OwnQuestion]], list[str]]:
    text = text_files.read(path, "questions")
    dialect = "excel-tab" if path.suffix.lower() == ".tsv" else "excel"
    rows, complaints = [], []
    try:
        for number_, row in enumerate(csv.DictReader(io.StringIO(text), dialect=dialect), 2):
            try:
                rows.append((f"row {number_}", parse({k: v for k, v in row.items() if k and v})))
            except ValueError as error:
                complaints.append(f"{path.name}, row {number_} is left out: {error}.")
    except csv.Error as error:
        raise UserError(f"{path} is no CSV that can be read: {error}.") from None
    if not rows:
        why = f"; the first: {complaints[0]}" if complaints else ""
        raise UserError(f"{path} holds no question{why or '.'} Its first row names the columns, "
                        "such as question,answer.")
    return rows, complaints


def parse(row: Any) -> OwnQuestion:
    """One row. Raises ValueError with the reason."""
    if not isinstance(row, dict):
        raise ValueError('it needs a "question" and an "answer"')
    messages = _messages(row)
    choices = _choices(row)
    accepted, checker = _accepted(row, choices)
    if choices:
        *before, (role, asked) = messages
        listed = "\n".join(f"{LETTERS[i]}. {text}" for i, text in enumerate(choices))
        messages = (*before, (role, f"{asked}\n{listed}\nAnswer with the letter."))
    checker = _checker(row, checker)
    if checker != BY_EYE and not accepted:
        raise ValueError(f'the checker "{checker}" needs an "answer"')
    subject = str(row.get("subject") or row.get("category") or "")[:80]
    return OwnQuestion(messages, accepted, checker, subject)


def _messages(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    asked = next((row[name] for name in ASKED if row.get(name)), None)
    if isinstance(asked, str):
        asked = [{"role": "user", "content": asked}]
    if not isinstance(asked, list) or not asked:
        raise ValueError('it needs a "question", a "prompt" or "messages"')
    turns = []
    for one in asked:
        text = one.get("content") if isinstance(one, dict) else None
        if not isinstance(text, str) or not isinstance(one.get("role"), str):
            raise ValueError('every message needs a "role" and a "content" of text')
        turns.append((one["role"], text))
    while turns and turns[-1][0] == "assistant":
        turns.pop()  # what the model is to say itself
    if not turns or turns[-1][0] != "user" or not turns[-1][1].strip():
        raise ValueError("its last message must be the user's, and say something")
    if sum(len(text) for _, text in turns) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST:,} characters")
    return tuple(turns)


def _choices(row: dict[str, Any]) -> list[str]:
    """Texts of the choices in their order; [] for an open question."""
    held = row.get("choices") or row.get("options")
    if isinstance(held, dict):  # ARC: {"text": [...], "label": [...]}; or {"A": ..., "B": ...}
        held = held.get("text") or [held[key] for key in sorted(held)]
    if held is None and row.get("A") and row.get("B"):  # MMLU as CSV
        held = [row[letter] for letter in LETTERS[:8] if row.get(letter)]
    if isinstance(held, str):
        held = [part.strip() for part in re.split(r"[\n|;]", held) if part.strip()]
    if held is None:
        return []
    if not isinstance(held, list) or not 2 <= len(held) <= len(LETTERS) or not all(
            isinstance(one, str | int | float) for one in held):
        raise ValueError('"choices" must be a list of two texts or more')
    return [str(one) for one in held]


def _accepted(row: dict[str, Any], choices: list[str]) -> tuple[tuple[Any, ...], str]:
    """The right answers, and the checker that they ask for."""
    told = next((row[name] for name in ANSWERS if row.get(name) not in (None, "")), None)
    if told is None:
        return (), BY_EYE
    if choices:
        return _chosen(told, row, choices), "choice"
    if isinstance(told, str) and (worked := WORKED.search(told)):
        told = worked[1]
    several = tuple(told) if isinstance(told, list) else (told,)
    if not several or any(isinstance(one, float) and one != one for one in several):
        raise ValueError('"answer" is empty or no number')
    if any(isinstance(one, dict | list | bool) or one is None for one in several):
        return (told,), "json"
    return several, "number" if all(map(_is_number, several)) else "exact"


def _is_number(one: Any) -> bool:
    """Is all of it a number, but for a sign of money or percent?"""
    text = str(one).strip()
    return bool(re.fullmatch(r"[-+−$€£¥]?\s?[\d,._\s/]*\d\s?[%％]?", text)) and (
        number(text) is not None)


def _chosen(told: Any, row: dict[str, Any], choices: list[str]) -> tuple[str, str]:
    """A letter, an index from 0, ARC's own label, or the text of the choice."""
    held = row.get("choices")
    labels = held.get("label") if isinstance(held, dict) else None
    if labels and str(told) in map(str, labels):
        place = list(map(str, labels)).index(str(told))
    elif isinstance(told, int) or str(told).strip().isdecimal():
        place = int(told)
    elif str(told).strip().upper() in LETTERS[: len(choices)]:
        place = LETTERS.index(str(told).strip().upper())
    elif str(told) in choices:
        place = choices.index(str(told))
    else:
        place = -1
    if not 0 <= place < len(choices):
        raise ValueError(f'"answer" {str(told)[:40]!r} is none of its {len(choices)} choices')
    return LETTERS[place], choices[place]


def _checker(row: dict[str, Any], usual: str) -> str:
    told = row.get("checker")
    if told in (None, ""):
        return usual
    if told not in (*CHECKERS, BY_EYE):
        raise ValueError(f'there is no checker {str(told)[:40]!r}: use one of '
                         f'{", ".join(CHECKERS)} or {BY_EYE}')
    if told == "regex":
        for one in row.get("answer") if isinstance(row.get("answer"), list) else [
                row.get("answer")]:
            try:
                re.compile(str(one))
            except re.error as error:
                raise ValueError(f"its pattern is none ({error})") from None
    return str(told)

