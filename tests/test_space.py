"""A Space's builder can install this: the line it runs resolves together with our requirements."""

import subprocess
import sys

import pytest
import yaml

from demo.settings import ROOT

OFFLINE = ("NewConnectionError", "ConnectTimeout", "NameResolutionError", "Temporary failure")


def builders_line() -> list[str]:
    """What the builder adds to requirements.txt, from the front matter's own Gradio version."""
    front = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n", 2)[1]
    gradio = f"gradio[oauth,mcp]=={yaml.safe_load(front)['sdk_version']}"
    return ["torch<=2.13.0", gradio, "uvicorn>=0.14.0", "websockets>=10.4", "spaces"]


def test_the_builders_line_resolves():
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet",
               "-r", str(ROOT / "requirements.txt"), *builders_line()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode and any(sign in done.stderr for sign in OFFLINE):
        pytest.skip("no package index to ask")
    assert done.returncode == 0, done.stderr[-2000:]
