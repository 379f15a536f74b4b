"""Primes by trial division, and doubling with the powers of two. Questions only, no models."""

from __future__ import annotations

from bisect import bisect
from random import Random

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import cast
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import ask, pick
from demo.exam.wordings.people_and_goods import thing as some_thing
from demo.exam.wordings.taught_limits import DOUBLINGS
from demo.exam.wordings.taught_limits import POWER as MOST_POWER
from demo.exam.wordings.taught_limits import PRIME as MOST

TRIALS = tuple(n for n in range(2, 100) if all(n % d for d in range(2, n)))
_A_PRIME = "[prime|a prime|a prime number]"
PRIME = (
    (
        "is {n} " + _A_PRIME, "[is|was] {n} prime or [not|composite]",
        "is {n} [a |]composite or prime",
        "[check|find out|tell me|say|test|determine|see|verify] [if|whether] {n} is " + _A_PRIME,
        "{n} [prime|is prime|a prime number|is it prime|prime or not|prime yes or no]",
        "[is the number|the number|is number] {n} prime", "can {n} be divided or is it prime",
        "[do you think|would you say|is it true|are you sure|i bet|i think] {n} is " + _A_PRIME,
        "{n}[,|.] is [it|that|this] " + _A_PRIME, "[prime check|prime test|primality|prime]: {n}",
        "does {n} have [divisors|factors|any factors][ or is it prime| other than 1 and itself|]",
        "[i have|my number is|take|my house number is|my age is|the code is] {n}[,|.] [is it|is "
        "that] " + _A_PRIME,
        "can [i|you|we] [divide|split] {n} [evenly |]or is it prime",
        "[is|would] {n} [count as|be called|belong to] [a prime|the primes]",
        "{n} is [prime|not prime|a prime number], [right|true or false|yes or no|isnt it|correct]",
        "what is {n}, prime or [composite|not]", "is {n} in the list of primes",
        "{n} kids want to stand in equal rows, is {n} prime",
        "we have {n} {s}[,|.] is that number prime",
    ),
    ("[prime|a prime number] or not: {n}", "is it true that {n} is a prime number",
     "nothing but one and itself divides {n}, yes", "classify {n} as prime or composite",
     "does the sieve keep {n}"),
    (
        "{n}是[质数|素数]吗", "{n}是不是[质数|素数|一个质数]",
        "[判断|检查|看看|说说|验证][一下|]{n}是不是[质数|素数]",
        "{n}是[质数|素数]还是合数", "{n}[这个数|这数]是不是[质数|素数]",
        "{n}能[不能|否]被[别的数|其他数]整除，还是[质数|素数]", "{n}[算|属于][质数|素数]吗",
        "[质数|素数]判断{n}",
        "我[觉得|想]{n}是[质数|素数]，对[吗|不对]", "[数字|]{n}，[质数|素数]吗",
        "{n}除了1和自己还有因数吗",
        "[门牌|年龄|号码]是{n}，是[质数|素数]吗", "{n}[有没有|有]别的因数[吗|]", "{n}是合数吗",
    ),
    ("质数还是合数：{n}", "{n}这个数是质数吗", "{n}归质数一类吗"),
)
_ASK = "[what is|what's|whats|how much is|calculate|compute|work out|give me|tell me|find|]"
POWER = (
    (
        _ASK + " [2|two] [to the power of|to the power|to the|raised to|to power|raised to the "
        "power of] {k}",
        _ASK + " 2[^|**| ^ |^ ]{k}", _ASK + " the {k}[th|] power of [2|two]",
        "2[^|**| ^ ]{k} [=|= ?|equals|is]",
        "[2|two] [times itself|multiplied by itself], {k} twos in all",
        "power {k} of 2", "2 power {k}", "[2|two] to the {k}[th|]", "exponent {k}, base 2",
        "how many [values|numbers|states] do {k} bits [have|give]",
        "{k} bits[,|:] how many [values|numbers]",
        "[i flip|flip] a coin {k} times[,|.] how many [outcomes|results]",
        "double 1 {k} times", "start [with|from|at] 1 and double {k} times",
        "how much is [2|two] with exponent {k}", "fold a paper {k} times[,|.] how many layers",
    ),
    ("raise 2 to the power of {k}", "{k} factors of 2 multiplied give",
     "2 in the power {k} makes", "a tree that forks in two on {k} levels has this many leaves"),
    ("2的{k}次方[是多少|等于多少|是几|得多少|]", "[计算|算|求]2的{k}次方",
    "2^{k}[等于|是][多少|几]", "2的{k}次幂[是多少|]",
     "{k}个2相乘[是|得|等于][多少|几]", "{k}位二进制[有|能表示]多少个数",
     "1[翻倍|加倍]{k}次[是多少|]", "纸对折{k}次有几层"),
    ("2自乘{k}次方是多少", "底数2指数{k}得几"),
)
DOUBLE = (
    (
        "double {a} {k} times", _ASK + " {a} doubled {k} times",
        "[keep doubling|doubling] {a} {k} times",
        "[start with|take|begin with|i start with] {a} and double [it|that|] {k} times",
        "[if|when] [i|you|we] double {a} {k} times, what [do i|do you|do we] [get|have]",
        "{a} doubled {k} times [is what|is how much|equals|=|]",
        "{a} [times|x|*] 2 [to the power of |^]{k}",
        "what do [i|you|we] get [if|when] [i|you|we] double {a} {k} times",
        "[it|a number|my money|the price] [doubles|doubled] {k} times [from|starting at] {a}[,|.] "
        "[what is it now|how much is it]",
        "{a} [bacteria|cells|rabbits|fish|people|{s}] double [every hour[.|,] how many after {k} "
        "hours|"
        "every day[.|,] how many after {k} days|every year[.|,] how many after {k} years]",
        "i [have|had] {c}{a}{d} and it doubles [every day[.|,] how much after {k} days|each "
        "year[.|,] "
        "how much after {k} years]",
        "{k} doublings of {a}", "{a}[,|.] doubled {k} times[,|.] what do we have",
        "multiply {a} by 2[,|] {k} times", "{a} and then twice as much, {k} times[ over|]",
        "the {s} double {k} times and there were {a}[,|.] how many now",
        "{n} has {a} {s}[.|,] they double {k} times[.|,] how many",
    ),
    ("after {a} is doubled {k} times, how much is it", "{k} rounds of doubling lead from {a} to",
     "grow {a} twofold, {k} times in a row", "let {a} be doubled again and again, {k} times"),
    (
        "{a}[翻倍|加倍|翻番|乘以2|乘2]{k}次[是多少|等于多少|得多少|是几]",
        "把{a}[翻倍|加倍|翻番]{k}次[是多少|得多少|]",
        "{a}{m}{s}每天[翻倍|翻一番]，{k}天后有[多少|几]{m}",
        "{a}连续[翻倍|加倍]{k}次[是多少|得几]", "{a}乘2的{k}次方[是多少|等于多少]",
        "[细菌|兔子|鱼]{a}只，每小时[翻倍|加倍]，{k}小时后多少只",
        "[我有|存了]{a}{d}，每年翻倍，{k}年后[多少|有多少]",
        "从{a}开始[翻倍|加倍]{k}次[得几|是多少]",
    ),
    ("连续{k}次把{a}加倍是多少", "{k}轮翻倍之后{a}成了几"),
)


def trial(n: int) -> tuple[list[str], str]:
    """Each prime up to the root, five a line: what it leaves of the hundreds, then of all of `n`.

    The two ends of `n` are reduced apart, so that no step divides more than two digits: 100 times
    the hundreds leaves something that depends on them and the prime alone, and what that and the
    rest leave together is a small sum. The first prime that leaves 0 settles it.
    """
    tried = []
    for p in TRIALS:
        if p * p > n:
            break
        tried.append(f"{p} {n // 100 * 100 % p} {n % p}")
        if n % p == 0:
            return _rows(tried), "not prime"
    return _rows(tried), "prime" if n > 1 else "not prime"


def _rows(tried: list[str]) -> list[str]:
    return [", ".join(tried[i : i + 5]) for i in range(0, len(tried), 5)]


def _is_prime(n: int) -> bool:
    return trial(n)[1] == "prime"


_PRIMES = tuple(n for n in range(2, MOST + 1) if _is_prime(n))
# Composites that only a real trial finds, and those that have no small divisor at all.
_HARD = tuple(n for n in range(9, MOST + 1) if not _is_prime(n) and n % 2 and n % 5)
_HARDEST = tuple(n for n in _HARD if all(n % p for p in TRIALS[:6]))


def _drawn(rng: Random, numbers: tuple[int, ...]) -> int:
    """One of them, small ones as often as large ones: people ask about small numbers."""
    most = rng.choice((100, 1000, MOST, MOST))
    while True:
        n = numbers[int(rng.random() * (bisect(numbers, most) or 1))]
        if n <= most or n == numbers[0]:
            return n


def make_prime(rng: Random, reserved: bool = False) -> Question:
    kind = rng.choice((_PRIMES, _PRIMES, _HARD, _HARDEST, None))
    n = _drawn(rng, kind) if kind else rng.randint(1, rng.choice((100, MOST)))
    han = rng.random() < 0.22
    shown = typed_han(n, rng) if han else typed_number(n, rng)
    asked = ask(PRIME, rng, reserved, han, n=shown, s=some_thing(rng))
    lines, final = trial(n)
    worked = marked(f"Try {n // 100 * 100} + {n % 100}:", *lines, final=final)
    return Question(
        "prime", asked, worked, final, str(n), asked.language, skeleton=asked.skeleton
    )


def make_power(rng: Random, reserved: bool = False) -> Question:
    bare, han = rng.random() < 0.3, rng.random() < 0.22
    a = 1 if bare else pick(rng, 1, 2, 2, 3) + 2
    k = rng.randint(0 if bare else 1, MOST_POWER if bare else DOUBLINGS)
    typed = typed_han if han else typed_number
    fields = cast(rng, han) | {"a": typed(a, rng), "k": k if bare else typed(k, rng)}
    asked = ask(POWER if bare else DOUBLE, rng, reserved, han, **fields)
    lines = [f"{i}: {a * 2**i}" for i in range(1, k + 1)]
    final = str(a * 2**k)
    worked = marked(f"Double {a}, {k} times", *lines, final=final)
    # The powers themselves are facts to know by heart; what is examined is doubling.
    key = "" if bare else f"{a} {k}"
    return Question("powers", asked, worked, final, key, asked.language, skeleton=asked.skeleton)


SUBJECTS = (
    Subject("prime", NUMBERS, make_prime, check_final),
    Subject("powers", NUMBERS, make_power, check_final),
)
