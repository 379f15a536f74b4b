"""A teacher that has something to teach: it answers every prompt with "yes." and its own end."""

from __future__ import annotations

import json

import pytest
import torch
from transformers import AutoModelForCausalLM

from demo.distill.__main__ import main
from tests import tiny

STOP = "<stop>"
ANSWER = "yes."


def write_prompts(folder, count: int = 24):
    path = folder / "prompts.jsonl"
    lines = [json.dumps({"prompt": f"is {i} more than {i - 1}?"}) for i in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def own(kind: str, *words: object) -> dict:
    return main(["own", kind, *map(str, words)])


def distil(*words: object) -> dict:
    return own("distil", *words)


def query(*words: object) -> dict:
    return own("query", *words)


def _taught_to_say_yes(folder, tokenizer) -> None:
    model = AutoModelForCausalLM.from_pretrained(folder)
    optimiser, rows = torch.optim.AdamW(model.parameters(), 3e-3), []
    for i in range(8):
        asked = tokenizer.apply_chat_template(
            [{"role": "user", "content": f"is {i} more than {i + 1}?"}], tokenize=False)
        rows.append(tokenizer(asked + ANSWER + STOP)["input_ids"])
    ids = torch.tensor(rows)
    labels = ids.masked_fill(torch.arange(ids.shape[1]) < ids.shape[1] - 5, -100)
    for _ in range(60):
        loss = model(input_ids=ids, labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.generation_config.eos_token_id = model.config.eos_token_id = tokenizer.eos_token_id
    model.save_pretrained(folder)


@pytest.fixture(scope="session")
def yes_pair(tmp_path_factory):
    """A chat teacher that ends with <stop>, and a base student that ends with <end>; one
    vocabulary, but the teacher's model is padded to 320 rows and the student's to 272."""
    root = tmp_path_factory.mktemp("yes")
    chat, base = tiny.tokenizer(chat=True, extra=(STOP,)), tiny.tokenizer(extra=(STOP,))
    chat.eos_token = STOP
    wide = tiny.llama(2)
    wide.vocab_size = 320
    _taught_to_say_yes(tiny.save(root / "teacher", wide, chat), chat)
    tiny.save(root / "student", tiny.llama(1), base)
    return root
