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
from demo.page.question_box import longest
from demo.recording.data import SIDES, Answer, Recording, Request, Turn
from demo.recording.metrics import numbers, ratios
from demo.recording.mode_numbers import speed_up
from demo.recording.verdict import verdict
from demo.words.page_words import words

log = logging.getLogger(__name__)


def endpoint(running: ComparisonRuns) -> Callable[..., Any]:
    """The function behind /compare."""

    def compare(
        prompt: str, max_tokens: int | None = None, temperature: float | None = None,
        top_p: float | None = None, seed: int | None = None, pair: str | None = None,
        system: str | None = None, earlier: list[dict[str, str]] | None = None,
        penalties: bool | None = None, mode: str | None = None, draft: int | None = None,
        threshold: float | None = None,
    ) -> tuple[str, str, dict]:
        """Race a teacher and its distilled 4-bit student on one prompt, and measure both.

        Streams both answers as they grow and their numbers: time to first token, tokens per second
        and memory of each side, the ratios between them, and a verdict in one sentence. What is
        left out or null has its default.

        Args:
            prompt: the question for both sides
            max_tokens: the longest answer in tokens (default 256; 1024 where the pair converses)
            temperature: 0 to 2; at 0, the default, the likeliest token is taken each time
            top_p: chance chooses among the likeliest tokens of this share (default 1)
            seed: the same seed draws the same answers, a whole number (default 0)
            pair: the name of a pair from the page's list (default: the server's own)
            system: the system prompt (default: the pair's own)
            earlier: the conversation so far, a list of {"prompt", "teacher", "student"} in texts
            penalties: true: with each model's own repetition penalty and the like (default false)
            mode: "race" (default); "cooperate": the student drafts and the teacher verifies, in the
                student's place, against the teacher alone; "cascade": the student answers, and the
                teacher only where the student is not sure
            draft: tokens a draft of a cooperation, 1 to 16 (default 4)
            threshold: 0 to 1, the confidence below which a cascade asks the teacher (default: that
                of the pair, usually 0.9)

        Returns:
            the teacher's answer
            the student's answer
            the numbers, whose keys carry their units; null means not measured
        """
        usual, name = Request(prompt=""), pair or running.choices.default
        given = {"max_tokens": longest(running.choices.read(name), running.settings),
                 "temperature": usual.temperature, "top_p": usual.top_p, "seed": usual.seed}
        asked = {"max_tokens": max_tokens, "temperature": temperature, "top_p": top_p, "seed": seed}
        given |= {name: value for name, value in asked.items() if value is not None}
        try:
            request, name = running.checked(
                prompt, *given.values(), name, system=system, earlier=_turns(earlier),
                penalties=False if penalties is None else penalties, mode=mode, draft=draft,
                threshold=threshold,
            )
            with contextlib.closing(running.engine.compare(request, name, Stop())) as growing:
                sent = None
                for recording in growing:
                    if recording is sent:
                        continue  # nothing came meanwhile
                    sent = recording
                    yield (*(recording.answers[side].text for side in SIDES), table(recording))
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception:
            number = secrets.token_hex(4)
            log.exception("comparison failed, error %s", number)
            sorry = words("en")["broken"].format(number)
            raise gr.Error(sorry, print_exception=False) from None

    return compare


def _turns(earlier: Any) -> tuple[Turn, ...]:
    """A conversation as a program gives it. Its answers were measured elsewhere, so nothing but
    their texts is known. Raises UserError."""
    rows = earlier or []
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and all(isinstance(row.get(key), str) for key in ("prompt", *SIDES))
        for row in rows
    ):
        raise UserError('earlier must be a list of {"prompt": …, "teacher": …, "student": …}, each '
                        "of them a text.")
    return tuple(
        Turn(row["prompt"], {side: Answer(side, tokens=(0,), texts=(row[side],), seconds=(0.0,))
                             for side in SIDES}) for row in rows
    )


def table(recording: Recording) -> dict[str, Any]:
    """All numbers of a recording, for programs."""
    together = speed_up(recording)
    return {
        "done": recording.done, "mode": recording.request.mode,
        "cooperation": dataclasses.asdict(together) if together else None,
        "cascade": dataclasses.asdict(recording.cascade) if recording.cascade else None,
        "sides": {side: _side(answer) for side, answer in recording.answers.items()},
        "ratios": dataclasses.asdict(ratios(recording)),
        "verdict": "".join(text for text, _ in verdict(recording)).strip(),
        "pair": recording.pair, "device": recording.device, "versions": recording.versions,
    }


def _side(answer: Answer) -> dict[str, Any]:
    figures, model, remote = numbers(answer), answer.model, bool(answer.model.remote)
    memory = dataclasses.asdict(answer.memory)
    if remote:  # nothing of it was measured: zero would be a number
        memory |= dict.fromkeys(memory.keys() - {"why"})
    return {
        "model": model.name, "remote": model.remote or None,
        "parameters": None if remote else model.parameters,
        "dtype": None if remote else model.dtype,
        "quantization": None if remote else model.quantization,
        "usage": dataclasses.asdict(answer.usage) if answer.usage else None,
        "end": answer.end, "why": answer.why,
        "tokens": None if remote and not answer.usage else figures.tokens,
        "characters": figures.characters, "prompt_tokens": answer.prompt_tokens,
        "ttft_ms": _ms(figures.ttft), "tpot_ms": _ms(figures.tpot),
        "itl_median_ms": _ms(figures.itl_median), "itl_p95_ms": _ms(figures.itl_p95),
        "e2e_s": figures.e2e, "tokens_per_second": figures.speed,
        "characters_per_second": figures.characters_per_second,
        "memory_bytes": memory,
    }


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1e3
