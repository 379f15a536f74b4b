"""The words of the guess before a run."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "lead": "Guess first", "came": "You guessed: {guess}. It was: {measured}.",
    "questions": {
        "right": {"asked": "Who will be right?", "choices": {
            "both": "both right", "teacher": "only the teacher right",
            "student": "only the student right", "neither": "neither right"}},
        "same": {"asked": "Will both say the same?", "choices": {
            "yes": "the same answer", "no": "different answers"}},
        "speed": {"asked": "How much faster will the student write?", "choices": {
            "slower": "slower", "alike": "about as fast", "2": "2×", "3": "3×", "5": "5×",
            "10": "10× or more"}},
    },
}
CHINESE: Words = {
    "lead": "先猜一猜", "came": "你猜：{guess}。结果：{measured}。",
    "questions": {
        "right": {"asked": "谁会答对？", "choices": {
            "both": "都对", "teacher": "只有师父对", "student": "只有徒弟对", "neither": "都不对"}},
        "same": {"asked": "两边会说得一样吗？", "choices": {"yes": "答案相同", "no": "答案不同"}},
        "speed": {"asked": "徒弟书写会快多少？", "choices": {
            "slower": "更慢", "alike": "差不多", "2": "2 倍", "3": "3 倍", "5": "5 倍",
            "10": "10 倍或更多"}},
    },
}
words = chooser(ENGLISH, CHINESE)
