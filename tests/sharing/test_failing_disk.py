"""A store whose folder or disk misbehaves, and deletes beside adds: nothing is lost, nothing untrue
is said, and what is deleted is gone."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time

import pytest

from demo import durable_files
from demo.errors import UserError
from demo.sharing import store as module
from demo.sharing import store_census
from demo.sharing.store import Missing, NotDeleted, Store, WrongToken
from tests.scripted import ScriptedEngine, recorded


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(), "14 * 36 - 57?")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data" / "recordings")


def state(store, id):
    with pytest.raises(Missing) as found:
        store.get(id)
    return found.value.state


@pytest.fixture
def disk(monkeypatch):
    """disk(errno, endings written, endings removed): what it refuses from now on."""
    def fail(number, written=(), removed=()):
        whole, unlink = durable_files.write_durably, module.Path.unlink

        def write(temporary, path, data):
            if path.name.endswith(written):
                raise OSError(number, os.strerror(number))
            whole(temporary, path, data)

        def remove(path, missing_ok=False):
            if path.name.endswith(removed):
                raise OSError(number, os.strerror(number))
            unlink(path, missing_ok)

        if written:
            monkeypatch.setattr(module, "write_durably", write)
        if removed:
            monkeypatch.setattr(module.Path, "unlink", remove)
    return fail


def test_deletes_beside_adds_raise_nothing_and_count_right(store, recording):
    wrong, end = [], time.monotonic() + 1.5
    most = Store(store.folder, most=10**6)

    def work():
        try:
            while time.monotonic() < end:
                kept = most.add(recording)
                most.delete(kept.id, kept.token)
        except Exception as error:  # a raw one is the fault that is looked for
            wrong.append(error)

    def look():
        while time.monotonic() < end:
            most._census._looked = -1e9  # every add looks at the folder again
    threads = [threading.Thread(target=work) for _ in range(4)] + [threading.Thread(target=look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    most._census._looked = -1e9
    kept = most.add(recording)
    assert most._census._count == 1 and most.get(kept.id) == recording


@pytest.mark.parametrize("level", ["recordings", "data"])
def test_a_folder_that_was_taken_away_is_made_again(store, recording, tmp_path, level):
    lost = store.add(recording)
    shutil.rmtree(tmp_path / "data" / ("recordings" if level == "recordings" else ""))
    assert state(store, lost.id) == "unknown"
    kept = store.add(recording)
    assert store.get(kept.id) == recording


def test_a_full_store_whose_folder_was_replaced_has_room_again(tmp_path, recording, monkeypatch):
    monkeypatch.setattr(store_census, "AGAIN_SECONDS", -1.0)
    store = Store(tmp_path / "r", most=2)
    for _ in range(2):
        store.add(recording)
    with pytest.raises(UserError, match="full"):
        store.add(recording)
    shutil.rmtree(tmp_path / "r")
    assert store.add(recording)


@pytest.mark.parametrize("what", ["a file", "nothing to enter"])
def test_a_folder_that_became_something_else_is_one_sentence(store, recording, what):
    kept = store.add(recording)
    shutil.rmtree(store.folder)
    if what == "a file":
        store.folder.write_text("")
    else:
        store.folder.symlink_to(store.folder)
    with pytest.raises(UserError, match="could not be stored"):
        store.add(recording)
    assert state(store, kept.id) == "unreadable"


@pytest.mark.parametrize("number", [
    errno.EROFS, errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EMFILE,
])
def test_a_disk_that_refuses_a_recording_is_one_sentence_and_takes_no_room(
    store, recording, disk, number
):
    first = store.add(recording)
    before = (store._census._count, store._census._bytes)
    disk(number, written=(".json",))
    with pytest.raises(UserError, match="could not be stored .* download it"):
        store.add(recording)
    assert (store._census._count, store._census._bytes) == before
    assert store.get(first.id) == recording


@pytest.mark.parametrize("number", [errno.EROFS, errno.EIO, errno.EACCES])
def test_a_right_token_on_a_failing_disk_is_not_called_wrong(store, recording, disk, number):
    kept = store.add(recording)
    disk(number, written=(".gone",), removed=(".json",))
    with pytest.raises(NotDeleted, match="could not be deleted now .* still shared"):
        store.delete(kept.id, kept.token)
    with pytest.raises(WrongToken):
        store.delete(kept.id, "another")
    assert store.get(kept.id) == recording


def test_a_disk_too_full_for_a_mark_deletes_all_the_same(store, recording, disk):
    kept = store.add(recording)
    disk(errno.ENOSPC, written=(".gone",))
    store.delete(kept.id, kept.token)
    assert state(store, kept.id) == "unknown" and not list(store.folder.iterdir())
    assert store._census._count == 0


def test_a_file_that_cannot_be_removed_is_shown_no_more_and_goes_at_the_next_start(
    store, recording, disk, monkeypatch
):
    kept = store.add(recording)
    with monkeypatch.context():
        disk(errno.EIO, removed=(".json",))
        store.delete(kept.id, kept.token)
    assert state(store, kept.id) == "deleted" and (store.folder / f"{kept.id}.json").exists()
    monkeypatch.undo()
    assert state(Store(store.folder), kept.id) == "deleted"
    assert not (store.folder / f"{kept.id}.json").exists()


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE, errno.EACCES])
def test_what_cannot_be_read_now_is_not_called_unknown(store, recording, monkeypatch, number):
    kept = store.add(recording)

    def refuse(_):
        raise OSError(number, os.strerror(number))
    with monkeypatch.context() as broken:
        broken.setattr(module.Path, "read_bytes", refuse)
        assert state(store, kept.id) == "unreadable"
    assert store.get(kept.id) == recording


def test_deleted_ones_take_no_room(tmp_path, recording):
    store = Store(tmp_path, most=3, total=40_000)
    for _ in range(30):
        kept = store.add(recording)
        store.delete(kept.id, kept.token)
    again = Store(tmp_path, most=3, total=40_000)
    assert [again.add(recording) for _ in range(3)]


def test_marks_do_not_pile_up_for_ever_and_the_newest_stay(tmp_path, recording):
    store, ids = Store(tmp_path, most=5), []
    for index in range(12):
        kept = store.add(recording)
        store.delete(kept.id, kept.token)
        os.utime(tmp_path / f"{kept.id}.gone", (index, index))
        ids.append(kept.id)
    again = Store(tmp_path, most=5)
    assert [state(again, id) for id in ids] == ["unknown"] * 7 + ["deleted"] * 5


def test_temporary_files_go_whatever_the_clock_said_when_they_were_written(store):
    now = time.time()
    ages = {"old": now - 2 * store_census.STALE_SECONDS, "future": now + 10**6, "young": now}
    for name, when in ages.items():
        (store.folder / f"{name}.json.part").write_bytes(b"half")
        os.utime(store.folder / f"{name}.json.part", (when, when))
    Store(store.folder)
    assert [path.name for path in store.folder.iterdir()] == ["young.json.part"]


def test_sharing_looks_at_no_other_file(tmp_path, recording, monkeypatch):
    store = Store(tmp_path)
    store.add(recording)
    monkeypatch.setattr(
        store_census.os, "scandir", lambda _: pytest.fail("the folder was looked at")
    )
    kept = store.add(recording)
    store.delete(kept.id, kept.token)


def test_what_others_put_there_is_counted_in_the_end(tmp_path, recording, monkeypatch):
    monkeypatch.setattr(store_census, "LOOK_SECONDS", -1.0)
    one, two = Store(tmp_path, most=3), Store(tmp_path, most=3)
    one.add(recording), two.add(recording), one.add(recording)
    with pytest.raises(UserError, match="full"):
        two.add(recording)


def test_each_new_folder_is_on_the_disk_before_anything_is_in_it(tmp_path, monkeypatch):
    synced, real = [], durable_files.sync
    monkeypatch.setattr(
        durable_files, "sync", lambda path: (synced.append(path), real(path))
    )
    Store(tmp_path / "a" / "b" / "recordings")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def test_a_damaged_one_can_be_deleted_by_its_owner(store, recording):
    kept = store.add(recording)
    path = store.folder / f"{kept.id}.json"
    path.write_bytes(path.read_bytes()[:-9])
    store.delete(kept.id, kept.token)
    assert state(store, kept.id) == "deleted" and not path.exists()
