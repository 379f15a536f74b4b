"""Primes by trial division, and doubling with the powers of two. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase, pick
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked

MOST = 399
TRIALS = (2, 3, 5, 7, 11, 13, 17, 19)
PRIME = (
    (
        "is {n} [a prime|prime|a prime number]", "[is|was] {n} prime or not",
        "[check|find out|tell me|say] [if|whether] {n} is [prime|a prime|a prime number]",
        "{n} [prime|is prime|a prime number|is it prime]", "[is the number|the number] {n} prime",
        "can {n} be divided or is it prime", "is {n} [a |]composite or prime",
        "do you think {n} is [a prime|prime|a prime number]", "{n}, is [it|that] a prime [number|]",
    ),
    ("[prime|a prime number] or not: {n}", "is it true that {n} is a prime number"),
    ("{n}是[质数|素数]吗", "{n}是不是[质数|素数]", "[判断|检查]{n}是不是[质数|素数]"),
    ("质数还是合数：{n}", "{n}这个数是质数吗"),
)
POWER = (
    (
        "[what is|what's|whats|how much is|calculate|] 2 to the power of {k}",
        "[what is|what's|calculate|] 2^{k}", "[what is|what's|] 2 to the power {k}",
        "[what is|what's|] the {k}th power of 2", "2 ^ {k} [=|]", "2**{k}",
        "two to the power of {k}",
    ),
    ("raise 2 to the power of {k}",),
    ("2的{k}次方[是多少|等于多少|]",),
    ("2自乘{k}次方是多少",),
)
DOUBLE = (
    (
        "double {a} {k} times", "[what is|what's] {a} doubled {k} times",
        "[start with|take] {a} and double [it|] {k} times",
        "if [i|you] double {a} {k} times, what [do i|do you] [get|have]",
        "{a} doubled {k} times [is what|is how much|]", "{a} times 2 to the power of {k}",
        "what do [i|you] get if [i|you] double {a} {k} times",
    ),
    ("after {a} is doubled {k} times, how much is it",),
    ("{a}[翻倍|加倍]{k}次[是多少|等于多少]", "把{a}[翻倍|加倍]{k}次"),
    ("连续{k}次把{a}加倍是多少",),
)
_TIMES = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def trial(n: int) -> tuple[list[str], str]:
    """Each prime up to the root: its last multiple below n, and what is left."""
    lines = []
    for p in TRIALS:
        if p * p > n:
            break
        lines.append(f"{p}: {n // p * p}, left {n % p}")
        if n % p == 0:
            return lines, "not prime"
    return lines, "prime" if n > 1 else "not prime"


def _is_prime(n: int) -> bool:
    return trial(n)[1] == "prime"


_PRIMES = tuple(n for n in range(2, MOST + 1) if _is_prime(n))
# Composites that only a real trial finds.
_HARD = tuple(n for n in range(9, MOST + 1) if not _is_prime(n) and n % 2 and n % 5)


def make_prime(rng: Random, reserved: bool = False) -> Question:
    n = rng.choice((rng.choice(_PRIMES), rng.choice(_HARD), rng.randint(1, MOST)))
    han = rng.random() < 0.2
    text = phrase(PRIME[2 * han + reserved], rng, n=n)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    lines, final = trial(n)
    worked = marked(f"Try {n}:", *lines, final=final)
    return Question("prime", text, worked, final, str(n), "zh" if han else "en")


def make_power(rng: Random, reserved: bool = False) -> Question:
    bare, han = rng.random() < 0.3, rng.random() < 0.2
    a = 1 if bare else pick(rng, 1, 2, 2) + 2
    k = rng.randint(1, 14 if bare else 6)
    shown = _TIMES[k] if not bare and not han and rng.random() < 0.2 else k
    text = phrase((POWER if bare else DOUBLE)[2 * han + reserved], rng, a=a, k=shown)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    lines = [f"{i}: {a * 2**i}" for i in range(1, k + 1)]
    final = str(a * 2**k)
    worked = marked(f"Double {a}, {k} times", *lines, final=final)
    # The powers themselves are facts to know by heart; what is examined is doubling.
    key = "" if bare else f"{a} {k}"
    return Question("powers", text, worked, final, key, "zh" if han else "en")


SUBJECTS = (
    Subject("prime", NUMBERS, make_prime, check_final),
    Subject("powers", NUMBERS, make_power, check_final),
)
