"""Markdown of strangers' models as HTML that can do nothing."""

import time

import pytest

from demo.drawing.rich_text import MOST_CHARACTERS, rich
from demo.drawing.safe_html import encoded
from tests.fire.texts import _Page, corpus

ANSWER = """# Rivers
- the **Danube**
- the *Rhine*

| river | km |
|---|---|
| Danube | 2850 |

```python
print("a < b")
```
> said [he](https://example.org/x)
"""


def test_lists_tables_code_quotes_and_links_are_shown():
    shown = rich(ANSWER, "Copy")
    for part in ("<li>the <strong>Danube</strong></li>", "<td>2850</td>", "<blockquote>",
                 'print(&quot;a &lt; b&quot;)', ">Copy</button>", '<p class="head h1">Rivers</p>',
                 '<a href="https://example.org/x" target="_blank" '
                 'rel="noopener noreferrer nofollow ugc">he</a> '
                 '<span class="to">(https://example.org/x)</span>'):
        assert part in shown, part
    assert encoded({"a": shown})["a"] == shown


@pytest.mark.parametrize("text", [
    "* <script>alert(1)</script>", "* <img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
    "[a](data:text/html,x)", "![p](javascript:alert(1))", "* [x](https://a\"onmouseover=alert(1))",
    "[a](vbscript:x)", "<https://a.b/\"onclick=x>", "```\"><script>\nx\n```", "* ${alert(1)}",
    "[x](https://a.b/'\"><svg/onload=x>)", "* {{{value.page}}} \\` \\${x}",
    "|a|\n|-|\n|<iframe src=x>|", "[a]: javascript:alert(1)\n\n[a]",
])
def test_no_text_becomes_a_script_a_picture_or_a_template(text):
    shown = rich(text)
    for bad in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', "${", "{{",
                "`", "\\"):
        assert bad not in shown.lower()
    tags = shown.replace("&quot;", "").split("<")
    assert not [tag for tag in tags if tag.split(">")[0].count(" on")]


def test_a_picture_is_named_and_never_fetched():
    assert "[a cat] (https://a.b/c.png)" in rich("![a cat](https://a.b/c.png)")


def test_text_without_markdown_and_text_that_is_too_much_stay_text():
    assert rich("It is 5. So there!") is None
    assert rich("* a\n" * MOST_CHARACTERS) is None


def test_no_text_is_lost_to_depth_or_to_definitions():
    assert rich(">" * 10_000 + "deep") is None
    assert rich("\n".join("  " * n + "- x" for n in range(150))) is None
    assert "[a]: https://x.y" in rich("* b\n\n[a]: https://x.y").replace(
        '</a>', '').replace('<a href="https://x.y"', '')


BOMBS = {
    "quotes": ">" * 10_000, "cells": "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|x" * 300) * 40,
    "an open fence": "```\n" + "x\n" * 14_000, "stars": "*a" * 14_000, "brackets": "[" * 29_000,
    "links": "[a](" * 7_000, "lines": "_a " * 9_000, "ticks": " ".join("`" * n for n in range(240)),
    "tildes": "~~a" * 9_000, "angles": "<http://" * 3_700, "formulas": "\\(" * 14_000,
    "dollars": "$a " * 9_000, "rows": "|\n" * 14_000, "wide row": "a|b\n-|-\n" + "|" * 29_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_holds_up_the_page(name):
    began = time.process_time()
    rich(BOMBS[name], span=(100, 102))
    assert time.process_time() - began < 3  # milliseconds to half a second on a quiet core


def test_an_open_fence_is_code_to_the_end():
    assert "<pre><code>x</code></pre>" in rich("```\nx")


def test_what_hides_or_reorders_is_written_out():
    shown = rich("```\na \u202e b \x1b[31m\n```\n* \u2066c")
    assert "[U+202E]" in shown and "[U+2066]" in shown and "\u241b[31m" in shown


def test_formulas_are_left_as_their_source():
    shown = rich(r"So \(a_1 * b_1\) and $$x_2 * y_2$$ cost $5 and $10, *really*")
    assert 'dir="ltr">&#92;(a_1 * b_1&#92;)</span>' in shown
    assert "&#36;&#36;x_2 * y_2&#36;&#36;" in shown and "<em>really</em>" in shown
    assert "&#36;5 and &#36;10" in shown


def test_the_parting_is_marked_where_a_mark_can_stand():
    text = "- one apple\n- two pears"
    assert "<li>two <mark>pears</mark></li>" in rich(text, span=(18, 23))
    # Across two items no one mark can stand, and before a dash or a number it would undo the list:
    # the word behind it is marked.
    assert "<li><mark>two</mark> pears</li>" in rich(text, span=(10, 15))
    assert "<li><mark>one</mark> apple</li>" in rich(text, span=(0, 1))
    numbered = "1. **Apples**\n2. Pears"
    for span in ((0, 1), (1, 2), (0, 2)):
        assert "<strong><mark>Apples</mark></strong>" in rich(numbered, span=span)
    assert "<mark>" not in rich("# \n\n- a", span=(0, 1))


@pytest.mark.parametrize("text", ["\n" * 29_000, "\n \t" * 9_000, " " * 29_000, "1" * 29_000])
def test_blank_lines_are_no_markdown_and_read_once(text):
    """Quadratic, this took a server ten seconds a link."""
    began = time.process_time()
    assert rich(text, span=(0, 1)) is None
    assert time.process_time() - began < 2


OURS = {"p": {"class"}, "ul": set(), "ol": {"start"}, "li": set(), "div": {"class", "dir"},
        "span": {"class", "dir"}, "a": {"href", "target", "rel"}, "pre": set(), "code": set(),
        "button": {"type", "class"}, "blockquote": set(), "hr": set(), "br": set(), "em": set(),
        "strong": set(), "s": set(), "mark": set(), "table": set(), "thead": set(),
        "tbody": set(), "tr": set(), "th": {"style"}, "td": {"style"}}


@pytest.mark.parametrize("shape", ["* {}", "{}\n* x", "[{}](https://a.b)", "|{}|\n|-|\n|{}|",
                                   "```{}\n{}\n```", "[x](https://a.b/{})", "![{}](https://a/{})"])
def test_hostile_texts_make_no_element_but_ours(shape):
    for text in corpus():
        shown = rich(shape.replace("{}", text), span=(2, 3))
        for tag, name, value in _Page(shown or "").found:
            assert tag in OURS and (not name or name in OURS[tag]), text
            assert name != "href" or value.startswith(("http://", "https://")), text
            assert name != "style" or value.startswith("text-align:"), text
