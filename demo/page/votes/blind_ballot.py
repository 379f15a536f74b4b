"""What waits to be voted on, and the generators behind the tab: asked unseen, voted, revealed.

Which side is A is drawn by chance for each comparison and stays on the server until the vote.
Nothing is said while the two answer, so neither pace nor order tells them apart.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from demo.errors import UserError
from demo.page.comparison_runs import ComparisonRuns
from demo.page.page_sessions import PageSession
from demo.page.question_box import longest
from demo.pairs import Pair
from demo.recording.data import SIDES, Recording, Request
from demo.recording.reasoning import said
from demo.votes.vote import BOTH_BAD, CHOICES, TIE, Comparison, Vote, corrected
from demo.votes.vote_store import VoteStore
from demo.words.page_words import words as page_words
from demo.words.vote_words import words

log = logging.getLogger(__name__)
LETTERS = ("a", "b")
VOTES_A_MINUTE = 10  # of one visitor, or of one address: nobody reads faster
MOST_VOTERS = 2_000  # whose last minute is remembered, in memory alone


@dataclass(frozen=True)
class Ballot:
    """state: "empty", "asking", "open" or "revealed". first: the side that is shown as A; typed:
    what the visitor wrote as a correction, kept where a vote was refused; outcome: a key of the
    words, of what became of the vote."""

    pair: str = ""
    state: str = "empty"
    prompt: str = ""
    recording: Recording | None = None
    comparison: Comparison | None = None
    first: str = SIDES[0]
    choice: str = ""
    typed: str = ""
    notice: str = ""
    outcome: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """The sides as A and B."""
        return SIDES if self.first == SIDES[0] else SIDES[::-1]

    @property
    def same(self) -> bool:
        """Nobody can prefer one of two answers that are the same."""
        told = self.comparison.texts if self.comparison else {}
        return bool(told) and len({text.strip() for text in told.values()}) == 1

    @property
    def choices(self) -> dict[str, str]:
        """What a visitor may send, and what it means."""
        sides = {} if self.same else dict(zip(LETTERS, self.order, strict=True))
        return {**sides, TIE: TIE, BOTH_BAD: BOTH_BAD}


class BlindBallots:
    """Asks and counts for all visitors. store: None where nothing lasts here."""

    def __init__(
        self, running: ComparisonRuns, store: VoteStore | None,
        draw: Callable[[], str] = lambda: secrets.choice(SIDES),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.running, self.store, self._draw, self._now = running, store, draw, now
        self._voted: dict[str, deque[float]] = {}

    def ask(self, prompt: Any, pair: str, visit: PageSession) -> Iterator[Ballot]:
        """A ballot that says it is being asked, then one that can be voted on, or the one before
        with a complaint."""
        before, stop = visit.ballot or Ballot(pair), visit.stop
        try:
            request, name = self._checked(prompt, pair)
            yield self._keep(visit, Ballot(pair, "asking", request.prompt))
            with contextlib.closing(self.running.engine.compare(request, name, stop)) as growing:
                *_, last = growing
            yield self._keep(visit, self._opened(last, pair, visit.language))
        except UserError as error:
            yield self._keep(visit, _refused(before, prompt, str(error)))
        except Exception:
            number = secrets.token_hex(4)
            log.exception("comparison failed, error %s", number)
            sorry = page_words(visit.language)["broken"].format(number)
            yield self._keep(visit, _refused(before, prompt, sorry))
        finally:
            self.running.visits.finish(visit, stop)

    def _checked(self, prompt: Any, pair: str) -> tuple[Request, str]:
        """Both decode greedily, as the page does unless it is told otherwise."""
        usual = Request(prompt="")
        most = longest(self.running.choices.read(pair), self.running.settings)
        return self.running.checked(
            prompt, most, usual.temperature, usual.top_p, usual.seed, pair)

    def _opened(self, recording: Recording, pair: str, language: str) -> Ballot:
        """Raises UserError where there is nothing to vote on."""
        ends = {answer.end for answer in recording.answers.values()}
        if "stopped" in ends or not recording.done:
            raise UserError(words(language)["vote_stopped"])
        if "error" in ends:
            raise UserError(words(language)["vote_failed"])
        found = self.running.choices.read(pair)
        return Ballot(pair, "open", recording.request.prompt, recording,
                      _comparison(recording, pair, found), self._draw())

    def vote(
        self, visit: PageSession, visitor: str, choice: str, correction: str
    ) -> Ballot:
        """The same ballot revealed, or with a complaint; one that is revealed already stays."""
        ballot, texts = visit.ballot, words(visit.language)
        if ballot is None or ballot.comparison is None:
            return self._keep(visit, Ballot(notice=texts["vote_lost"]))
        if ballot.state != "open":
            return ballot
        try:
            return self._keep(visit, self._counted(ballot, visit, visitor, choice, correction))
        except UserError as error:
            kept = dataclasses.replace(ballot, notice=str(error), typed=str(correction)[:20_000])
            return self._keep(visit, kept)

    def _counted(
        self, ballot: Ballot, visit: PageSession, visitor: str, choice: str, correction: str
    ) -> Ballot:
        texts, text = words(visit.language), corrected(correction)
        if choice not in ballot.choices:
            raise UserError(texts["vote_odd"])
        meant = ballot.choices[choice]
        assert meant in CHOICES and ballot.comparison is not None, "an open ballot has both"
        self._in_time(visit.network or visitor, texts["vote_too_many"])
        outcome = "vote_unkept"
        if self.store is not None:
            day = datetime.now(timezone.utc).date().isoformat()
            vote = Vote(ballot.comparison, meant, ballot.first, text, day)
            kept = "vote_corrected" if text else "vote_kept"
            outcome = kept if self.store.add(vote, visitor) else "vote_again"
        return dataclasses.replace(ballot, state="revealed", choice=meant, typed="", notice="",
                                   outcome=outcome)

    def _in_time(self, voter: str, why: str) -> None:
        """Raises UserError for one vote too many in a minute."""
        now = self._now()
        last = self._voted.pop(voter, deque(maxlen=VOTES_A_MINUTE))
        self._voted[voter] = last  # the latest voter stands last, and the first is forgotten first
        while len(self._voted) > MOST_VOTERS:
            del self._voted[next(iter(self._voted))]
        if len(last) == VOTES_A_MINUTE and now - last[0] < 60:
            raise UserError(why)
        last.append(now)

    def _keep(self, visit: PageSession, ballot: Ballot) -> Ballot:
        visit.ballot = ballot
        return ballot


def _refused(before: Ballot, prompt: Any, why: str) -> Ballot:
    """What was there before stays, and so does what was typed."""
    kept = before if before.state != "asking" else Ballot(before.pair)
    return dataclasses.replace(kept, notice=why)


def _comparison(recording: Recording, pair: str, found: Pair | None) -> Comparison:
    request = recording.request
    subject = next((row.subject for row in (found.suggestions if found else ())
                    if row.prompt == request.prompt), "")
    return Comparison(
        pair, subject, request.prompt, request.system,
        {side: answer.model.name for side, answer in recording.answers.items()},
        {side: said(recording, answer) for side, answer in recording.answers.items()},
        {"max_tokens": request.max_tokens, "temperature": request.temperature,
         "top_p": request.top_p, "seed": request.seed}, recording.final_mark,
    )
