"""What a local teacher has said and no shard holds yet: one line an answer, as each ends.

Targets are read in one pass over a finished answer; decoding it is what takes long, so a kill
loses the answers that were still being decoded and no other.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from demo.distill.core.stage_files import append_line

Said = tuple[list[int], bool]  # the tokens of an answer, its end included, and whether it ended


class Journal:
    """One file a process writes; all that are there are read. Lines that are torn count as
    nothing: their prompts are asked again."""

    def __init__(self, folder: Path, process: int = 0) -> None:
        self.folder, self.path = folder, folder / f"local-{process}.said"
        self.said: dict[str, Said] = {}
        for path in sorted(folder.glob("*.said")):
            for line in path.read_bytes().splitlines():
                self._read(line)

    def _read(self, line: bytes) -> None:
        try:
            row = json.loads(line)
            tokens, ended = [int(token) for token in row["tokens"]], bool(row["ended"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        self.said[row["id"]] = tokens, ended

    def add(self, prompt: str, tokens: list[int], ended: bool) -> None:
        self.said[prompt] = tokens, ended
        append_line(self.path, {"id": prompt, "tokens": tokens, "ended": ended})
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Of every process, once all that was said is in shards."""
        self.said.clear()
        for path in self.folder.glob("*.said"):
            path.unlink(missing_ok=True)
