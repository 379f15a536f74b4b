"""How people ask for percentages, prices and change. Data only.

{p} per cent of {a}; {a} apiece for {b} of {o}, {e} given; {c} and {d} stand before and after money.
"""

from __future__ import annotations

_ASK = "[what is|what's|how much is|calculate|find|work out|tell me|compute|give me|]"
_PER = "[%|%|%| %| percent| per cent| pct]"
_P = "{p}" + _PER
_M = "{c}{a}{d}"
_PAY = (
    "[what do i pay|how much do i pay|what is the price|what does it cost|what is the new price|"
    "how much is it now|whats the final price|how much|what will it be]"
)
_COSTS = "[a|the|my] {o} [costs|is|was|costs normally] " + _M
_MEAL = "[dinner|lunch|the bill|my bill|a meal|the taxi|coffee]"

# kind: English wordings, those never trained on, the same two in Chinese. {p} per cent of {a}.
SHARES = {
    "of": (
        (
            _ASK + " " + _P + " of " + "[{a}|" + _M + "]", _P + " of {a} [=|is what|is how much|]",
            "[take|find|get|calculate] " + _P + " of {a}", _P + " [of|x|*|times] {a}",
            "[if|when] [i|you] take " + _P + " of {a}, what [do i|do you] get",
            "[what|how much] do [you|i] get if [you|i] take " + _P + " of {a}",
            "{a} [times|x|*] " + _P,
            "{a}[,|.|:] [how much is|what is|find] " + _P + " of [it|that]",
            "what number is " + _P + " of {a}", _P + " out of {a}",
            _P + " of [the |]{a} [kids|people|{s}] [are|were] [sick|red|gone|here][,|.] how many "
            "[is that|are there]",
            "[a|the] [school|class|shop|farm] has {a} [kids|people|{s}] and " + _P + " are [boys|"
            "new|old]"
            "[,|.] how many [is that|boys|]",
            "i [earn|make|have|saved] " + _M + " and [save|pay|spend|give] " + _P + "[ of it|][,|"
            ".] "
            "how much [is that|do i save|is it]",
            "[tip|a tip|the tax|vat|a discount] of " + _P + " on " + _M + "[,|.|] how much [is "
            "it|]",
            "how much [tip|tax|vat] [is|for] " + _P + " [of|on] " + _M,
            _MEAL + " [was|is] " + _M + "[,|.] how much is a " + _P + " tip",
            "how much do i save with " + _P + " off " + _M,
            "i ate " + _P + " of {a} {s}[,|.] how many",
            _P + " discount on " + _M + "[,|.] how much [is the discount|do i save]",
            "my phone has {a} mb and " + _P + " is used[,|.] how much is that",
        ),
        ("of {a}, how much is " + _P, "out of every hundred take {p}, out of {a} that makes",
         "a share of {p} in a hundred, applied to {a}", "{a} at a rate of " + _P + " yields"),
        (
            "{a}的{p}%[是多少|等于多少|是几|]", "{a}的百分之{p}[是多少|等于多少|是几]",
            "[计算|算一下|帮我算|求]{a}的[{p}%|百分之{p}]", "百分之{p}的{a}",
            "[班里|学校|公司]有{a}人，{p}%是[男生|女生]，[有几人|是多少人|多少人]",
            "{a}{d}的{p}%是多少[钱|]", "[工资|我有]{a}{d}，[存|花]{p}%，是多少", "{p}%乘{a}",
            "{a}乘以{p}%",
            "账单{a}{d}，[小费{p}%，小费|税{p}%，税]多少", "{a}个{s}里{p}%坏了，坏了几个",
        ),
        ("百分之{p}的{a}是多少", "取{a}之{p}%"),
    ),
    "off": (
        (
            _COSTS + " [and is|but is|, it is|and now it is|, now|with] " + _P + " off[,|.] "
            "" + _PAY,
            _ASK + " " + _M + " [minus|less|-|with] " + _P + "[ off|]",
            _M + " with [a |]" + _P + " [off|discount|sale|coupon][,|.] " + _PAY,
            "[decrease|reduce|lower|cut] {a} by " + _P, "{a} [reduced|lowered|decreased] by " + _P,
            _P + " off " + _M + ", " + _PAY, "{o} " + _M + " " + _P + " off[,|.| ] " + _PAY,
            "[sale|discount|its on sale]: " + _P + " off[,|.] {o} [costs|was|is] " + _M + "[,|.] "
            "" + _PAY,
            "the price [of|was] " + _M + " [drops|drops by|falls by|goes down] " + _P + "[,|.] "
            "" + _PAY,
            "how much [is|for] a " + _M + " {o} [at|with|after] " + _P + " off",
            _PAY + " for a " + _M + " {o} with [a |]" + _P + " [discount|coupon|off]",
            "i have a " + _P + " coupon and the {o} is " + _M + "[,|.] " + _PAY,
            "i [had|have] " + _M + " and spent " + _P + "[ of it|][,|.] how much is left",
            "{a} {s}, " + _P + " [are gone|were sold|broke][,|.] how many [are left|left|remain]",
            "{a} people and " + _P + " leave[,|.] how many stay",
            "what is left of {a} after taking [off|away] " + _P,
        ),
        ("with " + _P + " off, what is the price of a [shirt|book|bag] that costs {a}",
         "knock " + _P + " off {a} and you have", "{a} shrinks by " + _P + ": new size",
         "of {a} only the part without " + _P + " stays"),
        (
            "{a}{d}[打折|便宜|减价|降价|优惠]{p}%，[多少钱|要付多少|现在多少钱]",
            "{a}减少{p}%[是多少|等于多少|后是多少]",
            "[原价|一{m}{s}]{a}{d}，[便宜|减|降][了|]{p}%，[现价多少|要付多少|多少钱]", "{a}减{p}%",
            "[我有|工资]{a}{d}，花了{p}%，还剩多少", "{a}个{s}，[坏了|卖了]{p}%，还剩几个",
            "{a}降低{p}%后是多少",
        ),
        ("便宜{p}%以后，{a}元的书多少钱", "{a}去掉百分之{p}余多少"),
    ),
    "more": (
        (
            _ASK + " " + _M + " [plus|+|and] " + _P, "[increase|raise|grow|up] {a} by " + _P,
            "{a} [increased|raised] by " + _P, _ASK + " " + _P + " more than {a}",
            _COSTS + " [plus|and|with] " + _P + " [tax|vat|tip|more|fee], " + _PAY,
            _M + " with [a |]" + _P + " [tip|tax|fee|vat], [how much is that|" + _PAY[1:],
            _MEAL + " [was|is|cost] " + _M + " [plus|and i tip|with|and i leave] " + _P + "[ tip|"
            "][,|.] "
            "[how much in all|what do i pay|what is the total]",
            "add [a |]" + _P + " [tip|tax|] to " + _M,
            _P + " [tip|tax] on top of " + _M + "[,|.] total",
            "the price [of|was] " + _M + " [rises|goes up|rose by|goes up by] " + _P + "[,|.] "
            "" + _PAY,
            "my [pay|rent|salary] [is|was] " + _M + " and [goes up|rises|grows] " + _P + "[,|.] "
            "[what is it now|how much is it|new pay]",
            "i put " + _M + " in the bank at " + _P + "[ interest|][,|.] how much [after a year|"
            "is it]",
            "{a} people, " + _P + " more come[,|.] how many now",
            "total [for|of] " + _M + " [with|plus] " + _P + " [tip|tax]",
        ),
        ("with " + _P + " more, how much is {a}", "{a} and on top another " + _P + " of it",
         "mark {a} up " + _P + " and it reads", "{a} swells by " + _P),
        (
            "{a}增加{p}%[是多少|等于多少|后是多少]", "{a}{d}再加{p}%[多少钱|是多少]",
            "{a}[涨|上涨|提高]{p}%[是多少|后多少]",
            "[原价|工资|房租]{a}{d}，[涨了|加了]{p}%，现在多少[钱|]",
            "账单{a}{d}，小费{p}%，一共[付|]多少",
            "{a}加{p}%", "存{a}{d}，利息{p}%，一共多少",
        ),
        ("加了{p}%以后，{a}是多少", "{a}外加其百分之{p}共几"),
    ),
}
_AT = "[at|for] " + _M + " [each|a piece|apiece|per {o}|]"
_BUY = "[i buy|i bought|i take|i want|i got|{n} buys|{n} bought|we order]"
PRICES = {
    "buy": (
        (
            "{b} {s} " + _AT + "[,|.] how much [altogether|together|in all|is that|do i pay|"
            "total|]",
            "how much [are|do|is|for] {b} {s} " + _AT + "[ cost|]",
            "[one|a|each] {o} [costs|is] " + _M + "[,|.] how much [do|are|for] {b}[ cost| {s}|]",
            "what do {b} {s} " + _AT + " cost", _BUY + " {b} {s} " + _AT + "[,|.] " + _PAY,
            "[price|total|cost] of {b} {s} at " + _M,
            _M + " [per|a|for a|for one] {o}[,|.] [price of|what about|"
            "how much for] {b}", "{b} [x|times] {o} at " + _M, "{o} = " + _M + "[,|.] {b} {s} = ",
            "{s} are " + _M + " each and i need {b}[,|.] " + _PAY,
            "if {b} people pay " + _M + " each, how much [in all|is that|money]",
        ),
        ("what do i pay for {b} {s} if each costs {a}", "{b} of the {s} priced {a}: the sum",
         "settle up for {b} {s}, {a} a go", "buying {b} when one sells at {a} sets me back"),
        (
            "一{m}{s}{a}{d}，[买|]{b}{m}[多少钱|要多少钱|一共多少钱]",
            "每{m}{a}{d}，买{b}{m}{s}[多少钱|要多少钱|一共多少钱]",
            "{b}{m}{s}，[每{m}|单价]{a}{d}，[多少钱|总价多少|要付多少]",
            "[我|]买{b}{m}{a}{d}的{s}，[要付|花]多少[钱|]",
        ),
        ("买{b}个，每个{a}元，要付多少", "单价{a}，数量{b}，合计"),
    ),
    "change": (
        (
            _BUY + " {b} {s} " + _AT + " and [pay with|pay|give|hand over] {c}{e}{d}[,|.] "
            "[how much change|what change|what do i get back|what is the change][ do i get| is "
            "there|]",
            "{b} {s} " + _AT + "[,|.] i [pay|pay with|give|have] {c}{e}{d}[,|.] "
            "[how much change|what is my change|what is left|how much do i get back]",
            "how much change from {c}{e}{d} for {b} {s} " + _AT,
            "i [have|had] {c}{e}{d} and [buy|bought|get] {b} {s} " + _AT + "[,|.] "
            "how much [is left|do i have left|money left|change]",
            "[a|one] {o} is " + _M + "[,|.] i buy {b} and pay [with |]{c}{e}{d}[,|.] [change|"
            "what change]",
            "[change|my change]: {c}{e}{d} [paid|given], {b} {s} at " + _M,
        ),
        ("i pay with {e} for {b} {s} " + "at {a} each, what change do i get",
         "out of {e} go {b} {s} at {a}, leaving", "{e} in my purse minus {b} {s} worth {a} apiece",
         "till: {b} x {a}, cash {e}, back"),
        (
            "[每{m}|一{m}]{a}{d}，买{b}{m}[{s}|]，[付|给|付了]{e}{d}，[找多少|找多少钱|找回多少|"
            "应找多少]",
            "我有{e}{d}，买{b}{m}{s}，每{m}{a}{d}，[还剩多少|剩多少钱]",
            "{b}{m}{s}，每{m}{a}{d}，付{e}{d}，找[几{d}|多少]",
        ),
        ("付{e}元买{b}个，每个{a}元，找回多少", "{e}减去{b}个{a}的钱余几"),
    ),
}
