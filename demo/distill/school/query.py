"""Stage 2, `query`: the student's side puts fresh questions to the teacher, many at a time.

The teacher really decodes its answers: greedy, and a stated share of them sampled. What it
believed at every token is kept as it goes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from torch import Tensor
from tqdm import tqdm
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.core.batched_decoding import LONGEST, Choice, answers
from demo.distill.core.models import teacher_of
from demo.distill.core.run_conditions import machine
from demo.distill.core.stage_files import append_line, read_json, write_json
from demo.distill.core.targets import Targets, kept
from demo.distill.school.answer_log import GREEDY, SAMPLED, AnswerLog, Cost, Row, identity
from demo.distill.school.lessons import SHARES
from demo.distill.school.profiles import Asking, Profile
from demo.errors import UserError
from demo.exam.catalogue import mixed
from demo.exam.question import Question

ASIDE = "questions_per_minute_one_at_a_time"
SEED = 0  # one answer log for all students, so that their seeds compare students only
Told = tuple[list[Row], list[Targets]]


def fresh(seed: int, known: Set[str] = frozenset()) -> Iterator[Question]:
    """Training questions, each text once, without those that are known."""
    seen = set(known)
    for question in mixed(Random(f"query|{seed}"), SHARES):
        if (name := identity(question.text)) not in seen:
            seen.add(name)
            yield question


def is_sampled(question: Question, share: float) -> bool:
    """Decided by the question itself, so that a resumed run decides as the first one did."""
    return int(identity(question.text), 16) % 1000 < 1000 * share


def decoded(
    teacher: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, questions: Sequence[Question],
    asking: Asking, keep: Callable[[Tensor], Targets], seed: int = 0,
) -> Told:
    """Rows of answers, and what `keep` makes of their log-probabilities [rows, vocabulary]: targets
    [tokens, vocabulary], or cut to k, an answer."""
    temperatures = [asking.temperature * is_sampled(q, asking.sampled) for q in questions]
    texts = [question.text for question in questions]
    choice = Choice(temperatures, seed)
    said = answers(teacher, tokenizer, texts, asking.rows, choice=choice, keep=keep)
    rows = [
        Row(q, one.text, one.tokens, one.ended, SAMPLED if hot else GREEDY)
        for q, one, hot in zip(questions, said, temperatures, strict=True)
    ]
    return rows, [one.beliefs for one in said]


@dataclass(frozen=True)
class _Part:
    """Questions answered at once, and the seed of their dice."""

    questions: list[Question]
    seed: int


def _parts(asking: Asking) -> Iterator[_Part]:
    """The questions in the order they are asked. A part and its seed depend on no earlier run,
    so that a run that was killed answers as one that was not."""
    stream = islice(fresh(SEED), asking.questions)
    while shard := list(islice(stream, asking.shard)):
        # Like lengths together: little of a batch is padding or waits for its longest answer.
        shard.sort(key=lambda q: len(q.worked))
        seed = int(identity(shard[0].text)[:8], 16)
        for start in range(0, len(shard), asking.rows):
            yield _Part(shard[start : start + asking.rows], seed + start)


def ask(
    teacher: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, answer_log: AnswerLog,
    asking: Asking, log: Path | None = None,
) -> None:
    """Fill the answer log up to `asking.questions`. Written after every batch: a kill loses the
    answers in hand and no other, and what is on disk is never asked again."""
    known, tell = answer_log.asked(), partial(_tell, log)
    tell({"asked_before": len(known), "sampled": asking.sampled,
          "temperature": asking.temperature, "top_k": asking.top_k})
    bar = tqdm(total=asking.questions, initial=len(known), desc="asking", mininterval=5)
    for part in _parts(asking):
        left = [q for q in part.questions if identity(q.text) not in known]
        left = left[: max(0, asking.questions - bar.n)]
        if not left:
            continue
        began = time.perf_counter()
        rows, beliefs = decoded(
            teacher, tokenizer, left, asking, partial(kept, k=asking.top_k), part.seed)
        seconds = time.perf_counter() - began
        tokens = sum(len(row.tokens) for row in rows)
        cost = Cost(len(rows), tokens, round(seconds, 3), machine(), asking.top_k)
        answer_log.add(rows, beliefs, cost)
        tell({"asked": bar.n + len(rows), "tokens": tokens, "seconds": round(seconds, 3),
              "questions_per_minute": round(60 * len(rows) / seconds)})
        bar.update(len(rows))
    bar.close()


def _tell(log: Path | None, row: dict) -> None:
    if log:
        append_line(log, row)


def totals(answer_log: AnswerLog) -> dict[str, object]:
    """Over all shards, whenever they were asked."""
    costs = answer_log.costs()
    rows = [row for _, row in answer_log.rows()]
    modes, cut = Counter(row.mode for row in rows), sum(not row.ended for row in rows)
    if cut:
        print(f"{cut} of {len(rows)} answers were cut at {LONGEST} tokens: the check rejects them.",
              file=sys.stderr)
    asked, tokens = sum(c.questions for c in costs), sum(c.tokens for c in costs)
    seconds = sum(c.seconds for c in costs)
    return {
        "asked": asked, "tokens": tokens, "cut": cut, "seconds": round(seconds, 1),
        "questions_per_minute": round(60 * asked / seconds) if seconds else None,
        "tokens_per_second": round(tokens / seconds) if seconds else None,
        "greedy": modes[GREEDY], "sampled": modes[SAMPLED],
        "device": ", ".join(sorted({c.machine for c in costs})),
    }


def one_at_a_time(
    teacher: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, asking: Asking, count: int
) -> float:
    """Questions a minute without batches, over the first `count` questions."""
    texts = [question.text for question in islice(fresh(SEED), count)]
    began = time.perf_counter()
    answers(teacher, tokenizer, texts, rows=1, keep=partial(kept, k=asking.top_k))
    return round(60 * count / (time.perf_counter() - began))


def query(profile: Profile, folder: Path, top_k: int | None = None) -> dict:
    """Raises UserError where there is no teacher yet or the disk is full."""
    asking = profile.asking if top_k is None else profile.asking.cut_at(top_k)
    answer_log, path = AnswerLog(folder / "ledger"), folder / "query.json"
    _same_cut(answer_log, asking)
    earlier = read_json(path) if path.exists() else {}
    if ASIDE not in earlier or len(answer_log.asked()) < asking.questions:
        teacher, tokenizer = teacher_of(folder)
        ask(teacher, tokenizer, answer_log, asking, folder / "query.jsonl")
        earlier = {ASIDE: one_at_a_time(teacher, tokenizer, asking, asking.compared)}
    summary = {
        "stage": "query", "top_k": asking.top_k,
        "temperature": asking.temperature, **totals(answer_log), ASIDE: earlier[ASIDE],
    }
    write_json(path, summary)
    return summary


def _same_cut(answer_log: AnswerLog, asking: Asking) -> None:
    held = {cost.top_k for cost in answer_log.costs()}
    if held - {asking.top_k}:
        raise UserError(
            f"{answer_log.folder} was asked with --top-k {min(held)} and cannot go on with "
            f"--top-k {asking.top_k}: give the same number, or name another folder with --out."
        )
