"""`python -m demo.exam`: both sides of a pair sit a paper, without a page.

Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from demo import settings as settings_module
from demo.durable_files import write_durably
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.exam import bundled_papers, card_exports, question_file, sitting
from demo.exam.answers_journal import AnswersJournal
from demo.exam.card_results import CardResults
from demo.exam.exam_card import ExamCard, to_json
from demo.exam.marked import Marked
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Terms

OUT = Path("build/exam")
CARD, TABLE, ANSWERS = "card.json", "answers.csv", "answers.jsonl"


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m demo.exam", description=(
        "Both sides of a pair answer the same questions; what the student keeps, with intervals."))
    p.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    p.add_argument("--questions", default=bundled_papers.HELD_OUT, metavar="FILE",
                   help="JSONL, JSON or CSV, or one of the bundled papers: "
                        f"{', '.join(bundled_papers.PAPERS)} (default %(default)s)")
    p.add_argument("--limit", type=_positive, help="only the first so many questions")
    p.add_argument("--max-tokens", type=_positive, default=256,
                   help="tokens an answer (default %(default)s)")
    p.add_argument("--batch", type=_positive, default=sitting.BATCH,
                   help="questions at once, at most (default %(default)s; memory may allow fewer)")
    p.add_argument("--out", type=Path, default=OUT,
                   help="a folder for answers and card; started again, it goes on there "
                        "(default %(default)s)")
    return p


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text!r}")
    return int(text)


def main(argv: Sequence[str] | None = None) -> None:
    args = parser().parse_args(argv)
    try:
        print(json.dumps(card_exports.summary(run(args)), ensure_ascii=False))
    except UserError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(f"Stopped; the answers so far are in {args.out / ANSWERS}, and the same command "
                 "goes on there.")


def paper_of(name: str, limit: int | None) -> OwnPaper:
    """A bundled paper or a file's. Raises UserError."""
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
    terms = Terms(min(args.max_tokens, settings.max_tokens), session.pair.system,
                  session.pair.final, args.batch)
    card = ExamCard(session.blank, Path(args.questions).name, paper.questions,
                    max_tokens=terms.max_tokens, left_out=paper.complaints)
    results = CardResults(_sat(session, card, terms, args.out))
    _keep(results, args.out)
    return results


def _sat(session: Session, card: ExamCard, terms: Terms, out: Path) -> ExamCard:
    pair = session.pair
    assert pair is not None
    journal = AnswersJournal(out / ANSWERS, {
        "pair": pair.name, "models": {side: spec.model for side, spec in pair.specs.items()},
        "max_tokens": terms.max_tokens, "system": terms.system})
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
        for name, text in ((CARD, to_json(results.card)), (TABLE, card_exports.as_csv(results))):
            data = text.encode("utf-8", "replace")
            write_durably(out / f"{name}.part", out / name, data)
    except OSError as error:
        raise UserError(f"The card cannot be written to {out} ({error.strerror}); the answers are "
                        f"in {out / ANSWERS}.") from None


if __name__ == "__main__":
    main()
