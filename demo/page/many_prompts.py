"""Several prompts on the Compare page: closed until somebody wants it. Knows Gradio; the runs do
not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo.drawing import whole_list as drawing
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.page import components, file_reader
from demo.page.copy_button import copy_button
from demo.page.exam_runs import left
from demo.page.list_runs import ListRuns, ListView
from demo.page.page_sessions import PageSession
from demo.page.question_box import QuestionBox
from demo.page.results import downloads
from demo.prompts.list_exports import as_csv
from demo.prompts.list_results import ListResults
from demo.prompts.prompt_list import MOST, PromptList
from demo.sharing.card_page import CardPlace
from demo.sharing.list_page import LETTER, frame
from demo.words.list_words import words

# So many visitors' lists take turns; every prompt of theirs is one turn of the device, and a race
# waits for one of each at most.
LISTS = {"concurrency_id": "lists", "concurrency_limit": 3}
CLICKED = """
element.addEventListener('click', event => {
  if (event.target.closest('[data-share-list]')) trigger('publish', {});
  const row = event.target.closest('[data-row]');
  if (!row) return;
  trigger('row', {number: row.dataset.row});
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.querySelector('#stage').scrollIntoView(
    {block: 'start', behavior: calm ? 'auto' : 'smooth'});
});
// Only what runs can be stopped, and nothing is begun twice.
const buttons = () => {
  const runs = !!element.querySelector('.many-status progress');
  for (const [id, off] of [['#many-stop', !runs], ['#many-start', runs]]) {
    const button = document.querySelector(id);
    if (button) button.disabled = off;
  }
};
watch('value', buttons);
setTimeout(buttons, 60);
"""


class ManyPrompts:
    """Builds the section inside an open gr.Blocks; whoever owns the page wires it."""

    def __init__(self, runs: ListRuns, box: QuestionBox) -> None:
        texts = words("en")
        self.runs, self._box = runs, box
        with gr.Accordion(texts["many"], open=False, elem_id="many") as self.accordion:
            self.prompts = gr.Textbox(label=texts["prompts"], lines=5, max_lines=14,
                                      info=_info(texts), elem_id="many-prompts")
            with gr.Row(elem_id="many-acts"):
                self.file = file_reader.component("many-file", "many-prompts", texts["file"])
                self.start = gr.Button(texts["start"], elem_id="many-start", scale=0, min_width=140)
                self.halt = gr.Button(texts["halt"], elem_id="many-stop", scale=0, min_width=84)
            self.result = components.component(
                "{{{value.html}}}", drawn(ListView(), "en", ""), "many-result", CLICKED)

    @property
    def inputs(self) -> list[Any]:
        """The prompts, then the settings of the question box in its order."""
        return [self.prompts, *self._box.inputs[1:]]

    @property
    def worded(self) -> list[Any]:
        """The components whose words follow the language, in the order of `reworded`."""
        return [self.accordion, self.prompts, self.file, self.start, self.halt, self.result]

    def reworded(self, visit: PageSession) -> list[Any]:
        """Updates for `worded`."""
        texts = words(visit.language)
        return [gr.update(label=texts["many"]),
                gr.update(label=texts["prompts"], info=_info(texts)),
                file_reader.drawn(texts["file"]), gr.update(value=texts["start"]),
                gr.update(value=texts["halt"]), self.shown(visit)]

    def shown(self, visit: PageSession) -> dict[str, str]:
        return drawn(visit.many or ListView(), visit.language, visit.base)

    def race(
        self, visit: PageSession, text: Any, numbers: tuple[Any, ...], pair: str, **terms: Any
    ) -> Iterator[Any]:
        """The result as it grows; what is given as to ListRuns.race."""
        for view in self.runs.race(visit, text, numbers, pair, **terms):
            yield drawn(view, visit.language, visit.base)


def _info(texts: dict[str, Any]) -> str:
    return texts["prompts_info"].format(most=MOST)


def drawn(view: ListView, language: str, base: str) -> dict[str, str]:
    """The section's value: where it stands, and what was measured; medians once it is over."""
    texts, found = words(language), ListResults(view.prompts)
    parts = [_status(view, found.prompts, texts)]
    if view.running and found.prompts.rows:
        parts.append(tag("article", drawing.rows(found, language),
                         class_="exam-card prompt-list"))
    elif found.prompts.rows:
        parts += [_taken(view, found, texts, language, base), drawing.draw(found, language)]
    return {"html": str(joined(parts))}


def _status(view: ListView, prompts: PromptList, texts: dict[str, Any]) -> Markup:
    """Where the list is, in one line."""
    done, whole, going = len(prompts.rows), prompts.asked, view.going
    bar = None
    if view.complaint:
        said = view.complaint
    elif going is None:
        said = f"{texts['about']} {texts['empty']}"
    elif view.running:
        said = texts["progress_first"].format(done=done, whole=whole)
        if going.left is not None:
            said = texts["progress"].format(done=done, whole=whole, left=left(going.left))
        elif not done:
            said = f"{said}. {texts['lead_in']}"
        bar = tag("progress", max=whole, value=done, aria_label=texts["many"])
    elif going.broken:
        said = texts["broke"].format(done=done, whole=whole, why=going.broken)
    else:
        said = texts["over"].format(whole=whole) if done == whole else texts["halted"]
    kind = "many-status is-complaint" if view.complaint or (going and going.broken) else (
        "many-status")
    return tag("p", tag("span", said), bar, class_=kind, role="status")


def _taken(
    view: ListView, found: ListResults, texts: dict[str, Any], language: str, base: str
) -> Markup:
    """What can be taken away, and the link."""
    table = downloads.file_link("prompts.csv", "text/csv", as_csv(found), texts["csv"])
    if view.kept is None:
        whole = downloads.json_link("prompts", view.packed, texts["json"])
        publish = tag("button", texts["share_all"], type="button", class_="chip",
                      data_share_list="yes")
        return tag("p", publish, whole, table, tag("small", texts["everybody"]),
                   class_="many-take")
    place = CardPlace(base, view.kept.id, True, LETTER)
    page = tag("a", place.page, href=place.page, target="_blank", rel="noopener")
    inside, token = frame(found, place, language), view.kept.token
    whole, png = (tag("a", texts[kind], href=place.file(kind), download="")
                  for kind in ("json", "png"))
    return tag("div", tag("p", texts["shared"]),
               tag("p", page, copy_button(place.page, language)),
               tag("p", texts["embed"], tag("code", inside), copy_button(inside, language)),
               tag("p", texts["token"], tag("code", token), copy_button(token, language)),
               tag("p", whole, table, png), class_="many-take is-shared")
