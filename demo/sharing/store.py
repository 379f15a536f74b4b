"""Shared recordings on disk: immutable, found only by an id that cannot be guessed.

One file a recording: a line with the checksums, then the recording itself. It is written under a
temporary name, flushed to the disk and then renamed, so a crash leaves either the whole file or
none. Policy: what is shared is kept until its owner deletes it, because a link is a promise; when
the store is full, new recordings are refused and old ones stay. Nothing here can list them.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from demo.errors import UserError
from demo.recording import Recording, from_json, to_json

ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)  # 128 random bits in base64url
MAX_BYTES = 512_000  # one recording: some 8,000 tokens with what the teacher thought of each
MAX_COUNT = 20_000
MAX_TOTAL = 2_000_000_000
STALE_SECONDS = 3600.0  # a temporary file this old has lost its writer


class Missing(Exception):
    """There is nothing to show. `state`: "unknown", "deleted" or "damaged"."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True)
class Kept:
    """Where a recording is now, and the token that deletes it, which is not stored."""

    id: str
    token: str


class Store:
    """The recordings under one folder. Raises UserError when the folder cannot be used."""

    def __init__(
        self, folder: Path, most: int = MAX_COUNT, total: int = MAX_TOTAL, size: int = MAX_BYTES
    ) -> None:
        self.folder, self.most, self.total, self.size = folder, most, total, size
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            os.access(folder, os.W_OK) or _unusable(folder, "it cannot be written to")
        except OSError as error:
            _unusable(folder, error.strerror or str(error))

    def add(self, recording: Recording) -> Kept:
        """Keep a recording. Raises UserError when it is too large, or when the store is full."""
        body = to_json(recording).encode("utf-8", "replace")
        if len(body) > self.size:
            raise UserError(
                f"This comparison is {len(body) / 1e3:.0f} kB and at most {self.size / 1e3:.0f} "
                "can be shared here: download it instead."
            )
        from_json(body.decode())  # what could not be read back must not be promised
        kept = Kept(secrets.token_urlsafe(16), secrets.token_urlsafe(16))
        head = {"sha256": _digest(body), "delete": _digest(kept.token.encode())}
        with self._lock:
            self._room(len(body))
            self._write(self._path(kept.id), json.dumps(head).encode() + b"\n" + body)
        return kept

    def read(self, id: str) -> str:
        """The recording's JSON as it was written. Raises Missing."""
        head, body = self._found(id)
        if head.get("sha256") != _digest(body):
            raise Missing("damaged")
        return body.decode("utf-8", "replace")

    def get(self, id: str) -> Recording:
        """The recording itself. Raises Missing."""
        try:
            return from_json(self.read(id))
        except UserError:
            raise Missing("damaged") from None

    def stamp(self, id: str) -> int:
        """A number that is the same as long as the file is; tells a cache what it may keep.

        Raises Missing.
        """
        self._known(id)
        try:
            return self._path(id).stat().st_mtime_ns
        except OSError:
            raise Missing("unknown") from None

    def delete(self, id: str, token: str) -> None:
        """Delete for ever. Raises Missing, and UserError when the token is another one's."""
        head, _ = self._found(id)
        if not hmac.compare_digest(str(head.get("delete")), _digest(token.encode("utf-8"))):
            raise UserError("This is not the delete token of this comparison: check it.")
        # The mark comes first: whatever happens then, the recording is not shown again.
        self._write(self._mark(id), b"")
        self._path(id).unlink(missing_ok=True)

    def _found(self, id: str) -> tuple[dict, bytes]:
        self._known(id)
        try:
            raw = self._path(id).read_bytes()
        except OSError:
            raise Missing("unknown") from None
        first, _, body = raw.partition(b"\n")
        try:
            head = json.loads(first)
        except ValueError:
            raise Missing("damaged") from None
        if not isinstance(head, dict):
            raise Missing("damaged")
        return head, body

    def _known(self, id: str) -> None:
        if not ID.fullmatch(id):
            raise Missing("unknown")
        if self._mark(id).exists():
            raise Missing("deleted")

    def _path(self, id: str) -> Path:
        assert ID.fullmatch(id), "no path may be made from what is no id"
        return self.folder / f"{id}.json"

    def _mark(self, id: str) -> Path:
        return self._path(id).with_suffix(".gone")

    def _room(self, size: int) -> None:
        entries = [entry for entry in os.scandir(self.folder) if not entry.name.endswith(".part")]
        used = sum(entry.stat().st_size for entry in entries)
        if len(entries) >= self.most or used + size > self.total:
            raise UserError("No more comparisons can be shared here, as the store is full: "
                            "download this one instead.")

    def _write(self, path: Path, data: bytes) -> None:
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            write_durably(temporary, path, data)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise UserError(f"It could not be stored ({error.strerror}), and nothing else was "
                            "lost: download it instead.") from None

    def _sweep(self) -> None:
        for path in self.folder.glob("*.part"):
            with contextlib.suppress(OSError):  # another process may sweep as well
                if time.time() - path.stat().st_mtime > STALE_SECONDS:
                    path.unlink()


def write_durably(temporary: Path, path: Path, data: bytes) -> None:
    """All of `data` at `path`, on the disk, or nothing at all there. Raises OSError."""
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    # The new name itself must be on the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unusable(folder: Path, why: str) -> None:
    raise UserError(f"DATA_DIR {folder.parent} cannot be used ({why}): name another folder.")
