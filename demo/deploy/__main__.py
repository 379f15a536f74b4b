"""`python -m demo.deploy --space user/name`: this repository as a Space on the Hub.

Creates it or brings it up to date, with the files, variables and models that it needs. --dry-run
prints every call and every file, and changes nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from huggingface_hub import HfApi, SpaceHardware, set_client_factory
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from huggingface_hub.utils import get_token, validate_repo_id
from huggingface_hub.utils._http import default_client_factory

from demo import pairs
from demo.deploy import hardware, hub_refusals, space_files, space_watch
from demo.deploy.plan import OWN_VARIABLES, VARIABLES, Call, Plan, calls
from demo.errors import UserError
from demo.pairs import hub_answers, hub_files
from demo.settings import read as read_settings

Answer = TypeVar("Answer")
SILENCE = 60.0  # seconds without a byte


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the Space runs, or a dry run was printed; 2 with a sentence on stderr."""
    given = _parser().parse_args(arguments)
    try:
        plan = _plan(given)
        plan, room = _placed(plan)
        with tempfile.TemporaryDirectory() as folder:
            files = _staged(plan, Path(folder))
            print(room)
            if given.dry_run:
                print("\n".join(_shown(plan, Path(folder), files)))
                return 0
            _deploy(plan, Path(folder), files, given.no_wait)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demo.deploy", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--space", required=True, metavar="USER/NAME")
    parser.add_argument("--pair", default="", help="a name of `python -m demo.pairs list`, or a "
                        "folder (default: PAIR, else the bundled pair)")
    parser.add_argument("--hardware", default="", choices=[flavour.value for flavour in
                        SpaceHardware], metavar="FLAVOUR", help="for example cpu-basic, l4x1 or "
                        "a100-large (default: what the Space has)")
    parser.add_argument("--private", action="store_true", help="only you can open a new Space")
    parser.add_argument("--variable", action="append", default=[], metavar="NAME=VALUE",
                        help="a setting of the page, as the README names them")
    parser.add_argument("--secret", action="append", default=[], metavar="NAME",
                        help="a secret; its value is read from this environment's NAME")
    parser.add_argument("--bucket", metavar="USER/NAME",
                        help="a storage bucket for shared comparisons; made where it is missing")
    parser.add_argument("--no-wait", action="store_true", help="do not wait until it runs")
    parser.add_argument("--dry-run", action="store_true", help="print calls and files, do nothing")
    return parser


def _plan(given: argparse.Namespace) -> Plan:
    """Raises UserError for what cannot be deployed as it is asked."""
    settings = read_settings()
    for name, what in ((given.space, "space"), (given.bucket, "bucket")):
        if name is not None:
            _refuse_name(name, what)
    pair = pairs.read(given.pair or settings.pair, settings.pairs_folder)
    for spec in pair.specs.values():
        if spec.remote and spec.remote.key and spec.remote.key not in given.secret:
            raise UserError(f"The {spec.side} of {pair.title} is asked with a key: put it into "
                            f"the environment and give --secret {spec.remote.key}.")
    return Plan(given.space, pair, given.hardware, given.private,
                dict(map(_variable, given.variable)), dict(map(_secret, given.secret)),
                given.bucket or "")


def _placed(plan: Plan) -> tuple[Plan, str]:
    """The plan with the hardware that is suggested, and a line on what holds its pair. Raises
    UserError where what was chosen does not."""
    found = _asked(plan, lambda: hardware.holding(plan.pair))
    hardware.refuse_small(plan.pair, plan.hardware, found)
    suggested = plan.hardware or next((flavour.name for flavour, _ in found), "")
    return replace(plan, suggested=suggested), hardware.told(plan.pair, found)


def _refuse_name(name: str, what: str) -> None:
    try:
        validate_repo_id(name)
    except HFValidationError:
        name = ""
    if name.count("/") != 1:
        raise UserError(f"--{what} must be an owner and a name, as in user/name, of letters, "
                        "digits, '-', '_' and '.'.")


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name.isidentifier()):
        raise UserError(f"--variable {text!r} must be NAME=VALUE.")
    if name in OWN_VARIABLES:
        raise UserError(f"{name} is set by --pair or --bucket, not by --variable.")
    if name not in VARIABLES:
        raise UserError(f"{name} is no setting of a Space's page, which are {', '.join(VARIABLES)};"
                        " what is secret goes into --secret.")
    read_settings({name: value})  # a Space that would not start is not made
    return name, value


def _secret(name: str) -> tuple[str, str]:
    if "=" in name:
        raise UserError("--secret takes a name alone, so that no value stands in a command line: "
                        "put the value into the environment under that name.")
    if not os.environ.get(name):
        raise UserError(f"--secret {name}: this environment has no {name}.")
    return name, os.environ[name]


def _staged(plan: Plan, folder: Path) -> list[Path]:
    return _asked(plan, lambda: space_files.stage(plan, folder, hub_files.sizes))


def _asked(plan: Plan, question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except UserError:
        raise
    except Exception as error:  # the Hub's about a model of the pair, or the disk's
        said = hub_answers.sentence(plan.pair.title, error)
        raise UserError(said or f"The Space's files cannot be put together: {error}.") from error


def _shown(plan: Plan, folder: Path, files: list[Path]) -> list[str]:
    whole = sum((folder / file).stat().st_size for file in files)
    made = [str(call).replace(str(folder), "<files>") for call in calls(plan, folder)]
    head = (folder / space_files.PAGE).read_text(encoding="utf-8").split("---")[1].strip()
    return ["Calls:", *(f"  {call}" for call in made), "README.md begins:",
            *(f"  {line}" for line in head.splitlines()),
            f"Files: {len(files)}, {whole / 1e6:.1f} MB", *(f"  {file}" for file in files)]


def _deploy(plan: Plan, folder: Path, files: list[Path], no_wait: bool) -> None:
    if not get_token():
        raise UserError(hub_refusals.NO_TOKEN)
    set_client_factory(_impatient)
    api = HfApi()
    print(f"{len(files)} files for https://huggingface.co/spaces/{plan.space}")
    for call in (Call("whoami", {}), *calls(plan, folder)):
        print(f"  {call.name.replace('_', ' ')}", flush=True)
        answer = _made(call, api, plan.space)
        if call.name == "whoami" and _reads_only(answer):
            raise UserError(hub_refusals.READ_ONLY)
    if not no_wait:
        space_watch.wait(lambda call: _made(call, api, plan.space), plan.space,
                         lambda line: print(line, flush=True))


def _impatient() -> Any:
    """The Hub's own client, which of itself waits for ever."""
    client = default_client_factory()
    client.timeout = SILENCE
    return client


def _made(call: Call, api: HfApi, space: str) -> Any:
    try:
        return call.make(api)
    except HfHubHTTPError as error:
        raise UserError(hub_refusals.sentence(error, call, space)) from error
    except Exception as error:  # of whichever HTTP library the client uses
        raise UserError(f"The Hub cannot be reached ({type(error).__name__} at {call.name}): look "
                        "at your connection, and at HF_ENDPOINT and HF_HUB_OFFLINE where they are "
                        "set, and try again.") from error


def _reads_only(who: object) -> bool:
    """Does the Hub say that the token may write nothing?"""
    if not isinstance(who, dict):
        return False
    token = who.get("auth", {}).get("accessToken", {})
    return isinstance(token, dict) and token.get("role") == "read"


if __name__ == "__main__":
    sys.exit(main())
