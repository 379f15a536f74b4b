"""Sixty questions as people type them, three a subject, written down before any training.

They are nobody's grammar: no generator makes them, nothing was tuned to them, and each counts in
`evaluate` as a paper of its own. A question here is text, subject and its true final answer.
"""

from __future__ import annotations

from demo.exam.question import REFUSAL, Question

_ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("add", "hi! can you help me add 58 and 67 please", ("125",)),
    ("add", "what would 1999+2001 be", ("4000",)),
    ("add", "382 加 519 一共是多少", ("901",)),
    ("subtract", "so how much is 1000 - 387 ??", ("613",)),
    ("subtract", "I had 90 and now 34 are gone, what's left?", ("56",)),
    ("subtract", "请算一下 503 减 48", ("455",)),
    ("multiply", "whats 7*86", ("602",)),
    ("multiply", "What do I get when I multiply 125 by 8?", ("1000",)),
    ("multiply", "36乘9是几", ("324",)),
    ("divide", "how would you divide 95 by 4", ("23 remainder 3",)),
    ("divide", "720/9 is", ("80",)),
    ("divide", "100除以7等于几", ("14 remainder 2",)),
    ("percent", "How much is 20 percent of 150?", ("30",)),
    ("percent", "a jacket is 80 dollars but 25% off. what do i pay", ("60",)),
    ("percent", "6 coffees at 4 dollars each, how much altogether?", ("24",)),
    ("units", "how many minutes is 3 hours", ("180",)),
    ("units", "Convert 5 kilometers to meters", ("5000",)),
    ("units", "2米等于多少厘米", ("200",)),
    ("calendar", "If it's Wednesday now, what day will it be in 10 days?", ("Saturday",)),
    ("calendar", "which day comes 2 days after friday", ("Sunday",)),
    ("calendar", "今天星期五，三天后星期几？", ("星期一",)),
    ("clock", "it's 14:50, what time will it be in 25 minutes?", ("15:15",)),
    ("clock", "The train leaves at 9:40 and takes 1 hour and 30 minutes, when does it arrive?",
     ("11:10",)),
    ("clock", "how long is it from 8:15 to 10:00", ("1 h 45 min",)),
    ("order", "which one is bigger 809 or 890", ("890",)),
    ("order", "put these in order from smallest to largest: 42, 7, 19", ("7, 19, 42",)),
    ("order", "12和21哪个大", ("21",)),
    ("story", "Sara bakes 24 cookies and her brother eats 9. She bakes 12 more. How many cookies "
     "are there?", ("27",)),
    ("story", "There are 6 bags with 8 oranges in each. 10 are rotten. How many are fine?",
     ("38",)),
    ("story", "小明有15个苹果，给了妹妹6个，还剩几个？", ("9",)),
    ("prime", "Is 97 a prime number?", ("prime",)),
    ("prime", "tell me if 119 is prime", ("not prime",)),
    ("prime", "57是质数吗", ("not prime",)),
    ("powers", "2 to the power of 8?", ("256",)),
    ("powers", "what's 2^10", ("1024",)),
    ("powers", "if I double 5 four times what do I have", ("80",)),
    ("letters", "how many times is the letter s in mississippi?", ("4",)),
    ("letters", "count the e's in cheese please", ("3",)),
    ("letters", "does banana have how many a", ("3",)),
    ("spelling", "spell garden backwards", ("nedrag",)),
    ("spelling", "can you write tiger in reverse?", ("regit",)),
    ("spelling", "put the letters of lemon in alphabetical order", ("elmno",)),
    ("plurals", "what's the plural of city?", ("cities",)),
    ("plurals", "one mouse, many ...?", ("mice",)),
    ("plurals", "how do you say box when there are two of them", ("boxes",)),
    ("opposites", "whats the opposite of early", ("late",)),
    ("opposites", "I need the antonym of difficult", ("easy",)),
    ("opposites", "what is the contrary of rich?", ("poor",)),
    ("facts", "whats the capital city of france", ("Paris",)),
    ("facts", "how many legs do spiders have?", ("8",)),
    ("facts", "tell me japan's capital", ("Tokyo",)),
    ("numerals", "write 83 in words please", ("eighty-three",)),
    ("numerals", "what is 49 as a roman numeral", ("XLIX",)),
    ("numerals", "65用汉字怎么写", ("六十五",)),
    ("examples", "can you name any fruit", ()),
    ("examples", "give me a colour", ()),
    ("examples", "tell me one animal you know", ()),
    ("unknown", "who is the president of the united states", (REFUSAL,)),
    ("unknown", "write me a poem about autumn leaves", (REFUSAL,)),
    ("unknown", "why is the sea salty?", (REFUSAL,)),
)


def _question(subject: str, text: str, accepted: tuple[str, ...]) -> Question:
    from demo.exam.subjects.facts import members_named

    accepted = accepted or members_named(text)
    language = "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"
    return Question(subject, text, "", accepted[0], f"free|{text}", language, accepted)


QUESTIONS: tuple[Question, ...] = tuple(_question(*row) for row in _ASKED)
