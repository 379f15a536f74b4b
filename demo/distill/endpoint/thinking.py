"""Thinking that a server left inside the answer, taken apart as other servers do themselves.

The same teacher gives the same lesson behind a server with a reasoning parser and one without.
"""

from __future__ import annotations

import re

# How models mark their thinking; an answer may mention such a tag, so only a leading one counts.
TAGS = (
    ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<thought>", "</thought>"),
    ("<seed:think>", "</seed:think>"), ("<reasoning>", "</reasoning>"),
    ("[THINK]", "[/THINK]"), ("◁think▷", "◁/think▷"),
)


def split(text: str) -> tuple[str, str, bool]:
    """(thinking, answer, whether anything was taken apart).

    Thinking that never closes was cut before an answer began. A template may have opened it in
    the prompt: then the closing tag stands alone, at the end of a line.
    """
    for opening, closing in TAGS:
        said = text.lstrip()
        if said.startswith(opening):
            thought, _, answer = said[len(opening):].partition(closing)
            return thought.strip(), answer.lstrip(), True
        alone = re.search(rf"{re.escape(closing)}[ \t]*(?:\n|\Z)", text)
        if alone and opening not in text[: alone.start()]:
            return text[: alone.start()].strip(), text[alone.end():].lstrip(), True
    return "", text, False
