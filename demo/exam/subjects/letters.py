"""Counting a letter in a word, its vowels, or all of its letters. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask
from demo.exam.wordings.spelled_words import as_written, some_word
from demo.exam.wordings.taught_limits import WORD

_L = "[{l}|{l}'s|'{l}'|{l}s|letter {l}|letters {l}]"
_IN = "[in|in the word|inside|within]"
_MANY = "[how many|how much|what number of]"
_HAN_IN = "[里|中|里面|这个词里|这个单词里|这个单词中]"
# What is counted: English wordings, those never trained on, the same two in Chinese.
ONE = (
    (
        _MANY + " " + _L + " [are there in|are in|in] {w}", _MANY + " " + _L + " are there "
        "" + _IN + " {w}",
        "how [many times|often] does [the letter |]{l} [appear|occur|come|show up|come up] "
        "" + _IN + " {w}",
        "how [many times|often] is [the letter |]{l} " + _IN + " {w}",
        "[count|count up|find] [the|all|all the|] [letter |]" + _L + " " + _IN + " {w}",
        "[the number|number|count] of " + _L + " in {w}", "{w}[:|,] [how many|count the|number of] "
        "" + _L,
        _MANY + " " + _L + " [does|do] {w} have", "{w} has how many " + _L,
        "[count|find|tell me|say|check] how many " + _L + " {w} has",
        "[i write|i see|i typed|here is|take|my word is|the word is] {w}[,|.] how many " + _L
        + " [are there|are in it|does it have|]",
        "does {w} have [one {l} or two|one or two {l}|a {l} and how many]",
        "if i spell {w}[,|] how [many times|often] do i [write|use|need] [the letter |]{l}",
        "[for scrabble|in scrabble] i lay {w}[,|.] how many {l} [do i need|tiles]",
        _L + " in {w}[,|:] [how many|count|number]", "[is|are] there [any|a] {l} in {w}[ and|,] "
        "how many",
    ),
    ("in {w}, how many {l} are there", "how many times does {w} have the letter {l}",
     "take {w} apart: the {l} number", "strike out every {l} of {w}, how many strokes"),
    (
        "{w}" + _HAN_IN + "有[几|多少]个[字母|]{l}", "[数一数|数数|统计|"
        "看看]{w}" + _HAN_IN + "有[几|多少]个{l}",
        "[单词|]{w}[有|含有|包含][几|多少]个[字母|]{l}", "{w}" + _HAN_IN + "{l}出现[了|]几次",
        "字母{l}出现在{w}里几次", "{w}[里|中]{l}的[个数|数量|次数][是多少|是|]",
        "拼{w}要[写|用]几个{l}",
    ),
    ("字母{l}在{w}里有几个", "从{w}里能挑出几个{l}"),
)
ALL = (
    (
        _MANY + " letters [are in|are there in|in|does|has] {w}[ have|]",
        "[count|count up] the letters [in|of] {w}", "[the number|number] of letters [in|of] {w}",
        "how long is [the word |]{w}", "{w} has how many letters", "{w}[:|,] how many letters",
        "[tell me|say] how many letters {w} has", "{w} is how many letters long",
    ),
    ("in letters, how long is {w}", "the length of {w} is"),
    ("{w}[有|一共有|总共有][几|多少]个字母", "{w}[这个词|这个单词|]有多长",
     "[数一数|数数]{w}有几个字母",
     "单词{w}由几个字母组成", "{w}[的|]字母[个数|数量]"),
    ("拼出{w}共要几个字母", "{w}字母总数是"),
)
VOWELS = (
    (
        _MANY + " vowels [are in|are there in|in|does|has] {w}[ have|]",
        "[count|find] the vowels [in|of] {w}",
        "[the number|number] of vowels [in|of] {w}", "{w} has how many vowels",
        "{w}[:|,] how many vowels",
        "[tell me|say] how many vowels {w} has", "how many of the letters in {w} are vowels",
    ),
    ("of vowels, how many does {w} have", "a e i o u: how many such in {w}"),
    ("{w}[里|中|]有[几|多少]个元音[字母|]", "[数一数|数数]{w}的元音",
     "{w}的元音[字母|][个数|数量|有几个]"),
    ("元音在{w}里占几个", "{w}里属于元音的有几个"),
)


def _counted(word: str, what: str) -> tuple[list[str], int]:
    """Every letter with the count up to it."""
    counts = {"letters": word, "vowels": "aeiou"}.get(what, what)
    lines, seen = [f"Count {what}:"], 0
    for letter in word:
        seen += letter in counts
        lines.append(f"{letter} {seen}")
    return lines, seen


def _letter(word: str, rng: Random) -> str:
    # Mostly a letter that occurs, with a second chance for one that occurs often.
    if rng.random() < 0.13:
        return rng.choice("abcdefghijklmnopqrstuvwxyz")
    return max(rng.choices(word, k=2), key=word.count)


def make(rng: Random, reserved: bool = False) -> Question:
    word, kind, han = some_word(rng, WORD), rng.random(), rng.random() < 0.18
    wordings = ONE if kind < 0.76 else ALL if kind < 0.88 else VOWELS
    what = _letter(word, rng) if wordings is ONE else "letters" if wordings is ALL else "vowels"
    shown = what.upper() if rng.random() < 0.12 else what
    asked = ask(wordings, rng, reserved, han, w=as_written(word, rng), l=shown)
    lines, count = _counted(word, what)
    return Question("letters", asked, marked(*lines, final=str(count)), str(count),
                    f"{word} {what}", asked.language, skeleton=asked.skeleton)


SUBJECTS = (Subject("letters", WORDS, make, check_final),)
