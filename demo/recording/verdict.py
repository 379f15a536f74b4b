"""The verdict: one plain sentence or two about a finished comparison, in English or Chinese.

Generated from the metrics alone, and never boasting where the student loses. A verdict is a list of
(text, strong) runs, so that the page, the share page and the terminal can each set it in their way.
"""

from __future__ import annotations

from typing import Any

from demo.recording import SIDES, Recording
from demo.recording.metrics import final_answer, numbers, ratios, sameness

# Below this the difference is within what the clocks of a shared machine can tell.
ALIKE = 1.05

Runs = list[tuple[str, bool]]

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "teacher": "teacher", "student": "student",
        "identical": "Same answer, word for word.", "same": "Same answer.",
        "different": "Different answers.",
        "empty": "Both answers are empty.", "silent": "The {side}'s answer is empty.",
        "finals": "Different answers: the teacher says {0}, the student {1}.",
        "eos": "", "error": "The {side} failed.", "stopped": "The {side} was stopped early.",
        "max_tokens": "The {side} reached the token limit.",
        "time_limit": "The {side} reached the time limit.",
        "both": {"error": "Both failed.", "stopped": "Both were stopped early.",
                 "max_tokens": "Both reached the token limit.",
                 "time_limit": "Both reached the time limit."},
        "lead": " The student was ", "and": " and ", "end": ".",
        "faster": "{0}× faster", "slower": "{0}× slower", "alike": "about as fast",
        "by_characters": " in characters per second",
        "less": "used {0}× less memory", "more": "used {0}× more memory",
        "as_much": "used about as much memory",
        "later": " Yet it finished later, because it wrote {0} tokens and the teacher {1}.",
        "sooner": " Yet it finished sooner, because it wrote {0} tokens and the teacher {1}.",
        "no_speed": " Too few tokens to compare speed.",
    },
    "zh": {
        "teacher": "师父", "student": "徒弟",
        "identical": "答案一字不差。", "same": "答案相同。",
        "empty": "两边的回答都是空的。", "silent": "{side}的回答是空的。",
        "different": "答案不同。", "finals": "答案不同：师父答 {0}，徒弟答 {1}。",
        "eos": "", "error": "{side}出错了。", "stopped": "{side}被中途停止。",
        "max_tokens": "{side}到了词元上限。", "time_limit": "{side}到了时间上限。",
        "both": {"error": "两边都出错了。", "stopped": "两边都被中途停止。",
                 "max_tokens": "两边都到了词元上限。", "time_limit": "两边都到了时间上限。"},
        "lead": "徒弟", "and": "，", "end": "。",
        "faster": "快 {0} 倍", "slower": "慢 {0} 倍", "alike": "速度相近",
        "by_characters": "（按每秒字符数）",
        "less": "内存只用 1/{0}", "more": "内存多用到 {0} 倍", "as_much": "内存相近",
        "later": "但它完成得更晚：它写了 {0} 个词元，师父写了 {1} 个。",
        "sooner": "但它完成得更早：它写了 {0} 个词元，师父写了 {1} 个。",
        "no_speed": "词元太少，无法比较速度。",
    },
}


def times(value: float) -> str:
    """A ratio for reading: 1.9, 12, 340."""
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def verdict(recording: Recording, language: str = "en") -> Runs:
    """The verdict of a finished recording; empty while a side still answers."""
    if not recording.done:
        return []
    words = WORDS.get(language, WORDS["en"])
    runs = [(_answers(recording, words), True)]
    if any(answer.end == "error" for answer in recording.answers.values()):
        return runs
    return runs + _speed_and_memory(recording, words)


def _answers(recording: Recording, words: dict[str, Any]) -> str:
    kind = sameness(recording)
    if kind == "unfinished":
        return _ends(recording, words)
    if kind == "silent":
        side = next(s for s in SIDES if not recording.answers[s].text.strip())
        return words["silent"].format(side=words[side])
    marker = str(recording.pair.get("final", ""))
    finals = [final_answer(recording.answers[side].text, marker) for side in SIDES]
    short = all(final and len(final) <= 40 for final in finals)
    return words["finals"].format(*finals) if kind == "different" and short else words[kind]


def _ends(recording: Recording, words: dict[str, Any]) -> str:
    """How each side ended that did not finish by itself; alike ends in one sentence."""
    ends = {side: recording.answers[side].end for side in SIDES}
    if len(set(ends.values())) == 1:
        return words["both"][ends[SIDES[0]]]
    said = (words[end].format(side=words[side]) for side, end in ends.items())
    return " ".join(sentence for sentence in said if sentence)


def _speed_and_memory(recording: Recording, words: dict[str, Any]) -> Runs:
    found = ratios(recording)
    if found.speed is None:
        return [(words["no_speed"], False)]
    unit = words["by_characters"] if found.by_characters else ""
    runs = [(words["lead"], False)]
    runs.append((_graded(found.speed, words, "faster", "slower", "alike") + unit, True))
    if found.memory:
        runs.append((words["and"], False))
        runs.append((_graded(found.memory, words, "less", "more", "as_much"), True))
    runs.append((words["end"], False))
    return runs + _finish(recording, found.speed, found.e2e, words)


def _graded(value: float, words: dict[str, Any], above: str, below: str, alike: str) -> str:
    if 1 / ALIKE < value < ALIKE:
        return words[alike]
    return words[above].format(times(value)) if value > 1 else words[below].format(times(1 / value))


def _finish(recording: Recording, speed: float, e2e: float | None, words: dict[str, Any]) -> Runs:
    """Faster per token is not sooner done: say so when the two point different ways."""
    student, teacher = (numbers(recording.answers[side]).tokens for side in reversed(SIDES))
    if e2e and speed > ALIKE and e2e < 1 / ALIKE and student > teacher:
        return [(words["later"].format(student, teacher), False)]
    if e2e and speed < 1 / ALIKE and e2e > ALIKE and student < teacher:
        return [(words["sooner"].format(student, teacher), False)]
    return []
