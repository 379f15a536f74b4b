"""Logs are bounded whoever writes them, and a terminal obeys none of it."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import traceback

import pytest

from demo import logs
from demo.logs import LINES, MOST, Bounded, ShortRecord, bounded, short
from demo.settings import ROOT

HUGE = "x" * 1_000_000


@pytest.mark.parametrize("text, shown", [
    ("fine", "fine"), ("a\tb\nc", "a\tb\nc"), ("数学🎉", "数学🎉"), ("", ""),
    ("\x1b[2J", "\\x1b[2J"), ("a\rb\x00\x07\x7f\x9b", "a\\x0db\\x00\\x07\\x7f\\x9b"),
    ("x" * MOST, "x" * MOST), ("x" * 501, "x" * 500 + " … (1 characters left out)"),
])
def test_a_message_is_short_and_moves_no_cursor(text, shown):
    assert short(text) == shown


@pytest.mark.parametrize("text", [HUGE, "x\n" * 500_000, "\x1b" * 100_000, f"a\n{HUGE}\nb"])
def test_whatever_is_printed_is_bounded(text):
    out = io.StringIO()
    assert Bounded(out).write(text) == len(text)
    assert len(out.getvalue()) < (LINES + 1) * (4 * MOST + 50)


def test_of_a_long_traceback_the_end_stays():
    text = "\n".join(map(str, range(1000)))
    assert bounded(text).startswith("0\n1\n") and bounded(text).endswith("\n999")


def _value(text):
    raise ValueError(f"Value: {text} is not in the list of choices")


def test_a_refused_value_is_not_written_whole_past_logging():
    out = io.StringIO()
    try:
        _value(HUGE)
    except ValueError:
        traceback.print_exc(file=Bounded(out))
    assert "Value: xxx" in out.getvalue() and len(out.getvalue()) < 5000


@pytest.mark.parametrize("name", ["", "demo.page", "uvicorn.error", "gradio", "asyncio"])
def test_every_loggers_records_are_short(name):
    out, logger = io.StringIO(), logging.Logger(name)
    logger.addHandler(logging.StreamHandler(Bounded(out)))
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(ShortRecord)
    try:
        logger.warning("%s and %s", HUGE, "\x1b[2J")
        try:
            _value(HUGE)
        except ValueError:
            logger.exception("it failed with %s", HUGE)
    finally:
        logging.setLogRecordFactory(before)
    assert len(out.getvalue()) < 8000 and "\x1b" not in out.getvalue()
    assert "Traceback" in out.getvalue()


def test_the_app_begins_its_logs_before_anything_else():
    code = ("from demo import logs; logs.begin(); import logging, uvicorn\n"
            "uvicorn.Config(None, log_level='warning')\n"
            "for name in ('', 'uvicorn.error', 'gradio'):\n"
            "    logging.getLogger(name).warning('x' * 10**6)\n"
            "raise ValueError('y' * 10**6)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert 1500 < len(done.stderr) < 6000, done.stderr[:2000]
    assert logs.begin.__name__ in (ROOT / "app.py").read_text()


def test_a_message_that_comes_a_thousand_times_is_shown_a_few_times():
    stream, found = io.StringIO(), logging.getLogger("tests.seldom")
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.Seldom())
    found.addHandler(handler)
    for n in range(1000):
        found.warning("cast from %s", "float32")
        if n < 5:
            found.warning("number %d", n)
    found.removeHandler(handler)
    lines = stream.getvalue().splitlines()
    assert sum("cast from" in line for line in lines) == logs.OFTEN
    assert [line for line in lines if "not again" in line] == [
        f"cast from float32 (said {logs.OFTEN} times, and not again)"]
    assert sum(line.startswith("number") for line in lines) == 5


def test_what_seldom_remembers_is_bounded():
    found = logs.Seldom()
    for n in range(3 * logs.REMEMBERED):
        found.filter(logging.LogRecord("a", logging.WARNING, "", 0, f"number {n}", (), None))
    assert len(found._seen) == logs.REMEMBERED
