"""A list of prompts as one file: every recording packed, nothing that is worked out from them.

Times are kept to a few thousandths of a median step and the teacher's shares to whole percents
(demo.sharing.packing), which changes no number that is shown of a list.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from demo.errors import UserError
from demo.prompts.prompt_list import MOST, PromptList, Raced
from demo.recording.data import SIDES, Recording
from demo.sharing import packing

FORMAT, VERSION = "apprentice-prompts", 1
PARTS = 2000  # of a median step, in which times are kept
# What one recording may unpack to, of a question and answers as long as anybody's settings allow.
MOST_BYTES, MOST_TOKENS = 8_000_000, 80_000


def to_json(prompts: PromptList) -> str:
    """One JSON object; a second for fifty long answers."""
    return json.dumps({
        "format": FORMAT, "version": VERSION, "created": prompts.created, "asked": prompts.asked,
        "rows": [_row(row) for row in prompts.rows],
    }, ensure_ascii=False, separators=(",", ":"))


def _row(row: Raced) -> dict[str, str]:
    if row.recording is None:
        return {"prompt": row.prompt, "why": row.why}
    packed = packing.packed(row.recording, PARTS)
    return {"prompt": row.prompt, "packed": base64.b64encode(packed).decode()}


def from_json(text: str) -> PromptList:
    """Raises UserError with the reason when it is none."""
    raw = _raw(text)
    try:
        rows = tuple(_raced(one) for one in raw["rows"])
        asked, created = raw["asked"], raw["created"]
        if type(asked) is not int or not len(rows) <= asked <= MOST:
            raise ValueError("it has more rows than were asked, or than may be")
        return PromptList(rows, asked, str(created)[:40])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(f"This list of prompts is damaged: {error}.") from None


def one_of(text: str, number: int) -> Recording | None:
    """The recording of one row, counted from 1, without unpacking the others; None where there is
    none. Raises UserError where the file is damaged."""
    try:
        rows = _raw(text)["rows"]
        return _raced(rows[number - 1]).recording if 1 <= number <= len(rows) else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(f"This list of prompts is damaged: {error}.") from None


def _raw(text: str) -> dict[str, Any]:
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"This is not a list of prompts: it is not valid JSON ({error}).") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UserError(f'This is not a list of prompts: it has no "format": "{FORMAT}".')
    if raw.get("version") != VERSION:
        raise UserError(f"This list has version {str(raw.get('version'))[:20]}, and this "
                        f"Apprentice reads {VERSION}: update Apprentice.")
    if not isinstance(raw.get("rows"), list):
        raise UserError("This list of prompts is damaged: it has no rows.")
    return raw


def _raced(row: dict[str, Any]) -> Raced:
    prompt, why = row["prompt"], row.get("why", "")
    if not isinstance(prompt, str) or not isinstance(why, str):
        raise ValueError("a text is none")
    if "packed" not in row:
        return Raced(prompt, why=why)
    try:
        data = base64.b64decode(row["packed"], validate=True)
        recording = packing.unpacked(data, MOST_BYTES, MOST_TOKENS)
    except (binascii.Error, packing.Damaged, OverflowError) as error:
        raise ValueError(f"a recording cannot be unpacked ({error})") from None
    if not recording.done or set(recording.answers) != set(SIDES):
        raise ValueError("a recording is not finished")
    return Raced(recording.request.prompt, recording)
