"""Recordings: growing, the round trip through JSON, older versions, and garbage refused."""

import dataclasses
import json
import shutil
import subprocess

import pytest

from demo.errors import UserError
from demo.recording import file as module
from demo.recording.cache_growth import bytes_at, followed
from demo.recording.data import SIDES, Answer, Memory, Model, Recording, Request, Step
from demo.recording.file import from_json, to_json
from demo.recording.growing import begun, grow
from demo.settings import ROOT
from demo.sharing.packing import packed, unpacked


def whole() -> Recording:
    blank = Recording(
        Request("π? 中文 <b>"), pair={"name": "p", "same_tokenizer": True}, device={"kind": "cpu"},
        versions={"torch": "2.13.0"}, created="2026-01-01T00:00:00+00:00", app_version="0.1.0",
        answers={
            side: Answer(
                side, Model("m", parameters=5, notes=("a note",)), prompt_tokens=4,
                memory=Memory(weights=10, kv_per_token=100, why={"working_peak": "why"}),
            )
            for side in SIDES
        },
    )
    steps = [Step(side, "prefill", 7, "七", 0.25) for side in SIDES]
    steps += [Step(side, "decode", 8, "", 0.125) for side in SIDES]
    steps += [Step(side, "end", text="!", seconds=0.5, end="eos") for side in SIDES]
    return grow(blank, steps)


def test_a_recording_survives_json():
    assert from_json(to_json(whole())) == whole()


def test_the_makers_settings_and_what_was_done_with_them_survive_too():
    recording = whole()
    own = ("repetition_penalty 1.1", "top_k 20")
    answer = recording.answers["student"]
    answer = dataclasses.replace(answer, model=dataclasses.replace(answer.model, settings=own))
    recording = dataclasses.replace(
        recording, answers={**recording.answers, "student": answer},
        request=dataclasses.replace(recording.request, penalties=True))
    text = to_json(recording)
    assert from_json(text) == recording
    again = unpacked(packed(recording, 200), 10**6, 10**4)
    assert again.request.penalties and again.answers["student"].model.settings == own
    for good, bad in (('"penalties":true', '"penalties":3'), ('["repetition', '[1, "repetition'),
                      ('["repetition_penalty 1.1","top_k 20"]', '"abc"')):
        assert good in text
        with pytest.raises(UserError, match="damaged"):
            from_json(text.replace(good, bad))


def test_columns_are_stored_not_a_list_of_dicts():
    raw = json.loads(to_json(whole()))["answers"]["teacher"]
    assert raw["tokens"] == [7, 8] and raw["seconds"] == [0.25, 0.125]


def test_growing_keeps_text_back_until_the_end_and_adds_it_to_the_last_token():
    assert whole().answers["student"].texts == ("七", "!")
    assert whole().answers["student"].end_seconds == 0.5


def test_the_cache_holds_the_prompt_and_every_token_fed_back():
    assert whole().answers["teacher"].memory.kv_cache == (4 + 1) * 100


def test_begun_is_the_same_comparison_before_its_first_step():
    blank = begun(whole())
    assert blank.answers["teacher"].tokens == () and not blank.done and whole().done
    assert blank.answers["teacher"].model == whole().answers["teacher"].model


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not valid JSON"), ("[1]", "no \"format\""), ("[" * 100_000, "not valid JSON"),
        ('{"format": "other"}', "no \"format\""),
        ('{"format": "apprentice-recording"}', "no version number"),
        ('{"format": "apprentice-recording", "version": true}', "no version number"),
        ('{"format": "apprentice-recording", "version": 99}', "newer than"),
        ('{"format": "apprentice-recording", "version": 1}', "damaged"),
    ],
)
def test_garbage_is_refused_with_the_reason(text, reason):
    with pytest.raises(UserError, match=reason):
        from_json(text)


def broken(**teacher) -> str:
    raw = json.loads(to_json(whole()))
    raw["answers"]["teacher"].update(teacher)
    return json.dumps(raw)


@pytest.mark.parametrize(
    "damage",
    [
        {"tokens": [1]}, {"seconds": [0.1, -1]}, {"seconds": [0.1, "x"]}, {"texts": ["a", 3]},
        {"end": "nonsense"}, {"side": "student"}, {"model": 3}, {"memory": {"weights": "many"}},
        {"extra": 1}, {"prompt_tokens": "4"}, {"tokens": None}, {"seconds": [0.1, float("inf")]},
    ],
)
def test_a_damaged_recording_is_refused(damage):
    with pytest.raises(UserError, match="damaged|not valid"):
        from_json(broken(**damage))


@pytest.mark.parametrize("change", [
    {"device": {"reasons": 3}}, {"device": {"cores": {}}}, {"pair": {"final": [[]]}},
    {"device": {"cores": -1}}, {"pair": {"lineage": []}}, {"pair": {"lineage": ["unknown"]}},
    {"versions": {"torch": []}}, {"device": {"kind": ["cpu"]}}, {"pair": {"reasons": ["x"]}},
    {"device": {"reasons": "x"}}, {"device": {"reasons": None}}, {"versions": {"reasons": []}},
    {"versions": {"torch": 10**400}}, {"pair": [["a", "b", "c"]]},
])
def test_tables_that_are_not_flat_text_and_numbers_are_refused(change):
    raw = {**json.loads(to_json(whole())), **change}
    with pytest.raises(UserError, match="damaged|not valid"):
        from_json(json.dumps(raw))


@pytest.mark.parametrize("name, value", [
    ("probability", -1), ("probability", -0.5), ("probability", 1.5), ("acceptance", -0.1),
    ("acceptance", 2), ("kld", -1), ("kld", 1e7), ("kld", 1e308),
])
def test_a_fidelity_that_is_none_is_refused(name, value):
    raw = json.loads(to_json(whole()))
    count = len(raw["answers"]["student"]["tokens"])
    columns = {"probability": 1.0, "kld": 0.0, "acceptance": 1.0, "agrees": True, "first": 1,
               "instead": "x"}
    raw["fidelity"].update({key: [each] * count for key, each in columns.items()})
    assert from_json(json.dumps(raw)).fidelity.kld
    raw["fidelity"][name][0] = value
    with pytest.raises(UserError, match="out of range"):
        from_json(json.dumps(raw))


@pytest.mark.parametrize("memory", [
    {"weights": -1}, {"kv_cache": 2**60}, {"why": ["x"]}, {"why": {"working_peak": 3}},
    {"kv_per_token": 2**53}, {"kv_knots": 3}, {"kv_knots": [[1]]}, {"kv_knots": [[1, 2, 3]]},
    {"kv_knots": [[5, "x"]]}, {"kv_knots": [[5, 1.5]]}, {"kv_knots": [[-1, 5]]},
    {"kv_knots": [[5, 2**60]]}, {"kv_knots": [[5, 1], [5, 2]]}, {"kv_knots": [[6, 1], [5, 2]]},
    {"kv_knots": [[True, 5]]}, {"kv_knots": [[n, n] for n in range(5)]}, {"kv_knots": {"a": 1}},
])
def test_memory_that_no_machine_has_is_refused(memory):
    raw = json.loads(to_json(whole()))
    raw["answers"]["teacher"]["memory"].update(memory)
    with pytest.raises(UserError, match="damaged"):
        from_json(json.dumps(raw))


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_json_that_only_python_reads_is_refused(name):
    text = to_json(whole()).replace('"temperature":0.0', f'"temperature":{name}')
    with pytest.raises(UserError, match="not valid JSON"):
        from_json(text)


def test_a_missing_side_is_refused():
    raw = json.loads(to_json(whole()))
    del raw["answers"]["student"]
    with pytest.raises(UserError, match="damaged"):
        from_json(json.dumps(raw))


def test_an_older_version_is_lifted_step_by_step(monkeypatch):
    def to_2(raw):
        return {**raw, "created": raw.pop("made")}

    monkeypatch.setattr(module, "VERSION", 2)
    monkeypatch.setitem(module.UPGRADES, 1, to_2)
    raw = json.loads(to_json(whole()))
    raw["version"] = 1
    raw["made"] = raw.pop("created")
    assert from_json(json.dumps(raw)) == whole()


def test_recordings_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        whole().answers["teacher"].end = "eos"


# Bytes after each token held, from the first on; what the cache of each kind looks like.
CURVES = {
    "plain": [100 * n for n in range(1, 30)],
    "window": [100 * min(n, 16) for n in range(1, 40)],
    "long prompt, then its window": [2000] + [1600] * 20,
    "recurrent": [5000] * 30,
    "hybrid": [5000 + 50 * n for n in range(1, 30)],
    "two windows and a state": [700 + 10 * min(n, 5) + 20 * min(n, 9) for n in range(1, 30)],
    "leaps": [64 * (n // 4) for n in range(1, 40)],
    "ups and downs": [3, 90, 4, 4, 8, 12, 12, 1, 700],
}


def followed_whole(curve, first):
    knots, last = (), None
    for held, size in enumerate(curve, first):
        knots, last = followed(knots, 100, (held, size), last), (held, size)
    return knots


@pytest.mark.parametrize("first", [1, 20])
@pytest.mark.parametrize("kind", CURVES)
def test_a_curve_of_any_shape_is_kept_exactly_by_its_knots(kind, first):
    curve = CURVES[kind]
    knots = followed_whole(curve, first)
    assert [bytes_at(held, 100, knots) for held in range(first, first + len(curve))] == curve
    assert len(knots) <= len(curve)


def test_few_knots_are_enough_for_what_models_do():
    counts = {kind: len(followed_whole(curve, 1)) for kind, curve in CURVES.items()}
    wanted = {"plain": 0, "window": 2, "recurrent": 2, "hybrid": 2}
    assert {kind: counts[kind] for kind in wanted} == wanted


@pytest.mark.parametrize("kind", CURVES)
def test_a_recording_keeps_its_curve_and_replays_it(kind):
    curve = CURVES[kind]
    steps = [Step("student", "decode" if i else "prefill", 7, "x", 0.1, kv_cache=size)
             for i, size in enumerate(curve)]
    blank = begun(whole())
    grown = [grow(blank, steps[: i + 1]) for i in range(len(steps))]
    one_by_one = blank
    for i, step in enumerate(steps):
        one_by_one = grow(one_by_one, [step])
        assert one_by_one == grown[i]
        assert one_by_one.answers["student"].memory.kv_cache == curve[i]
    done = from_json(to_json(grow(one_by_one, [Step("student", "end", end="max_tokens")])))
    memory = done.answers["student"].memory
    assert [memory.kv_at(done.answers["student"].held(n + 1)) for n in range(len(curve))] == curve


def kv_in_javascript(answer, memory, known):
    source = (ROOT / "demo" / "drawing" / "played_sides.js").read_text()
    function = source[source.index("function kv("):source.index("function ledger(")]
    side = json.dumps({"answer": answer, "memory": memory})
    answers = f"JSON.stringify({known}.map(n => kv(side, n)))"
    script = f"{function}\nconst side = {side};console.log({answers})"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not shutil.which("node"), reason="no node to run the share page's script")
@pytest.mark.parametrize("kind", CURVES)
def test_the_share_pages_script_reckons_the_cache_as_the_replay_does(kind):
    curve, prompt = CURVES[kind], 4
    memory = {"kv_per_token": 100, "kv_knots": followed_whole(curve, prompt)}
    for shown in (memory, {"kv_per_token": 100}):
        found = kv_in_javascript({"prompt_tokens": prompt}, shown, list(range(len(curve) + 3)))
        knots = tuple(map(tuple, shown.get("kv_knots", ())))
        held = [prompt + n - 1 if n else 0 for n in range(len(curve) + 3)]
        assert found == [bytes_at(n, 100, knots) if n else 0 for n in held]
