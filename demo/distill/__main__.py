"""`python -m demo.distill STAGE`: every stage resumes, and prints a JSON summary as its last line.

teach     train the teacher on the subjects
distil    the teacher answers fresh questions; the student learns from its answers
nf4       train through the 4-bit quantiser and store the student in 4 bits
evaluate  teacher and students sit the same held-out exam
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from demo.distill.profiles import PROFILES
from demo.distill.routing import route

STAGES = ("teach", "distil", "nf4", "evaluate")


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demo.distill",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--out", type=Path, default=Path("build/school"), help="work folder")
    parser.add_argument("--profile", choices=PROFILES, default="cpu", help="sizes and budgets")
    parser.add_argument(
        "--small", action="store_const", const="small", dest="profile",
        help="short for --profile small: the whole chain in under a minute",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the first weights and lessons")
    parser.add_argument(
        "--publish", type=Path, metavar="EXAMPLES",
        help="after `evaluate`: copy the pair, its results and curves into this examples folder",
    )
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> dict:
    if (done := route(argv)) is not None:
        return done
    arguments = _arguments(argv)
    profile, out, seed = PROFILES[arguments.profile], arguments.out, arguments.seed
    if arguments.stage == "teach":
        from demo.distill.teach import teach

        summary = teach(profile, out, seed)
    elif arguments.stage == "distil":
        from demo.distill.distil import distil

        summary = distil(profile, out, seed)
    elif arguments.stage == "nf4":
        from demo.distill.nf4 import nf4

        summary = nf4(profile, out, seed)
    else:
        from demo.distill.evaluate import evaluate

        summary = evaluate(profile, out)
        if arguments.publish:
            from demo.distill.publishing import publish

            publish(out, arguments.publish, summary)
    print(json.dumps(summary, ensure_ascii=False))
    return summary


if __name__ == "__main__":
    main()
