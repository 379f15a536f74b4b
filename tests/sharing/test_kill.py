"""Killed at any moment, or out of disk, the store has lost nothing and serves no half file."""

from __future__ import annotations

import subprocess
import sys

from demo.settings import ROOT
from demo.sharing.store import Missing, Store
from tests.scripted import ScriptedEngine, recorded

KILLS = 300
# A clean process that forks writers and kills them; a writer notes an id once `add` has returned.
WRITER = """
import os, random, signal, sys, time
from pathlib import Path
from demo.recording import from_json
from demo.sharing.store import Store

folder, notes, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
recording = from_json(Path(sys.argv[4]).read_text())
rng = random.Random(1)
for _ in range(kills):
    child = os.fork()
    if child == 0:
        store, out = Store(folder), os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        while True:
            os.write(out, (store.add(recording).id + "\\n").encode())
    time.sleep(rng.uniform(0.001, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""
# Files may grow to 1 kB only: the write fails in the middle, as on a full disk.
FULL = """
import resource, signal, sys
from pathlib import Path
from demo.errors import UserError
from demo.recording import from_json
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


def test_kill_9_hundreds_of_times_loses_nothing_and_leaves_no_half_file(tmp_path):
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?", tmp_path)
    folder, notes = tmp_path / "recordings", tmp_path / "notes"
    run(WRITER, folder, notes, KILLS, tmp_path / "recorded.json")
    # The last line may be cut, if the writer died while noting it.
    ids = [line for line in notes.read_text().split("\n") if len(line) == 22]
    assert len(ids) > 20  # a busy disk takes its time, and most writers die in the middle
    store = Store(folder)
    assert all(store.get(id) == recording for id in ids)
    served = [path.stem for path in folder.glob("*.json")]
    assert set(ids) <= set(served)
    for id in served:
        assert store.get(id) == recording
    for half in folder.glob("*.part"):
        try:
            store.get(half.name)
        except Missing as error:
            assert error.state == "unknown"
        else:
            raise AssertionError("half a file was served")


def test_a_full_disk_is_one_sentence_and_earlier_recordings_stay(tmp_path):
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?", tmp_path)
    id, complaint = run(FULL, tmp_path / "recordings", tmp_path / "recorded.json")
    assert complaint.startswith("It could not be stored (") and "download it" in complaint
    assert Store(tmp_path / "recordings").get(id) == recording
    assert [path.name for path in (tmp_path / "recordings").iterdir()] == [f"{id}.json"]
