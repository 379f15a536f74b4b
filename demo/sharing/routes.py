"""The routes of shared comparisons, for the app that serves the page. They need no model.

/s/KEY the share page, /s/KEY.json the recording, /s/KEY.png and the other files to take away,
/s/KEY/delete, /embed/KEY the compact page; /s?run=, /s.png?run= and /embed?run= show
the recording that the link itself carries.
"""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.errors import UserError
from demo.recording.file import to_json
from demo.sharing import links, readme_page
from demo.sharing.byte_cache import ByteCache
from demo.sharing.export_cache import ExportCache
from demo.sharing.export_formats import KINDS
from demo.sharing.page_answers import (
    COMPLAINTS,
    complaint,
    json_complaint,
    kept,
    note,
    spoken,
    themed,
    token,
)
from demo.sharing.page_head import Place
from demo.sharing.recording_lookup import Opened, RecordingLookup, packed
from demo.sharing.share_page import policy, share_page
from demo.sharing.store import Missing, NotDeleted
from demo.words.share_words import words

PAGE_BYTES = 16_000_000  # of pages kept drawn, of some 60 kB each


def routes(lookup: RecordingLookup) -> list[Route]:
    desk = ShareRoutes(lookup)
    table = [
        ("/readme", desk.readme, ["GET"]), ("/readme/{name}", desk.readme_picture, ["GET"]),
        ("/s/{key}.json", desk.json, ["GET"]),
        *((f"/s{key}.{kind}", desk.file, ["GET"])
          for kind in KINDS for key in ("", "/{key}")),
        ("/s/{key}/delete", desk.delete, ["GET", "POST"]),
        ("/embed/{key:path}", desk.embed, ["GET"]), ("/embed", desk.embed, ["GET"]),
        ("/s/{key:path}", desk.page, ["GET"]), ("/s", desk.page, ["GET"]),
    ]
    return [Route(path, endpoint, methods=methods) for path, endpoint, methods in table]


class ShareRoutes:
    """Answers requests from a lookup."""

    def __init__(self, lookup: RecordingLookup) -> None:
        self.lookup, self.files = lookup, ExportCache(lookup)
        self.pages, self._drawing = ByteCache(PAGE_BYTES), threading.Lock()

    def readme(self, request: Request) -> Response:
        return kept(request, readme_page.readme().encode(), "text/html", {
            "Content-Security-Policy": policy().replace("data:", "data: 'self'")})

    def readme_picture(self, request: Request) -> Response:
        drawn = readme_page.picture(request.path_params["name"])
        if drawn is None:
            return complaint(Missing("unknown"), spoken(request))
        return kept(request, drawn, "image/png", {})

    def page(self, request: Request) -> Response:
        return self._page(request, compact=False)

    def embed(self, request: Request) -> Response:
        return self._page(request, compact=True)

    def _page(self, request: Request, compact: bool) -> Response:
        language = spoken(request)
        try:
            body = self._drawn(_key(request), language, compact, self._base(request))
            body = themed(body, request.query_params.get("theme", ""))
        except COMPLAINTS as error:
            return complaint(error, language)
        return kept(request, body, "text/html", {
            "Content-Security-Policy": policy(), "Vary": "Accept-Language"})

    def _drawn(self, key: str, language: str, compact: bool, base: str) -> bytes:
        """One page. What is kept here is drawn once; what a link carries is drawn and forgotten."""
        if packed(key):
            with self.lookup.turn(key):
                return self._draw(key, language, compact, base)
        # The stamp is here so that a page that changed is drawn anew.
        name = (key, language, compact, base, self.lookup.stamp(key))
        if (body := self.pages.get(name)) is None:
            with self._drawing:  # a crowd that comes at once waits for the first one's page
                body = self.pages.get(name) or self._draw(key, language, compact, base)
                self.pages.put(name, body)
        return body

    def _draw(self, key: str, language: str, compact: bool, base: str) -> bytes:
        opened = self.lookup.open(key)
        html = share_page(opened.recording, language, self._place(opened, base), compact)
        return html.encode("utf-8", "replace")

    def json(self, request: Request) -> Response:
        try:
            with self.lookup.turn(key := _key(request)):
                text = to_json(self.lookup.open(key).recording)
        except COMPLAINTS as error:
            return json_complaint(error, spoken(request))
        return kept(request, text.encode("utf-8", "replace"), "application/json",
                     {"Access-Control-Allow-Origin": "*"})

    def file(self, request: Request) -> Response:
        """The comparison as a picture, or as one of the other files to take away."""
        kind, language = request.url.path.rpartition(".")[2], spoken(request)
        try:
            key, base = _key(request), self._base(request)
            place = Place(base, key, packed(key), card=True)
            body = self.files.file(place, kind, language)
        except COMPLAINTS as error:
            return complaint(error, language)
        headers = {"Vary": "Accept-Language"}
        if not KINDS[kind].media.startswith("image/"):
            # A file is to be kept, and is no second share page.
            headers["Content-Disposition"] = f'attachment; filename="comparison.{kind}"'
        return kept(request, body, KINDS[kind].media, headers)

    async def delete(self, request: Request) -> Response:
        """A form that asks for the token, and what it sends."""
        language, key = spoken(request), _key(request)
        texts = words(language)
        try:
            base = self._base(request)
            self.lookup.stored(key)
            if request.method == "GET":
                return note(texts["delete_title"], texts["delete_note"], language, base, form=True)
            self.lookup.delete(key, await token(request))
        except Missing as error:
            return complaint(error, language)
        except NotDeleted:
            return note(texts["delete_title"], texts["not_deleted"], language, base, True, 503)
        except UserError:
            return note(texts["delete_title"], texts["wrong_token"], language, base, True, 403)
        return note(texts["gone"], "", language, base)

    def _place(self, opened: Opened, base: str) -> Place:
        return Place(base, opened.key, opened.packed, card=True)

    def _base(self, request: Request) -> str:
        return links.base_url(self.lookup.settings, request.url.scheme, request.headers)


def _key(request: Request) -> str:
    return request.path_params.get("key") or request.query_params.get("run") or ""
