"""Letters in a word, numbers in words, opposites. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.material import HAN_DIGITS, NUMBER_WORDS, OPPOSITES, TENS_WORDS
from demo.exam.material import WORDS as COMMON
from demo.exam.question import FINAL_MARK, WORDS, Question, Subject, check_final

_QUOTED = "[{l}|{l}'s|'{l}'|\"{l}\"|letter {l}]"
_TIMES = "how many times does [the letter |]{l} "
LETTERS = (
    (
        "how many " + _QUOTED + " [are there in|are in|in] {w}",
        "how many " + _QUOTED + " are there in [the word |]{w}",
        _TIMES + "[appear|occur|come] in [the word |]{w}",
        "[count|count up] the [letter |]{l} in {w}",
        "[the number|number] of {l} in {w}",
    ),
    ("in {w}, how often do you see {l}",),
    ("{w}[里|中|里面]有[几|多少]个{l}", "{w}这个词[里|中]有几个{l}"),
    ("字母{l}在{w}里出现几次",),
)


def nonsense_word(rng: Random) -> str:
    """Pronounceable, so that spelling cannot be learned as a list of known words."""
    syllables = (
        rng.choice("bcdfghjklmnpqrstvwxyz") + rng.choice("aeiou") * rng.choice((1, 1, 1, 2))
        + rng.choice(("", "", "n", "s", "l", "r", "tt", "ss", "ll", "mp"))
        for _ in range(rng.randint(1, 4))
    )
    return "".join(syllables)[:11]


def make_letters(rng: Random, reserved: bool = False) -> Question:
    word = rng.choice(COMMON) if rng.random() < 0.5 else nonsense_word(rng)
    # Mostly a letter that occurs, with a second chance for one that occurs often.
    letter = max(rng.choices(word, k=2), key=word.count)
    if rng.random() < 0.15:
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    han = rng.random() < 0.15
    text = phrase(LETTERS[2 * han + reserved], rng, w=word, l=letter)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    spelled = [f"{c} {word[: i + 1].count(letter)}" for i, c in enumerate(word)]
    final = str(word.count(letter))
    worked = f"Count {letter}:\n" + "\n".join(spelled) + f"\n{FINAL_MARK} {final}"
    language = "zh" if han else "en"
    return Question("letters", text, worked, final, f"{word} {letter}", language)


def english_numeral(value: int) -> tuple[list[str], str]:
    """The steps and the words of 0 to 999."""
    hundreds, rest = divmod(value, 100)
    steps, parts = [], []
    if hundreds:
        parts.append(f"{NUMBER_WORDS[hundreds]} hundred")
        steps.append(f"{hundreds} hundreds: {parts[-1]}")
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        steps.append(f"{tens} tens: {TENS_WORDS[tens]}")
        steps += [f"{ones} ones: {NUMBER_WORDS[ones]}"] if ones else []
        parts.append(TENS_WORDS[tens] + (f"-{NUMBER_WORDS[ones]}" if ones else ""))
    elif rest or not hundreds:
        steps.append(f"{rest} ones: {NUMBER_WORDS[rest]}")
        parts.append(NUMBER_WORDS[rest])
    return steps, " ".join(parts)


def han_numeral(value: int) -> tuple[list[str], str]:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    steps, parts = [], []
    if hundreds:
        parts.append(HAN_DIGITS[hundreds] + "百")
        steps.append(f"{hundreds} hundreds: {parts[-1]}")
    if tens:
        # Ten itself is 十 when nothing stands before it, and 一十 after a hundred.
        parts.append(("" if value < 20 else HAN_DIGITS[tens]) + "十")
        steps.append(f"{tens} tens: {parts[-1]}")
    if ones or not value:
        gap = "零" if hundreds and not tens else ""
        parts.append(gap + HAN_DIGITS[ones])
        steps.append(f"{ones} ones: {parts[-1]}")
    return steps, "".join(parts)


NUMERALS = (
    (
        "[write|spell|say|put] {n} [in words|in english|in english words|as words]",
        "[what is|what's|how do you write|how do you say|how do i write] {n} in [words|english]",
        "{n} in [words|english|english words]",
        "spell [out|] the number {n}",
    ),
    ("turn the number {n} into words",),
    (
        "[write|say|put] {n} in [chinese|chinese numerals|chinese characters]",
        "[what is|what's|how do you write|how do you say] {n} in [chinese|chinese numerals]",
        "{n}[写成汉字|用汉字怎么写|的中文怎么写|用中文怎么说|写成中文]",
        "[把|请把]{n}写成[汉字|中文]",
    ),
    ("turn the number {n} into chinese", "{n}的汉字写法"),
)


def make_numerals(rng: Random, reserved: bool = False) -> Question:
    value = rng.randrange(rng.choice((20, 100, 1000, 1000)))
    han = rng.random() < 0.5
    text = phrase(NUMERALS[2 * han + reserved], rng, n=value)
    text = as_typed(text, rng) if text.isascii() else as_typed_han(text, rng)
    steps, final = han_numeral(value) if han else english_numeral(value)
    worked = "\n".join([f"Write {value}:", *steps, f"{FINAL_MARK} {final}"])
    language = "en" if text.isascii() else "zh"
    key = f"{value} {int(han)}" if value > 20 else ""
    return Question("numerals", text, worked, final, key, language)


OPPOSITE = (
    (
        "[what is|what's|whats|tell me|give me|name|] the [opposite|antonym] of {w}",
        "[which|what] word [means|is] the opposite of {w}",
        "opposite of {w}",
        "{w} is the opposite of [what|which word]",
        "[give|name|find] [an antonym|the antonym|an opposite] [for|of] {w}",
        "the opposite of {w} is",
    ),
    ("if something is not {w}, it is",),
)


def make_opposites(rng: Random, reserved: bool = False) -> Question:
    """Recall, not reasoning: held-out questions are other wordings of known pairs."""
    word = rng.choice(tuple(OPPOSITES))
    shown = f'"{word}"' if rng.random() < 0.15 else word
    text = as_typed(phrase((OPPOSITE[reserved]), rng, w=shown).strip(), rng)
    final = OPPOSITES[word]
    worked = f"The opposite of {word} is {final}.\n{FINAL_MARK} {final}"
    return Question("opposites", text, worked, final, text.lower())


SUBJECTS = (
    Subject("letters", WORDS, make_letters, check_final),
    Subject("numerals", WORDS, make_numerals, check_final),
    Subject("opposites", WORDS, make_opposites, check_final),
)
