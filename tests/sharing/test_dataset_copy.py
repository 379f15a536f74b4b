"""A Hub dataset as the lasting copy: huggingface_hub's own scheduler, with a fake Hub behind it."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from huggingface_hub.utils import filter_repo_objects

from demo.errors import UserError
from demo.settings import Settings
from demo.sharing.dataset_copy import backups
from demo.sharing.recording_lookup import RecordingLookup
from demo.sharing.store import Missing
from demo.votes.vote_store import FOLDER, VoteStore
from tests.exam.exams import results
from tests.prompts.made_lists import raced
from tests.scripted import ScriptedEngine, recorded
from tests.votes import made_votes


class FakeHub:
    """HfApi as far as a CommitScheduler and our backup use it: a dict of files."""

    def __init__(self):
        self.files, self.private, self.squashed, self.down = {}, None, 0, False
        self._pool = ThreadPoolExecutor(1)

    def create_repo(self, repo_id, *, repo_type, private, exist_ok):
        self.private = private
        return SimpleNamespace(repo_id=repo_id)

    def snapshot_download(self, repo_id, *, repo_type, local_dir, allow_patterns, ignore_patterns):
        for name in filter_repo_objects(
            self.files, allow_patterns=allow_patterns, ignore_patterns=ignore_patterns
        ):
            path = Path(local_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.files[name])

    def run_as_future(self, what, *arguments):
        return self._pool.submit(what, *arguments)

    def create_commit(self, *, repo_id, repo_type, operations, commit_message, revision):
        for operation in operations:
            with operation.as_file() as file:
                self.files[operation.path_in_repo] = file.read()

    def delete_file(self, name, repo_id, *, repo_type, commit_message):
        from huggingface_hub.errors import EntryNotFoundError
        if self.down:
            raise ConnectionError("no network")
        if name not in self.files:
            raise EntryNotFoundError(name)
        del self.files[name]

    def super_squash_history(self, repo_id, *, repo_type):
        self.squashed += 1


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(), "14 * 36 - 57?")


def shelf_on(hub, folder):
    (folder / "examples").mkdir(parents=True)
    settings = Settings(data_dir=folder, recordings_repo="me/shared",
                        recordings_folder=folder / "examples")
    return RecordingLookup(settings, backups("me/shared", folder, hub))


def uploaded(lookup, folder="recordings"):
    lookup.mirrors[folder]._scheduler.trigger().result()


def until(true, seconds=5.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_is_shared_survives_a_disk_that_forgets(tmp_path, recording):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    kept = first.keep(recording)
    (first.store.folder / "half.json.abc.part").write_bytes(b"half")
    first.close()
    assert hub.private is True and set(hub.files) == {f"{kept.id}.json"}
    again = shelf_on(hub, tmp_path / "two")
    assert again.open(kept.id).recording == recording
    again.close()


def test_cards_lists_and_votes_survive_it_too(tmp_path):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    card, prompts = first.cards.keep(results("bt").card), first.lists.keep(raced(["a", "b"]))
    vote = made_votes.vote()
    VoteStore(tmp_path / "one" / FOLDER).add(vote, "visitor")
    first.close()
    assert Counter(name.rpartition("/")[0] for name in hub.files) == {
        "exams": 1, "prompts": 1, "votes": 1}
    again = shelf_on(hub, tmp_path / "two")
    assert again.cards.open(card.id) == first.cards.open(card.id)
    assert again.lists.open(prompts.id) == first.lists.open(prompts.id)
    assert not VoteStore(tmp_path / "two" / FOLDER).add(vote, "visitor")
    assert not list((tmp_path / "two" / "recordings").rglob("*.json"))
    again.close()


@pytest.mark.parametrize("shelf", ["cards", "lists"])
def test_a_card_that_is_deleted_is_gone_from_the_dataset(tmp_path, shelf):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    kept = getattr(first, shelf).keep(
        results("bt").card if shelf == "cards" else raced(["a", "b"]))
    folder = "exams" if shelf == "cards" else "prompts"
    uploaded(first, folder)
    assert set(hub.files) == {f"{folder}/{kept.id}.json"}
    getattr(first, shelf).delete(kept.id, kept.token)
    first.close()
    until(lambda: hub.squashed)
    assert set(hub.files) == {f"{folder}/{kept.id}.gone"}


def test_what_is_deleted_is_gone_from_the_dataset_and_its_history(tmp_path, recording):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    kept = first.keep(recording)
    until(lambda: uploaded(first) or f"{kept.id}.json" in hub.files)
    first.delete(kept.id, kept.token)
    first.close()
    until(lambda: hub.squashed)
    assert set(hub.files) == {f"{kept.id}.gone"}
    again = shelf_on(hub, tmp_path / "two")
    with pytest.raises(Missing, match="deleted"):
        again.open(kept.id)
    again.close()


def test_what_the_hub_did_not_delete_at_once_goes_later(tmp_path, recording):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    kept = first.keep(recording)
    uploaded(first)
    hub.down = True
    first.delete(kept.id, kept.token)
    uploaded(first)
    assert f"{kept.id}.json" in hub.files
    hub.down = False
    uploaded(first)
    assert set(hub.files) == {f"{kept.id}.gone"} and hub.squashed == 1
    first.close()


def test_what_a_crash_left_in_the_dataset_of_a_deleted_one_goes_at_the_next_start(
    tmp_path, recording
):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    kept = first.keep(recording)
    uploaded(first)
    first.close()
    hub.files[f"{kept.id}.gone"] = b""  # killed between the mark's upload and the deletion
    again = shelf_on(hub, tmp_path / "two")
    assert not (again.store.folder / f"{kept.id}.json").exists()
    until(lambda: hub.squashed)
    assert set(hub.files) == {f"{kept.id}.gone"}
    again.close()


def test_a_hub_that_refuses_the_last_upload_does_not_hold_the_end_up(tmp_path, recording, caplog):
    hub = FakeHub()
    first = shelf_on(hub, tmp_path / "one")
    first.keep(recording)
    hub.create_commit = lambda **_: (_ for _ in ()).throw(ConnectionError("no network"))
    first.close()
    assert "not in the dataset" in caplog.text


def test_a_dataset_that_cannot_be_used_is_one_sentence_at_start(tmp_path):
    hub = FakeHub()
    hub.create_repo = lambda *_, **__: (_ for _ in ()).throw(PermissionError("403"))
    with pytest.raises(UserError, match="RECORDINGS_REPO me/shared cannot be used"):
        backups("me/shared", tmp_path, hub)
