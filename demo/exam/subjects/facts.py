"""Capitals and small facts, known by heart: who asks for what, and how. Questions only, no models.

What is held out is a fact in one wording: taught in other wordings, beside other facts in that one.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings import countries, small_facts
from demo.exam.wordings.countries import CAPITALS, CONTINENTS, COUNTRIES, HAN_CAPITALS, NICK
from demo.exam.wordings.fact_wordings import (
    BARE,
    CAPITAL,
    COLOUR,
    CONTINENT,
    COUNTRY,
    DAYS_IN,
    HAVE,
    HOME,
    LETTER,
    ORDINAL,
    SOUND,
    THE_ONE,
    TOTAL,
    YOUNG,
    Wordings,
)
from demo.exam.wordings.grammar import Own, ask, expand, often_first

# What is asked: wordings, its fields, how the sentence goes, the answer, more answers.
Asked = tuple[Wordings, dict[str, object], str, str, tuple[str, ...]]


def with_article(noun: str) -> str:
    """"an ant", "a unicorn"."""
    vowel = noun[0] in "aeio" or noun[:2] in ("um", "un") and not noun.startswith("uni")
    return f"{'an' if vowel else 'a'} {noun}"


def _cap(said: str) -> str:
    return said[0].upper() + said[1:]


def _capital(rng: Random, han: bool) -> Asked:
    if han:
        name = often_first(tuple(HAN_CAPITALS), rng)
        final = HAN_CAPITALS[name]
        return CAPITAL, {"c": name}, f"{name}的首都是{final}。", final, ()
    name = often_first(tuple(CAPITALS), rng)
    shown = rng.choice(NICK[name]) if name in NICK and rng.random() < 0.5 else name
    shown = shown if rng.random() < 0.7 else shown.lower()
    return CAPITAL, {"c": shown}, f"The capital of {name} is {CAPITALS[name]}.", CAPITALS[name], ()


_TWICE = {"London", "伦敦"}
_OF_CAPITAL = tuple(row for row in COUNTRIES if row[1] not in _TWICE and row[0] != row[1])


def _country(rng: Random, han: bool) -> Asked:
    name, capital, han_name, han_capital = often_first(_OF_CAPITAL[:90], rng)
    if han:
        return COUNTRY, {"c": han_capital}, f"{han_name}的首都是{han_capital}。", han_name, ()
    shown = capital if rng.random() < 0.7 else capital.lower()
    also = (*NICK.get(name, ()), name.removeprefix("the "))
    return COUNTRY, {"c": shown}, f"The capital of {name} is {capital}.", name, also


_CONTINENT_OF = {c: continent for continent, found in CONTINENTS.items() for c in found}
_HAN_CONTINENT = {"Europe": "欧洲", "Asia": "亚洲", "Africa": "非洲", "South America": "南美洲",
                  "North America": "北美洲"}
_HAN_NAME = {name: han_name for name, _, han_name, _ in COUNTRIES}


def _continent(rng: Random, han: bool) -> Asked:
    name = rng.choice([c for c in _CONTINENT_OF if not han or c in _HAN_NAME])
    final = _CONTINENT_OF[name]
    if han:
        final, name = _HAN_CONTINENT[final], _HAN_NAME[name]
        return CONTINENT, {"c": name}, f"{name}在{final}。", final, ()
    return CONTINENT, {"c": name}, f"{name} is in {final}.", final, ()


def _have(rng: Random, han: bool) -> Asked:
    if han:
        x, p, final = rng.choice(small_facts.HAN_COUNTS)
        return HAVE, {"x": x, "p": Own(p)}, f"{x}有{final}{p}。", final, ()
    x, xs, p, final = rng.choice(small_facts.COUNTS)
    fields = {"x": x, "ax": with_article(x), "xs": xs, "p": Own(p)}
    return HAVE, fields, f"{_cap(with_article(x))} has {final} {p}.", final, ()


def _total(rng: Random, han: bool) -> Asked:
    if rng.random() < 0.35:
        p, final = rng.choice(small_facts.BARE)
        return BARE, {"p": p}, f"There are {final} {p}.", final, ()
    p, x, final = rng.choice(small_facts.TOTALS)
    return TOTAL, {"x": x, "p": p}, f"There are {final} {p} {x}.", final, ()


def _the_one(rng: Random, han: bool) -> Asked:
    x, final = rng.choice(small_facts.HAN_THE_ONE if han else small_facts.THE_ONE)
    also = small_facts.ALSO.get(final, ())
    if han:
        return THE_ONE, {"x": x}, f"{x}是{final}。", final, also
    x = expand(x, rng)
    return THE_ONE, {"x": x}, f"{_cap(x)} is {final}.", final, also


def _days_in(rng: Random, han: bool) -> Asked:
    month, final = rng.choice(tuple(small_facts.MONTH_DAYS.items()))
    shown = month if rng.random() < 0.7 else month.lower()
    return DAYS_IN, {"m": shown}, f"{month} has {final} days.", final, ()


def _ordinal(rng: Random, han: bool) -> Asked:
    k, s, things = rng.choice((
        ("[month of the year|month]", "month", tuple(small_facts.MONTH_DAYS)),
        ("planet[ from the sun|]", "planet", tuple(small_facts.PLANETS)),
        ("letter of the alphabet", "letter of the alphabet", tuple("ABCDEFGHIJKL")),
    ))
    i = rng.randrange(len(things))
    shown = rng.choice(small_facts.ORDINALS[i].split("|"))
    also = (things[i].lower(),) if len(things[i]) == 1 else ()
    fields = {"n": shown, "k": Own(expand(k, rng)), "s": s}
    said = f"{_cap(s)} {i + 1} is {things[i]}."
    return ORDINAL, fields, said, things[i], also


def _colour(rng: Random, han: bool) -> Asked:
    x, final = rng.choice(tuple((small_facts.HAN_COLOURS if han else small_facts.COLOURS).items()))
    if han:
        return COLOUR, {"x": x}, f"{x}是{final}。", final, (final[:-1],)
    return COLOUR, {"x": x}, f"{_cap(x)} is {final}.", final, small_facts.ALSO.get(final, ())


def _animal(
    wordings: Wordings, known: dict[str, str], said: str
) -> Callable[[Random, bool], Asked]:
    def draw(rng: Random, han: bool) -> Asked:
        x, final = rng.choice(tuple(known.items()))
        sentence = _cap(said.format(x=with_article(x), f=final))
        return (wordings, {"x": x, "ax": with_article(x)}, sentence, final,
                small_facts.ALSO.get(final, ()))

    return draw


def _letter(rng: Random, han: bool) -> Asked:
    step = rng.choice((1, -1))
    i = rng.randrange(1, 25)
    letter, final = chr(97 + i), chr(97 + i + step)
    side = ("后面" if step > 0 else "前面") if han else ("after" if step > 0 else "before")
    shown = letter.upper() if rng.random() < 0.4 else letter
    said = f"{chr(96 + i)} {letter} {chr(98 + i)}"
    return LETTER, {"l": shown, "s": Own(side)}, said, final, (final.upper(),)


_sound = _animal(SOUND, small_facts.SOUNDS, "{x} says {f}.")
_young = _animal(YOUNG, small_facts.YOUNG, "{x} has a {f}.")
_home = _animal(HOME, small_facts.HOMES, "{x} lives in a {f}.")
# Each as likely as it is often named.
DRAWS = (_capital,) * 5 + (_country, _continent, _have, _have, _have,
         _total, _the_one, _the_one, _the_one, _days_in, _ordinal, _colour, _sound, _young, _home,
         _letter)
HAN_DRAWS = (_capital, _capital, _capital, _country, _continent, _have, _have, _the_one, _the_one,
             _colour, _letter)


def make(rng: Random, reserved: bool = False) -> Question:
    """Recall: held-out questions are other wordings of what was taught."""
    han = rng.random() < 0.25
    wordings, fields, said, final, also = rng.choice(HAN_DRAWS if han else DRAWS)(rng, han)
    asked = ask(wordings, rng, reserved, han, **fields)
    also = (*also, *countries.ALSO.get(final, ()))
    accepted = tuple(dict.fromkeys((final, *also))) if also else ()
    return Question("facts", asked, marked(said, final=final), final, f"{said} {asked.skeleton}",
                    asked.language, accepted, asked.skeleton)


SUBJECTS = (Subject("facts", WORDS, make, check_final),)
