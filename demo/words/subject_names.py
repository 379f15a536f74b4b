"""What the subjects of the school are called on the page, by their names in the catalogue."""

from __future__ import annotations

# name: (English, Chinese)
SUBJECTS = {
    "add": ("adding", "加法"), "subtract": ("subtracting", "减法"),
    "multiply": ("multiplying", "乘法"), "divide": ("dividing", "除法"),
    "story": ("word problems", "应用题"), "weekday": ("weekdays", "星期"),
    "letters": ("counting letters", "数字母"), "numerals": ("numerals", "数词"),
    "percent": ("percentages", "百分数"), "units": ("units", "单位换算"),
    "calendar": ("dates", "日期"), "clock": ("the clock", "钟点"),
    "order": ("ordering", "排序"), "prime": ("primes", "质数"),
    "powers": ("powers of two", "2 的幂"), "spelling": ("spelling", "拼写"),
    "plurals": ("plurals", "复数"), "facts": ("facts", "常识"),
    "examples": ("giving examples", "举例"),
    "opposites": ("opposites", "反义词"), "unknown": ("“not taught that”", "“没学过”"),
}
ENGLISH = {name: both[0] for name, both in SUBJECTS.items()}
CHINESE = {name: both[1] for name, both in SUBJECTS.items()}
