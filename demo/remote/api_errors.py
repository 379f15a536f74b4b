"""What a server's refusal means: pass, this question alone, or everything. One sentence each.

A refusal is a status and words; some servers send status 200 and put both into the body, and then
the body's own code decides as a status would.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any

from demo.remote.response_bodies import first
from demo.remote.token_usage import NOTHING, Spent

SPOKEN = 160  # characters of a server's own words that are passed on

# Where a server names its error instead of, or beside, a status.
MEANINGS: dict[str, int] = {
    **dict.fromkeys((
        "insufficient_quota", "insufficient_balance", "insufficient_user_quota", "arrearage",
        "billing_hard_limit_reached", "billing_not_active", "insufficient_credits",
        "credits_exhausted", "payment_required", "billing_error", "1113",
        "exceeded_current_quota_error",
    ), 402),
    **dict.fromkeys(("invalid_api_key", "authentication_error", "unauthenticated",
                     "invalidapikey"), 401),
    **dict.fromkeys(("permission_error", "permission_denied"), 403),
    **dict.fromkeys(("model_not_found", "not_found_error", "notfounderror", "not_found"), 404),
    **dict.fromkeys((
        "rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error", "too_many_requests",
        "resource_exhausted", "throttling", "ratelimitexceeded", "17", "18", "19", "1302",
    ), 429),
    **dict.fromkeys((
        "context_length_exceeded", "string_above_max_length", "content_policy_violation",
        "content_filter", "data_inspection_failed", "badrequesterror", "invalid_argument",
    ), 400),
    **dict.fromkeys(("server_error", "overloaded_error", "internal_server_error", "unavailable",
                     "api_error", "internalservererror"), 500),
}
# Only words that no rate limit uses: some say "exceeded your current quota" for a busy minute.
NO_CREDIT = ("insufficient balance", "insufficient credit", "credit balance is too low",
             "no credit", "out of credit", "余额不足", "欠费", "in arrears", "in good standing")


class Trouble(Exception):
    """`kind`: "again" may pass, "question" is about this question alone, "fatal" about all, "odd"
    may pass, too, and is about this question alone where it does not.

    `after` is how many seconds the server asked to wait; `spent` the tokens (prompt, answer) that
    a reply of no use cost; `unheard` that an answer may have been made, and paid, without us;
    `requests` how many it took to learn of it, redirects included.
    """

    requests = 1

    def __init__(
        self, kind: str, sentence: str, after: float | None = None,
        spent: Spent = NOTHING, unheard: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.kind, self.after, self.spent, self.unheard = kind, after, spent, unheard


@dataclass(frozen=True)
class Refusal:
    """`status` is the one that counts, `shown` the one that the server sent."""

    status: int
    shown: int
    said: str
    after: float | None


def refusal(shown: int, body: Any, headers: Mapping[str, str], raw: str = "") -> Refusal:
    """Read a refusal from a status and a body that holds an error in any of the usual forms."""
    held = error_in(body)
    words = {str(held.get(name)).lower() for name in ("code", "type", "status") if held.get(name)}
    said = " ".join(str(held.get("message") or held.get("detail") or _readable(raw)
                        or body or "").split())
    status = shown if shown >= 400 else _number(held) or 500
    named = {MEANINGS[word] for word in words if word in MEANINGS}
    if 402 in named or any(sign in said.lower() for sign in NO_CREDIT):
        status = 402
    elif named and (shown < 400 and not _number(held) or 404 in named and status == 400):
        status = min(named)
    return Refusal(status, shown, said or "no reason given", _after(headers, held))


def _readable(raw: str) -> str:
    """A page of HTML as what a person would read of it, without its scripts and styles."""
    if not re.search(r"<(?:!doctype|html|head|body|title|h\d|p)\b", raw, re.IGNORECASE):
        return raw
    bare = re.sub(r"(?is)<(script|style)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", " ", raw)
    return html.unescape(re.sub(r"<[^>]*>", " ", bare))


def error_in(body: Any) -> dict[str, Any]:
    """The error that a body tells of, flat: message, code, type. Empty where it tells of none."""
    if not isinstance(body, dict):
        return {}
    error = body.get("error") or first(body.get("choices")).get("error")
    if isinstance(error, dict):
        return error
    if isinstance(error, str):
        return {"message": error, "code": body.get("code"), "type": body.get("type")}
    if body.get("error_msg"):  # Baidu
        return {"message": body["error_msg"], "code": body.get("error_code")}
    if body.get("choices"):
        return {}
    message = body.get("message") or body.get("msg") or body.get("detail")
    return {**body, "message": message} if message else {}


def _number(held: dict[str, Any]) -> int | None:
    """A status among an error's codes, as a number or its digits."""
    for name in ("code", "status_code", "status"):
        value = str(held.get(name, ""))
        if value.isdecimal() and 400 <= int(value) <= 599:
            return int(value)
    return None


def _after(headers: Mapping[str, str], held: dict[str, Any]) -> float | None:
    """Seconds that the server asked to wait: a number, a date, or Google's retryDelay."""
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        if name in headers:
            told = _seconds(headers[name], headers.get("date"))
            if told is not None:
                return told * unit
    details = held.get("details")
    for detail in details if isinstance(details, list) else []:
        delay = detail.get("retryDelay") if isinstance(detail, dict) else None
        if isinstance(delay, str) and delay.endswith("s"):
            return _seconds(delay[:-1], None)
    return None


def _seconds(told: str, now: str | None) -> float | None:
    """None for what is neither a number nor a date; nothing to wait for in the past.

    A date is counted from the server's own clock where it tells it: ours may differ.
    """
    try:
        seconds = float(told)
    except ValueError:
        try:
            here = parsedate_to_datetime(now).timestamp() if now else time.time()
            seconds = parsedate_to_datetime(told).timestamp() - here
        except (ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if isfinite(seconds) else None


def trouble(endpoint: Any, refusal: Refusal) -> Trouble:
    """What to do about a refusal by this Endpoint, as a sentence without its key."""
    who, status = f"{endpoint.url} ({refusal.shown})", refusal.status
    model, variable = endpoint.model, endpoint.key_variable
    # Cleaned before it is cut: half a key is no longer known for one.
    said = endpoint.clean(refusal.said)[:SPOKEN].rstrip(".")
    if status == 401:
        return Trouble("fatal", f"{who} does not accept the key: put a valid one into the "
                                f"environment variable {variable}.")
    if status == 402:
        return Trouble("fatal", f"{who} says the account has no credit left: {said}.")
    if status == 403:
        return Trouble("fatal", f"{who} does not let this key use {model}: {said}.")
    if status in (404, 405):
        return Trouble("fatal", f"{who} knows no such address or model ({model}): check "
                                f"{endpoint.address}: {said}.")
    if status == 429:
        return Trouble("again", f"{who} says there are too many requests: {endpoint.slower}: "
                                f"{said}.", refusal.after)
    if status >= 500 or status in (408, 409, 425):
        return Trouble("again", f"{who} has trouble of its own: {said}.", refusal.after)
    return Trouble("question", f"{who} refused a question: {said}.")
