"""Run by tests in a process of its own, to be killed: asks a tiny teacher into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from demo.distill.core.models import teacher_of
from demo.distill.school.answer_log import AnswerLog
from demo.distill.school.profiles import Asking
from demo.distill.school.query import ask


def main(folder: Path, questions: int) -> None:
    teacher, tokenizer = teacher_of(folder)
    ask(teacher, tokenizer, AnswerLog(folder / "ledger"), Asking(questions, rows=4, shard=4))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
