"""Numbers in whatever way they are written, on either side of a comparison."""

from __future__ import annotations

import pytest

from demo.exam.answer_checkers import check
from demo.exam.number_reading import number
from demo.exam.question_file import parse

SAME = [
    (r"\boxed{\frac{1}{2}}", "1/2"), (r"\boxed{\frac12}", 0.5), (r"so \(\dfrac{1}{2}\)", 0.5),
    (r"\boxed{\text{about } 7}", 7), (r"7\%", "7%"), ("0.5", "50%"), ("50%", 0.5), ("1 1/2", 1.5),
    ("-3 1/2", -3.5), ("1'234", 1234), ("1’234’567", 1234567), ("7 × 10^2", 700),
    (r"7 \times 10^{2}", 700), ("7e2", 700), ("minus 7", -7), ("负7", -7),
    ("The answer is 7, not 8", 7), ("7而不是8", 7), ("12 + 3 = 15", 15), ("I do not know, 7", 7),
    ("十二", 12), ("十", 10), ("一百零五", 105), ("两千零一十", 2010), ("一千二百三十四", 1234),
    ("一万", 10000), ("三万零五", 30005), ("二〇二六", 2026), ("7", "七"), ("1.5亿", 150_000_000),
    ("seven", 7), ("Twenty-one thousand and five.", 21005), ("two hundred and six", 206),
    ("1500000", "1.5 million"), ("5 thousand", 5000), ("100000000000000000000001",
                                                       "100000000000000000000001"),
    ("1.234,5", 1234.5), ("zusammen 1.234.567 €", 1234567), ("3,5", 3.5),
    ("Es sind 12,75 m.", 12.75),
    ("-3,5 %", "-3.5%"), ("1,234", 1234), ("1,234.5", 1234.5), ("the roots 3,5,7", 7),
    ("at (3,5)", 5), ("[13,5]", 5), ("3, 5", 5), ("1,5 million", 1_500_000), ("0,25", "1/4"),
]
OTHER = [
    ("100000000000000000000002", "100000000000000000000001"), ("The answer is 8, not 7", 7),
    ("1e999999999", 5), ("1/0", 1), ("no number", 1), ("forty-two", 43), ("十二", 2), ("0.5", "5%"),
    ("7", "70%"), ("1.234", 1234), ("seventeen", 7),
    ("3,5", 5), ("(3,5)", 3.5), ("1,234", 1.234), ("1.2.3", 123), ("3.5,7", 35.7),
]


@pytest.mark.parametrize("said, right", SAME)
def test_the_same_number_is_right(said, right):
    assert check("number", said, (right,)) is True


@pytest.mark.parametrize("said, right", OTHER)
def test_another_number_is_wrong(said, right):
    assert check("number", said, (right,)) is False


@pytest.mark.parametrize("value", [0, 5, 10, 11, 20, 99, 100, 101, 110, 999, 1000, 1010, 10_000,
                                   12_345, 100_000, 1_234_567, 100_000_000])
def test_chinese_numerals_are_read_as_they_are_written(value):
    assert number(f"一共是{_han(value)}。")[0] == value


def _han(value):
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    for unit, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            rest = value % unit
            gap = "零" if rest and rest < unit // 10 else ""
            return f"{_han(value // unit)}{sign}{gap}{_han(rest) if rest else ''}"
    raise AssertionError(value)


@pytest.mark.parametrize("answer, checker", [
    ("7 cm", "number"), (r"\frac{3}{4}", "number"), (r"\boxed{7}", "number"), ("$7$", "number"),
    ("$7", "number"), ("1.5 million", "number"), ("1'234", "number"), ("12 km/h", "exact"),
    ("7 dwarfs", "exact"), ("5 May", "exact"), ("3-4", "exact"), ("七", "exact"),
])
def test_an_answer_that_is_a_number_and_a_unit_at_most_is_checked_as_a_number(answer, checker):
    assert parse({"question": "?", "answer": answer}).checker == checker
