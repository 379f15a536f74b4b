"""A small grammar of plain language: templates with choices, filled with material.

A template is text with `[a|b|c]` choices (nestable), `{name}` fields, and no mark at its end: how
people begin, end, misspell and punctuate is put on by `keyboard`. Material (numbers,
words to be spelled, names) is hidden from that layer behind one private character each, so a slip
of the keyboard can only ever fall on the grammar's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from demo.exam.wordings import keyboard
from demo.exam.wordings.keyboard import HIDDEN

Node = tuple  # of texts and of tuples of nodes, which are the choices


class Own(str):
    """A field that is one of the grammar's own words (apples, metres): it may be mistyped."""


class Each:
    """A field that is drawn anew wherever the template names it."""

    def __init__(self, draw: Callable[[], object]) -> None:
        self.draw = draw

    def __str__(self) -> str:
        return str(self.draw())


class Phrase(str):
    """A filled template. `hidden`: with material hidden; `material`: what is behind each private
    character, in order; `skeleton`: the template after its choices, before its fields."""

    hidden: str
    material: list[str]
    skeleton: str
    language: str

    @classmethod
    def of(cls, hidden: str, material: list[str], skeleton: str, language: str = "en") -> Phrase:
        made = cls(keyboard.shown(hidden, material))
        made.hidden, made.material, made.skeleton = hidden, material, skeleton
        made.language = language
        return made


class _Hiding:
    """Stands for one field while a template is filled, and notes what it hides."""

    def __init__(self, value: object, material: list[str]) -> None:
        self.value, self.material = value, material

    def __format__(self, spec: str) -> str:
        self.material.append(format(self.value, spec))
        return chr(HIDDEN + len(self.material) - 1)


@cache
def parsed(template: str) -> Node:
    """The template as a tree; a choice is a tuple of nodes."""
    node, end = _sequence(template, 0, inside=False)
    assert end == len(template), f"a bracket too many in {template!r}"
    return node


def _sequence(text: str, at: int, inside: bool) -> tuple[Node, int]:
    parts, start = [], at
    while at < len(text) and not (inside and text[at] in "|]"):
        if text[at] != "[":
            at += 1
            continue
        parts.append(text[start:at])
        choices, at = [], at + 1
        while True:
            choice, at = _sequence(text, at, inside=True)
            choices.append(choice)
            assert at < len(text), f"a bracket is missing in {text!r}"
            at += 1
            if text[at - 1] == "]":
                break
        parts.append(tuple(choices))
        start = at
    parts.append(text[start:at])
    return tuple(part for part in parts if part), at


def _walk(node: Node, rng: Random, out: list[str]) -> None:
    for part in node:
        if isinstance(part, str):
            out.append(part)
        else:
            _walk(part[int(rng.random() * len(part))], rng, out)


def expand(template: str, rng: Random) -> str:
    """The template with every choice made."""
    out: list[str] = []
    _walk(parsed(template), rng, out)
    return "".join(out)


def count_forms(template: str) -> int:
    """In how many ways the template's choices can be made."""
    return _count(parsed(template))


def _count(node: Node) -> int:
    total = 1
    for part in node:
        if not isinstance(part, str):
            total *= sum(_count(choice) for choice in part)
    return total


def every_form(templates: tuple[str, ...]) -> Iterator[str]:
    """Every expansion of every template, for tests that must see them all."""
    for template in templates:
        yield from _every(parsed(template))


def _every(node: Node) -> Iterator[str]:
    if not node:
        yield ""
        return
    first, rest = node[0], node[1:]
    starts = (first,) if isinstance(first, str) else (s for c in first for s in _every(c))
    for start in starts:
        for end in _every(rest):
            yield start + end


def phrase(templates: tuple[str, ...], rng: Random, **fields: object) -> Phrase:
    """One of the templates, filled. Fields are material unless they are `Own`."""
    skeleton = " ".join(expand(rng.choice(templates), rng).split())
    return filled(skeleton, fields)


def filled(skeleton: str, fields: dict[str, object], language: str = "en") -> Phrase:
    material: list[str] = []
    held = {
        name: value if isinstance(value, Own) else _Hiding(value, material)
        for name, value in fields.items()
    }
    return Phrase.of(skeleton.format(**held), material, skeleton, language)


def _parts(text: str) -> tuple[str, list[str], str]:
    if isinstance(text, Phrase):
        return text.hidden, text.material, text.skeleton
    return text, [], ""


def as_typed(text: str, rng: Random) -> Phrase:
    """As an English-speaking person might type it: small talk, slips, capitals, marks."""
    hidden, material, skeleton = _parts(text)
    return Phrase.of(keyboard.english(hidden, rng), material, skeleton)


def as_typed_han(text: str, rng: Random) -> Phrase:
    hidden, material, skeleton = _parts(text)
    return Phrase.of(keyboard.han(hidden, rng), material, skeleton, "zh")


def ask(
    wordings: tuple[tuple[str, ...], ...], rng: Random, reserved: bool, han: bool, **fields: object
) -> Phrase:
    """A question as typed. `wordings`: English, English never trained on, Chinese, Chinese never
    trained on."""
    asked = phrase(wordings[2 * han + reserved], rng, **fields)
    return as_typed_han(asked, rng) if han else as_typed(asked, rng)


def digits(rng: Random, length: int) -> int:
    """A number of exactly `length` digits; uniform over lengths keeps carries balanced."""
    low = 10 ** (length - 1) if length > 1 else 0
    return rng.randint(low, 10**length - 1)


def pick(rng: Random, *lengths: int) -> int:
    """A number whose length is one of these, each as likely as it is often named."""
    return digits(rng, rng.choice(lengths))


def often_first(words: tuple[str, ...], rng: Random) -> str:
    """One of a list that stands in the order of use: the first tenth is drawn a fifth of the
    time, the last a fifteenth."""
    return words[int(len(words) * rng.random() ** 1.5)]
