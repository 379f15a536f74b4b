"""Arithmetic as it is written on squared paper: one line a column, from the right.

Every line depends only on its own column and on what the line before carried, so a small model
can learn each step as a local rule. Numbers are first lined up with zeros in front for the same
reason.
"""

from __future__ import annotations

PLACES = ("ones", "tens", "hundreds", "thousands")


def _column(value: int, place: int) -> int:
    return value // 10**place % 10


def line_up(a: int, sign: str, b: int) -> str:
    width = max(len(str(a)), len(str(b)))
    return f"{a:0{width}d} {sign} {b:0{width}d}"


def add_columns(a: int, b: int) -> list[str]:
    lines, carry = [], 0
    for place in range(max(len(str(a)), len(str(b)))):
        x, y = _column(a, place), _column(b, place)
        total = x + y + carry
        carried = total // 10
        lines.append(
            f"{PLACES[place]}: {x} + {y} + {carry} = {total}, write {total % 10}, carry {carried}"
        )
        carry = carried
    return lines


def subtract_columns(a: int, b: int) -> list[str]:
    lines, borrow = [], 0
    for place in range(max(len(str(a)), len(str(b)))):
        x, y = _column(a, place), _column(b, place)
        borrowed = int(x < y + borrow)
        top = x + 10 * borrowed
        lines.append(
            f"{PLACES[place]}: {top} - {y} - {borrow} = {top - y - borrow}, borrow {borrowed}"
        )
        borrow = borrowed
    return lines


def multiply_columns(a: int, b: int) -> list[str]:
    """`b` is one digit."""
    lines, carry = [], 0
    for place in range(len(str(a))):
        x = _column(a, place)
        product, total = x * b, x * b + carry
        lines.append(
            f"{PLACES[place]}: {x} x {b} = {product}, {product} + {carry} = {total}, "
            f"write {total % 10}, carry {total // 10}"
        )
        carry = total // 10
    return lines


def divide_digits(a: int, b: int) -> list[str]:
    """Long division from the left; each line starts from what the line before left over."""
    lines, left = [], 0
    for digit in str(a):
        taken = left * 10 + int(digit)
        left = taken % b
        lines.append(f"take {digit}: {taken} = {b} x {taken // b} + {left}")
    return lines
