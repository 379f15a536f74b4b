"""A file is whole or it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.distill.core.stage_files import (
    append_line,
    read_json,
    read_lines,
    write_atomically,
    write_json,
    write_lines,
)
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


@pytest.mark.parametrize("held", [b"", b'{"a": 1}\n', b'{"a": 1}\n{"b', b"{torn"])
def test_a_line_is_added_to_what_is_whole(tmp_path, held) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(held)
    append_line(path, {"c": "四"})
    assert path.read_bytes().startswith(held[: held.rfind(b"\n") + 1])
    assert read_lines(path)[-1] == {"c": "四"} and len(read_lines(path)) == 1 + held.count(b"\n")


@pytest.mark.parametrize("held", [b'{"a": 1}\n{torn\n{"b": 2}\n', b'{"a": 1}\n[1]\n', b"\xff\n",
                                  b"[" * 100_000 + b"\n"])
def test_a_damaged_line_is_one_sentence_with_its_number(tmp_path, held) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(held)
    with pytest.raises(UserError, match=r"rows.jsonl, line [12] is damaged"):
        read_lines(path)


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_damaged_object_is_one_sentence(tmp_path, held) -> None:
    (tmp_path / "a.json").write_bytes(held)
    with pytest.raises(UserError, match="a.json is damaged: put a good copy there"):
        read_json(tmp_path / "a.json")


def test_lines_come_back_as_they_were(tmp_path) -> None:
    rows = [{"a": "四十七"}, {"b": [1, 2]}]
    write_lines(tmp_path / "rows.jsonl", rows)
    assert read_lines(tmp_path / "rows.jsonl") == rows
