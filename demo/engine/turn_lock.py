"""A lock that is given in the order in which it was asked for."""

from __future__ import annotations

import threading
from collections import deque


class TurnLock:
    """As threading.Lock in a `with`, but whoever lets it go and asks again at once stands behind
    those who waited meanwhile: a list of prompts, or an exam, is many turns in a row, and Python's
    own lock may give all of them to the thread that has it."""

    def __init__(self) -> None:
        self._waiting: deque[threading.Event] = deque()
        self._held, self._mutex = False, threading.Lock()

    def __enter__(self) -> None:
        with self._mutex:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()  # it is handed over, and never free in between
            else:
                self._held = False
