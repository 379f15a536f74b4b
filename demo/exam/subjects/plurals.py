"""Plurals by rule, with the exceptions known by heart. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, phrase
from demo.exam.question import WORDS, Question, Subject, check_final, marked

REGULAR = tuple(
    """
    cat dog bird horse cow tiger lion bear duck frog snake whale shark spider ant bee apple orange
    lemon banana carrot onion pepper egg cake cookie bottle cup plate spoon fork table chair bed
    lamp door window wall floor roof house garden tree flower road street car bike train
    plane boat ship ticket book pen pencil paper letter word number school teacher student doctor
    nurse farmer king queen prince girl brother sister cousin uncle aunt friend hat coat shirt shoe
    sock glove ring clock phone computer screen key lock map flag ball game toy doll song
    picture film star planet moon river lake sea island mountain hill forest field cloud storm
    boy day key toy monkey donkey turkey valley chimney journey holiday tray
    box fox bus glass class dress boss kiss cross bush dish brush wish beach peach church watch
    match bench branch lunch sandwich witch fax tax gas lens address process princess mattress
    city country story berry cherry baby lady party puppy pony family butterfly library factory
    memory enemy body copy spy fly sky diary daisy army duty jelly
    """.split()
)
IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "mouse": "mice", "foot": "feet",
    "tooth": "teeth", "goose": "geese", "person": "people", "ox": "oxen", "sheep": "sheep",
    "fish": "fish", "deer": "deer", "leaf": "leaves", "knife": "knives", "wife": "wives",
    "life": "lives", "wolf": "wolves", "half": "halves", "shelf": "shelves", "thief": "thieves",
    "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "echo": "echoes",
}
WORDINGS = (
    (
        "[what is|what's|whats|tell me|give me|write|form|] the plural of {w}", "plural of {w}",
        "[what is|what's] the plural [form of|for] {w}", "{w} plural", "{w} in [the |]plural",
        "one {w}, [two|many|three|several] [what|...|]", "1 {w}, 2 [what|...|]",
        "how do [you|i] [write|say|spell] {w} in [the |]plural",
        "[make|turn] {w} [plural|into a plural]", "[put|say|write] {w} in the plural",
        "[what do you call|how do you say] [two|more than one] {w}",
        "if there is one {w}, [then |]there are two [what|...|]",
    ),
    ("in the plural, how do you write {w}", "what is {w} when there are two"),
)


def plural(word: str) -> tuple[str, str]:
    """The rule in words, and the plural."""
    if word in IRREGULAR:
        return f"{word} is irregular.", IRREGULAR[word]
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word} ends in {word[-2]} y: y becomes i, add es.", word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word} ends in {' '.join(word[-2:])}: add es.", word + "es"
    return f"{word} ends in {' '.join(word[-2:])}: add s.", word + "s"


def make(rng: Random, reserved: bool = False) -> Question:
    word = rng.choice(tuple(IRREGULAR) if rng.random() < 0.3 else REGULAR)
    text = as_typed(phrase(WORDINGS[reserved], rng, w=word), rng)
    rule, final = plural(word)
    # An exception cannot be worked out: always taught, never examined.
    key = "" if word in IRREGULAR else word
    return Question("plurals", text, marked(rule, final=final), final, key)


SUBJECTS = (Subject("plurals", WORDS, make, check_final),)
