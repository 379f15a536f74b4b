"""The card and the film: their sizes, and every character drawn by a font that has it."""

from __future__ import annotations

import dataclasses
import io

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw

from demo.drawing.scene import CARD_SIZE
from demo.picture.card import _opening, card
from demo.picture.film import (
    LEAP,
    LINES,
    MOST_FRAMES,
    MOST_SECONDS,
    SIZE,
    _first,
    _tail,
    film,
    frames,
)
from demo.picture.lettering import faces
from demo.picture.lettering.lines import Span, measure, wrap
from demo.picture.lettering.signs import drawable
from demo.recording.file import from_json
from demo.recording.replay import slow_motion
from demo.settings import ROOT
from demo.words import page_words, picture_words, verdict_words
from demo.words.languages import LANGUAGES
from tests.scripted import ScriptedEngine, recorded
from tests.sharing.corpus import LONG, WHOLE, hostile
from tests.sharing.corpus import TEXTS as CORPUS

MIXED = ("数学四百四十七 龘𠮷 한국어 かな 🎉👩‍👩‍👧‍👦🇩🇪👍🏽 مرحبا بالعالم שלום "
         "हिन्दी สวัสดี e\u0301 a\u0301\u0489 "
         "x\u0301\u0302\u0303\u0304 𝟒𝟐 ﬁ \ue000 \u0378 \U0001f6ff")


@pytest.fixture
def drawn(monkeypatch):
    """Every (text, font) that Pillow is asked to draw."""
    found, whole = [], ImageDraw.ImageDraw.text

    def text(self, xy, text, fill=None, font=None, *more, **named):
        found.append((text, font))
        return whole(self, xy, text, fill, font, *more, **named)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    return found


@pytest.fixture(params=["this machine's fonts", "shipped fonts alone"])
def fonts(request, monkeypatch):
    faces._face_of.cache_clear()
    if request.param == "shipped fonts alone":
        monkeypatch.setattr(faces, "_machine", lambda: ())
    yield
    faces._face_of.cache_clear()


def covered(text, font):
    """By the font file itself, and not by what our own code believes of it."""
    cmap = TTFont(font.path, fontNumber=font.index, lazy=True).getBestCmap()
    return [c for c in text if ord(c) not in cmap]


@pytest.mark.parametrize("prompt", [*CORPUS, MIXED, LONG], ids=range(len(CORPUS) + 2))
def test_no_character_is_drawn_by_a_font_that_lacks_it(fonts, drawn, prompt):
    card(hostile(prompt), "zh")
    assert drawn and all(not covered(text, font) for text, font in set(drawn))


def test_our_own_words_need_no_font_of_the_machine(monkeypatch):
    monkeypatch.setattr(faces, "_machine", lambda: ())
    faces._face_of.cache_clear()
    for text in (repr(topic.words(name)) for name in LANGUAGES
                 for topic in (page_words, picture_words, verdict_words)):
        for character in set(text):
            assert faces.face_of(character) and faces.face_of(character, True), character
    faces._face_of.cache_clear()


def test_what_no_font_has_becomes_a_clear_sign(monkeypatch):
    monkeypatch.setattr(faces, "_machine", lambda: ())
    faces._face_of.cache_clear()
    assert drawable("a 🎉 b") == "a [party popper] b"
    assert drawable("हिन्दी भाषा!") == "[Devanagari] !"
    assert drawable("🇩🇪 👍🏽 𝟒𝟐 \u202eabc\x00") == "DE [thumbs up sign] 42 abc"
    assert drawable("x\u0301\u0302\u0303\u0304") == "x\u0301\u0302"
    assert drawable("\u0378") == "·"
    faces._face_of.cache_clear()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ["14 * 36?", "", WHOLE, LONG, MIXED, "ما هو 47 + 85؟ " * 40])
def test_the_card_is_a_png_of_the_size_that_links_show(language, text):
    picture = Image.open(io.BytesIO(body := card(hostile(text), language)))
    assert picture.size == CARD_SIZE == (1200, 630) and picture.format == "PNG"
    assert len(body) < 300_000


@pytest.mark.parametrize("text", [LONG, WHOLE, "words " * 900, "数" * 900, "مرحبا " * 300])
def test_a_text_of_any_length_stays_in_its_lines(text):
    lines = wrap([Span(text, 25, "#000000")], 700, 3)
    assert len(lines) <= 3 and all(sum(map(measure, line)) <= 700 for line in lines)
    assert len(lines) < 3 or lines[-1][-1].text.endswith("…")


def test_the_card_differs_by_language_and_by_result():
    one = recorded(ScriptedEngine(), "14 * 36?")
    other = recorded(ScriptedEngine(answers={"teacher": "Answer: 1", "student": "Answer: 2"}), "x")
    assert len({card(one, "en"), card(one, "zh"), card(other, "en")}) == 3


@pytest.fixture(scope="module")
def race():
    return recorded(ScriptedEngine(), "14 * 36 - 57?")


def ink(picture):
    """How much is written in the two cards."""
    cards = picture.convert("L").crop((20, 150, SIZE[0] - 20, 330))
    return sum(1 for value in cards.tobytes() if value < 128)


def test_the_answers_of_a_film_grow(race):
    written = [ink(picture) for _, picture in frames(race)]
    assert len(written) > 5 and written[0] == 0 and written == sorted(written)


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_film_plays_a_short_race_in_slow_motion_and_ends_on_the_verdict(race, kind):
    picture = Image.open(io.BytesIO(body := film(race, "en", kind)))
    assert picture.size == SIZE and len(body) < 300_000
    *delays, last = [seconds for seconds, _ in frames(race)]
    length = max(sum(a.seconds) + a.end_seconds for a in race.answers.values())
    shown = length * slow_motion(race)
    assert 3 <= shown <= 5 and abs(sum(delays[1:]) - shown) <= 0.05 and last == 5
    picture.seek(picture.n_frames - 1)
    wanted = list(frames(race))[-1][1]
    difference = ImageChops.difference(picture.convert("RGB"), wanted).convert("L")
    assert sum(difference.tobytes()) / len(difference.tobytes()) < 3  # the palette's rounding


def test_a_long_race_is_shown_faster_and_says_how_much(race, drawn):
    answers = {side: dataclasses.replace(a, seconds=tuple(s * 60 for s in a.seconds))
               for side, a in race.answers.items()}
    shown = list(frames(dataclasses.replace(race, answers=answers)))
    assert len(shown) <= MOST_FRAMES + 2
    assert sum(seconds for seconds, _ in shown[1:-1]) <= MOST_SECONDS + 0.1
    assert any("as fast as measured" in text for text, _ in drawn)


def test_hostile_text_makes_a_film_all_the_same():
    assert film(hostile(), "zh")[:6] == b"GIF89a"


@pytest.mark.parametrize("text", ["i" * 40_000, "word " * 8_000, "数" * 30_000, "a\n" * 20_000])
def test_a_film_of_a_long_answer_shows_its_end_and_draws_no_more_than_is_seen(race, drawn, text):
    answers = {side: dataclasses.replace(a, texts=(text, *a.texts[1:-1], " the very end"))
               for side, a in race.answers.items()}
    *_, (_, last) = frames(dataclasses.replace(race, answers=answers))
    said = "".join(text for text, _ in drawn)
    assert "very end" in said and last.size == SIZE
    assert all(len(_tail(text[:size])) <= 2 * LEAP for size in range(0, len(text), 997))


def test_a_short_answer_is_in_a_film_whole():
    for size in range(LEAP):
        assert len(_tail("x" * size)) == size


@pytest.mark.parametrize("name", ["1-a-list", "2-code", "3-chinese"])
def test_a_long_answers_film_stays_small(name):
    path = ROOT / "examples" / "recordings" / f"smollm2-{name}.json"
    recording = from_json(path.read_text(encoding="utf-8"))
    assert len(film(recording)) < 300_000


def test_code_keeps_its_indentation_and_prose_its_wrapping():
    code = Span("def f():\n    if x:\n\treturn 1\n" + " " * 99 + "deep", 14, "ink", indented=True)
    texts = ["".join(span.text for span in line) for line in wrap([code], 400, 9)]
    blank = "\u00a0"
    assert texts == ["def f():", 4 * blank + "if x:", 4 * blank + "return 1", 16 * blank + "deep"]
    plain = dataclasses.replace(code, indented=False)
    assert ["".join(span.text for span in line) for line in wrap([plain], 400, 9)] == [
        "def f():", "if x:", "return 1", "deep"]


def test_a_growing_answer_moves_on_in_leaps_and_rests_on_its_end():
    firsts = [_first(lines, False) for lines in range(1, 30)]
    assert all(0 <= lines - first <= LINES for lines, first in enumerate(firsts, 1))
    assert len(set(firsts)) < 8 and firsts == sorted(firsts)
    assert [_first(lines, True) for lines in (3, LINES, 20)] == [0, 0, 20 - LINES]


def test_a_card_shows_how_an_open_answer_begins_but_never_its_reasoning():
    recording = recorded(ScriptedEngine(), "Say it")
    answer = dataclasses.replace(
        recording.answers["teacher"], tokens=(1,), seconds=(0.1,), texts=(
            "<think>secret</think>\n## A **list**\n```python\ndef f():\n```\n> `quoted`",))
    recording = dataclasses.replace(
        recording, answers={**recording.answers, "teacher": answer},
        pair={"reasoning_open": "<think>", "reasoning_close": "</think>"})
    assert _opening(recording, answer) == "A list def f(): quoted"
    assert card(recording)
