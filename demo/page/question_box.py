"""The ask box: the question, Run, Stop, example chips by subject, and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.page import components, guess
from demo.pairs import Pair
from demo.recording.data import Request
from demo.recording.modes import MODES
from demo.settings import Settings
from demo.words.languages import written_in
from demo.words.mode_words import words as mode_words
from demo.words.page_words import words

CHAT_TOKENS = 1024
Note = Callable[[str], str | None]  # by language
MODE_NUMBERS = ("draft", "threshold")
NUMBERS = ("max_tokens", "temperature", "top_p", "seed")
CHIPS = """
<div class="chips"><span>{{{value.try}}}</span>{{#each value.groups}}<span class="group">
{{#each prompts}}{{#if @first}}<span class="head">{{#if ../subject}}<span
 class="subject">{{{../subject}}}</span>{{/if}}{{/if}}<button type="button" class="chip"
 data-prompt="{{{this}}}" title="{{{../subject}}}: {{{this}}}" dir="auto">{{{this}}}</button>{{#if
 @first}}</span>{{/if}}{{/each}}</span>{{/each}}</div>
"""
# What the chosen pair is and needs, in its own words.
ABOUT = """{{#if value.about}}<p class="about">{{{value.about}}}</p>{{/if}}"""
# The page's script writes here what Gradio says about the queue and about refused questions.
WAITING = """
<p class="queue" role="status" data-queue="{{{value.queue}}}" data-full="{{{value.queue_full}}}"
 data-lost="{{{value.lost}}}"></p>
"""


@dataclass(frozen=True)
class QuestionBox:
    """The components of the box, in the order they stand."""

    prompt: gr.Textbox
    run: gr.Button
    stop: gr.Button
    leave: gr.Button
    chips: gr.HTML
    guess: gr.HTML
    waiting: gr.HTML
    pair: gr.Dropdown
    about: gr.HTML
    numbers: list[gr.Number]
    mode: gr.Radio
    mode_numbers: list[gr.Number]
    system: gr.Textbox
    penalties: gr.Checkbox
    accordion: gr.Accordion

    @property
    def inputs(self) -> list[Any]:
        """In the order of the API's parameters."""
        return [self.prompt, *self.numbers, self.system, self.penalties, self.mode,
                *self.mode_numbers, self.pair]

    @property
    def worded(self) -> list[Any]:
        """The components whose words follow the language, in the order of `reworded`."""
        return [self.guess, self.prompt, self.run, self.stop, self.leave, self.waiting, self.pair,
                self.accordion, self.mode, *self.mode_numbers, self.system, self.penalties,
                *self.numbers]


def build(
    settings: Settings, pair: Pair | None, titles: list[tuple[str, str]], default: str,
    note: Note,
) -> QuestionBox:
    """`note`: what is said below the list of pairs."""
    texts = words("en")
    with gr.Column(elem_id="ask"):
        with gr.Row(elem_id="ask-row"):
            prompt = gr.Textbox(
                label=texts["ask"], placeholder=texts["placeholder"], show_label=False, lines=1,
                max_lines=8, elem_id="prompt", container=False, scale=1, autofocus=False,
            )
            buttons = [gr.Button(texts[name], elem_id=name, scale=0, min_width=84)
                       for name in ("run", "stop", "leave")]
        with gr.Row(elem_id="ask-below"):
            chips = components.component(CHIPS, suggestions(pair, "en"), "chips")
            with gr.Accordion(texts["settings"], open=False, elem_id="settings") as accordion:
                chosen, numbers = _settings(settings, titles, default, note, pair)
                mode, mode_numbers = _mode(pair)
                system = gr.Textbox(pair.system if pair else "", label=texts["system"], lines=1,
                                    placeholder=texts["system_none"], info=texts["system_note"],
                                    max_lines=6, elem_id="system",
                                    visible=bool(pair and pair.conversation))
                penalties = gr.Checkbox(False, label=texts["penalties"], elem_id="penalties",
                                        info=texts["penalties_note"],
                                        visible=bool(pair and pair.conversation))
                about = components.component(ABOUT, about_of(pair), "about")
        guessed = guess.component()
        waiting = components.component(WAITING, queue_words("en"), "waiting")
    return QuestionBox(prompt, *buttons, chips, guessed, waiting, chosen, about, numbers, mode,
                       mode_numbers, system, penalties, accordion)


def first(pair: Pair | None, prompt: str) -> str:
    """What stands in the box at first: the question that is shown, or the pair's own first."""
    return prompt or (pair.suggestions[0].prompt if pair and pair.suggestions else "")


def _settings(
    settings: Settings, titles: list[tuple[str, str]], default: str, note: Note,
    own: Pair | None,
) -> tuple[gr.Dropdown, list[gr.Number]]:
    """No limits and no rounding on the components: what is wrong is told in our words."""
    texts, usual = words("en"), Request(prompt="")
    fields = (("max_tokens", longest(own, settings), 16),
              ("temperature", usual.temperature, 0.1), ("top_p", usual.top_p, 0.05),
              ("seed", usual.seed, 1))
    with gr.Row(elem_classes="fields"):
        pair = gr.Dropdown(titles, value=default, label=texts["pair"], elem_id="pair",
                           visible=len(titles) > 1 or bool(note("en")), min_width=270,
                           info=note("en"))
        numbers = [gr.Number(value, label=texts[name], step=step, elem_id=name, min_width=100)
                   for name, value, step in fields]
    return pair, numbers


def _mode(own: Pair | None) -> tuple[gr.Radio, list[gr.Number]]:
    """How the two work, and what belongs to the modes beside a race."""
    texts, usual = mode_words("en"), Request(prompt="", threshold=threshold(own))
    with gr.Row(elem_classes="fields"):
        mode = gr.Radio(_modes("en"), value=usual.mode, label=texts["mode"], elem_id="mode",
                        info=texts["mode_note"], min_width=280, scale=3)
        numbers = [gr.Number(getattr(usual, name), label=texts[name], step=step, elem_id=name,
                             min_width=100) for name, step in (("draft", 1), ("threshold", 0.05))]
    return mode, numbers


def threshold(pair: Pair | None) -> float:
    """The usual one of a cascade: the pair's own."""
    return pair.threshold if pair else Request(prompt="").threshold


def _modes(language: str) -> list[tuple[str, str]]:
    return [(mode_words(language)["modes"][mode], mode) for mode in MODES]


def longest(pair: Pair | None, settings: Settings) -> int:
    """The usual limit of an answer in tokens: chat models say more."""
    usual = CHAT_TOKENS if pair and pair.conversation else Request(prompt="").max_tokens
    return min(usual, settings.max_tokens)


def about_of(pair: Pair | None, language: str = "en") -> dict[str, Any]:
    """What is said of a pair where it is chosen."""
    return encoded({"about": pair.about_in(language) if pair else ""})


def suggestions(pair: Pair | None, language: str) -> dict[str, Any]:
    """The pair's own examples, in their order, those of one subject together; in Chinese those that
    are asked in Chinese first."""
    texts, rows = words(language), pair.suggestions if pair else ()
    if language == "zh":
        rows = sorted(rows, key=lambda row: written_in(row.prompt) != language)
    groups = [
        {"subject": texts["subjects"].get(subject, subject),
         "prompts": [row.prompt for row in group]}
        for subject, group in groupby(rows, key=lambda row: row.subject)
    ]
    return encoded({"try": texts["try"] if rows else "", "groups": groups})


def queue_words(language: str) -> dict[str, str]:
    """For WAITING."""
    texts = words(language)
    return encoded({key: texts[key] for key in ("queue", "queue_full", "lost")})


def reworded(language: str, note: Note) -> list[Any]:
    """Updates for `Ask.worded`."""
    texts, modes = words(language), mode_words(language)
    return [
        guess.draw(language), gr.update(label=texts["ask"], placeholder=texts["placeholder"]),
        *(gr.update(value=texts[name]) for name in ("run", "stop", "leave")),
        queue_words(language), gr.update(label=texts["pair"], info=note(language)),
        gr.update(label=texts["settings"]),
        gr.update(label=modes["mode"], info=modes["mode_note"], choices=_modes(language)),
        *(gr.update(label=modes[name]) for name in MODE_NUMBERS),
        gr.update(label=texts["system"], placeholder=texts["system_none"],
                  info=texts["system_note"]),
        gr.update(label=texts["penalties"], info=texts["penalties_note"]),
        *(gr.update(label=texts[name]) for name in NUMBERS),
    ]


def filled(updates: list[Any], asked: dict[str, Any]) -> list[Any]:
    """The updates of an opened page, whose last ones are `reworded`, with values to ask."""
    if not asked:
        return updates
    values = {-len(NUMBERS) - 12: "prompt", -len(NUMBERS) - 7: "pair", -len(NUMBERS) - 5: "mode",
              -len(NUMBERS) - 4: "draft", -len(NUMBERS) - 3: "threshold",
              -len(NUMBERS) - 2: "system", -len(NUMBERS) - 1: "penalties",
              **{i - len(NUMBERS): name for i, name in enumerate(NUMBERS)}}
    for place, name in values.items():
        if name in asked:
            updates[place]["value"] = asked[name]
    return updates
