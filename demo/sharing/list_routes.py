"""The routes of lists of prompts, at /m/KEY; see demo.sharing.card_routes."""

from __future__ import annotations

from starlette.routing import Route

from demo.prompts.list_exports import as_csv
from demo.prompts.list_results import ListResults
from demo.prompts.list_sentences import title
from demo.settings import Settings
from demo.sharing import card_routes
from demo.sharing.card_routes import CardKind
from demo.sharing.list_lookup import ListLookup
from demo.sharing.list_page import LETTER, list_page
from demo.sharing.page_head import plain
from demo.sharing.picture_process import drawn_list
from demo.sharing.prompt_list_file import to_json

LISTS = CardKind(
    LETTER, "prompts", lambda prompts, language: plain(title(ListResults(prompts), language)),
    lambda prompts, *around: list_page(ListResults(prompts), *around), to_json,
    lambda prompts: as_csv(ListResults(prompts)), drawn_list)


def routes(lookup: ListLookup, settings: Settings) -> list[Route]:
    return card_routes.routes(LISTS, lookup, settings)
