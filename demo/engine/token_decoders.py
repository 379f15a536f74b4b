"""A tokenizer's decoder as stages that give text token by token, none of it ever taken back.

`Tokenizer.decode` joins a whole answer; `DecodeStream` guesses from a window of it, and raises or
differs where a later token changes an earlier one's text (byte fallback: one wrong byte turns its
whole run into U+FFFD). Here every stage knows what may still change and keeps only that back, so
the pieces add up to exactly what decoding all tokens at once gives, at a bounded cost a token.
Meanings as in the decoders of github.com/huggingface/tokenizers (tokenizers/src/decoders).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol

BROKEN = "\ufffd"
# What transformers' clean_up_tokenization and WordPiece's cleanup replace, in their order.
CLEAN = (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " do not", " 's", " 've", " 're")
CLEAN_TO = {" do not": " don't"}


class Unstreamable(Exception):
    """This decoder can change any earlier text at any time, or is not known here."""


class Stage(Protocol):
    """Tokens in, tokens out: `feed` gives those that are final, `end` what was kept back."""

    def feed(self, token: str) -> Iterable[str]: ...
    def end(self) -> Iterable[str]: ...


def cleaned(text: str) -> str:
    """WordPiece's cleanup of one token."""
    for old in CLEAN:
        text = text.replace(old, CLEAN_TO.get(old, old.strip()))
    return text


class Each:
    """Every token by itself; `change` also gets its number, because the first one is special."""

    def __init__(self, change: Callable[[int, str], str]) -> None:
        self._change, self._number = change, 0

    def feed(self, token: str) -> list[str]:
        self._number += 1
        return [self._change(self._number - 1, token)]

    def end(self) -> list[str]:
        return []


class Bytes:
    """ByteLevel: each character stands for a byte; a character cut in two waits for its rest."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, token: str) -> list[str]:
        known = all(c in BYTES for c in token)
        return [self._utf8.decode(bytes(map(BYTES.get, token)) if known else token.encode())]

    def end(self) -> list[str]:
        return [self._utf8.decode(b"", final=True)]


class ByteRuns:
    """ByteFallback: a run of tokens <0xNN> is text if all of it is UTF-8, else U+FFFD for each."""

    def __init__(self) -> None:
        self._run: list[int] = []

    def feed(self, token: str) -> list[str]:
        byte = _byte(token)
        if byte is None:
            return [*self.end(), token]
        self._run.append(byte)
        return []

    def end(self) -> list[str]:
        run, self._run = bytes(self._run), []
        try:
            return [run.decode()] if run else []
        except UnicodeDecodeError:
            return [BROKEN] * len(run)


class Replaced:
    """One text by another in a text that comes in pieces; a possible beginning waits."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new, self._kept = old, new, ""

    def feed(self, token: str) -> list[str]:
        *done, tail = (self._kept + token).split(self._old)
        most = min(len(self._old) - 1, len(tail))
        held = next((n for n in range(most, 0, -1) if tail.endswith(self._old[:n])), 0)
        self._kept = tail[len(tail) - held :]
        return [self._new.join([*done, tail[: len(tail) - held]])]

    def end(self) -> list[str]:
        return [self._kept]


class Stripped:
    """Up to `start` and `stop` signs off the two ends of a text that comes in pieces."""

    def __init__(self, sign: str, start: int, stop: int) -> None:
        self._sign, self._start, self._stop, self._kept = sign, start, stop, ""

    def feed(self, token: str) -> list[str]:
        while self._start and token.startswith(self._sign):
            token, self._start = token[1:], self._start - 1
        self._start = 0 if token else self._start
        text = self._kept + token
        held = min(len(text) - len(text.rstrip(self._sign)), self._stop)
        self._kept = text[len(text) - held :]
        return [text[: len(text) - held]]

    def end(self) -> list[str]:
        return []


class LastApart:
    """BPEDecoder: the end of a word is a space, but for the last token's; so one token waits."""

    def __init__(self, suffix: str) -> None:
        self._suffix, self._held = suffix, None

    def feed(self, token: str) -> list[str]:
        before, self._held = self._held, token
        return [] if before is None else [before.replace(self._suffix, " ")]

    def end(self) -> list[str]:
        return [] if self._held is None else [self._held.replace(self._suffix, "")]


class Deduplicated:
    """CTC: of like tokens one after another the first counts."""

    def __init__(self, pad: str, space: str, cleanup: bool) -> None:
        self._pad, self._space, self._cleanup, self._last = pad, space, cleanup, None

    def feed(self, token: str) -> list[str]:
        if token == self._last:
            return []
        self._last, text = token, token.replace(self._pad, "")
        if self._cleanup:
            text = cleaned(text).replace(self._space, " ")
        return [text] if text else []

    def end(self) -> list[str]:
        return []


def _byte(token: str) -> int | None:
    if len(token) != 6 or not token.startswith("<0x") or not token.endswith(">"):
        return None
    try:
        return int(token[3:5], 16)
    except ValueError:
        return None


def _byte_symbols() -> dict[str, int]:
    """The printable stand-ins of bytes (GPT-2's table): themselves where printable."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(b): b for b in plain} | {chr(256 + i): b for i, b in enumerate(others)}


BYTES = _byte_symbols()


def _metaspace(told: dict[str, Any], joined: bool) -> Stage:
    sign, drop = told["replacement"], told.get("prepend_scheme", "always") != "never"
    return Each(lambda n, token: token.replace(sign, "" if drop and (joined or n == 0) else " "))


def _wordpiece(told: dict[str, Any], joined: bool) -> Stage:
    prefix, clean = told["prefix"], cleaned if told["cleanup"] else str

    def change(number: int, token: str) -> str:
        if number:
            token = token[len(prefix) :] if token.startswith(prefix) else f" {token}"
        return clean(token)

    return Each(change)


def _strip(told: dict[str, Any], joined: bool) -> Stage:
    sign, start, stop = told["content"], told["start"], told["stop"]
    if joined:
        return Stripped(sign, start, stop)

    def change(number: int, token: str) -> str:
        return Stripped(sign, start, stop).feed(token)[0]

    return Each(change)


def _replace(told: dict[str, Any], joined: bool) -> Stage:
    old, new = told["pattern"].get("String"), told["content"]
    if not old:
        raise Unstreamable("Replace by a pattern")
    return Replaced(old, new) if joined else Each(lambda n, token: token.replace(old, new))


# type: how its stage is made; whether it takes ("joined") one text in pieces, and gives one.
KINDS: dict[str, tuple[Callable[[dict[str, Any], bool], Stage], bool, bool]] = {
    "ByteLevel": (lambda told, joined: Bytes(), False, True),
    "ByteFallback": (lambda told, joined: ByteRuns(), False, False),
    "Fuse": (lambda told, joined: Each(lambda n, token: token), True, True),
    "Metaspace": (_metaspace, True, False),
    "WordPiece": (_wordpiece, False, False),
    "BPEDecoder": (lambda told, joined: LastApart(told["suffix"]), False, False),
    "CTC": (lambda told, joined: Deduplicated(
        told["pad_token"], told["word_delimiter_token"], told["cleanup"]), False, False),
    "Strip": (_strip, True, False),
    "Replace": (_replace, True, False),
}


def stages(decoder: Any) -> list[Stage]:
    """Fresh stages for one answer. `decoder`: of a tokenizers.Tokenizer, None where it has none.

    Raises Unstreamable with the name of the part that only a whole answer can be given to.
    """
    if decoder is None:  # tokens are then joined with spaces
        return [Each(lambda n, token: f" {token}" if n else token)]
    try:
        told = json.loads(decoder.__getstate__())
    except Exception:  # A decoder written in Python has no state to read.
        raise Unstreamable(type(decoder).__name__) from None
    made, joined = [], False
    for one in told["decoders"] if told["type"] == "Sequence" else [told]:
        make, takes_joined, gives_joined = KINDS.get(one["type"], (None, False, False))
        if make is None or (joined and not takes_joined):
            raise Unstreamable(one["type"])
        made.append(make(one, joined))
        joined = joined or gives_joined
    return made


def cleaning() -> list[Stage]:
    """transformers' clean_up_tokenization, on a text in pieces."""
    return [Replaced(old, old.strip()) for old in CLEAN if old not in CLEAN_TO]
