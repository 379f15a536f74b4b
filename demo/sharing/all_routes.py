"""Every address of what is shared. They need no model."""

from __future__ import annotations

from starlette.routing import Route

from demo.sharing import exam_routes, list_routes, oembed_routes, routes
from demo.sharing.recording_lookup import RecordingLookup


def all_routes(lookup: RecordingLookup) -> list[Route]:
    """To be put before the app's own: Gradio answers every address that nobody else does."""
    return [*exam_routes.routes(lookup.cards, lookup.settings),
            *list_routes.routes(lookup.lists, lookup.settings),
            *oembed_routes.routes(lookup), *routes.routes(lookup)]
