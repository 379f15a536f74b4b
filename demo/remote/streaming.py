"""One question put once to an OpenAI-compatible endpoint, its answer heard as it comes.

Reads what real servers send: events with comments in between, deltas or whole messages, reasoning
apart or inside, an error in the middle, usage or none, and plain JSON where no stream was had.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demo.errors import UserError
from demo.remote import connection, redirects, response_bodies
from demo.remote.api_errors import Trouble
from demo.remote.connection import Line
from demo.remote.endpoint import Endpoint, refused
from demo.remote.event_stream import Broken, Events
from demo.remote.reachability import chain, unreached
from demo.remote.streamed_answer import Heard, StreamedAnswer

SILENCE = 30.0  # seconds without a byte, after which a server is given up
# Statuses of gateways that gave the model up: it may have answered, and that may be paid.
GAVE_UP = (408, 502, 504, 524)
# A server that does not know how to count a stream says so of this field.
COUNTING = {"stream_options": {"include_usage": True}}


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
        http_client=connection.client_of(DefaultHttpxClient, endpoint),
    )


def ask(
    client: Any, endpoint: Endpoint, request: dict[str, Any], line: Line | None = None
) -> Iterator[Heard]:
    """`request`: the body without model and stream; line: whoever listens, and may hang up. Raises
    Trouble, in words without the key; `unheard` where an answer may have been made, and paid."""
    with connection.on(line or Line()):
        yield from _asked(client, endpoint, request)


def _asked(client: Any, endpoint: Endpoint, request: dict[str, Any]) -> Iterator[Heard]:
    import openai

    try:
        with client.chat.completions.with_streaming_response.create(
            model=endpoint.model, stream=True, **request,
        ) as heard:
            yield from _read(endpoint, heard.http_response)
    except openai.APIStatusError as error:
        raise _refused(endpoint, error.response) from None
    except Trouble:
        raise
    except Exception as error:  # of whichever HTTP library the client uses
        raise _told(endpoint, error) from None


def _refused(endpoint: Endpoint, response: Any) -> Trouble:
    """A reply that is none of status 200. A redirect is told once, and followed nowhere."""
    if to := redirects.address_of(endpoint, response):
        return Trouble("fatal", f"{endpoint.url} answers that its address is {to}: put that into "
                                f"{endpoint.address}.")
    if 300 <= response.status_code < 400:
        return Trouble("fatal", f"{endpoint.url} ({response.status_code}) redirects to nowhere: "
                                f"check {endpoint.address}.")
    found = refused(endpoint, response, response.status_code)
    found.unheard = response.status_code in GAVE_UP
    return found


def _told(endpoint: Endpoint, error: Exception) -> Exception:
    """What the client's library raised, as a Trouble; what is our own fault, as it is."""
    causes = chain(error)
    if ours := [one for one in causes if isinstance(one, Trouble)]:
        return ours[0]
    kinds = [type(one) for one in causes]
    sent = bool(connection.REACHED.get())
    if any("Timeout" in kind.__name__ for kind in kinds) and sent:
        return Trouble("again", f"{endpoint.url} said nothing for {SILENCE:g} seconds.",
                       unheard=True)
    if not any(kind.__module__.startswith(("openai", "http", "h11")) for kind in kinds):
        return error
    found = unreached(endpoint, error)
    found.unheard = sent
    return found


def _read(endpoint: Endpoint, response: Any) -> Iterator[Heard]:
    """Whatever it told before trouble is told before that."""
    answer = StreamedAnswer(endpoint)
    try:
        if "event-stream" in response.headers.get("content-type", "").lower():
            yield from _streamed(endpoint, response, answer)
        else:
            yield from answer.chunk(_whole(endpoint, response.read()))
    except GeneratorExit:
        raise
    except Exception:
        yield from answer.rest()
        raise
    yield from answer.rest()
    yield answer.ended()


def _streamed(endpoint: Endpoint, response: Any, answer: StreamedAnswer) -> Iterator[Heard]:
    events, any_came = Events(), False
    try:
        for value in events.of(response.iter_bytes()):
            if isinstance(value, list) and len(value) == 1:  # Google's servers wrap errors so
                value = value[0]
            if value is None:
                continue
            if not isinstance(value, dict):
                raise Broken
            any_came = True
            yield from answer.chunk(value)
    except Broken:
        raise Trouble("question", f"{endpoint.url} broke off in the middle of a message.",
                      unheard=True) from None
    if events.odd and not any_came:
        yield from answer.chunk(_whole(endpoint, events.odd.encode()))


def _whole(endpoint: Endpoint, content: bytes) -> dict[str, Any]:
    """An answer that came in one piece. Raises Trouble where it is none."""
    body = response_bodies.data_of(content)
    if body is None:
        raise Trouble("question", f"{endpoint.url} answers, but with no chat completion: check "
                                  f"{endpoint.address}.",
                      unheard=content.lstrip()[:1] in (b"{", b"d"))
    return body
