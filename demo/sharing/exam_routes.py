"""The routes of exams' cards. They need no model.

/e/KEY the card's page, /e/KEY/embed the compact one, /e/KEY.json, .csv and .png to take away, and
/e/KEY/delete.
"""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.errors import UserError
from demo.exam.card_exports import as_csv
from demo.exam.card_results import CardResults
from demo.exam.exam_card import to_json
from demo.settings import Settings
from demo.sharing import exam_page, links, page_answers
from demo.sharing.byte_cache import ByteCache
from demo.sharing.card_lookup import CardLookup
from demo.sharing.drawing_limit import DrawingLimit
from demo.sharing.exam_page import CardPlace
from demo.sharing.picture_process import drawn_exam
from demo.sharing.store import NotDeleted
from demo.words.share_words import words

KEPT_BYTES = 24_000_000


def routes(lookup: CardLookup, settings: Settings) -> list[Route]:
    desk = ExamRoutes(lookup, settings)
    files = [(f"/e/{{key}}.{kind}", desk.file, ["GET"]) for kind in ("json", "csv", "png")]
    table = [*files, ("/e/{key}/embed", desk.embed, ["GET"]),
             ("/e/{key}/delete", desk.delete, ["GET", "POST"]), ("/e/{key}", desk.page, ["GET"])]
    return [Route(path, endpoint, methods=methods) for path, endpoint, methods in table]


class ExamRoutes:
    """Answers requests from a lookup; what was made once is kept a while."""

    def __init__(self, lookup: CardLookup, settings: Settings) -> None:
        self.lookup, self.settings = lookup, settings
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
            "Content-Security-Policy": exam_page.policy(), "Vary": "Accept-Language"})

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
            headers["Content-Disposition"] = f'attachment; filename="exam.{kind}"'
        return page_answers.kept(request, body, media, headers)

    def _made(self, request: Request, kind: str, language: str) -> bytes:
        """Raises what COMPLAINTS names."""
        key = request.path_params["key"]
        base = links.base_url(self.settings, request.url.scheme, request.headers)
        # The stamp is here so that a card that is gone is gone here, too.
        name = (key, kind, language, base, self.lookup.stamp(key))
        if (body := self._kept.get(name)) is None:
            with self._pen.held() if kind == "png" else self._drawing:
                body = self._kept.get(name) or self._make(key, kind, language, base)
            self._kept.put(name, body)
        return body

    def _make(self, key: str, kind: str, language: str, base: str) -> bytes:
        results = CardResults(self.lookup.open(key))
        if kind == "png":
            return drawn_exam(results.card, language)
        if kind in ("json", "csv"):
            text = to_json(results.card) if kind == "json" else as_csv(results)
        else:
            place = CardPlace(base, key, key not in self.lookup.examples)
            text = exam_page.exam_page(results, language, place, compact=kind == "embed")
        return text.encode("utf-8", "replace")

    async def delete(self, request: Request) -> Response:
        """A form that asks for the token, and what it sends."""
        language, key = page_answers.spoken(request), request.path_params["key"]
        base = links.base_url(self.settings, request.url.scheme, request.headers)
        texts = words(language)
        try:
            self.lookup.stamp(key)
            if request.method == "GET":
                return page_answers.note(
                    texts["delete_title"], texts["delete_note"], language, base, form=True)
            self.lookup.delete(key, await page_answers.token(request))
        except page_answers.MISSING as error:
            return page_answers.complaint(error, language)
        except NotDeleted:
            return page_answers.note(
                texts["delete_title"], texts["not_deleted"], language, base, True, 503)
        except UserError:
            return page_answers.note(
                texts["delete_title"], texts["wrong_token"], language, base, True, 403)
        return page_answers.note(texts["gone"], "", language, base)
