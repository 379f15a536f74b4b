"""Killed at any moment, or out of disk, the store has lost nothing and serves no half file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from demo.settings import ROOT
from demo.sharing.store import Missing, Store
from tests.fire.kills import writers
from tests.scripted import ScriptedEngine, recorded

KILLS = 100  # python -m tests.fire --long kills makes a thousand
# Files may grow to 1 kB only: the write fails in the middle, as on a full disk.
FULL = """
import resource, signal, sys
from pathlib import Path
from demo.errors import UserError
from demo.recording.file import from_json
from demo.sharing.store import Store

recording = from_json(Path(sys.argv[2]).read_text())
store = Store(Path(sys.argv[1]))
print(store.add(recording).id)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.add(recording)
except UserError as error:
    print(error)
"""


def run(script, *arguments):
    done = subprocess.run([sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT,
                          capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_kill_9_a_hundred_times_loses_nothing_and_leaves_no_half_file(tmp_path):
    found = writers(tmp_path, KILLS)
    assert found.pop("kills") == KILLS and found.pop("shared") >= KILLS // 4
    assert not any(found.values()), found
    store = Store(tmp_path / "store")
    for half in store.folder.glob("*.part"):
        with pytest.raises(Missing, match="unknown"):
            store.get(half.name)


def test_a_full_disk_is_one_sentence_and_earlier_recordings_stay(tmp_path):
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?", tmp_path)
    id, complaint = run(FULL, tmp_path / "recordings", tmp_path / "recorded.json")
    assert complaint.startswith("It could not be stored (") and "download it" in complaint
    assert Store(tmp_path / "recordings").get(id) == recording
    assert [path.name for path in (tmp_path / "recordings").iterdir()] == [f"{id}.json"]
