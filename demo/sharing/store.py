"""Shared recordings on disk: immutable, found only by an id that cannot be guessed.

One file a recording: a line with the checksums, then the recording itself. It is written under a
temporary name, flushed to the disk and then renamed, so a crash leaves either the whole file or
none. Policy: what is shared is kept until its owner deletes it, because a link is a promise; when
the store is full, new recordings are refused and old ones stay. Nothing here can list them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import json
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.durable_files import make_folder, sync, write_durably
from demo.errors import UserError
from demo.recording.file import from_json, to_json
from demo.sharing.store_census import Census

log = logging.getLogger(__name__)
ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)  # 128 random bits in base64url
EXAMPLE = "example-"  # what the names of shipped ones begin with
LONGEST_KEY = 100  # of an id or a name; a packed recording is several times longer
MAX_BYTES = 512_000  # one recording: some 8,000 tokens with what the teacher thought of each
MAX_COUNT = 20_000
MAX_TOTAL = 2_000_000_000
FULL = ("No more comparisons can be shared here, as the store is full: download this one instead.")


class Missing(Exception):
    """There is nothing to show. `state`: "unknown", "deleted", "damaged" or "unreadable"."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class WrongToken(UserError):
    """Only its own token deletes a comparison."""


class NotDeleted(UserError):
    """The token is right, and the disk refused: the comparison is still there."""


@dataclass(frozen=True)
class Kept:
    """Where a recording is now, and the token that deletes it, which is not stored."""

    id: str
    token: str


@dataclass(frozen=True)
class Codec:
    """What is kept, as text and back; `read` raises UserError for what is none. what: its name in
    sentences."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    what: str


RECORDINGS = Codec(to_json, from_json, "comparison")


class Store:
    """The recordings under one folder, or what another codec writes. Raises UserError when the
    folder cannot be used."""

    def __init__(
        self, folder: Path, most: int = MAX_COUNT, total: int = MAX_TOTAL, size: int = MAX_BYTES,
        codec: Codec = RECORDINGS,
    ) -> None:
        self.folder, self.size, self._codec = folder, size, codec
        try:
            make_folder(folder)
            self._census = Census(folder, most, total)
            os.access(folder, os.W_OK) or _unusable(folder, "it cannot be written to")
        except OSError as error:
            _unusable(folder, error.strerror or str(error))

    def add(self, recording: Any) -> Kept:
        """Keep a recording. Raises UserError when it is too large, when the store is full, or when
        the disk refuses it."""
        body = self._codec.write(recording).encode("utf-8", "replace")
        if len(body) > self.size:
            raise UserError(
                f"This {self._codec.what} is {len(body) / 1e3:.0f} kB and at most "
                f"{self.size / 1e3:.0f} can be shared here: download it instead."
            )
        self._codec.read(body.decode())  # what could not be read back must not be promised
        kept = Kept(secrets.token_urlsafe(16), secrets.token_urlsafe(16))
        head = {"sha256": _digest(body), "delete": _digest(kept.token.encode())}
        data = json.dumps(head).encode() + b"\n" + body
        with self._room(len(data)), _told():
            self._write(self._path(kept.id), data)
        return kept

    def read(self, id: str) -> str:
        """The recording's JSON as it was written. Raises Missing."""
        head, body = self._found(id)
        if head.get("sha256") != _digest(body):
            raise Missing("damaged")
        return body.decode("utf-8", "replace")

    def get(self, id: str) -> Any:
        """The recording itself. Raises Missing."""
        try:
            return self._codec.read(self.read(id))
        except UserError:
            raise Missing("damaged") from None

    def stamp(self, id: str) -> int:
        """A number that is the same as long as the file is; tells a cache what it may keep.

        Raises Missing.
        """
        self._known(id)
        with _readable():
            return self._path(id).stat().st_mtime_ns

    def delete(self, id: str, token: str) -> None:
        """Delete for ever. Raises Missing, WrongToken, or NotDeleted when the disk refuses."""
        head, _ = self._found(id)
        if not hmac.compare_digest(str(head.get("delete")), _digest(token.encode("utf-8"))):
            raise WrongToken("This is not the delete token of this comparison: check it.")
        try:
            self._withdraw(id)
        except OSError as error:
            log.error("%s could not be deleted (%s)", id, error)
            raise NotDeleted(f"It could not be deleted now ({error.strerror}) and is still shared: "
                             "try again later.") from None

    def _withdraw(self, id: str) -> None:
        """The mark comes first: whatever happens then, the recording is not shown again."""
        try:
            self._write(self._mark(id), b"")
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            # A disk too full for a mark has room for one when the recording is gone.
            self._unlink(id)
            with contextlib.suppress(OSError):
                self._write(self._mark(id), b"")
            return
        try:
            self._unlink(id)
        except OSError as error:
            # The mark holds, and the next start removes what it marks.
            log.warning("%s is deleted, and its file stays until the next start (%s)", id, error)

    def _unlink(self, id: str) -> None:
        path = self._path(id)
        with contextlib.suppress(FileNotFoundError):  # somebody else deletes it as well
            size = path.stat().st_size
            path.unlink()
            self._census.gone(size)
            sync(self.folder)

    def _found(self, id: str) -> tuple[dict, bytes]:
        self._known(id)
        with _readable():
            raw = self._path(id).read_bytes()
        first, _, body = raw.partition(b"\n")
        try:
            head = json.loads(first)
        except (ValueError, RecursionError):
            raise Missing("damaged") from None
        if not isinstance(head, dict):
            raise Missing("damaged")
        return head, body

    def _known(self, id: str) -> None:
        if not ID.fullmatch(id):
            raise Missing("unknown")
        with contextlib.suppress(FileNotFoundError), _readable(FileNotFoundError):
            self._mark(id).stat()
            raise Missing("deleted")

    def _path(self, id: str) -> Path:
        assert ID.fullmatch(id), "no path may be made from what is no id"
        return self.folder / f"{id}.json"

    def _mark(self, id: str) -> Path:
        return self._path(id).with_suffix(".gone")

    @contextlib.contextmanager
    def _room(self, size: int) -> Iterator[None]:
        """Room for one more while it is being written. Raises UserError when there is none."""
        with _told():
            if not self._census.take(size):
                raise UserError(FULL)
        try:
            yield
        except BaseException:
            self._census.gone(size)
            raise

    def _write(self, path: Path, data: bytes) -> None:
        """Raises OSError. A folder that was taken away while we run is made again."""
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            write_durably(temporary, path, data)
        except FileNotFoundError:
            log.warning("%s was taken away, and is made again", self.folder)
            make_folder(self.folder)
            write_durably(temporary, path, data)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A disk that refuses, as one sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(f"It could not be stored ({error.strerror}), and nothing else was "
                        "lost: download it instead.") from None


@contextlib.contextmanager
def _readable(*passed: type[OSError]) -> Iterator[None]:
    """What is not there is unknown; what is there and cannot be read now is another thing."""
    try:
        yield
    except passed:
        raise
    except FileNotFoundError:
        raise Missing("unknown") from None
    except OSError as error:
        log.error("a stored comparison cannot be read (%s)", error)
        raise Missing("unreadable") from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unusable(folder: Path, why: str) -> None:
    raise UserError(f"DATA_DIR {folder.parent} cannot be used ({why}): name another folder.")
