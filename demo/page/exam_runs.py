"""Exams on the page: from what a visitor chose to a growing card. Knows no Gradio."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from demo import request_limits
from demo.engine.protocol import Engine, Stop
from demo.errors import UserError
from demo.exam import bundled_papers, question_file, sitting
from demo.exam.exam_card import ExamCard
from demo.exam.marked import Marked
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Progress, Terms
from demo.page.exam_journals import ExamJournals
from demo.page.page_sessions import PageSession
from demo.page.pair_choices import PairChoices
from demo.recording.batch_answers import Sat
from demo.recording.data import Request
from demo.settings import Settings
from demo.sharing.card_lookup import CardLookup
from demo.sharing.store import Kept
from demo.words.exam_words import words
from demo.words.page_words import words as page_words

log = logging.getLogger(__name__)
OWN = "own"
PAPERS = (*bundled_papers.PAPERS, OWN)
MOST = 200  # questions here, where others wait for the same device; the command takes thousands
LONGEST = 40_000  # characters of a visitor's own questions: what one event may carry
# A race may begin between two batches, so that none may take long.
BATCH, PATIENCE = 16, 6.0
LENT_PATIENCE = 30.0  # where each batch waits for a GPU of its own, and for its start


@dataclass(frozen=True)
class ExamView:
    """What an exam's visitor sees. card: None before anything was answered; shipped: it was sat
    before, and not by this visitor; kept: where it is shared."""

    card: ExamCard | None = None
    progress: Progress | None = None
    running: bool = False
    shipped: bool = False
    complaint: str = ""
    kept: Kept | None = None


class ExamRuns:
    """Runs exams for the visits of one page; one at a time, between races."""

    def __init__(
        self, engine: Engine, settings: Settings, choices: PairChoices, cards: CardLookup
    ) -> None:
        self.engine, self.settings, self.choices, self.cards = engine, settings, choices, cards
        self.journals = ExamJournals(settings.data_dir)

    def opening(self, pair: str) -> ExamView:
        """A shipped card of this pair, or nothing yet."""
        card = self.cards.of_pair(pair)
        return ExamView(card, shipped=card is not None)

    def paper(self, name: str, count: Any, own: str, language: str) -> OwnPaper:
        """What is to be sat. Raises UserError."""
        if name != OWN:
            if isinstance(count, bool) or not isinstance(count, int | float) or not (
                    1 <= count <= MOST):
                raise UserError(words(language)["odd_count"].format(most=MOST))
            return bundled_papers.paper(name, int(count))
        if len(own) > LONGEST:
            raise UserError(words(language)["lines"].format(n=f"{len(own):,}", most=f"{LONGEST:,}"))
        paper = _read(own)
        if len(paper.questions) > MOST:
            raise UserError(words(language)["too_many"].format(
                n=f"{len(paper.questions):,}", most=MOST))
        return paper

    def sit(
        self, visit: PageSession, paper_name: str, count: Any, own: str, longest: Any, pair: str
    ) -> Iterator[ExamView]:
        """The view as it grows. A complaint leaves what was there."""
        before = visit.exam or self.opening(pair)
        visit.exam_halt = False
        try:
            paper = self.paper(paper_name, count, own, visit.language)
            self._check_longest(longest, visit.language)
            yield from self._sat(visit, paper, paper_name, int(longest), pair)
        except UserError as error:
            held = visit.exam or before
            yield self._show(visit, replace(held, running=False, complaint=str(error)))
        except Exception:
            number = secrets.token_hex(4)
            log.exception("an exam failed, error %s", number)
            held, sorry = visit.exam or before, page_words(visit.language)["broken"].format(number)
            yield self._show(visit, replace(held, running=False, complaint=sorry))
        finally:
            visit.exam_stop = None

    def _check_longest(self, longest: Any, language: str) -> None:
        """By the rule of a race, in the words of this field."""
        try:
            request_limits.check(Request("?", max_tokens=longest), self.settings)
        except UserError:
            raise UserError(words(language)["odd_longest"].format(
                most=self.settings.max_tokens)) from None

    def _sat(
        self, visit: PageSession, paper: OwnPaper, name: str, longest: int, pair: str
    ) -> Iterator[ExamView]:
        chosen, engine_name = self.choices.read(pair), self.choices.engine_name(pair)
        terms = Terms(longest, chosen.system if chosen else "", chosen.final if chosen else "",
                      BATCH, LENT_PATIENCE if self.settings.zerogpu else PATIENCE)
        card = _continued(visit.exam, paper, pair, longest)
        journal = self.journals.open(paper, chosen, terms)
        found: dict[str, Marked] = {**journal.known, **(card.answers if card else {})}
        yield self._show(visit, ExamView(card, running=True, progress=Progress(
            len(found), len(paper.questions), None)))
        for part, progress in sitting.sit(
                paper.questions, terms, self._ask(visit, engine_name), found,
                lambda: visit.exam_halt or visit.gone):
            found |= {one.id: one for one in part}
            journal.add(one for one in part if not one.failed)
            card = (card or self._blank(paper, name, longest)).with_answers(found)
            yield self._show(visit, ExamView(card, progress, running=True))
        if len(found) >= len(paper.questions):
            journal.close()  # sat again, it is measured again
        yield self._show(visit, ExamView(card, visit.exam.progress if visit.exam else None))

    def _ask(self, visit: PageSession, pair: str) -> sitting.Ask:
        def ask(requests: Sequence[Request]) -> Iterator[list[Sat]]:
            visit.exam_stop = Stop()  # an engine uses one up
            if not visit.exam_halt:
                yield from (one for one in self.engine.examine(requests, pair, visit.exam_stop)
                            if one is not None)

        return ask

    def _blank(self, paper: OwnPaper, name: str, longest: int) -> ExamCard:
        blank = self.engine.status().blank
        if blank is None:
            raise UserError("The pair was unloaded in the middle of the exam: sit it again.")
        return ExamCard(blank, name, paper.questions, max_tokens=longest,
                        left_out=paper.complaints)

    def waiting(self, visit: PageSession) -> ExamView:
        """What is shown until the exam has its turn; the visit's own view stays."""
        return replace(visit.exam or ExamView(), running=True, progress=None, complaint="")

    def stop(self, visit: PageSession) -> ExamView:
        """The batch under way is given up, and so is a place in the queue; what was answered
        stays."""
        visit.exam_halt = True
        if visit.exam_stop:
            visit.exam_stop.ask()
        return self._show(visit, visit.exam or ExamView())

    def share(self, visit: PageSession) -> ExamView:
        """Keep the card for whoever has its link, because its visitor asked to."""
        view = visit.exam
        if view is None or view.card is None or view.running or view.kept or view.shipped:
            return view or ExamView()
        if self.cards.store is None:
            return self._show(visit, replace(view, complaint=words(visit.language)["no_store"]))
        try:
            return self._show(visit, replace(view, kept=self.cards.keep(view.card), complaint=""))
        except UserError as error:
            return self._show(visit, replace(view, complaint=str(error)))

    def _show(self, visit: PageSession, view: ExamView) -> ExamView:
        # Whatever is still under way when it was stopped does not run on for who looks.
        visit.exam = replace(view, running=view.running and not visit.exam_halt)
        return visit.exam


def _continued(
    view: ExamView | None, paper: OwnPaper, pair: str, longest: int
) -> ExamCard | None:
    """The card on the page, where the same paper is sat by the same pair on the same terms and is
    not done."""
    card = view.card if view and not view.shipped else None
    if card is None or (card.questions, card.blank.pair_name, card.max_tokens) != (
            paper.questions, pair, longest) or len(card.answers) >= len(paper.questions):
        return None
    return card


def _read(own: str) -> OwnPaper:
    """A visitor's own questions, as a file with them is read."""
    ending = ".jsonl" if own.strip()[:1] in "{[" else ".csv"
    return question_file.read_text(own, ending, "your paper")


def left(seconds: float) -> str:
    """A time that is still to go, as one says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"
