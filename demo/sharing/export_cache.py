"""The files of a comparison as a server gives them: made once, one at a time, and kept a while.

Pictures are drawn in processes of their own. No more than a few requests may wait for the pen, and
the next one is told to come again; what a link carries is never kept, as nobody comes back for it.
"""

from __future__ import annotations

import logging

from demo.sharing.byte_cache import ByteCache
from demo.sharing.drawing_limit import DrawingLimit
from demo.sharing.export_formats import take
from demo.sharing.page_head import Place
from demo.sharing.picture_process import PICTURES, DrawingFailed, drawn
from demo.sharing.recording_lookup import RecordingLookup

log = logging.getLogger(__name__)
MOST_BYTES = 24_000_000  # of files kept, of some 100 kB each


class ExportCache:
    """Makes files of what is on a lookup. Safe to call from any thread, never from the event loop:
    it waits."""

    def __init__(self, lookup: RecordingLookup) -> None:
        self._lookup, self._pen, self.kept = lookup, DrawingLimit(), ByteCache(MOST_BYTES)

    def file(self, place: Place, kind: str, language: str) -> bytes:
        """Raises Missing, Busy, DrawingFailed, and UserError where a link holds no recording."""
        # Without the base where the file does not say it: a stranger makes up as many as he likes.
        # The stamp is here so that a recording that is gone is gone here, too.
        base = place.base if kind == "md" else ""
        key = (place.key, base, kind, language, self._lookup.stamp(place.key))
        body = self.kept.get(key)
        if body is None:
            with self._pen.held():
                body = self.kept.get(key) or self._made(place, kind, language)
            if not place.packed:
                self.kept.put(key, body)
        return body

    def _made(self, place: Place, kind: str, language: str) -> bytes:
        recording = self._lookup.open(place.key).recording
        if kind not in PICTURES:
            return take(recording, kind, language, place)
        try:
            return drawn(recording, kind, language)
        except DrawingFailed as error:
            log.error("a %s could not be drawn: %s", kind, error)
            raise
