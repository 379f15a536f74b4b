"""The words of the guess before a run."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "lead": "Guess first", "same": "Will both give the same answer?", "yes": "the same answer",
    "no": "different answers", "faster": "How much faster will the student write?",
    "came": "You guessed: {guess}. Measured: {measured}.",
    "speeds": {"0.5": "slower", "1": "about as fast", "2": "2×", "3": "3×", "5": "5×",
               "10": "10× or more"},
}
CHINESE: Words = {
    "lead": "先猜一猜", "same": "两边答案会一样吗？", "yes": "答案相同", "no": "答案不同",
    "faster": "徒弟书写会快多少？", "came": "你猜：{guess}。实测：{measured}。",
    "speeds": {"0.5": "更慢", "1": "差不多", "2": "2 倍", "3": "3 倍", "5": "5 倍",
               "10": "10 倍或更多"},
}
words = chooser(ENGLISH, CHINESE)
