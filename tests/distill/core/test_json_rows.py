"""People's files: read as they are meant, or refused in one sentence that says what to do."""

from __future__ import annotations

import json

import pytest

from demo.distill.own import prompt_file
from demo.distill.school.check import read_corrections
from demo.errors import UserError

A, B, C = ({"prompt": f"Name {n} rivers."} for n in ("two", "three", "four"))
TEXTS = ["Name two rivers.", "Name three rivers.", "Name four rivers."]
LINES = "\n".join(map(json.dumps, (A, B, C)))
TURN = {"role": "user", "content": "Name a lake."}
ANSWER = {"role": "assistant", "content": "Baikal."}


def read(tmp_path, data):
    path = tmp_path / "p.jsonl"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return prompt_file.read(path)


@pytest.mark.parametrize("data", [
    LINES, b"\xef\xbb\xbf" + LINES.encode(), LINES.encode("utf-16"), LINES.encode("utf-32"),
    b"\xfe\xff" + LINES.encode("utf-16-be"), LINES.replace("\n", "\r\n"), LINES.replace("\n", "\r"),
    f"\n\n{LINES}\n\n", json.dumps([A, B, C]), "[\n" + LINES.replace("\n", ",\n") + "\n]\n",
    json.dumps([A, B, C], indent=2), "\n".join(json.dumps(one, indent=2) for one in (A, B, C)),
    json.dumps(TEXTS), "\n".join(map(json.dumps, TEXTS)), LINES + "\n" + LINES,
    b"\xef\xbb\xbf" + json.dumps([A, B, C]).encode(),
])
def test_a_file_is_read_as_it_is_meant(tmp_path, data):
    found = read(tmp_path, data)
    assert [prompt.text for prompt in found.prompts] == TEXTS and found.complaints == []


@pytest.mark.parametrize(("row", "text", "left_off"), [
    ({"prompt": [TURN], "completion": [ANSWER]}, "Name a lake.", 0),
    ({"messages": [TURN, ANSWER]}, "Name a lake.", 1),
    ({"messages": [TURN, ANSWER, ANSWER]}, "Name a lake.", 1),
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": "Name a lake."}]}]},
     "Name a lake.", 0),
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, "b"]}]}, "a\nb", 0),
    ({"prompt": "Name a lake.", "messages": None}, "Name a lake.", 0),
    ({"prompt": "Name a lake.", "messages": []}, "Name a lake.", 0),
    ({"prompt": None, "messages": [TURN]}, "Name a lake.", 0),
    ({"prompt": "a\r\nb\rc"}, "a\nb\nc", 0), ({"prompt": "a\u2028b\tc"}, "a\u2028b\tc", 0),
])
def test_a_row_is_read_as_it_is_meant(tmp_path, row, text, left_off):
    found = read(tmp_path, json.dumps(row, ensure_ascii=False))
    assert [prompt.text for prompt in found.prompts] == [text]
    assert found.answers_left_off == left_off


@pytest.mark.parametrize(("data", "asked", "repeated"), [
    (LINES, 3, 0), (LINES + "\n" + LINES, 3, 3), (json.dumps([A, A, B, A]), 2, 2),
    (json.dumps([{"prompt": "Name a lake."}, {"messages": [TURN]}, {"messages": [TURN, ANSWER]}]),
     1, 2),
    (json.dumps(["a\r\nb", "a\nb"]), 1, 1), (json.dumps(["a", "a "]), 2, 0),
])
def test_prompts_that_are_asked_already_are_counted(tmp_path, data, asked, repeated):
    found = read(tmp_path, data)
    assert (len(found.prompts), found.repeated) == (asked, repeated)


@pytest.mark.parametrize(("row", "reason"), [
    ({"messages": [ANSWER]}, "must be the user's"), ({"messages": {"a": 1}}, "must be some text"),
    ({"messages": [TURN, {"role": "system", "content": "x"}]}, "must be the user's"),
    ({"messages": [{"role": "user", "content": None}]}, "content must be text"),
    ({"messages": [{"role": "user", "content": [{"type": "image", "image": "x"}]}]}, "type text"),
    ({"messages": [{"role": "user", "content": " "}]}, "empty"),
    ({"prompt": 3}, "must be some text"),
    ({"messages": [{"role": "</s>", "content": "x"}]}, '"role"'), ({"messages": ["x"]}, '"role"'),
    ({"instruction": "x", "output": "y"}, 'has "instruction", "output"'), ({}, "has nothing"),
    ({"prompt": "a\x1bb"}, "control characters"), ({"prompt": "\ud83d"}, "control characters"),
    (7, 'needs a "prompt"'), (None, 'needs a "prompt"'),
])
def test_a_row_that_is_no_prompt_is_left_out_with_its_reason(tmp_path, row, reason):
    found = read(tmp_path, LINES + "\n" + json.dumps(row))
    assert len(found.prompts) == 3
    (complaint,) = found.complaints
    assert complaint.startswith("p.jsonl, line 4 is left out: ") and reason in complaint
    assert "\n" not in complaint and complaint.endswith(".")


@pytest.mark.parametrize(("line", "reason"), [
    (b'{"prompt": ', "not JSON"), (b'{"prompt": "\xff"}', "not UTF-8"), (b"9" * 9000, "digits"),
    (b'{"prompt": "x", "meta": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", "nested too deep"),
])
def test_a_line_that_cannot_be_read_is_left_out_with_its_reason(tmp_path, line, reason):
    found = read(tmp_path, LINES.encode() + b"\n" + line + b"\n")
    (complaint,) = found.complaints
    assert len(found.prompts) == 3 and "line 4" in complaint and reason in complaint


@pytest.mark.parametrize(("data", "said"), [
    ("", "holds no prompt"), (" \n\n", "holds no prompt"), ("[]", "holds no prompt"),
    ("prompt,answer\nName two rivers.,Rhine\n", "csv.DictReader"),
    ("Name two rivers.\nName three rivers.\n", "2 of 2 rows"),
    (LINES.replace("\n", ",\n"), "2 of 3 rows"),
    ("[" + LINES.replace("\n", ","), "JSON array, but"),
    ("[" * 50_000, "nested too deep"), (LINES.encode("utf-16-le"), "null bytes"),
    (b"\xff\xfea", "broken UTF-16"), (b"PAR1\x00", "Parquet"), (b"\x1f\x8b\x08", "gzip"),
    (b"PK\x03\x04", "ZIP"), (json.dumps({"data": [A, B]}), 'has "data"'),
    (LINES + '\n{"text": "x"}' * 4, "4 of 7 rows"),
])
def test_a_file_that_is_hardly_understood_is_refused_whole(tmp_path, data, said):
    with pytest.raises(UserError) as caught:
        read(tmp_path, data)
    assert said in str(caught.value) and "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("read_file", [prompt_file.read, read_corrections])
def test_a_folder_and_no_file_are_one_sentence(tmp_path, read_file):
    with pytest.raises(UserError, match="is a folder: name the file"):
        read_file(tmp_path)
    with pytest.raises(UserError, match="cannot be read: No such file"):
        read_file(tmp_path / "none.jsonl")


def test_corrections_are_read_in_the_same_ways(tmp_path):
    path = tmp_path / "c.json"
    row = {"question": "2+2\r\nplease", "answer": "Answer:\u2028 4"}
    for data in (json.dumps([row]).encode(), json.dumps(row, ensure_ascii=False).encode("utf-16")):
        path.write_bytes(data)
        (found,), broken = read_corrections(path)
        assert (found.question, found.answer, broken) == ("2+2\nplease", "Answer:\u2028 4", [])
    path.write_text('{"question": "a", "answer": "b"}\n' + '{"question": "a"}\n' * 2)
    with pytest.raises(UserError, match="2 of 3 rows"):
        read_corrections(path)
