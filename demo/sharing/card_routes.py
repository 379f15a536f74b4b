"""The routes of whatever is kept on a CardShelf. They need no model.

/LETTER/KEY the card's page, /LETTER/KEY/embed the compact one, /LETTER/KEY.json, .csv and .png to
take away, and /LETTER/KEY/delete.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.errors import UserError
from demo.settings import Settings
from demo.sharing import card_page, links, page_answers
from demo.sharing.byte_cache import ByteCache
from demo.sharing.card_page import FILES, CardPlace
from demo.sharing.card_shelf import CardShelf
from demo.sharing.drawing_limit import DrawingLimit
from demo.sharing.store import NotDeleted
from demo.words.share_words import words

KEPT_BYTES = 24_000_000


@dataclass(frozen=True)
class CardKind:
    """What is served of one kind of card. letter: its addresses begin with; name: of its files;
    page: (card, language, place, compact) -> HTML; json, csv: card -> text; png: (card, language)
    -> a picture; title: (card, language) -> what it is called."""

    letter: str
    name: str
    title: Callable[[Any, str], str]
    page: Callable[[Any, str, CardPlace, bool], str]
    json: Callable[[Any], str]
    csv: Callable[[Any], str]
    png: Callable[[Any, str], bytes]


def routes(kind: CardKind, shelf: CardShelf, settings: Settings) -> list[Route]:
    desk, start = CardRoutes(kind, shelf, settings), f"/{kind.letter}/{{key}}"
    files = [(f"{start}.{file}", desk.file, ["GET"]) for file in FILES]
    table = [*files, (f"{start}/embed", desk.embed, ["GET"]),
             (f"{start}/delete", desk.delete, ["GET", "POST"]), (start, desk.page, ["GET"])]
    return [Route(path, endpoint, methods=methods) for path, endpoint, methods in table]


class CardRoutes:
    """Answers requests from a shelf; what was made once is kept a while."""

    def __init__(self, kind: CardKind, shelf: CardShelf, settings: Settings) -> None:
        self.kind, self.shelf, self.settings = kind, shelf, settings
        self._kept, self._pen = ByteCache(KEPT_BYTES), DrawingLimit()
        self._drawing = threading.Lock()

    def page(self, request: Request) -> Response:
        return self._page(request, compact=False)

    def embed(self, request: Request) -> Response:
        return self._page(request, compact=True)

    def _page(self, request: Request, compact: bool) -> Response:
        language = page_answers.spoken(request)
        try:
            body = self._made(request, "embed" if compact else "html", language)
            body = page_answers.themed(body, request.query_params.get("theme", ""))
        except page_answers.COMPLAINTS as error:
            return page_answers.complaint(error, language)
        return page_answers.kept(request, body, "text/html", {
            "Content-Security-Policy": card_page.policy(), "Vary": "Accept-Language"})

    def file(self, request: Request) -> Response:
        kind, language = request.url.path.rpartition(".")[2], page_answers.spoken(request)
        try:
            body = self._made(request, kind, language)
        except page_answers.COMPLAINTS as error:
            return page_answers.complaint(error, language)
        media = {"json": "application/json", "csv": "text/csv; charset=utf-8",
                 "png": "image/png"}[kind]
        headers = {"Vary": "Accept-Language"}
        if kind == "json":
            headers["Access-Control-Allow-Origin"] = "*"
        if kind != "png":
            headers["Content-Disposition"] = f'attachment; filename="{self.kind.name}.{kind}"'
        return page_answers.kept(request, body, media, headers)

    def _made(self, request: Request, kind: str, language: str) -> bytes:
        """Raises what COMPLAINTS names."""
        key = request.path_params["key"]
        base = links.base_url(self.settings, request.url.scheme, request.headers)
        # The stamp is here so that a card that is gone is gone here, too.
        name = (key, kind, language, base, self.shelf.stamp(key))
        if (body := self._kept.get(name)) is None:
            with self._pen.held() if kind == "png" else self._drawing:
                body = self._kept.get(name) or self._make(key, kind, language, base)
            self._kept.put(name, body)
        return body

    def _make(self, key: str, kind: str, language: str, base: str) -> bytes:
        card = self.shelf.open(key)
        if kind == "png":
            return self.kind.png(card, language)
        if kind in FILES:
            text = (self.kind.json if kind == "json" else self.kind.csv)(card)
        else:
            place = CardPlace(base, key, key not in self.shelf.examples, self.kind.letter)
            text = self.kind.page(card, language, place, kind == "embed")
        return text.encode("utf-8", "replace")

    async def delete(self, request: Request) -> Response:
        """A form that asks for the token, and what it sends."""
        language, key = page_answers.spoken(request), request.path_params["key"]
        base = links.base_url(self.settings, request.url.scheme, request.headers)
        texts = words(language)
        try:
            self.shelf.stamp(key)
            if request.method == "GET":
                return page_answers.note(
                    texts["delete_title"], texts["delete_note"], language, base, form=True)
            self.shelf.delete(key, await page_answers.token(request))
        except page_answers.MISSING as error:
            return page_answers.complaint(error, language)
        except NotDeleted:
            return page_answers.note(
                texts["delete_title"], texts["not_deleted"], language, base, True, 503)
        except UserError:
            return page_answers.note(
                texts["delete_title"], texts["wrong_token"], language, base, True, 403)
        return page_answers.note(texts["gone"], "", language, base)
