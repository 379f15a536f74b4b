"""How people ask for a sum of two numbers: bare, in words, in money, as the shortest of stories.

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

# operation (and division without remainder): English wordings,
# English wordings never trained on, the same two in Chinese.
WORDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add": (ADD, ADD_RESERVED, HAN_ADD, HAN_ADD_RESERVED),
    "subtract": (SUBTRACT, SUBTRACT_RESERVED, HAN_SUBTRACT, HAN_SUBTRACT_RESERVED),
    "multiply": (MULTIPLY, MULTIPLY_RESERVED, HAN_MULTIPLY, HAN_MULTIPLY_RESERVED),
    "divide": (DIVIDE, DIVIDE_RESERVED, HAN_DIVIDE, HAN_DIVIDE_RESERVED),
    "exact": (DIVIDE + EXACT, DIVIDE_RESERVED, HAN_DIVIDE + HAN_EXACT, HAN_DIVIDE_RESERVED),
}
