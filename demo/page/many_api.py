"""The endpoint /compare_many for gradio_client: a list of prompts, and what it tells as JSON.

The same runs, checks and turns as the page. (No postponed annotations here: Gradio reads the
endpoint's types from the function itself.)
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from demo.errors import UserError
from demo.page.list_runs import ListRuns
from demo.page.page_sessions import PageSession
from demo.page.question_box import longest
from demo.prompts import racing
from demo.prompts.list_exports import summary
from demo.prompts.list_results import ListResults
from demo.prompts.prompt_list import MOST, PromptList
from demo.recording.data import Request
from demo.sharing.card_page import CardPlace
from demo.sharing.list_page import LETTER
from demo.words.page_words import words

log = logging.getLogger(__name__)
WANTED = 'prompts must be a list of texts, as in ["What is 7 + 8?", "Is 91 prime?"].'


def endpoint(runs: ListRuns) -> Callable[..., Any]:
    """The function behind /compare_many."""

    def compare_many(
        prompts: list[str], max_tokens: int | None = None, temperature: float | None = None,
        top_p: float | None = None, seed: int | None = None, pair: str | None = None,
        system: str | None = None, penalties: bool | None = None, share: bool | None = None,
    ) -> dict:
        """Race a teacher and its distilled 4-bit student on up to 50 prompts, one after the other.

        Streams the numbers as prompts are done: of each side the median time to first token, time
        per output token, peak memory and tokens with 95 % bootstrap intervals (of six prompts or
        more), the median of the prompts' own ratios with its interval, how many answers were the
        same, a verdict in one sentence, and a row a prompt. A prompt that cannot be raced says why
        in its row. What is left out or null has its default.

        Args:
            prompts: the questions, each asked by itself; at most 50
            max_tokens: the longest answer in tokens (default 256; 1024 where the pair converses)
            temperature: 0 to 2; at 0, the default, the likeliest token is taken each time
            top_p: chance chooses among the likeliest tokens of this share (default 1)
            seed: the same seed draws the same answers, a whole number (default 0)
            pair: the name of a pair from the page's list (default: the server's own)
            system: the system prompt (default: the pair's own)
            penalties: true: with each model's own repetition penalty and the like (default false)
            share: true: when all are raced keep them for whoever has the link (default false)

        Returns:
            the numbers, whose keys carry their units; null means not measured. With share: `page`,
            its address, and `delete_token`, which alone deletes it
        """
        running, name = runs.running, pair or runs.running.choices.default
        usual = Request(prompt="")
        given = {"max_tokens": longest(running.choices.read(name), running.settings),
                 "temperature": usual.temperature, "top_p": usual.top_p, "seed": usual.seed}
        asked = {"max_tokens": max_tokens, "temperature": temperature, "top_p": top_p, "seed": seed}
        given |= {key: value for key, value in asked.items() if value is not None}
        try:
            if share and runs.lists.store is None:
                raise UserError("This server keeps nothing, so a list cannot be shared: leave "
                                "share out.")
            requests, engine_name = _checked(runs, prompts, list(given.values()), name,
                                             system=system, penalties=bool(penalties))
            yield from _raced(runs, requests, engine_name, bool(share))
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception:
            number = secrets.token_hex(4)
            log.exception("a list of prompts failed, error %s", number)
            raise gr.Error(words("en")["broken"].format(number), print_exception=False) from None

    return compare_many


def _checked(
    runs: ListRuns, prompts: Any, numbers: list[Any], pair: str, **terms: Any
) -> tuple[list[Request], str]:
    """Raises UserError with the number of the prompt that cannot be asked."""
    if not isinstance(prompts, list) or not prompts or not all(
            isinstance(one, str) for one in prompts):
        raise UserError(WANTED)
    if len(prompts) > MOST:
        raise UserError(f"There are {len(prompts):,} prompts, and at most {MOST} are raced in one "
                        "go: leave some out.")
    _, name = runs.running.checked("?", *numbers, pair, **terms)
    requests = []
    for number, prompt in enumerate(prompts, 1):
        try:
            requests.append(runs.running.checked(prompt, *numbers, pair, **terms)[0])
        except UserError as error:
            raise UserError(f"Prompt {number}: {error}") from None
    return requests, name


def _raced(
    runs: ListRuns, requests: list[Request], pair: str, share: bool
) -> Iterator[dict[str, Any]]:
    visit, found = PageSession(), PromptList()  # nobody's page: only what can be stopped
    try:
        for going in racing.race_all(requests, runs.racing(visit, pair), lambda: visit.many_halt):
            found = going.prompts
            told = summary(ListResults(found)) | {"left_s": going.left, "broken": going.broken}
            yield told
    finally:
        runs.stop(visit)
    if share:
        kept, base = runs.lists.keep(found), runs.running.settings.base_url
        yield told | {"page": CardPlace(base, kept.id, True, LETTER).page,
                      "delete_token": kept.token}
