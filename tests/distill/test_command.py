"""The command line is a table; what it promises exists."""

from __future__ import annotations

import inspect
import signal
import subprocess
import sys
import time
from functools import partial
from importlib import import_module

import pytest

from demo.distill import __main__ as command
from demo.distill.school.variants import ROWS
from demo.exam.question import FINAL_MARK
from demo.settings import ROOT


def function_of(stage: str):
    module, name, _ = command.STAGES[stage]
    return getattr(import_module(module), name)


@pytest.mark.parametrize("stage", command.STAGES)
def test_every_option_of_a_stage_is_a_parameter_of_its_function(stage: str) -> None:
    taken = inspect.signature(function_of(stage)).parameters
    assert list(taken)[:2] == ["profile", "folder"]
    assert set(command.STAGES[stage][2]) <= set(taken)


def test_every_stage_is_explained_in_the_help() -> None:
    told = {line.split()[0] for line in command.__doc__.splitlines()[2:] if line.strip()}
    assert set(command.STAGES) | {"own"} <= told


@pytest.mark.parametrize("stage", command.STAGES)
def test_every_stage_answers_help(stage: str, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        command.main([stage, "--help"])
    assert left.value.code == 0 and "--profile" in capsys.readouterr().out


def test_a_complaint_is_one_sentence_and_no_traceback(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["distil", "--variant", "sofa", "--small", "--out", str(tmp_path)])
    said = capsys.readouterr().err
    assert left.value.code == 1 and said.startswith("There is no variant 'sofa': choose one of")
    assert said.count("\n") == 1


def test_ctrl_c_is_one_sentence_and_status_130(tmp_path) -> None:
    words = [sys.executable, "-m", "demo.distill", "teach", "--small", "--out", str(tmp_path)]
    # Whoever runs the tests in the background may have its children ignore the key.
    obey = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        words, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=obey
    ) as school:
        while not (tmp_path / "teacher.jsonl").exists() and school.poll() is None:
            time.sleep(0.1)
        school.send_signal(signal.SIGINT)
        said = school.communicate(timeout=60)[1]
    assert school.returncode == 130
    assert said.endswith("Stopped. The same command goes on where it was.\n")
    assert "Traceback" not in said


def test_the_fair_control_is_a_thousand_final_answers() -> None:
    (alone,) = [row for row in ROWS if row.name == "alone"]
    assert alone.asked == 1000 and alone.answers == "final" and not alone.soft
    assert FINAL_MARK == "Answer:"
