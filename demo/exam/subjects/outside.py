"""What the school does not teach. The only right answer is to say so.

Small talk, the world, requests, other languages, code, key mashing; near misses of what is taught
are in `near_misses`. What is held out is a question: its wording with what it is about.
"""

from __future__ import annotations

from random import Random

from demo.exam.question import REFUSAL, WORDS, Question, Subject, check_refusal
from demo.exam.subjects.opposites import HAN_OPPOSITES, OPPOSITES
from demo.exam.wordings import countries, near_misses
from demo.exam.wordings.grammar import Each, Phrase, as_typed, as_typed_han, phrase
from demo.exam.wordings.kinds_and_members import HAN_KINDS, KINDS
from demo.exam.wordings.spelled_words import KNOWN, nonsense_word
from demo.exam.wordings.untaught_questions import (
    EVERYDAY,
    HAN_EVERYDAY,
    HAN_RESERVED,
    HAN_STRANGE,
    HAN_TALK,
    RESERVED,
    STRANGE,
    STRAY,
    TALK,
)

_PLACES = (
    "France Spain Italy Japan China India Brazil Canada Egypt Kenya Peru Norway Mexico Turkey "
    "Paris London Rome Tokyo Beijing Berlin Madrid Cairo Lima Oslo Boston Texas Chicago Sydney"
).split()
_PEOPLE = (
    "Einstein Newton Mozart Shakespeare Napoleon Confucius Darwin Picasso Gandhi Cleopatra "
    "Plato Lincoln Curie Beethoven Tolstoy Obama Messi Caesar Columbus Bach Elvis Churchill"
).split()
_HAN_PLACES = tuple("北京 上海 广州 美国 日本 法国 长城 故宫 西湖 黄山".split())
_HAN_PEOPLE = tuple("孔子 李白 杜甫 秦始皇 爱因斯坦 牛顿 鲁迅 曹操 诸葛亮 姚明 武则天".split())
# Things that have no opposite.
_CONCRETE = tuple(
    word for kind in ("fruit", "animal", "vegetable", "instrument", "tool", "vehicle", "bird",
    "metal")
    for word in KINDS[kind][1] if word not in OPPOSITES
)
_HAN_CONCRETE = tuple(
    word for kind in ("水果", "动物", "蔬菜", "乐器", "家具", "金属",
    "饮料") for word in HAN_KINDS[kind]
    if word not in HAN_OPPOSITES
)
# Words to talk about: no kind of thing, of which `examples` would name one.
_TOPICS = tuple(word for word in KNOWN if word not in KINDS)
_UNTAUGHT_KINDS = (
    "philosopher poet dinosaur film singer president mineral virus novel god saint brand website "
    "castle volcano galaxy constellation comedian scientist painter king queen"
).split()


def _fields(rng: Random, han: bool) -> dict[str, object]:
    places, people = (_HAN_PLACES, _HAN_PEOPLE) if han else (_PLACES, _PEOPLE)
    concrete = _HAN_CONCRETE if han else _CONCRETE
    nowhere = countries.HAN_UNTAUGHT if han else countries.UNTAUGHT
    draws = {
        "w": lambda: rng.choice(_TOPICS), "v": lambda: rng.choice(_TOPICS),
        "u": lambda: nonsense_word(rng, 11),
        "p": lambda: rng.choice(places), "h": lambda: rng.choice(people),
        "x": lambda: rng.choice(concrete),
        "q": lambda: rng.choice(nowhere), "kind": lambda: rng.choice(_UNTAUGHT_KINDS),
        "n": lambda: rng.randint(3, 999), "big": lambda: rng.randint(10**5, 10**9),
    }
    return {name: Each(draw) for name, draw in draws.items()}


def _near_miss(rng: Random, reserved: bool, han: bool) -> Phrase:
    kinds = tuple(near_misses.BEYOND.values())
    templates = near_misses.RESERVED[han] if reserved else rng.choice(kinds)[han]
    return phrase(templates, rng, **near_misses.fields(rng))


def _elsewhere(rng: Random, reserved: bool, han: bool) -> Phrase:
    if reserved:
        templates = HAN_RESERVED if han else RESERVED
    else:
        way = rng.random()
        strange, talk, everyday = (
            (HAN_STRANGE, HAN_TALK, HAN_EVERYDAY) if han else (STRANGE, TALK, EVERYDAY)
        )
        templates = strange if way < 0.25 else everyday if way < 0.5 else talk
        templates = STRAY if way > 0.9 and not han else templates
    return phrase(templates, rng, **_fields(rng, han))


def _mashed(rng: Random) -> Phrase:
    text = "".join(chr(rng.randint(33, 126)) for _ in range(rng.randint(1, 20)))
    return Phrase.of(text, [], "")


def make(rng: Random, reserved: bool = False) -> Question:
    if not reserved and rng.random() < 0.05:
        text = asked = _mashed(rng)
    else:
        han = rng.random() < 0.25
        asked = (_near_miss if rng.random() < 0.5 else _elsewhere)(rng, reserved, han)
        text = (as_typed_han if han else as_typed)(asked, rng)
    return Question("unknown", text, REFUSAL, REFUSAL, asked.lower(), text.language,
                    skeleton=asked.skeleton)


SUBJECTS = (Subject("unknown", WORDS, make, check_refusal),)
