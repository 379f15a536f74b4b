"""One question put once to an OpenAI-compatible endpoint: a Reply, or a Trouble in one sentence.

The key comes from an environment variable and goes nowhere but into the request: not into a repr,
a message, a log or a file, even where a server sends it back.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from demo.errors import UserError
from demo.remote import (
    api_errors,
    finish_reasons,
    key_cleaner,
    reachability,
    redirects,
    response_bodies,
    thinking,
    token_usage,
)
from demo.remote.api_errors import SPOKEN, Trouble
from demo.remote.token_usage import NOTHING, Spent

NO_KEY = "none"


@dataclass(frozen=True)
class Endpoint:
    """Where and how to ask. `timeout` in seconds, `longest` in tokens of an answer."""

    url: str
    model: str
    longest: int = 512
    temperature: float = 0.0
    timeout: float = 120.0
    longest_as: str = "max_tokens"
    key_variable: str = "OPENAI_API_KEY"
    key: str = field(default=NO_KEY, repr=False)
    # Where an address is given, and how to ask less often, for sentences.
    address: str = "--endpoint, which often ends in /v1, and --model"
    slower: str = "lower --rate or --concurrency, or come back later"

    @property
    def cleaner(self) -> key_cleaner.KeyCleaner:
        return key_cleaner.of("" if self.key == NO_KEY else self.key)

    def clean(self, text: str) -> str:
        """A sentence without the key, or half of it and more."""
        return self.cleaner.clean(text)

    @property
    def card(self) -> dict[str, Any]:
        """What must be the same for all answers of a folder. Never the key."""
        return {"teacher": self.model, "endpoint": self.url, "longest": self.longest,
                "temperature": self.temperature}


@dataclass(frozen=True)
class Reply:
    """`finish` is one of endings' four kinds and `word` the server's own for it.

    `aloud`: the thinking stood inside the answer and was taken apart here.
    """

    text: str
    finish: str
    spent: Spent
    reasoning: str = ""
    word: str = ""
    aloud: bool = False

    @property
    def useful(self) -> bool:
        return bool(self.text.strip()) and self.finish != finish_reasons.REFUSED


def checked(url: str) -> str:
    """The address without a slash at its end. Raises UserError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"--endpoint must be an address such as http://localhost:8000/v1, not "
                        f"{url!r}.")
    if parts.username or parts.password or parts.query:
        raise UserError("--endpoint must hold no user, password or ?query: a key belongs in an "
                        "environment variable (--key-variable).")
    return url.rstrip("/")


def key_from(variable: str, wanted: bool) -> str:
    """Raises UserError when the user named a variable (`wanted`) that is not set, and where it
    holds what no header can: the sentence names the variable and nothing of what it holds."""
    key = os.environ.get(variable, "").strip()
    if not key and wanted:
        raise UserError(f"The environment variable {variable} is not set: put the key there.")
    if not (key.isascii() and key.isprintable()):
        raise UserError(f"The environment variable {variable} holds a line break, a control "
                        "character or one beyond ASCII, which no key has: put the key there alone, "
                        "on one line.")
    return key or NO_KEY


def connect(endpoint: Endpoint) -> Any:
    """The client; it retries nothing by itself. Raises UserError without the openai package."""
    try:
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient
    except ImportError:
        raise UserError(
            "Asking an endpoint needs the openai package: pip install -r "
            "demo/distill/requirements.txt."
        ) from None
    hooks = {"response": [partial(redirects.look, endpoint)]}
    return AsyncOpenAI(
        api_key=endpoint.key, base_url=endpoint.url, max_retries=0, timeout=endpoint.timeout,
        http_client=DefaultAsyncHttpxClient(event_hooks=hooks),
    )


async def ask(
    client: Any, endpoint: Endpoint, messages: list[dict[str, str]], requests: int
) -> Reply:
    """With at most so many requests. Raises Trouble, never anything that holds the request."""
    way = redirects.begin(requests)
    try:
        return _reply(endpoint, messages, await _sent(client, endpoint, messages))
    except Trouble as trouble:
        trouble.requests = 1 + way.followed
        raise


async def _sent(client: Any, endpoint: Endpoint, messages: list[dict[str, str]]) -> Any:
    """The response of status 200."""
    import openai

    put = client.chat.completions.with_raw_response.create
    try:
        # The client's own limit is for each read: a server that drips would never pass it.
        heard = await asyncio.wait_for(put(
            model=endpoint.model, messages=messages, temperature=endpoint.temperature,
            **{endpoint.longest_as: endpoint.longest},
        ), endpoint.timeout)
    except openai.APIStatusError as error:
        raise refused(endpoint, error.response, error.status_code) from None
    except (openai.APITimeoutError, asyncio.TimeoutError) as error:
        raise Trouble(
            "again", f"{endpoint.url} did not answer within {endpoint.timeout:g} seconds.",
            unheard=reachability.unheard(error),
        ) from None
    except openai.APIConnectionError as error:
        ours = [one for one in reachability.chain(error) if isinstance(one, Trouble)]
        raise (ours[0] if ours else reachability.unreached(endpoint, error)) from None
    return heard.http_response


def refused(endpoint: Endpoint, response: Any, status: int, body: Any = None) -> Trouble:
    """What a response that is no answer means."""
    body = response_bodies.data_of(response.content) if body is None else body
    raw = response.content.decode("utf-8", "replace")
    return api_errors.trouble(endpoint, api_errors.refusal(status, body, response.headers, raw))


def _nonsense(endpoint: Endpoint, content: bytes, spent: Spent = NOTHING) -> Trouble:
    return Trouble("again", f"{endpoint.url} answers, but with no chat completion: check that "
                            "--endpoint is the API's base address, which often ends in /v1.",
                   # A page of HTML was no answer of a model, half an object may have been one.
                   spent=spent,
                   unheard=spent[:2] == (None, None) and content.lstrip()[:1] in (b"{", b"d"))


def _reply(endpoint: Endpoint, messages: list[dict[str, str]], response: Any) -> Reply:
    """Read a reply of status 200. Raises Trouble, with what it cost, where it answers nothing."""
    body = response_bodies.data_of(response.content)
    if body is None:
        raise _nonsense(endpoint, response.content)
    choice = response_bodies.first(body.get("choices"))
    message = response_bodies.message_of(choice)
    content, word = message.get("content"), choice.get("finish_reason")
    working = (response_bodies.text_of(message.get("reasoning_content") or message.get("reasoning"))
               or response_bodies.thoughts_of(content))
    text = response_bodies.text_of(content)
    unread, text = text is None and not response_bodies.thoughts_of(content), text or ""
    kind, spent = (
        finish_reasons.kind_of(word),
        token_usage.spent(body.get("usage"), messages, text + working),
    )
    if message.get("refusal") or (message.get("tool_calls") and not text):
        kind, text = (
            finish_reasons.REFUSED,
            text or response_bodies.text_of(message.get("refusal")) or "",
        )
    if unread or not text.strip() and not working:
        _answered_nothing(endpoint, response, body, kind, spent)
    thought, text, aloud = thinking.split(text)
    # A failure, also one that a server tells of beside the text, leaves a text that stops
    # anywhere, and half a character is no end either: kept, for it was paid, as cut.
    broken = api_errors.error_in(body) or text.endswith("\ufffd")
    if kind == finish_reasons.FAILED or (kind == finish_reasons.END and broken):
        kind = finish_reasons.CUT
    word = endpoint.clean(str(word).strip())[:SPOKEN] or finish_reasons.NO_WORD
    return Reply(endpoint.clean(text), kind, spent, endpoint.clean(working or thought), word, aloud)


def _answered_nothing(
    endpoint: Endpoint, response: Any, body: dict[str, Any], kind: str, spent: Spent,
) -> None:
    """Raises Trouble, but for an empty answer that is one, or a refusal without words."""
    if api_errors.error_in(body):
        refusal = refused(endpoint, response, response.status_code, body)
        refusal.spent = spent
        raise refusal
    choice = response_bodies.first(body.get("choices"))
    if not choice:
        raise _nonsense(endpoint, response.content, spent)
    if kind == finish_reasons.FAILED:
        raise Trouble("again", f"{endpoint.url} has trouble of its own: an answer ended before "
                               "it began.", spent=spent)
    if kind != finish_reasons.REFUSED and (odd := _unreadable(choice)):
        raise Trouble("odd", f"{endpoint.url} answered a question with {odd}.",
                      spent=spent, unheard=spent[:2] == (None, None))


def _unreadable(choice: dict[str, Any]) -> str:
    """What stands where a text should, for a sentence; "" where there is an empty one. Whoever
    cuts an answer before it begins may leave the text out."""
    message = response_bodies.message_of(choice)
    if "content" in message:
        content = message["content"]
        kind = {dict: "an object", list: "a list"}.get(type(content), "something")
        return "" if response_bodies.text_of(content) is not None else f"{kind} that is no text"
    return (
        "" if finish_reasons.by_length(choice.get("finish_reason")) else "a message without content"
    )
