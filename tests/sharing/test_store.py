"""The store keeps what it was given, whole or not at all, and shows nothing to who has no id."""

from __future__ import annotations

import dataclasses
import os
import threading
import time

import pytest

from demo.errors import UserError
from demo.recording.file import from_json
from demo.sharing import store_census as module
from demo.sharing.store import ID, Missing, Store
from tests.scripted import ScriptedEngine, recorded


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(), "14 * 36 - 57?")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "recordings")


def state(store, id):
    with pytest.raises(Missing) as found:
        store.get(id)
    return found.value.state


def test_what_is_kept_comes_back_the_same(store, recording):
    kept = store.add(recording)
    assert store.get(kept.id) == recording == from_json(store.read(kept.id))


def test_ids_and_tokens_have_128_bits_and_never_repeat(store, recording):
    kept = [store.add(recording) for _ in range(50)]
    assert len({k.id for k in kept} | {k.token for k in kept}) == 100
    assert all(ID.fullmatch(k.id) and len(k.token) == 22 for k in kept)


def test_the_token_is_not_on_the_disk(store, recording):
    kept = store.add(recording)
    assert all(kept.token.encode() not in path.read_bytes() for path in store.folder.iterdir())


def test_only_its_own_token_deletes_and_for_ever(store, recording):
    kept, other = store.add(recording), store.add(recording)
    for wrong in ("", "x", other.token, kept.id, "é" * 22):
        with pytest.raises(UserError, match="token"):
            store.delete(kept.id, wrong)
    assert store.get(kept.id) == recording
    store.delete(kept.id, kept.token)
    assert state(store, kept.id) == "deleted" and store.get(other.id) == recording
    assert state(Store(store.folder), kept.id) == "deleted"
    assert not list(store.folder.glob(f"{kept.id}.json"))


def test_a_deletion_cut_short_shows_it_no_more(store, recording):
    kept = store.add(recording)
    (store.folder / f"{kept.id}.gone").write_bytes(b"")  # the mark is written first
    assert state(store, kept.id) == "deleted"


@pytest.mark.parametrize("id", [
    "", ".", "..", "../../etc/passwd", "a" * 21, "a" * 23, "a/b" + "a" * 19, "%2e%2e" + "a" * 16,
    "\x00" * 22, "а" * 22, "a" * 21 + "\n", "con", "A" * 22,
])
def test_an_id_of_the_wrong_form_or_of_nothing_is_unknown(store, recording, id):
    store.add(recording)
    assert state(store, id) == "unknown"


@pytest.mark.parametrize("damage", [
    lambda raw: raw[:-1], lambda raw: raw[:40], lambda raw: b"", lambda raw: b"\n" + raw,
    lambda raw: raw.replace(b"fp32", b"fp16"), lambda raw: raw + b" ", lambda raw: b"[1]\n{}",
    lambda raw: b"\xff" * 100, lambda raw: bytes(len(raw)),
])
def test_damage_on_the_disk_is_found_and_never_shown(store, recording, damage):
    kept, other = store.add(recording), store.add(recording)
    path = store.folder / f"{kept.id}.json"
    path.write_bytes(damage(path.read_bytes()))
    assert state(store, kept.id) == "damaged" and store.get(other.id) == recording


def test_what_is_too_large_is_refused_and_says_what_to_do(tmp_path, recording):
    with pytest.raises(UserError, match="download it"):
        Store(tmp_path, size=1000).add(recording)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("limits", [{"most": 3}, {"total": 12_000}])
def test_a_full_store_refuses_the_new_and_keeps_the_old(tmp_path, recording, limits):
    store, kept = Store(tmp_path, **limits), []
    with pytest.raises(UserError, match="full"):
        for _ in range(20):
            kept.append(store.add(recording))
    assert 0 < len(kept) < 20 and all(store.get(k.id) == recording for k in kept)


def test_what_cannot_be_read_back_is_not_promised(store, recording):
    odd = dataclasses.replace(recording, device={"cores": float("nan")})
    with pytest.raises(UserError):
        store.add(odd)
    assert not list(store.folder.iterdir())


def test_a_lone_surrogate_does_not_break_the_store(store, recording):
    request = dataclasses.replace(recording.request, prompt="a\ud800")
    kept = store.add(dataclasses.replace(recording, request=request))
    assert store.get(kept.id).request.prompt == "a?"


def test_many_at_once_all_come_back(store, recording):
    kept = []
    threads = [threading.Thread(target=lambda: kept.append(store.add(recording)))
               for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({k.id for k in kept}) == 20
    assert all(store.get(k.id) == recording for k in kept)


def test_files_whose_writer_died_are_swept_and_young_ones_are_left(store):
    old, young = store.folder / "a.part", store.folder / "b.part"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * module.STALE_SECONDS,) * 2)
    Store(store.folder)
    assert not old.exists() and young.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="DATA_DIR .* cannot be used"):
        Store(tmp_path / "file" / "recordings")
