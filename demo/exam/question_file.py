"""Anybody's exam questions from a file, read as the field writes them.

JSONL (or a JSON array) or CSV; a question as `question`, `prompt` or `messages`, its `answer` as a
text, a number or a list of accepted ones, GSM8K's worked answers with #### included; choices as
MMLU's list with a letter or index, or ARC's texts and labels. `subject` and `checker` are optional.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demo import json_rows, text_files
from demo.errors import UserError
from demo.exam import choice_questions
from demo.exam.answer_checkers import BY_EYE, CHECKERS, LETTERS
from demo.exam.number_reading import number
from demo.request_limits import controls, line_ends

EXAMPLE = '{"question": "…", "answer": "…"}'
MOST = 5_000  # questions: at a second each they take both sides the better part of three hours
LONGEST = 16_000  # characters of a question
ASKED, ANSWERS = ("question", "prompt", "messages"), ("answer", "answers", "target", "answerKey")
COLUMNS = (*ASKED, *ANSWERS, "choices", "options", "subject", "category", "checker")
# A number of something: the unit is not asked for, as in GSM8K.
UNITS = (r"(?:mm|cm|dm|km|m|mg|kg|g|t|ml|cl|l|ms|s|min|h|°C|°F|thousand|million|billion|"
         r"(?:second|minute|hour|day|week|month|year|meter|metre|gram|liter|litre|dollar|euro|cent|"
         r"mile|foot|inch|pound|percent)s?|feet|inches|[元块角分米克吨秒天周月年岁个只万亿]|公里|厘米|千克|"
         r"小时|分钟|公斤)")
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
        rows, complaints = json_rows.read(path, "questions", EXAMPLE, parse, mostly=False)
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
    between = _separator(text.lstrip().split("\n", 1)[0])
    rows, complaints = [], []
    try:
        for number_, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=between), 2):
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


def _separator(head: str) -> str:
    """Which of the usual ones makes columns that are known of the first line."""
    def known(between: str) -> int:
        return sum(_column(name) in COLUMNS or name in LETTERS
                   for name in next(csv.reader([head], delimiter=between), []))

    return max((",", ";", "\t"), key=known)


def parse(row: Any) -> OwnQuestion:
    """One row. Raises ValueError with the reason."""
    if not isinstance(row, dict):
        raise ValueError('it needs a "question" and an "answer"')
    row = {_column(key): value for key, value in row.items()}
    messages = _messages(row)
    choices = choice_questions.choices(row)
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


def _column(name: Any) -> Any:
    """Whatever its capitals and blanks: "Question" is "question"; MMLU's A and B stay as they
    are."""
    plain = name.strip().casefold() if isinstance(name, str) else name
    return next((one for one in COLUMNS if one.casefold() == plain), name)


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
        text = line_ends(text)
        if controls(text):
            raise ValueError("it holds control characters, or halves of characters")
        turns.append((one["role"], text))
    while turns and turns[-1][0] == "assistant":
        turns.pop()  # what the model is to say itself
    if not turns or turns[-1][0] != "user" or not turns[-1][1].strip():
        raise ValueError("its last message must be the user's, and say something")
    if sum(len(text) for _, text in turns) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST:,} characters")
    return tuple(turns)


def _accepted(row: dict[str, Any], choices: list[str]) -> tuple[tuple[Any, ...], str]:
    """The right answers, and the checker that they ask for."""
    told = next((row[name] for name in ANSWERS if _says(row.get(name))), None)
    if told is None:
        return (), BY_EYE
    try:
        if len(json.dumps(told, allow_nan=False)) > LONGEST:
            raise ValueError(f'its "answer" is longer than {LONGEST:,} characters')
    except RecursionError:
        raise ValueError('its "answer" is nested too deep') from None
    except ValueError as error:
        raise ValueError(str(error) if "longer" in str(error) else
                         'its "answer" holds a number that is not finite') from None
    if choices:
        return choice_questions.chosen(told, row, choices), "choice"
    if isinstance(told, str) and (worked := WORKED.search(told)):
        told = worked[1]
    several = tuple(told) if isinstance(told, list) else (told,)
    if not several or "####" in several:
        raise ValueError('"answer" is empty')
    if any(isinstance(one, dict | list | bool) or one is None for one in several):
        return (told,), "json"
    return several, "number" if all(map(_is_number, several)) else "exact"


def _says(told: Any) -> bool:
    return told is not None and (not isinstance(told, str) or bool(told.strip()))


def _is_number(one: Any) -> bool:
    """Is all of it a number, but for a sign of money or percent, or a unit?"""
    text = re.sub(r"^\\boxed\{(.*)\}$|^\$(.+)\$$", r"\1\2", str(one).strip())
    text = re.sub(r"^([-+−]?)\\[dt]?frac\{(\d+)\}\{(\d+)\}$", r"\1\2/\3", text)
    return bool(re.fullmatch(rf"[-+−]?[$€£¥]?\s?[-+−]?[\d,._\s/'’]*\d\s?(?:[%％]|{UNITS})?", text)
                ) and number(text) is not None


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

