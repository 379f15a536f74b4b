"""What a library raised while a model was found or loaded, as one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from demo.engine import memory

SILENT = ("connect to", "offline mode", "outgoing traffic", "cannot find the requested files")
# Raised where a library stumbles over a file that it did not look at: no words for users.
PROGRAM = (AttributeError, KeyError, TypeError, IndexError, NameError, AssertionError)
FULL = "choose a smaller pair."


def sentence(who: str, error: BaseException, local: bool, smaller: str = FULL) -> str:
    """`who` opens the sentence ("The student org/model"); `smaller` says what to do when memory is
    short; `local`: it is a folder."""
    said = " ".join(str(error).split())
    if memory.ran_out(error):
        return f"{who} does not fit in this device's memory: {smaller}"
    if not local and (told := _of_the_hub(who, error)):
        return told
    if not local and any(sign in said for sign in SILENT):
        return (f"{who} cannot be downloaded, because the Hub did not answer: check the network, "
                "or choose what is here already.")
    if "safetensors" in said and not local:
        return f"{who} has no safetensors weights, and no other format is loaded."
    # Libraries explain at length: their first sentence says what is wrong.
    first = said.split(". ")[0].rstrip(".:")[:300]
    if isinstance(error, PROGRAM):
        return (f"{who} cannot be loaded: its files do not fit the model that its config.json "
                f"names ({type(error).__name__}: {first}). Copy them again, all from one place.")
    return f"{who} cannot be loaded: {first or type(error).__name__}."


def _of_the_hub(who: str, error: BaseException) -> str:
    """What the Hub answered, wherever in the chain of errors it stands; "" when it is none."""
    for cause in _chain(error):
        if isinstance(cause, GatedRepoError):
            return (f"{who} is gated: ask for access on its page on the Hub "
                    f"(https://huggingface.co/{_repo(who)}), then set HF_TOKEN to a token of the "
                    "account that was given it.")
        if isinstance(cause, RevisionNotFoundError):
            return f"{who} has no such revision on the Hub: give a commit, tag or branch it has."
        if isinstance(cause, RepositoryNotFoundError):
            return (f"{who} is not on the Hub, or it is private: check the name, or set HF_TOKEN "
                    "to a token that may read it.")
        if isinstance(cause, HfHubHTTPError):
            return _status(who, cause)
    return ""


def _status(who: str, error: HfHubHTTPError) -> str:
    code = getattr(getattr(error, "response", None), "status_code", None)
    if code == 429:
        return (f"{who} cannot be downloaded now, because the Hub says there were too many "
                "requests: wait some minutes, or log in (set HF_TOKEN).")
    if code in (401, 403):
        return (f"{who} cannot be downloaded, because the Hub refuses it ({code}): ask for access "
                "on its page, and set HF_TOKEN to a token that may read it.")
    return f"{who} cannot be downloaded, because the Hub answered {code}: try again later."


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _repo(who: str) -> str:
    return who.rpartition(" ")[2].partition("@")[0]
