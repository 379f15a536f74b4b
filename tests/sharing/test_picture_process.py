"""Pictures come from a process of their own, the same as without it, and never for ever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from demo.recording.file import to_json
from demo.settings import ROOT
from demo.sharing.export_formats import take
from demo.sharing.picture_process import NICE, PICTURES, DrawingFailed, drawn
from tests.scripted import ScriptedEngine, recorded
from tests.sharing import heavy


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_the_same_from_another_process(kind):
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?")
    assert drawn(recording, kind, "zh") == take(recording, kind, "zh")


def test_a_process_that_takes_too_long_is_ended():
    with pytest.raises(DrawingFailed, match="more than 0 s"):
        drawn(heavy.of("x"), "gif", "en", seconds=0.05)


def test_a_process_that_fails_says_why():
    with pytest.raises(DrawingFailed, match="invalid choice"):
        drawn(heavy.of("x"), "exe", "en")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_it_yields_to_a_race_and_loads_no_torch():
    code = (
        "import os, sys, demo.sharing.picture_process as d; sys.argv[1:] = ['png', 'en'];"
        "d.main(); "
        "print(os.nice(0), 'torch' in sys.modules, 'gradio' in sys.modules, file=sys.stderr)"
    )
    text = to_json(recorded(ScriptedEngine(), "x")).encode()
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, cwd=ROOT)
    nice, *loaded = done.stderr.decode().split()
    assert int(nice) >= min(19, os.nice(0) + NICE) and loaded == ["False", "False"]
