"""What lm-evaluation-harness calls to grade a paper that `demo.exam export` wrote: our checkers.

The task file names `graded` by this module, so the harness runs where `demo` can be imported. Knows
rows as harness_task.py writes them; imports nothing of the harness.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from demo.exam.answer_checkers import check

METRIC = "right"


def accepted(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The right answers of a row. They are JSON in a text, for a column of a table holds one type,
    and "24", 24 and {"a": 24} are three. Raises ValueError or TypeError where it is none."""
    found = json.loads(row["accepted"])
    if not isinstance(found, list):
        raise ValueError('its "accepted" is no list')
    return tuple(found)


def graded(doc: Mapping[str, Any], results: Sequence[str]) -> dict[str, float]:
    """A `process_results` of the harness: 1 or 0 of the first answer; no metric where only a person
    can tell, so that its mean is over what was graded."""
    right = check(doc["checker"], results[0], accepted(doc), doc["mark"])
    return {} if right is None else {METRIC: float(right)}
