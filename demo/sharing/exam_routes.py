"""The routes of exams' cards, at /e/KEY; see demo.sharing.card_routes."""

from __future__ import annotations

from starlette.routing import Route

from demo.exam.card_exports import as_csv
from demo.exam.card_results import CardResults
from demo.exam.exam_card import to_json
from demo.settings import Settings
from demo.sharing import card_routes
from demo.sharing.card_lookup import CardLookup
from demo.sharing.card_routes import CardKind
from demo.sharing.exam_page import exam_page, title
from demo.sharing.picture_process import drawn_exam

EXAMS = CardKind(
    "e", "exam", lambda card, language: title(CardResults(card), language),
    lambda card, *around: exam_page(CardResults(card), *around), to_json,
    lambda card: as_csv(CardResults(card)), drawn_exam)


def routes(lookup: CardLookup, settings: Settings) -> list[Route]:
    return card_routes.routes(EXAMS, lookup, settings)
