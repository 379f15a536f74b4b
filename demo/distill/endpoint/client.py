"""One question put once to an OpenAI-compatible endpoint: a Reply, or a Trouble in one sentence.

The key comes from an environment variable and goes nowhere but into the request: not into a repr,
a message, a log or a file, even where a server sends it back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from demo.errors import UserError

NO_KEY = "none"
SPOKEN = 160  # characters of a server's own words that are passed on


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
    """`finish` is "stop" or "length"; the tokens are None where the server does not count."""

    text: str
    finish: str
    prompt_tokens: int | None
    answer_tokens: int | None
    reasoning: str = ""


class Trouble(Exception):
    """`kind`: "again" may pass, "question" is about this question alone, "fatal" about all.

    `after` is how many seconds the server asked to wait.
    """

    def __init__(self, kind: str, sentence: str, after: float | None = None) -> None:
        super().__init__(sentence)
        self.kind, self.after = kind, after


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

    try:
        found = await client.chat.completions.create(
            model=endpoint.model, messages=messages, temperature=endpoint.temperature,
            **{endpoint.longest_as: endpoint.longest},
        )
    except openai.APIStatusError as error:
        raise _status(endpoint, error) from None
    except openai.APITimeoutError:
        raise Trouble(
            "again", f"{endpoint.url} did not answer within {endpoint.timeout:g} seconds."
        ) from None
    except openai.APIConnectionError as error:
        raise Trouble("again", _unreached(endpoint, error)) from None
    except (openai.OpenAIError, ValueError, TypeError):
        raise _nonsense(endpoint) from None
    return _reply(endpoint, found)


def _unreached(endpoint: Endpoint, error: Exception) -> str:
    deepest: BaseException = error
    while deepest.__cause__ or deepest.__context__:
        deepest = deepest.__cause__ or deepest.__context__
    reason = endpoint.clean(" ".join(str(deepest).split()))[:SPOKEN].rstrip(".")
    if isinstance(deepest, ConnectionRefusedError) or "refused" in reason.lower():
        reason = "connection refused"
    return f"{endpoint.url} cannot be reached ({reason or type(deepest).__name__})."


def _words(endpoint: Endpoint, error: Any) -> str:
    """What the server itself said, short and without the key."""
    body = error.body if isinstance(error.body, dict) else {}
    said = body.get("message") or body.get("detail") or error.response.text
    return endpoint.clean(" ".join(str(said).split()))[:SPOKEN].rstrip(".")


def _status(endpoint: Endpoint, error: Any) -> Trouble:
    status, who = error.status_code, f"{endpoint.url} ({error.status_code})"
    if status == 401:
        return Trouble("fatal", f"{who} does not accept the key: put a valid one into the "
                                f"environment variable {endpoint.key_variable}.")
    said = _words(endpoint, error)
    if status == 403:
        return Trouble("fatal", f"{who} does not let this key use {endpoint.model}: {said}.")
    if status == 404:
        return Trouble("fatal", f"{who} knows no such address or model ({endpoint.model}): check "
                                f"--endpoint, which often ends in /v1, and --model: {said}.")
    if status == 429:
        if getattr(error, "code", None) == "insufficient_quota":
            return Trouble("fatal", f"{who} says the account has no credit left: {said}.")
        return Trouble("again", f"{who} says there are too many requests: lower --rate or "
                                "--concurrency, or come back later.", _after(error))
    if status >= 500 or status in (408, 409, 425):
        return Trouble("again", f"{who} has trouble of its own: {said}.", _after(error))
    return Trouble("question", f"{who} refused a question: {said}.")


def _after(error: Any) -> float | None:
    """Retry-After in seconds; a date, which is rare, counts as unsaid."""
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    return None


def _nonsense(endpoint: Endpoint) -> Trouble:
    return Trouble("again", f"{endpoint.url} answers, but with no chat completion: check that "
                            "--endpoint is the API's base address, which often ends in /v1.")


def _count(usage: Any, name: str) -> int | None:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _reply(endpoint: Endpoint, found: Any) -> Reply:
    choices = getattr(found, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise _nonsense(endpoint)
    message = getattr(choices[0], "message", None)
    text, finish = getattr(message, "content", None), getattr(choices[0], "finish_reason", None)
    if finish == "content_filter" or getattr(message, "refusal", None):
        raise Trouble("question", f"{endpoint.url} declined to answer a question.")
    if not isinstance(text, str):
        raise _nonsense(endpoint)
    extra, usage = getattr(message, "model_extra", None) or {}, getattr(found, "usage", None)
    working = extra.get("reasoning_content") or extra.get("reasoning") or ""
    return Reply(
        endpoint.clean(text), "length" if finish == "length" else "stop",
        _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"),
        endpoint.clean(working) if isinstance(working, str) else "",
    )
