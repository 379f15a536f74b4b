"""Answers of chat models as people expect them: Markdown as HTML that can do nothing.

markdown-it-py with HTML off. No picture is fetched from anywhere, every link shows where it leads,
and characters that reorder or hide text are written out. What comes out is safe inside the page's
templates as it is (safe_html.Markup).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from demo.drawing.safe_html import Markup

# A text this long is shown as it is: reading it as Markdown would hold up everybody's page.
MOST_CHARACTERS = 30_000
MOST_CELLS = 2_000
MOST_BRACKETS = 300  # each may begin a link, and markdown-it looks for every one's end
DEEPEST = 24  # lists in quotes in lists: what is nested deeper is shown as it is, too
# Private-use signs that stand for the ends of a mark while Markdown is read; none is left after.
START, END = "\ue010", "\ue011"
COPY = "\ue012"  # in place of a button's words, which follow the reader's language
MARKED = re.compile(f"{START}([^<>{START}{END}]*){END}")
# What reorders text that a reader sees (Unicode's bidirectional controls), and what a terminal
# would obey.
REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROLS = {**{n: 0x2400 + n for n in range(32) if n not in (9, 10)}, 127: 0x2421,
            **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
# A list, table, heading, quote, code, emphasis or link; without any, Markdown shows nothing new.
TELLING = re.compile(r"[*_`#>|~\[\\]|^[ \t]{0,30}([-+]|\d{1,9}[.)])\s", re.MULTILINE)
# Formulas stay as their source: which text begins one, which ends it, and how far to look for that.
MATH = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$"}
LONGEST_FORMULA = 2_000
NEXT_WORD = re.compile(r"[^\w\n]{0,12}(\w+)")


def rich(
    text: str, copy: str = "Copy", span: tuple[int, int] | None = None
) -> Markup | None:
    """`text` as HTML, with the characters [start, end) of `span` marked where one mark can hold
    them, or else the word behind them; None where there is no Markdown in it, or too much. copy:
    what a button beside a block of code says."""
    if len(text) > MOST_CHARACTERS or text.count("[") > MOST_BRACKETS or not TELLING.search(text):
        return None
    made = _rich(text.encode("utf-8", "replace").decode(), span)
    return made and Markup(made.replace(COPY, Markup.made(escape(copy))))


@lru_cache(maxsize=256)
def _rich(text: str, span: tuple[int, int] | None) -> Markup | None:
    plain = _rendered(text.replace(START, "").replace(END, ""))
    if plain is None or span is None or START in text or END in text:
        return plain
    return _marked(text, plain, *span) or _marked(text, plain, *_next_word(text, span[1])) or plain


def _marked(text: str, plain: str, start: int, end: int) -> Markup | None:
    """`plain`, which is `text` as HTML, with a mark; None where the signs stand where they change
    what is Markdown (a list's own number), or no one element holds them."""
    marked = _rendered(text[:start] + START + text[start:end] + END + text[end:])
    if marked is None or marked.replace(START, "").replace(END, "") != plain:
        return None
    shown, marks = MARKED.subn(r"<mark>\1</mark>", marked)
    return Markup(shown.replace(START, "").replace(END, "")) if marks else None


def _next_word(text: str, at: int) -> tuple[int, int]:
    """What can be marked instead of a list's number or dash: the first word behind it."""
    while at and text[at - 1 : at + 1].isalnum():
        at -= 1  # the span ended within a word
    found = NEXT_WORD.match(text, at)
    return found.span(1) if found else (at, at)


def _rendered(text: str) -> Markup | None:
    tokens = _machine().parse(text.replace(COPY, "").translate(CONTROLS))
    cells = sum(token.type in ("td_open", "th_open") for token in tokens)
    if cells > MOST_CELLS or max((token.level for token in tokens), default=0) > DEEPEST:
        return None
    machine = _machine()
    return Markup.made(machine.renderer.render(tokens, machine.options, {}))


@lru_cache
def _machine() -> MarkdownIt:
    """Lines break where the model broke them, as on other chat pages."""
    machine = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 100})
    machine.enable(["table", "strikethrough"])
    machine.disable("reference")  # what only defines a link would be shown nowhere
    machine.inline.ruler.before("escape", "math", _math)
    machine.validateLink = lambda url: bool(re.match(r"https?://", url, re.IGNORECASE))
    for name in ("math", "link_open", "link_close", "image", "fence", "code_block", "code_inline",
                 "text", "heading_open", "heading_close", "table_open", "table_close"):
        machine.add_render_rule(name, globals()[f"_show_{name}"])
    return machine


def _math(state: Any, silent: bool) -> bool:
    """A formula at this place, none of it read as Markdown."""
    text, at = state.src, state.pos
    begin = next((sign for sign in MATH if text.startswith(sign, at)), None)
    if begin is None:
        return False
    start = at + len(begin)
    end = text.find(MATH[begin], start, start + LONGEST_FORMULA)
    # "$5 and $10" are prices, not a formula.
    prices = begin == "$" and (text[start:start + 1].isspace() or text[end - 1:end].isspace()
                               or text[end + 1:end + 2].isdigit())
    if end <= start or prices:
        return False
    if not silent:
        state.push("math", "", 0).content = text[at:end + len(MATH[begin])]
    state.pos = end + len(MATH[begin])
    return True


def _show_math(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return f'<span class="math" dir="ltr">{_shown(tokens[index].content)}</span>'


def _show_text(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return _shown(tokens[index].content)


def _shown(text: str) -> str:
    return REORDERING.sub(lambda found: f"[U+{ord(found.group()):04X}]", escape(text))


def _show_link_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    target = str(tokens[index].attrGet("href") or "")
    return (f'<a href="{escape(target)}" target="_blank" '
            'rel="noopener noreferrer nofollow ugc">')


def _show_link_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    opened = next(t for t in reversed(tokens[:index]) if t.type == "link_open")
    target = str(opened.attrGet("href") or "")
    said = "".join(t.content for t in tokens[tokens.index(opened):index])
    return "</a>" if said == target else f'</a> <span class="to">({_shown(target)})</span>'


def _show_image(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """What it would show, and where from; nothing is fetched."""
    said, source = tokens[index].content, str(tokens[index].attrGet("src"))
    return f'<span class="to">[{_shown(said)}] ({_shown(source)})</span>'


def _show_fence(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    words = token.info.split()
    language = f'<span class="to">{_shown(words[0][:20])}</span>' if words else ""
    return (f'<div class="code" dir="ltr"><button type="button" class="copy-code">{COPY}</button>'
            f"{language}<pre><code>{_shown(token.content)}</code></pre></div>\n")


_show_code_block = _show_fence


def _show_code_inline(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return f"<code>{_shown(tokens[index].content)}</code>"


# The page has its own headings: an answer's are the lines of a card.
def _show_heading_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return f'<p class="head {tokens[index].tag}">'


def _show_heading_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return "</p>\n"


def _show_table_open(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return '<div class="wide"><table>'


def _show_table_close(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"
