"""What the ledger calls the teacher's answer is what the teacher says."""

from __future__ import annotations

import torch

from demo.distill.batches import Example, pack
from demo.distill.decoding import answers
from demo.distill.models import answer_logits
from demo.distill.query import read
from demo.distill.vocabulary import prompt_text

QUESTIONS = ["hi", "what is 12 + 30", "how many r in strawberry"]


def said_by(model, tokenizer) -> list[Example]:
    """Greedy answers, decoded one token at a time."""
    said = answers(model, tokenizer, QUESTIONS, limit=12)
    prompts = [tokenizer(prompt_text(question))["input_ids"] for question in QUESTIONS]
    return [Example(p + s.tokens, len(p)) for p, s in zip(prompts, said, strict=True)]


def test_a_decoded_answer_is_known_as_the_teachers_own(tokenizer, tiny) -> None:
    heard = read(tiny, said_by(tiny, tokenizer), tokenizer.pad_token_id)
    assert [own for own, _ in heard] == [True] * len(QUESTIONS)


def test_one_other_token_is_not_the_teachers_own(tokenizer, tiny) -> None:
    for example in said_by(tiny, tokenizer):
        for place in (example.asked, len(example.tokens) - 1):
            tokens = list(example.tokens)
            tokens[place] = (tokens[place] + 1) % len(tokenizer)
            ((own, _),) = read(tiny, [Example(tokens, example.asked)], tokenizer.pad_token_id)
            assert not own


def test_beliefs_are_those_the_student_is_trained_against(tokenizer, tiny) -> None:
    """Read right-padded in a batch, used packed with others: the same distributions."""
    examples = said_by(tiny, tokenizer)
    heard = read(tiny, examples, tokenizer.pad_token_id)
    with torch.no_grad():
        packed = answer_logits(tiny, pack(examples, 1, 160, tokenizer.pad_token_id))
    beliefs = torch.cat([beliefs for _, beliefs in heard]).float()
    torch.testing.assert_close(beliefs, packed.log_softmax(-1), rtol=0, atol=0.01)
