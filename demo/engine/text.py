"""Tokens to text, one at a time, outside the timed step; half a character is kept back."""

from __future__ import annotations

from tokenizers import Tokenizer
from tokenizers.decoders import DecodeStream


class Detokenizer:
    """Text of a growing answer. Every piece is final: nothing shown is ever taken back."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._stream = DecodeStream(skip_special_tokens=True)

    def text(self, token: int) -> str:
        """What this token adds, or "" while its last character is not complete."""
        return self._stream.step(self._tokenizer, token) or ""
