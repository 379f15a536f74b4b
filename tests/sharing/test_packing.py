"""Packed columns: what a link keeps of a long comparison, and what no stranger's bytes can do."""

import base64
import dataclasses
import lzma
import random

import pytest

from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Fidelity, Recording, Request, Turn
from demo.recording.metrics import numbers, ratios
from demo.sharing import links, packing
from demo.sharing.columns import Damaged, Reader, Table, Writer

WORDS = [" the", " a", " wheel", ",", ".", " turns", " and", "\n", " 自行车", "🚲", " \ufffd"]


def answer(side, rng, length):
    picked = [rng.randrange(len(WORDS)) if rng.random() < 0.4 else None for _ in range(length)]
    texts = tuple(WORDS[n] if n is not None else f" w{rng.randrange(300)}" for n in picked)
    return Answer(
        side, prompt_tokens=40, tokens=tuple(hash(text) % 49_000 for text in texts), texts=texts,
        seconds=(0.4123456, *(round(rng.lognormvariate(-3, 0.1), 7) for _ in texts[1:]))[:length],
        end="max_tokens", asked=f"<user>{'why? ' * 20}<{side}>")


def comparison(length, turns=0, seed=0):
    rng = random.Random(seed)
    answers = {side: answer(side, rng, length) for side in SIDES}
    earlier = tuple(Turn(f"question {n}", {side: answer(side, rng, 20) for side in SIDES})
                    for n in range(turns))
    said = answers["student"]
    first = tuple(t if rng.random() < 0.8 else 7 for t in said.tokens)
    fidelity = Fidelity(
        *(tuple(round(rng.random() * most, 5) for _ in range(length)) for most in (1, 9, 1)),
        tuple(f == t for f, t in zip(first, said.tokens, strict=True)), first,
        tuple(text if f == t else " other"
              for f, t, text in zip(first, said.tokens, said.texts, strict=True)))
    return Recording(Request("why?", earlier=earlier), answers, {"name": "p"}, fidelity=fidelity)


@pytest.mark.parametrize("length", [0, 1, 2, 100, 512])
@pytest.mark.parametrize("turns", [0, 2])
def test_texts_and_tokens_come_back_the_same_and_times_within_half_a_part(length, turns):
    whole = comparison(length, turns)
    again = packing.unpacked(packing.packed(whole, 1000), 64_000, 3_000)
    pairs = [(whole.answers, again.answers), *(
        (a.answers, b.answers) for a, b in
        zip(whole.request.earlier, again.request.earlier, strict=True))]
    for one, other in pairs:
        for side in SIDES:
            a, b = one[side], other[side]
            assert (a.tokens, a.texts, a.end, a.asked) == (b.tokens, b.texts, b.end, b.asked)
            steps = sorted(a.seconds[1:])
            half = (steps[len(steps) // 2] if steps else 0) / 1000 / 2 + 2e-7
            assert all(abs(x - y) <= half for x, y in zip(a.times, b.times, strict=True))
    assert (again.fidelity.first, again.fidelity.instead, again.fidelity.agrees) == (
        whole.fidelity.first, whole.fidelity.instead, whole.fidelity.agrees)
    for a, b in zip(whole.fidelity.probability, again.fidelity.probability, strict=True):
        assert abs(a - b) <= 0.00501


def test_512_tokens_a_side_fit_in_a_link_and_show_the_same_numbers():
    whole = comparison(512)
    code = links.pack(whole)
    assert code.startswith("2") and len(code) <= links.MAX_CODE
    again = links.unpack(code)
    for side in SIDES:
        a, b = numbers(whole.answers[side]), numbers(again.answers[side])
        for name in ("ttft", "tpot", "e2e", "itl_median", "itl_p95"):
            assert getattr(b, name) == pytest.approx(getattr(a, name), rel=0.005)
    assert ratios(again).speed == pytest.approx(ratios(whole).speed, rel=0.001)


def test_what_is_short_is_kept_exactly():
    whole = comparison(20)
    assert links.unpack(links.pack(whole)) == whole


def test_no_strangers_bytes_do_anything_but_be_refused():
    rng, code = random.Random(1), links.pack(comparison(512))
    data = bytearray(base64.urlsafe_b64decode(code[1:] + "=" * (-len(code[1:]) % 4)))
    stream = bytearray(lzma.decompress(bytes(data), lzma.FORMAT_RAW, filters=packing.FILTERS))
    for _ in range(300):
        broken = bytearray(stream)
        for _ in range(rng.randrange(1, 6)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        made = lzma.compress(bytes(broken[: rng.randrange(1, len(broken))]), lzma.FORMAT_RAW,
                             filters=packing.FILTERS)
        for bytes_ in (made, bytes(data[: rng.randrange(len(data))])):
            coded = "2" + base64.urlsafe_b64encode(bytes_).rstrip(b"=").decode()
            try:
                links.unpack(coded)
            except UserError as error:
                assert str(error).endswith(".")


def test_a_table_gives_no_entry_that_it_has_not_got():
    table = Table()
    column = table.written("abca")
    assert column == [0, 0, 0, 1] and Table("abc").read(column) == list("abca")
    for bad in ([1], [0, 3], [0, 0, 0, 0]):
        with pytest.raises(Damaged):
            Table("abc").read(bad)


@pytest.mark.parametrize("column", [[], [0], [255, 256, 2**53], [1] * 9])
def test_columns_and_numbers_come_back(column):
    out = Writer()
    out.numbers(column)
    out.number(2**40)
    out.text("é\ud800")
    read = Reader(bytes(out.out))
    assert read.numbers(len(column)) == column and read.number() == 2**40
    assert read.text() == "é?"
    with pytest.raises(Damaged):
        read.number()


def test_what_each_side_was_asked_is_left_out_before_the_link_grows_too_long(monkeypatch):
    whole = comparison(300)
    asked = "".join(chr(0x4E00 + i * 7919 % 20000) for i in range(1500))
    answers = {side: dataclasses.replace(a, asked=asked) for side, a in whole.answers.items()}
    again = links.unpack(links.pack(dataclasses.replace(whole, answers=answers)))
    assert again.answers["teacher"].asked == "" and len(again.answers["teacher"].tokens) == 300
