"""Words turned around, sorted by letters, spelled out, and their single letters. Questions only."""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask
from demo.exam.wordings.small_facts import ORDINALS
from demo.exam.wordings.spelled_words import as_written, some_word
from demo.exam.wordings.taught_limits import SPELLED

_BACK = (
    "[backwards|backward|in reverse|reversed|from the end|from back to front|from end to start|the "
    "other "
    "way round|from right to left]"
)
_SORTED = (
    "[in alphabetical order|alphabetically|in order|from a to z|sorted|by alphabet|in abc order|in "
    "alphabetic order]"
)
_SAY = "[spell|write|say|type|read|print|give me|show me|put]"
_WORD = "[|the word |my word |my name ]"
WORDINGS = {
    "reverse": (
        (
            "[reverse|flip] " + _WORD + "{w}", _SAY + " " + _WORD + "{w} " + _BACK,
            "[what is|what's|whats|how do you spell|how do you write|how would you say|how do i "
            "spell] {w} "
            + _BACK,
            "{w} " + _BACK, "[reverse|turn around|flip|invert] the letters [of|in] {w}",
            "[write|spell] the letters of {w} " + _BACK, "[what do you|what do i] get [if|when] "
            "[you|i] reverse {w}",
            "[the reverse|reverse|mirror] of [the word |]{w}", "{w}[,|:|.] [now |]" + _BACK,
            "how does {w} [look|read|sound] " + _BACK, "[if|when] i read {w} " + _BACK + "[,|] "
            "what [is it|do i get]",
            "[take|i have] {w} and [turn it around|reverse it|write it " + _BACK + "]",
            "last letter first: {w}",
        ),
        (_BACK + ", how do you spell {w}", "what does {w} read like in a mirror",
         "start with the last letter of {w} and walk to the first"),
        (
            "把{w}[倒过来写|反过来写|倒着写|反转|反转一下|颠倒过来|倒序写出来|逆序|从后往前写]",
            "{w}[倒过来怎么写|反过来是什么|倒着怎么拼|倒着写|反过来写|反着拼|倒序|逆序是什么|"
            "倒过来是什么]",
            "[反转|颠倒|逆序]单词{w}", "从后往前[拼|写|读]{w}",
            "单词{w}[倒着|反着][怎么拼|怎么写|是什么]",
            "[倒过来|反过来]拼写{w}",
        ),
        ("倒着写{w}", "把{w}照镜子写"),
    ),
    "sort": (
        (
            "[sort|order|arrange|alphabetize] the letters [of|in] {w}[ " + _SORTED + "|]",
            "[put|write|list|place|give me] the letters [of|in] {w} " + _SORTED,
            "[what is|what's] {w} " + _SORTED,
            "[sort|order|arrange] " + _WORD + "{w} [alphabetically|in alphabetical order|by "
            "letters|by letter]",
            "[the|] letters of {w} " + _SORTED, "{w}[,|:] letters " + _SORTED,
            "[i have the word|take|my word is] {w}[,|.] [sort its letters|put its letters in "
            "order]",
        ),
        ("in alphabetical order, what are the letters of {w}",
         "line the letters of {w} up like a dictionary",
         "a before b before c: do that to {w}"),
        (
            "把{w}的字母[排序|按顺序排列|按字母顺序排列|从a到z排|按字母表排]",
            "{w}的字母按[顺序|字母顺序|字母表顺序]怎么排", "给{w}的字母[排序|排个序]",
            "{w}[按字母排序|字母排序]", "[将|请将]单词{w}的字母按字母表[排列|排序]",
        ),
        ("按字母顺序写{w}", "{w}的字母排排队"),
    ),
    "spell": (
        (
            "[spell|spell out] " + _WORD + "{w}[ for me|]", "how [do you|do i|would you|is] [spell|"
            "write] {w}[ letter "
            "by letter|]", "[what is|what's] the spelling of {w}",
            "{w} [spelled out|letter by letter]",
            "[list|name|give me|say] the letters [of|in] {w}[ one by one|]",
            "[the|] spelling of {w}",
            "[split|break|cut] {w} into letters", "which letters [are in|make up|does] {w}[ have|]",
        ),
        ("by its letters, {w} is", "dictate {w} to me over the phone"),
        ("{w}[怎么拼|怎么拼写|如何拼写|的拼写]", "[拼写|拼出|拼一下]{w}", "{w}由哪些字母组成",
         "把{w}拆成字母",
         "[逐个|一个一个]说出{w}的字母"),
        ("{w}一个字母一个字母怎么念", "请逐字母报出{w}"),
    ),
    "place": (
        (
            "[what|which] is the {n} letter [of|in] {w}", "[the|] {n} letter [of|in] [the word |"
            "]{w}",
            "[tell me|name|give me|say|find] the {n} letter [of|in] {w}",
            "[which|what] letter [is|comes] {n} in {w}",
            "{w}[,|:] [the |]{n} letter", "in {w}[,|] [what|which] is the {n} letter",
        ),
        ("of {w}, the letter in {n} place", "point at the {n} letter when you read {w}"),
        ("{w}[的|]{n}字母是[什么|哪个|谁|]", "{w}{n}是[什么字母|哪个字母|什么]",
         "[说出|找出]{w}的{n}字母"),
        ("单词{w}里{n}排着谁", "数到{w}的{n}停下是"),
    ),
}


def _ordinal(i: int, word: str, rng: Random, han: bool) -> str:
    if i == len(word) - 1 and rng.random() < 0.6:
        return "最后一个" if han else rng.choice(("last", "last", "final"))
    if han:
        return f"第{'一二三四五六七八九十'[i] if i < 10 and rng.random() < 0.6 else i + 1}个"
    return rng.choice(ORDINALS[i].split("|"))


def _answer(kind: str, word: str, at: int) -> tuple[list[str], str]:
    placed = [f"{i} {c}" for i, c in enumerate(word, 1)]
    lines = ["Letters: " + " ".join(placed)]
    if kind == "reverse":
        return [*lines, "Back: " + " ".join(placed[::-1])], word[::-1]
    if kind == "sort":
        final = "".join(sorted(word))
        return ["Letters: " + " ".join(word), "Sorted: " + " ".join(final)], final
    if kind == "spell":
        return ["Letters: " + " ".join(word)], "-".join(word)
    return [*lines, f"Number {at + 1}"], word[at]


def make(rng: Random, reserved: bool = False) -> Question:
    kind = rng.choice(("reverse", "reverse", "reverse", "sort", "sort", "spell", "place"))
    word, han = some_word(rng, SPELLED), rng.random() < 0.18
    at = rng.choice((0, len(word) - 1, rng.randrange(len(word))))
    fields = {"w": as_written(word, rng), "n": _ordinal(at, word, rng, han)}
    asked = ask(WORDINGS[kind], rng, reserved, han, **fields)
    lines, final = _answer(kind, word, at)
    accepted = (final, " ".join(word), ", ".join(word)) if kind == "spell" else ()
    key = f"{kind} {word}" + (f" {at}" if kind == "place" else "")
    return Question("spelling", asked, marked(*lines, final=final), final, key, asked.language,
                    accepted, asked.skeleton)


SUBJECTS = (Subject("spelling", WORDS, make, check_final),)
