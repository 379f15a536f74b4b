"""Packing cannot be seen by a model, and every label sits under the token it follows."""

from __future__ import annotations

import torch

from demo.distill.core.batched_decoding import answers
from demo.distill.core.batches import IGNORED, Example, encode, pack
from demo.distill.core.models import answer_labels, answer_logits


def test_a_packed_example_gets_the_logits_it_gets_alone(tokenizer, tiny) -> None:
    first = encode(tokenizer, "1 + 1", "Answer: 2")
    second = encode(tokenizer, "whats 3+4", "ones: 7\nAnswer: 7")
    with torch.no_grad():
        both = answer_logits(tiny, pack([first, second], 1, 40, tokenizer.pad_token_id))
        alone = [
            answer_logits(tiny, pack([e], 1, 40, tokenizer.pad_token_id)) for e in (first, second)
        ]
    torch.testing.assert_close(both, torch.cat(alone), rtol=0, atol=1e-5)


def test_only_answers_are_labels_and_the_end_is_one(tokenizer) -> None:
    example = encode(tokenizer, "what is 3 + 4", "Answer: 7")
    batch = pack([example], 1, 30, tokenizer.pad_token_id)
    assert answer_labels(batch).tolist() == example.tokens[example.asked :]
    for position in (batch.labels[0] != IGNORED).nonzero().flatten().tolist():
        assert batch.labels[0, position] == example.tokens[position + 1]
        assert batch.inputs[0, position] == example.tokens[position]


def test_targets_are_shifted_in_lockstep_with_labels(tokenizer) -> None:
    """Each target row here believes wholly in its own label, so argmax must give the labels."""
    examples = []
    for question, answer in (("1 + 1", "Answer: 2"), ("hello", "I was not taught that.")) * 5:
        plain = encode(tokenizer, question, answer)
        said = torch.tensor(plain.tokens[plain.asked :])
        sure = torch.nn.functional.one_hot(said, len(tokenizer)).float()
        examples.append(Example(plain.tokens, plain.asked, sure))
    batch = pack(examples, 3, 48, tokenizer.pad_token_id)
    assert batch.targets.argmax(-1).tolist() == answer_labels(batch).tolist()


def test_rows_that_end_leave_the_others_alone(tokenizer, tiny) -> None:
    """Batched answers equal those asked one at a time."""
    questions = ["hi", "what is 12 + 30", "how many r in strawberry", "47 加 85"]
    together = answers(tiny, tokenizer, questions, limit=15)
    apart = [answers(tiny, tokenizer, [q], limit=15)[0] for q in questions]
    assert [s.tokens for s in together] == [s.tokens for s in apart]
