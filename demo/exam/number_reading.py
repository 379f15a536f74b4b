"""Numbers as people and models write them, read as exact fractions: thousands, decimals, exponents,
fractions, LaTeX, percent, millions, Chinese numerals and English number words. A comma is a decimal
one where it cannot be another: in "1.234,5" and in "3,5" that stands alone, not in "1,234"."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

CLOSE = Fraction(1, 1_000_000)  # how far off a number with decimals may be, of the right one
MOST_EXPONENT = 400
# 1.234,5 and 1.234.567 and 3,5; but no list such as "3,5,7" or "(3,5)".
COMMA = (r"\d{1,3}(?:\.\d{3})+,\d+(?![\d,])|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
         r"|(?<![\d,.(\[{])\d+,\d{1,2}(?![\d,]|\.\d)")
# Digits with thousands by comma, blank, apostrophe or underscore, decimals, an exponent; or a
# fraction, with a whole number before it or none.
POINT = (r"(?:\d{1,3}(?:[,_'’ ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?(?:\s*/\s*\d+)?")
NUMBER = re.compile(
    rf"[-+−]?(?:\d+\s+\d+\s*/\s*\d+|{COMMA}|{POINT})"
    r"\s*[%％]?(?:\s*(?:thousand|million|billion|[万亿])\b)?|[-+−]?\.\d+\s*[%％]?",
    re.IGNORECASE)
WITH_COMMA = re.compile(COMMA)
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "万": 10**4, "亿": 10**8}
# LaTeX and words as the signs that they stand for.
SIGNS = ((re.compile(r"\\[dt]?frac\s*\{\s*([^{}]+?)\s*\}\s*\{\s*([^{}]+?)\s*\}"), r"\1/\2"),
         (re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)"), r"\1/\2"),
         (re.compile(r"\\(?:text|mathrm|mathbf)\s*\{([^{}]*)\}"), r" \1"),
         (re.compile(r"\\boxed\s*\{([^{}]*)\}"), r"\1"),
         (re.compile(r"\\([%$,!; ])"), r"\1"),
         (re.compile(r"(?<=\d)\s*(?:[×x*]|\\times|\\cdot)\s*10\s*\^\s*\{?\s*([-+−]?\d+)\s*\}?"),
          r"e\1"),
         (re.compile(r"\b(?:minus|negative)\s+(?=[\d.])", re.IGNORECASE), "-"),
         (re.compile(r"[负負](?=[\d.])"), "-"))
# What stands behind it is what the answer is not.
NOT = re.compile(r"[,，;；]?\s*(?:\b(?:and|but)\s+)?"
                 r"(?:\bnot\b|\brather than\b|\binstead of\b|而不是|不是)", re.IGNORECASE)
HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = re.compile("[负負]?[零〇一二两兩三四五六七八九十百千万亿]+")
SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen").split()
WORDS = {word: i for i, word in enumerate(SMALL)} | {
    word: 10 * i for i, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}


def number(text: str) -> tuple[Fraction, bool] | None:
    """The last number in a text, and whether it is a percentage; None where there is none."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, sign in SIGNS:
        text = pattern.sub(sign, text)
    if NUMBER.search(before := NOT.split(text)[0]):
        text = before
    found = [match[0] for match in NUMBER.finditer(text)]
    if not found:
        value = _in_words(text)
        return None if value is None else (Fraction(value), False)
    value = _value(found[-1])
    return None if value is None else (value, bool(re.search("[%％]", found[-1])))


def _value(written: str) -> Fraction | None:
    scale = next((times for name, times in SCALES.items() if name in written.lower()), 1)
    digits = re.sub(r"[%％]|[a-z]{4,}|[万亿]", "", written.replace("−", "-"), flags=re.IGNORECASE)
    if WITH_COMMA.fullmatch(digits.strip(" -+")):
        digits = digits.replace(".", "").replace(",", ".")
    whole = re.fullmatch(r"\s*([-+]?)(\d+)\s+(\d+\s*/\s*\d+)\s*", digits)
    sign, before, rest = whole.groups() if whole else ("", "0", digits)
    top, _, bottom = re.sub(r"[,_'’\s]", "", rest).partition("/")
    try:
        if abs(int(top.lower().partition("e")[2] or 0)) > MOST_EXPONENT:
            return None
        value = int(before) + Fraction(top) / (Fraction(bottom) if bottom else 1)
    except (ValueError, ZeroDivisionError):
        return None
    return (-value if sign == "-" else value) * scale


def _in_words(text: str) -> int | None:
    """A text that has no digit: the last number that it spells out."""
    if han := [one for one in HAN_NUMBER.findall(text)
               if set(one) - set("十百千万亿") or one == "十"]:
        return _han(han[-1])
    words = re.findall(r"[a-z]+", text.lower())
    runs, run = [], list[str]()
    for word in [*words, ""]:
        if word in WORDS or run and word in ("and", "hundred", "thousand", "million"):
            run.append(word)
        elif run:
            runs, run = [*runs, run], []
    return _english(runs[-1]) if runs else None


def _han(written: str) -> int:
    """"一千二百三十四", "一万", or digit by digit: "二〇二六"."""
    sign, written = (-1, written[1:]) if written[0] in "负負" else (1, written)
    if len(written) > 1 and not set(written) & set("十百千万亿"):
        return sign * int("".join(str(HAN[c]) for c in written))
    total = part = digit = 0
    for c in written:
        if c in HAN:
            digit = HAN[c]
        elif c in TENS:
            part, digit = part + (digit or 1) * TENS[c], 0
        else:
            total, part, digit = (total + part + digit) * SCALES[c], 0, 0
    return sign * (total + part + digit)


def _english(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(1, part) * 100
        elif word in SCALES:
            total, part = total + max(1, part) * SCALES[word], 0
        else:
            part += WORDS.get(word, 0)
    return total + part


def equal(told: tuple[Fraction, bool], right: tuple[Fraction, bool]) -> bool:
    """Whole numbers to the last digit. 42 % is 42 % and 42, and 0.42 as a share, whichever of the
    two has the sign."""
    (a, a_percent), (b, b_percent) = told, right
    if _close(a, b):
        return True
    if a_percent == b_percent:
        return False
    share, percent = (b, a) if a_percent else (a, b)
    return abs(share) <= 1 and _close(share * 100, percent)


def _close(a: Fraction, b: Fraction) -> bool:
    if a.denominator == b.denominator == 1:
        return a == b
    return abs(a - b) <= abs(b) * CLOSE
