"""What a GPU made of pairs of usual sizes, beside numbers that were measured on a CPU.

Read from what `python -m demo.bench --random SHAPES --save` left in examples/results/gpu.json, with
its day and its device; nothing is said where there is no such file.
"""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.drawing.scene import day
from demo.settings import ROOT
from demo.words import formats
from demo.words.page_words import words

log = logging.getLogger(__name__)
FILE = ROOT / "examples" / "results" / "gpu.json"


def told(language: str) -> str:
    """One sentence on the first run that was measured on a GPU; "" without one."""
    for run in _runs(FILE):
        try:
            return _sentence(run, language)
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            log.warning("%s has a run that cannot be told (%r)", FILE.name, error)
    return ""


@lru_cache
def _runs(file: Path) -> list[dict[str, Any]]:
    try:
        runs = json.loads(file.read_text(encoding="utf-8"))["runs"]
        return [run["graph"] | {"measured": run["measured"]} for run in runs.values()
                if isinstance(run.get("graph"), dict)]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s cannot be read (%r)", file.name, error)
        return []


def _sentence(run: dict[str, Any], language: str) -> str:
    texts, teacher, student = words(language), run["teacher"], run["student"]
    sizes = [formats.count(side["parameters"]) for side in (teacher, student)]
    times = [side["tpot_race_ms"] for side in (teacher, student)]
    return texts["on_gpu"].format(
        device=str(run["device"]["name"]), day=day(str(run["measured"]), texts),
        teacher=sizes[0], student=f"{sizes[1]} {student['quantization']}".strip(),
        slow=f"{times[0]:.3g}", fast=f"{times[1]:.3g}", ratio=formats.times(times[0] / times[1]))
