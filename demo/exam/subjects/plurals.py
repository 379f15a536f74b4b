"""Plurals by rule, with the exceptions known by heart. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask
from demo.exam.wordings.nouns import ALSO, FAMILIAR, IRREGULAR, REGULAR

_IS = "[what is|what's|whats|tell me|give me|write|form|say|show me|find|type|]"
_DO = "[do you|do i|do we|should i|would you|can i|does one]"
_SAY = "[write|say|spell|put|type]"
_MANY = "[two|many|three|several|five|ten|lots of|a few|some|both]"
_GAP = "[what|...|_|___|?|]"
WORDINGS = (
    (
        _IS + " the plural of [the word |the noun |]{w}", "[the |]plural of {w}",
        _IS + " the plural [form of|for|form for] [the word |]{w}",
        "[plural|plural form|the plural]: {w}", "{w} [plural|plural?|in plural|in the plural]",
        "{w}[,|.] [what is|what's] the plural", "one {w}, " + _MANY + " " + _GAP,
        "1 {w}, [2|3|5|10] " + _GAP, "a {w}, " + _MANY + " " + _GAP,
        "[i have|i see|there is|i bought|we saw] [one|a] {w}[,|.] [you have|now there are|she has|"
        "he has] " + _MANY + " " + _GAP,
        "how " + _DO + " " + _SAY + " {w} in [the |]plural",
        "how " + _DO + " " + _SAY + " " + _MANY + " {w}[ correctly|]",
        "how " + _DO + " make {w} plural", "how is the plural of {w} [written|spelled|formed|"
        "spelt]",
        "[make|turn] {w} [plural|into a plural|into the plural]",
        "[put|say|write|change] {w} [in|to|into] the plural[ form|]",
        "[what do you call|how do you say|whats the word for] [two|more than one|many] {w}",
        "if there is one {w}, [then |]there are two " + _GAP,
        "[if|when] [i have|you have] more than one {w}[,|] what [do i|do you] call them",
        "what is {w} [called |]when there [are two|are many|is more than one]",
        "[is|should] the plural of {w} [be |]with s or es", "more than one {w} [is|are|is called|]",
        "what does {w} become in the plural", "what comes out if i make {w} plural",
        "[fill in|complete]: one {w}, two " + _GAP, "singular {w}, plural " + _GAP,
        "[singular|sg]: {w}[,|.] plural: " + _GAP, "pluralize {w}", "[the word is|my word is] {w}"
        "[,|.] [give|i need|what is|write] the plural",
        "i [want|have] to write about " + _MANY + " {w}[,|.] [how|what is the word]",
    ),
    ("in the plural, how do you write {w}", "a {w} here and a {w} there, together they are",
     "add another {w} and it reads", "many of the kind {w} go by the name",
     "not just one {w} but a whole lot of"),
    (
        "{w}的复数[是什么|是|怎么写|形式|怎么拼|是啥|形式是什么|]",
        "[英语|英文|]单词{w}的复数[是什么|怎么写|]", "[写出|告诉我|说出|给出|写下]{w}的复数[形式|]",
        "{w}[变复数|变成复数|复数]", "{w}变[成|]复数[怎么写|怎么变|是什么|怎么拼]",
        "[把|将]{w}[变成复数|改成复数|写成复数]", "一个是{w}，[两个|三个|很多个|多个]"
        "[怎么写|是什么|怎么说|怎么拼]", "[名词|]{w}复数加s还是es",
        "[两个|很多|三个]{w}[怎么写|用英语怎么写|英文怎么说]", "如果不止一个{w}，[怎么写|怎么说]",
        "单数{w}，复数[是什么|呢|怎么写]",
    ),
    ("复数形式：{w}", "{w}多起来该怎么拼", "从单数{w}到复数"),
)


def plural(word: str) -> tuple[str, str]:
    """The rule in words, and the plural."""
    if word in IRREGULAR:
        return f"{word} is irregular.", IRREGULAR[word]
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word} ends in {word[-2]} y: y becomes i, add es.", word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word} ends in {' '.join(word[-2:])}: add es.", word + "es"
    return f"{word} ends in {' '.join(word[-2:])}: add s.", word + "s"


_ENDS = ("y", "y", "ay", "ey", "oy", "ch", "sh", "x", "ss", "k", "n", "r", "t", "p", "g", "ck",
         "ng", "er", "le", "ow", "m", "d", "b")


def invented(rng: Random) -> str:
    """A noun that nobody has heard, "wug", which only the rule can tell."""
    start = rng.choice("b c d f g h j k l m n p r s t v w z bl br cl cr dr fl fr gl gr pl pr sl sn "
    "sp "
                       "st tr tw".split())
    middle = rng.choice("aeiou") + rng.choice(("", "", "b", "l", "n", "r", "p", "ss", "mp", "nk"))
    end = rng.choice(_ENDS)
    if middle[-1] not in "aeiou" and end[0] not in "aeiouy":
        middle += rng.choice("aeiou")
    elif middle[-1] in "aeiou" and end[0] in "aeioy":
        middle += rng.choice("bdglmnpt")
    return start + middle + end


def _noun(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.27:
        return rng.choice(tuple(IRREGULAR))
    return invented(rng) if kind < 0.42 else rng.choice(REGULAR)


def make(rng: Random, reserved: bool = False) -> Question:
    word, han = _noun(rng), rng.random() < 0.15
    asked = ask(WORDINGS, rng, reserved, han, w=f'"{word}"' if rng.random() < 0.1 else word)
    rule, final = plural(word)
    # An exception cannot be worked out: its held-out questions are other wordings.
    by_heart = word in IRREGULAR or word in FAMILIAR
    key = f"{word} {asked.skeleton}" if by_heart else word
    accepted = (final, ALSO[word]) if word in ALSO else ()
    return Question("plurals", asked, marked(rule, final=final), final, key, asked.language,
                    accepted, asked.skeleton)


SUBJECTS = (Subject("plurals", WORDS, make, check_final),)
