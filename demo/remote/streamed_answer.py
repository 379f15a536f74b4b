"""What the chunks of one answer said so far: text, reasoning, the server's word for the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from demo.remote import api_errors, finish_reasons, key_cleaner, response_bodies
from demo.remote.api_errors import Trouble
from demo.remote.endpoint import Endpoint

WORD = 40  # characters of a server's own word for an end


@dataclass(frozen=True)
class Heard:
    """kind "text" or "thought": a piece of the answer, or of the reasoning before it; "end": the
    last, with the server's own word for it, its usage as it sent it, and the model it names.
    late: characters that it sent after it had told the end."""

    kind: str
    text: str = ""
    word: Any = None
    usage: Any = None
    model: str = ""
    late: int = 0


class StreamedAnswer:
    """One answer, without the key in any of its pieces."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint, self._said = endpoint, ""
        self._held = key_cleaner.HeldBack(endpoint.cleaner)
        self._halves = {"thought": "", "text": ""}
        self._word: Any = None
        self._usage: Any = None
        self._model, self._odd = "", ""
        self.spoke, self._late, self._empty = False, 0, False

    def chunk(self, raw: dict[str, Any]) -> Iterator[Heard]:
        """`raw`: an event's object as it came. Raises Trouble for an error in it."""
        body = response_bodies.mended(raw)
        if api_errors.error_in(body):
            found = api_errors.trouble(self._endpoint, api_errors.refusal(200, body, {}))
            found.unheard = self.spoke
            raise found
        choice = response_bodies.own(raw.get("choices"))
        over, word = self._word is not None, choice.get("finish_reason")
        self._word = response_bodies.mended(word) or self._word
        self._usage = body.get("usage") or self._usage
        self._model = self._endpoint.clean(str(body.get("model") or self._model))[:80]
        for kind, piece in self._pieces(choice):
            self._late += len(piece) if over and not word else 0
            yield from self._clean(kind, piece)

    def _pieces(self, choice: dict[str, Any]) -> Iterator[tuple[str, str]]:
        message = response_bodies.message_of(choice)
        content = message.get("content")
        thought = (response_bodies.text_of(message.get("reasoning_content")
                                           or message.get("reasoning"))
                   or response_bodies.thoughts_of(content))
        text = response_bodies.text_of(content)
        self._look(message, content, text if text is not None or not thought else "")
        text = text or response_bodies.text_of(message.get("refusal")) or ""
        if message.get("refusal"):
            self._word = "refusal"
        if "message" in choice and "delta" not in choice and text.startswith(self._said):
            text = text[len(self._said):]  # some tell each time all that was said so far
        self._said += text
        for kind, piece in (("thought", thought), ("text", text)):
            if piece := self._whole(kind, piece):
                yield kind, piece

    def _look(self, message: dict[str, Any], content: Any, text: str | None) -> None:
        """Keep what stands in a text's place, to tell of where no text came at all."""
        self._empty = self._empty or content == ""
        if message.get("tool_calls") or message.get("function_call"):
            self._odd = "a call of a tool"
        elif text is None:
            kind = {dict: "an object", list: "a list"}.get(type(content), "something")
            self._odd = f"{kind} that is no text"
        elif "content" in message and content is None:
            self._odd = self._odd or "a message without content"

    def _whole(self, kind: str, piece: str) -> str:
        """With the half of a character that came before it, and without the half that it ends
        with: some servers cut between them."""
        piece = self._halves[kind] + piece
        cut = bool(piece) and "\ud800" <= piece[-1] <= "\udbff"
        self._halves[kind] = piece[-1] if cut else ""
        return response_bodies.whole_text(piece[:-1] if cut else piece)

    def _clean(self, kind: str, piece: str) -> Iterator[Heard]:
        self.spoke = True
        for held, text in self._held.heard(kind, piece):
            yield Heard(held, text)

    def rest(self) -> Iterator[Heard]:
        """What was held back until the end; call once, also where it broke off."""
        for kind, half in self._halves.items():
            if half:
                yield from self._clean(kind, response_bodies.whole_text(half))
        for kind, text in self._held.rest():
            yield Heard(kind, text)

    def ended(self) -> Heard:
        """Raises Trouble where it is no end."""
        url, kind = self._endpoint.url, "question" if self.spoke else "again"
        if self._word is None:
            raise Trouble(kind, f"{url} broke off before the answer's end.", unheard=True)
        word = self._endpoint.clean(str(self._word))[:WORD]
        if finish_reasons.kind_of(self._word) == finish_reasons.FAILED:
            raise Trouble(kind, f"{url} ended the answer for trouble of its own ({word}).",
                          unheard=self.spoke)
        if self._odd and not (self.spoke or self._empty) and not finish_reasons.by_length(
                self._word):
            raise Trouble("question", f"{url} answered with {self._odd}, so there is nothing to "
                                      f"show ({word}).", unheard=True)
        known = self._word if isinstance(self._word, str) else None
        return Heard("end", word=known if known is None else self._endpoint.clean(known),
                     usage=self._usage, model=self._model, late=self._late)
