"""The fields of the cost panel: what they begin with, and from what a visitor wrote to prices.

A field is text until it is read here, so a price may be anything: NaN, infinite, negative, a word.
Each is refused with one sentence that names its field, and nothing else is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.errors import UserError
from demo.page.claims import price_list, rebound
from demo.page.claims.price_list import Example
from demo.page.claims.token_costs import Hourly, Metered, Price, checked
from demo.pairs import Pair
from demo.recording.data import SIDES, Recording

KINDS = {"hour": ("hour",), "tokens": ("reading", "writing")}
PRICES = tuple(name for names in KINDS.values() for name in names)
LONGEST = 40  # characters of a field that are read
Fields = Mapping[str, str]
Texts = Mapping[str, Any]


@dataclass(frozen=True)
class Prices:
    """Those of both sides, in one currency, as of a day (ISO)."""

    sides: Mapping[str, Price]
    currency: str
    day: str


@dataclass(frozen=True)
class Usual:
    """What every field begins with, by its name, and the example that each side's price is."""

    fields: dict[str, str]
    examples: dict[str, list[Example]]


def usual(pair: Pair | None, sample: Recording | None) -> Usual:
    """Prices of the pair's file come first. An example in another currency is left out: nothing
    here knows an exchange rate."""
    own, tokens = price_list.of_pair(pair), price_list.metered()
    hour = price_list.hourly(sample)
    first = next(iter(own.values()), hour or tokens)
    fields = {"currency": first.currency, "date": first.date, "ratio": "", "elasticity": "1"}
    examples: dict[str, list[Example]] = {}
    for side in SIDES:
        known = [own[side]] if side in own else [e for e in (hour, tokens) if e]
        examples[side] = [e for e in known if e.currency == first.currency]
        fields |= {name_of(side, name): _first(examples[side], name) for name in PRICES}
        fields[name_of(side, "by")] = "tokens" if side in own else "hour"
    # One day for all: the oldest, for no price is older than that.
    fields["date"] = min((e.date for known in examples.values() for e in known),
                         default=first.date)
    return Usual(fields, examples)


def name_of(side: str, name: str) -> str:
    return f"{side}_{name}"


def _first(examples: list[Example], name: str) -> str:
    values = (getattr(example, name) for example in examples)
    return next((f"{value:g}" for value in values if value is not None), "")


def said(data: Any) -> dict[str, str]:
    """Fields as a browser sent them, or anybody else: texts by name, the rest left out."""
    pairs = data.items() if isinstance(data, dict) else ()
    return {key: value[: LONGEST + 1].strip() for key, value in pairs
            if isinstance(key, str) and isinstance(value, str)}


def read(fields: Fields, texts: Texts) -> Prices:
    """Raises UserError at the first field that is wrong, in the language of `texts`."""
    currency, day = fields.get("currency", "").upper(), fields.get("date", "")
    sides = {side: _price(fields, side, texts) for side in SIDES}
    if not re.fullmatch("[A-Z]{3}", currency):
        raise UserError(_wrong("bad_currency", "currency", fields.get("currency", ""), texts))
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UserError(_wrong("bad_date", "date", day, texts)) from None
    return Prices(sides, currency, day)


def _price(fields: Fields, side: str, texts: Texts) -> Price:
    by = fields.get(name_of(side, "by"), "")
    if by not in KINDS:
        raise UserError(texts["bad_kind"].format(
            field=label(side, texts["priced_by"], texts)))
    values = [_amount(fields, side, name, texts) for name in KINDS[by]]
    return Hourly(*values) if by == "hour" else Metered(*values)


def _amount(fields: Fields, side: str, name: str, texts: Texts) -> float:
    text = fields.get(name_of(side, name), "")
    field = label(side, texts["field"][name], texts)
    if not text:
        raise UserError(texts["empty_price"].format(field=field))
    try:
        price = checked(_number(text), field)
        if 0 < price < rebound.LEAST:
            raise UserError(field)
        return price
    except (UserError, ValueError):
        raise UserError(texts["bad_price"].format(field=field, text=text)) from None


def label(side: str, field: str, texts: Texts) -> str:
    return texts["of_side"].format(side=texts["sides"][side], field=field)


def _number(text: str) -> float:
    """Raises ValueError; "1_0" is no number that people write, and Python's float takes it."""
    if len(text) > LONGEST or "_" in text:
        raise ValueError(text)
    return float(text)


def _wrong(key: str, field: str, text: str, texts: Texts, **more: str) -> str:
    return texts[key].format(field=texts["field"][field], text=text, **more)


def elasticity(fields: Fields, texts: Texts) -> float:
    """Raises UserError."""
    text = fields.get("elasticity", "")
    try:
        return rebound.elasticity(_number(text))
    except (UserError, ValueError):
        raise UserError(_wrong("bad_elasticity", "elasticity", text, texts,
                               most=f"{rebound.STEEPEST:g}")) from None


def ratio(fields: Fields, texts: Texts) -> float | None:
    """The new price over the old, where somebody wrote one. Raises UserError."""
    text = fields.get("ratio", "")
    if not text:
        return None
    try:
        return rebound.price_ratio(_number(text))
    except (UserError, ValueError):
        raise UserError(_wrong("bad_ratio", "ratio", text, texts)) from None
