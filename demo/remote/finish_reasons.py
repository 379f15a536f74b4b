"""How an answer ended, by kind: one table for the words of every server, and of our own files.

A word that is not here is no real end: taught as one, a student would learn to stop in
mid-sentence. Words are compared without case, dashes and an enumeration's name before them.
Sources: the API references of OpenAI, DeepSeek, Baidu (ERNIE), Zhipu (GLM), Mistral, Cohere,
Anthropic, Gemini, Bedrock, watsonx and OpenRouter; the sources of vLLM, SGLang, TGI, llama.cpp.
"""

from __future__ import annotations

import re
from typing import Any

END, CUT, REFUSED, FAILED = "stop", "length", "refused", "failed"

WORDS: dict[str, str] = {
    **dict.fromkeys((
        "stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed", "normal",
    ), END),
    **dict.fromkeys((
        "length", "max_tokens", "model_length", "limit", "max_output_tokens", "time_limit",
        "model_context_window_exceeded", "pause_turn", "error_limit", "repetition",
    ), CUT),
    **dict.fromkeys((
        "content_filter", "content_filtered", "guardrail_intervened", "refusal", "refused",
        "safety", "recitation", "blocklist", "prohibited_content", "spii", "language",
        "image_safety", "sensitive", "error_toxic",
        # No tool was offered: there is no text to learn from, and asking again gives the same.
        "tool_calls", "tool_use", "function_call", "malformed_function_call",
        "unexpected_tool_call", "too_many_tool_calls",
    ), REFUSED),
    **dict.fromkeys((
        "insufficient_system_resource", "network_error", "error", "abort", "cancelled",
        "user_cancel", "other", "unknown", "failed",
    ), FAILED),
}

# Of CUT, the words for an answer that reached the number of tokens it was allowed.
BY_LENGTH = {"length", "max_tokens", "limit", "max_output_tokens"}
NO_WORD = "None"  # as an answer's file has it


def _plain(word: str) -> str:
    plain = re.sub(r"[\s-]+", "_", word.strip().rsplit(".")[-1].lower())
    return plain.removeprefix("finish_reason_")


def kind_of(word: Any) -> str:
    """END, CUT, REFUSED or FAILED. None and words that nobody told us of are CUT."""
    if not isinstance(word, str):
        return CUT
    return WORDS.get(_plain(word), CUT)


def by_length(word: Any) -> bool:
    """Would more tokens have helped?"""
    return isinstance(word, str) and _plain(word) in BY_LENGTH


def told(word: Any) -> str:
    """A server's word, for a sentence."""
    return "the server gave no reason" if word in (None, "", NO_WORD) else str(word)


def ended(row: dict[str, Any]) -> bool:
    """Is this kept answer one that its teacher itself brought to its end?"""
    return kind_of(row.get("finish")) == END


def useful(row: dict[str, Any]) -> bool:
    """Is there a text to learn from: neither refused nor thinking alone?"""
    return bool(row["answer"].strip()) and kind_of(row.get("finish")) != REFUSED
