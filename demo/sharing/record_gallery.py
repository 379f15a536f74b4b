"""`python -m demo.sharing gallery`: record again every comparison of examples/recordings/list.toml.

An entry names its file and either a prompt, or subjects of the school to look for a slip in: their
held-out questions are asked in turn until the teacher is right by the exam's own checker and the
student is wrong. `then` are the questions that go on from there. `pair` names another pair than the
usual one. Each is raced twice and the second
race kept, as the first one warms the processor's caches. Files are written only when all are
recorded.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo import settings as settings_module
from demo.errors import UserError, printable
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import Question
from demo.exam.split import TEST, exam
from demo.recording.data import SIDES, Recording, Request
from demo.recording.file import to_json
from demo.recording.growing import turns
from demo.recording.verdict import verdict
from demo.sharing.export_command import write

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
Compare = Callable[[Request, str], Recording]  # a request and the pair, "" for the usual one


@dataclass(frozen=True)
class Entry:
    """One row of the list: what it is called, what is asked or where a slip is looked for (and in
    which language, unless in any), what is asked after it, and by which pair, unless it is the
    usual one."""

    name: str
    prompt: str = ""
    then: tuple[str, ...] = ()
    slip_in: tuple[str, ...] = ()
    language: str = ""
    tries: int = 200
    seed: int = 0
    max_tokens: int = 256
    pair: str = ""


def add_to(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("gallery", help="record the whole gallery again",
                                description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = settings_module.Settings().recordings_folder
    command.add_argument("--list", type=Path, default=folder / "list.toml",
                       help="the recordings lie beside it (default: %(default)s)")
    command.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Raises UserError when the list is wrong or a slip is nowhere to be found."""
    from demo.engine.session import Session

    entries, settings = read(args.list), settings_module.read()
    session, usual = Session(settings), args.pair or settings.pair

    def compare(request: Request, pair: str) -> Recording:
        *_, final = session.compare(request, pair or usual)
        return final

    record(entries, compare, settings.time_limit, args.list.parent)


def record(entries: list[Entry], compare: Compare, time_limit: float, folder: Path) -> None:
    """Race all entries, then write them to `folder`. Raises UserError, and then writes none."""
    made = {}
    for entry in entries:
        made[entry.name] = shot = recorded(entry, compare, time_limit)
        print(printable(f"{entry.name}: {shot.request.prompt} {_said(shot)}"), flush=True)
    for name, recording in made.items():
        write(folder / f"{name}.json", (to_json(recording) + "\n").encode())
    if strangers := sorted({path.stem for path in folder.glob("*.json")} - set(made)):
        print(printable(f"Not in the list, and left as they were: {', '.join(strangers)}"))


def recorded(entry: Entry, compare: Compare, time_limit: float) -> Recording:
    """The second race of what the entry asks. Raises UserError where no question of many made the
    student slip."""
    for prompt, question in _asked(entry):
        request = Request(prompt, max_tokens=entry.max_tokens, time_limit=time_limit)
        if question is None or slipped(question, compare(request, entry.pair)):
            first, second = (_whole(request, entry, compare) for _ in range(2))
            assert [a.text for a in first.answers.values()] == [
                a.text for a in second.answers.values()], "greedy answers repeat themselves"
            return second
    raise UserError(f"{entry.name}: the student did not slip in {entry.tries} questions a subject: "
                    "raise tries, name other subjects, or take the entry out.")


def _whole(request: Request, entry: Entry, compare: Compare) -> Recording:
    """The last turn of the entry's conversation, which holds the others."""
    recording = compare(request, entry.pair)
    for prompt in entry.then:
        asked = dataclasses.replace(request, prompt=prompt, earlier=turns(recording))
        recording = compare(asked, entry.pair)
    return recording


def _asked(entry: Entry) -> Iterator[tuple[str, Question | None]]:
    if entry.prompt:
        yield entry.prompt, None
    for subject in entry.slip_in:
        for question in exam(SUBJECTS[subject], TEST, entry.tries, entry.seed):
            if entry.language in ("", question.language):
                yield question.text, question


def slipped(question: Question, recording: Recording) -> bool:
    """Whether the teacher is right and the student is wrong."""
    check = SUBJECTS[question.subject].check
    teacher, student = (check(question, recording.answers[side].text) for side in SIDES)
    return teacher and not student


def _said(recording: Recording) -> str:
    return "".join(text for text, _ in verdict(recording))


def read(path: Path) -> list[Entry]:
    """The entries of a list. Raises UserError with what is wrong in it."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["recording"]
        return [_entry(row) for row in rows]
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).") from None
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path} is no list of [[recording]] entries: {error}.") from None


def _entry(row: dict[str, Any]) -> Entry:
    known = {field.name for field in dataclasses.fields(Entry)}
    if strange := set(row) - known:
        raise ValueError(f"unknown key {sorted(strange)[0]}")
    entry = Entry(**{**row, **{key: tuple(row.get(key, ())) for key in ("slip_in", "then")}})
    if not NAME.fullmatch(entry.name):
        raise ValueError(f"{entry.name!r} is no name for a file: use a-z, 0-9 and -")
    if bool(entry.prompt) == bool(entry.slip_in):
        raise ValueError(f"{entry.name} needs either a prompt or slip_in")
    if missing := set(entry.slip_in) - set(SUBJECTS):
        raise ValueError(f"there is no subject {sorted(missing)[0]}")
    return entry
