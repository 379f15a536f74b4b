"""The Votes tab on the page: a box to ask in, and the board on which two answers are judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.page import components, question_box
from demo.page.compare import GPU, QUICK, ComparePage, said
from demo.page.votes import ballot_drawing
from demo.page.votes.blind_ballot import Ballot, BlindBallots
from demo.pairs import Pair
from demo.settings import Settings
from demo.votes.tally import tally
from demo.votes.vote_store import FOLDER, VoteStore
from demo.words.languages import LANGUAGES
from demo.words.page_words import words as page_words
from demo.words.vote_words import words

NAME = "votes"
# Only the browser knows which tab is open, and its language before the server does.
OPENED = "(tab, language, pair) => [window.apprentice.tab(), window.apprentice.language(), pair]"
REDRAWN = "(tab, language, pair) => [window.apprentice.tab(), language, pair]"
ASK = """
{{#if value.intro}}<p class="intro">{{{value.intro}}} {{{value.pair}}}</p>
<form class="pose"><label class="unseen" for="unseen-question">{{{value.label}}}</label>
<textarea id="unseen-question" rows="1" dir="auto" placeholder="{{{value.placeholder}}}"></textarea>
<button type="submit" class="ask-unseen">{{{value.ask}}}</button></form>
{{#if value.groups}}<div class="chips"><span>{{{value.try}}}</span>{{#each value.groups}}<span
 class="group">{{#each prompts}}{{#if @first}}<span class="head">{{#if ../subject}}<span
 class="subject">{{{../subject}}}</span>{{/if}}{{/if}}<button type="button" class="chip-unseen"
 data-prompt="{{{this}}}" title="{{{this}}}" dir="auto">{{{this}}}</button>{{#if
 @first}}</span>{{/if}}{{/each}}</span>{{/each}}</div>{{/if}}{{/if}}
"""
# What was typed outlasts a drawing anew, in another language.
POSED = """
const box = () => element.querySelector('textarea');
let typed = '';
element.addEventListener('input', () => { typed = box().value; });
watch('value', () => { if (box() && !box().value) box().value = typed; });
function pose(text) {
  if (!text.trim() || document.querySelector('#ballot [data-measuring]')) return;
  window.apprentice.posed();
  trigger('pose', {prompt: text});
}
element.addEventListener('submit', event => { event.preventDefault(); pose(box().value); });
element.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing
      || !event.target.closest('textarea')) return;
  event.preventDefault();
  pose(box().value);
});
element.addEventListener('click', event => {
  const chip = event.target.closest('.chip-unseen');
  if (!chip) return;
  box().value = typed = chip.dataset.prompt;
  pose(typed);
});
"""
# One click is one vote, however fast the next one follows.
VOTED = """
element.addEventListener('click', event => {
  if (event.target.closest('.halt')) trigger('halt', {});
  const way = event.target.closest('.way');
  if (!way || way.disabled) return;
  for (const each of element.querySelectorAll('.way')) each.disabled = true;
  trigger('vote', {choice: way.dataset.choice,
                   correction: element.querySelector('.vote textarea').value});
});
element.addEventListener('submit', event => event.preventDefault());
watch('value', () => {
  for (const each of element.querySelectorAll('.way')) each.disabled = false;
});
"""


class VotesTab:
    """Builds the tab inside an open gr.Blocks, beside a ComparePage."""

    def __init__(
        self, page: ComparePage, settings: Settings,
        ballots: BlindBallots | None = None,
    ) -> None:
        self._page, self._running = page, page.running
        store = VoteStore(settings.data_dir / FOLDER) if settings.data_dir else None
        self.ballots = ballots or BlindBallots(page.running, store)
        with gr.Column(elem_id=NAME):
            self.ask = components.component(ASK, _nothing(), "unseen",
                                            POSED + components.when_opened(NAME))
            self.waiting = components.component(
                question_box.WAITING, question_box.queue_words("en"), "waiting-unseen")
            self.board = components.component(
                ballot_drawing.TEMPLATE, self._drawn(Ballot(), "en", ""), "ballot", VOTED)
        inputs = [page.tabs, page.language, page.ask.pair]
        drawn = [self.ask, self.waiting, self.board]
        self.ask.opened(self.draw, inputs, drawn, js=OPENED, **QUICK)
        for event in (page.ask.pair.input, page.language.input):
            event(self.draw, inputs, drawn, js=REDRAWN, **QUICK)
        # What the queue refuses is complained of at the first input, where page.js looks for it.
        self.ask.pose(self.pose, [page.ask.prompt, page.ask.pair], self.board, **GPU,
                      show_progress="minimal", show_progress_on=self.waiting,
                      api_visibility="private", api_name="pose")
        self.board.vote(self.vote, page.ask.pair, self.board, **QUICK)
        self.board.halt(self.halt, **QUICK)

    def draw(self, tab: Any, language: Any, pair: Any, request: gr.Request) -> list[Any]:
        """The tab in this language; none of it while another one is open."""
        if tab != NAME or pair not in self._running.choices.names:
            return [gr.skip()] * 3
        language, visit = str(language), self._running.visits.of(request)
        ballot = visit.ballot if visit.ballot and visit.ballot.pair == pair else Ballot(pair)
        found = self._running.choices.read(pair)
        return [_asked(found, language), question_box.queue_words(language),
                self._drawn(ballot, language, pair)]

    def _drawn(self, ballot: Ballot, language: str, pair: str) -> dict[str, Any]:
        language = language if language in LANGUAGES else "en"
        counts = self.ballots.store.counts if self.ballots.store else {}
        return ballot_drawing.draw(ballot, tally(counts, pair), language,
                                   self.ballots.store is not None)

    def pose(self, _: Any, pair: str, request: gr.Request, event: gr.EventData) -> Iterator[Any]:
        visit = self._running.visits.open(request, running=True)
        for ballot in self.ballots.ask(said(event, "prompt"), pair, visit):
            yield self._drawn(ballot, visit.language, pair)

    def vote(self, pair: str, request: gr.Request, event: gr.EventData) -> dict[str, Any]:
        visit = self._running.visits.of(request)
        ballot = self.ballots.vote(visit, str(request.session_hash), said(event, "choice"),
                                   said(event, "correction"))
        return self._drawn(ballot, visit.language, pair)

    def halt(self, request: gr.Request) -> None:
        self._running.stop(self._running.visits.of(request))


def _nothing() -> dict[str, Any]:
    return {"intro": "", "groups": []}


def _asked(pair: Pair | None, language: str) -> dict[str, Any]:
    texts, chips = words(language), question_box.suggestions(pair, language)
    return {**encoded({
        "intro": texts["vote_intro"], "label": texts["vote_question"],
        "pair": texts["vote_pair"].format(pair.title) if pair else "",
        "placeholder": texts["vote_placeholder"], "ask": texts["vote_ask"],
        "try": page_words(language)["try"],
    }), "groups": chips["groups"]}
