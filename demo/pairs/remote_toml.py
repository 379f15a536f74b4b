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
MAY_OMIT = {"temperature", "top_p", "seed", "stop", "stream_options"}
SEVERAL = {"n", "best_of", "num_return_sequences", "candidate_count"}  # answers at once
# Names of servers for the longest answer; what stands under one of them would go round the budget.
LENGTHS = {"max_tokens", "max_completion_tokens", "max_output_tokens", "max_new_tokens",
           "max_length", "num_predict", "n_predict", "max_gen_len", "maxOutputTokens",
           "min_tokens", "min_new_tokens", "ignore_eos"}
OPTIONS = ("options", "parameters", "extra_body", "generation_config", "generationConfig")
MOST_PRICE = 1e6  # of a million tokens: more is no price, and not every sum of it is a number
FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110
# Headers that the client writes itself, from what it really sends.
FRAMING = {"host", "content-length", "transfer-encoding", "connection", "content-type", "accept",
           "accept-encoding", "expect", "upgrade", "te", "trailer", "keep-alive"}
SECRET = re.compile(r"auth(?!or)|api-?key|access-?key|cookie|token|secret|password|credential|"
                    r"signature|(?:^|-)key$", re.IGNORECASE)
# What only secrets begin with.
SECRET_VALUE = re.compile(r"^(?:bearer|basic)\s|(?:^|\W)(?:(?:sk|pk|gh[pousr]|hf|xox[abp])[-_]|"
                          r"AIza)[\w-]{8,}", re.IGNORECASE)


def spec(table: dict[str, Any], side: str, path: Path) -> ModelSpec:
    """Raises UserError in one sentence with what to change."""
    where = f"{path}: [{side}] "
    if unknown := sorted(set(table) - KEYS):
        raise UserError(f"{where}unknown key {unknown[0]!r} beside endpoint; known are "
                        f"{', '.join(sorted(KEYS))}.")
    model = _text(table, "model", where)
    if not model:
        raise UserError(f"{where}model must name the model that the endpoint is to answer with.")
    name = _text(table, "name", where, model.rstrip("/").rsplit("/")[-1])
    if not name:
        raise UserError(f"{where}name must not be empty: leave it out, and the side is called "
                        "after its model.")
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
    longest_as = _longest_as(table, where)
    return RemoteModel(
        endpoint=_endpoint(_text(table, "endpoint", where), where), key=key, price_in=prices[0],
        price_out=prices[1], currency=currency, headers=_headers(table, where),
        body=_body(table, longest_as, any(prices), where),
        price_date=_text(table, "price_date", where, ""),
        omit=_omit(table, longest_as, any(prices), where), longest_as=longest_as)


def _endpoint(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound, parts = False, urlsplit("")
    plain = url.isprintable() and not any(letter.isspace() for letter in url)
    if not sound or not plain or parts.username or parts.password or parts.query or parts.fragment:
        raise UserError(f"{where}endpoint must be an address such as https://api.example.org/v1, "
                        "without user, password, ?query or blanks.")
    if parts.path.rstrip("/").endswith("/chat/completions"):
        raise UserError(f"{where}endpoint must be the API's base address, which often ends in /v1: "
                        "leave /chat/completions out.")
    return url.rstrip("/")


def _price(table: dict[str, Any], name: str, where: str) -> float:
    value = table.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not (
            0 <= value <= MOST_PRICE):
        raise UserError(f"{where}{name} must be a price per million tokens, 0 or more, and at most "
                        f"{MOST_PRICE:,.0f}.")
    return float(value)


def _longest_as(table: dict[str, Any], where: str) -> str:
    name = _text(table, "longest_as", where, "max_tokens")
    if not FIELD.fullmatch(name) or name in OWN | MAY_OMIT | SEVERAL:
        raise UserError(f"{where}longest_as must be the server's name for the longest answer, such "
                        "as max_completion_tokens.")
    return name


def _body(
    table: dict[str, Any], longest_as: str, priced: bool, where: str
) -> dict[str, Any]:
    """More fields of a request. None may make the answers more than one, or where they cost money
    longer than what was set aside for them."""
    body = _table(table, "body", where)
    if odd := sorted(set(body) & OWN):
        raise UserError(f"{where}body must not hold {odd[0]!r}, which is set for each question.")
    if odd := sorted(_names(body) & SEVERAL):
        raise UserError(f"{where}body must not hold {odd[0]!r}: one answer is asked for, and no "
                        "other would be read.")
    if priced and (odd := sorted(_names(body) & (LENGTHS | {longest_as}))):
        raise UserError(f"{where}body must not hold {odd[0]!r} beside prices: the longest answer "
                        "is chosen under Settings, and the day's budget counts on it (the server's "
                        "name for it goes into longest_as).")
    _plain(body, "body", where)
    return body


def _names(body: dict[str, Any]) -> set[str]:
    """Of its fields, and of those in the tables that servers keep such options in."""
    inside = [body[name] for name in OPTIONS if isinstance(body.get(name), dict)]
    return set(body).union(*inside)


def _plain(value: Any, name: str, where: str) -> None:
    """JSON has no dates, and no numbers that are none."""
    if isinstance(value, dict):
        for key, one in value.items():
            _plain(one, f"{name}.{key}", where)
    elif isinstance(value, list):
        for one in value:
            _plain(one, name, where)
    elif not isinstance(value, str | int | float) or (
            isinstance(value, float) and not math.isfinite(value)):
        raise UserError(f"{where}{name} holds a date or a number that is none, which no request "
                        "can: put a date in quotes, or leave it out.")


def _omit(
    table: dict[str, Any], longest_as: str, priced: bool, where: str
) -> tuple[str, ...]:
    names = _texts(table, "omit", where)
    may = MAY_OMIT if priced else MAY_OMIT | {longest_as}
    if priced and longest_as in names:
        raise UserError(f"{where}omit must not hold {longest_as!r} beside prices: without a "
                        "longest answer nobody knows what one may cost.")
    if odd := sorted(set(names) - may):
        raise UserError(f"{where}omit must not hold {odd[0]!r}; it may hold "
                        f"{', '.join(sorted(may))}.")
    return names


def _headers(table: dict[str, Any], where: str) -> dict[str, str]:
    """Names and values; a secret belongs in the environment, not in a file."""
    headers = _table(table, "headers", where)
    for name, value in headers.items():
        if not isinstance(value, str) or not HEADER.fullmatch(name) or not (
                value.isascii() and value.isprintable()):
            raise UserError(f"{where}headers must be a table of names and plain texts, both of "
                            "ASCII alone.")
        if name.lower() in FRAMING:
            raise UserError(f"{where}headers must not hold {name}, which the request writes by "
                            "itself.")
        if SECRET.search(name) or SECRET_VALUE.search(value):
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
