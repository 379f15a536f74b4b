"""A visitor's prompts, from a box or a file: one a line, or rows of JSON or CSV as an exam's papers
are read. What cannot be asked is named by where it stands, and then nothing is asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo import request_limits, text_files
from demo.errors import UserError
from demo.exam import question_file
from demo.exam.question_file import ASKED, OwnQuestion
from demo.prompts.prompt_list import MOST

Check = Callable[[str], object]  # raises UserError for a prompt that cannot be asked
# An object, or an array of them; a prompt may well begin with a bracket.
JSON = re.compile(r'\s*(\{\s*"|\[\s*\{)')
NONE = "There is no prompt in it: write one a line."


@dataclass(frozen=True)
class Prompt:
    """place: where it stands, "line 3"."""

    place: str
    text: str


def read(path: Path, check: Check, most: int | None = MOST) -> tuple[Prompt, ...]:
    """The prompts of a file, by its ending or by what it holds. Raises UserError."""
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".json", ".csv", ".tsv"):
        return _checked(_rows(question_file.read(path)), check, most, str(path))
    text = text_files.read(path, "prompts")
    return from_text(text, check, most, str(path))


def from_text(
    text: str, check: Check, most: int | None = MOST, name: str = ""
) -> tuple[Prompt, ...]:
    """The prompts of a text: rows, where it begins as JSON or its first line names a column of
    prompts, else one a line. most: how many there may be; name: what sentences call it. Raises
    UserError, and then none was taken."""
    if ending := _ending(text):
        found = _rows(question_file.read_text(text, ending, name or "your list"))
    else:
        lines = request_limits.line_ends(text).split("\n")
        found = [Prompt(f"line {number}", line.strip())
                 for number, line in enumerate(lines, 1) if line.strip()]
    return _checked(found, check, most, name)


def _ending(text: str) -> str:
    """What kind of file a text is: ".jsonl", ".csv", ".tsv", or "" for plain lines."""
    if JSON.match(text):
        return ".jsonl"
    first, _, more = request_limits.line_ends(text).lstrip().partition("\n")
    if not more.strip():
        return ""
    for ending, mark in ((".tsv", "\t"), (".csv", ",")):
        names = {cell.strip().lower() for cell in next(csv.reader(io.StringIO(first),
                                                                  delimiter=mark), [])}
        if names & set(ASKED):
            return ending
    return ""


def _rows(paper: question_file.OwnPaper) -> list[Prompt]:
    """Each row's question. Raises UserError where one was not understood, for a list that lost a
    row without a word would have another median."""
    if paper.complaints:
        raise UserError(paper.complaints[0].replace(" is left out:", " cannot be asked:"))
    return [Prompt(one.place, _alone(one)) for one in paper.questions]


def _alone(question: OwnQuestion) -> str:
    if len(question.messages) > 1:
        raise UserError(f"{question.place.capitalize()} is a conversation, and here every prompt "
                        "is asked by itself: leave what comes before it out.")
    return question.text


def _checked(
    found: list[Prompt], check: Check, most: int | None, name: str
) -> tuple[Prompt, ...]:
    where = f"{name}: " if name else ""
    if not found:
        raise UserError(where + NONE)
    if most is not None and len(found) > most:
        over = found[most]
        raise UserError(f"{where}There are {len(found):,} prompts, and at most {most} are raced in "
                        f"one go: leave out what begins at {over.place}.")
    for prompt in found:
        try:
            check(prompt.text)
        except UserError as error:
            raise UserError(f"{where}{prompt.place.capitalize()}: {error}") from None
    return tuple(found)
