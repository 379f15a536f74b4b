"""Numbers written in English words, in Chinese, in Roman: as a subject, and to type sums in."""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask
from demo.exam.wordings.numeral_wordings import BACK, WORDINGS
from demo.exam.wordings.taught_limits import NUMERAL, ROMAN
from demo.exam.wordings.word_lists import HAN_DIGITS, NUMBER_WORDS, TENS_WORDS

Steps = tuple[list[str], str]
PLACES = ((3, "thousands"), (2, "hundreds"), (1, "tens"), (0, "ones"))


def english_numeral(value: int) -> Steps:
    """The steps and the words of 0 to 9,999."""
    thousands, hundreds, rest = value // 1000, value // 100 % 10, value % 100
    steps, parts = [], []
    for digit, place in ((thousands, "thousand"), (hundreds, "hundred")):
        if digit:
            parts.append(f"{NUMBER_WORDS[digit]} {place}")
            steps.append(f"{digit} {place}s: {parts[-1]}")
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        steps.append(f"{tens} tens: {TENS_WORDS[tens]}")
        steps += [f"{ones} ones: {NUMBER_WORDS[ones]}"] if ones else []
        parts.append(TENS_WORDS[tens] + (f"-{NUMBER_WORDS[ones]}" if ones else ""))
    elif rest or not value:
        steps.append(f"{rest} ones: {NUMBER_WORDS[rest]}")
        parts.append(NUMBER_WORDS[rest])
    return steps, " ".join(parts)


def han_numeral(value: int) -> Steps:
    """The steps and the characters of 0 to 9,999."""
    steps, parts, gap = [], [], False
    for place, name in PLACES:
        digit = value // 10**place % 10
        if not digit:
            gap = gap or bool(parts)
            continue
        # Ten itself is 十 when nothing stands before it, and 一十 after a hundred.
        said = "" if place == 1 and value < 20 else HAN_DIGITS[digit]
        parts.append(("零" if gap else "") + said + ("", "十", "百", "千")[place])
        steps.append(f"{digit} {name}: {parts[-1]}")
        gap = False
    return (steps, "".join(parts)) if value else (["0 ones: 零"], "零")


_ROMAN = (
    " I II III IV V VI VII VIII IX".split(" "),
    " X XX XXX XL L LX LXX LXXX XC".split(" "),
    " C CC CCC CD D DC DCC DCCC CM".split(" "),
    " M MM MMM".split(" "),
)


def roman_numeral(value: int) -> Steps:
    """The steps and the letters of 1 to 3,999."""
    steps, parts = [], []
    for place, name in PLACES:
        digit = value // 10**place % 10
        if digit:
            parts.append(_ROMAN[place][digit])
            steps.append(f"{digit} {name}: {parts[-1]}")
    return steps, "".join(parts)


def read_back(value: int, steps: list[str]) -> list[str]:
    """The steps of writing, with the places that hold nothing: their digits make the number."""
    said = {step.split(" ")[1].rstrip(":"): step for step in steps}
    if "ones" in said and said["ones"].split(" ")[0] == str(value % 100):
        said.setdefault("tens", "0 tens" if value % 100 < 10 else "")
    top = len(str(value)) - 1
    lines = [said.get(name, f"0 {name}") for place, name in PLACES if place <= top]
    return [line for line in lines if line]


def typed_number(value: int, rng: Random) -> str:
    """As people type it: digits, long ones in groups of three at times, small ones in words."""
    if value < 1000 and rng.random() < (0.08 if value < 100 else 0.02):
        return english_numeral(value)[1]
    return f"{value:,}" if value >= 1000 and rng.random() < 0.15 else str(value)


def typed_han(value: int, rng: Random) -> str:
    return han_numeral(value)[1] if value < 100 and rng.random() < 0.12 else str(value)


WRITE = {"english": english_numeral, "han": han_numeral, "roman": roman_numeral}


def _spelled(value: int, script: str, rng: Random) -> str:
    """The number as people write it in that script."""
    said = WRITE[script](value)[1]
    if script == "roman":
        return said.lower() if len(said) > 1 and rng.random() < 0.2 else said
    if script == "english":
        said = with_and(value, said) if rng.random() < 0.3 else said
        return said.replace("-", " ") if rng.random() < 0.3 else said
    return said


def with_and(value: int, said: str) -> str:
    """As the British say it: four hundred and seven."""
    rest = english_numeral(value % 100)[1]
    return said.removesuffix(rest) + f"and {rest}" if value > 100 and value % 100 else said


def _others(value: int, script: str, final: str) -> tuple[str, ...]:
    """Every way of writing it that is right."""
    found = [final]
    if script == "english":
        found += [with_and(value, final), final.replace("-", " ")]
        found.append(with_and(value, final).replace("-", " "))
    if script == "han" and "二" in final:
        found += [final.replace("二千", "两千"), final.replace("二百", "两百")]
        found.append(final.replace("二千", "两千").replace("二百", "两百"))
    return tuple(dict.fromkeys(found))


def _value(rng: Random, most: int) -> int:
    """Small numbers as often as long ones, and zeros inside more often than by chance."""
    value = rng.randrange(1, rng.choice((20, 100, 100, 1000, 1000, most + 1, most + 1)))
    if rng.random() < 0.2 and value > 20:
        place = 10 ** rng.randrange(len(str(value)))
        value -= value // place % 10 * place
    return value or 10


def _shown(value: int, script: str, han: bool, rng: Random) -> str:
    """Digits; a small number at times in the words of another script than the one asked for."""
    if value < 100 and rng.random() < 0.1 and script != ("han" if han else "english"):
        return (han_numeral if han else english_numeral)(value)[1]
    return f"{value:,}" if value >= 1000 and rng.random() < 0.2 else str(value)


def make(rng: Random, reserved: bool = False) -> Question:
    script, back = rng.choice(tuple(WRITE)), rng.random() < 0.35
    value = _value(rng, ROMAN if script == "roman" else NUMERAL)
    han = rng.random() < (0.4 if script == "han" else 0.15)
    steps, final = WRITE[script](value)
    if back:
        asked = ask(BACK, rng, reserved, han, s=_spelled(value, script, rng))
        worked = marked(f"Read {final}:", *read_back(value, steps), final=str(value))
        final, accepted = str(value), ()
    else:
        asked = ask(WORDINGS[script], rng, reserved, han, n=_shown(value, script, han, rng))
        worked = marked(f"Write {value} {script}:", *steps, final=final)
        accepted = _others(value, script, final)
    # Up to twenty a number is a name to know by heart, which nobody could work out unseen.
    key = f"{value} {script}" if value > 20 else ""
    return Question("numerals", asked, worked, final, key, asked.language, accepted, asked.skeleton)


SUBJECTS = (Subject("numerals", WORDS, make, check_final),)
