"""A student that was cut off, even without warning, ends as the one that was not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.distill.core.stage_files import read_json, read_lines
from demo.distill.school import distil as module
from demo.distill.school.check import check
from demo.distill.school.distil import distil
from demo.distill.school.nf4 import nf4
from demo.distill.school.variants import Run, variant_named
from tests.distill.interrupted import Interrupted, interrupted_at

ROOT = Path(__file__).parents[3]


@pytest.fixture()
def ready(asked, profile, tmp_path):
    folder = tmp_path / "ready"
    shutil.copytree(asked, folder)
    check(profile, folder)
    return folder


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_a_resumed_student_equals_an_uninterrupted_one_through_its_practice(
    ready, profile, tmp_path, monkeypatch
) -> None:
    """Six steps, the last of them practice; cut after every one."""
    cut = tmp_path / "cut"
    shutil.copytree(ready, cut)
    distil(profile, ready, "soft", 3)
    for step in range(1, 6):
        with monkeypatch.context() as patched, pytest.raises(Interrupted):
            patched.setattr(module, "train", interrupted_at(step))
            distil(profile, cut, "soft", 3)
        assert not (cut / "soft-seed3.json").exists()
    distil(profile, cut, "soft", 3)
    assert weights(cut / "soft-seed3") == weights(ready / "soft-seed3")


def test_both_terms_and_practice_are_logged_apart(ready, profile) -> None:
    distil(profile, ready, "soft", 0)
    (row,) = [r for r in read_lines(ready / "soft-seed0.jsonl") if r["step"] == 6]
    assert "jsd" in row and "accuracy" in row
    distil(profile, ready, "hard", 0)
    (row,) = [r for r in read_lines(ready / "hard-seed0.jsonl") if r["step"] == 6]
    assert "ce" in row and "kd" not in row


def test_compared_students_take_the_same_steps(ready, profile) -> None:
    done = {name: distil(profile, ready, name, 0) for name in ("soft", "hard", "alone", "oracle")}
    assert {row["step"] for row in done.values()} == {profile.distil.steps}
    assert len({row["parameters"] for row in done.values()}) == 1


def test_a_student_is_stored_in_4_bits_with_its_validation(ready, profile) -> None:
    distil(profile, ready, "alone", 1)
    summary = nf4(profile, ready, "alone", 1)
    run = Run(ready, variant_named(profile, "alone"), 1)
    assert read_json(run.result) == summary and "validation_mean" in summary
    assert read_json(run.stored / "config.json")["quantization_config"]["load_in_4bit"]
    assert "quantization_config" not in read_json(run.masters / "config.json")


def killed_after(folder: Path, step: int) -> None:
    """`distil --small` of a school, killed without warning when its log has reached a step."""
    command = [sys.executable, "-m", "demo.distill", "distil", "--small", "--out", str(folder)]
    checkpoint, log = folder / "soft-seed0.pt", folder / "soft-seed0.jsonl"
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}) as process:
        while not (checkpoint.exists() and log.exists() and f'"step": {step}' in log.read_text()):
            assert process.poll() is None, "it ended before it was to be killed"
            time.sleep(0.002)
        process.kill()


def test_a_killed_student_goes_on_where_it_stood(school, tmp_path) -> None:
    """Killed twice, early and within its practice; step by step the log is the uninterrupted
    one's, so no lesson was repeated and none was lost."""
    folder, _ = school
    for name in ("teacher", "ledger"):
        shutil.copytree(folder / name, tmp_path / name)
    shutil.copy(folder / "checked.jsonl", tmp_path)
    for step in (30, 110):
        killed_after(tmp_path, step)
    command = [sys.executable, "-m", "demo.distill", "distil", "--small", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True,
                   env={**os.environ, "OMP_NUM_THREADS": "1"})
    told, wanted = (
        {row["step"]: row for row in read_lines(f / "soft-seed0.jsonl")}
        for f in (tmp_path, folder)
    )
    assert told.keys() == wanted.keys()
    # Some processors add in another order from one process to the next, so losses are only close;
    # how many tokens were taught tells the lessons exactly, until the student practises on its own.
    assert all(told[n]["tokens"] == wanted[n]["tokens"] for n in wanted if n <= 100)
    assert {n: row["loss"] for n, row in told.items()} == pytest.approx(
        {n: row["loss"] for n, row in wanted.items()}, rel=0.05, abs=0.01)
