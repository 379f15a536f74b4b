"""A Hub dataset as the lasting copy of the store: downloaded at start, uploaded every minute.

For Spaces, whose own disk forgets. The dataset is made private, because a shared comparison may be
opened by its link and listed by nobody. What is shared in the last minute before a crash is lost.
Deleted means deleted: what the Hub did not delete at once is asked for again, also at every start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.errors import UserError

log = logging.getLogger(__name__)
EVERY_MINUTES = 1
UPLOAD_SECONDS = 25.0  # of the last upload, when the server ends
# A recording, and the mark of a deleted one; never a file that is still being written.
PATTERNS = ["*.json", "*.gone"]


class Backup:
    """Keeps a folder and a dataset alike, through huggingface_hub's own scheduler."""

    def __init__(self, repo: str, folder: Path, api: Any) -> None:
        self.repo, self._api = repo, api
        folder.mkdir(parents=True, exist_ok=True)
        # What a crash, or a Hub that did not answer, left there of what was deleted.
        self._owed = {mark.stem + ".json" for mark in folder.glob("*.gone")
                      if mark.with_suffix(".json").exists()}
        self._squash = False
        self._scheduler = _scheduler(repo, folder, api, self._pay)

    def forget(self, name: str) -> None:
        """Delete a file in the dataset too, in the background; its mark is uploaded anyway."""
        self._owed.add(name)
        self._api.run_as_future(self._pay)

    def _pay(self) -> None:
        """Delete all that is owed. The client's one worker runs this, as it runs all uploads."""
        from huggingface_hub.errors import EntryNotFoundError

        for name in sorted(self._owed):
            try:
                self._api.delete_file(name, self.repo, repo_type="dataset",
                                      commit_message="Deleted by its owner")
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
            log.error("the last minute's comparisons are not in the dataset %s (%s)", self.repo,
                      type(error).__name__)
        finally:
            self._scheduler.stop()


def _scheduler(repo: str, folder: Path, api: Any, pay: Callable[[], None]) -> Any:
    """The Hub's own scheduler, which also deletes what is owed, every minute."""
    from huggingface_hub import CommitScheduler

    class Scheduler(CommitScheduler):
        def push_to_hub(self) -> Any:
            try:
                return super().push_to_hub()
            finally:
                pay()

    return Scheduler(
        repo_id=repo, repo_type="dataset", folder_path=folder, every=EVERY_MINUTES,
        private=True, allow_patterns=PATTERNS, hf_api=api,
    )


def backup(repo: str, folder: Path, api: Any = None) -> Backup:
    """Download the dataset into `folder`, then keep it up to date. Raises UserError."""
    from huggingface_hub import HfApi

    api = api or HfApi()
    try:
        api.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
        api.snapshot_download(
            repo, repo_type="dataset", local_dir=str(folder), allow_patterns=PATTERNS
        )
        return Backup(repo, folder, api)
    except Exception as error:
        log.exception("the dataset %s could not be used", repo)
        raise UserError(
            f"RECORDINGS_REPO {repo} cannot be used ({type(error).__name__}): check its name, and "
            "that HF_TOKEN may write to it."
        ) from None
