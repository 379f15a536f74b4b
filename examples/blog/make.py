"""Makes the blog post: `python -m examples.blog.make [--at https://your-space.hf.space]`.

Fills post.html with the numbers of examples/results and writes index.html; writes comparison.html,
the second comparison as a file that needs no server. Run it again after `demo.sharing gallery` or
after a new pair. `--at` is where the frame's comparison is served.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from string import Template

from demo.drawing.safe_html import encoded
from demo.recording.data import Recording
from demo.recording.file import from_json
from demo.settings import ROOT
from demo.sharing import embed_snippets
from demo.sharing.export_command import write
from demo.sharing.export_formats import take
from demo.sharing.page_head import Place

HERE = Path(__file__).parent
SERVED, FILED = "1-story", "3-sum-in-chinese"
AT = "http://127.0.0.1:7860"


def recording(name: str) -> Recording:
    path = ROOT / "examples" / "recordings" / f"{name}.json"
    return from_json(path.read_text(encoding="utf-8"))


def facts() -> dict[str, str]:
    """What the post says in numbers, from the results of the pair in this repository."""
    found = json.loads((ROOT / "examples" / "results" / "abacus.json").read_text(encoding="utf-8"))
    values = {"ratio": f"{found['parameters']['teacher'] / found['parameters']['student']:.1f}"}
    for side, card in (("teacher", "teacher"), ("student", "student_nf4")):
        values[f"{side}_parameters"] = f"{found['parameters'][side]:,}"
        values[f"{side}_bytes"] = f"{found['file_bytes'][side]:,}"
        for paper in ("taught", "untaught"):
            for faculty in ("numbers", "words"):
                share = found["cards"][card][f"{paper}_wordings"][faculty]["share"]
                values[f"{side}_{paper}_{faculty}"] = f"{100 * share:.1f} %"
    return values


def post(at: str = AT) -> str:
    """The page, with its frame pointing at a server at `at`."""
    shown = recording(SERVED)
    frame = embed_snippets.frame(shown, Place(at, f"example-{SERVED}"))
    template = Template((HERE / "post.html").read_text(encoding="utf-8"))
    return template.substitute(
        facts(), frame=frame, sizing=embed_snippets.SIZING, at=encoded(at),
        filed=encoded(recording(FILED).request.prompt))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.blog.make", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", default=AT, help="default: %(default)s")
    args = parser.parse_args()
    write(HERE / "index.html", post(args.at.rstrip("/")).encode())
    write(HERE / "comparison.html", take(recording(FILED), "html"))


if __name__ == "__main__":
    main()
