"""/readme: the README as a page, so that the word on how things are measured is a click away from
the numbers. Its pictures come with it; the file is this repository's own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from demo.settings import ROOT
from demo.sharing.page_head import icon
from demo.sharing.share_page import style

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
HEADING = re.compile(r"<(h[1-4])>(.*?)</\1>")
PICTURES = ROOT / "examples"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{icon}
<title>How Apprentice works</title>
<style>{css}</style>
</head>
<body class="readme"><main>{text}</main></body>
</html>
"""


@lru_cache
def readme(path: Path = ROOT / "README.md") -> str:
    """The page as HTML; headings carry the anchors that GitHub gives them."""
    from markdown_it import MarkdownIt

    text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    text = text.replace("](examples/", "](/readme/")
    drawn = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    drawn = drawn.replace("<pre>", '<pre tabindex="0">')
    return PAGE.format_map({"css": style(), "icon": icon(), "text": HEADING.sub(_anchored, drawn)})


def _anchored(found: re.Match[str]) -> str:
    tag, inner = found.groups()
    words = re.sub(r"<[^>]*>", "", inner).lower()
    kept = "".join(c for c in words if c in " -_" or unicodedata.category(c)[0] in "LN")
    return f'<{tag} id="{kept.replace(" ", "-")}">{inner}</{tag}>'


def picture(name: str) -> bytes | None:
    """A PNG of the examples that the README shows; None for anything else."""
    path = PICTURES / name
    there = re.fullmatch(r"[\w-]+\.png", name) and path.is_file()
    return path.read_bytes() if there else None
