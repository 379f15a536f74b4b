"""What the share page costs: `python -m tests.bench.share_page [recording.json]`.

Prints the page's bytes without its data, the time to be served over HTTP by a running page server
(a client in a process of its own, one connection), and the pictures a second of a replay in
headless Chromium with its long tasks. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from demo.drawing.safe_html import embedded
from demo.recording.data import Recording
from demo.recording.file import from_json, to_json
from demo.settings import ROOT
from demo.sharing.page_head import Place
from demo.sharing.share_page import share_page
from tests.browser.conftest import ARGS
from tests.scripted import ScriptedEngine
from tests.serving import page_settings, served

REQUESTS = 300
SPEED = "0.25"
CLIENT = """
import http.client, json, sys, time
host, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
connection, took = http.client.HTTPConnection(host), []
for _ in range(count):
    began = time.perf_counter()
    connection.request("GET", path)
    body = connection.getresponse().read()
    took.append(time.perf_counter() - began)
print(json.dumps([len(body), took]))
"""
WATCH = """async speed => {
  document.querySelector('#speed').value = speed;
  const long = [], stamps = [];
  new PerformanceObserver(list => long.push(...list.getEntries().map(e => e.duration)))
    .observe({entryTypes: ['longtask']});
  document.querySelector('#play').click();
  await new Promise(done => requestAnimationFrame(function next(stamp) {
    stamps.push(stamp);
    document.querySelector('#play').dataset.wish === 'again' ? done() : requestAnimationFrame(next);
  }));
  return [stamps, long];
}"""


def weight(recording: Recording) -> int:
    """Bytes of the page without its data."""
    page = share_page(recording, "en", Place("https://example.org", "A" * 22))
    return len(page.encode()) - len(embedded(to_json(recording)).encode())


def serving(address: str, path: str) -> dict[str, float]:
    """Milliseconds from request to last byte."""
    command = [sys.executable, "-c", CLIENT, address.split("//")[1].strip("/"), path, str(REQUESTS)]
    size, took = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ranked = sorted(took[20:])
    return {"bytes": size, "median_ms": median(ranked) * 1e3,
            "p95_ms": ranked[int(0.95 * len(ranked))] * 1e3}


def watching(address: str, path: str) -> dict[str, float]:
    """Pictures a second and long tasks of one replay, slowed so that there is enough to count."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        page = browser.new_page(reduced_motion="reduce")
        page.goto(address.rstrip("/") + path)
        stamps, long = page.evaluate(WATCH, SPEED)
        browser.close()
    gaps = [b - a for a, b in zip(stamps, stamps[1:], strict=False)]
    return {"frames": len(gaps), "frames_per_second": 1e3 / median(gaps),
            "mean_frames_per_second": 1e3 * len(gaps) / (stamps[-1] - stamps[0]),
            "long_tasks": len(long), "longest_task_ms": max(long, default=0.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", nargs="?", type=Path,
                        default=ROOT / "examples" / "recordings" / "1-story.json")
    recording = from_json(parser.parse_args().recording.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        settings = page_settings(Path(folder), data_dir=Path(folder) / "data")
        engine = ScriptedEngine(settings)
        (settings.recordings_folder / "one.json").write_text(to_json(recording), encoding="utf-8")
        with served(engine, settings) as address:
            found = {"page_bytes": weight(recording), "served": serving(address, "/s/example-one"),
                     "replay": watching(address, "/s/example-one")}
    for name, value in found.items():
        print(name, value)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
