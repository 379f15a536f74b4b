"""The app in a process of its own, as `make run` starts it, for benches that are its clients."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence

from demo.settings import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(
    pair: str = "", wait: float = 120, program: Sequence[str] = ("app.py",), **environ: str
) -> Iterator[str]:
    """The address of a running app.py, or of a `program` that runs it; ends it afterwards."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *program], cwd=ROOT, stdout=subprocess.DEVNULL,
        env={**os.environ, "PORT": str(port), "PAIR": pair, **environ})
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
