"""The words of the play bar, on the Compare page, the share page and the embed."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "play": "Play", "pause": "Pause", "again": "Play again",
    "skip": "Skip to the end", "speed": "Speed", "position": "Time on both clocks",
    "turns": "from the first turn",
    "slow": "{}× slow motion, ratio kept", "as_measured": "at the pace that was measured",
}
CHINESE: Words = {
    "play": "播放", "pause": "暂停", "again": "重播",
    "skip": "跳到结尾", "speed": "速度", "position": "两边时钟上的时间",
    "turns": "从第一轮开始",
    "slow": "慢放 {} 倍，比例不变", "as_measured": "按实测的节奏",
}
words = chooser(ENGLISH, CHINESE)
