"""The bench runs, and its last line is the JSON object the README promises."""

import json

import pytest

from demo import settings as settings_module
from demo.bench import saved_runs
from demo.bench.__main__ import main
from demo.drawing import elsewhere
from demo.errors import UserError
from demo.sharing.list_lookup import ListLookup
from demo.sharing.prompt_list_file import from_json


def test_the_last_line_is_json_with_every_promised_key(tiny_pairs, capsys, tmp_path):
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("hello there\r\n\r\nhow are you\r\n", encoding="utf-16")
    pair = str(tiny_pairs / "llama")
    main(["--pair", pair, "--prompts", str(prompts), "--rounds", "1", "--max-tokens", "8"])
    out = capsys.readouterr().out.strip().splitlines()
    found = json.loads(out[-1])
    assert set(found) >= {"device", "teacher", "student", "race_over_solo", "versions"}
    assert set(found["race_over_solo"]) == {"teacher", "student"}
    for side in ("teacher", "student"):
        row = found[side]
        assert row["blocks"] == 4 and row["load_s"] > 0
        assert row["mbu"] == pytest.approx(
            row["bytes_per_token"] / (row["tpot_race_ms"] / 1e3) / row["bandwidth"]
        )
    assert out[0].startswith(found["device"]["name"])
    ceiling = next(i for i, line in enumerate(out) if line.startswith("ceiling"))
    measured = next(i for i, line in enumerate(out) if line.startswith("measured"))
    assert ceiling < measured


@pytest.mark.parametrize(
    ("content", "reason"), [
        (None, "cannot be read"), (b"\n \n", "no prompt"), (b'{"prompt": 1}\n', "cannot be used"),
        (b"a\n\xff\n", "is not UTF-8"), (b"a\x1bb", "control characters"), (b"a\0b", "null bytes"),
    ],
)
def test_a_bad_prompts_file_is_one_sentence(tiny_pairs, tmp_path, content, reason):
    path = tmp_path / "prompts.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit, match=reason):
        main(["--pair", str(tiny_pairs / "llama"), "--prompts", str(path)])


def test_a_list_is_raced_once_kept_and_shared(capsys, tiny_pairs, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BASE_URL", "http://here")
    path = tmp_path / "prompts.jsonl"
    path.write_text("".join(f'{{"prompt": "number {n}"}}\n' for n in range(6)))
    main(["--pair", str(tiny_pairs / "llama"), "--prompts", str(path), "--max-tokens", "8",
          "--list", str(tmp_path / "out" / "list.json"), "--share", "--seed", "3"])
    out = capsys.readouterr().out.strip().splitlines()
    told = json.loads(out[-1])
    assert told["raced"] == told["compared"] == 6
    assert told["metrics"]["ttft_s"]["teacher"]["low"] is not None
    kept = from_json((tmp_path / "out" / "list.json").read_text())
    assert kept.rows[5].prompt == "number 5" and kept.first.request.seed == 3
    assert (tmp_path / "out" / "list.csv").read_text().startswith("number,prompt,")
    key = told["page"].removeprefix("http://here/m/")
    shared = ListLookup(settings_module.read()).open(key)
    assert [row.prompt for row in shared.rows] == [row.prompt for row in kept.rows]
    assert f"link: {told['page']}" in out


@pytest.mark.parametrize("arguments, said", [
    (["--share"], "name the folder"), (["--list", "x.json", "--random", "8b-and-1.5b"], "leave"),
    (["--list", "x.json", "--temperature", "9"], "Temperature must be"),
])
def test_a_list_that_cannot_be_is_one_sentence(tiny_pairs, monkeypatch, arguments, said):
    monkeypatch.delenv("DATA_DIR", raising=False)
    with pytest.raises(SystemExit, match=said):
        main(["--pair", str(tiny_pairs / "llama"), *arguments])


def test_an_unknown_pair_is_one_sentence():
    with pytest.raises(SystemExit, match="There is no pair 'nowhere'"):
        main(["--pair", "nowhere"])


def test_random_weights_are_measured_every_way_and_the_last_line_is_json(
    capsys, tmp_path, monkeypatch
):
    saved = tmp_path / "results" / "gpu.json"
    main(["--random", "8b-and-1.5b", "--rounds", "1", "--max-tokens", "16", "--save", str(saved)])
    out = capsys.readouterr().out.strip().splitlines()
    found = json.loads(out[-1])
    assert {"static", "eager", "generate_tpot_ms", "totals_before"} <= set(found)
    for kind in ("static", "eager"):
        assert found[kind]["why"] in out[[i for i, line in enumerate(out)
                                          if line.startswith("==")][kind == "eager"]]
        assert found[kind]["student"]["quantization"] == "NF4"
        assert found[kind]["student"]["memory"]["quantization_state"] > 0
        for side in ("teacher", "student"):
            assert found[kind][side]["step_wall_ms"] > 0
            assert "no energy counter" in found[kind][side]["joules_per_token"]
            assert found["generate_tpot_ms"][side] > 0
    held = [found[kind]["teacher"]["memory"]["kv_cache"] for kind in ("static", "eager")]
    assert held[0] > held[1] > 0
    kept = json.loads(saved.read_text())["runs"]
    assert kept["8b-and-1.5b"]["eager"] == found["eager"]
    assert kept["8b-and-1.5b"]["conditions"]["max_tokens"] == 16
    # A run without captured steps is none of a GPU, and the page tells of none.
    monkeypatch.setattr(elsewhere, "FILE", saved)
    assert elsewhere.told("en") == ""
    saved_runs.save({**found, "random": "another", "graph": found["eager"]}, saved)
    assert len(json.loads(saved.read_text())["runs"]) == 2
    monkeypatch.setattr(elsewhere, "FILE", saved.rename(tmp_path / "captured.json"))
    times = [f"{found['eager'][side]['tpot_race_ms']:.3g}" for side in ("teacher", "student")]
    for language in ("en", "zh"):
        told = elsewhere.told(language)
        assert found["eager"]["device"]["name"] in told and all(ms in told for ms in times)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"runs": []}', "\x00"])
def test_a_file_that_is_none_of_the_benchs_is_left_as_it_is(tmp_path, monkeypatch, text):
    file = tmp_path / "gpu.json"
    file.write_text(text)
    with pytest.raises(UserError, match="name another one"):
        saved_runs.save({"random": "x"}, file)
    assert file.read_text() == text
    monkeypatch.setattr(elsewhere, "FILE", file)
    assert elsewhere.told("en") == ""


@pytest.mark.parametrize("words", [["--rounds", "0"], ["--rounds", "-1"], ["--max-tokens", "0"],
                                   ["--max-tokens", "1000000"], ["--rounds", "x"]])
def test_numbers_that_measure_nothing_are_refused(words, capsys):
    with pytest.raises(SystemExit):
        main(words)
    assert "must be a whole number from 1 to" in capsys.readouterr().err


def test_a_file_to_keep_is_of_random_weights():
    with pytest.raises(SystemExit, match="--save keeps a run of --random"):
        main(["--save", "x.json"])


def test_shapes_that_there_are_not_are_one_sentence():
    with pytest.raises(SystemExit, match="choose one of 8b-and-1.5b"):
        main(["--random", "9b-and-2b"])
