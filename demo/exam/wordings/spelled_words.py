"""Words to be spelled and counted: known ones, and made-up ones that nobody can know by heart.

Only their letters matter here. Up to the lengths in `taught_limits`; longer ones are for `unknown`.
"""

from __future__ import annotations

from random import Random

from demo.exam.wordings.nouns import REGULAR
from demo.exam.wordings.taught_limits import SPELLED, WORD
from demo.exam.wordings.word_lists import WORDS as COMMON

_ONSETS = ("b c d f g h j k l m n p r s t v w y z".split() * 2
           + "st tr br ch sh pl gr cl th fr sp dr sk sm".split())
_VOWELS = ("a", "e", "i", "o", "u") * 3 + ("oo", "ee", "ea", "ou", "ai")
_CODAS = ("", "", "", "n", "s", "l", "r", "t", "tt", "ss", "ll", "mp", "nd", "ck", "rt", "x")
KNOWN = tuple(dict.fromkeys((*COMMON, *REGULAR)))


def nonsense_word(rng: Random, longest: int = WORD) -> str:
    """Pronounceable, so that spelling cannot be learned as a list of known words."""
    syllables = (
        rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)
        for _ in range(rng.randint(1, 5))
    )
    return "".join(syllables)[:longest]


def _joined_word(rng: Random) -> str:
    """Two known words in one, as in "rainbow": long, and yet like a word."""
    return rng.choice(KNOWN) + rng.choice(KNOWN)


def some_word(rng: Random, longest: int) -> str:
    while True:
        kind = rng.random()
        word = rng.choice(COMMON) if kind < 0.35 else rng.choice(KNOWN) if kind < 0.6 else (
            _joined_word(rng) if kind < 0.68 else nonsense_word(rng, longest))
        if len(word) <= longest:
            return word


def too_long_word(rng: Random) -> str:
    """Longer than what `letters` and `spelling` take."""
    while True:
        word = _joined_word(rng) if rng.random() < 0.5 else nonsense_word(rng, 40)
        word += rng.choice(("", "s", "ness", "ful", "ation", "ology", "ability"))
        if len(word) > WORD:
            return word


def as_written(word: str, rng: Random) -> str:
    """The word as it stands in a question: plain, in quotes, with a capital."""
    way = rng.random()
    if way < 0.74:
        return word
    if way < 0.86:
        return rng.choice(('"{}"', "'{}'", "“{}”", "'{}'")).format(word)
    return word.capitalize() if way < 0.96 else word.upper()


assert SPELLED <= WORD
