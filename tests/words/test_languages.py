"""Every word in both languages: the same keys, the same blanks, and somebody who reads it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from demo.settings import ROOT
from demo.words.languages import LANGUAGES

MODULES = sorted(path.stem for path in (ROOT / "demo" / "words").glob("*_words.py"))
# Keys that are put together from a value: an end of an answer, a state, an examinee, a paper.
BUILT = {
    "page_words": {"eos", "max_tokens_end", "teacher", "student", "4bit", "8bit", "reading",
                   "answering", "waiting", "stopped", "time_limit", "error", "idle",
                   "embeddings", "unquantized", "quantization_state", "kv_cache", "working_peak",
                   "weights", "queue_session", "queue_address", "max_tokens", "temperature",
                   "top_p", "seed", "to_method", "to_readme", "to_source", "repeats_ttft",
                   "repeats_tpot"},
    # What became of a vote, by demo.page.votes.blind_ballot.
    "vote_words": {"vote_kept", "vote_corrected", "vote_again", "vote_unkept"},
    # The reason beside each state in which a comparison cannot be shown.
    "share_words": {f"{state}_why" for state in ("unknown", "deleted", "damaged", "unreadable")},
}


def table(module: str, language: str) -> dict:
    return importlib.import_module(f"demo.words.{module}").words(language)


def blanks(value):
    """The blanks of a text, or of everything inside a table of texts."""
    if isinstance(value, dict):
        return {key: blanks(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return len(value)
    return sorted(re.findall(r"{\w*}", value))


def test_every_topic_is_found():
    assert {"page_words", "share_words", "picture_words", "verdict_words", "figure_words",
            "results_words"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_say_the_same_things_with_the_same_blanks(module):
    english, chinese = table(module, "en"), table(module, "zh")
    for key, value in english.items():
        if key != "subjects" or module != "page_words":  # labels that need no English word
            assert blanks(value) == blanks(chinese[key]), key
    assert set(english) == set(chinese)


@pytest.mark.parametrize("module", MODULES)
def test_an_unknown_language_is_english(module):
    assert table(module, "xx") is table(module, "en")
    assert len({id(table(module, language)) for language in LANGUAGES}) == len(LANGUAGES)


def sources() -> str:
    files = [*(ROOT / "demo").rglob("*.py"), *(ROOT / "demo").rglob("*.js")]
    return "\n".join(f.read_text(encoding="utf-8") for f in files if Path(f).parent.name != "words")


@pytest.mark.parametrize("module", MODULES)
def test_every_text_has_a_reader(module):
    source = sources()
    unread = [
        key for key in table(module, "en")
        if not re.search(rf"""["'.]{re.escape(key)}\b""", source)
        and not re.search(rf"\{{{{\{{value\.{re.escape(key)}\}}", source)
        and key not in BUILT.get(module, ())
    ]
    assert not unread
