"""Word problems of one to four steps. Questions only, no models.

Two kinds: an amount that changes in a scene (things, money, a shop, a bus, so much a day, points),
and people compared with each other, each amount told by an earlier one. Sentences are drawn one a
step; the question stands after them, before them, or makes a condition of them; now and then a
sentence tells a number that plays no part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from types import ModuleType

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import Steps, after, chain
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings import story_scenes, story_scenes_han
from demo.exam.wordings.grammar import Own, as_typed, as_typed_han, expand, filled, pick
from demo.exam.wordings.people_and_goods import (
    BOXES,
    HAN_BOXES,
    HAN_NAMES,
    NAMES,
    count_word,
    goods,
    money,
    person,
)
from demo.exam.wordings.people_and_goods import name as some_name
from demo.exam.wordings.people_and_goods import thing as some_thing
from demo.exam.wordings.taught_limits import STORY

MOST_TOKENS = 150  # of a worked answer, roughly reckoned
LONGEST, LONGEST_HAN = 106, 35  # letters of a question, before small talk
MOST_LETTERS = 84  # typed, without spaces: under 90 tokens even where every word falls to letters
_FIELD = re.compile(r"\{(\w+)\}")
_THIRD = re.compile(r"(\{[nh]\}) (has|makes|needs|wants|reads|writes|runs|walks|rides|buys|"
r"lives)\b")
_TO_ME = re.compile(r"\b(gave|gives|brought|paid) \{n\}")
_JOINTS = (". ", ". ", ", ", ", ", " and ", ". then ", "; ", ", then ", " but ")


@dataclass
class _Tale:
    """Sentences so far, as templates, and the fields they name (numbered by sentence)."""

    rng: Random
    han: bool
    fields: dict[str, object]
    said: list[str] = field(default_factory=list)

    def line(self, templates: tuple[str, ...], **fields: object) -> str:
        """One sentence; its own fields get its number, so that each keeps its value."""
        number = len(self.fields)
        text = expand(self.rng.choice(templates), self.rng).strip()
        text = self._who(text)
        for name, value in fields.items():
            self.fields[f"{name}{number}"] = value
        return _FIELD.sub(
            lambda m: f"{{{m[1]}{number}}}" if m[1] in fields else m[0], text
        )

    def _who(self, text: str) -> str:
        if self.fields.get("n") == "i":
            text = _THIRD.sub(lambda m: f"{m[1]} {'have' if m[2] == 'has' else m[2][:-1]}", text)
            text = _TO_ME.sub(r"\1 me", text)
            return text.replace("{n} is", "{n} am").replace("{h} is", "{h} am")
        if not any("{n}" in line for line in self.said):
            return text.replace("{h}", "{n}", 1).replace("{does} {n}", "does {n}")
        return text

    def say(self, templates: tuple[str, ...], **fields: object) -> None:
        self.said.append(self.line(templates, **fields))

    def number(self, value: int) -> str:
        """As typed; long number words would cost a short story its length."""
        if value > 20:
            return str(value)
        return (typed_han if self.han else typed_number)(value, self.rng)


def _cast(rng: Random, han: bool) -> dict[str, object]:
    if han:
        n, p = rng.sample(HAN_NAMES, 2)
        return {"n": n, "p": p, "k": Own(rng.choice(HAN_BOXES)), **count_word(rng),
                **money(rng, True)}
    (n, h), p = person(rng), some_name(rng)
    while p.lower() == n.lower():
        p = some_name(rng)
    many = h in ("i", "they")
    fields = {"n": n, "h": Own(h), "p": p, "does": Own("do" if many else "does"),
              "k": Own(rng.choice(BOXES)), **money(rng), **goods(rng)}
    return fields if rng.random() < 0.4 else fields | {"s": some_thing(rng)}


def _first(rng: Random, scene: story_scenes.Scene) -> tuple[int, Steps]:
    """The first amount: told, or so many groups of so many."""
    if scene["start"] and (rng.random() < 0.5):
        return pick(rng, 1, 2, 2, 2, 3) + 2, []
    v, m = rng.randint(2, 9), pick(rng, 1, 2) + 2
    return max(v, m), [("multiply", min(v, m))]


def _moves(rng: Random, scene: story_scenes.Scene, value: int, count: int) -> Steps:
    """Operations that keep the amount positive and small enough to be worked in columns."""
    found: Steps = []
    for _ in range(60):
        if len(found) == count:
            break
        last = len(found) == count - 1
        operation = rng.choice(
            ("add", "add", "subtract", "subtract", "multiply", "product")
            + (("from", "from", "divide", "divide") if last else ())
        )
        other = _other(rng, operation, value)
        if not scene[operation] or other is None or not 0 < after(value, operation, other) <= STORY:
            continue
        found.append((operation, other))
        value = after(value, operation, other)
    return found


def _other(rng: Random, operation: str, value: int) -> int | tuple[int, int] | None:
    if operation == "multiply":
        return rng.choice((2, 2, 3)) if rng.random() < 0.4 else None
    if operation == "product":
        return rng.randint(2, 9), rng.randint(2, rng.choice((9, 30)))
    if operation == "divide":
        exact = [d for d in range(2, 10) if value % d == 0]
        return rng.choice(exact) if exact else None
    if operation == "from":
        return value + pick(rng, 1, 2) if rng.random() < 0.6 else -(-value // 10) * 10
    return max(pick(rng, 1, 2, 2), 2)


def _changing(rng: Random, han: bool, words: ModuleType) -> tuple[_Tale, str, Steps, int]:
    """A scene told: the tale, its closing question, the operations, and the first amount."""
    scene = rng.choice(words.SCENES)
    start, steps = _first(rng, scene)
    grouped = bool(steps)
    value = start * steps[0][1] if grouped else start
    steps = steps + _moves(rng, scene, value, rng.choice((0, 1, 1, 2) if grouped else (1, 1, 2,
    2, 3)))
    tale = _Tale(rng, han, _cast(rng, han))
    if grouped:
        sizes = [start, steps[0][1]] if rng.random() < 0.5 else [steps[0][1], start]
        tale.say(scene["boxes"], **_pair(tale, sizes))
    else:
        tale.say(scene["start"], v=tale.number(start))
    for operation, other in steps[grouped:]:
        if operation == "product":
            tale.say(scene["product"], **_pair(tale, list(other)))
        elif operation == "multiply":
            tale.say(scene["multiply"], x=Own(rng.choice(words.TIMES[other])))
        else:
            tale.say(scene[operation], v=tale.number(other))
    kind = f"ask {steps[-1][0]}" if steps else "ask"
    return tale, tale.line(scene.get(kind, scene["ask"])), steps, start


def _pair(tale: _Tale, sizes: list[int]) -> dict[str, str]:
    """So many groups ({v}) of so many."""
    groups, size = map(tale.number, sizes)
    return {"v": groups, "w" if tale.han else "m": size}


def _compared(rng: Random, han: bool, words: ModuleType) -> tuple[_Tale, str, Steps, int]:
    """A chain of people, each compared with the one before; of two, perhaps the sum."""
    people = rng.sample(HAN_NAMES if han else NAMES, rng.choice((2, 2, 3, 3, 4)))
    aged = rng.random() < 0.25
    told, short = (
        (words.AGED, words.AGED_SHORT) if aged else (words.COMPARED, words.COMPARED_SHORT)
    )
    value = start = pick(rng, 1, 2, 2) + 3
    tale = _Tale(rng, han, _cast(rng, han) | {"n": people[0]})
    tale.say(words.AGED_START if aged else words.COMPARED_START, x=people[0], v=tale.number(start))
    steps: Steps = []
    for x, y in zip(people, people[1:], strict=False):
        operation, other = _relation(rng, value)
        value = after(value, operation, other)
        steps.append((operation, other))
        times = {2: rng.choice(("twice", "two times", "double", "2 times")),
                 3: rng.choice(("three times", "triple", "3 times")), 4: "four times"}
        ways = told[operation]
        if y == people[1] and rng.random() < 0.2:
            ways = short[operation]
        tale.say(ways, x=x, y=y, v=tale.number(other), x2=Own(times.get(other, "")))
    if len(people) == 2 and rng.random() < 0.35:
        asks = words.TOGETHER_AGED if aged else words.TOGETHER_ASK
        steps.append(("add", start))
    else:
        asks = words.AGED_ASK if aged else words.COMPARED_ASK
    return tale, tale.line(asks, x=people[0], y=people[-1]), steps, start


def _relation(rng: Random, value: int) -> tuple[str, int]:
    while True:
        operation = rng.choice(("add", "subtract", "multiply"))
        other = rng.randint(2, 4) if operation == "multiply" else max(2, pick(rng, 1, 1, 2))
        if 0 < after(value, operation, other) < 300:
            return operation, other


def _joined(tale: _Tale, ask: str, words: ModuleType, reserved: bool) -> str:
    """The whole question as one template: tale then question, or in one of the frames."""
    rng, said = tale.rng, tale.said
    if rng.random() < 0.12 and len(said) < 4:
        said.insert(rng.randint(1, len(said)), tale.line(words.DISTRACTORS, z=rng.randint(2, 40)))
    if tale.han:
        text = "，".join(said)
        frame = rng.choice(words.RESERVED if reserved else words.FRAMES)
        plain = not reserved and rng.random() < 0.8
        return f"{text}，{ask}" if plain else frame.replace("{tale}", text).replace("{ask}", ask)
    joint, text = rng.choice(_JOINTS[:4]), said[0]
    for sentence in said[1:]:
        joint = "" if sentence.startswith(("and ", "but ")) and joint.strip() in ("and",
        "but") else joint
        text += (joint or " ") + sentence
        joint = rng.choice((joint or ". ", rng.choice(_JOINTS)))
    if reserved or rng.random() < 0.25:
        frame = rng.choice(words.RESERVED if reserved else words.FRAMES)
        return frame.replace("{tale}", text).replace("{ask}", ask)
    return text + rng.choice((". ", ". ", ". ", ", ", "? ", " - ", " ")) + ask


def _tokens(steps: Steps, value: int) -> int:
    """About how many tokens the written work takes."""
    total = 10
    for operation, other in steps:
        if operation == "product":
            total += 30 + 24 * len(str(max(other)))
            operation, other = "add", other[0] * other[1]
        width = len(str(max(value, other)))
        total += 15 + width * {"multiply": 24, "divide": 15}.get(operation, 18)
        value = after(value, operation, other)
    return total


def _written(steps: Steps) -> str:
    """The steps as a key: a letter and a number each."""
    return "".join(
        f" {operation[0]}" + (f"{other[0]}x{other[1]}" if operation == "product" else str(other))
        for operation, other in steps
    )


def make(rng: Random, reserved: bool = False) -> Question:
    han = rng.random() < 0.25
    words = story_scenes_han if han else story_scenes
    made = _compared if rng.random() < 0.25 else _changing
    while True:
        tale, ask, steps, start = made(rng, han, words)
        asked = filled(_joined(tale, ask, words, reserved), tale.fields)
        short = len(asked) <= (LONGEST_HAN if han else LONGEST)
        fits = short and len(asked) - asked.count(" ") <= MOST_LETTERS - 3
        if steps and fits and _tokens(steps, start) <= MOST_TOKENS:
            break
    typed = (as_typed_han if han else as_typed)(asked, rng)
    while len(typed) - typed.count(" ") > MOST_LETTERS:
        typed = (as_typed_han if han else as_typed)(asked, rng)
    lines, result = chain(start, steps)
    worked = marked(*lines, final=str(result))
    key = f"{start}{_written(steps)}"
    return Question(
        "story", typed, worked, str(result), key, typed.language, skeleton=asked.skeleton
    )


SUBJECTS = (Subject("story", NUMBERS, make, check_final),)
