"""`python -m demo.bench --cooperate`: the teacher alone against the student drafting for it.

Each question is one recording, in which both ran in turns. Printed beside what was measured is what
the formula of demo.recording.mode_numbers predicts from the acceptance and the costs of a step that
the same recordings hold.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple
from statistics import median
from typing import Any

from demo.bench import pair_report
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Recording, Request
from demo.recording.metrics import numbers
from demo.recording.mode_numbers import acceptance, best_draft, predicted, speed_up
from demo.recording.modes import Cooperation

COLUMNS = (("questions", "questions", "d"), ("same tokens", "same", "d"),
           ("acceptance", "acceptance", ".3f"), ("draft/step", "draft_cost", ".3f"),
           ("verify/step", "verify_cost", ".3f"), ("predicted", "predicted", ".2f"),
           ("measured", "measured", ".2f"), ("least", "least", ".2f"), ("most", "most", ".2f"))


def run(session: Session, questions: Sequence[str], rounds: int, most: int,
        draft: int) -> dict[str, Any]:
    """Ask every question `rounds` times; print the table, return the JSON object's content. Raises
    UserError where the pair cannot cooperate, or wrote too little to tell."""
    pair_report.opening(session)
    assert session.pair is not None, "the pair is loaded"
    recordings = []
    for number in range(rounds):
        for question in questions:
            request = Request(question, max_tokens=most, time_limit=session.settings.time_limit,
                              mode="cooperate", draft=draft)
            *_, last = session.compare(request, session.pair.name)
            if failed := next((a for a in last.answers.values() if a.end == "error"), None):
                raise UserError(failed.why)
            recordings.append(last)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    row = summed(recordings, draft)
    print_row(row)
    return {"device": session.device_table(), "cooperation": row,
            "versions": recordings[-1].versions}


def summed(recordings: Sequence[Recording], draft: int) -> dict[str, Any]:
    """Figures of many cooperations: all their rounds together, medians over the recordings."""
    found = [one for one in map(speed_up, recordings) if one is not None]
    measured = [one.measured for one in found if one.measured is not None]
    costs = [(one.draft_cost, one.verify_cost) for one in found
             if None not in (one.draft_cost, one.verify_cost)]
    if not (measured and costs):
        raise UserError("No answer was long enough to tell: give longer prompts, or more tokens.")
    columns = zip(*(astuple(r.cooperation) for r in recordings if r.cooperation), strict=True)
    kept = acceptance(Cooperation(*(tuple(x for one in column for x in one)
                                    for column in columns)))
    assert kept is not None, "a measured speed-up comes of rounds with drafts"
    cost, verify = (median(column) for column in zip(*costs, strict=True))
    return {
        "questions": len(recordings), "draft": draft, "acceptance": kept, "draft_cost": cost,
        "same": sum(r.answers["teacher"].tokens == r.answers["student"].tokens
                    for r in recordings),
        "verify_cost": verify, "predicted": predicted(kept, cost, draft),
        "best_draft": best_draft(kept, cost), "measured": median(measured),
        "least": min(measured), "most": max(measured),
        "tpot_ms": {name: median(t for r in recordings if (t := numbers(r.answers[side]).tpot))
                    * 1e3 for name, side in zip(("teacher alone", "together"), SIDES, strict=True)},
    }


def print_row(row: dict[str, Any]) -> None:
    print(f"cooperation, {row['draft']} tokens a draft; speed-ups are TPOT of the teacher alone / "
          "TPOT together, in the same race")
    print("".join(f"{title:>13}" for title, _, _ in COLUMNS))
    print("".join(f"{format(row[key], form):>13}" for _, key, form in COLUMNS))
    alone, together = row["tpot_ms"].values()
    print(f"TPOT: the teacher alone {alone:.3f} ms, together {together:.3f} ms")
    if row["measured"] <= 1:
        print("It does not pay here: drafting and verifying take longer than they save.")
    best = row["best_draft"]
    print("By the formula, " + (f"{best} tokens a draft would be fastest.\n" if best
                                else "drafting nothing would be fastest.\n"))
