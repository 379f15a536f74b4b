"""A list of prompts as a page of its own, at /m/KEY and compact at /m/KEY/embed; each of its
comparisons opens as any other that is shared."""

from __future__ import annotations

from demo.drawing import whole_list as drawing
from demo.prompts.list_results import ListResults
from demo.prompts.list_sentences import sentence, title
from demo.sharing import card_page
from demo.sharing.card_page import CardFace, CardPlace
from demo.sharing.list_lookup import row_key
from demo.sharing.page_head import Place, plain
from demo.words.list_words import words

LETTER = "m"


def list_page(
    results: ListResults, language: str, place: CardPlace, compact: bool = False
) -> str:
    texts = words(language)
    face = CardFace(plain(title(results, language)), texts["picture_about"],
                    sentence(results, language), texts)
    drawn = drawing.draw(results, language, lambda number: Place(
        place.base, row_key(place.key, number)).page, compact=compact)
    return card_page.page(face, [drawn], language, place, compact)


def frame(results: ListResults, place: CardPlace, language: str) -> str:
    """The <iframe> that embeds it."""
    return card_page.frame(plain(title(results, language)), place)
