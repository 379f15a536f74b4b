"""Near misses: questions that look like a taught subject and go beyond what it takes.

Every bound comes from `taught_limits`. Whoever answers these guesses; the school refuses.
"""

from __future__ import annotations

from random import Random

from demo.exam.wordings import taught_limits
from demo.exam.wordings.grammar import Each, digits
from demo.exam.wordings.spelled_words import nonsense_word, too_long_word

_ASK = "[what is|what's|whats|how much is|calculate|compute|tell me|work out|solve|]"
_HAN_ASK = "[等于多少|是多少|等于几|得多少|]"
_MONTH = "[january|february|march|april|may|june|july|august|october|december]"
_DAY = "[monday|tuesday|wednesday|thursday|friday|saturday|sunday]"
_OFTEN = "[plus|+|minus|-|times|x|*|divided by|/|added to|multiplied by]"
# By what is beyond: English wordings, Chinese ones.
BEYOND: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sums": (
        (
            _ASK + " [{near}|{big}] " + _OFTEN + " [{near}|{small}|{big}]",
            _ASK + " {small} [plus|+|minus|-] {big}",
            "[add|sum up|subtract] {big} and {small}", "[what is|] the sum of {near} and {near}",
            "[i had|there were] {near} [coins|people|apples] and [got|lost] {near}[,|.] how many "
            "now",
            _ASK + " {low} [minus|-|take away] {high}", "{low} - {high}",
            "[subtract|take] {high} from {low}",
            _ASK + " {n} + {n} + {n}[ + {n}|]", "{n} [plus|+] {n} [times|x|*] {n}",
            "({n} + {n}) x {n}",
        ),
        (
            "{big}[加|减|乘以|除以|+|-]{big}" + _HAN_ASK, "{near}[加|减]{small}" + _HAN_ASK,
            "[计算|算一下]{near}[加|减]{near}", "{low}减{high}" + _HAN_ASK,
            "{n}加{n}乘{n}" + _HAN_ASK,
        ),
    ),
    "products": (
        (
            _ASK + " {two} [times|x|*|multiplied by|by] {two}", _ASK + " {mid} [times|x|*] {mid}",
            "[multiply|product of] {two} [and|by|with] {two}", "{two} [x|*|times] {two} [=|is|]",
            "[there are|we have] {two} [boxes|rows|bags] of {two} [eggs|seats|pens][,|.] how many",
            _ASK + " {mid} [divided by|/|over|÷] {two}", "[divide|split] {mid} [by|among|into] "
            "{two}",
            _ASK + " {n} [/|divided by] 0",
        ),
        (
            "{two}[乘以|乘|×|x]{two}" + _HAN_ASK, "{mid}[除以|÷|/]{two}" + _HAN_ASK,
            "{mid}乘以{two}" + _HAN_ASK, "每[箱|盒]{two}个，{two}[箱|盒]一共多少",
        ),
    ),
    "decimals": (
        (
            _ASK + " {dec} " + _OFTEN + " [{dec}|{n}]", "[which is|what is] [bigger|larger|"
            "smaller][,|:|] {dec} or {dec}",
            "[add|multiply] {dec} [and|by] {dec}", "round {dec} to [one decimal|the nearest whole|"
            "a whole number]",
            _ASK + " [1/2|2/3|3/4|1/3|5/6] [plus|+|times|x|minus] [1/2|1/4|1/3|3/5|{n}]",
            "[simplify|reduce] [{two}/{two}|the fraction {two}/{two}]",
            "[what is|] -{n} [+|-|x|plus] {n}",
            "[convert|change] {dec} [km|kg|hours|m] to [m|g|minutes|cm]",
            "sort {dec}, {dec} and {dec}",
        ),
        (
            "{dec}[加|减|乘以|除以]{dec}" + _HAN_ASK, "{dec}和{dec}哪个[大|小]",
            "[三分之一|二分之一|四分之三]加[二分之一|四分之一]"
            + _HAN_ASK, "{dec}四舍五入是多少", "负{n}[加|减]{n}" + _HAN_ASK,
        ),
    ),
    "percent": (
        (
            _ASK + " {p}[%| percent] of {q}", "[take|find|get] {p}% of {q}",
            "{q} [less|minus|plus|with] {p}%",
            "[a|the] [shirt|phone|book|bike] costs {q} and is {p}% off[,|.] [what do i pay|how "
            "much is it]",
            "{n} is what percent of {n}", "[what percentage|how many percent] of {n} is {n}",
            "[what is|] {p}[.5|.25]% of {q}", "{p}% interest on {q} for {two} years",
        ),
        ("{q}的{p}%" + _HAN_ASK, "{q}元[打折|降价]{p}%是多少钱", "{n}是{n}的百分之几",
         "{n}占{n}的多少百分比"),
    ),
    "units": (
        (
            "[how many|convert|change] {over} [km|kilometers|hours|kg|weeks|meters] [to|in|into] "
            "[meters|minutes|g|days|cm]",
            "how many [minutes|meters|grams|days] [are in|in|is] {over} [hours|km|kg|weeks]",
            "convert {n} [miles|pounds|ounces|gallons|feet|inches] to [km|kg|grams|liters|meters|"
            "cm]",
            "{n} [miles|pounds|gallons|acres] in [km|kilos|liters|hectares]",
            "{n} [dollars|euros|pounds|yen|rupees] [in|to] [euros|yen|dollars|yuan|pesos]",
            "{n} [degrees |][celsius|fahrenheit|C|F] [in|to] [fahrenheit|celsius|kelvin]",
            "how many [light years|parsecs|bytes|watts|calories] [in|are] {n} [miles|km|megabytes|"
            "volts|joules]",
        ),
        (
            "{over}[公里|公斤|小时|米]等于多少[米|克|分钟|厘米]",
            "{n}[英里|磅|加仑|盎司]等于多少[公里|公斤|升|克]",
            "{n}[美元|欧元|日元|英镑]是多少[人民币|元|美元]",
            "{n}[摄氏度|华氏度]是多少[华氏度|摄氏度]",
        ),
    ),
    "calendar": (
        (
            "how many days [from|between] " + _MONTH + " {d} [to|and|until] " + _MONTH + " {d}",
            "[what|which] day [of the week |][is|was|will be] " + _MONTH + " {d}[ {y}|, {y}|]",
            "[what|which] [day|date] is {days} days [after|before|from] " + _DAY,
            "[today is|it is] " + _DAY + "[,|.] [what|which] day is it in {days} days",
            "[what|which] [day|date] [is it|comes] {n} days after " + _MONTH + " {d}",
            _MONTH + " {d} [plus|+|minus] {n} days", "how old am i if i was born in {y}",
            "[is|was] {y} a leap year", "how many [days|weeks] until [christmas|easter|new year|my "
            "birthday]",
            "which day is " + _MONTH + " {d}", "what date is it [today|tomorrow|next " + _DAY + "]",
            "when is [easter|ramadan|chinese new year|thanksgiving|the next full moon]",
        ),
        (
            "{m}月{d}日到{m}月{d}日[有|一共]多少天", "{y}年{m}月{d}日是星期几",
            "{m}月{d}号[是星期几|星期几]",
            "{m}月{d}日[过|再过]{n}天是几号", "今天星期[一|二|三|五]，{days}天后星期几",
            "离[春节|国庆|过年|中秋|高考]还有[多少|几]天", "{y}年是闰年吗",
            "今天[是几号|几月几号|星期几]",
        ),
    ),
    "clock": (
        (
            "what time is it {h} hours [after|before] {c}", "[it is|now it is] {c}[,|.] what time "
            "is it in {h} hours",
            "what time is it [now|in tokyo|in new york|in london]",
            "{c} [est|gmt|pst] in [cet|tokyo time|gmt]",
            "how many [seconds|minutes] [between|from] {c} [and|to] {c} [tomorrow|on monday|next "
            "week]",
            "{c} plus {n} seconds", "[what is|] the angle [of the hands|between the hands] at {c}",
        ),
        ("{c}过{h}小时是几点", "现在几点[了|]", "[东京|纽约|伦敦]现在几点", "{c}加{n}秒是几点"),
    ),
    "order": (
        (
            "[sort|order|arrange|put in order] {row}", "[what|which] is the [biggest|smallest|"
            "largest] of {row}",
            "{row} [in ascending order|from small to large|sorted]",
            "[which is|what is] [bigger|larger][,|:|] {big} or {big}",
            "[the average|average|the mean|mean|the median|median|the sum] of {row}",
            "[average|mean] of {n}, {n} and {n}", "what comes next: {two}, {two}, {two}",
        ),
        ("把{row}从[小到大|大到小]排列", "{row}[里|中]哪个最[大|小]",
         "{n}、{n}和{n}的平均数" + _HAN_ASK, "{big}和{big}哪个大"),
    ),
    "primes": (
        (
            "is [{big}|{near}] [prime|a prime|a prime number]",
            "[check|tell me|test] [if|whether] {near} is [prime|a prime]",
            "{near} prime[ or not|]", "[what is|find|tell me] the [next prime after|{two}th prime|"
            "prime factors of] {n}",
            "[factor|factorize|divisors of|factors of] {n}", "[gcd|lcm|the gcd|the least common "
            "multiple] of {n} and {n}",
            "is {n} [even|odd|a square|divisible by {d}|a lucky number|a perfect number]",
            "how many primes [below|under] {n}",
        ),
        ("{near}是[质数|素数]吗", "{big}是不是质数", "{n}的[因数|质因数|约数]有哪些",
         "{n}和{n}的最[大公约数|小公倍数]", "{n}是[偶数|奇数]吗"),
    ),
    "powers": (
        (
            _ASK + " 2 [to the power of|to the|^|**] {k}", _ASK + " [3|4|5|7|10|{two}] [to the "
            "power of|^|**] {d}",
            "[what is|] {n} [squared|cubed|factorial]", "{n}[²|³|!]",
            "[what is|what's|find] the [square root|cube root|square|cube|log|logarithm|sine|"
            "cosine] of {n}",
            "[sqrt|log|sin|cos|ln]({n})", "double {n} {k} times", "[pi|e] to {n} [places|digits]",
        ),
        ("2的{k}次方" + _HAN_ASK, "{n}的[平方|立方|平方根|立方根]" + _HAN_ASK,
         "[3|5|7]的{d}次方" + _HAN_ASK, "根号{n}" + _HAN_ASK,
         "{n}翻倍{k}次"),
    ),
    "algebra": (
        (
            "[solve|find x|what is x|] [x|y|2x|3x] [+|-] {n} = {n}[, what is x|]",
            "if x [+|-|*] {n} = {n}, what is x",
            "[derivative|integral] of [x^{d}|sin x|{n}x]", "[the area|area|the perimeter|the "
            "volume] of a "
            "[square|circle|cube|triangle] with [side|radius] {n}",
            "[a train|a car] goes {n} [km/h|mph] for {d} hours, how far",
            "what are the odds of {d} heads in a row", "roll a die {d} times, what is the chance "
            "of a six", "x = {n}",
        ),
        ("[解方程|求x|]x[加|减|+|-]{n}[等于|=]{n}", "边长{n}的正方形[面积|周长]" + _HAN_ASK,
         "半径{n}的圆[面积|周长]" + _HAN_ASK,
         "[鸡兔同笼|鸡和兔]，{n}个头{n}条腿，[各几只|有几只鸡]"),
    ),
    "long words": (
        (
            "how many [{l}|letters {l}|{l}'s] [are in|in|are there in] {long}",
            "[count|find] the {l} in {long}",
            "[reverse|spell|sort the letters of|write] {long}[ backwards|]",
            "{long} [backwards|in reverse|reversed]",
            "how many letters [has|in|are in] {long}", "how many words in {long} {long}",
        ),
        ("{long}[里|中]有几个{l}", "把{long}[倒过来写|按字母排序]",
         "{long}[倒着写|有几个字母|怎么拼]"),
    ),
    "numerals": (
        (
            "[write|spell|put|say] [{big}|{near}] in [words|english|chinese|letters]",
            "{near} in [words|chinese|full]",
            "[write|give me|what is] [{big}|{near}|{rom}] in roman numerals",
            "roman numeral [for|of] [{near}|{rom}]",
            "{n} in [binary|hex|octal|morse|arabic|german|french|spanish|japanese]",
            "[write|say|count to] {n} in [french|german|spanish|japanese|binary|hex]",
            "[write|say] {dec} in words",
        ),
        ("{near}[用英文怎么写|写成汉字|用罗马数字怎么写]", "把[{big}|{rom}]写成罗马数字",
         "{n}用[法语|日语|德语|二进制]怎么[写|说]"),
    ),
}


def _some_big(rng: Random) -> str:
    value = digits(rng, rng.randint(5, 12))
    return f"{value:,}" if rng.random() < 0.3 else str(value)


def _near(rng: Random) -> str:
    most = taught_limits.SUM
    value = rng.randint(most + 1, rng.choice((most * 2, most * 10)))
    return f"{value:,}" if rng.random() < 0.3 else str(value)


def _not_whole(rng: Random) -> tuple[int, int]:
    """A percentage and a number of which it is not whole."""
    while True:
        p, q = rng.randint(1, 99), rng.randint(3, 999)
        if p * q % 100:
            return p, q


def _row(rng: Random) -> str:
    count = rng.randint(taught_limits.ROW + 1, taught_limits.ROW + 5)
    return rng.choice((", ", " ", "、", ",")).join(str(rng.randint(1, 99)) for _ in range(count))


def _two(rng: Random) -> int:
    """Longer than the divisor or the short factor that is taught, and not a plain tenfold."""
    return rng.randint(taught_limits.DIVISOR + 2, 99)


def fields(rng: Random) -> dict[str, object]:
    low = rng.randint(0, 400)
    p, q = _not_whole(rng)
    draws = {
        "n": lambda: rng.randint(3, 999), "d": lambda: rng.randint(3, 9),
        "big": lambda: _some_big(rng),
        "near": lambda: _near(rng), "small": lambda: digits(rng, rng.randint(1, 4)),
        "two": lambda: _two(rng), "mid": lambda: digits(rng, rng.randint(2, 4)) + 3,
        "dec": lambda: f"{rng.randint(0, 99)}.{rng.randint(1, 99)}",
        "k": lambda: rng.randint(taught_limits.POWER + 1, 99), "m": lambda: rng.randint(1, 12),
        "over": lambda: rng.randint(taught_limits.UNITS + 1, rng.choice((9999, 99999))),
        "days": lambda: rng.randint(taught_limits.DAYS + 1, rng.choice((9999, 99999))),
        "h": lambda: rng.randint(taught_limits.MINUTES // 60 + 1, 99),
        "y": lambda: rng.randint(1900, 2035),
        "c": lambda: f"{rng.randint(1, 23)}:{rng.randint(0, 59):02d}", "row": lambda: _row(rng),
        "rom": lambda: rng.randint(taught_limits.ROMAN + 1, 9999),
        "long": lambda: too_long_word(rng),
        "l": lambda: rng.choice("abcdefghilmnoprstu"), "u": lambda: nonsense_word(rng, 9),
    }
    drawn = {name: Each(draw) for name, draw in draws.items()}
    return drawn | {"low": low, "high": low + rng.randint(1, 500), "p": p, "q": q}


# Never trained on: English, Chinese.
RESERVED = (
    ("{big} + {n}", "pour {near} into {small} and count it all", "what is the tangent of {n}",
     "if nobody knows {long}, how many {l} hide in it", "from " + _MONTH + " {d} on, how long till "
     "" + _MONTH + " {d}",
     "share {mid} between {two} of us", "raise {d} to its {two}th power"),
    ("{near}与{near}合起来是多少", "{two}个{two}相加得几", "{n}开方是多少",
     "{m}月{d}日之后{n}天是何日"),
)
