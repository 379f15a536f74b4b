"""One question put once to an OpenAI-compatible endpoint: a Reply, or a Trouble in one sentence.

The key comes from an environment variable and goes nowhere but into the request: not into a repr,
a message, a log or a file, even where a server sends it back.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from demo.distill import endings
from demo.distill.endpoint import bodies, thinking, troubles
from demo.distill.endpoint.troubles import SPOKEN, Trouble
from demo.errors import UserError

NO_KEY = "none"
Spent = tuple[int | None, int | None]  # tokens of the prompt and of the answer, where counted
MOVED = (301, 302, 303)  # redirects after which a question would be put without its words


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

    def clean(self, text: str) -> str:
        return text if self.key == NO_KEY else text.replace(self.key, "[key]")

    @property
    def card(self) -> dict[str, Any]:
        """What must be the same for all answers of a folder. Never the key."""
        return {"teacher": self.model, "endpoint": self.url, "longest": self.longest,
                "temperature": self.temperature}


@dataclass(frozen=True)
class Reply:
    """`finish` is one of endings' four kinds and `word` the server's own for it.

    The tokens are None where the server does not count. `aloud`: the thinking stood inside the
    answer and was taken apart here.
    """

    text: str
    finish: str
    prompt_tokens: int | None
    answer_tokens: int | None
    reasoning: str = ""
    word: str = ""
    aloud: bool = False

    @property
    def useful(self) -> bool:
        return bool(self.text.strip()) and self.finish != endings.REFUSED


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"--endpoint must be an address such as http://localhost:8000/v1, not "
                        f"{url!r}.")
    if parts.username or parts.password or parts.query:
        raise UserError("--endpoint must hold no user, password or ?query: a key belongs in an "
                        "environment variable (--key-variable).")
    return url.rstrip("/")


def key_from(variable: str, wanted: bool) -> str:
    """Raises UserError when the user named a variable (`wanted`) that is not set."""
    key = os.environ.get(variable, "").strip()
    if not key and wanted:
        raise UserError(f"The environment variable {variable} is not set: put the key there.")
    return key or NO_KEY


def connect(endpoint: Endpoint) -> Any:
    """The client; it retries nothing by itself. Raises UserError without the openai package."""
    try:
        from openai import AsyncOpenAI
    except ImportError:
        raise UserError(
            "Asking an endpoint needs the openai package: pip install -r "
            "demo/distill/requirements.txt."
        ) from None
    return AsyncOpenAI(
        api_key=endpoint.key, base_url=endpoint.url, max_retries=0, timeout=endpoint.timeout
    )


async def ask(client: Any, endpoint: Endpoint, messages: list[dict[str, str]]) -> Reply:
    """Raises Trouble, never anything that holds the request."""
    import openai

    put = client.chat.completions.with_raw_response.create
    try:
        # The client's own limit is for each read: a server that drips would never pass it.
        heard = await asyncio.wait_for(put(
            model=endpoint.model, messages=messages, temperature=endpoint.temperature,
            **{endpoint.longest_as: endpoint.longest},
        ), endpoint.timeout)
    except openai.APIStatusError as error:
        raise _refused(endpoint, error.response, error.status_code) from None
    except (openai.APITimeoutError, asyncio.TimeoutError) as error:
        raise Trouble(
            "again", f"{endpoint.url} did not answer within {endpoint.timeout:g} seconds.",
            unheard=_unheard(error),
        ) from None
    except openai.APIConnectionError as error:
        raise _unreached(endpoint, error) from None
    return _reply(endpoint, heard.http_response)


def _chain(error: BaseException) -> list[BaseException]:
    found = [error]
    while deeper := found[-1].__cause__ or found[-1].__context__:
        found.append(deeper)
    return found


def _unheard(error: BaseException) -> bool:
    """Whoever was never reached made no answer; a line cut later may have cost one."""
    return not any("Connect" in type(one).__name__ for one in _chain(error)[1:])


def _unreached(endpoint: Endpoint, error: Exception) -> Trouble:
    deepest = _chain(error)[-1]
    reason = endpoint.clean(" ".join(str(deepest).split()))[:SPOKEN].rstrip(".")
    if isinstance(deepest, ConnectionRefusedError) or "refused" in reason.lower():
        reason = "connection refused"
    return Trouble("again", f"{endpoint.url} cannot be reached "
                            f"({reason or type(deepest).__name__}).", unheard=_unheard(error))


def _refused(endpoint: Endpoint, response: Any, status: int, body: Any = None) -> Trouble:
    moved = [one.headers.get("location", "") for one in response.history
             if one.status_code in MOVED]
    if moved:
        return Trouble("fatal", f"{endpoint.url} has moved to "
                                f"{endpoint.clean(moved[-1])[:SPOKEN]}: give --endpoint the "
                                "address as it is now.")
    body = bodies.data_of(response.content) if body is None else body
    raw = response.content.decode("utf-8", "replace")
    return troubles.trouble(endpoint, troubles.refusal(status, body, response.headers, raw))


def _nonsense(endpoint: Endpoint, content: bytes, spent: Spent = (None, None)) -> Trouble:
    return Trouble("again", f"{endpoint.url} answers, but with no chat completion: check that "
                            "--endpoint is the API's base address, which often ends in /v1.",
                   # A page of HTML was no answer of a model, half an object may have been one.
                   spent=spent,
                   unheard=spent == (None, None) and content.lstrip()[:1] in (b"{", b"d"))


def _moved(response: Any) -> bool:
    return any(one.status_code in MOVED for one in response.history)


def _reply(endpoint: Endpoint, response: Any) -> Reply:
    """Read a reply of status 200. Raises Trouble, with what it cost, where it answers nothing."""
    body = bodies.data_of(response.content)
    if body is None and not _moved(response):
        raise _nonsense(endpoint, response.content)
    body = body or {}
    choice = bodies.first(body.get("choices"))
    message = choice.get("message") if isinstance(choice.get("message"), dict) else {}
    working = bodies.text_of(message.get("reasoning_content") or message.get("reasoning"))
    text, word = bodies.text_of(message.get("content")), choice.get("finish_reason")
    kind, spent = endings.kind_of(word), _spent(body, text or working)
    if message.get("refusal") or (message.get("tool_calls") and not text):
        kind, text = endings.REFUSED, text or bodies.text_of(message.get("refusal"))
    if not text.strip() and not working:
        _answered_nothing(endpoint, response, body, kind, spent)
    thought, text, aloud = thinking.split(text)
    # A failure, also one that a server tells of beside the text, leaves a text that stops
    # anywhere, and half a character is no end either: kept, for it was paid, as cut.
    broken = body.get("error") or text.endswith("\ufffd")
    if kind == endings.FAILED or (kind == endings.END and broken):
        kind = endings.CUT
    return Reply(endpoint.clean(text), kind, *spent, endpoint.clean(working or thought),
                 endpoint.clean(str(word))[:SPOKEN], aloud)


def _spent(body: dict[str, Any], said: str) -> Spent:
    """Prompt and answer tokens; a server that counts none for what it said does not count."""
    usage = body.get("usage")
    asked = bodies.count_of(usage, "prompt_tokens") or None
    answered = bodies.count_of(usage, "completion_tokens")
    return asked, None if said and not answered else answered


def _answered_nothing(
    endpoint: Endpoint, response: Any, body: dict[str, Any], kind: str, spent: Spent,
) -> None:
    """Raises Trouble, but for an empty answer that is one, or a refusal without words."""
    if troubles.error_in(body) or _moved(response):
        found = _refused(endpoint, response, response.status_code, body)
        found.spent = spent
        raise found
    if not bodies.first(body.get("choices")):
        raise _nonsense(endpoint, response.content, spent)
    if kind == endings.FAILED:
        raise Trouble("again", f"{endpoint.url} has trouble of its own: an answer ended before "
                               "it began.", spent=spent)
