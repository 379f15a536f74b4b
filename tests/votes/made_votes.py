"""Votes made up for tests, and a process that adds them until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from demo.votes.vote import Comparison, Vote
from demo.votes.vote_store import VoteStore


def comparison(prompt: str = "What is 2 + 2?", teacher: str = "Answer: 4",
               student: str = "Answer: 5", **more: str) -> Comparison:
    told = {"pair": "abacus", "subject": "sums", "system": "", **more}
    return Comparison(prompt=prompt, models={"teacher": "big", "student": "small"},
                      texts={"teacher": teacher, "student": student},
                      settings={"max_tokens": 256, "temperature": 0.0, "top_p": 1.0, "seed": 0},
                      final=told.pop("final", "Answer:"), **told)


def vote(choice: str = "teacher", correction: str = "", **more: str) -> Vote:
    return Vote(comparison(**more), choice, "student", correction, "2026-11-30")


def add_for_ever(folder: Path) -> None:
    """Prints the number of each vote once it is said to be kept."""
    store, number = VoteStore(folder), 0
    while True:
        # Long enough that a kill may fall into the middle of a write.
        if store.add(vote(prompt=f"question {number} " + "x" * 200_000), "somebody"):
            print(number, flush=True)
        number += 1


if __name__ == "__main__":
    add_for_ever(Path(sys.argv[1]))
