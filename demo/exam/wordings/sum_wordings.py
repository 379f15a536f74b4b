"""How people ask for a sum or a difference of two numbers: bare, in words, in money, as the
shortest of stories.

Data only. {a} and {b} are the operands as they are worked: a - b, a / b, and for sums and products
in the order they stand in. {n} did something, {h} stands for them, {s} are things, {o} one of them,
{c} and {d} stand before and after money. Plans: question, order, noun phrase, condition, statement
then question, question then statement, backwards ("b from a"), and daily life.
"""

from __future__ import annotations

ASK = (
    "[what is|what's|how much is|how much would be|what would be|whats the answer to|calculate|"
    "compute|work out|figure out|find|solve|give me|do|evaluate|answer|]"
)
ASK_FOR = "[what is|find|give me|work out|calculate|i need|get|]"
IS_WHAT = "[is|makes|equals|gives|comes to|is equal to] [what|how much|what number]"
ENDING = "[=|= what|is what|equals what|makes what|is|equals|= ?|is how much|]"
WE = "[you|i|we]"
GET = f"what [do|would|will] {WE} [get|have|end up with]"
NOW = (
    "[how many now|how many is that|how many {does} {h} have[ now|]|how many {s} {does} {h} have|"
    "how many are there|how many in all|how many in total|how many altogether|whats the total]"
)
LEFT = (
    "[how many are left|how many {does} {h} have[ left| now|]|how many {s} are left|how many "
    "left|how many remain|what is left|how many still there|how many {s} {does} {h} still have]"
)
HAD = "{n} [had|got|bought|owned|found|counted|made] {a} {s}"
STOP = "[.|,| and|;| then|.]"
MORE = "[got|bought|found|was given|received|picked up|added|made]"
LOST = "[gave away|lost|sold|used|ate|dropped|gave a friend|threw away|broke|lent out|gave back]"
HAN_END = "[等于多少|等于几|是多少|是几|得多少|得几|一共多少|结果是多少|等于|=|]"
HAN_DO = "[计算|算一下|帮我算|请算|请算一下|算算|求|算下|口算|]"

ADD = (
    ASK + " {a} [plus|+|added to|and|with|&|together with] {b}",
    ASK + " {a}[+| +|+ ]{b}",
    "{a} [+|plus|and|added to] {b} " + ENDING,
    "{a}+{b}" + "[=|| =|=?| is| equals]",
    "{a} [plus|and|added to] {b} " + IS_WHAT,
    ASK_FOR + " the [sum|total|sum total] of {a} and {b}",
    "[sum|total|addition|sum of|total of|add]: {a} [and|,|+] {b}",
    "[add|add up|sum up|sum|combine] {a} [and|to|with|plus] {b} [together|]",
    f"[if|when] {WE} add {{a}} [and|to|with] {{b}}, {GET}",
    f"{GET} [if|when] {WE} add {{a}} [and|to] {{b}}",
    "[what|how much] do {a} and {b} [make|make together|add up to|sum to|give together|total]",
    "[what|which] number is {a} [more|bigger|greater|larger|higher] than {b}",
    "[start with|take|begin with] {a} [and|then] [add|plus] {b}, what is [it|that|the total]",
    "[increase|raise|bump up] {a} by {b}", "{a} [increased|raised] by {b}",
    "[put|take] {a} and {b} together, how much is [that|it]",
    "my numbers are {a} and {b}[.|,] what is [their sum|the sum|the total]",
    "i need the total[.|:] {a} and {b}",
    HAD + STOP + " [{h} |]" + MORE + " {b} more[.|,] " + NOW,
    HAD + " and {b} [more|others|new ones][.|,] " + NOW,
    "{n} {has} {a} {s} and {p} has {b}[.|,] how many [together|do they have|in all|have they both]",
    "how many {s} {does} {h} have if {n} had {a} and [got|bought|found] {b} more",
    "there [are|were] {a} {s}" + STOP + " {b} [more|others] [came|were added|arrive|are put in]"
    "[.|,] how many [{s} |]are there[ now|]",
    "{a} {s} [and|plus] {b} {s}[,|.] how many [{s}|in all|total]",
    "{a} [boys|men|adults|red {s}|big {s}] and {b} [girls|women|kids|blue {s}|small {s}][,|.] "
    "how many [in all|altogether|total|is that]",
    "i [spent|paid] {c}{a}{d} [on|for] [lunch|food|shoes|rent|books] and {c}{b}{d} "
    "[on|for] [a taxi|a bus|a game|drinks|tea][,|.] how much [is that|in all|did i spend|total]",
    "[a|one|the] {o} is {c}{a}{d} and [a bag|the other|a coat|lunch] is {c}{b}{d}[,|.] "
    "[how much for both|what do both cost|total price|what do i pay]",
    "{c}{a}{d} [+|plus|and] {c}{b}{d} " + "[=|is how much|total|]",
    "i [have|saved|got] {c}{a}{d} and [earn|get|find|win] {c}{b}{d} more[,|.] how much "
    "[do i have|money is that|now]",
    "{n} [walked|drove|ran|rode] {a} [km|miles|m|meters] and then {b} more[,|.] how far "
    "[in all|is that|was it]",
    "{n} is {a}[.|,] how old [in|after] {b} years",
    "{n} read {a} pages [on monday|first|yesterday] and {b} [on tuesday|later|today][,|.] "
    "how many pages",
    "[it was|the temperature was] {a} degrees and rose [by|] {b}[,|.] what is it now",
    "{n} scored {a} [points|goals] and then {b} more[,|.] what is the score",
    "{a} people [are on|are in] the [bus|train|room] and {b} [get on|come in|join][,|.] how many "
    "now", "what did it cost in all if [lunch|one] was {c}{a}{d} and [dinner|the other] {c}{b}{d}",
)
ADD_RESERVED = (
    "how much [is it|do you get] if {a} and {b} are added together",
    "{a} with {b} added is how much",
    "count on {b} from {a}",
    "what number do i land on if i start at {a} and go up {b}",
    "{b} joined the {a} that were here, so how many",
    "a bill of {a} plus another bill of {b}: altogether",
)
HAN_ADD = (
    "{a}[加| 加 |加上| + |+]{b}" + HAN_END, HAN_DO + "{a}[加|+| 加 |加上]{b}" + HAN_END,
    "{a}[和|与|跟]{b}[的和是多少|加起来是多少|一共是多少|的和是几|加一起是多少|合起来是多少]",
    "{a}再加{b}" + HAN_END, "[求|算]{a}[和|与]{b}的和", "{a}加{b}的[和|结果|答案]是[多少|几]",
    "[如果|]{a}加上{b}，[结果|得数|答案]是[多少|几]", "比{a}多{b}的数是[多少|几]",
    "{a}增加{b}后是多少",
    "[我|{n}]有{a}{m}{s}，又[买了|得到|拿来]{b}{m}，[现在有几{m}|一共多少{m}|一共有多少]",
    "[我|{n}]有{a}{m}{s}，{p}有{b}{m}，[一共多少{m}|他们一共有几{m}]",
    "[吃饭|买书|买菜]花了{a}{d}，[坐车|买水|买笔]花了{b}{d}，[一共花了多少|一共多少钱]",
    "[男生|大人]{a}个，[女生|小孩]{b}个，[一共多少人|共有几个人]",
    "{n}今年{a}岁，{b}年后[几岁|多大]", "先走了{a}米，又走了{b}米，一共走了多少米",
    "一{m}{s}{a}{d}，一个包{b}{d}，[一共多少钱|要付多少]", "车上有{a}人，又上来{b}人，现在有几人",
)
HAN_ADD_RESERVED = ("把{a}和{b}加起来是多少", "在{a}的基础上添{b}，变成几", "{a}与{b}合计")

SUBTRACT = (
    ASK + " {a} [minus|-|take away|less|subtract|without] {b}",
    ASK + " {a}[-| -|- ]{b}",
    "{a} [-|minus|take away] {b} " + ENDING,
    "{a}-{b}" + "[=|| =|=?| is| equals]",
    "{a} [minus|take away|less] {b} " + IS_WHAT,
    ASK_FOR + " the difference [between|of] [{a} and {b}|{b} and {a}]",
    "[difference|the difference|diff]: [{a} and {b}|{b} and {a}]",
    "[subtract|take|take away|remove|deduct] {b} from {a}",
    f"[if|when] {WE} [subtract|take|take away|remove] {{b}} from {{a}}, [{GET}|what is left]",
    f"{GET} [if|when] {WE} [subtract|take away|take] {{b}} from {{a}}",
    "[what|how much] is left [if|when] [you|i] take {b} [from|away from|off] {a}",
    "[what|how much] is left of {a} after {b} [is|are] [gone|taken|used]",
    "how much [more|bigger|larger|greater] is {a} than {b}",
    "how much [less|smaller] is {b} than {a}",
    "how [far|far apart] is [{b} from {a}|it from {b} to {a}]",
    "[what|which] number is {b} [less|smaller|lower] than {a}", "{b} less than {a}",
    "[start with|take|begin with] {a} and [subtract|take away|remove] {b}, what is left",
    "[decrease|lower|reduce] {a} by {b}", "{a} [decreased|reduced|lowered] by {b}",
    "{b} [+|plus] what [is|=|makes|equals] {a}", "what [plus|+] {b} [is|makes|=] {a}",
    "what [must|do] i add to {b} to [get|reach|make] {a}",
    "how [many|much] more [to get|to reach|until] {a} [if i have|from] {b}",
    HAD + STOP + " [{h} |]" + LOST + " {b}[ of them|][.|,] " + LEFT,
    HAD + " but " + LOST + " {b}[.|,] " + LEFT,
    "how many {s} {does} {h} have if {n} had {a} and " + LOST + " {b}",
    "how many are left if {b} of {a} {s} [are eaten|are sold|are gone|break]",
    "there [are|were] {a} {s}" + STOP + " {b} [are eaten|are sold|were lost|broke|go away|are "
    "taken|fell][.|,] " + "[how many are left|how many left|how many remain|what is left]",
    "out of {a} {s}[,|] {b} are [bad|red|broken|old][.|,] how many are [good|not|fine|ok]",
    "{n} had {a} {s}[.|,] after [giving|selling|losing|eating] {b}[,|] " + LEFT,
    "{n} {has} {a} {s} and {p} has {b}[.|,] how many more {does} {h} have",
    "{p} has {b} {s} and {n} {has} {a}[.|,] [what is the difference|how many fewer has {p}]",
    "i [had|have] {c}{a}{d} and [spent|paid|lost|gave away|used] {c}{b}{d}[.|,] "
    "[how much is left|how much do i have|what is left|how much money left]",
    "i [pay|paid] [with|] {c}{a}{d} for a {c}{b}{d} {o}[,|.] "
    "[what is my change|how much change|how much do i get back]",
    "[a|the] {o} costs {c}{b}{d} and i [give|pay with|have] {c}{a}{d}[,|.] "
    "[what is the change|how much change do i get|what do i get back|how much is left]",
    "i need {c}{a}{d} [but|and] [have|only have] {c}{b}{d}[,|.] how much [more|is missing|do i "
    "need]", "a [{c}{a}{d}|price of {c}{a}{d}] [{o} |]is {c}{b}{d} [off|cheaper|less now][,|.] "
    "[what do i pay|what is the new price]",
    "the [book|trip|road|film] is {a} [pages|km|miles|minutes] [long|] and {n} did {b}[,|.] "
    "how [many|much] [is left|to go]",
    "{n} is {a} and {p} is {b}[.|,] how much older is {n}",
    "{n} was born in {b}[.|,] how old [in|is that in] {a}",
    "[it was|it is] {a} degrees and [fell|dropped|fell by] {b}[,|.] what is it now",
    "{a} people on the [bus|train], {b} get off[,|.] how many [now|stay|are left]",
    "{a} kids in [class|school], {b} are [sick|boys|away][,|.] how many are [not|here|the rest]",
)
SUBTRACT_RESERVED = (
    "how much is left if {b} is taken away from {a}",
    "{a} with {b} taken away is how much",
    "count back {b} from {a}", "what remains of {a} once {b} went missing",
    "i owe {a} and already gave back {b}, so i still owe",
    "{b} fewer than {a} would be",
)
HAN_SUBTRACT = (
    "{a}[减| 减 |减去| - |-|减掉]{b}" + HAN_END, HAN_DO + "{a}[减|-| 减 |减去]{b}" + HAN_END,
    "{a}[和|与|跟]{b}[的差是多少|相差多少|的差是几|差多少]", "[求|算]{a}[和|与]{b}的差",
    "{a}比{b}[多多少|大多少|多几]", "{b}比{a}[少多少|小多少|少几]",
    "{a}[去掉|拿走|用掉]{b}[还剩多少|还剩几|剩几]", "比{a}少{b}的数是[多少|几]",
    "{a}减少{b}后是多少", "{b}加[多少|几][等于|是]{a}",
    "[我|{n}]有{a}{m}{s}，[吃了|送出|卖了|丢了|用了|给朋友]{b}{m}，[还剩几{m}|还剩多少{m}|"
    "还有多少]", "[我|{n}]有{a}{m}{s}，{p}有{b}{m}，[{p}少几{m}|相差多少{m}|多几{m}]",
    "[我|{n}]有{a}{d}，[买书|买笔|吃饭|坐车]花了{b}{d}，[还剩多少|还剩多少钱|剩多少钱]",
    "一{m}{s}{b}{d}，付了{a}{d}，[找多少|找回多少钱|应找多少]",
    "{n}{a}岁，{p}{b}岁，[{n}大几岁|相差几岁]", "车上有{a}人，下去{b}人，还有几人",
    "一本书{a}页，看了{b}页，还剩多少页", "全程{a}米，走了{b}米，还要走多少米",
    "班里有{a}人，男生{b}人，女生几人",
)
HAN_SUBTRACT_RESERVED = ("从{a}里减去{b}还剩多少", "{a}里面拿走{b}以后有几",
                         "我欠{a}，还了{b}，还欠多少")

# operation: English wordings, English wordings never trained on, the same two in Chinese.
SUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add": (ADD, ADD_RESERVED, HAN_ADD, HAN_ADD_RESERVED),
    "subtract": (SUBTRACT, SUBTRACT_RESERVED, HAN_SUBTRACT, HAN_SUBTRACT_RESERVED),
}
