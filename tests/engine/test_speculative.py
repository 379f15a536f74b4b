"""Rejection sampling of drafts: what comes out is the teacher's distribution, whatever drafted."""

from collections import Counter
from itertools import product

import pytest
import torch

from demo.engine.sampling import NO_TOKEN, Sampler
from demo.engine.speculative import fitted, greedy, residual, sampled, verified
from demo.errors import UserError
from demo.recording.data import Request

TEACHER = torch.tensor([0.50, 0.20, 0.15, 0.10, 0.05])
STUDENTS = {
    "alike": torch.tensor([0.45, 0.25, 0.15, 0.10, 0.05]),
    "unlike": torch.tensor([0.05, 0.10, 0.15, 0.20, 0.50]),
    "certain": torch.tensor([0.0, 0.0, 0.0, 0.0, 1.0]),
}
# The chi-square value that chance exceeds once in a thousand times, by degrees of freedom.
CRITICAL = {4: 18.47, 24: 51.18}


def chi_square(counts: Counter, expected: dict) -> float:
    total = sum(counts.values())
    return sum((counts[key] - total * p) ** 2 / (total * p) for key, p in expected.items())


def written(student, teacher=TEACHER, drafts=2, times=6000):
    """The first two tokens of each of many cooperations over texts without memory."""
    dice = torch.Generator().manual_seed(11)
    usable, found = torch.ones(drafts + 1, dtype=torch.bool), []
    while len(found) < times:
        text: list[int] = []
        while len(text) < 2:
            proposed = torch.multinomial(student, drafts, replacement=True, generator=dice).tolist()
            kept, token = sampled(proposed, teacher.repeat(drafts + 1, 1),
                                  student.repeat(drafts, 1), usable, dice)
            text += [*proposed[:kept], token]
        found.append(tuple(text[:2]))
    return found


@pytest.mark.parametrize("kind", STUDENTS)
def test_tokens_are_distributed_as_the_teachers_own(kind):
    found = written(STUDENTS[kind])
    single = {i: float(p) for i, p in enumerate(TEACHER)}
    assert chi_square(Counter(first for first, _ in found), single) < CRITICAL[4]
    both = {(a, b): single[a] * single[b] for a, b in product(single, single)}
    assert chi_square(Counter(found), both) < CRITICAL[24]


def test_the_count_would_see_a_student_that_is_believed_too_easily():
    """The same test, on drafts that always stand: it must fail, or it proves nothing."""
    dice = torch.Generator().manual_seed(11)
    drawn = torch.multinomial(STUDENTS["alike"], 6000, replacement=True, generator=dice)
    single = {i: float(p) for i, p in enumerate(TEACHER)}
    assert chi_square(Counter(drawn.tolist()), single) > CRITICAL[4]


def test_a_draft_that_is_impossible_for_the_teacher_never_stands():
    teacher = torch.tensor([0.0, 1.0])
    assert {first for first, _ in written(torch.tensor([1.0, 0.0]), teacher, times=50)} == {1}


def test_equal_distributions_keep_every_draft():
    dice = torch.Generator().manual_seed(0)
    rows, usable = TEACHER.repeat(4, 1), torch.ones(4, dtype=torch.bool)
    kept = [sampled([0, 3, 4], rows, rows[:3], usable, dice)[0] for _ in range(200)]
    assert set(kept) == {3}


def test_what_is_left_of_a_teacher_is_what_the_student_gave_too_little():
    left = residual(torch.tensor([0.5, 0.3, 0.2]), torch.tensor([0.2, 0.3, 0.5]))
    assert left.tolist() == pytest.approx([0.3, 0.0, 0.0])
    assert residual(TEACHER, TEACHER).tolist() == TEACHER.tolist()


@pytest.mark.parametrize("drafts, choices, expected", [
    ([5, 6], [5, 6, 7], (2, 7)), ([5, 6], [5, 9, 7], (1, 9)), ([5, 6], [8, 6, 7], (0, 8)),
    ([], [4], (0, 4)),
])
def test_greedy_keeps_what_the_teacher_would_have_said(drafts, choices, expected):
    assert greedy(drafts, choices) == expected


def test_logits_that_are_none_are_refused_where_they_matter():
    with pytest.raises(UserError, match="not finite"):
        greedy([5], [NO_TOKEN, 3])
    assert greedy([5], [4, NO_TOKEN]) == (0, 4)  # behind the first that fell, nobody looks
    dice = torch.Generator().manual_seed(0)
    with pytest.raises(UserError, match="not finite"):
        sampled([0], TEACHER.repeat(2, 1), TEACHER[None], torch.tensor([False, True]), dice)


def test_a_narrower_or_wider_students_logits_fit_the_teachers_vocabulary():
    assert fitted(torch.arange(5.0), 3).tolist() == [0, 1, 2]
    assert fitted(torch.zeros(2, 2), 3).softmax(-1).tolist() == [[0.5, 0.5, 0]] * 2


def test_penalties_look_back_on_what_stands_before_each_place():
    """Repeating is made impossible: the teacher's choice depends on the drafts before it."""
    def never_again(read, logits):
        return logits.scatter(1, read, float("-inf"))

    sampler = Sampler(Request(""), torch.device("cpu"), own=([never_again], []))
    logits = torch.tensor([5.0, 4.0, 3.0, 2.0]).repeat(3, 1)
    read = torch.tensor([[0, 1, 2]])  # 0 was written; 1 and 2 are drafts
    assert verified(sampler, logits, [1, 2], [], read) == (2, 3)
    assert verified(sampler, logits, [1, 1], [], torch.tensor([[0, 1, 1]])) == (1, 2)
