"""When is a child process hung? Its signs of life against what each of its phases may take.

A child beats once a second from a thread of its own, with its phase and the processor time it has
used. So three silences can be told apart: no beat at all (stopped, or stuck inside one call that
holds the interpreter), beats but no work (a deadlock), and beats with work but no result (a long
prefill of a large model, which must be left alone as long as a side may take). Knows no process and
no clock: a watcher says how much time has passed.
"""

from __future__ import annotations

BEAT_SECONDS = 1.0
TICK_SECONDS = 0.5
# Stopped by a signal, as the kernel says: no doubt about it, and it will not go on by itself.
STOPPED_SECONDS = 3.0
# Importing and reading weights may hold the interpreter for long on a slow disk, and an engine that
# is killed too early never gets loaded at all.
LOADING_SILENT = 120.0
# The longest a download waits without a byte, with the Hub's own tries, is a few minutes.
LOADING_STILL = 300.0
# Processor seconds between two beats above which a child works: a beat itself costs far less.
AT_WORK = 0.02


class Watchdog:
    """One child's signs of life. `heard` and `made` are called by whoever reads its messages,
    `tick` by its watcher; each number has one writer, so no lock is needed."""

    def __init__(self, time_limit: float) -> None:
        """time_limit: seconds of its own time that a side may take."""
        self.patience = max(10.0, time_limit / 4)
        self.longest = max(60.0, 2 * time_limit)
        self.phase, self.cpu = "starting", 0.0
        # A command is under way; its visitor has asked it to stop.
        self.asked = self.stopping = False
        self._beats = self._results = 0
        self._seen = (0, 0, 0.0)
        self._silent = self._still = self._waited = self._stopped = 0.0

    def heard(self, phase: str, cpu: float) -> None:
        """A beat: "loading", "racing" or "idle", and processor seconds used so far."""
        self.phase, self.cpu = phase, cpu
        self._beats += 1

    def made(self) -> None:
        """A result came: steps of a race, or the end of a command."""
        self._results += 1

    def tick(self, seconds: float, stopped: bool = False) -> str:
        """Why the child is hung, in a word for the log; empty while it is not.

        seconds: since the last tick; stopped: the kernel says it was stopped by a signal.
        """
        # A watcher that was stopped itself (a frozen container, a laptop asleep) has seen nothing.
        seconds = min(seconds, 4 * TICK_SECONDS)
        beats, results, cpu = self._seen
        self._seen = (self._beats, self._results, self.cpu)
        result = self._results != results or not self._working
        beat = self._beats != beats or self._results != results
        self._silent = 0.0 if beat else self._silent + seconds
        self._still = 0.0 if result or self.cpu - cpu > AT_WORK else self._still + seconds
        self._waited = 0.0 if result else self._waited + seconds
        self._stopped = self._stopped + seconds if stopped else 0.0
        return self._why()

    @property
    def _working(self) -> bool:
        return self.asked or self.phase != "idle"

    def _why(self) -> str:
        loading = self.phase in ("starting", "loading")
        longest = self.longest / 2 if self.stopping else self.longest
        rules = (
            ("stopped", self._stopped >= STOPPED_SECONDS),
            ("silent", self._silent >= (LOADING_SILENT if loading else self.patience)),
            ("still", self._still >= (LOADING_STILL if loading else self.patience)),
            ("endless", not loading and self._waited >= longest),
        )
        return next((word for word, true in rules if true), "")


def stopped(pid: int) -> bool:
    """Whether the kernel says that a process was stopped by a signal; False where it does not say.

    A debugger's own stop ("t") does not count.
    """
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(") ")[2].startswith("T")
    except OSError:
        return False
