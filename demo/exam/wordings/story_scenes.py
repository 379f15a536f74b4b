"""Scenes of word problems: how each begins, what happens to the amount, and what is asked.

Data only. A scene's sentences are keyed by what they do to the amount: `start` sets it, `boxes`
sets it to {v} times {m}, `add`, `subtract`, `multiply` (by two or three) and `divide` change it,
`product` adds {v} times {m}, `from` takes it from {v}. {n} is who, {h} their pronoun, {p} another
name, {s} the things, {o} one thing on sale, {k} boxes, {c} and {d} money's marks.
"""

from __future__ import annotations

Scene = dict[str, tuple[str, ...]]
_LATER = "[then |later |next |after that |]"
_DAY = "[ on monday| today| yesterday| in the morning|||]"
_THINGS: Scene = {
    "start": (
        "{n} [had|got|bought|found|made|owned|picked|started with] {v} {s}" + _DAY,
        "there [are|were] {v} {s}[ on the table| in a box| in the shop| at home| in a bag|]",
        "[a|the] [shop|box|farm|class|bag|tree] has {v} {s}", "{n} has {v} {s}",
    ),
    "boxes": (
        "{n} [had|bought|got|filled] {v} {k} [of|with] {m} {s}[ each| in each|]",
        "there [are|were] {v} {k} [with|of] {m} {s}[ in each| each|]",
        "each of {v} {k} [has|holds|had] {m} {s}", "{v} {k}, {m} {s} [in each|each|per box]",
        "[a|each] box [holds|has] {m} {s} and there are {v}[ boxes| of them|]",
        "{v} [kids|friends|people] [have|bring|get] {m} {s} each",
    ),
    "add": (
        _LATER + "{h} [bought|found|got|made|was given|picked up|added] {v} more",
        "{v} more [are added|came|are found|are put in]",
        "{p} [gave|gives|brought] {n} {v}[ more|]",
        "[a friend|{p}] [gave|brought] {v} more", "and {v} [more|others] [came|come]",
    ),
    "subtract": (
        _LATER + "{h} [gave away|lost|sold|used|ate|dropped|threw away|broke] {v}[ of them|]",
        "{h} [gave|gave away|handed] {v} to {p}", "{h} gave {p} {v}",
        "{v} [are eaten|were sold|broke|are lost|were bad|are rotten|are given away|go missing]",
        "[a friend|the dog|{p}] [took|ate|gets] {v}[ of them|]",
        "but {v} [are bad|were lost|broke]",
    ),
    "multiply": ("[then |]the number of {s} {x}", "then the {s} {x}"),
    "divide": (
        "{h} [shared|split|divided] [them|the rest|all] [equally |evenly |][among|between] {v} "
        "[friends|kids|people]", "[they|all] go into {v} equal [bags|boxes|piles]",
        "{v} [friends|kids|people] share [them|the rest|what is left] [equally|]",
    ),
    "product": (
        "{h} [bought|got|found|had] {v} {k} of {m} [more|too|as well]",
        "[and|there are also] {v} {k} of {m}",
    ),
    "from": ("{h} [needed|wanted] {v} {s}[ in all|]", "{v} {s} [are|were] needed"),
    "ask": (
        "how many {s} [are left|are there|remain|are there now|in all|altogether|in total]",
        "how many [are left|are there|remain|now|left|in all|is that|are there now]",
        "how many [{s} |]{does} {h} have[ now| left| in all| at the end| in total|]",
        "[what is left|what is the total|whats left]", "find [the total|how many are left]",
    ),
    "ask divide": ("how many [{s} |][does each get|for each|each|per person|in each]",),
    "ask from": ("how many more [{does} {h} need|are needed|are missing|]", "how many are missing"),
}
_MONEY: Scene = {
    "start": (
        "{n} [had|got|saved|earned|won] {c}{v}{d}" + _DAY,
        "there [is|was] {c}{v}{d} in [a jar|the box]",
        "{n} has {c}{v}{d}[ in the bank| in a bag|]", "i [have|had] {c}{v}{d}",
    ),
    "boxes": (
        "{n} [made|earned|saved|got] {c}{m}{d} [a day for {v} days|an hour for {v} hours|a week "
        "for "
        "{v} weeks|each day for {v} days|per hour and worked {v} hours]",
        "{n} sold {v} {s} [at|for] {c}{m}{d} each",
        "{v} [people|friends] [pay|gave] {c}{m}{d} each",
    ),
    "add": (
        _LATER + "{h} [earned|got|found|won|saved|was given] {c}{v}{d}[ more|]",
        "{p} [gave|gives|paid] {n} {c}{v}{d}", "[{p}|a friend] added {c}{v}{d}",
    ),
    "subtract": (
        _LATER + "{h} [spent|paid|lost|gave away|used] {c}{v}{d}[ on lunch| for a book| on food|]",
        "{h} [gave|lent|owed] {p} {c}{v}{d}", "{h} bought a {o} for {c}{v}{d}",
        "[a|the] {o} cost {c}{v}{d}", "[lunch|the bus|rent] cost {c}{v}{d}",
    ),
    "multiply": ("then the money {x}",),
    "divide": ("{h} split [it|the rest] [equally |evenly |]among {v} [friends|kids|people]",
               "{v} people share [it|the rest] equally"),
    "product": ("{h} also got {v} [notes|coins] of {c}{m}{d}",),
    "from": ("{h} [needs|wants|is saving for] {c}{v}{d}",
    "[a|the] [bike|phone|game] costs {c}{v}{d}"),
    "ask": (
        "how much [money |][is left|{does} {h} have|is that|remains|{does} {h} have left|now|in "
        "all]",
        "[what is left|how much is it now|how much left]",
        "how much [money |]{does} {h} have [now|in all]",
    ),
    "ask divide": ("how much [does each get|for each|each|per person]",),
    "ask from": ("how much [more|more {does} {h} need|is missing|is still needed]",),
}
_SHOP: Scene = {
    "boxes": (
        "{n} [bought|buys|got|ordered] {v} {s} [at|for] {c}{m}{d} each",
        "{v} {s} at {c}{m}{d} each", "[a|one|each] {o} costs {c}{m}{d} and {n} [bought|took] {v}",
        "{n} bought {v} {s} that cost {c}{m}{d} each",
    ),
    "start": ("{n} bought a {o} for {c}{v}{d}", "a {o} costs {c}{v}{d}"),
    "add": (
        "[and|plus|also] a [bag|coat|cap|book|drink] for {c}{v}{d}",
        "{h} also bought a [bag|cap|fan] for "
        "{c}{v}{d}", "shipping [is|costs] {c}{v}{d}", "{h} paid {c}{v}{d} more for a bag",
    ),
    "subtract": ("[with a|there is a|{h} had a] {c}{v}{d} [coupon|discount]", "{c}{v}{d} off",
                 "the shop took {c}{v}{d} off"),
    "multiply": (),
    "product": ("[and|plus|also] {v} [cups|books|hats|teas] at {c}{m}{d} each",
                "{h} also took {v} [bags|pies|caps] for {c}{m}{d} each"),
    "from": ("{h} [paid with|gave|paid with a|handed over] {c}{v}{d}", "{n} had {c}{v}{d}"),
    "divide": ("{v} friends split the bill", "{v} people share the cost"),
    "ask": ("how much [in all|is that|altogether|{does} {h} pay|total|to pay]",
            "what [is the total|{does} {h} pay|is the price|did it cost]",
            "how much did [it|all] cost"),
    "ask divide": ("how much [does each pay|each|per person]",),
    "ask from": ("[how much change|what is the change|how much is left|what change {does} {h} "
    "get]",),
}
_BUS: Scene = {
    "start": ("[there are |]{v} [people|kids|men] [are |]on [a|the] [bus|train|boat]",
              "a [bus|train|lift] has {v} people",
              "{v} [kids|people] are in [a room|the park|class]"),
    "boxes": ("{v} [cars|vans|boats] with {m} people each [arrive|stop|come]",
              "there are {v} rows of {m} [seats|people|chairs]"),
    "add": (_LATER + "{v} [more |][get on|come in|join|came|got on]",
    "at the next stop {v} get on"),
    "subtract": (_LATER + "{v} [get off|leave|left|go home|got off]",
    "at the next stop {v} get off"),
    "multiply": ("then the number {x}",),
    "divide": ("they [form|make] {v} equal [teams|groups]", "they go into {v} equal [teams|rows]"),
    "product": ("{v} [more |]cars of {m} [arrive|come]",),
    "from": ("{v} [seats|places|are invited]",),
    "ask": ("how many [people |][are there|are left|now|are there now|stay|is that]",
            "how many people [in all|altogether|are on it|now]"),
    "ask divide": ("how many [in each|per team|per group]",),
    "ask from": ("how many [more fit|more can come|are missing|places are free]",),
}
_RATE: Scene = {
    "boxes": (
        "{n} [reads|read|writes] {m} pages [a|each|every|per] day for {v} days",
        "{n} [runs|ran|walks|rides] {m} [km|miles] [a|each|every] day for {v} days",
        "{n} makes {m} {s} [an|per|every] hour for {v} hours",
        "a car goes {m} km an hour for {v} hours",
        "in {v} [weeks|days] {n} did {m} [a|each|per] [week|day]",
    ),
    "start": ("{n} did {v} on the first day", "{n} [read|wrote] {v} pages on monday"),
    "add": ("[then|and|after that] {v} more", "{h} did {v} more [on sunday|later|at night]",
            "on [sunday|the last day] {h} did {v}"),
    "subtract": ("but {v} [were bad|do not count|were wrong|had to be redone]",
    "{v} of it was lost"),
    "multiply": ("the next week it {x}",),
    "divide": ("{v} people did equal parts",),
    "product": ("then {m} [a|per] day for {v} [more |]days",),
    "from": ("the [goal|book|road|plan] is {v}", "{h} must do {v} in all"),
    "ask": ("how [many|much|far] [in all|is that|altogether|in total|did {h} do]",
            "what is the total"),
    "ask divide": ("how much did each do",),
    "ask from": ("how [many|much] [is left|more|is to go|to go|remains]",),
}
_POINTS: Scene = {
    "start": ("{n} [had|has|scored|started with] {v} [points|goals]", "the score is {v}",
              "it was {v} degrees"),
    "boxes": ("{n} [scored|won|got] {m} points {v} times", "{v} [games|rounds] of {m} points each"),
    "add": (_LATER + "[{h} won|{h} scored|it went up by|{h} got] {v}[ more|]",),
    "subtract": (_LATER + "[{h} lost|it fell by|it dropped|minus] {v}",),
    "multiply": ("then it {x}", "the score {x}"),
    "divide": ("{v} players share it",),
    "product": ("and {m} points {v} times",),
    "from": ("{h} needs {v} to win", "the goal is {v}"),
    "ask": ("[what is it now|what is the score|how many now|what is the total|how many points]",
            "how many [points |]{does} {h} have"),
    "ask divide": ("how many for each",),
    "ask from": ("how many [more|are missing]",),
}
SCENES = (_THINGS, _THINGS, _THINGS, _MONEY, _MONEY, _SHOP, _SHOP, _BUS, _RATE, _POINTS)
TIMES = {2: ("doubles", "doubled", "is doubled", "becomes twice as big"), 3: ("triples",
"is tripled")}
# Numbers that play no part.
DISTRACTORS = (
    "{n} is {z} years old", "it is {z} o'clock", "{p} has {z} [dogs|cats|hats]",
    "the bus is number {z}",
    "{n} lives at number {z}", "{n} has {z} cats", "it takes {z} minutes",
    "the room has {z} windows",
    "it is {z} degrees", "{p} is {z}", "there are {z} dogs", "{n} wakes up at {z}",
)
# How a tale and its question stand together.
FRAMES = (
    "if {tale}, {ask}", "{ask} if {tale}", "{ask}? {tale}", "{ask}: {tale}", "{ask} when {tale}",
    "when {tale}, {ask}", "suppose {tale}. {ask}", "say {tale}, {ask}", "{tale}, so {ask}",
)
RESERVED = (
    "given that {tale}, find {ask}", "consider this case: {tale}. result of {ask}",
    "{tale}. my answer to {ask} should be", "work out {ask} knowing {tale}",
    "imagine {tale}. now: {ask}", "puzzle [{tale}] to solve {ask}".replace("[",
    "(").replace("]", ")"),
)
COMPARED = {  # {y} measured by {x}
    "add": (
        "{y} has {v} more[ {s}|] than {x}", "{x} has {v} [fewer|less] than {y}",
        "{y} [got|found|owns] {v} more than {x}", "{y} has as many as {x} and {v} more",
    ),
    "subtract": ("{y} has {v} [fewer|less][ {s}|] than {x}", "{x} has {v} more than {y}"),
    "multiply": ("{y} has {x2} as many[ {s}|] as {x}", "{y} has {x2} the number of {x}"),
}
# The same with the other left out, where it can only be the first.
COMPARED_SHORT = {
    "add": ("{y} has {v} [more|extra]", "{y} [has|got] {v} more than that"),
    "subtract": ("{y} has {v} [fewer|less]", "{y} [has|got] {v} fewer than that"),
    "multiply": ("{y} has {x2} as many", "{y} has {x2} that"),
}
AGED = {
    "add": ("{y} is {v} years older than {x}", "{x} is {v} years younger than {y}"),
    "subtract": ("{y} is {v} years younger than {x}", "{x} is {v} years older than {y}"),
    "multiply": ("{y} is {x2} as old as {x}",),
}
AGED_SHORT = {
    "add": ("{y} is {v} [years |]older",),
    "subtract": ("{y} is {v} [years |]younger",),
    "multiply": ("{y} is {x2} as old", "{y} is {x2} that"),
}
COMPARED_START = ("{x} has {v} {s}", "{x} [got|found|owns|collected] {v} {s}",
    "there are {v} {s} with {x}")
AGED_START = ("{x} is {v}[ years old|]",)
COMPARED_ASK = ("how many [{s} |][does {y} have|for {y}]", "how many has {y}", "what about {y}",
                "how many {s} are with {y}")
AGED_ASK = ("how old is {y}", "what is the age of {y}", "age of {y}")
TOGETHER_ASK = ("how many [{s} |][together|in all|altogether|do they have together|in total]",
                "what is the total", "how many do both have",
                "how many do {x} and {y} have together")
TOGETHER_AGED = ("how old are they together", "what is the sum of their ages")
