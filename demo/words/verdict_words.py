"""The sentences of the verdict. When it says which is in demo/recording/verdict.py."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "teacher": "teacher", "student": "student",
    "identical": "Same answer, word for word.", "same": "Same answer.",
    "different": "Different answers.",
    "empty": "Both answers are empty.", "silent": "The {side}'s answer is empty.",
    "finals": "Different answers: the teacher says {0}, the student {1}.",
    "part_after": "Different answers: alike for {} tokens, then they part.",
    "part_at_once": "Different answers, from the first token on.",
    "part_after_too": " The answers are alike for {} tokens, then they part.",
    "part_at_once_too": " The answers differ from the first token on.",
    "loops": " The {side} repeats itself.", "both_loop": " Both repeat themselves.",
    "eos": "", "error": "The {side} failed.", "stopped": "The {side} was stopped early.",
    "max_tokens": "The {side} reached the token limit.",
    "time_limit": "The {side} reached the time limit.",
    "both": {"error": "Both failed.", "stopped": "Both were stopped early.",
             "max_tokens": "Both reached the token limit.",
             "time_limit": "Both reached the time limit."},
    "lead": " The student ", "and": " and ", "end": ".",
    "faster": "wrote {0}× faster", "slower": "wrote {0}× slower", "alike": "wrote about as fast",
    "runs": " (median of {0} runs)", "bf16": " here; about {0}× where the CPU has bf16",
    "by_characters": " in characters per second",
    "less": "used {0}× less memory", "more": "used {0}× more memory",
    "as_much": "used about as much memory",
    "later": " Yet it finished later, because it wrote {0} tokens and the teacher {1}.",
    "sooner": " Yet it finished sooner, because it wrote {0} tokens and the teacher {1}.",
    "no_speed": " Too few tokens to compare speed.",
}
CHINESE: Words = {
    "teacher": "师父", "student": "徒弟",
    "identical": "答案一字不差。", "same": "答案相同。",
    "empty": "两边的回答都是空的。", "silent": "{side}的回答是空的。",
    "different": "答案不同。", "finals": "答案不同：师父答 {0}，徒弟答 {1}。",
    "part_after": "答案不同：前 {} 个词元相同，之后分开。",
    "part_at_once": "答案不同：从第一个词元起。",
    "part_after_too": "前 {} 个词元相同，之后分开。", "part_at_once_too": "从第一个词元起就不同。",
    "loops": "{side}不断重复自己。", "both_loop": "两边都不断重复自己。",
    "eos": "", "error": "{side}出错了。", "stopped": "{side}被中途停止。",
    "max_tokens": "{side}到了词元上限。", "time_limit": "{side}到了时间上限。",
    "both": {"error": "两边都出错了。", "stopped": "两边都被中途停止。",
             "max_tokens": "两边都到了词元上限。", "time_limit": "两边都到了时间上限。"},
    "lead": "徒弟", "and": "，", "end": "。",
    "faster": "书写快 {0} 倍", "slower": "书写慢 {0} 倍", "alike": "书写速度相近",
    "runs": "（{0} 次的中位数）", "bf16": "（这里；CPU 支持 bf16 时约 1/{0}）",
    "by_characters": "（按每秒字符数）",
    "less": "内存只用 1/{0}", "more": "内存多用到 {0} 倍", "as_much": "内存相近",
    "later": "但它完成得更晚：它写了 {0} 个词元，师父写了 {1} 个。",
    "sooner": "但它完成得更早：它写了 {0} 个词元，师父写了 {1} 个。",
    "no_speed": "词元太少，无法比较速度。",
}
words = chooser(ENGLISH, CHINESE)
