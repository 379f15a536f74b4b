"""The one exception a visitor may read.

Everything else is logged with its traceback, and the visitor sees a short apology.
"""

from __future__ import annotations

import re

# What a terminal obeys, what turns the order of letters around, and what is no character at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 2000  # characters of one complaint, whatever it quotes


class UserError(Exception):
    """One sentence that says what is wrong and what to do; shown to the visitor as it is.

    It may quote what a stranger wrote, so as text it holds nothing that a terminal would obey.
    """

    def __str__(self) -> str:
        text = printable(super().__str__())
        return text if len(text) <= LONGEST else text[:LONGEST - 1] + "…"


def printable(text: str) -> str:
    """Anybody's text as it may be printed: control characters become the replacement sign."""
    return UNPRINTABLE.sub("\ufffd", text)
