"""How long a visitor waits: `python -m tests.bench.startup` on an installed machine.

Seconds from starting app.py to a page that answers, and to the first streamed token of a question
sent at once. Last line of stdout: one JSON object with the median of each.
"""

from __future__ import annotations

import argparse
import json
import time
from statistics import median

from gradio_client import Client

from tests.bench.server import served


def once(pair: str, prompt: str) -> tuple[float, float]:
    """(seconds to the page, seconds to the first token), both from the start of app.py."""
    start = time.monotonic()
    with served(pair) as address:
        page = time.monotonic() - start
        job = Client(address, verbose=False).submit(prompt, api_name="/compare")
        for teacher, student, _ in job:
            if teacher or student:
                return page, time.monotonic() - start
    raise AssertionError("no token came")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.startup", description=__doc__)
    parser.add_argument("--pair", default="")
    parser.add_argument("--prompt", default="What is 4817 + 2965?")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    pages, firsts = zip(*(once(args.pair, args.prompt) for _ in range(args.rounds)), strict=True)
    for page, first in zip(pages, firsts, strict=True):
        print(f"page after {page:.1f} s, first token after {first:.1f} s")
    print(json.dumps({"page_s": median(pages), "first_token_s": median(firsts)}))


if __name__ == "__main__":
    main()
