"""The app in a process of its own, as `make run` starts it, for benches that are its clients."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from demo.settings import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(pair: str = "", wait: float = 120) -> Iterator[str]:
    """The address of a running app.py; ends it afterwards."""
    port = free_port()
    environ = {**os.environ, "PORT": str(port), "PAIR": pair}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        _answering(address, process, time.monotonic() + wait)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _answering(address: str, process: subprocess.Popen, until: float) -> None:
    while time.monotonic() < until:
        assert process.poll() is None, "app.py ended before its page was up"
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as page:
            if page.status == 200:
                return
        time.sleep(0.05)
    raise AssertionError("app.py showed no page in time")
