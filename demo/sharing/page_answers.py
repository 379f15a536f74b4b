"""Answers that all routes of shared things give: pages that caches may keep, notes, complaints."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from demo.errors import UserError
from demo.sharing import notice_pages
from demo.sharing.compression import compressed
from demo.sharing.drawing_limit import Busy
from demo.sharing.picture_process import DrawingFailed
from demo.sharing.share_page import policy
from demo.sharing.store import Missing
from demo.words.languages import LANGUAGES, preferred
from demo.words.share_words import words

CACHED = "public, max-age=60"  # so that a deleted comparison is soon gone from caches as well
# Nobody may lay a page of theirs over the one that asks for a token.
NOTE_POLICY = (policy().replace("form-action 'none'", "form-action 'self'")
               + "; frame-ancestors 'none'")
MISSING = Missing
COMPLAINTS = (Missing, UserError, Busy, DrawingFailed)
MAX_FORM = 4096
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex"}


def spoken(request: Request) -> str:
    """The language of an answer: asked for in the address, else the browser's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def kept(request: Request, body: bytes, media: str, headers: dict[str, str]) -> Response:
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


async def token(request: Request) -> str:
    """The delete token that a form sent. Raises UserError."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM:
            raise UserError("This is no delete token: it is too long.")
    return parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()


def note(
    title: str, text: str, language: str, base: str, form: bool = False, status: int = 200
) -> Response:
    """A small page that says one thing."""
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
    return note(title, text, language, "", status=status)


def json_complaint(error: Exception, language: str) -> Response:
    """A complaint as JSON."""
    title, text, status = _told(error, language)
    said = text if status == 400 else title
    return json_answer(json.dumps({"error": said}, ensure_ascii=False),
                       {"Cache-Control": "no-store"}, status)


def json_answer(text: str, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """JSON that any page's script may read."""
    # Blogs' own scripts may read it: whoever has the link may.
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json",
                    headers={**SAFE, "Access-Control-Allow-Origin": "*", **(headers or {})})

