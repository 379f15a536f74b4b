"""`python -m demo.exam`: both sides of a pair sit a paper, without a page. `export` and `import`
hand the paper to lm-evaluation-harness, and read what it logged.

Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from demo import settings as settings_module
from demo.durable_files import make_folder, write_durably
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.exam import bundled_papers, card_exports, harness_command, question_file, sitting
from demo.exam.answers_journal import AnswersJournal
from demo.exam.card_results import CardResults
from demo.exam.card_sentences import evidence, sentence
from demo.exam.exam_card import ExamCard, to_json
from demo.exam.marked import Marked
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Terms

OUT = Path("build/exam")
QUESTIONS = f"JSONL, JSON or CSV, or one of the bundled papers: {', '.join(bundled_papers.PAPERS)}"
CARD, TABLE, ANSWERS = "card.json", "answers.csv", "answers.jsonl"


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m demo.exam", description=(
        "Both sides of a pair answer the same questions; what the student keeps, with intervals."))
    _asked(p)
    p.add_argument("--batch", type=_positive, default=sitting.BATCH,
                   help="questions at once, at most (default %(default)s; memory may allow fewer)")
    _out(p, OUT, "answers and card; started again, it goes on there")
    commands = p.add_subparsers(dest="command", title="lm-evaluation-harness", metavar="COMMAND")
    away = commands.add_parser("export", help="write the paper and a task instead of sitting it")
    away.add_argument("--format", choices=harness_command.FORMATS, required=True)
    _asked(away)
    _out(away, harness_command.OUT, "the paper and its task")
    back = commands.add_parser("import", help="read both sides' sample logs as one card")
    harness_command.add_import(back)
    _out(back, OUT, "the card")
    return p


def _asked(p: argparse.ArgumentParser) -> None:
    p.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    p.add_argument("--questions", default=bundled_papers.HELD_OUT, metavar="FILE",
                   help=f"{QUESTIONS} (default %(default)s)")
    p.add_argument("--limit", type=_positive, help="only the first so many questions")
    p.add_argument("--max-tokens", type=_positive, default=256,
                   help="tokens an answer (default %(default)s)")


def _out(p: argparse.ArgumentParser, usual: Path, what: str) -> None:
    p.add_argument("--out", type=_folder, default=usual,
                   help=f"a folder for {what} (default %(default)s)")


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(
            f"must be a whole number from 1 to 1,000,000, not {text[:20]!r}")
    return int(text)


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("must name a folder")
    return Path(text)


def main(argv: Sequence[str] | None = None) -> None:
    args = parser().parse_args(argv)
    try:
        print(json.dumps(DO[args.command](args), ensure_ascii=False))
    except UserError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        kept = (f"; the answers so far are in {args.out / ANSWERS}, and the same command goes on "
                "there")
        sys.exit(f"Stopped{'' if args.command else kept}.")


def _export(args: argparse.Namespace) -> dict[str, Any]:
    return harness_command.export(args, paper_of(args.questions, args.limit))


def _import(args: argparse.Namespace) -> dict[str, Any]:
    results = harness_command.results(args)
    _keep(results, args.out)
    _tell(results, args.out)
    return card_exports.summary(results)


def paper_of(name: str, limit: int | None) -> OwnPaper:
    """A bundled paper or a file's. Raises UserError."""
    if not name.strip():
        raise UserError(f"--questions names no file: {QUESTIONS}.")
    if name in bundled_papers.PAPERS:
        return bundled_papers.paper(name, limit)
    return question_file.read(Path(name), limit)


def run(args: argparse.Namespace) -> CardResults:
    """Sit the paper, and keep its card. Raises UserError."""
    paper = paper_of(args.questions, args.limit)
    for complaint in paper.complaints:
        print(complaint, file=sys.stderr)
    settings = settings_module.read()
    session = Session(settings)
    session.load(args.pair or settings.pair)
    assert session.pair is not None and session.blank is not None, "a pair is loaded"
    if args.max_tokens > settings.max_tokens:
        print(f"MAX_TOKENS allows {settings.max_tokens} tokens an answer, not {args.max_tokens}.",
              file=sys.stderr)
    terms = Terms(min(args.max_tokens, settings.max_tokens), session.pair.system,
                  session.pair.final, args.batch)
    card = ExamCard(session.blank, Path(args.questions).name, paper.questions,
                    max_tokens=terms.max_tokens, left_out=paper.complaints)
    results = CardResults(_sat(session, card, terms, args.out))
    _keep(results, args.out)
    _tell(results, args.out)
    return results


def _tell(results: CardResults, out: Path) -> None:
    """The card in a few lines, and where it is, for whoever reads along."""
    print(sentence(results, "en"), file=sys.stderr)
    if results.graded:
        print(evidence(results, "en"), file=sys.stderr)
    for one in results.subjects:
        grades = ", ".join(f"{side} {one.sides[side].right} of {one.sides[side].asked}"
                           for side in one.sides)
        print(f"  {one.name or '(no subject)'}: {grades}", file=sys.stderr)
    print(f"The card is {out / CARD}, every answer in {out / TABLE}.", file=sys.stderr)


def _sat(session: Session, card: ExamCard, terms: Terms, out: Path) -> ExamCard:
    pair = session.pair
    assert pair is not None
    journal = AnswersJournal(out / ANSWERS, {
        "pair": pair.name, "models": {side: spec.model for side, spec in pair.specs.items()},
        "max_tokens": terms.max_tokens, "system": terms.system})
    if journal.known:
        print(f"Going on in {out}: answers that are there are not asked again.", file=sys.stderr)
    stop, failed = Stop(), dict[str, Marked]()
    bar = tqdm(total=len(card.questions), desc="questions", file=sys.stderr)
    for found, progress in sitting.sit(
            card.questions, terms, lambda asked: session.examine(asked, pair.name, stop),
            journal.known):
        journal.add(one for one in found if not one.failed)
        failed |= {one.id: one for one in found if one.failed}
        bar.update(progress.done - bar.n)
    bar.close()
    return card.with_answers({**journal.known, **failed})


def _keep(results: CardResults, out: Path) -> None:
    try:
        make_folder(out)
        for name, text in ((CARD, to_json(results.card)), (TABLE, card_exports.as_csv(results))):
            data = text.encode("utf-8", "replace")
            write_durably(out / f"{name}.part", out / name, data)
    except OSError as error:
        raise UserError(f"The card cannot be written to {out} ({error.strerror}); what was "
                        "answered is kept: name another --out, or make room.") from None


DO = {None: lambda args: card_exports.summary(run(args)), "export": _export, "import": _import}


if __name__ == "__main__":
    main()
