"""The table of a side that answers over the network, in pair.toml."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from demo.errors import UserError
from demo.pairs.pair import ModelSpec, RemoteModel

KEYS = {"name", "model", "endpoint", "key", "price_in", "price_out", "currency", "price_date",
        "headers", "body", "omit", "longest_as", "stop"}
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
# What a request is made of here, and no option of a pair's.
OWN = {"model", "messages", "stream", "stream_options"}
SECRET = re.compile(r"authorization|api-?key|cookie|token|secret", re.IGNORECASE)


def spec(table: dict[str, Any], side: str, path: Path) -> ModelSpec:
    """Raises UserError in one sentence with what to change."""
    where = f"{path}: [{side}] "
    if unknown := sorted(set(table) - KEYS):
        raise UserError(f"{where}unknown key {unknown[0]!r} beside endpoint; known are "
                        f"{', '.join(sorted(KEYS))}.")
    model = _text(table, "model", where)
    name = _text(table, "name", where, model.rsplit("/")[-1])
    if not model or not name:
        raise UserError(f"{where}model must name the model that the endpoint is to answer with.")
    return ModelSpec(side=side, name=name, model=model, stop=_stops(table, where),
                     remote=_remote(table, where))


def _remote(table: dict[str, Any], where: str) -> RemoteModel:
    key = _text(table, "key", where, "")
    if key and not VARIABLE.fullmatch(key):
        raise UserError(f"{where}key must be the name of an environment variable, such as "
                        "OPENAI_API_KEY, and never the key itself.")
    prices = [_price(table, name, where) for name in ("price_in", "price_out")]
    currency = _text(table, "currency", where, "USD")
    if any(prices) and not re.fullmatch(r"[A-Z]{3}", currency):
        raise UserError(f"{where}currency must be three letters, such as USD.")
    headers, body = _headers(table, where), _table(table, "body", where)
    if odd := sorted(set(body) & OWN):
        raise UserError(f"{where}body must not hold {odd[0]!r}, which is set for each question.")
    return RemoteModel(
        endpoint=_endpoint(_text(table, "endpoint", where), where), key=key, price_in=prices[0],
        price_out=prices[1], currency=currency, headers=headers, body=body,
        price_date=_text(table, "price_date", where, ""), omit=_texts(table, "omit", where),
        longest_as=_text(table, "longest_as", where, "max_tokens"))


def _endpoint(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port is not False
    except ValueError:
        sound, parts = False, urlsplit("")
    if not sound or parts.username or parts.password or parts.query or parts.fragment:
        raise UserError(f"{where}endpoint must be an address such as https://api.example.org/v1, "
                        "without user, password or ?query.")
    return url.rstrip("/")


def _price(table: dict[str, Any], name: str, where: str) -> float:
    value = table.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not (
            0 <= value < math.inf):
        raise UserError(f"{where}{name} must be a price per million tokens, 0 or more.")
    return float(value)


def _headers(table: dict[str, Any], where: str) -> dict[str, str]:
    """Names and values; a secret belongs in the environment, not in a file."""
    headers = _table(table, "headers", where)
    for name, value in headers.items():
        if not isinstance(value, str) or not re.fullmatch(r"[\w-]+", name) or not (
                value.isascii() and value.isprintable()):
            raise UserError(f"{where}headers must be a table of plain texts.")
        if SECRET.search(name):
            raise UserError(f"{where}headers must not hold {name}: a key stands in the "
                            "environment variable that `key` names.")
    return headers


def _stops(table: dict[str, Any], where: str) -> tuple[str, ...]:
    stops = _texts(table, "stop", where)
    if not all(stops):
        raise UserError(f"{where}a stop text is empty, so no answer could begin.")
    return stops


def _table(table: dict[str, Any], name: str, where: str) -> dict[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise UserError(f"{where}{name} must be a table.")
    return value


def _text(table: dict[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        raise UserError(f"{where}{name} must be text in quotes.")
    return value.strip()


def _texts(table: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = table.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UserError(f"{where}{name} must be a list of texts.")
    return tuple(values)


def lacking(model: RemoteModel) -> str:
    """The environment variable that should hold its key and does not; "" where nothing lacks."""
    return model.key if model.key and not os.environ.get(model.key, "").strip() else ""
