"""What others show of a link to the page itself: its title, description, address and picture.

Gradio's own page names Gradio first, which is what crawlers, that run no scripts, would show. Of a
link to a comparison (/?s=ID, /?run=CODE) they show that comparison, as they do of its share page.
"""

from __future__ import annotations

import asyncio
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.drawing.safe_html import encoded
from demo.errors import UserError
from demo.sharing import links, page_head
from demo.sharing.compression import compressed
from demo.sharing.drawing_limit import Busy
from demo.sharing.page_head import Place
from demo.sharing.recording_lookup import RecordingLookup, packed
from demo.sharing.routes import complaint, spoken
from demo.sharing.store import Missing
from demo.words.share_words import words

# Quotes may hold a ">"; Gradio writes its own tags with double ones.
TAGS = re.compile(rb'\s*(?:<meta\s+(?:property="og:[^"]*"|name="(?:twitter:[^"]*|description)")'
                  rb'(?:[^">]|"[^"]*")*>|<link\s+rel="(?:manifest|icon)"[^>]*>|<title>[^<]*</title>)')
AT_ONCE, WAITING = 2, 32
LANGUAGE = re.compile(rb'(<html\s[^>]*?lang=")[^"]*(")')
CHARSET = re.compile(rb"<meta charset=[^>]*>")


class Preview:
    """Middleware: puts our tags into the page's HTML, in the place of the framework's.

    Of pages that open on what a link carries, AT_ONCE are made at a time and WAITING are promised
    one: two hundred such links at once must not stand before everybody else.
    """

    def __init__(self, app: ASGIApp, lookup: RecordingLookup, shown: str = "") -> None:
        self.app, self.lookup, self.shown = app, lookup, shown
        self._turn, self._waiting = asyncio.Semaphore(AT_ONCE), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        request = Request(scope)
        if not packed(asked(request)):
            return await self._served(request, scope, receive, send)
        if self._waiting >= WAITING:
            return await complaint(Busy(), spoken(request))(scope, receive, send)
        self._waiting += 1
        try:
            async with self._turn:
                await self._served(request, scope, receive, send)
        finally:
            self._waiting -= 1

    async def _served(
        self, request: Request, scope: Scope, receive: Receive, send: Send
    ) -> None:
        start: Message = {}
        parts: list[bytes] = []

        async def gathering(message: Message) -> None:
            if message["type"] == "http.response.start":
                return start.update(message)
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts)
            if start["status"] == 200:
                body = tagged(body, await run_in_threadpool(self.tags, request),
                              self.unscripted(request), spoken(request))
            body, encoding = compressed(body, request.headers.get("accept-encoding", ""))
            more = {"content-length": str(len(body)), "vary": "Accept-Language, Accept-Encoding",
                    **{name.lower(): value for name, value in encoding.items()}}
            kept = [pair for pair in start["headers"] if pair[0].lower().decode() not in more]
            await send({**start, "headers": [
                *kept, *((name.encode(), value.encode()) for name, value in more.items())]})
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, gathering)

    def tags(self, request: Request) -> str:
        """The tags of what the request's address shows: a comparison, or the page itself."""
        language, key = spoken(request), asked(request)
        try:
            base = links.base_url(self.lookup.settings, request.url.scheme, request.headers)
        except UserError:
            base = ""
        try:
            if key:
                with self.lookup.turn(key):
                    opened = self.lookup.open(key)
                    place = Place(base, opened.key, opened.packed, card=True)
                    return page_head.live(opened.recording, language, place)
        except (Missing, UserError, Busy):
            pass  # the page opens on something else, and says so: it is shown as itself
        shown = self.lookup.examples.get(self.shown)
        alt = page_head.answers(shown, language) if shown else ""
        return page_head.front(words(language)["about"], language, base, self.shown, alt)

    def unscripted(self, request: Request) -> str:
        """What stands here where no script runs: the recorded comparisons, which need none."""
        language = spoken(request)
        links_ = (f'<li><a href="s/{key}?lang={language}">'
                  f"{encoded(page_head.title(recording))}</a></li>"
                  for key, recording in self.lookup.examples.items())
        texts = words(language)
        return (f"<noscript><h1>Apprentice</h1><p>{texts['about']}</p><p>{texts['unscripted']}</p>"
                f"<ul>{''.join(links_)}</ul></noscript>")


def asked(request: Request) -> str:
    """The key of the comparison that the page's address names, or nothing."""
    return request.query_params.get("run") or request.query_params.get("s") or ""


def tagged(page: bytes, tags: str, unscripted: str = "", language: str = "en") -> bytes:
    """The page with `tags` after its charset and no other tags of their kind, `unscripted` at its
    end, and its language said."""
    bare, ours = TAGS.sub(b"", page), tags.encode("utf-8", "replace")
    spoken_in = b"zh-Hans" if language == "zh" else b"en"
    bare = LANGUAGE.sub(lambda match: match[1] + spoken_in + match[2], bare, count=1)
    bare = CHARSET.sub(lambda match: match[0] + b"\n" + ours, bare, count=1)
    before, end, after = bare.rpartition(b"</body>")
    return before + unscripted.encode("utf-8", "replace") + end + after
