"""Pictures drawn in a process of their own: `python -m demo.sharing.picture_process KIND LANGUAGE`.

A film takes seconds of a processor and a hundred megabytes, and Pillow keeps the interpreter for
much of that. A process for each one gives all of it back when it ends, yields to a race and to
pages by its niceness, and can be ended when it takes too long. Reads a recording's JSON from stdin
and writes the picture to stdout. Starting it takes a quarter of a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from demo.exam.card_results import CardResults
from demo.exam.exam_card import ExamCard
from demo.exam.exam_card import from_json as exam_from_json
from demo.exam.exam_card import to_json as exam_to_json
from demo.prompts.list_results import ListResults
from demo.prompts.prompt_list import PromptList
from demo.recording.data import Recording
from demo.recording.file import from_json, to_json
from demo.settings import ROOT
from demo.sharing import prompt_list_file

# A film of the heaviest link takes five seconds of a processor; how long that is on a busy machine,
# where everybody else goes first, nobody knows.
CPU_SECONDS, SECONDS = 60, 300.0
NICE = 10
PICTURES = ("png", "gif", "webp")
# Pictures of an exam's card, and of a list of prompts, whose JSON is read instead of a recording's.
EXAM, LIST = "exam", "list"


class DrawingFailed(Exception):
    """The picture took too long, or its process failed; what it said of that is the message."""


def drawn(recording: Recording, kind: str, language: str, seconds: float = SECONDS) -> bytes:
    """The picture as the bytes of a file; kind is one of PICTURES. Raises DrawingFailed."""
    return _drawn(to_json(recording), kind, language, seconds)


def drawn_exam(card: ExamCard, language: str, seconds: float = SECONDS) -> bytes:
    """The picture of an exam's card, as PNG. Raises DrawingFailed."""
    return _drawn(exam_to_json(card), EXAM, language, seconds)


def drawn_list(prompts: PromptList, language: str, seconds: float = SECONDS) -> bytes:
    """The picture of a list of prompts, as PNG. Raises DrawingFailed."""
    return _drawn(prompt_list_file.to_json(prompts), LIST, language, seconds)


def _drawn(text: str, kind: str, language: str, seconds: float) -> bytes:
    command = [sys.executable, "-m", "demo.sharing.picture_process", kind, language]
    try:
        done = subprocess.run(command, input=text.encode("utf-8", "replace"), capture_output=True,
                              cwd=ROOT, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise DrawingFailed(f"it took more than {seconds:.0f} s") from None
    if done.returncode or not done.stdout:
        raise DrawingFailed(done.stderr.decode("utf-8", "replace")[-2000:] or str(done.returncode))
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m demo.sharing.picture_process",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kind", choices=(*PICTURES, EXAM, LIST))
    parser.add_argument("language")
    arguments = parser.parse_args()
    _yield_to_others()
    sys.stdout.buffer.write(_picture(arguments.kind, arguments.language,
                                     sys.stdin.buffer.read().decode("utf-8")))


def _picture(kind: str, language: str, text: str) -> bytes:
    # Below the parser: --help draws nothing.
    from demo.picture.exam_picture import exam_picture
    from demo.picture.list_picture import list_picture
    from demo.sharing.export_formats import take

    if kind == EXAM:
        return exam_picture(CardResults(exam_from_json(text)), language)
    if kind == LIST:
        return list_picture(ListResults(prompt_list_file.from_json(text)), language)
    return take(from_json(text), kind, language)


def _yield_to_others() -> None:
    """Go last, and end when more of the processor is spent than any picture needs."""
    if hasattr(os, "nice"):
        os.nice(NICE)
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


if __name__ == "__main__":
    main()
