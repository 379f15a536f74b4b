"""Every kind of file from the command line, hostile text inside; bad wishes in one sentence."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image

from demo.errors import UNPRINTABLE, UserError, printable
from demo.recording.file import from_json, to_json
from demo.settings import Settings
from demo.sharing import export_command, markdown_export, record_gallery
from demo.sharing.__main__ import main
from demo.sharing.export_formats import KINDS, take
from demo.sharing.recording_lookup import RecordingLookup
from tests.scripted import ScriptedEngine, recorded
from tests.sharing.corpus import TEXTS, WHOLE, hostile


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "hostile.json"
    path.write_text(to_json(hostile()), encoding="utf-8", errors="replace")
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_whole(file, tmp_path, capsys, kind, language):
    out = tmp_path / f"out.{kind}"
    main(["export", str(file), "-o", str(out), "--lang", language])
    said = json.loads(capsys.readouterr().out)
    assert said["bytes"] == out.stat().st_size > 1000 and [p.name for p in tmp_path.iterdir()] == [
        out.name]
    if KINDS[kind].media.startswith("image/"):
        assert Image.open(io.BytesIO(out.read_bytes())).format.lower() == kind


def test_the_json_is_the_recording_again(file, tmp_path):
    main(["export", str(file), "-o", str(tmp_path / "a.json")])
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert from_json(text) == from_json(file.read_text(encoding="utf-8"))


def test_the_html_holds_hostile_text_as_text(file):
    page = take(hostile(), "html").decode()
    assert "<script>window.hit" not in page and "<img src=x" not in page
    # Nothing in the page names another place to fetch from.
    assert not re.findall(r'<(?:link|img|script|iframe)[^>]+(?:src|href)="(?!data:)', page)


@pytest.mark.parametrize("text", [*TEXTS, WHOLE, "````\n# out\n`````", "```\nx"])
def test_no_text_leaves_its_fence_in_markdown(text):
    block = markdown_export.fenced(text)
    fence, *_, last = block.split("\n")
    assert last == fence.removesuffix("text") and set(last) == {"`"}
    assert last not in "\n".join(block.split("\n")[1:-1])


@pytest.mark.parametrize("text", [
    "\x1b[2J\x1b[31m", "\x9b2J", "\x00", "a\bb", "\x7f", "\x1b]0;x\x07",
])
def test_markdown_drops_what_a_terminal_would_obey(text):
    made = markdown_export.markdown(hostile(text + "kept\tkept\r\nkept\rkept"))
    assert not UNPRINTABLE.search(made) and "kept\tkept\nkept\nkept" in made


OSC = "\x1b]0;owned\x07\x9b2J\u202e"


@pytest.mark.parametrize("change", [
    lambda raw: raw["request"].update({OSC: 1}), lambda raw: raw["device"].update({OSC: {}}),
    lambda raw: raw["pair"].update({OSC: []}), lambda raw: raw["versions"].update({OSC: -1}),
    lambda raw: raw["answers"]["teacher"].update(end=OSC), lambda raw: raw.update(format=OSC),
    lambda raw: raw["fidelity"].update({OSC: [1]}), lambda raw: raw["answers"].pop("student"),
    lambda raw: raw["answers"]["teacher"]["memory"].update({OSC: OSC}),
    lambda raw: raw["pair"].update({OSC * 10_000: []}), lambda raw: raw.update(version=10**4000),
])
def test_a_complaint_about_a_hostile_file_holds_nothing_that_a_terminal_obeys(tmp_path, change):
    raw = json.loads(to_json(recorded(ScriptedEngine(), "x")))
    change(raw)
    file = tmp_path / "a.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["export", str(file), "-o", str(tmp_path / "a.md")])
    said = str(ended.value)
    assert said.startswith("This ") and not UNPRINTABLE.search(said) and len(said) <= 2000


@pytest.mark.parametrize("name", ["\x1b[2J.json", "a\x9b.json"])
def test_a_hostile_name_of_a_file_is_not_obeyed_either(tmp_path, name):
    (tmp_path / name).write_bytes(b"\xff")
    for out in ("a.md", "a\x1b.pdf", "no/\x1b/a.md"):
        with pytest.raises(SystemExit) as ended:
            main(["export", str(tmp_path / name), "-o", str(tmp_path / out)])
        assert not UNPRINTABLE.search(str(ended.value))


def test_what_is_printed_of_an_answer_is_not_obeyed():
    text = printable("4\x1b[2J\u202e\ud800 ok\n\t完👍")
    assert text == "4\ufffd[2J\ufffd\ufffd ok\n\t完👍" and text.encode()


def test_names_start_nothing_in_markdown():
    found = markdown_export.line("[x](javascript:1) <img src=x> `a` | \\[y] http://evil.example")
    for start in ("[x", "<img", "`a", "| ", "://"):
        assert not re.search(r"(?<!\\)" + re.escape(start), found), start


def test_markdown_has_both_answers_the_numbers_and_the_link_when_it_is_known(tmp_path):
    found = recorded(ScriptedEngine(), "14 * 36 - 57?")
    settings = Settings(data_dir=tmp_path, base_url="https://a.example")
    kept = RecordingLookup(settings).keep(found)
    recording, place = export_command.opened_as(kept.id, settings)
    text = markdown_export.markdown(recording, "en", place)
    assert text.count("504 − 57 = 447.") == 2 and "| output speed | 96 tok/s | 189 tok/s |" in text
    assert f"https://a.example/s/{kept.id}" in text
    assert "](" not in markdown_export.markdown(recording)


@pytest.mark.parametrize("name, out, words", [
    ("nothing", "a.html", "no file and no shared comparison"),
    ("../nothing/here.json", "a.html", "no file and no shared comparison"),
    ("A" * 5000, "a.html", "damaged"), ("{file}", "a.pdf", "must end in one of"),
    ("{file}", "a", "must end in one of"), ("{bad}", "a.md", "not valid JSON"),
    ("{binary}", "a.md", "not UTF-8"), ("{huge}", "a.md", "at most 8 MB"),
    ("{file}", "no/such/folder/a.md", "cannot be written"),
])
def test_a_bad_wish_is_answered_in_one_sentence(file, tmp_path, name, out, words):
    made = {"bad": b"[", "binary": b"\xff\xfe\x00", "huge": b" " * 8_000_001}
    for stem, body in made.items():
        (tmp_path / stem).write_bytes(body)
    paths = {stem: str(tmp_path / stem) for stem in made}
    with pytest.raises(SystemExit) as ended:
        main(["export", name.format(file=file, **paths), "-o", str(tmp_path / out)])
    assert words in str(ended.value) and "\n" not in str(ended.value)
    assert not (tmp_path / out).exists()


class Scripted:
    """Answers as a pair would: the student slips in the third question that it is asked."""

    def __init__(self):
        self.asked, self.pairs = [], set()

    def __call__(self, request, pair):
        self.pairs.add(pair)
        if request.prompt not in self.asked:
            self.asked.append(request.prompt)
        slip = self.asked.index(request.prompt) >= 2
        right = self.right(request.prompt)
        answers = {"teacher": right, "student": "Answer: no" if slip else right}
        return recorded(ScriptedEngine(answers=answers), request.prompt)

    @staticmethod
    def right(prompt):
        asked = record_gallery.exam(record_gallery.SUBJECTS["add"], record_gallery.TEST, 5, 0)
        return next((question.worked for question in asked if question.text == prompt), "Answer: 1")


def test_the_gallery_is_recorded_in_one_go_and_the_slip_is_graded(tmp_path):
    entries = [record_gallery.Entry("one", prompt="47 写成汉字", pair="another"),
               record_gallery.Entry("slip", slip_in=("add",), tries=5)]
    record_gallery.record(entries, compare := Scripted(), 60.0, tmp_path)
    found = {p.stem: from_json(p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()}
    assert set(found) == {"one", "slip"} and found["one"].request.prompt == "47 写成汉字"
    assert found["slip"].answers["student"].text == "Answer: no" and len(compare.asked) == 3
    assert compare.pairs == {"another", ""}


def test_a_slip_that_is_not_found_writes_nothing(tmp_path):
    entries = [
        record_gallery.Entry("one", prompt="1"),
        record_gallery.Entry("slip", slip_in=("add",), tries=1),
    ]
    with pytest.raises(UserError, match="did not slip in 1 questions"):
        record_gallery.record(entries, Scripted(), 60.0, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_shipped_list_is_a_good_one():
    entries = record_gallery.read(Settings().recordings_folder / "list.toml")
    prompts = " ".join(entry.prompt for entry in entries)
    assert len(entries) >= 6 and any(entry.slip_in for entry in entries)
    assert re.search("[一-鿿]", prompts) and re.search("[a-z]", prompts)


@pytest.mark.parametrize("text, words", [
    ("", "recording"), ("[[recording]]\nname = '../x'\nprompt = 'a'", "no name for a file"),
    ("[[recording]]\nname = 'x'", "either a prompt or slip_in"),
    ("[[recording]]\nname = 'x'\nslip_in = ['magic']", "no subject magic"),
    ("[[recording]]\nname = 'x'\nprompt = 'a'\nshell = 'b'", "unknown key shell"), ("[[", "list"),
])
def test_a_bad_list_is_refused_with_its_reason(tmp_path, text, words):
    (tmp_path / "list.toml").write_text(text)
    with pytest.raises(UserError, match=words):
        record_gallery.read(tmp_path / "list.toml")
