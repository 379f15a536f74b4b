"""The fire drill, short, and without the bundled pair; the rest is run by hand."""

from __future__ import annotations

import json

import pytest

from tests.fire import kills, recordings, texts
from tests.fire.__main__ import bad, main
from tests.serving import page_settings


def test_the_short_drill_finds_nothing_and_ends_with_its_counts(capsys):
    status = main(["kills", "fuzz", "texts"])
    counts = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert status == 0, counts
    assert counts["kills"] == 50 and counts["shared"] > 5 and counts["fuzz"] == 60
    assert counts["errors"] == counts["lost"] == counts["differing"] == 0


def test_the_corpus_is_large_and_has_everything_once():
    found = texts.corpus()
    assert len(found) == len(set(found)) > 300


@pytest.mark.parametrize("key, value", [
    ("('pair', 'lineage')", "[]"), ("('pair', 'lineage')", "{}"), ("('pair', 'name')", "[]"),
    ("('device', 'kind')", "{}"), ("('device', 'reasons')", "'x'"), ("('versions', 'scripted')",
                                                                      "[]"),
])
def test_lists_and_tables_where_one_value_belongs_harm_no_door(tmp_path, monkeypatch, key, value):
    chosen = [case for case in recordings.cases() if case[0].startswith(f"{key} = ")
              and value.strip("'") in case[0]]
    assert chosen
    monkeypatch.setattr(recordings, "cases", lambda: iter(chosen[:2]))
    assert recordings.drill(page_settings(tmp_path), films=0)["errors"] == 0


def test_every_key_of_a_recording_is_tried_with_lists_and_tables():
    tried = {name for name, _ in recordings.cases()}
    for path in recordings.paths(recordings.base()):
        assert {f"{path} = '[]'", f"{path} = '{{}}'", f"{path} taken out"} <= tried


@pytest.mark.parametrize("counts, wrong", [
    ({"lost": 0, "errors": 0, "hangs": 3, "hangs_noticed": 3}, False), ({"lost": 1}, True),
    ({"errors": 1}, True), ({"hangs": 3, "hangs_noticed": 2}, True), ({"undeleted": 1}, True),
    ({"abandoned": 50, "freed": 49}, True), ({}, False),
])
def test_anything_wrong_is_an_exit_status(counts, wrong):
    assert bad(counts) is wrong


def test_a_store_that_loses_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(kills, "WRITER", kills.WRITER.replace(
        "kept = store.add(recording)",
        "kept = store.add(recording); (folder / (kept.id + '.json')).unlink()"))
    assert kills.writers(tmp_path, 5)["lost"] > 0
