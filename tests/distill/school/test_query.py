"""What the answer log calls the teacher's answer is what the teacher says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import torch

from demo.distill.core import batches
from demo.distill.core.batched_decoding import Choice, answers
from demo.distill.core.batches import Example, pack
from demo.distill.core.models import answer_logits, save_pair_side
from demo.distill.core.targets import Cut, kept
from demo.distill.school.answer_log import GREEDY, SAMPLED, AnswerLog, StoredTargets, identity
from demo.distill.school.profiles import PROFILES, Asking
from demo.distill.school.query import ask, is_sampled, query, totals
from demo.errors import UserError
from demo.exam.split import TRAIN, split_of

QUESTIONS = ["hi", "what is 12 + 30", "how many r in strawberry"]
ROOT = Path(__file__).parents[3]


def said_by(model, tokenizer) -> list[Example]:
    """Greedy answers, decoded one token at a time."""
    said = answers(model, tokenizer, QUESTIONS, limit=12)
    prompts = [batches.asked(tokenizer, question) for question in QUESTIONS]
    return [Example(p + s.tokens, len(p)) for p, s in zip(prompts, said, strict=True)]


def test_beliefs_kept_while_decoding_are_those_of_a_second_pass(tokenizer, tiny) -> None:
    """No second pass is needed; and they are what a student is trained against, packed."""
    heat = Choice([0.0, 1.0, 0.7], seed=5)
    said = answers(tiny, tokenizer, QUESTIONS, limit=12, choice=heat, keep=partial(kept, k=0))
    prompts = [batches.asked(tokenizer, question) for question in QUESTIONS]
    told = [Example(p + s.tokens, len(p)) for p, s in zip(prompts, said, strict=True)]
    with torch.no_grad():
        packed = answer_logits(tiny, pack(told, 1, 160, tokenizer.pad_token_id))
    beliefs = torch.cat([one.beliefs for one in said]).float()
    torch.testing.assert_close(beliefs, packed.log_softmax(-1), rtol=0, atol=0.01)


def test_a_batch_may_hold_greedy_and_sampled_rows(tokenizer, tiny) -> None:
    greedy = answers(tiny, tokenizer, QUESTIONS, limit=12)
    mixed = answers(tiny, tokenizer, QUESTIONS, limit=12, choice=Choice([0.0, 2.0, 0.0], 1))
    assert [s.tokens for s in mixed][::2] == [s.tokens for s in greedy][::2]
    assert mixed[1].tokens != greedy[1].tokens


def test_sampling_follows_the_temperature(tokenizer, tiny) -> None:
    """First tokens of many samples come as often as the model believes in them."""
    count = 3000
    said = answers(tiny, tokenizer, ["hi"] * count, rows=count, limit=1,
                   choice=Choice([0.5] * count, 3), keep=partial(kept, k=0))
    logs = said[0].beliefs[0].float()
    wanted = (logs / 0.5).softmax(-1)
    seen = torch.bincount(torch.tensor([s.tokens[0] for s in said]), minlength=len(wanted))
    assert (seen / count - wanted).abs().max() < 4 * (wanted.max() / count) ** 0.5


def test_the_ledger_holds_a_belief_a_token_and_a_question_once(asked, tokenizer) -> None:
    answer_log, beliefs = AnswerLog(asked / "ledger"), StoredTargets()
    placed = list(answer_log.rows())
    assert len({row.id for _, row in placed}) == len(placed) == 24
    for shard, row in placed:
        assert len(beliefs.of(shard, row.id)) == len(row.tokens)
        text = tokenizer.decode(row.tokens[:-1] if row.ended else row.tokens)
        assert row.id == identity(row.question.text) and text == row.answer


def test_the_share_of_sampled_answers_is_the_stated_one(asked) -> None:
    rows = [row for _, row in AnswerLog(asked / "ledger").rows()]
    assert all((row.mode == SAMPLED) == is_sampled(row.question, 0.4) for row in rows)
    assert {row.mode for row in rows} == {SAMPLED, GREEDY}


def test_no_held_out_content_was_asked(asked, school) -> None:
    for folder in (asked, school[0]):
        rows = [row for _, row in AnswerLog(folder / "ledger").rows()]
        assert rows and all(split_of(row.question) == TRAIN for row in rows)


def test_a_larger_ledger_goes_on_from_a_smaller_one(tokenizer, tiny, tmp_path) -> None:
    answer_log = AnswerLog(tmp_path)
    ask(tiny, tokenizer, answer_log, Asking(6, shard=4))
    before = {path: path.stat().st_mtime_ns for path in answer_log.shards}
    ask(tiny, tokenizer, answer_log, Asking(10, shard=4))
    assert len(answer_log.asked()) == 10
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())


def test_a_kill_between_batches_changes_no_answer(tokenizer, tiny, tmp_path) -> None:
    """Sampled ones neither: the dice of a batch depend on no earlier run."""
    asking, whole, cut = Asking(12, sampled=0.5, rows=3, shard=6), {}, {}
    ask(tiny, tokenizer, AnswerLog(tmp_path / "whole"), asking)
    for _, row in AnswerLog(tmp_path / "whole").rows():
        whole[row.id] = row.tokens
    answer_log, add, written = AnswerLog(tmp_path / "cut"), AnswerLog.add, []

    def killed(*words):
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(add(*words))

    with pytest.MonkeyPatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(AnswerLog, "add", killed)
        ask(tiny, tokenizer, answer_log, asking)
    assert len(answer_log.asked()) == 9, "all but the batch in hand are on disk"
    ask(tiny, tokenizer, answer_log, asking)
    for _, row in answer_log.rows():
        cut[row.id] = row.tokens
    assert cut == whole


def test_a_full_ledger_loads_no_teacher(asked, profile, tmp_path, monkeypatch, capsys) -> None:
    first = query(profile, asked)
    monkeypatch.setattr("demo.distill.school.query.teacher_of", None)
    assert query(profile, asked) == first
    assert f"{first['cut']} of 24 answers were cut" in capsys.readouterr().err


def test_beliefs_without_their_texts_are_asked_again(tokenizer, tiny, tmp_path) -> None:
    """What a kill between the two files of a shard leaves behind."""
    answer_log = AnswerLog(tmp_path)
    ask(tiny, tokenizer, answer_log, Asking(8, shard=4))
    answer_log.shards[0].unlink()
    ask(tiny, tokenizer, answer_log, Asking(8, shard=4))
    assert len(answer_log.asked()) == 8 and len(list(answer_log.folder.glob("*.safetensors"))) == 2


def test_a_large_vocabularys_beliefs_can_be_cut(tokenizer, tiny, tmp_path) -> None:
    answer_log = AnswerLog(tmp_path)
    ask(tiny, tokenizer, answer_log, Asking(4, shard=4, top_k=3))
    for shard, row in answer_log.rows():
        found = StoredTargets().of(shard, row.id)
        assert isinstance(found, Cut) and found.ids.shape == (len(row.tokens), 3)


def test_a_ledger_is_not_continued_with_another_cut(asked, profile) -> None:
    with pytest.raises(UserError, match="--top-k 0 and cannot go on with --top-k 5"):
        query(profile, asked, top_k=5)


def killed_when(folder: Path, questions: int, shards: int) -> None:
    """Kill the asking without warning as soon as it has written so many shards."""
    command = [
        sys.executable,
        "-m",
        "tests.distill.school.asking_process",
        str(folder),
        str(questions),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}) as process:
        while len(list((folder / "ledger").glob("*.safetensors"))) < shards:
            assert process.poll() in (None, 0)
            if process.poll() == 0:
                return
            time.sleep(0.001)
        process.kill()


def test_kills_lose_no_written_answer_and_nothing_is_asked_twice(tokenizer, tiny, tmp_path) -> None:
    save_pair_side(tiny, tokenizer, tmp_path / "teacher")
    answer_log, held = AnswerLog(tmp_path / "ledger"), set()
    for shards in (1, 4, 9):
        killed_when(tmp_path, 60, shards)
        assert held <= answer_log.asked()
        held = answer_log.asked()
    ask(tiny, tokenizer, answer_log, Asking(60, rows=4, shard=4))
    rows = [row.id for _, row in answer_log.rows()]
    assert held <= set(rows) and len(rows) == len(set(rows)) == 60
    assert totals(answer_log)["asked"] == 60 and not list(answer_log.folder.glob("*.part.*"))


def test_profiles_state_their_share_of_sampled_answers() -> None:
    for profile in PROFILES.values():
        assert 0 < profile.asking.sampled < 1 and profile.asking.temperature > 0
