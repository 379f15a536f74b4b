"""How servers misbehave: a table of replies, each with what must become of it.

A behaviour is a list of replies, the last of which repeats; whoever finds another adds a row.
"""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from tests.distill.own.api.conftest import Reply, completion, failure

GOOD = completion("Nile and Rhine.")
JSON = {"Content-Type": "application/json"}
EVENTS = {"Content-Type": "text/event-stream"}


def body(data: Any, status: int = 200, **headers: str) -> Reply:
    """`data` as JSON, lone surrogates as escapes."""
    return status, JSON | headers, json.dumps(data).encode()


def answered(message: dict, finish: Any = "stop", usage: Any = "usual", **more: Any) -> Reply:
    found = {"choices": [{"index": 0, "finish_reason": finish, "message": message}], **more}
    if usage == "usual":
        usage = {"prompt_tokens": 7, "completion_tokens": 3}
    return body(found | ({"usage": usage} if usage is not None else {}))


def events(*chunks: Any, end: str = "data: [DONE]\n\n") -> Reply:
    text = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return 200, EVENTS, (text + end).encode()


def delta(text: str, finish: str | None = None) -> dict:
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


def dated(seconds: float, skew: float = 0.0) -> dict[str, str]:
    """Retry-After as a date, by a clock that differs from ours by `skew`."""
    now = time.time() + skew
    return {"Retry-After": formatdate(now + seconds, usegmt=True), "Date": formatdate(now, True)}


@dataclass(frozen=True)
class Kept:
    """A reply that is an answer: what is kept of it."""

    reply: Reply
    answer: str
    finish: str = "stop"
    word: str = ""
    more: dict = field(default_factory=dict)


THOUGHT = {"reasoning": "Rivers.", "aloud": True}
ALONE = {"reasoning": "Let me see"}

KEPT: dict[str, Kept] = {
    "half an emoji": Kept(answered({"content": "Nile \ud83d"}), "Nile \ufffd", "length", "stop"),
    "half an emoji in the middle": Kept(answered({"content": "a \ud83d b"}), "a \ufffd b"),
    "a whole emoji in escapes": Kept(answered({"content": "\ud83d\ude00"}), "\U0001f600"),
    "no UTF-8": Kept((200, JSON, b'{"choices":[{"message":{"content":"N\xff"},'
                                 b'"finish_reason":"stop"}]}'), "N\ufffd", "length", "stop"),
    "a byte order mark": Kept((200, JSON, b"\xef\xbb\xbf" + GOOD[2]), "Nile and Rhine."),
    "gzip": Kept((200, JSON | {"Content-Encoding": "gzip"}, gzip.compress(GOOD[2])),
                 "Nile and Rhine."),
    "interrupted": Kept(answered({"content": "The longest"}, "insufficient_system_resource"),
                        "The longest", "length", "insufficient_system_resource"),
    "an unknown word": Kept(answered({"content": "The"}, "vibes"), "The", "length", "vibes"),
    "no word": Kept(answered({"content": "The"}, None), "The", "length", "None"),
    "a number for a word": Kept(answered({"content": "The"}, 2), "The", "length", "2"),
    "an enumeration": Kept(answered({"content": "Nile."}, "FinishReason.STOP"), "Nile.", "stop",
                           "FinishReason.STOP"),
    "an end of text": Kept(answered({"content": "Nile."}, "eos_token"), "Nile.", "stop",
                           "eos_token"),
    "an error beside the text": Kept(
        answered({"content": "The lon"}, "stop", error={"message": "lost", "code": 502}),
        "The lon", "length", "stop"),
    "thinking alone": Kept(answered({"content": None, "reasoning_content": "Let me see"},
                                    "length"), "", "length", "", ALONE),
    "thinking alone, inside": Kept(answered({"content": "<think>\nLet me see"}, "length"),
                                   "", "length", "", ALONE | {"aloud": True}),
    "thinking that ended with nothing": Kept(
        answered({"content": "", "reasoning": "Let me see"}), "", "stop", "", ALONE),
    "thinks aloud": Kept(answered({"content": "<think>\nRivers.\n</think>\n\nNile."}), "Nile.",
                         more=THOUGHT),
    "thinks aloud after an opened tag": Kept(answered({"content": "Rivers.\n</think>\n\nNile."}),
                                             "Nile.", more=THOUGHT),
    "thinks aloud in brackets": Kept(answered({"content": "[THINK]Rivers.[/THINK]Nile."}), "Nile.",
                                     more=THOUGHT),
    "speaks of the tag": Kept(answered({"content": "Close it with </think> and go on."}),
                              "Close it with </think> and go on."),
    "parts": Kept(answered({"content": [{"type": "text", "text": "Nile "}, {"type": "text",
                                        "text": "and Rhine."}]}), "Nile and Rhine."),
    "a refusal": Kept(answered({"content": None, "refusal": "I cannot."}), "I cannot.", "refused",
                      "stop"),
    "filtered": Kept(answered({"content": None}, "content_filter"), "", "refused",
                     "content_filter"),
    "filtered in mid-sentence": Kept(answered({"content": "The lon"}, "SAFETY"), "The lon",
                                     "refused", "SAFETY"),
    "a tool call": Kept(answered({"content": None, "tool_calls": [{"id": "1"}]}, "tool_calls"),
                        "", "refused", "tool_calls"),
    "two choices": Kept(body({"choices": [
        {"message": {"content": "a"}, "finish_reason": "stop"},
        {"message": {"content": "b"}, "finish_reason": "stop"}]}), "a"),
    "streams unasked": Kept(events(delta("Nile "), delta("and Rhine.", "stop")),
                            "Nile and Rhine."),
    "streams and breaks off": Kept(events(delta("Nile "), delta("and"), end=""), "Nile and",
                                   "length", "None"),
    "streams an error": Kept(events(delta("Nile "), {"error": {"message": "lost"}}), "Nile ",
                             "length", "None"),
}



def message(content: Any, finish: str | None = None, **more: Any) -> dict:
    return {"choices": [{"message": {"content": content} | more, "finish_reason": finish}]}


# Texts in other places and forms than the standard's.
KEPT |= {
    "streams messages": Kept(events(message("Nile "), message("and Rhine.", "stop")),
                             "Nile and Rhine."),
    "streams one message": Kept(events(message("Nile and Rhine.", "stop")), "Nile and Rhine."),
    "streams messages that grow": Kept(events(message("Nile"), message("Nile and"),
                                              message("Nile and Rhine.", "stop")),
                                       "Nile and Rhine."),
    "streams deltas and then a message": Kept(
        events(delta("Nile "), delta("and Rhine."), message("Nile and Rhine.", "stop")),
        "Nile and Rhine."),
    "streams empty deltas beside a message": Kept(
        events(delta(""), message("Nile and Rhine."), delta("", "stop")), "Nile and Rhine."),
    "streams texts for deltas": Kept(
        events({"choices": [{"delta": "Nile "}]},
               {"choices": [{"delta": "and Rhine.", "finish_reason": "stop"}]}),
        "Nile and Rhine."),
    "streams objects": Kept(events(message({"text": "Nile "}), message([{"text": "and Rhine."}]),
                                   message(None, "stop")), "Nile and Rhine."),
    "streams numbers": Kept(events(delta(4), delta(2, "stop")), "42"),
    "streams thinking in messages": Kept(
        events(message("", reasoning_content="Riv"), message("", reasoning_content="ers."),
               message("Nile.", "stop")), "Nile.", more={"reasoning": "Rivers."}),
    "streams what is empty beside the text": Kept(
        events({"choices": [{"delta": {"content": "Nile", "refusal": "", "tool_calls": []}}]},
               delta(".", "stop")), "Nile."),
    "streams nothing, as an answer": Kept(events(delta(""), delta("", "stop")), ""),
    "an object with a text": Kept(answered({"content": {"text": "Nile."}}), "Nile."),
    "an object with a content": Kept(answered({"content": {"content": "Nile."}}), "Nile."),
    "an object with a text with a value": Kept(
        answered({"content": [{"type": "text", "text": {"value": "Nile."}}]}), "Nile."),
    "a number": Kept(answered({"content": 42}), "42"),
    "nought": Kept(answered({"content": 0}), "0"),
    "a broken number": Kept(answered({"content": 4.5}), "4.5"),
    "a message that is a text": Kept(
        body({"choices": [{"message": "Nile.", "finish_reason": "stop"}]}), "Nile."),
    "a text for a message": Kept(
        body({"choices": [{"text": "Nile.", "finish_reason": "stop"}]}), "Nile."),
    "a delta for a message": Kept(body(delta("Nile.", "stop")), "Nile."),
    "thinking among the parts": Kept(
        answered({"content": [{"type": "thinking", "thinking": [{"text": "Rivers."}]},
                              {"type": "text", "text": "Nile."}]}),
        "Nile.", more={"reasoning": "Rivers."}),
    "thinking among the parts, alone": Kept(
        answered({"content": [{"type": "thinking", "thinking": "Let me see"}]}, "length"),
        "", "length", "", ALONE),
    "cut before it began": Kept(answered({"role": "assistant"}, "length"), "", "length"),
    "an error in a choice, beside the text": Kept(
        body({"choices": [{"error": {"message": "gone", "code": 502}, "finish_reason": "stop",
                           "message": {"content": "The lon"}}]}), "The lon", "length", "stop"),
    "an empty word": Kept(answered({"content": "The"}, ""), "The", "length", "None"),
}

# A paid answer whose text cannot be found: asked again within --tries, never kept as empty.
UNREADABLE: dict[str, tuple[Reply, str]] = {
    "an object": (answered({"content": {"image": "x"}}), "an object that is no text"),
    "an object beside thinking": (
        answered({"content": {"image": "x"}, "reasoning_content": "hm"}), "an object that is no"),
    "an empty object": (answered({"content": {}}), "an object that is no text"),
    "parts": (answered({"content": [{"type": "image_url", "image_url": "x"}]}), "a list that is"),
    "true": (answered({"content": True}), "something that is no text"),
    "no number": (answered({"content": float("nan")}), "something that is no text"),
    "another name": (answered({"output": "Nile."}), "a message without content"),
    "no message": (answered(None), "a message without content"),
    "a list of messages": (answered([1]), "a message without content"),
    "streams objects": (events(delta({"image": "x"}), delta({}, "stop")), "that is no text"),
    "streams another name": (events({"choices": [{"delta": {"output": "Nile."}}]},
                                    {"choices": [{"delta": {}, "finish_reason": "stop"}]}),
                             "a message without content"),
}

# How answers without an end are told of: (reply, what must be said, whether more tokens help).
NO_END: dict[str, tuple[Reply, str, bool]] = {
    "length": (answered({"content": "The"}, "length"), "were cut at their longest", True),
    "another word for it": (answered({"content": "The"}, "MAX_TOKENS"), "were cut at", True),
    "interrupted": (KEPT["interrupted"].reply, "no real end (insufficient_system_resource)", False),
    "an error beside": (KEPT["an error beside the text"].reply, "(stop, but it broke off)", False),
    "an error in a choice": (KEPT["an error in a choice, beside the text"].reply,
                             "(stop, but it broke off)", False),
    "half an emoji": (KEPT["half an emoji"].reply, "(stop, but it broke off)", False),
    "no word": (KEPT["no word"].reply, "(the server gave no reason)", False),
    "an empty word": (KEPT["an empty word"].reply, "(the server gave no reason)", False),
    "an unknown word": (KEPT["an unknown word"].reply, "no real end (vibes)", False),
    "the model's room": (answered({"content": "The"}, "model_length"), "(model_length)", False),
}

# Nothing to learn from, and why.
IN_VAIN: dict[str, tuple[Reply, str]] = {
    "thinking, cut": (KEPT["thinking alone"].reply, "thinking: it used up --max-tokens (9)."),
    "thinking, ended": (answered({"content": "", "reasoning": "hm"}), "thinking (stop)"),
    "thinking, interrupted": (answered({"content": "", "reasoning": "hm"}, "abort"),
                              "nothing but thinking (abort)"),
    "thinking, no word": (answered({"content": "<think>hm"}, None),
                          "nothing but thinking (the server gave no reason)"),
    "nothing, no word": (answered({"content": ""}, None), "no text (the server gave no reason)"),
    "declined, no word": (answered({"content": None, "refusal": "No."}, None),
                          "declined to answer a question (the server gave no reason)"),
}

USAGES: dict[str, tuple[Any, tuple[int, int]]] = {
    "missing": (None, (0, 0)),
    "texts": ({"prompt_tokens": "7", "completion_tokens": "3"}, (0, 0)),
    "true": ({"prompt_tokens": True, "completion_tokens": True}, (0, 0)),
    "nothing for something": ({"prompt_tokens": 0, "completion_tokens": 0}, (0, 0)),
    "a list": ([7, 3], (0, 0)),
    "floats": ({"prompt_tokens": 7.0, "completion_tokens": 3.0}, (7, 3)),
}

# Counts that cannot be -> ours, of the two-byte question and the five-byte answer.
ABSURD: dict[str, tuple[Any, tuple[int, int]]] = {
    name: ({"prompt_tokens": value, "completion_tokens": value}, (34, 5))
    for name, value in {
        "negative": -5, "enormous": 10**30, "a float's most": 1e308, "infinite": float("inf"),
        "no number": float("nan"), "a fraction": 3.5, "a billion": 10**9,
    }.items()
} | {
    "one of two": ({"prompt_tokens": 7, "completion_tokens": 10**30}, (7, 5)),
    "the other": ({"prompt_tokens": -1, "completion_tokens": 3}, (34, 3)),
}

# Trouble that passes: asked again, and answered.
PASSING: dict[str, Reply] = {
    "500": failure(500), "502 of a proxy": (502, {"Content-Type": "text/html"}, b"<html>Bad"),
    "529": failure(529, "Overloaded", type="overloaded_error"),
    "error with 200": body({"error": {"message": "busy", "code": 429}}),
    "error with 200, its code a text": body({"error": {"message": "busy", "code": "503"}}),
    "error with 200, its code a word": body({"error": {"message": "m", "type": "server_error"}}),
    "error with 200, all a text": body({"error": "upstream gone"}),
    "error with 200, Baidu's form": body({"error_code": 18, "error_msg": "qps limit reached"}),
    "error with 200, in a list": body([{"error": {"message": "busy", "code": 503}}]),
    "error in a choice": body({"choices": [{"error": {"message": "gone", "code": 502},
                                            "message": {"content": ""}, "finish_reason": "error"}],
                               "usage": {"prompt_tokens": 7, "completion_tokens": 0}}),
    "an error event alone": events({"error": {"message": "boom", "code": 500}}),
    "html with 200": (200, {"Content-Type": "text/html"}, b"<html>Welcome</html>"),
    "nothing with 200": (200, JSON, b""),
    "no choices": body({"choices": []}), "choices null": body({"choices": None}),
    "a choice that is none": body({"choices": ["x"]}),
    "half a body": (200, JSON, GOOD[2][:40]),
    "a cut line": (200, JSON | {"Content-Length": "900"}, GOOD[2][:40]),
    "broken gzip": (200, JSON | {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08broken"),
    "deep nesting": (200, JSON, b"[" * 100_000),
    "retry in the past": failure(429, headers=dated(-60)),
    "retry negative": failure(429, headers={"Retry-After": "-5"}),
    "retry garbage": failure(429, headers={"Retry-After": "soon"}),
    "retry not a number": failure(503, headers={"Retry-After": "nan"}),
    "retry empty": failure(429, headers={"Retry-After": ""}),
}

BALANCE = "Insufficient Balance"
# Trouble that stays: (reply, words of the sentence). Each ends the run at once.
FATAL: dict[str, tuple[Reply, str]] = {
    "no credit": (failure(402, BALANCE, code="invalid_request_error"), "no credit left"),
    "no quota": (body({"error": {"message": "You exceeded your current quota.",
                                 "type": "insufficient_quota", "code": None}}, 429),
                 "no credit left"),
    "no credit with 400": (failure(400, "Your credit balance is too low to access the API.",
                                   type="invalid_request_error"), "no credit left"),
    "no credit with 403": (failure(403, "余额不足"), "no credit left"),
    "no credit with 200": (body({"error": {"message": BALANCE, "code": 402}}), "no credit left"),
    "in arrears": (failure(400, "Access denied.", code="Arrearage"), "no credit left"),
    "no key": (failure(401), "does not accept the key"),
    "no key with 200": (body({"error": {"message": "bad", "code": "invalid_api_key"}}),
                        "does not accept the key"),
    "forbidden": (failure(403, "region"), "does not let this key use m: region"),
    "no model": (failure(404, "The model `m` does not exist", code="model_not_found"),
                 "knows no such address or model (m)"),
    "no model with 400": (failure(400, "no m", code="model_not_found"), "no such address or model"),
    "moved": ((301, {"Location": "/v2/chat/completions"}, b""),
              "/v2/chat/completions: give --endpoint the address that answers"),
    "moved, the words lost": ((303, {"Location": "https://x.org/v1"}, b""),
                              "has moved to https://x.org/v1: give --endpoint"),
    "moved to nowhere": ((302, {"Location": "http://[nowhere"}, b""), "has moved to http://"),
    "a wait too long": (failure(429, "later", {"Retry-After": "86400"}), "too many requests"),
    "a wait too long, as a date": (failure(429, "later", dated(86400)), "too many requests"),
}

# What a model said -> (thinking, answer); blocks hold blocks, and follow one another.
THINKING: dict[str, tuple[str, str]] = {
    "<think>a<think>b</think>c</think>Nile": ("abc", "Nile"),
    "<think>a<think>b<think>c</think></think></think>Nile": ("abc", "Nile"),
    "<think>a</think><think>b</think>Nile": ("a\n\nb", "Nile"),
    "<think>a</think>\n<thinking>b</thinking>\nNile": ("a\n\nb", "Nile"),
    "a<think>b</think>c</think>\nNile": ("abc", "Nile"),
    "a</think>\n<think>b</think>Nile": ("a\n\nb", "Nile"),
    "<think>a</think>Nile.<think>b</think> Rhine.": ("a\n\nb", "Nile. Rhine."),
    "<think>a</think>Nile.\n<think>b</think>\nRhine.": ("a\n\nb", "Nile.\n\nRhine."),
    "<think>a</think>Nile.\n<think>b": ("a\n\nb", "Nile.\n"),
    "<think>a <think> opens it</think>Nile": ("a  opens it", "Nile"),
    "<think>a</think>Write `<think>b</think>`.": ("a", "Write `<think>b</think>`."),
    "<think>a</think>```\n<think>b</think>\n```": ("a", "```\n<think>b</think>\n```"),
    "<think>a<think>b</think>": ("ab", ""),
}
