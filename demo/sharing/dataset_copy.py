"""A Hub dataset as the lasting copy of what is shared: downloaded at start, uploaded every minute.

Comparisons lie at its root, exams' cards, lists of prompts and votes in a folder each. For Spaces,
whose own disk forgets. The dataset is made private, because what is shared may be opened by its
link and listed by nobody. What is shared in the last minute before a crash is lost. Deleted means
deleted: what the Hub did not delete at once is asked for again, also at every start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.errors import UserError

log = logging.getLogger(__name__)
EVERY_MINUTES = 1
# What is copied of DATA_DIR, and where in the dataset it lies.
FOLDERS = {"recordings": "", "exams": "exams", "prompts": "prompts", "votes": "votes"}
UPLOAD_SECONDS = 25.0  # of the last upload, when the server ends
# A recording, and the mark of a deleted one; never a file that is still being written.
PATTERNS = ["*.json", "*.gone"]


class Backup:
    """Keeps a folder and one of a dataset alike, through huggingface_hub's own scheduler. within:
    the dataset's folder, "" its root."""

    def __init__(self, repo: str, folder: Path, api: Any, within: str = "") -> None:
        self.repo, self._api, self._within = repo, api, within
        folder.mkdir(parents=True, exist_ok=True)
        # What a crash, or a Hub that did not answer, left there of what was deleted.
        self._owed = {mark.stem + ".json" for mark in folder.glob("*.gone")
                      if mark.with_suffix(".json").exists()}
        self._squash = False
        self._scheduler = _scheduler(repo, folder, api, self._pay, within)

    def forget(self, name: str) -> None:
        """Delete a file in the dataset too, in the background; its mark is uploaded anyway."""
        self._owed.add(name)
        self._api.run_as_future(self._pay)

    def _pay(self) -> None:
        """Delete all that is owed. The client's one worker runs this, as it runs all uploads."""
        from huggingface_hub.errors import EntryNotFoundError

        for name in sorted(self._owed):
            try:
                self._api.delete_file(
                    f"{self._within}/{name}" if self._within else name, self.repo,
                    repo_type="dataset", commit_message="Deleted by its owner")
                self._squash = True
                self._owed.discard(name)
            except EntryNotFoundError:  # it was never uploaded
                self._owed.discard(name)
            except Exception:
                log.exception("%s could not be deleted in the dataset: again in a minute", name)
        if not self._squash:
            return
        try:
            # A dataset's history would keep it.
            self._api.super_squash_history(self.repo, repo_type="dataset")
            self._squash = False
        except Exception:
            log.exception("the dataset's history could not be squashed: again in a minute")

    def close(self) -> None:
        """Upload what is still new, then stop. What the Hub refuses now stays on this disk."""
        try:
            self._scheduler.trigger().result(timeout=UPLOAD_SECONDS)
        except Exception as error:
            log.error("what was shared in the last minute is not in the dataset %s (%s)", self.repo,
                      type(error).__name__)
        finally:
            self._scheduler.stop()


def _scheduler(
    repo: str, folder: Path, api: Any, pay: Callable[[], None], within: str
) -> Any:
    """The Hub's own scheduler, which also deletes what is owed, every minute."""
    from huggingface_hub import CommitScheduler

    class Scheduler(CommitScheduler):
        def push_to_hub(self) -> Any:
            try:
                return super().push_to_hub()
            finally:
                pay()

    return Scheduler(
        repo_id=repo, repo_type="dataset", folder_path=folder, path_in_repo=within or None,
        every=EVERY_MINUTES,
        private=True, allow_patterns=PATTERNS, hf_api=api,
    )


def backups(repo: str, data_dir: Path, api: Any = None) -> dict[str, Backup]:
    """Download the dataset into `data_dir`, then keep it up to date: a Backup of each of FOLDERS.
    Raises UserError."""
    from huggingface_hub import HfApi

    api = api or HfApi()
    try:
        api.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
        for name, within in FOLDERS.items():
            # A pattern's asterisk stands for slashes as well.
            api.snapshot_download(
                repo, repo_type="dataset", local_dir=str(data_dir if within else data_dir / name),
                allow_patterns=[f"{within}/{one}" if within else one for one in PATTERNS],
                ignore_patterns=None if within else ["*/*"])
        return {name: Backup(repo, data_dir / name, api, within)
                for name, within in FOLDERS.items()}
    except Exception as error:
        log.exception("the dataset %s could not be used", repo)
        raise UserError(
            f"RECORDINGS_REPO {repo} cannot be used ({type(error).__name__}): check its name, and "
            "that HF_TOKEN may write to it."
        ) from None
