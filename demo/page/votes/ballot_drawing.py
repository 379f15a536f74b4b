"""A ballot as values for its template: two answers without names, the choice, then who was who.

Before the vote nothing here may depend on which side said what, but for the texts themselves: no
name, time, count, class or id.
"""

from __future__ import annotations

from typing import Any

from demo.drawing import answer_cards
from demo.drawing.rich_text import rich
from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.page.votes.blind_ballot import LETTERS, Ballot
from demo.recording.verdict import verdict
from demo.votes.tally import Row, Share
from demo.votes.vote import CHOICES
from demo.words import formats
from demo.words.page_words import words as page_words
from demo.words.vote_words import words

BLIND = """
{{#if value.notice}}<p class="notice" role="alert">{{{value.notice}}}</p>{{/if}}
{{#if value.asking}}<p class="asking" role="status" data-measuring="yes">{{{value.asking}}}
<button type="button" class="act halt">{{{value.stop}}}</button></p>{{/if}}
{{#if value.asked}}<p class="question" dir="auto">{{{value.asked}}}</p>{{/if}}
{{#if value.blind}}<div class="pair">{{#each value.blind}}
<article class="side blind" aria-label="{{{label}}}"><h2><b>{{{letter}}}</b></h2>
<div class="answer" tabindex="0" role="group" aria-label="{{{label}}}"><div dir="auto"><div
 class="body">{{#if rich}}<div class="rich">{{{rich}}}</div>{{/if}}{{{body}}}</div>{{#if
 final}}<span class="final">{{{final}}}</span>{{/if}}{{#if hint}}<span
 class="hint">{{{hint}}}</span>{{/if}}</div></div></article>{{/each}}</div>{{/if}}
{{#if value.vote}}<form class="vote"><fieldset><legend>{{{value.vote.which}}}</legend>
<label>{{{value.vote.correct}}}<textarea rows="2"
 dir="auto">{{{value.vote.typed}}}</textarea></label>
<p class="ways">{{#each value.vote.ways}}<button type="button" class="way"
 data-choice="{{{choice}}}">{{{text}}}</button>{{/each}}</p>
<p class="note">{{{value.vote.note}}}</p></fieldset></form>{{/if}}
{{#if value.revealed}}<p class="verdict revealed" role="status"><b>{{{value.revealed}}}</b>
 {{{value.outcome}}} <em>{{{value.verdict}}}</em></p>{{/if}}
{{#if value.cards}}"""
TALLY = """{{/if}}
<section class="tally"><h2>{{{value.tally.title}}}</h2><p class="read">{{{value.tally.read}}}</p>
{{#if value.tally.rows}}<p class="legend">{{#each value.tally.legend}}<span><i
 class="key is-{{{kind}}}" aria-hidden="true"></i>{{{text}}}</span>{{/each}}</p>
<ul>{{#each value.tally.rows}}<li><span class="subject">{{{subject}}}</span><span
 class="count">{{{count}}}</span><span class="bar" role="img" aria-label="{{{told}}}">{{#each
 parts}}<i class="is-{{{kind}}}" style="width:{{{width}}}%" title="{{{told}}}"></i>{{/each}}</span>
<span class="good">{{{good}}}</span></li>{{/each}}</ul>
<details><summary>{{{value.tally.table}}}</summary><div class="wide" tabindex="0" role="group"
 aria-label="{{{value.tally.table}}}"><table><thead><tr>{{#each
 value.tally.heads}}<th scope="col">{{{this}}}</th>{{/each}}</tr></thead><tbody>{{#each
 value.tally.rows}}<tr><th scope="row">{{{subject}}}</th>{{#each
 cells}}<td>{{{this}}}</td>{{/each}}</tr>{{/each}}</tbody></table></div></details>{{/if}}</section>
"""
TEMPLATE = BLIND + answer_cards.TEMPLATE + TALLY
# The bar runs from one side to the other, with what is for neither between them.
BAR = ("teacher", "tie", "both_bad", "student")


def draw(ballot: Ballot, rows: list[Row], language: str, keeps: bool = True) -> dict[str, Any]:
    """The board's values; keeps: votes last here."""
    texts, revealed = words(language), ballot.state == "revealed"
    return encoded({
        "notice": ballot.notice, "stop": page_words(language)["stop"],
        "asking": texts["vote_asking"] if ballot.state == "asking" else "",
        "asked": ballot.prompt, "blind": _blind(ballot, language),
        "vote": _vote(ballot, texts, keeps) if ballot.state == "open" else None,
        # An earlier vote stays, and may have been another one.
        "revealed": texts["vote_preferred"][ballot.choice]
        if revealed and ballot.outcome != "vote_again" else "",
        "outcome": texts[ballot.outcome] if revealed else "",
        "verdict": _verdict(ballot, language) if revealed else "",
        "cards": _cards(ballot, language) if revealed else [],
        "tally": _tally(rows, texts, language),
    })


def _blind(ballot: Ballot, language: str) -> list[dict[str, Any]]:
    if ballot.state not in ("asking", "open"):
        return []
    sides = ballot.order if ballot.state == "open" else (None, None)
    return [_answer(ballot, letter.upper(), side, language)
            for letter, side in zip(LETTERS, sides, strict=True)]


def _answer(ballot: Ballot, letter: str, side: str | None, language: str) -> dict[str, Any]:
    texts = words(language)
    blank = {"letter": letter, "label": texts["vote_answer"].format(letter), "body": "",
             "final": "", "rich": "", "hint": texts["vote_hidden"]}
    if side is None or ballot.recording is None or ballot.comparison is None:
        return blank
    answer, said = ballot.recording.answers[side], ballot.comparison.texts[side]
    body, final = answer_cards.split(said, ballot.comparison.final, ended=True)
    shown = rich(body, page_words(language)["copy_code"]) if ballot.recording.converses else None
    # Whatever cut it, the same is said: a limit of time would tell the slower side.
    hint = "" if answer.end == "eos" else texts["vote_cut"]
    return {**blank, "body": "" if shown else body, "final": final, "rich": shown or "",
            "hint": hint if said.strip() else page_words(language)["no_answer"]}


def _vote(ballot: Ballot, texts: dict[str, Any], keeps: bool) -> dict[str, Any]:
    told = texts["vote_same_choices" if ballot.same else "vote_choices"]
    return {"which": texts["vote_same" if ballot.same else "vote_which"],
            "correct": texts["vote_correction"], "typed": ballot.typed,
            "ways": [{"choice": choice, "text": told[choice]} for choice in ballot.choices],
            "note": texts["vote_note" if keeps else "vote_note_unkept"]}


def _cards(ballot: Ballot, language: str) -> list[dict[str, Any]]:
    """The usual cards with names and numbers, in the order of A and B."""
    assert ballot.recording is not None, "what is revealed was measured"
    texts, usual = words(language), page_words(language)
    drawn = {card["side"]: card for card in
             answer_cards.draw(Scene(ballot.recording, "measured", language))}
    cards = []
    for letter, side in zip(LETTERS, ballot.order, strict=True):
        who = usual[side].lower() if language == "en" else usual[side]
        numbers = [{**row, "leads": ""} for row in drawn[side]["numbers"]]  # no ledger stands here
        cards.append({**drawn[side], "numbers": numbers,
                      "label": texts["vote_letter"].format(letter.upper(), who)})
    return cards


def _verdict(ballot: Ballot, language: str) -> str:
    assert ballot.recording is not None, "what is revealed was measured"
    return "".join(text for text, _ in verdict(ballot.recording, language)).strip()


def _tally(rows: list[Row], texts: dict[str, Any], language: str) -> dict[str, Any]:
    named = page_words(language)["subjects"]
    return {
        "title": texts["tally_title"], "read": _read(rows, texts),
        "legend": [{"kind": kind, "text": texts["tally_kinds"][kind]} for kind in BAR],
        "rows": [_row(row, texts, named, first=not place) for place, row in enumerate(rows)],
        "table": texts["tally_table"],
        "heads": [texts["tally_subject"], texts["tally_count"],
                  *(texts["tally_kinds"][choice] for choice in CHOICES), texts["tally_good"]],
    }


def _read(rows: list[Row], texts: dict[str, Any]) -> str:
    if not rows:
        return texts["tally_none"]
    whole = rows[0]
    if whole.votes == 1:
        return texts["tally_read_one"]
    low, high = (formats.percent(end) for end in whole.as_good.interval)
    return texts["tally_read"].format(
        votes=whole.votes, good=formats.percent(whole.as_good.share or 0), low=low, high=high)


def _row(
    row: Row, texts: dict[str, Any], named: dict[str, str], first: bool
) -> dict[str, Any]:
    subject = texts["tally_all"] if first else named.get(row.subject, row.subject) or texts[
        "tally_own"]
    parts = [{"kind": kind, "width": round(100 * (row.choices[kind].share or 0), 2),
              "told": texts["tally_bar"].format(kind=texts["tally_kinds"][kind],
                                                share=_whole(row.choices[kind]))}
             for kind in BAR if row.choices[kind].votes]
    return {
        "subject": subject, "parts": parts, "told": "; ".join(part["told"] for part in parts),
        "count": texts["tally_vote"] if row.votes == 1 else texts["tally_votes"].format(row.votes),
        "good": f"{texts['tally_good']}: {_spelled(row.as_good)}",
        "cells": [str(row.votes), *(_spelled(row.choices[choice]) for choice in CHOICES),
                  _spelled(row.as_good)],
    }


def _whole(found: Share) -> str:
    return formats.whole_percent(found.share or 0)


def _spelled(found: Share) -> str:
    low, high = (formats.whole_percent(end) for end in found.interval)
    return f"{_whole(found)}{formats.GAP}% ({low}–{high})"
