"""A Hub dataset as the lasting copy of the store: downloaded at start, uploaded every minute.

For Spaces, whose own disk forgets. The dataset is made private, because a shared comparison may be
opened by its link and listed by nobody. What is shared in the last minute before a crash is lost.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from demo.errors import UserError

log = logging.getLogger(__name__)
EVERY_MINUTES = 1
# A recording, and the mark of a deleted one; never a file that is still being written.
PATTERNS = ["*.json", "*.gone"]


class Backup:
    """Keeps a folder and a dataset alike, through huggingface_hub's own scheduler."""

    def __init__(self, repo: str, folder: Path, api: Any) -> None:
        from huggingface_hub import CommitScheduler

        self.repo, self._api = repo, api
        folder.mkdir(parents=True, exist_ok=True)
        self._scheduler = CommitScheduler(
            repo_id=repo, repo_type="dataset", folder_path=folder, every=EVERY_MINUTES,
            private=True, allow_patterns=PATTERNS, hf_api=api,
        )

    def forget(self, name: str) -> None:
        """Delete a file in the dataset too, in the background; its mark is uploaded anyway."""
        self._api.run_as_future(self._delete, name)

    def _delete(self, name: str) -> None:
        try:
            self._api.delete_file(name, self.repo, repo_type="dataset",
                                  commit_message="Deleted by its owner")
            # Deleted means deleted: a dataset's history would keep it.
            self._api.super_squash_history(self.repo, repo_type="dataset")
        except Exception:  # It may never have been uploaded; the mark keeps it from being shown.
            log.info("%s was not in the dataset", name)

    def close(self) -> None:
        """Upload what is still new, then stop."""
        try:
            self._scheduler.trigger().result(timeout=60)
        finally:
            self._scheduler.stop()


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
