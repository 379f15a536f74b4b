"""The Exam tab: what is to be sat, how far it is, and the card. Knows Gradio; the runs do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo.drawing.exam import whole_card as drawing
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.exam.card_exports import as_csv
from demo.exam.card_results import CardResults
from demo.exam.exam_card import to_json
from demo.page import components, file_reader
from demo.page.compare import QUICK, ComparePage
from demo.page.copy_button import copy_button
from demo.page.exam_runs import MOST, OWN, PAPERS, ExamRuns, ExamView, left
from demo.page.results import downloads
from demo.sharing.card_page import CardPlace
from demo.sharing.exam_page import frame
from demo.words.exam_words import words

NAME = "exam"
# Exams wait for one another, and for races only between two batches.
TURN = {"concurrency_id": "exam", "concurrency_limit": 1}
OPENED = "(tab, language, pair) => [window.apprentice.tab(), window.apprentice.language(), pair]"
REDRAWN = "(tab, language, pair) => [window.apprentice.tab(), language, pair]"
# A question that no rule can judge goes into the box of the Votes tab, once that is drawn.
CLICKED = """
element.addEventListener('click', event => {
  if (event.target.closest('[data-share-exam]')) trigger('publish', {});
  const judges = event.target.closest('[data-judge]');
  if (judges) judge(judges.dataset.judge);
});
// Only what runs can be stopped, and nothing is begun twice.
watch('value', () => {
  const runs = !!element.querySelector('.exam-status progress');
  for (const [id, off] of [['#exam-stop', !runs], ['#exam-start', runs]]) {
    const button = document.querySelector(id);
    if (button) button.disabled = off;
  }
});
function judge(question) {
  window.apprentice.choose('votes');
  const filled = () => {
    const box = document.querySelector('#unseen-question');
    if (!box) return false;
    box.value = question;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.focus();
    return true;
  };
  if (filled()) return;
  const drawn = new MutationObserver(() => { if (filled()) drawn.disconnect(); });
  drawn.observe(document.querySelector('#votes'), {childList: true, subtree: true});
}
"""


class ExamTab:
    """Builds the tab inside an open gr.Blocks, beside a ComparePage."""

    def __init__(self, page: ComparePage, runs: ExamRuns) -> None:
        self._page, self._runs = page, runs
        with gr.Column(elem_id=NAME):
            self._build()
        inputs = [page.tabs, page.language, page.ask.pair]
        outputs = [self.card, *self._worded]
        self.card.opened(self.draw, inputs, outputs, js=OPENED, **QUICK)
        for event in (page.ask.pair.input, page.language.input):
            event(self.draw, inputs, outputs, js=REDRAWN, **QUICK)
        asked = [self.paper, self.count, self.own, self.longest, page.ask.pair]
        waits = self.start.click(self.wait, None, self.card, **QUICK)
        sitting = waits.then(self.sit, asked, self.card, **TURN, show_progress="hidden",
                             api_visibility="private", api_name="exam")
        # Also a place in the queue is given up.
        self.stop.click(self.halt, None, self.card, cancels=[sitting], **QUICK)
        self.card.publish(self.share, None, self.card, **QUICK)
        self.paper.input(self.chosen, self.paper, [self.count, self.own, self.file], **QUICK)

    def _build(self) -> None:
        texts = words("en")
        with gr.Row(elem_classes="fields"):
            self.paper = gr.Dropdown(_papers(texts), value=PAPERS[0], label=texts["paper"],
                                     elem_id="exam-paper", min_width=240)
            self.count = gr.Number(60, label=texts["count"], step=20, elem_id="exam-count",
                                   min_width=90)
            self.longest = gr.Number(256, label=texts["longest"], step=16, elem_id="exam-longest",
                                     min_width=90)
            self.start = gr.Button(texts["start"], elem_id="exam-start", scale=0, min_width=140)
            self.stop = gr.Button(texts["stop"], elem_id="exam-stop", scale=0, min_width=84)
        self.own = gr.Textbox(label=texts["questions"], lines=4, max_lines=12, elem_id="exam-own",
                              info=_info(texts), visible=False)
        self.file = file_reader.component("exam-file", "exam-own")
        self.card = components.component("{{{value.html}}}", {"html": ""}, "exam-card",
                                         CLICKED + components.when_opened(NAME))

    @property
    def _worded(self) -> list[Any]:
        return [self.paper, self.count, self.longest, self.start, self.stop, self.own, self.file]

    def draw(
        self, tab: Any, language: Any, pair: Any, request: gr.Request
    ) -> list[Any]:
        """The card and the fields in this language; none of it while another tab is open."""
        if tab != NAME:
            return [gr.skip()] * (1 + len(self._worded))
        visit, texts = self._page.running.visits.of(request), words(str(language))
        if visit.exam is None or visit.exam.shipped:
            visit.exam = self._runs.opening(str(pair))
        own = gr.update(label=texts["questions"], info=_info(texts))
        return [self._drawn(visit.exam, str(language), visit.base),
                gr.update(choices=_papers(texts), label=texts["paper"]),
                gr.update(label=texts["count"]), gr.update(label=texts["longest"]),
                gr.update(value=texts["start"]), gr.update(value=texts["stop"]), own, gr.skip()]

    def chosen(self, paper: Any, request: gr.Request) -> list[Any]:
        """Which fields a paper needs."""
        language = self._page.running.visits.of(request).language
        mine = paper == OWN
        return [gr.update(visible=not mine), gr.update(visible=mine),
                file_reader.drawn(words(language)["file"] if mine else "")]

    def sit(
        self, paper: Any, count: Any, own: Any, longest: Any, pair: Any, request: gr.Request
    ) -> Iterator[Any]:
        visit = self._page.running.visits.open(request)
        for view in self._runs.sit(visit, str(paper), count, str(own or ""), longest, str(pair)):
            yield self._drawn(view, visit.language, visit.base)

    def wait(self, request: gr.Request) -> dict[str, str]:
        """Until its turn comes: exams go one after the other."""
        visit = self._page.running.visits.open(request)
        return self._drawn(self._runs.waiting(visit), visit.language, visit.base)

    def halt(self, request: gr.Request) -> dict[str, str]:
        visit = self._page.running.visits.of(request)
        return self._drawn(self._runs.stop(visit), visit.language, visit.base)

    def share(self, request: gr.Request) -> Any:
        visit = self._page.running.visits.of(request)
        return self._drawn(self._runs.share(visit), visit.language, visit.base)

    def _drawn(self, view: ExamView, language: str, base: str) -> dict[str, str]:
        texts = words(language)
        results = CardResults(view.card) if view.card else None
        parts = [_status(view, texts), *(_taken(results, view, texts, language, base)
                                         if results and results.rows else ())]
        if results:
            parts.append(drawing.draw(results, language))
        return {"html": str(joined(parts))}


def _papers(texts: dict[str, Any]) -> list[tuple[str, str]]:
    return [(texts["papers"][name], name) for name in PAPERS]


def _info(texts: dict[str, Any]) -> str:
    return texts["questions_info"].format(most=MOST)


def _status(view: ExamView, texts: dict[str, Any]) -> Markup:
    """Where the exam is, in one line."""
    progress, bar = view.progress, None
    if view.complaint:
        said = " ".join((view.complaint, _kept(view, texts)))
    elif view.running and progress is None:
        said, bar = texts["queued"], tag("progress")
    elif view.running and progress:
        said = texts["progress_first"].format(done=progress.done, whole=progress.whole)
        if progress.left is not None:
            said = texts["progress"].format(
                done=progress.done, whole=progress.whole, left=left(progress.left))
        elif not progress.done:
            said = f"{said}. {texts['waiting']}"
        bar = tag("progress", max=progress.whole, value=progress.done)
    elif view.card is None:
        said = texts["nothing_yet"]
    elif view.shipped:
        said = texts["shipped"]
    else:
        whole = len(view.card.answers) >= len(view.card.questions)
        said = texts["over"] if whole else texts["stopped"].format(texts["start"])
    kind = "exam-status is-complaint" if view.complaint else "exam-status"
    return tag("p", tag("span", texts["about"] if view.card is None else "", " ", said), bar,
               class_=kind, role="status")


def _kept(view: ExamView, texts: dict[str, Any]) -> str:
    """Of an exam that broke off: nothing is lost."""
    if view.card is None or view.shipped:
        return ""
    done, whole = len(view.card.answers), len(view.card.questions)
    return texts["kept"].format(done=done, whole=whole, start=texts["start"]) if (
        0 < done < whole) else ""


def _taken(
    results: CardResults, view: ExamView, texts: dict[str, Any], language: str, base: str
) -> list[Markup]:
    """What can be taken away, and the link."""
    if view.running:
        return []
    card = results.card
    files = [downloads.json_link("exam", to_json(card), texts["json"]),
             downloads.file_link("exam.csv", "text/csv", as_csv(results), texts["csv"])]
    if view.kept is None:
        publish = tag("button", texts["share"], type="button", class_="chip",
                      data_share_exam="yes") if not view.shipped else None
        warned = tag("small", texts["public"]) if publish else None
        return [tag("p", publish, *files, warned, class_="exam-take")]
    place = CardPlace(base, view.kept.id, True)
    page = tag("a", place.page, href=place.page, target="_blank", rel="noopener")
    inside = frame(results, place, language)
    return [tag("div", tag("p", texts["shared"]),
                tag("p", page, copy_button(place.page, language)),
                tag("p", texts["embed"], tag("code", inside),
                    copy_button(inside, language)),
                tag("p", texts["token"], tag("code", view.kept.token),
                    copy_button(view.kept.token, language)),
                tag("p", *files, tag("a", texts["png"], href=place.file("png"), download="")),
                class_="exam-take is-shared")]
