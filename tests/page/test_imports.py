"""The page's process never loads what only the engine's own process needs."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("torch", "transformers", "accelerate", "bitsandbytes", "peft")


def test_the_page_is_built_without_torch():
    code = ("import sys, app, demo.page.build;"
            f"print(*(name for name in {HEAVY!r} if name in sys.modules))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
