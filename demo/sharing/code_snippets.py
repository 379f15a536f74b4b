"""The request of a comparison as code: Python, JavaScript without a library, and curl."""

from __future__ import annotations

import json
import shlex
from typing import Any

from demo.recording.data import SIDES, Recording
from demo.recording.modes import MODES

PYTHON = """from gradio_client import Client

teacher, student, numbers = Client({base}).predict({arguments}, api_name="/compare")
print(numbers["verdict"])"""
JAVASCRIPT = """const at = {at};
const asked = {{method: "POST", headers: {{"content-type": "application/json"}},
  body: JSON.stringify({body})}};
const {{event_id}} = await (await fetch(at, asked)).json();
const stream = await (await fetch(`${{at}}/${{event_id}}`)).text();
const [teacher, student, numbers] = JSON.parse(stream.trim().split("data: ").pop());
console.log(numbers.verdict);"""
CURL = """AT={at}
ID=$(curl -s "$AT" -H 'content-type: application/json' -d {body} | cut -d'"' -f4)
curl -sN "$AT/$ID"
"""


def snippets(recording: Recording, base: str) -> dict[str, str]:
    """{language: code} that asks the server at `base` what this recording was asked."""
    asked, at = arguments(recording), f"{base}/gradio_api/call/compare"
    body = {"data": list(asked.values())}
    named = ", ".join(f"{name}={value!r}" for name, value in asked.items())
    return {
        "python": PYTHON.format(base=repr(base + "/"), arguments=named),
        "javascript": JAVASCRIPT.format(at=json.dumps(at), body=_script(body)),
        "curl": CURL.format(at=shlex.quote(at), body=shlex.quote(json.dumps(body))).strip(),
    }


def arguments(recording: Recording) -> dict[str, Any]:
    """What /compare is given, in its order; of a conversation what was said before as well."""
    request = recording.request
    earlier = [{"prompt": turn.prompt, **{side: turn.answers[side].text for side in SIDES}}
               for turn in request.earlier]
    more = {"system": request.system, "earlier": earlier, "penalties": request.penalties} if (
        request.system or earlier or request.penalties) else {}
    if request.mode != MODES[0]:
        more = {"system": request.system, "earlier": earlier, "penalties": request.penalties,
                "mode": request.mode, "draft": request.draft, "threshold": request.threshold}
    return {"prompt": request.prompt, "max_tokens": request.max_tokens,
            "temperature": request.temperature, "top_p": request.top_p, "seed": request.seed,
            "pair": recording.pair_name, **more}


def _script(value: Any) -> str:
    """JSON is JavaScript, but for two line ends."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
