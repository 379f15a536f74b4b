"""How facts are asked for: English, never trained on, Chinese, never trained on. Data only."""

from __future__ import annotations

_IS = "[what is|what's|whats|name|tell me|give me|say|find|]"
_KNOW = "[do you know|can you name|do you remember|any idea what is]"
_MANY = "[how many|what number of]"
Wordings = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
CAPITAL: Wordings = (
    (
        _IS + " the capital [city |]of {c}", "[what|which] [city|town] is the capital [city |]of "
        "{c}",
        "capital [city |]of {c}", "{c}'s capital [is|city|]", _IS + " {c}'s capital [city|]",
        "{c} capital[ city|]", "the capital [city |]of {c} is [which city|what|called|...|]",
        _KNOW + " [{c}'s capital|the capital of {c}]", "[which|what] is {c}'s capital city",
        "{c}[:|,] capital", "what [do you call|is the name of] the capital of {c}",
        "[i am going|we fly|i travel|i want to go] to the capital of {c}[,|.] [what is it|which "
        "city is "
        "that|what is it called]",
        "[where|in which city] is the government of {c}", "[the|] main city of {c}, the capital",
    ),
    ("{c} has which capital", "which city does {c} have as its capital",
     "from what town is {c} governed", "on a map of {c}, the star marks"),
    (
        "{c}的首都[是什么|是哪里|是哪个城市|是哪儿|是|在哪|在哪里|叫什么|]",
        "{c}首都[是哪|在哪|是什么|]",
        "[告诉我|说出|写出|说说|你知道]{c}的首都", "[哪里|哪座城市|哪]是{c}的首都",
        "{c}，首都[是|呢|是哪]",
        "我要去{c}的首都，[是哪里|是哪个城市|叫什么]", "{c}的首都城市[是哪个|叫什么|]",
    ),
    ("哪个城市是{c}的首都", "{c}定都何处"),
)
COUNTRY: Wordings = (
    (
        "[which|what] country has [the capital|its capital in|the capital city] {c}",
        "{c} is the capital of [which country|what|what country|...]",
        "of [which|what] country is {c} the capital", "[which|what] country is {c} the capital of",
        "[tell me|name|say] the country [whose capital is {c}|with the capital {c}|of which {c} is "
        "the "
        "capital]", "{c}, capital of [what|which country|]",
    ),
    ("if {c} is the capital, where are we", "{c} governs which land"),
    ("{c}是[哪个国家|哪国|什么国家]的首都", "哪个国家的首都是{c}",
     "[首都是|以]{c}[的国家是哪个|为首都的国家]"),
    ("{c}做首都的是哪国", "有首都{c}的国家叫什么"),
)
CONTINENT: Wordings = (
    ("[on|in] [which|what] continent is {c}", "[which|what] continent is {c} [in|on|part of]",
     "{c} is [on|in] [which|what] continent", "[what is|tell me] the continent of {c}",
     "{c}[:|,] [which |what |]continent"),
    ("{c} belongs to which continent", "of what continent is {c} a part"),
    ("{c}在哪个[洲|大洲]", "{c}属于[哪个洲|什么洲|哪个大洲]", "{c}是哪个洲的[国家|]"),
    ("哪个洲有{c}", "{c}位于何洲"),
)
HAVE: Wordings = (
    (
        _MANY + " {p} does [{ax}|one {x}|each {x}|every {x}] have", _MANY + " {p} do {xs} have",
        _MANY + " {p} has [{ax}|one {x}]", _MANY + " {p} [are in|are there in|in|are on|on] [{ax}|"
        "one {x}]",
        "[{ax}|one {x}|each {x}] has [how many|what number of] {p}", "{xs} have how many {p}",
        "[the number|number] of {p} [of|in|on] {ax}", "{p} [of|in|on] {ax}", "{x} {p} [how many|]",
        "[tell me|count|say|give me] [how many {p} {ax} has|the number of {p} of {ax}]",
        "[i draw|i see|i think of|take] {ax}[,|.] how many {p} [does it have|has it|are there]",
        "[do you know|any idea] how many {p} [{ax} has|{xs} have]",
        "what is the number of {p} [in|of|on] {ax}",
    ),
    ("of {p}, how many does {ax} have", "{ax} and its {p}: count them",
     "{ax} comes with this many {p}"),
    ("{x}[有|一共有|总共有]几{p}", "{x}有多少{p}",
     "[告诉我|说说|数数|你知道]{x}有几{p}", "{x}是几{p}", "{x}[一共|总共]多少{p}",
     "{x}，[有几|多少]{p}"),
    ("说起{x}，那是几{p}", "要是问{x}，该有几{p}"),
)
TOTAL: Wordings = (
    (_MANY + " {p} are [there |]{x}", _MANY + " {p} {x}", "[the number|number] of {p} {x}",
     "[tell me|say] how many {p} [there are|are] {x}", "{p} {x}[,|:] [how many|number]",
     "there are how many {p} {x}"),
    ("{p} {x}: the count is", "{x} the {p} number"),
    (), (),
)
BARE: Wordings = (
    (_MANY + " {p} [are there|exist|do we have|are known|]", "[the number|number] of {p}",
     "[tell me|say|do you know|count] how many {p} [there are|exist]", "there are how many {p}",
     "how many {p} [in all|in total|altogether]"),
    ("the {p}: their number is", "name the count of all {p}"),
    (), (),
)
THE_ONE: Wordings = (
    ("[what|which] is {x}", "what's {x}", "whats {x}", "[name|tell me|say|give me|] {x}",
     "{x} is [what|called|...|]", _KNOW + " {x}", "{x}[?|:|...] what is it",
     "[what|which] [one |]would be {x}", "[what is the name of|what do you call|how do you call] "
     "{x}"),
    ("{x}, which one is it", "they call it {x}, its name is"),
    ("{x}[是什么|是|是哪个|叫什么|是谁|是啥|]", "[什么是|说出|告诉我|你知道]{x}",
     "{x}，[是什么|答案是]"),
    ("请说{x}何名", "{x}说的是谁"),
)
DAYS_IN: Wordings = (
    ("how many days [are in|are there in|does|in|has] {m}[ have|]", "days in {m}",
     "{m} has how many days", "[the number|number] of days in {m}", "how long is {m} in days",
     "[is it|does {m} have] 30 or 31 days in {m}", "{m}[:|,] [how many |]days"),
    ("of days, how many does {m} have", "the last day of {m} is number"),
    (), (),
)
ORDINAL: Wordings = (
    ("[what|which] is the {n} {k}", "the {n} {k} is [what|which|]", "[name|tell me] the {n} {k}",
     "{n} {k}", "[which|what] {s} is the {n}", "[which|what] {s} [is|comes] {n}"),
    ("count to the {n} {k}", "of all, the {n} {k}: its name"),
    (), (),
)
COLOUR: Wordings = (
    ("[what|which] [colour|color] is {x}", "[what is|what's|tell me] the [colour|color] of {x}",
     "{x} is what [colour|color]", "[colour|color] of {x}", "{x}[,|:] [what |]colour",
     "[what|which] [colour|color] does {x} have", "if i paint {x}, which [colour|color] do i [need|"
     "use|take]"),
    ("{x} has which colour", "look at {x}: the eye sees the hue"),
    ("{x}是什么[颜色|颜色的|色]", "{x}的颜色[是什么|是|]", "什么颜色是{x}的颜色"),
    ("画{x}用哪种颜色", "{x}看上去是哪一色"),
)
SOUND: Wordings = (
    ("what [does|sound does|noise does] {ax} [say|make]", "what do {x}s [say|sound like]",
     "[what is|what's|] the [sound|noise] of {ax}", "{ax} says [what|...]",
     "how does {ax} [sound|go|talk]"),
    ("which sound does {ax} make", "listen, {ax}! it goes"),
    (), (),
)
YOUNG: Wordings = (
    ("what [is|do you call] a baby {x}[ called|]", "a baby {x} is [called|a|what|...]", "baby {x}",
     "[what is|what's|] the [baby|young|child] of {ax}[ called|]",
     "[name|tell me] the [young|baby] of {ax}",
     "[what do you call|the name of|name for] a [young|little|small] {x}"),
    ("{ax} has young, each is a", "{ax} was born: it is a"),
    (), (),
)
HOME: Wordings = (
    ("where does {ax} [live|sleep]", "[what is|what's|] the home of {ax}[ called|]",
     "{ax} lives in [what|a|...]", "what do you call the [home|house] of {ax}"),
    ("{ax} goes home to its", "in what place does {ax} rest"),
    (), (),
)
LETTER: Wordings = (
    ("[what|which] letter [comes|is|goes] {s} {l}", "the letter {s} {l}",
     "{s} {l} comes which letter",
     "[what|which] comes {s} {l} in the alphabet", "in the alphabet, what [is|comes] {s} {l}"),
    ("say the abc: {s} {l} is", "{l} in the abc, its neighbour {s}"),
    ("字母表里{l}[的|]{s}[一个|]是[什么|哪个字母|谁]", "{l}{s}是哪个字母"),
    ("{l}{s}那个字母叫啥", "字母{l}的{s}一个"),
)
