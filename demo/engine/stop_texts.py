"""Texts that end an answer (`stop` in pair.toml): found in what streams, and no part of it.

A token's text is held back while it could be the beginning of such a text, so that nothing shown is
ever taken back. vLLM and the OpenAI API cut there, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from demo.engine.detokenizer import Detokenizer


class StopTexts:
    """A detokenizer that ends before the first of `stops`; without any it adds nothing."""

    def __init__(self, detokenizer: Detokenizer, stops: Sequence[str]) -> None:
        self._inner, self._stops = detokenizer, tuple(stops)
        self._held = ""
        self.stopped = False

    def text(self, token: int) -> str:
        """What this token adds, or "" while it may belong to a text that ends the answer."""
        return self._let_out(self._inner.text(token))

    def rest(self) -> str:
        """What was held back until the answer ended; call once, after the last token."""
        if self.stopped:
            return ""
        text = self._let_out(self._inner.rest())
        return text if self.stopped else text + self._held

    def _let_out(self, new: str) -> str:
        if not self._stops:
            return new
        text, self._held = self._held + new, ""
        if found := [at for stop in self._stops if (at := text.find(stop)) >= 0]:
            self.stopped = True
            return text[: min(found)]
        kept = max(_begun(text, stop) for stop in self._stops)
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept]


def _begun(text: str, stop: str) -> int:
    """Characters at the end of `text` that `stop` begins with."""
    most = min(len(text), len(stop) - 1)
    return next((n for n in range(most, 0, -1) if text.endswith(stop[:n])), 0)
