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

    Blocks may hold blocks, and one may follow another. Thinking that never closes was cut before an
    answer began. A template may have opened it in the prompt: then the closing tag stands without
    an opening one, at the end of a line.
    """
    thoughts: list[str] = []
    while span := _leading(text) or (None if thoughts else _opened_before(text)):
        thought, text = span
        thoughts.append(_bare(thought))
        text = text.lstrip()
    if not thoughts:
        return "", text, False
    later, text = _between(text)
    return "\n\n".join(part for part in [*thoughts, *later] if part), text, True


def _leading(text: str) -> tuple[str, str] | None:
    """The block that a text begins with, and what follows it."""
    said = text.lstrip()
    for opening, closing in TAGS:
        if said.startswith(opening):
            end = _end(said, opening, closing, len(opening))
            return said[len(opening) : end[0]], said[end[1] :]
    return None


def _end(text: str, opening: str, closing: str, start: int) -> tuple[int, int]:
    """Where the block opened before `start` ends, and what follows begins. Thinking may mention the
    opening tag: with too few closing ones, the last of them ends it; without any, the text's end
    does."""
    depth, last = 1, (len(text), len(text))
    for tag in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text[start:]):
        depth += 1 if tag.group() == opening else -1
        if tag.group() == closing:
            last = start + tag.start(), start + tag.end()
        if not depth:
            break
    return last


def _opened_before(text: str) -> tuple[str, str] | None:
    for opening, closing in TAGS:
        depth = 1
        for tag in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
            if tag.group() == opening:
                depth += 1
            elif depth > 1:
                depth -= 1
            elif re.match(r"[ \t]*(?:\n|\Z)", text[tag.end() :]):
                return text[: tag.start()], text[tag.end() :]
    return None


def _between(text: str) -> tuple[list[str], str]:
    """Thinking within the answer of a model that began with thinking, and the answer without it.
    Only where a line or sentence has just ended: an answer may show such tags, in code above all.
    """
    thoughts, at = [], 0
    opened = "|".join(re.escape(opening) for opening, _ in TAGS)
    while boundary := re.search(rf"(?:^[ \t]*|(?<=[\w.!?。！？]))(?={opened})", text[at:], re.M):
        start = at + boundary.end()
        if text.count("```", 0, start) % 2:
            at = start + 1
            continue
        thought, rest = _leading(text[start:])
        thoughts.append(_bare(thought))
        text, at = text[:start] + (rest if text[:start].strip() else rest.lstrip()), start
    return thoughts, text


def _bare(thought: str) -> str:
    """Without the tags of the blocks within."""
    for tag in (tag for pair in TAGS for tag in pair):
        thought = thought.replace(tag, "")
    return thought.strip()
