"""The pages that travel are valid HTML, as html-validate (npm) sees it; skipped where npm or its
registry is out of reach."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from demo.settings import ROOT
from demo.sharing.export_formats import take
from demo.sharing.notice_pages import note
from demo.sharing.page_head import Place
from demo.sharing.readme_page import readme
from demo.sharing.routes import themed
from demo.sharing.share_page import share_page
from tests.sharing.corpus import hostile
from tests.sharing.test_share_page import EXAMPLE

VERSION = "html-validate@9"
PLACE = Place("https://a.example", "A" * 22, card=True)


@pytest.fixture(scope="module")
def validator():
    """A folder of ours where html-validate is installed, once for all runs of the tests."""
    folder = ROOT / "build" / "npm"
    if not shutil.which("npm"):
        pytest.skip("no npm to install html-validate with")
    if not (folder / "node_modules" / "html-validate").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder),
                               VERSION], capture_output=True, text=True, timeout=300)
        if done.returncode:
            pytest.skip(f"html-validate could not be installed: {done.stderr[-200:]}")
    rules = {"root": True, "extends": ["html-validate:standard"]}
    (folder / ".htmlvalidate.json").write_text(json.dumps(rules))
    return folder


def complaints(folder, pages):
    shutil.rmtree(folder / "pages", ignore_errors=True)
    (folder / "pages").mkdir()
    for name, html in pages.items():
        (folder / "pages" / f"{name}.html").write_text(html, encoding="utf-8")
    done = subprocess.run(["npx", "html-validate", "--formatter", "json", "pages/*.html"],
                          cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1) and done.stdout.startswith("["), done.stdout + done.stderr
    return [(found["filePath"].rpartition("/")[2], said["ruleId"], said["line"], said["message"])
            for found in json.loads(done.stdout) for said in found["messages"]]


def test_every_page_that_travels_is_valid(validator):
    post = (ROOT / "examples" / "blog" / "index.html").read_text(encoding="utf-8")
    pages = {f"{kind}-{language}": share_page(recording, language, place, compact)
             for language in ("en", "zh")
             for kind, recording, place, compact in (
                 ("share", EXAMPLE, PLACE, False), ("embed", EXAMPLE, PLACE, True),
                 ("file", EXAMPLE, Place(), False), ("hostile", hostile(), PLACE, False))}
    pages |= {
        "dark": themed(share_page(EXAMPLE, "en", PLACE, True).encode(), "dark").decode(),
        "export": take(EXAMPLE, "html").decode(), "post": post, "readme": readme(),
        "note": note("A <title>", "& text", "en", "https://a.example", form=True),
    }
    assert complaints(validator, pages) == []


def test_it_would_find_what_is_wrong(validator):
    assert complaints(validator, {"bad": "<!doctype html><html><p><div></p><img></html>"})
