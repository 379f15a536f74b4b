"""Kill -9 at any moment: what was said to be shared is there afterwards, whole, and nothing half.

Twice: writers of the store itself, by the hundred; and the server over real HTTP, in the middle of
visitors who share and delete, started again on the same folder and asked for everything.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from demo.errors import UserError
from demo.recording.data import Recording
from demo.recording.file import from_json
from demo.settings import ROOT
from demo.sharing.store import Missing, Store
from tests.fire.server import Server, Visitor, free_port
from tests.scripted import ScriptedEngine, recorded

# Forks writers and kills them; a writer notes an id once `add` or `delete` has returned.
WRITER = """
import os, random, signal, sys, time
from pathlib import Path
from demo.recording.file import from_json
from demo.sharing.store import Store

folder, notes, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
recording, rng = from_json(Path(sys.argv[4]).read_text()), random.Random(1)
size = lambda: os.path.getsize(notes) if os.path.exists(notes) else 0
for index in range(kills):
    before, patience = size(), time.monotonic() + 10
    child = os.fork()
    if child == 0:
        store, out = Store(folder), os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        while True:
            kept = store.add(recording)
            os.write(out, ("+" + kept.id + "\\n").encode())
            if rng.random() < .3:
                store.delete(kept.id, kept.token)
                os.write(out, ("-" + kept.id + "\\n").encode())
    # Every second one has shared something first, however busy the machine is.
    while index % 2 and size() == before and time.monotonic() < patience:
        time.sleep(0.001)
    time.sleep(rng.uniform(0.001, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def writers(folder: Path, kills: int) -> dict[str, Any]:
    """kills, shared, lost, differing, bad_files, undeleted: of the store alone."""
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?", folder)
    store, notes = folder / "store", folder / "notes"
    subprocess.run([sys.executable, "-c", WRITER, store, notes, str(kills),
                    folder / "recorded.json"], cwd=ROOT, check=True)
    # The last line may be cut, if the writer died while noting it.
    lines = [line for line in notes.read_text().split("\n") if len(line) == 23]
    ids = {line[1:] for line in lines if line[0] == "+"}
    deleted = {line[1:] for line in lines if line[0] == "-"}
    return {"kills": kills, "shared": len(ids), **_found(Store(store), ids, deleted, recording)}


def _found(store: Store, ids: set[str], deleted: set[str], recording: Recording) -> dict[str, int]:
    """What a fresh start finds. One killed while it deleted may be there or not, but whole."""
    lost = differing = bad = undeleted = 0
    for id in ids:
        try:
            found = store.get(id)
            undeleted += id in deleted
            differing += found != recording
        except Missing as error:
            lost += error.state != "deleted"
    for path in store.folder.iterdir():
        gone = path.with_suffix(".gone").exists()
        if path.suffix == ".json":
            bad += gone
            try:
                bad += from_json(store.read(path.stem)) != recording
            except (Missing, UserError):
                bad += 1
    return {"lost": lost, "differing": differing, "bad_files": bad, "undeleted": undeleted}


def servers(folder: Path, kills: int, seconds: tuple[float, float] = (0.5, 4.0)) -> dict[str, Any]:
    """The same over HTTP: kill the server while three visitors share and one deletes."""
    rng, crowd = random.Random(2), Crowd()
    for _ in range(kills):
        with _server(folder) as server:
            stop = threading.Event()
            threads = [threading.Thread(target=crowd.share, args=(server, stop)) for _ in range(3)]
            for thread in threads:
                thread.start()
            before, wait = len(crowd.shared), time.monotonic() + 60
            while len(crowd.shared) == before and time.monotonic() < wait:
                time.sleep(0.05)
            time.sleep(rng.uniform(*seconds))
            os.kill(server.process.pid, signal.SIGKILL)
            stop.set()
            for thread in threads:
                thread.join()
    with _server(folder) as server:
        return {"server_kills": kills, "server_shared": len(crowd.shared), **crowd.read(server)}


def _server(folder: Path) -> Server:
    port = free_port()
    command = ["-m", "tests.fire.scripted", str(port), str(folder / "server")]
    return Server(command, port, folder / "server.log").up()


class Crowd:
    """Visitors who share what they ran, and note what the server said."""

    def __init__(self) -> None:
        self.shared: dict[str, str] = {}
        self.deleted: set[str] = set()
        # One whose deletion was under way when the server died may be there or not.
        self.unsure: set[str] = set()

    def share(self, server: Server, stop: threading.Event) -> None:
        count = 0
        while not stop.is_set():
            try:
                visitor, prompt = Visitor(server), f"What is {count} + {time.time_ns()}?"
                id, token = visitor.shared(prompt)
                self.shared[id] = prompt
                if count % 3 == 2:
                    self.unsure.add(id)
                    if visitor.act("unshare")[0] == 200:
                        self.deleted.add(id)
            except (OSError, ValueError):
                continue  # killed in the middle: nothing was promised
            count += 1

    def read(self, server: Server) -> dict[str, int]:
        lost = differing = undeleted = 0
        for id, prompt in self.shared.items():
            status, body = server.get(f"/s/{id}.json")
            if id in self.unsure:
                undeleted += status == 200 and id in self.deleted
                continue
            lost += status != 200
            differing += status == 200 and from_json(body.decode()).request.prompt != prompt
        return {"server_lost": lost, "server_differing": differing,
                "server_undeleted": undeleted}
