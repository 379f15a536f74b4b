"""Several processes learn what one would learn; only the first of them writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

from demo.distill.core.batches import Example, encode, pack
from demo.distill.core.losses import distilling
from demo.distill.core.models import answer_labels, answer_logits
from demo.distill.core.sharding import part
from demo.distill.core.targets import cut
from demo.errors import UserError
from tests import tiny as pairs


def lesson(tokenizer, k: int = 0):
    """Three rows with unlike numbers of answers."""
    torch.manual_seed(3)
    examples = []
    for question, answer in (("1 + 1", "Answer: 2"), ("hello", "I was not taught that."),
                             ("2 + 2", "ones: 2 + 2 = 4\nAnswer: 4"), ("hi", "Answer: 1")):
        plain = encode(tokenizer, question, answer)
        beliefs = torch.randn(len(plain.tokens) - plain.asked, len(tokenizer)).log_softmax(-1)
        examples.append(replace(plain, targets=cut(beliefs, k) if k else beliefs))
    assert all(isinstance(e, Example) for e in examples)
    return pack(examples, 3, 48, tokenizer.pad_token_id)


def gradients(model, shares) -> list[torch.Tensor]:
    total = None
    for batch, weight in shares:
        loss, _ = distilling(answer_logits(model, batch), answer_labels(batch), batch.targets, 0.5)
        found = torch.autograd.grad(loss * weight / len(shares), list(model.parameters()))
        total = found if total is None else [a + b for a, b in zip(total, found, strict=True)]
    return list(total)


@pytest.mark.parametrize("k", [0, 8])
@pytest.mark.parametrize("of", [2, 3])
def test_the_mean_of_the_shares_gradients_is_the_whole_gradient(tokenizer, tiny, k, of) -> None:
    batch = lesson(tokenizer, k)
    shared = gradients(tiny, [part(batch, index, of) for index in range(of)])
    for ours, whole in zip(shared, gradients(tiny, [(batch, 1.0)]), strict=True):
        torch.testing.assert_close(ours, whole, rtol=1e-4, atol=1e-7)


def test_one_process_gets_the_batch_itself(tokenizer) -> None:
    batch = lesson(tokenizer)
    assert part(batch, 0, 1) == (batch, 1.0)


def test_more_processes_than_rows_are_refused(tokenizer) -> None:
    with pytest.raises(UserError, match="4 processes cannot share batches of 3 rows"):
        part(lesson(tokenizer), 0, 4)


def distilled(launch: list[str], root, out) -> dict:
    words = [
        "own",
        "distil",
        "--teacher",
        root / "teacher",
        "--student",
        root / "student",
        "--prompts",
        root / "p.jsonl",
        "--out",
        out,
        "--max-tokens",
        6,
        "--epochs",
        2,
        "--learning-rate",
        1e-3,
    ]
    command = [sys.executable, *launch, "-m", "demo.distill", *map(str, words)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180,
        env={**os.environ, "OMP_NUM_THREADS": "1", "ACCELERATE_USE_CPU": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (last,) = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return json.loads(last)


def test_two_launched_processes_learn_what_one_learns_and_write_once(tmp_path) -> None:
    for side in ("teacher", "student"):
        pairs.save(tmp_path / side, pairs.llama(1), pairs.tokenizer())
    lines = [json.dumps({"prompt": "word " * (1 + i % 5)}) for i in range(1, 40)]
    lines = [line.replace("word", f"word{i}") for i, line in enumerate(lines)]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    # What `accelerate launch` itself runs for several GPUs; for CPUs it would need MPI.
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    two = distilled(launch, tmp_path, tmp_path / "two")
    one = distilled([], tmp_path, tmp_path / "one")
    assert (two["processes"], one["processes"]) == (2, 1)
    assert two["query"]["answers"] == one["query"]["answers"] == 39
    for stage in ("student", "student-nf4"):
        logs = [(tmp_path / n / f"{stage}.jsonl").read_text().splitlines() for n in ("one", "two")]
        assert len(logs[0]) == len(logs[1])
        steps = [json.loads(line)["step"] for line in logs[1]]
        assert len(set(steps)) == len(steps), "a step is logged once"
    weights = [load_file(tmp_path / n / "student-float" / "model.safetensors")
               for n in ("one", "two")]
    for name, ours in weights[0].items():
        torch.testing.assert_close(ours, weights[1][name], rtol=0, atol=2e-4)
