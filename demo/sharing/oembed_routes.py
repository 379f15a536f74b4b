"""/oembed: how to embed whatever of ours has an address of its own: a comparison, an exam's card, a
list of prompts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.sharing import links, oembed
from demo.sharing.card_page import CardPlace
from demo.sharing.card_routes import CardKind
from demo.sharing.card_shelf import CardShelf
from demo.sharing.exam_routes import EXAMS
from demo.sharing.list_routes import LISTS
from demo.sharing.page_answers import CACHED, COMPLAINTS, json_answer, json_complaint, spoken
from demo.sharing.page_head import Place
from demo.sharing.recording_lookup import RecordingLookup


def routes(lookup: RecordingLookup) -> list[Route]:
    return [Route("/oembed", OembedRoutes(lookup).oembed, methods=["GET"])]


class OembedRoutes:
    """Answers requests from a lookup and its shelves."""

    def __init__(self, lookup: RecordingLookup) -> None:
        self.lookup = lookup
        self.shelves = ((EXAMS, lookup.cards), (LISTS, lookup.lists))

    def oembed(self, request: Request) -> Response:
        asked = request.query_params
        if not asked.get("url"):
            said = "Name the comparison or card that is to be embedded: url=ADDRESS."
            return json_answer(json.dumps({"error": said}), status=400)
        if (asked.get("format") or "json") != "json":
            return json_answer(json.dumps({"error": "Only format=json is served."}), status=501)
        try:
            base = links.base_url(self.lookup.settings, request.url.scheme, request.headers)
            answer = self._embedding(asked["url"], asked, base)
        except COMPLAINTS as error:
            return json_complaint(error, spoken(request))
        return json_answer(json.dumps(answer, ensure_ascii=False), {"Cache-Control": CACHED})

    def _embedding(self, url: str, asked: Mapping[str, str], base: str) -> dict[str, Any]:
        given = (asked.get("maxwidth"), asked.get("maxheight"), links.spoken_by(url),
                 links.themed_by(url))
        for kind, shelf in self.shelves:
            if key := links.card_named(url, base, kind.letter):
                return _card(kind, shelf, CardPlace(base, key, letter=kind.letter), given)
        key = links.named(url, base) or ""
        with self.lookup.turn(key):
            opened = self.lookup.open(key)
            place = Place(base, opened.key, opened.packed, card=True)
            return oembed.answer(opened.recording, place, *given)


def _card(kind: CardKind, shelf: CardShelf, place: CardPlace, given: tuple) -> dict[str, Any]:
    language = given[2] or "en"
    return oembed.of_card(kind.title(shelf.open(place.key), language), place, *given)
