"""The routes of shared comparisons, for the app that serves the page. They need no model.

/s/KEY the share page, /s/KEY.json the recording, /s/KEY.png and the other files to take away,
/s/KEY/delete, /embed/KEY the compact page, and /oembed; /s?run=, /s.png?run= and /embed?run= show
the recording that the link itself carries.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.errors import UserError
from demo.recording.file import to_json
from demo.sharing import links, notice_pages, oembed, readme_page
from demo.sharing.byte_cache import ByteCache
from demo.sharing.compression import compressed
from demo.sharing.drawing_limit import Busy
from demo.sharing.export_cache import ExportCache
from demo.sharing.export_formats import KINDS
from demo.sharing.page_head import Place
from demo.sharing.picture_process import DrawingFailed
from demo.sharing.recording_lookup import Opened, RecordingLookup, packed
from demo.sharing.share_page import policy, share_page
from demo.sharing.store import Missing, NotDeleted
from demo.words.languages import LANGUAGES, preferred
from demo.words.share_words import words

PAGE_BYTES = 16_000_000  # of pages kept drawn, of some 60 kB each
CACHED = "public, max-age=60"  # so that a deleted comparison is soon gone from caches as well
# Nobody may lay a page of theirs over the one that asks for a token.
NOTE_POLICY = (policy().replace("form-action 'none'", "form-action 'self'")
               + "; frame-ancestors 'none'")
COMPLAINTS = (Missing, UserError, Busy, DrawingFailed)
MAX_FORM = 4096
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex"}


def routes(lookup: RecordingLookup) -> list[Route]:
    """To be put before the app's own: Gradio answers every address that nobody else does."""
    desk = ShareRoutes(lookup)
    table = [
        ("/oembed", desk.oembed, ["GET"]),
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
        return _kept(request, readme_page.readme().encode(), "text/html", {
            "Content-Security-Policy": policy().replace("data:", "data: 'self'")})

    def readme_picture(self, request: Request) -> Response:
        drawn = readme_page.picture(request.path_params["name"])
        if drawn is None:
            return complaint(Missing("unknown"), spoken(request))
        return _kept(request, drawn, "image/png", {})

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
        return _kept(request, body, "text/html", {
            "Content-Security-Policy": policy(), "Vary": "Accept-Language"})

    def _drawn(self, key: str, language: str, compact: bool, base: str) -> bytes:
        """One page. What is kept here is drawn once; what a link carries is drawn and forgotten."""
        if packed(key):
            with self.lookup.turn(key):
                return self._draw(key, language, compact, base)
        # The stamp is here so that a page that changed is drawn anew.
        kept = (key, language, compact, base, self.lookup.stamp(key))
        if (body := self.pages.get(kept)) is None:
            with self._drawing:  # a crowd that comes at once waits for the first one's page
                body = self.pages.get(kept) or self._draw(key, language, compact, base)
                self.pages.put(kept, body)
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
            return _json_complaint(error, spoken(request))
        return _kept(request, text.encode("utf-8", "replace"), "application/json",
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
        return _kept(request, body, KINDS[kind].media, headers)

    def oembed(self, request: Request) -> Response:
        asked = request.query_params
        if not asked.get("url"):
            said = "Name the comparison that is to be embedded: url=ADDRESS."
            return _json(json.dumps({"error": said}), status=400)
        if (asked.get("format") or "json") != "json":
            return _json(json.dumps({"error": "Only format=json is served."}), status=501)
        try:
            answer = self._embedding(asked.get("url", ""), asked, self._base(request))
        except COMPLAINTS as error:
            return _json_complaint(error, spoken(request))
        return _json(json.dumps(answer, ensure_ascii=False), {"Cache-Control": CACHED})

    def _embedding(self, url: str, asked: Mapping[str, str], base: str) -> dict[str, Any]:
        key = links.named(url, base) or ""
        with self.lookup.turn(key):
            opened = self.lookup.open(key)
            return oembed.answer(opened.recording, self._place(opened, base),
                                 asked.get("maxwidth"), asked.get("maxheight"),
                                 links.spoken_by(url), links.themed_by(url))

    async def delete(self, request: Request) -> Response:
        """A form that asks for the token, and what it sends."""
        language, key = spoken(request), _key(request)
        texts = words(language)
        try:
            base = self._base(request)
            self.lookup.stored(key)
            if request.method == "GET":
                return _note(texts["delete_title"], texts["delete_note"], language, base, form=True)
            self.lookup.delete(key, await _token(request))
        except Missing as error:
            return complaint(error, language)
        except NotDeleted:
            return _note(texts["delete_title"], texts["not_deleted"], language, base, True, 503)
        except UserError:
            return _note(texts["delete_title"], texts["wrong_token"], language, base, True, 403)
        return _note(texts["gone"], "", language, base)

    def _place(self, opened: Opened, base: str) -> Place:
        return Place(base, opened.key, opened.packed, card=True)

    def _base(self, request: Request) -> str:
        return links.base_url(self.lookup.settings, request.url.scheme, request.headers)


def spoken(request: Request) -> str:
    """The language of an answer: asked for in the address, else the browser's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def _kept(request: Request, body: bytes, media: str, headers: dict[str, str]) -> Response:
    """A body that caches may keep a minute, or nothing where the asker has it still."""
    # Weak, for it is one tag of what is sent as it is and compressed (RFC 9110, 8.8.1).
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {**SAFE, "Cache-Control": CACHED, "ETag": f"W/{tag}", **headers}
    page = media == "text/html" and "Content-Disposition" not in headers
    if page:
        headers["Vary"] = "Accept-Language, Accept-Encoding"
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    if page:
        body, encoding = compressed(body, request.headers.get("accept-encoding", ""))
        headers |= encoding
    return Response(body, media_type=media, headers=headers)


def _has(held: str, tag: str) -> bool:
    """Whether If-None-Match names `tag`: one of a list, weak or strong (RFC 9110, 13.1.2)."""
    return held.strip() == "*" or tag in (part.strip().removeprefix("W/")
                                          for part in held.split(","))


def themed(page: bytes, theme: str) -> bytes:
    """The page in the theme that its address asks for; else it follows the reader's system."""
    theme = theme.lower()
    if theme not in ("light", "dark"):
        return page
    page = page.replace(b"<html lang=", f'<html data-theme="{theme}" lang='.encode(), 1)
    return page.replace(b'<meta name="color-scheme" content="light dark">',
                        f'<meta name="color-scheme" content="{theme}">'.encode(), 1)


def _key(request: Request) -> str:
    return request.path_params.get("key") or request.query_params.get("run") or ""


async def _token(request: Request) -> str:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM:
            raise UserError("This is no delete token: it is too long.")
    return parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()


def _note(
    title: str, text: str, language: str, base: str, form: bool = False, status: int = 200
) -> Response:
    headers = {**SAFE, "Content-Security-Policy": NOTE_POLICY, "Cache-Control": "no-store",
               "X-Frame-Options": "DENY",
               **({"Retry-After": "5"} if status == 503 else {})}
    return Response(notice_pages.note(title, text, language, base, form), status,
                    media_type="text/html", headers=headers)


def _told(error: Exception, language: str) -> tuple[str, str, int]:
    """What a complaint is to a reader (title, text) and to HTTP (status)."""
    texts = words(language)
    if isinstance(error, Missing):
        return texts[error.state], texts[f"{error.state}_why"], notice_pages.STATUS[error.state]
    if isinstance(error, Busy):
        return texts["busy"], texts["busy_why"], 503
    if isinstance(error, DrawingFailed):
        return texts["undrawn"], texts["undrawn_why"], 503
    return texts["bad_link"], str(error), 400


def complaint(error: Exception, language: str) -> Response:
    """A friendly page with the status that is right. Its link home needs no base."""
    title, text, status = _told(error, language)
    return _note(title, text, language, "", status=status)


def _json_complaint(error: Exception, language: str) -> Response:
    title, text, status = _told(error, language)
    said = text if status == 400 else title
    return _json(json.dumps({"error": said}, ensure_ascii=False), {"Cache-Control": "no-store"},
                 status)


def _json(text: str, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    # Blogs' own scripts may read it: whoever has the link may.
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json",
                    headers={**SAFE, "Access-Control-Allow-Origin": "*", **(headers or {})})
