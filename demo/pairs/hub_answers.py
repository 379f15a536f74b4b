"""What the Hub answered, or that it did not, as one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

SILENT = ("connect to", "offline mode", "outgoing traffic", "cannot find the requested files")


def sentence(who: str, error: BaseException) -> str:
    """`who` opens the sentence ("The student org/model"); "" when the error is none of the Hub."""
    if told := _answered(who, error):
        return told
    said = " ".join(str(error).split())
    if any(sign in said for sign in SILENT):
        return (f"{who} cannot be downloaded, because the Hub did not answer: check the network, "
                "or choose what is here already.")
    return ""


def _answered(who: str, error: BaseException) -> str:
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
