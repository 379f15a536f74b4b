"""Tokens to text, one at a time, outside the timed step; what may still change is kept back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from demo.engine import token_decoders
from demo.engine.token_decoders import Stage, Unstreamable

HELD = "its tokenizer's decoder ({0}) gives no text before the end, so the answer comes at once"


class Detokenizer:
    """Text of a growing answer. Every piece is final: nothing shown is ever taken back.

    All pieces and `rest` together are `tokenizer.decode(tokens, skip_special_tokens=True)`,
    whatever the tokens are, but for what is `kept`.
    """

    def __init__(self, tokenizer: Any, kept: Collection[str] = ()) -> None:
        """kept: special tokens that are a part of the text nevertheless."""
        self._whole, self._tokenizer = tokenizer, tokenizer.backend_tokenizer
        added = self._tokenizer.get_added_tokens_decoder().values()
        self._special = {token.content for token in added if token.special} - set(kept)
        self._stages, self.why_held = _stages(tokenizer)
        self._held: list[int] = []

    def text(self, token: int) -> str:
        """What this token adds, or "" while a later one may still change it."""
        if self.why_held:
            self._held.append(token)
            return ""
        said = self._tokenizer.id_to_token(token)
        if said is None or said in self._special:
            return ""
        return _through(self._stages, [said])

    def rest(self) -> str:
        """What was kept back until the answer ended; call once, after the last token."""
        if self.why_held:
            return self._whole.decode(self._held, skip_special_tokens=True)
        text = ""
        for number, stage in enumerate(self._stages):
            text += _through(self._stages[number + 1 :], stage.end())
        return text


def notes(tokenizer: Any) -> list[str]:
    """What to know of a tokenizer's texts, for the card: a fallback is announced."""
    return [why] if (why := Detokenizer(tokenizer).why_held) else []


def _through(stages: list[Stage], tokens: Any) -> str:
    for stage in stages:
        tokens = [out for token in tokens for out in stage.feed(token)]
    return "".join(tokens)


def _stages(tokenizer: Any) -> tuple[list[Stage], str]:
    """The stages of one answer, or none and why."""
    try:
        decoder_stages = token_decoders.stages(tokenizer.backend_tokenizer.decoder)
    except Unstreamable as error:
        return [], HELD.format(error)
    return decoder_stages + (token_decoders.cleaning() if _cleans_up(tokenizer) else []), ""


def _cleans_up(tokenizer: Any) -> bool:
    """As transformers decides it: wanted, and not for BPE, whose spaces it would spoil."""
    forced = getattr(
        tokenizer, "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output", False)
    bpe = type(tokenizer.backend_tokenizer.model).__name__ == "BPE"
    return bool(tokenizer.clean_up_tokenization_spaces) and (forced or not bpe)
