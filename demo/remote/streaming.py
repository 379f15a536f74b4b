"""One question put once to an OpenAI-compatible endpoint, its answer heard as it comes.

Reads what real servers send: events with comments in between, deltas or whole messages, reasoning
apart or inside, an error in the middle, usage or none, and plain JSON where no stream was had.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from demo.errors import UserError
from demo.remote import api_errors, finish_reasons, response_bodies
from demo.remote.api_errors import Trouble
from demo.remote.endpoint import Endpoint, chain, refused, unreached

SILENCE = 30.0  # seconds without a byte, after which a server is given up
MOST_BYTES = 20_000_000  # of one answer with all its frames
# A server that does not know how to count a stream says so of this field.
COUNTING = {"stream_options": {"include_usage": True}}


@dataclass(frozen=True)
class Heard:
    """kind "text" or "thought": a piece of the answer, or of the reasoning before it; "end": the
    last, with the server's own word for it, its usage as it sent it, and the model it names."""

    kind: str
    text: str = ""
    word: Any = None
    usage: Any = None
    model: str = ""


def connect(endpoint: Endpoint, headers: dict[str, str]) -> Any:
    """A client that retries nothing and follows no redirect. Raises UserError without openai."""
    try:
        from openai import DefaultHttpxClient, OpenAI, Timeout
    except ImportError:
        raise UserError("A side behind an API needs the openai package: pip install -r "
                        "demo/remote/requirements.txt.") from None
    return OpenAI(
        api_key=endpoint.key, base_url=endpoint.url, max_retries=0, default_headers=headers,
        timeout=Timeout(SILENCE, connect=10.0),
        http_client=DefaultHttpxClient(follow_redirects=False),
    )


def ask(
    client: Any, endpoint: Endpoint, request: dict[str, Any],
    gone: Callable[[], bool] = lambda: False,
) -> Iterator[Heard]:
    """`request`: the body without model and stream; gone: does nobody want to hear more? Then the
    connection is closed. Raises Trouble, in words without the key."""
    import openai

    try:
        with client.chat.completions.with_streaming_response.create(
            model=endpoint.model, stream=True, **request,
        ) as heard:
            yield from _read(endpoint, heard.http_response, gone)
    except openai.APIStatusError as error:
        raise refused(endpoint, error.response, error.status_code) from None
    except Trouble:
        raise
    except Exception as error:  # of whichever HTTP library the client uses
        kinds = [type(one) for one in chain(error)]
        if any("Timeout" in kind.__name__ for kind in kinds):
            raise Trouble("again", f"{endpoint.url} said nothing for {SILENCE:g} seconds.") \
                from None
        if not any(kind.__module__.startswith(("openai", "http", "h11")) for kind in kinds):
            raise
        raise unreached(endpoint, error) from None


def _read(endpoint: Endpoint, response: Any, gone: Callable[[], bool]) -> Iterator[Heard]:
    if "event-stream" not in response.headers.get("content-type", ""):
        yield from _whole(endpoint, response)
        return
    answer = _Answer(endpoint)
    for line in _lines(endpoint, response):
        if gone():
            return
        if not line.startswith("data:"):
            continue  # a comment that keeps the line alive, an event's name
        said = line[5:].strip()
        if said == "[DONE]":
            break
        yield from answer.chunk(_object(endpoint, said))
    yield answer.ended()


def _lines(endpoint: Endpoint, response: Any) -> Iterator[str]:
    held, size = b"", 0
    for part in response.iter_bytes():
        held, size = held + part, size + len(part)
        if size > MOST_BYTES:
            raise Trouble("question", f"{endpoint.url} sends without end.")
        *lines, held = held.replace(b"\r\n", b"\n").split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in lines)
    yield held.decode("utf-8", "replace")


def _object(endpoint: Endpoint, said: str) -> dict[str, Any]:
    try:
        body = response_bodies.mended(json.loads(said))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Trouble("question", f"{endpoint.url} broke off in the middle of a message.")
    return body


def _whole(endpoint: Endpoint, response: Any) -> Iterator[Heard]:
    """An answer that came in one piece, or no answer."""
    content = response.read()
    body = response_bodies.data_of(content)
    if body is None:
        raise Trouble("question", f"{endpoint.url} answers, but with no chat completion: check "
                                  f"{endpoint.address}.")
    answer = _Answer(endpoint)
    yield from answer.chunk(body)
    yield answer.ended()


class _Answer:
    """What the chunks of one answer have said so far."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint, self._said = endpoint, ""
        self._word: Any = None
        self._usage: Any = None
        self._model = ""
        self._spoke = False

    def chunk(self, body: dict[str, Any]) -> Iterator[Heard]:
        """Raises Trouble for an error among them."""
        if api_errors.error_in(body):
            refusal = api_errors.refusal(200, body, {})
            raise api_errors.trouble(self._endpoint, refusal)
        choice = response_bodies.first(body.get("choices"))
        self._word = choice.get("finish_reason") or self._word
        self._usage = body.get("usage") or self._usage
        self._model = str(body.get("model") or self._model)[:80]
        message = response_bodies.message_of(choice)
        content = message.get("content")
        thought = (response_bodies.text_of(message.get("reasoning_content")
                                           or message.get("reasoning"))
                   or response_bodies.thoughts_of(content))
        text = response_bodies.text_of(content) or response_bodies.text_of(
            message.get("refusal")) or ""
        if message.get("refusal"):
            self._word = "refusal"
        if "message" in choice and "delta" not in choice and text.startswith(self._said):
            text = text[len(self._said):]  # some tell each time all that was said so far
        self._said += text
        for kind, piece in (("thought", thought), ("text", text)):
            if piece:
                self._spoke = True
                yield Heard(kind, self._endpoint.clean(piece))

    def ended(self) -> Heard:
        """Raises Trouble where it is no end."""
        if self._word is None:
            raise Trouble("again" if not self._spoke else "question",
                          f"{self._endpoint.url} broke off before the answer's end.")
        if finish_reasons.kind_of(self._word) == finish_reasons.FAILED:
            raise Trouble("again" if not self._spoke else "question",
                          f"{self._endpoint.url} ended the answer for trouble of its own "
                          f"({str(self._word)[:40]}).")
        return Heard("end", word=self._word, usage=self._usage, model=self._model)
