"""The lines of README and Share panel, run as they stand, and the tool as an agent calls it."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from demo.recording.data import Request
from demo.recording.growing import turns
from demo.settings import ROOT
from demo.sharing.code_snippets import snippets
from tests.scripted import ANSWER, ScriptedEngine, recorded
from tests.serving import page_settings, served

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMPTS = ("What is 2 + 2?", "47 加 85",
           "it's \"quoted\" $HOME `ls` ${x} \\ 'y' \u2028 \n </script>")
RUN = {"python": [sys.executable, "-c"], "javascript": ["node", "--input-type=module", "-e"],
       "curl": ["bash", "-c"]}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    found = ScriptedEngine(page_settings(tmp_path_factory.mktemp("code")), delay=0.0)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address.rstrip("/")


def said(kind: str, code: str) -> str:
    if not shutil.which({"javascript": "node"}.get(kind, kind if kind != "python" else "bash")):
        pytest.skip(f"no program here that runs {kind}")
    done = subprocess.run([*RUN[kind], code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("kind, fence", [("javascript", "js"), ("curl", "sh")])
def test_the_readmes_lines_ask_and_are_answered(url, kind, fence):
    section = README.partition("## From a program")[2].partition("\n## ")[0]
    code = re.search(rf"```{fence}\n(.*?)```", section, re.S)[1]
    assert "http://127.0.0.1:7860" in code
    assert "Same answer" in said(kind, code.replace("http://127.0.0.1:7860", url))


@pytest.mark.parametrize("kind", RUN)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_share_panels_code_asks_exactly_what_was_asked(engine, url, kind, prompt):
    asked = Request(prompt, max_tokens=7, temperature=0.5, top_p=0.9, seed=3)
    recording = dataclasses.replace(recorded(engine, "x"), request=asked)
    assert "token limit" in said(kind, snippets(recording, url)[kind])
    got = engine.requests[-1]
    assert (got.prompt, got.max_tokens, got.temperature, got.top_p, got.seed) == (
        prompt, 7, 0.5, 0.9, 3)


@pytest.mark.parametrize("kind", RUN)
def test_the_code_of_a_conversation_goes_on_with_it(engine, url, kind):
    asked = Request("and then?", max_tokens=7, system="be kind", earlier=turns(
        recorded(engine, "it's \"first\"")))
    said(kind, snippets(dataclasses.replace(recorded(engine, "x"), request=asked), url)[kind])
    got = engine.requests[-1]
    assert got.system == "be kind" and [turn.prompt for turn in got.earlier] == ['it\'s "first"']
    assert got.earlier[0].answers["student"].text == ANSWER


@pytest.mark.parametrize("earlier", ["x", [1], [{"prompt": "a"}], {"prompt": "a"}, [{"prompt": "a",
                         "teacher": "b", "student": 3}]])
def test_a_conversation_that_is_none_is_one_sentence(url, earlier):
    at = f"{url}/gradio_api/call/compare"
    data = ["hi", 3, None, None, None, None, None, earlier]
    event = httpx.post(at, json={"data": data}).json()["event_id"]
    assert "earlier must be a list" in httpx.get(f"{at}/{event}", timeout=30).text


@pytest.mark.parametrize("data, tokens", [
    (["hi"], 29), (["hi", None, None, None, None, None], 29), (["hi", 3], 3), (["hi", 3, None], 3),
])
def test_what_is_left_out_or_null_has_its_default(url, data, tokens):
    at = f"{url}/gradio_api/call/compare"
    event = httpx.post(at, json={"data": data}).json()["event_id"]
    last = httpx.get(f"{at}/{event}", timeout=30).text.rpartition("data: ")[2]
    assert json.loads(last)[2]["sides"]["teacher"]["tokens"] == tokens


@pytest.mark.parametrize("data", [[], ["a"] * 13, "a", None])
def test_what_is_no_list_of_arguments_is_refused(url, data):
    answer = httpx.post(f"{url}/gradio_api/call/compare", json={"data": data})
    assert answer.status_code == 400 and "data must" in answer.text


async def as_an_agent(url: str, arguments: dict) -> tuple:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with streamablehttp_client(f"{url}/gradio_api/mcp/") as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            tool, many = (await session.list_tools()).tools
            assert many.name == "compare_many" and "50 prompts" in many.description
            return tool, await session.call_tool(tool.name, arguments)


def called(url: str, **arguments):
    # In a thread of its own: the browser tests' driver keeps a loop running in this one.
    with ThreadPoolExecutor() as pool:
        return pool.submit(lambda: asyncio.run(as_an_agent(url, arguments))).result()


def test_an_agent_finds_one_described_tool_and_gets_both_answers_and_the_numbers(url):
    tool, answer = called(url, prompt="What is 2 + 2?", max_tokens=5)
    assert tool.name == "compare" and "student" in tool.description
    schema = tool.inputSchema
    assert schema["required"] == ["prompt"] and len(schema["properties"]) == 12
    assert all(row["description"] for row in schema["properties"].values())
    assert not answer.isError and "'tokens': 5" in answer.content[0].text


def test_an_agents_bad_question_is_one_sentence(url):
    _, answer = called(url, prompt=" ")
    assert answer.isError and answer.content[0].text == (
        "Ask something first: the question is empty.")
