"""Letters counted, reversed and sorted; opposites. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.word_lists import OPPOSITES
from demo.exam.word_lists import WORDS as COMMON

_QUOTED = "[{l}|{l}'s|'{l}'|\"{l}\"|letter {l}|{l}s]"
_IN = "[in|in the word|inside]"
LETTERS = (
    (
        "how many " + _QUOTED + " [are there in|are in|in] {w}",
        "how many " + _QUOTED + " are there " + _IN + " {w}",
        "how many times does [the letter |]{l} [appear|occur|come] " + _IN + " {w}",
        "how [many times|often] is [the letter |]{l} " + _IN + " {w}",
        "[count|count up] [the|all|] [letter |]" + _QUOTED + " in {w}",
        "[the number|number] of " + _QUOTED + " in {w}",
        "how many " + _QUOTED + " does {w} have", "{w} has how many " + _QUOTED,
        "[count|find] how many " + _QUOTED + " {w} has",
    ),
    ("in {w}, how many {l} are there", "how many times does {w} have the letter {l}"),
    ("{w}[里|中|里面]有[几|多少]个{l}", "{w}这个词[里|中]有几个[字母|]{l}", "数一数{w}里有几个{l}"),
    ("字母{l}在{w}里有几个",),
)
_BACK = "[backwards|backward|in reverse|reversed|from the end]"
_SORTED = "[in alphabetical order|alphabetically|in order|from a to z|sorted]"
SPELLING = {
    "reverse": (
        (
            "[reverse|spell|write|say] [the word |]{w} " + _BACK, "reverse [the word |]{w}",
            "[what is|what's|how do you spell|how do you write] {w} " + _BACK, "{w} " + _BACK,
            "[reverse|turn around] the letters [of|in] {w}",
            "[write|spell] the letters of {w} " + _BACK, "what do you get if you reverse {w}",
        ),
        (_BACK + ", how do you spell {w}",),
        ("把{w}[倒过来写|反过来写|倒着写|反转]", "{w}[倒过来怎么写|反过来是什么|倒着怎么拼]"),
        ("倒着写{w}",),
    ),
    "sort": (
        (
            "[sort|order|arrange] the letters [of|in] {w}[ " + _SORTED + "|]",
            "[put|write] the letters of {w} " + _SORTED, "[what is|what's] {w} " + _SORTED,
            "[sort|order] [the word |]{w} [alphabetically|in alphabetical order|by letters]",
            "the letters of {w} " + _SORTED,
        ),
        ("in alphabetical order, what are the letters of {w}",),
        ("把{w}的字母[排序|按顺序排列|按字母顺序排列]", "{w}的字母按[顺序|字母顺序]怎么排"),
        ("按字母顺序写{w}",),
    ),
}


def nonsense_word(rng: Random) -> str:
    """Pronounceable, so that spelling cannot be learned as a list of known words."""
    syllables = (
        rng.choice("bcdfghjklmnpqrstvwxyz") + rng.choice("aeiou") * rng.choice((1, 1, 1, 2))
        + rng.choice(("", "", "n", "s", "l", "r", "tt", "ss", "ll", "mp"))
        for _ in range(rng.randint(1, 4))
    )
    return "".join(syllables)[:11]


def _word(rng: Random, longest: int = 11) -> str:
    while True:
        word = rng.choice(COMMON) if rng.random() < 0.5 else nonsense_word(rng)
        if len(word) <= longest:
            return word


def make_letters(rng: Random, reserved: bool = False) -> Question:
    word = _word(rng)
    # Mostly a letter that occurs, with a second chance for one that occurs often.
    letter = max(rng.choices(word, k=2), key=word.count)
    if rng.random() < 0.15:
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    han = rng.random() < 0.15
    text = phrase(LETTERS[2 * han + reserved], rng, w=word, l=letter)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    spelled = [f"{c} {word[: i + 1].count(letter)}" for i, c in enumerate(word)]
    final = str(word.count(letter))
    worked = marked(f"Count {letter}:", *spelled, final=final)
    return Question("letters", text, worked, final, f"{word} {letter}", "zh" if han else "en")


def make_spelling(rng: Random, reserved: bool = False) -> Question:
    kind, han = rng.choice(("reverse", "reverse", "sort")), rng.random() < 0.12
    word = _word(rng, 9 if kind == "reverse" else 8)
    text = phrase(SPELLING[kind][2 * han + reserved], rng, w=word)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    if kind == "reverse":
        placed = [f"{i} {c}" for i, c in enumerate(word, 1)]
        lines = ["Letters: " + " ".join(placed), "Back: " + " ".join(placed[::-1])]
        final = word[::-1]
    else:
        final = "".join(sorted(word))
        lines = ["Letters: " + " ".join(word), "Sorted: " + " ".join(final)]
    worked = marked(*lines, final=final)
    return Question("spelling", text, worked, final, f"{kind} {word}", "zh" if han else "en")


OPPOSITE = (
    (
        "[what is|what's|whats|tell me|give me|name|] the [opposite|antonym|contrary] of {w}",
        "[which|what] word [means|is] the [opposite|contrary] of {w}", "opposite of {w}",
        "{w} is the opposite of [what|which word]", "{w} opposite", "{w}: opposite",
        "[give|name|find|i need] [an antonym|the antonym|an opposite|the opposite] [for|of|to] {w}",
        "the opposite of {w} is", "what is opposite to {w}", "say the opposite of {w}",
        "[what is|what's] the antonym [for|to] {w}",
    ),
    ("{w} has which word as its opposite", "to {w}, what is the opposite"),
)


def make_opposites(rng: Random, reserved: bool = False) -> Question:
    """Recall, not reasoning: held-out questions are other wordings of known pairs."""
    word = rng.choice(tuple(OPPOSITES))
    shown = f'"{word}"' if rng.random() < 0.15 else word
    asked = phrase(OPPOSITE[reserved], rng, w=shown)
    final = OPPOSITES[word]
    worked = marked(f"The opposite of {word} is {final}.", final=final)
    return Question("opposites", as_typed(asked, rng), worked, final, asked.lower())


SUBJECTS = (
    Subject("letters", WORDS, make_letters, check_final),
    Subject("spelling", WORDS, make_spelling, check_final),
    Subject("opposites", WORDS, make_opposites, check_final),
)
