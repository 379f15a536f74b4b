"""Votes as preference rows: a prompt, the answer that was chosen, one that was rejected.

A vote for one side prefers its answer to the other's. A correction is preferred to both answers,
but not to one that comes to the same: that would teach against its working. A tie, and "both bad"
without a correction, prefer nothing. The rows are what TRL and most preference data sets on the Hub
call theirs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.durable_files import write_durably
from demo.errors import UserError
from demo.recording.data import SIDES
from demo.recording.sameness import final_answer
from demo.votes.vote import Comparison, Vote
from demo.votes.vote_store import FOLDER, votes_in


@dataclass(frozen=True)
class FolderRows:
    """The rows of a folder's votes, how many votes there were, and why some were not read."""

    rows: list[dict[str, Any]]
    votes: int
    complaints: list[str]


def of_vote(vote: Vote) -> list[dict[str, Any]]:
    """No row has the same answer on both sides, or an empty one."""
    said, right = vote.comparison.texts, _correction(vote)
    pairs = []
    if vote.choice in SIDES:
        (other,) = set(SIDES) - {vote.choice}
        pairs.append(("vote", said[vote.choice], said[other]))
    if right:
        pairs += [("correction", right, said[side]) for side in SIDES
                  if not _says(said[side], right, vote.comparison.final)]
    asked, seen, rows = _asked(vote.comparison), set(), []
    for source, chosen, rejected in pairs:
        told = chosen.strip(), rejected.strip()
        if all(told) and told[0] != told[1] and told not in seen:
            seen.add(told)
            rows.append({**asked, "chosen": chosen, "rejected": rejected, "source": source,
                         "pair": vote.comparison.pair, "subject": vote.comparison.subject})
    return rows


def _says(text: str, right: str, mark: str) -> bool:
    """Does an answer come to what the correction says?"""
    ends = [final_answer(one, mark) if mark else one.strip() for one in (text, right)]
    return ends[0].casefold() == ends[1].casefold()


def _asked(comparison: Comparison) -> dict[str, Any]:
    if not comparison.system:
        return {"prompt": comparison.prompt}
    return {"messages": [{"role": "system", "content": comparison.system},
                         {"role": "user", "content": comparison.prompt}]}


def _correction(vote: Vote) -> str:
    """Who corrects writes "447": a pair that marks its final answers marks this one, too."""
    mark, text = vote.comparison.final, vote.correction
    return f"{mark} {text}" if text and mark and mark not in text else text


def of_folder(folder: Path) -> FolderRows:
    """Of DATA_DIR or of the votes in it. Raises UserError where there is no such folder."""
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}: name DATA_DIR, or the folder of votes in "
                        "it.")
    inner = folder / FOLDER
    rows, votes, complaints = [], 0, []
    for _, vote, why in votes_in(inner if inner.is_dir() else folder):
        if vote is None:
            complaints.append(f"{why}, so it is left out.")
        else:
            votes += 1
            rows += of_vote(vote)
    return FolderRows(rows, votes, complaints)


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """One JSON object a line. Raises UserError where it cannot be written."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        write_durably(path.with_name(f"{path.name}.part"), path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}): name another file.") \
            from None
