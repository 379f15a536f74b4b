"""An exam's card as a page of its own, at /e/KEY and compact at /e/KEY/embed."""

from __future__ import annotations

from functools import partial

from demo.drawing.exam import whole_card as drawing
from demo.exam.card_results import CardResults
from demo.exam.card_sentences import sentence
from demo.sharing import ask_link, card_page
from demo.sharing.card_page import CardFace, CardPlace
from demo.sharing.page_head import plain
from demo.words.exam_words import words


def title(results: CardResults, language: str) -> str:
    return plain(words(language)["title"].format(title=results.card.blank.title))


def exam_page(
    results: CardResults, language: str, place: CardPlace, compact: bool = False
) -> str:
    texts, paper = words(language), results.card.paper
    face = CardFace(title(results, language), str(texts["papers"].get(paper, paper)),
                    sentence(results, language), texts)
    drawn = drawing.draw(results, language, partial(
        ask_link.address, place.base, pair=results.card.blank.pair_name), compact=compact)
    return card_page.page(face, [drawn], language, place, compact)


def frame(results: CardResults, place: CardPlace, language: str, width: str = "100%") -> str:
    """The <iframe> that embeds it."""
    return card_page.frame(title(results, language), place, width)
