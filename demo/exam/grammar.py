"""A small grammar of plain language: templates with choices, and the ways people type them.

A template is text with `[a|b|c]` choices (nestable) and `{name}` fields. Fields are filled after
the choices are made, so that material never has to be escaped, and slips of the keyboard only ever
fall on the template's own words: a word to be spelled or a number stays what it is.
"""

from __future__ import annotations

import re
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"(?<![{\w])[a-z]{4,}(?![}\w])")
SLIPS = 0.06  # the share of questions with a mistyped word
_TAILS = (
    "?", "?", "?", "?", "", "", "", "", ".", " ?", "??", "!", ", please", " please", " please?",
    "? Thanks", "? thank you", "? i forgot", "? show your work", " ok?", " now?", "...",
)
_HEADS = (
    *[""] * 12, "please ", "hey, ", "hi, ", "hi! ", "hello, ", "ok, ", "so ", "and ", "well, ",
    "can you tell me ", "can you tell me, ", "could you tell me ", "do you know ", "quick: ",
    "question: ", "i want to know ", "i would like to know ", "please tell me ", "help me: ",
    "i have a question. ", "my homework asks: ", "dear teacher, ", "next one: ", "now ",
    "can you help me? ", "i wonder, ", "just asking, ",
)
_HAN_HEADS = ("", "", "", "", "", "请问", "请问，", "你好，", "老师，", "我想知道", "那么",
              "帮我看看，")
_HAN_TAILS = ("？", "？", "？", "?", "", "", "呢？", "啊？", "？谢谢", "。")


def expand(template: str, rng: Random) -> str:
    """Innermost choices first, until none is left."""
    while "[" in template:
        template = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), template, count=1)
    return template


def slipped(text: str, rng: Random) -> str:
    """One of the template's own words with a letter lost, doubled, or swapped with the next."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = rng.choice(words)
    i = rng.randrange(word.start() + 1, word.end() - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:i] + text[i + 1 :]
    if kind == 1:
        return text[:i] + text[i] + text[i:]
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def phrase(templates: tuple[str, ...], rng: Random, **fields: object) -> str:
    text = expand(rng.choice(templates), rng)
    if rng.random() < SLIPS:
        text = slipped(text, rng)
    return " ".join(text.split(" ")).format(**fields).strip()


def as_typed(text: str, rng: Random) -> str:
    """Polite or not, capital or not, with or without punctuation at the end."""
    head = rng.choice(_HEADS)
    tail = rng.choice(_TAILS)
    text = head + text + (tail if text[-1] not in "?.!" else "")
    if rng.random() < 0.55:
        text = text[0].upper() + text[1:]
    return text


def as_typed_han(text: str, rng: Random) -> str:
    head, tail = rng.choice(_HAN_HEADS), rng.choice(_HAN_TAILS)
    return head + text + (tail if text[-1] not in "？。" else "")


def digits(rng: Random, length: int) -> int:
    """A number of exactly `length` digits; uniform over lengths keeps carries balanced."""
    low = 10 ** (length - 1) if length > 1 else 0
    return rng.randint(low, 10**length - 1)


def pick(rng: Random, *lengths: int) -> int:
    """A number whose length is one of these, each as likely as it is often named."""
    return digits(rng, rng.choice(lengths))
