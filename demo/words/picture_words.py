"""The words that only pictures have; the others are demo.words.page_words."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "tagline": "A teacher and the 4-bit student it taught, really measured",
    "tagline_other": "A large model and a small 4-bit one, really measured",
    "tagline_itself": "A model and itself in 4 bits, really measured",
    "recorded": "Recorded on {}. Each side is timed on its own clock.",
    "lineage": {"distilled here": "distilled here", "documented": "distilled, documented",
                "sibling": "siblings", "unknown": "lineage unknown"},
    "pace": "at the measured pace", "faster": "{}× as fast as measured",
    "no_race": "This comparison did not finish.",
}
CHINESE: Words = {
    "tagline": "师父与它教出的 4 位量化徒弟，真实测量",
    "tagline_other": "一个大模型与一个 4 位小模型，真实测量",
    "tagline_itself": "一个模型与它自己的 4 位版本，真实测量",
    "recorded": "录制于 {}。两边各自计时。",
    "lineage": {"distilled here": "在此蒸馏", "documented": "有据可查的蒸馏",
                "sibling": "同门兄弟", "unknown": "来历不明"},
    "pace": "按实测节奏", "faster": "比实测快 {} 倍播放",
    "no_race": "这次比较没有完成。",
}
words = chooser(ENGLISH, CHINESE)
