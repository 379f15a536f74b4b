"""How people ask for a product or a quotient of two numbers.

Data only; fields and plans are those of `sum_wordings`.
"""

from __future__ import annotations

from demo.exam.wordings.sum_wordings import ASK, ASK_FOR, ENDING, GET, HAN_DO, HAN_END, IS_WHAT, WE

MULTIPLY = (
    ASK + " [{a} [times|x|*|multiplied by|×|by] {b}|{b} [times|x|*|multiplied by|×] {a}]",
    ASK + " [{a}[x|*|×]{b}|{b}[x|*|×]{a}]",
    "[{a} [x|*|times|×] {b}|{b} [x|*|times|×] {a}] " + ENDING,
    "[{a}[x|*|×]{b}|{b}[x|*|×]{a}]" + "[=|| =|=?| is| equals]",
    "[{a} [times|multiplied by] {b}|{b} times {a}] " + IS_WHAT,
    ASK_FOR + " the product of [{a} and {b}|{b} and {a}]",
    "[product|multiply|times]: {a} [and|,|x] {b}",
    "multiply [{a} [by|with|and|times] {b}|{b} [by|and] {a}]",
    f"[if|when] {WE} multiply {{a}} [by|and|with] {{b}}, {GET}",
    f"{GET} [if|when] {WE} multiply {{a}} [by|and|with] {{b}}",
    "{b} [groups|sets|lots|piles|rows|times] of {a} [is|make|are] [what|how much|how many]",
    "how [much|many] [are|is|make] {b} [groups|sets|lots|piles|rows] of {a}",
    "{n} had {b} [groups|sets|lots|piles|rows|bags|boxes] of {a}[,|.] how [much|many] is that",
    "{b} {k} [with|of] {a} {s}[ each| in each|][,|.] how many [{s}|in all|altogether|total]",
    "[there are|i have|we have|i bought] {b} {k}[.|,] each [one |][has|holds] {a} {s}[.|,] "
    "how many [{s} |][in all|are there|is that]",
    "how many {s} are in {b} {k} [of|with] {a}[ each|]",
    "how many {s} in {b} {k} if each [has|holds] {a}",
    "each [bag|box|kid|table|row] [has|gets|holds] {a} {s}[.|,] how many [for|in|do] {b}[ of "
    "them|]", "{b} [kids|people|friends] [have|get|bring] {a} {s} each[.|,] how many is that",
    "{n} [reads|runs|makes|sells|earns|eats] {a} [a day|every day|per day|each day][.|,] "
    "how [much|many] in {b} days",
    "{a} [a|per|each] [week|month|hour][,|.] how much in {b} [weeks|months|hours]",
    "[a|one] {o} is {c}{a}{d}[.|,] how much [for|are|do] {b}[ cost|]",
    "{b} {s} at {c}{a}{d} each[,|.] [how much|what is the total|what do i pay]",
    "i [buy|bought] {b} {s} for {c}{a}{d} each[,|.] [how much|what do i pay|what is it in all]",
    "how much [do|for|are] {b} {s} [at|if one is] {c}{a}{d}[ each|]",
    "a car goes {a} [km|miles] [an hour|per hour|in an hour][,|.] how far in {b} hours",
    "a [room|garden|wall] is {a} [by|x|times] {b}[ m| meters| feet|][,|.] what is the area",
    "{b} rows [with|of] {a} [seats|chairs|trees|plants][,|.] how many [in all|are there]",
    "{b} [times|x] as [many|much] as {a}",
)
MULTIPLY_RESERVED = (
    "how much [is it|do you get] if {a} is multiplied by {b}",
    "what is the product when you multiply {a} and {b}",
    "add {a} to itself until you have it {b} times",
    "{a} taken {b} times comes to", "scale {a} up by a factor of {b}",
    "every one of {b} shelves carries {a} jars, count the jars",
)
HAN_MULTIPLY = (
    "[{a}[乘| 乘 |乘以| × |×|*]{b}|{b}[乘|乘以|×|*]{a}]" + HAN_END, HAN_DO + "{a}[乘|×|乘以|x]{b}" +
    HAN_END, "{a}[和|与|跟]{b}[的积是多少|的乘积是多少|相乘是多少|相乘得几]",
    "{b}个{a}[是多少|等于多少|一共多少]", "[求|算]{a}[和|与]{b}的[积|乘积]",
    "{a}的{b}倍[是多少|是几|等于多少]",
    "[有|买了|我有]{b}{x}{s}，每{x}{a}{m}，[一共多少{m}|一共有几{m}|共多少]",
    "每{x}有{a}{m}{s}，{b}{x}[有多少|有几{m}|一共多少{m}]",
    "一{m}{s}{a}{d}，[买|]{b}{m}[多少钱|要多少钱|一共多少钱]",
    "{b}{m}{s}，每{m}{a}{d}，[多少钱|一共多少钱]",
    "每天[看|跑|做|写]{a}[页|米|个]，{b}天[一共|]多少", "一小时走{a}公里，{b}小时走多少公里",
    "{b}个人，每人{a}{m}{s}，一共几{m}", "有{b}排，每排{a}人，一共多少人",
    "长{a}米，宽{b}米，面积是多少",
)
HAN_MULTIPLY_RESERVED = ("把{a}和{b}相乘得多少", "{b}份，每份{a}，合起来几", "{a}连加{b}次")

DIVIDE = (
    ASK + " {a} [divided by|/|÷|over|divide by|divided into] {b}",
    ASK + " {a}[/|÷|:]{b}",
    "{a} [/|÷|divided by] {b} " + ENDING,
    "{a}[/|÷]{b}" + "[=|| =|=?| is| equals]",
    "{a} [divided by|over] {b} " + IS_WHAT,
    ASK_FOR + " the [quotient|quotient and remainder] of {a} and {b}",
    "[divide|quotient|division]: {a} [by|and|/] {b}",
    "[divide|share|split|cut] {a} [by|into|in] {b} [parts|equal parts|groups|equal groups|]",
    "[share|split|divide] {a} [among|between|evenly between] {b} [people|friends|children|kids]",
    "how [many times|often] does {b} go into {a}",
    "how many times does {b} [fit in|fit into|go in] {a}", "how many {b}s [are|fit] in {a}",
    f"[if|when] {WE} divide {{a}} by {{b}}, {GET}",
    f"{GET} [if|when] {WE} [divide|split|share] {{a}} by {{b}}",
    "{n} had {a} and [shared|split] it between {b} people[,|.] how much does each get",
    "{n} [shares|shared|split|gave] {a} {s} [between|among|to|equally among] {b} "
    "[friends|kids|people][.|,] how many [does each get|each|for each|per person]",
    "{b} [friends|kids|people|boys] share {a} {s}[.|,] how many [each|does each get|per person]",
    "{a} {s} for {b} [kids|people|friends|teams][,|.] how many [each|does each get]",
    "how many {s} [does each get|for each|each] if {b} [friends|kids|people] share {a}",
    "{a} {s} in {b} {k}[,|.] [how many in each|how many per box|how many each]",
    "{a} {s}[,|.] {b} [in|to|per] [a|each|every] [bag|box|pack|row][,|.] how many "
    "[bags|boxes|packs|rows][ are full| is that|]",
    "i put {b} {s} in each [bag|box][.|,] how many [bags|boxes] for {a}",
    "the bill is {c}{a}{d}[.|,] [we are {b}|{b} of us pay|split it {b} ways][,|.] "
    "how much [each|does each pay|per person]",
    "{c}{a}{d} [split|shared|divided] [by|between|among] {b}[ people| friends| of us|]",
    "{b} {s} [cost|are|for] {c}{a}{d}[.|,] how much [is one|for one|does one cost|each]",
    "how much is one {o} if {b} [cost|are] {c}{a}{d}",
    "{a} [pages|km|tasks] in {b} [days|hours|weeks][,|.] how [much|many] [a|per|each] "
    "[day|hour|week]",
    "a rope of {a} [m|cm|feet] is cut in {b} [equal |]parts[,|.] how long is [each|one]",
    "{a} kids in {b} [equal |][teams|groups|cars][,|.] how many [in each|per team|in one]",
)
DIVIDE_RESERVED = (
    "how much [is it|do you get] if {a} is divided by {b}",
    "how often does {b} fit into {a}",
    "take {b} away from {a} again and again: how many times",
    "one part when {a} is cut in {b}", "deal {a} cards to {b} players, how many for each",
    "a {b}th of {a}",
)
HAN_DIVIDE = (
    "{a}[除以| 除以 | ÷ |÷|/]{b}" + HAN_END, HAN_DO + "{a}[除以|÷]{b}" + HAN_END,
    "{a}除以{b}的[商|商和余数|结果]是[多少|几]", "把{a}[平均分成|分成]{b}[份|组]，每[份|组]多少",
    "{a}里[面|]有几个{b}", "[求|算]{a}除以{b}的商",
    "[我|{n}|老师]有{a}{m}{s}，[分给|平均分给]{b}个[人|朋友|孩子]，[每人几{m}|每个人多少{m}|"
    "每人多少]",
    "{b}个[人|同学]分{a}{m}{s}，[每人几{m}|每人分多少]",
    "{a}{m}{s}，每{x}[放|装]{b}{m}，[可以装几{x}|能装多少{x}|装满几{x}]",
    "{a}{m}{s}装{b}{x}，每{x}几{m}", "{b}{m}{s}[一共|]{a}{d}，[一{m}多少钱|每{m}多少]",
    "一共{a}{d}，{b}个人[平分|分]，每人[付|出|]多少", "{a}[页|米|公里]{b}天[看完|走完]，每天多少",
    "{a}人分{b}组，每组几人",
)
# Only where nothing is left over.
EXACT = (
    "what times {b} [is|=|makes|equals|gives] {a}", "{b} times what [is|=|makes|equals|gives] {a}",
    "how many [boxes|bags] do i need for {a} {s} if {b} [go|fit] in [one|each]",
    "{a} is how many times {b}", "{a} is {b} times what",
)
HAN_EXACT = ("{a}是{b}的几倍", "几乘以{b}[等于|是]{a}", "{a}{m}{s}，每{x}{b}{m}，要几{x}")
HAN_DIVIDE_RESERVED = ("把{a}除以{b}得多少", "{b}个人均分{a}，一人拿几", "{a}每次减{b}，减几次")

# operation (exact: division without a remainder): English wordings, English wordings
# never trained on, the same two in Chinese.
PRODUCTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "multiply": (MULTIPLY, MULTIPLY_RESERVED, HAN_MULTIPLY, HAN_MULTIPLY_RESERVED),
    "divide": (DIVIDE, DIVIDE_RESERVED, HAN_DIVIDE, HAN_DIVIDE_RESERVED),
    "exact": (DIVIDE + EXACT, DIVIDE_RESERVED, HAN_DIVIDE + HAN_EXACT, HAN_DIVIDE_RESERVED),
}
