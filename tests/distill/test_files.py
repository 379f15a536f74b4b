"""A file is whole or it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.distill.files import read_json, read_lines, write_atomically, write_json, write_lines
from demo.errors import UserError


def test_a_failed_write_leaves_the_old_file(tmp_path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"kept": 1})

    def fails(part: Path) -> None:
        part.write_text("half")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        write_atomically(path, fails)
    assert read_json(path) == {"kept": 1} and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"kept": 1})
    with pytest.raises(UserError, match=r"^The disk of .* is full: free some space") as caught:
        write_atomically(path, lambda part: Path("/dev/full").write_bytes(b"more"))
    assert "\n" not in str(caught.value)
    assert read_json(path) == {"kept": 1}


def test_lines_come_back_as_they_were(tmp_path) -> None:
    rows = [{"a": "四十七"}, {"b": [1, 2]}]
    write_lines(tmp_path / "rows.jsonl", rows)
    assert read_lines(tmp_path / "rows.jsonl") == rows
