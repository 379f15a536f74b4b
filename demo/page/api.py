"""The endpoint /compare for gradio_client: both texts as they grow, and the numbers as JSON.

The same engine, queue and checks as the page. (No postponed annotations here: Gradio reads the
endpoint's types from the function itself.)
"""

import contextlib
import dataclasses
import logging
import secrets
from collections.abc import Callable
from typing import Any

import gradio as gr

from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.page.comparison_runs import ComparisonRuns
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.metrics import numbers, ratios
from demo.recording.verdict import verdict
from demo.words.page_words import words

log = logging.getLogger(__name__)


def endpoint(running: ComparisonRuns) -> Callable[..., Any]:
    """The function behind /compare."""

    def compare(
        prompt: str, max_tokens: int = 256, temperature: float = 0.0, top_p: float = 1.0,
        seed: int = 0, pair: str = "",
    ) -> tuple[str, str, dict]:
        """Race teacher and student on one prompt. Streams (teacher text, student text, numbers).

        Texts only grow. `numbers` carries its units in its keys; null means not measured. `pair`
        is a name from the page's list; empty means the server's own.
        """
        try:
            request, name = running.checked(
                prompt, max_tokens, temperature, top_p, seed, pair or running.choices.default
            )
            with contextlib.closing(running.engine.compare(request, name, Stop())) as growing:
                for recording in growing:
                    yield (*(recording.answers[side].text for side in SIDES), table(recording))
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception:
            number = secrets.token_hex(4)
            log.exception("comparison failed, error %s", number)
            sorry = words("en")["broken"].format(number)
            raise gr.Error(sorry, print_exception=False) from None

    return compare


def table(recording: Recording) -> dict[str, Any]:
    """All numbers of a recording, for programs."""
    return {
        "done": recording.done,
        "sides": {side: _side(answer) for side, answer in recording.answers.items()},
        "ratios": dataclasses.asdict(ratios(recording)),
        "verdict": "".join(text for text, _ in verdict(recording)).strip(),
        "pair": recording.pair, "device": recording.device, "versions": recording.versions,
    }


def _side(answer: Answer) -> dict[str, Any]:
    figures = numbers(answer)
    return {
        "model": answer.model.name, "parameters": answer.model.parameters,
        "dtype": answer.model.dtype, "quantization": answer.model.quantization,
        "end": answer.end, "why": answer.why, "tokens": figures.tokens,
        "characters": figures.characters, "prompt_tokens": answer.prompt_tokens,
        "ttft_ms": _ms(figures.ttft), "tpot_ms": _ms(figures.tpot),
        "itl_median_ms": _ms(figures.itl_median), "itl_p95_ms": _ms(figures.itl_p95),
        "e2e_s": figures.e2e, "tokens_per_second": figures.speed,
        "characters_per_second": figures.characters_per_second,
        "memory_bytes": dataclasses.asdict(answer.memory),
    }


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1e3
