"""A recording as few bytes, for links: its columns apart, each as what it is, then LZMA.

Tokens are places in a table of those that occur; times are whole parts of a median step, counted
along the clock so that no error adds up; the teacher's shares are whole percents, its divergences
quarters of a doubling. All else is exact. No picture shows what is lost: any moment is off by half
a part at most.
"""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Hashable, Iterable, Iterator
from statistics import median
from typing import Any

from demo.recording.data import SIDES, Recording
from demo.recording.file import FORMAT, from_json, to_json
from demo.sharing.columns import Damaged, Reader, Table, Writer

FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 0, "pb": 0,
            "dict_size": 1 << 16}]  # which is what unpacking takes of memory
TICK = 1e-7  # seconds; what a recording's file keeps
NATS, PER_DOUBLING = 1e-5, 4
# Shares and divergences of the teacher's opinion, as whole numbers and back.
OPINIONS = {
    "probability": (lambda p: round(100 * p), lambda n: n / 100),
    "acceptance": (lambda p: round(100 * p), lambda n: n / 100),
    "kld": (lambda k: 0 if k < NATS else 1 + round(PER_DOUBLING * math.log2(k / NATS)),
            lambda n: round(NATS * 2 ** ((n - 1) / PER_DOUBLING), 7) if n else 0.0),
    "agrees": (int, bool),
}


def packed(recording: Recording, parts: int, asked: bool = True) -> bytes:
    """The recording with times in `parts` of a median step; asked: with all that each side read."""
    raw = json.loads(to_json(recording))
    tokens, instead, columns = Table(), Table(), Writer()
    for answer in _answers(raw):
        if not asked:
            answer.pop("asked", None)
        own = _pairs(answer.pop("tokens"), answer.pop("texts"))
        columns.number(len(own))
        columns.numbers(tokens.written(own))
        _write_times(columns, answer.pop("seconds"), parts)
    _write_fidelity(columns, raw["fidelity"], own, instead)
    del raw["format"]
    stream = Writer()
    stream.text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")))
    for table in (tokens, instead):
        _write_table(stream, table)
    return lzma.compress(bytes(stream.out + columns.out), lzma.FORMAT_RAW, filters=FILTERS)


def unpacked(data: bytes, most_bytes: int, most_tokens: int) -> Recording:
    """Raises Damaged for bytes that are none of ours, UserError for a recording that cannot be, and
    OverflowError where it unpacks to more than `most_bytes` or `most_tokens`."""
    machine = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=FILTERS)
    try:
        stream = machine.decompress(data, most_bytes + 1)
    except (lzma.LZMAError, EOFError) as error:
        raise Damaged(str(error)) from None
    if len(stream) > most_bytes:
        raise OverflowError
    try:
        raw = _raw(Reader(stream), most_tokens)
    except Damaged:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(str(error)) from None
    return from_json(json.dumps(raw))


def _raw(stream: Reader, most_tokens: int) -> dict[str, Any]:
    raw, left = json.loads(stream.text()), most_tokens
    tokens, instead = (_read_table(stream, most_tokens) for _ in range(2))
    own: list[Hashable] = []
    for answer in _answers(raw):
        length = stream.number()
        if (left := left - length) < 0:
            raise OverflowError
        own = tokens.read(stream.numbers(length))
        answer["tokens"], answer["texts"] = ([pair[i] for pair in own] for i in (0, 1))
        answer["seconds"] = _read_times(stream, length)
    _read_fidelity(stream, raw["fidelity"], own, instead)
    return {"format": FORMAT, **raw}


def _answers(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every answer, the student's of the newest turn last: its tokens are what fidelity is of."""
    for turn in raw["request"].get("earlier", ()):
        yield from (turn["answers"][side] for side in SIDES)
    yield from (raw["answers"][side] for side in SIDES)


def _pairs(tokens: Iterable[int], texts: Iterable[str]) -> list[Hashable]:
    """Tokens with their texts, in which NUL, which ends a text here, has no place."""
    return [(token, text.replace("\0", "\ufffd"))
            for token, text in zip(tokens, texts, strict=True)]


def _write_table(out: Writer, table: Table) -> None:
    out.number(len(table.entries))
    out.numbers(token for token, _ in table.entries)
    out.text("\0".join(text for _, text in table.entries))


def _read_table(stream: Reader, most: int) -> Table:
    length = stream.number()
    if length > most:
        raise OverflowError
    tokens, texts = stream.numbers(length), stream.text().split("\0")
    return Table(zip(tokens, texts if length else [], strict=True))


def _write_times(out: Writer, seconds: list[float], parts: int) -> None:
    ticks = [round(second / TICK) for second in seconds]
    unit = max(1, round(median(ticks[1:]) / parts)) if ticks[1:] else 1
    out.number(unit)
    out.number(ticks[0] if ticks else 0)
    out.numbers(_steps(ticks[1:], unit))


def _steps(ticks: list[int], unit: int) -> Iterator[int]:
    """Each step in whole units, such that their sum up to any step is right to half a unit."""
    clock = told = 0
    for tick in ticks:
        clock += tick
        step = max(0, round(clock / unit) - told)
        told += step
        yield step


def _read_times(stream: Reader, length: int) -> list[float]:
    unit, first = stream.number(), stream.number()
    steps = stream.numbers(max(0, length - 1))
    ticks = [first, *(unit * step for step in steps)][:length]
    return [round(tick * TICK, 7) for tick in ticks]


def _write_fidelity(
    out: Writer, fidelity: dict[str, Any], own: list[Hashable], instead: Table
) -> None:
    choices = _pairs(fidelity.pop("first"), fidelity.pop("instead"))
    out.number(len(choices))
    # 0 where the teacher would say the same; its table's own codes after that.
    out.numbers(0 if choice == said else 1 + instead.written([choice])[0]
                for choice, said in zip(choices, own, strict=bool(choices)))
    for name, (coded, _) in OPINIONS.items():
        out.numbers(map(coded, fidelity.pop(name)))


def _read_fidelity(
    stream: Reader, fidelity: dict[str, Any], own: list[Hashable], instead: Table
) -> None:
    length = stream.number()
    if length not in (0, len(own)):
        raise Damaged("its opinions are not one a token")
    codes = stream.numbers(length)
    choices = [instead.read([code - 1])[0] if code else said
               for code, said in zip(codes, own, strict=bool(length))]
    fidelity["first"], fidelity["instead"] = ([choice[i] for choice in choices] for i in (0, 1))
    for name, (_, meant) in OPINIONS.items():
        fidelity[name] = [meant(n) for n in stream.numbers(length)]
