"""Capitals and simple facts by heart, and questions with many right answers. No models.

`examples` is the subject where a teacher's soft targets say more than one label could: any member
of the kind asked for is right.
"""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import WORDS, Question, Subject, check_final, marked

CAPITALS = dict(
    pair.split(":")
    for pair in (
        "France:Paris|Spain:Madrid|Italy:Rome|Germany:Berlin|England:London|Japan:Tokyo|"
        "China:Beijing|Russia:Moscow|Greece:Athens|Egypt:Cairo|Kenya:Nairobi|Peru:Lima|"
        "Norway:Oslo|Sweden:Stockholm|Finland:Helsinki|Denmark:Copenhagen|Poland:Warsaw|"
        "Austria:Vienna|Hungary:Budapest|Portugal:Lisbon|Ireland:Dublin|Belgium:Brussels|"
        "Canada:Ottawa|Cuba:Havana|Chile:Santiago|India:New Delhi|Thailand:Bangkok|Vietnam:Hanoi|"
        "Turkey:Ankara|Iran:Tehran|Iraq:Baghdad|Australia:Canberra|"
        "Mexico:Mexico City|Nepal:Kathmandu"
    ).split("|")
)
HAN_CAPITALS = {"法国": "巴黎", "中国": "北京", "日本": "东京", "英国": "伦敦", "德国": "柏林",
                "俄罗斯": "莫斯科", "意大利": "罗马", "西班牙": "马德里", "泰国": "曼谷",
                "埃及": "开罗"}
CAPITAL = (
    (
        "[what is|what's|whats|name|tell me|give me|] the capital [city |]of {c}",
        "[what|which] [city|town] is the capital of {c}", "capital [city |]of {c}",
        "{c}'s capital [is|city|]", "[what is|what's|tell me] {c}'s capital [city|]",
        "{c} capital", "the capital of {c} is [which city|what|]",
        "do you know {c}'s capital", "[which|what] is {c}'s capital city",
    ),
    ("{c} has which capital", "which city does {c} have as its capital"),
)
HAN_CAPITAL = (
    ("{c}的首都是[什么|哪里|哪个城市|哪儿]", "{c}首都", "告诉我{c}的首都"),
    ("哪个城市是{c}的首都",),
)
# What is asked about: wordings, the sentence, the answer.
FACTS = (
    (("spider", "spiders"), "legs", "8"), (("dog", "dogs"), "legs", "4"),
    (("cat", "cats"), "legs", "4"), (("bird", "birds"), "legs", "2"),
    (("ant", "ants"), "legs", "6"), (("week", "weeks"), "days", "7"),
    (("year", "years"), "months", "12"), (("hour", "hours"), "minutes", "60"),
    (("minute", "minutes"), "seconds", "60"), (("day", "days"), "hours", "24"),
    (("triangle", "triangles"), "sides", "3"), (("square", "squares"), "sides", "4"),
    (("hand", "hands"), "fingers", "5"), (("dozen", "dozens"), "eggs", "12"),
    (("metre", "metres"), "centimetres", "100"), (("car", "cars"), "wheels", "4"),
    (("bicycle", "bicycles"), "wheels", "2"), (("century", "centuries"), "years", "100"),
)
MONTH_DAYS = dict(
    zip(
        "January February March April May June July August September October November December"
        .split(),
        "31 28 31 30 31 30 31 31 30 31 30 31".split(), strict=True,
    )
)
COLOURS = {"grass": "green", "the sky": "blue", "snow": "white", "blood": "red", "coal": "black",
           "a banana": "yellow", "a carrot": "orange", "milk": "white", "the sun": "yellow"}
SOUNDS = {"cow": "moo", "dog": "woof", "cat": "meow", "duck": "quack", "sheep": "baa",
          "pig": "oink"}
HAVE = (
    (
        "how many {p} does a {x} have", "how many {p} do {xs} have", "how many {p} has a {x}",
        "how many {p} [are in|are there in|in] a {x}", "a {x} has how many {p}",
        "[the number|number] of {p} [of|in] a {x}", "{p} [of|in] a {x}",
    ),
    ("of {p}, how many does a {x} have",),
)
DAYS_IN = (
    ("how many days [are in|are there in|does|in|has] {m}[ have|]", "days in {m}",
     "{m} has how many days", "the number of days in {m}"),
    ("of days, how many does {m} have",),
)
COLOUR = (
    ("what [colour|color] is {x}", "[what is|what's] the [colour|color] of {x}",
     "{x} is what [colour|color]"),
    ("{x} has which colour",),
)
SOUND = (
    ("what [does a|sound does a|noise does a] {x} [say|make]",
     "[what is|what's] the sound of a {x}",
     "a {x} says what"),
    ("which sound does a {x} make",),
)
KINDS = {
    "fruit": "apple banana orange lemon cherry peach grape mango pear plum".split(),
    "animal": "dog cat horse cow lion tiger bear monkey elephant rabbit fox wolf".split(),
    "colour": "red blue green yellow black white orange purple brown pink".split(),
    "vegetable": "carrot onion potato tomato pepper cabbage spinach pumpkin".split(),
    "country": list(CAPITALS)[:16],
    "drink": "water milk tea coffee juice".split(),
    "planet": "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split(),
    "month": list(MONTH_DAYS),
    "weekday": "Monday Tuesday Wednesday Thursday Friday".split(),
    "season": "spring summer autumn winter".split(),
    "vowel": list("aeiou"),
    "instrument": "piano guitar violin drum trumpet flute".split(),
    "shape": "circle square triangle rectangle".split(),
    "even number": [str(n) for n in range(2, 21, 2)],
    "odd number": [str(n) for n in range(1, 20, 2)],
    "prime number": "2 3 5 7 11 13 17 19".split(),
}
# Wordings that name a kind; "color" is typed as often as "colour".
NAME_ONE = (
    (
        "[name|tell me|give me|say|list|write] [a|any|one|some] {k}[ you know|]",
        "[what is|what's] [an example of|one example of] a {k}", "an example of a {k}",
        "[give|name|tell] me [an example of|] a {k}", "[can you name|do you know] [a|any|one] {k}",
        "which {k} do you know", "i need [a|any|one] {k}", "a {k}", "think of [a|any|one] {k}",
        "[pick|choose] [a|any|one] {k}",
    ),
    ("a {k}, which one can you name", "of [a|any] {k}, name one example"),
)
BETWEEN = (
    ("[name|give me|tell me|say|pick] [a|any] number between {a} and {b}",
     "[a|any] number between {a} and {b}", "which number is between {a} and {b}",
     "a number bigger than {a} and smaller than {b}"),
    ("between {a} and {b}, name a number",),
)


def members_named(text: str) -> tuple[str, ...]:
    """Every right answer to a question that names one of the kinds."""
    return tuple(next(members for kind, members in KINDS.items() if kind in text))


def _fact(rng: Random, reserved: bool) -> tuple[str, str, str]:
    kind = rng.choice(("have", "have", "days", "colour", "sound"))
    if kind == "have":
        (x, xs), p, final = rng.choice(FACTS)
        return phrase(HAVE[reserved], rng, x=x, xs=xs, p=p), f"A {x} has {final} {p}.", final
    if kind == "days":
        month, final = rng.choice(tuple(MONTH_DAYS.items()))
        return phrase(DAYS_IN[reserved], rng, m=month), f"{month} has {final} days.", final
    if kind == "colour":
        x, final = rng.choice(tuple(COLOURS.items()))
        return phrase(COLOUR[reserved], rng, x=x), f"{x[0].upper() + x[1:]} is {final}.", final
    x, final = rng.choice(tuple(SOUNDS.items()))
    return phrase(SOUND[reserved], rng, x=x), f"A {x} says {final}.", final


def make_facts(rng: Random, reserved: bool = False) -> Question:
    """Recall: held-out questions are other wordings of what was taught."""
    kind = rng.random()
    if kind < 0.15:
        country, final = rng.choice(tuple(HAN_CAPITALS.items()))
        asked = phrase(HAN_CAPITAL[reserved], rng, c=country)
        worked = marked(f"{country}的首都是{final}。", final=final)
        return Question("facts", as_typed_han(asked, rng), worked, final, asked, "zh")
    if kind < 0.6:
        country, final = rng.choice(tuple(CAPITALS.items()))
        shown = country if rng.random() < 0.75 else country.lower()
        asked = phrase(CAPITAL[reserved], rng, c=shown)
        said = f"The capital of {country} is {final}."
    else:
        asked, said, final = _fact(rng, reserved)
    worked = marked(said, final=final)
    return Question("facts", as_typed(asked, rng), worked, final, asked.lower())


def make_examples(rng: Random, reserved: bool = False) -> Question:
    if rng.random() < 0.15:
        a = rng.randint(1, 80)
        b = a + rng.randint(3, 15)
        asked, members = phrase(BETWEEN[reserved], rng, a=a, b=b), [str(n) for n in range(a + 1, b)]
        said = f"Between {a} and {b}."
    else:
        kind, members = rng.choice(tuple(KINDS.items()))
        shown = "color" if kind == "colour" and rng.random() < 0.5 else kind
        asked, said = phrase(NAME_ONE[reserved], rng, k=shown), f"One {kind} of many."
        asked = asked.replace(" a a", " an a").replace(" a e", " an e").replace(" a o", " an o")
    text, final = as_typed(asked, rng), rng.choice(members)
    worked = marked(said, final=final)
    return Question("examples", text, worked, final, asked.lower(), "en", tuple(members))


SUBJECTS = (
    Subject("facts", WORDS, make_facts, check_final),
    Subject("examples", WORDS, make_examples, check_final),
)
