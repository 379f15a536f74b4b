"""A paper is sat in batches, can be stopped, and goes on where a kill left it."""

import json

import pytest

from demo.errors import UserError
from demo.exam import sitting
from demo.exam.answers_journal import AnswersJournal
from demo.exam.marked import from_row, marked, name, to_row
from demo.exam.question_file import parse
from demo.exam.sitting import Terms
from demo.recording.batch_answers import Likeness, Sat
from tests.exam.exams import answered, asking, question

PAPER = [question(f"what is {n}?" + " well?" * (n % 5), str(n)) for n in range(50)]
SAYS = {("teacher", one.text): one.accepted[0] for one in PAPER}
TERMS = Terms(batch=8)


def sat(paper, known=None, stopped=lambda: False, asked=None, says=SAYS):
    return [one for part, _ in sitting.sit(paper, TERMS, asking(says, asked), known or {}, stopped)
            for one in part]


def test_every_question_is_asked_once_and_graded():
    asked = []
    found = sat(PAPER, asked=asked)
    assert sorted(asked) == sorted(one.text for one in PAPER)
    assert {one.number for one in found} == set(range(50))
    assert all(one.answers["teacher"].right for one in found)
    assert sum(one.answers["student"].right for one in found) == 1  # it says 0 to everything


def test_what_there_is_when_it_is_stopped_is_no_end_of_the_paper():
    found = sat(PAPER, stopped=lambda: True)
    assert len(found) == 8
    assert {one.number for one in found} != set(range(8))


def test_where_others_wait_a_slow_side_is_handed_few_questions_and_a_fast_one_many(monkeypatch):
    """A clock that goes on by so many seconds with each question."""
    for pace, least, most in ((3.0, 1, 2), (0.01, 8, 8)):
        now, handed = [0.0], []
        monkeypatch.setattr(sitting.time, "monotonic", lambda now=now: now[0])
        says = asking(SAYS)

        def ask(requests, now=now, handed=handed, pace=pace, says=says):
            handed.append(len(requests))
            now[0] += pace * len(requests)
            yield from says(requests)

        found = [one for part, _ in sitting.sit(PAPER, Terms(batch=8, patience=6.0), ask, {})
                 for one in part]
        assert len({one.id for one in found}) == 50 == sum(handed)
        assert least <= max(handed[1:]) <= most and handed[0] == sitting.FIRST


def test_the_order_is_the_same_each_time():
    first, second = [], []
    sat(PAPER, asked=first)
    sat(PAPER, asked=second)
    assert first == second


def test_a_time_that_is_left_is_told():
    *_, (_, last) = sitting.sit(PAPER, TERMS, asking(SAYS), {})
    assert last.done == last.whole == 50 and last.left == 0


def test_a_killed_exam_goes_on_where_it_was(tmp_path):
    path, terms = tmp_path / "answers.jsonl", {"pair": "p", "max_tokens": 9}
    journal = AnswersJournal(path, terms)
    journal.add(sat(PAPER, stopped=lambda: True))
    with path.open("ab") as file:
        file.write(b'{"id": "torn')
    again, asked = AnswersJournal(path, terms), []
    assert len(again.known) == 8
    again.add(sat(PAPER, again.known, asked=asked))
    assert len(asked) == 42
    assert len(AnswersJournal(path, terms).known) == 50


def test_another_exams_answers_are_not_taken(tmp_path):
    AnswersJournal(tmp_path / "a", {"pair": "one"})
    with pytest.raises(UserError, match="another exam"):
        AnswersJournal(tmp_path / "a", {"pair": "two"})
    (tmp_path / "b").write_text("something else\n")
    with pytest.raises(UserError, match="another exam"):
        AnswersJournal(tmp_path / "b", {"pair": "one"})
    with pytest.raises(UserError, match="cannot be used"):
        AnswersJournal(tmp_path / "b" / "c", {})


def test_what_failed_is_asked_again_the_next_time(tmp_path):
    journal = AnswersJournal(tmp_path / "a", {})
    journal.add(sat([PAPER[0]], says={("teacher", PAPER[0].text): "!"}))
    assert not AnswersJournal(tmp_path / "a", {}).known


def test_a_conversation_in_the_file_is_asked_as_one():
    own = parse({"messages": [
        {"role": "system", "content": "Be short."}, {"role": "user", "content": "1?"},
        {"role": "assistant", "content": "One."}, {"role": "user", "content": "2?"}],
        "answer": "Two."})
    made = sitting.request(own, Terms(system="of the pair"))
    assert (made.system, made.prompt) == ("Be short.", "2?")
    assert [turn.prompt for turn in made.earlier] == ["1?"]
    assert {answer.text for answer in made.earlier[0].answers.values()} == {"One."}
    assert sitting.request(PAPER[0], Terms(system="of the pair")).system == "of the pair"


def test_how_sure_of_the_final_answer_is_told_apart():
    logs = (-1.0,) * 6 + (-0.5,) * 2
    said = answered("working\nAnswer: 42")
    pieces = ("work", "ing", "\n", "Ans", "wer", ": ", "4", "2")
    said = type(said)(said.text, "eos", 8, 1.0, pieces=pieces, logs=logs)
    found = marked(question("6 * 7?", "42"), 0, Sat(0, {"teacher": said, "student": said}),
                   "Answer:")
    given = found.answers["teacher"]
    assert given.right and given.final_sure == pytest.approx(0.606531)
    assert given.sure == pytest.approx(2.718281828 ** (-7 / 8), abs=1e-5)


def test_a_row_reads_back_and_a_damaged_one_is_refused():
    one = marked(PAPER[3], 3, Sat(0, {side: answered("3") for side in ("teacher", "student")},
                                  Likeness(0.1, 0.9, 1.0)), "")
    row = json.loads(json.dumps(to_row(one)))
    assert from_row(row) == one and one.id == name(PAPER[3])
    for damage in ({"id": 4}, {"answers": {}}, {"number": "x"}, {"likeness": {"kl": "x"}},
                   {"answers": {**row["answers"], "teacher": {"text": 1, "end": "eos"}}},
                   {"answers": {**row["answers"], "teacher": {
                       "text": "", "end": "eos", "sure": float("nan")}}}):
        with pytest.raises(UserError, match="damaged"):
            from_row({**row, **damage})
