"""How numerals are asked for, by script, and how they are read back. Data only."""

from __future__ import annotations

_WRITE = "[write|spell|say|put|give me|show me|show|print|express|type|convert]"
_HOW = (
    "[what is|what's|whats|how do you write|how do you say|how do i write|how would you write|how "
    "do "
    "i spell|how is|how can i say]"
)
_MY = (
    "[i need|my homework asks for|the form wants|i have to write|she asked for|on a cheque i write|"
    "for a "
    "card i need]"
)
_INTO_WORDS = (
    "[in words|in english|in english words|as words|using words|in letters|in full|written out]"
)
_INTO_HAN = (
    "[in chinese|in chinese numerals|in chinese characters|in chinese words|with chinese "
    "characters]"
)
_INTO_ROMAN = (
    "[in roman numerals|as a roman numeral|in roman|with roman numerals|as roman|like the romans "
    "did]"
)


def _ways(into: str) -> tuple[str, ...]:
    """Wordings that ask for a number in a script."""
    return (
        _WRITE + " [|the number |number ]{n} " + into, _HOW + " [|the number ]{n} " + into,
        "{n} " + into, "[the number|number] {n} " + into, _MY + " {n} " + into, into + ": {n}",
        "{n}[,|.|:] [write it|say it|put it|that] " + into, "[turn|change|translate|convert] {n} "
        "" + into,
        "[the year|my age|the price|the page] is {n}[,|.] [write it|what is that|say that] " + into,
    )


# script: how to write it, English wordings, those never trained on, the same two in Chinese.
WORDINGS = {
    "english": (
        (
            *_ways(_INTO_WORDS),
            "[spell|spell out|write out|write] [the number|] {n} [in letters|in words|in full]",
            "[spell out|write out|spell] {n}", "the [word|words] for {n}", "{n} as [a word|text]",
        ),
        ("in [words|english words], how do you write {n}", "read {n} aloud",
         "dictate {n} letter by word"),
        (
            "{n}[用英文怎么写|用英语怎么说|的英文是什么|写成英文|英文怎么读|用英语怎么读|"
            "英语怎么写]",
            "[把|请把|将]{n}[写成|翻译成|变成|改成][英文|英语]", "英语[里|中]{n}怎么[说|写]",
            "{n}的英语[写法|说法]",
        ),
        ("用英文写{n}", "以英语念出{n}"),
    ),
    "han": (
        (*_ways(_INTO_HAN), "the chinese [for|numeral for|characters for] {n}"),
        ("in chinese, how do you write {n}", "how does a chinese newspaper print {n}",
         "which characters stand for {n}"),
        (
            "{n}[写成汉字|用汉字怎么写|的中文怎么写|用中文怎么说|写成中文|用中文怎么写|的汉字|"
            "怎么读|用汉字表示]",
            "[把|请把|将]{n}[写成|变成|改成|改写成][汉字|中文|中文数字]",
            "[数字|金额|年份|]{n}用[汉字|中文]怎么[写|念]",
            "{n}[这个数|]怎么[读|念]", "汉字[数字|]{n}怎么写", "{n}的[汉字|中文][写法|读法]",
        ),
        ("用汉字写{n}", "请以中文数字誊写{n}"),
    ),
    "roman": (
        (
            *_ways(_INTO_ROMAN), "[the |][roman numeral|roman numerals] [for|of] {n}",
            "roman numeral {n}",
            "[what is|what's] the roman numeral for {n}", "how did the romans write {n}",
        ),
        ("in roman numerals, how do you write {n}", "carve {n} on a roman stone",
         "what would an old church clock show for {n}"),
        (
            "{n}[用罗马数字怎么写|的罗马数字是什么|写成罗马数字|的罗马数字怎么写|用罗马数字表示]",
            "[把|请把|将]{n}[写成|变成|改成|换成]罗马数字", "罗马数字{n}[怎么写|]",
            "古罗马人怎么写{n}",
        ),
        ("用罗马数字写{n}", "{n}刻成罗马字"),
    ),
}
_DIGITS = "[in digits|as a number|in numbers|as digits|in numerals|in figures]"
# Back to digits: {s} the number as written, in words, characters or Roman letters.
BACK = (
    (
        "[what|which] number is {s}", "[what is|what's|whats|write|give me|say|put|show] {s} "
        "" + _DIGITS,
        "{s} " + _DIGITS, "[convert|turn|change] {s} [to|into] [a number|digits|numbers]",
        "[how|] [do you|do i] write {s} " + _DIGITS, "{s} [is what number|is which number|= ?|as "
        "digits]",
        "[i read|it says|the page says|they wrote] {s}[,|.] [what number is that|which number is "
        "it]",
        "[what does|what number does] {s} [mean|stand for]", "[the digits|digits] [for|of] {s}",
        "[the value|value] of {s}", "what is {s}", "[read|decode] {s}",
        "how much is {s} " + _DIGITS,
    ),
    ("in digits, how do you write {s}", "type {s} on a calculator", "{s}: which keys of the phone",
     "{s} names the number"),
    (
        "{s}[是多少|是几|等于几|等于多少|是哪个数|是什么数]",
        "{s}[用数字怎么写|用阿拉伯数字怎么写|写成数字|的数字是]",
        "[把|请把|将]{s}[写成|变成|改成|换成][数字|阿拉伯数字]", "{s}[代表|表示][多少|几|什么数字]",
        "[这上面写着|书上写]{s}，是[多少|几]", "阿拉伯数字[写|表示]{s}",
    ),
    ("用数字写{s}", "{s}按键盘上的数怎么打"),
)
