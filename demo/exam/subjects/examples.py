"""Questions with many right answers, where a teacher's soft targets say more than one label could:
any member of the kind asked for is right. Questions only, no models.

What is held out is a kind (or a pair of bounds) in one wording.
"""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.subjects.facts import with_article
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import Own, ask, often_first
from demo.exam.wordings.kinds_and_members import HAN_KINDS, KINDS

_ANY = "[{ak}|any {k}|one {k}|some {k}|an example of {ak}|one example of {ak}]"
NAME_ONE = (
    (
        "[name|tell me|give me|say|list|write|type|think of|mention|show me] " + _ANY + "[ you "
        "know|]",
        "[what is|what's|whats] [an example of|one example of|one|a good example of] {ak}",
        "[an example|example|one example] of {ak}", "[can you|could you|please] [name|give me] "
        "" + _ANY,
        "do you know [{ak}|any {k}|any {ks}]", "[which|what] {k} do you know", "i need " + _ANY,
        _ANY, "[pick|choose|select] [{ak}|any {k}|one {k}]", "[name|tell me|list] one of the {ks}",
        "[{k}|{ks}]: [name one|one example|for example|give one]",
        "what {k} [comes to mind|do you like]",
        "what is your favourite {k}", "[what could be|what counts as|what would be] {ak}",
        "[we play a game|quiz|in a game i]: [name|say] {ak}",
        "[{ak}|one {k}] is [what|...|for example]",
        "i [cant|can not] think of [{ak}|any {k}][.|,] [name one|help|can you]",
        "[just|only] one {k}[ is enough|]", "there are many {ks}[.|,] [name one|tell me one|which "
        "do you know]",
        "[is there|what is] [{ak}|any {k}] you can name",
        "[my kid|my daughter|he|she] wants to hear [{ak}|the name of {ak}]", "{ak} for example",
    ),
    ("{ak}, which one can you name", "of {ks}, name one example", "among all {ks}, let one be said",
     "what may be called {ak}", "fill the blank with {ak}: ___"),
    (
        "[说|举|写|说出|讲|告诉我|给我][一|任意一|随便一]{m}{k}", "[举个|举一个]{k}的例子",
        "{k}[有哪些|有什么]，[说一个|举一个]", "[你知道|你认识][什么|哪些|哪{m}]{k}",
        "[一|任意一]{m}{k}",
        "什么是{k}，[举例|举个例子]", "{k}[举例|比如]", "[随便|]说[个|一个]{k}",
        "[哪{m}|什么]是{k}",
        "我要一{m}{k}", "[请|]列[举|出]一{m}{k}", "能[说|举]一{m}{k}吗",
        "你[最|]喜欢[什么|哪{m}]{k}",
    ),
    ("{k}之中任取其一", "若论{k}，可举出"),
)
_NUMBER = "[a|any|one|some] [number|whole number]"
BETWEEN = (
    (
        "[name|give me|tell me|say|pick|think of|choose] " + _NUMBER + " [between {a} and {b}|from "
        "{a} to {b}]",
        _NUMBER + " between {a} and {b}", "[which|what] number is between {a} and {b}",
        "a number [bigger|larger|greater|more] than {a} and [smaller|less] than {b}",
        "[what is|what's] [a|one] number between {a} and {b}",
        "[i need|i want] " + _NUMBER + " between {a} and {b}",
        "[guess|random|pick] [a |]number[:|,] between {a} and {b}",
    ),
    ("between {a} and {b}, name a number", "above {a} yet under {b} there lies"),
    ("[说|写|给我|想|选][一个|任意一个]{a}[到|和|与]{b}之间的数",
     "{a}[和|到]{b}之间[有哪个数|的一个数|的数]",
     "[哪个数|什么数]在{a}和{b}之间", "比{a}大比{b}小的数[是|]"),
    ("大于{a}且小于{b}的数举一个", "取{a}、{b}中间一数"),
)
_MEASURES = {
    "国家": "个", "动物": "种", "花": "种", "月份": "个", "季节": "个", "首都": "个", "行星": "颗",
             "偶数": "个", "奇数": "个", "质数": "个", "两位数": "个", "亲戚": "个", "节日": "个",
             "大洲": "个",
             "形状": "个"}


def members_named(text: str) -> tuple[str, ...]:
    """Every right answer to a question that names one of the kinds; the longest name counts."""
    named = max((kind for kind in KINDS if kind in text), key=len)
    return tuple(KINDS[named][1])


def _one_of(rng: Random, han: bool) -> tuple[dict[str, object], str, list[str]]:
    if han:
        kind = rng.choice(tuple(HAN_KINDS))
        fields = {"k": kind, "m": Own(_MEASURES.get(kind, "种"))}
        return fields, f"{kind}有很多。", HAN_KINDS[kind]
    kind = rng.choice(tuple(KINDS))
    many, members = KINDS[kind]
    shown = kind.replace("colour", "color") if rng.random() < 0.5 else kind
    if kind == "colour" and shown == "color":
        many = "colors"
    fields = {"k": Own(shown), "ak": Own(with_article(shown)), "ks": Own(many)}
    return fields, f"One {kind} of many.", members


def _between(rng: Random, han: bool) -> tuple[dict[str, object], str, list[str]]:
    a = rng.randint(1, rng.choice((20, 90, 900)))
    b = a + rng.randint(2, rng.choice((5, 15, 99)))
    typed = typed_han if han else typed_number
    said = f"{a}和{b}之间。" if han else f"Between {a} and {b}."
    return {"a": typed(a, rng), "b": typed(b, rng)}, said, [str(n) for n in range(a + 1, b)]


def make(rng: Random, reserved: bool = False) -> Question:
    han, number = rng.random() < 0.22, rng.random() < 0.15
    fields, said, members = (_between if number else _one_of)(rng, han)
    asked = ask(BETWEEN if number else NAME_ONE, rng, reserved, han, **fields)
    final = often_first(tuple(members), rng)
    key = said if number else f"{said} {asked.skeleton}"
    return Question("examples", asked, marked(said, final=final), final, key, asked.language,
                    tuple(members), asked.skeleton)


SUBJECTS = (Subject("examples", WORDS, make, check_final),)
