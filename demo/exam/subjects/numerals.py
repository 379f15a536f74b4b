"""Numbers written in English words, in Chinese, in Roman: as a subject, and to type sums in."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.word_lists import HAN_DIGITS, NUMBER_WORDS, TENS_WORDS


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
    """The steps and the characters of 0 to 999."""
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


_ROMAN = (
    " I II III IV V VI VII VIII IX".split(" "),
    " X XX XXX XL L LX LXX LXXX XC".split(" "),
    " C CC CCC CD D DC DCC DCCC CM".split(" "),
)


def roman_numeral(value: int) -> tuple[list[str], str]:
    """The steps and the letters of 1 to 999."""
    steps, parts = [], []
    for place, name in ((2, "hundreds"), (1, "tens"), (0, "ones")):
        digit = value // 10**place % 10
        if digit:
            parts.append(_ROMAN[place][digit])
            steps.append(f"{digit} {name}: {parts[-1]}")
    return steps, "".join(parts)


def typed_number(value: int, rng: Random) -> str:
    """As people type it: digits, long ones in groups of three at times, small ones in words."""
    if value < 100 and rng.random() < 0.08:
        return english_numeral(value)[1]
    return f"{value:,}" if value >= 1000 and rng.random() < 0.15 else str(value)


def typed_han(value: int, rng: Random) -> str:
    return han_numeral(value)[1] if value < 100 and rng.random() < 0.12 else str(value)


# script: how to write it, English wordings, those never trained on, the same two in Chinese.
_WRITE = "[write|spell|say|put|give me|show me|show|print]"
_HOW = "[what is|what's|whats|how do you write|how do you say|how do i write|how would you write]"
WORDINGS = {
    "english": (
        english_numeral,
        (
            _WRITE + " {n} [in words|in english|in english words|as words|as a word|using words]",
            _HOW + " {n} in [words|english|english words]",
            "{n} in [words|english|english words]",
            "[spell|spell out|write out|write] [the number|] {n} [in letters|in words|in full]",
            "spell out {n}", "the number {n} in words",
        ),
        ("in [words|english words], how do you write {n}",),
        ("{n}[用英文怎么写|用英语怎么说|的英文是什么|写成英文]", "[把|请把]{n}写成英文"),
        ("用英文写{n}",),
    ),
    "han": (
        han_numeral,
        (
            _WRITE + " {n} in [chinese|chinese numerals|chinese characters|chinese words]",
            _HOW + " {n} in [chinese|chinese numerals|chinese characters]",
            "{n} in [chinese|chinese characters]", "the number {n} in chinese",
        ),
        ("in chinese, how do you write {n}",),
        (
            "{n}[写成汉字|用汉字怎么写|的中文怎么写|用中文怎么说|写成中文|用中文怎么写|的汉字]",
            "[把|请把]{n}写成[汉字|中文|中文数字]", "数字{n}用汉字怎么写",
        ),
        ("用汉字写{n}",),
    ),
    "roman": (
        roman_numeral,
        (
            _WRITE + " {n} [in roman numerals|as a roman numeral|in roman|with roman numerals]",
            _HOW + " {n} [in roman numerals|as a roman numeral|in roman]",
            "{n} [in roman numerals|as a roman numeral|in roman]",
            "the [roman numeral|roman numerals] [for|of] {n}", "roman numeral {n}",
            "[what is|what's] the roman numeral for {n}",
        ),
        ("in roman numerals, how do you write {n}",),
        ("{n}[用罗马数字怎么写|的罗马数字是什么|写成罗马数字]", "[把|请把]{n}写成罗马数字"),
        ("用罗马数字写{n}",),
    ),
}


def make(rng: Random, reserved: bool = False) -> Question:
    script = rng.choice(tuple(WORDINGS))
    value = rng.randrange(1, rng.choice((20, 100, 1000, 1000)))
    write, *wordings = WORDINGS[script]
    han = rng.random() < (0.4 if script == "han" else 0.15)
    text = phrase(wordings[2 * han + reserved], rng, n=value)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    steps, final = write(value)
    worked = marked(f"Write {value} {script}:", *steps, final=final)
    # Up to twenty a number is a name to know by heart, which nobody could work out unseen.
    key = f"{value} {script}" if value > 20 else ""
    return Question("numerals", text, worked, final, key, "zh" if han else "en")


SUBJECTS = (Subject("numerals", WORDS, make, check_final),)
