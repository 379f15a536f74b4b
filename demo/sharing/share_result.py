"""What sharing one comparison gave: its address, the token that deletes it, and why it is so."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from demo.errors import UserError
from demo.recording.data import Recording
from demo.sharing import links
from demo.sharing.page_head import NOWHERE, Place
from demo.sharing.recording_lookup import Opened, RecordingLookup
from demo.sharing.store import NotDeleted


@dataclass(frozen=True)
class ShareResult:
    """`why` is a key of demo.words.share_words.

    "offer": nothing is published yet; "kept", "kept_hub": stored here; "carried": the link holds
    it; "too_long": no link can; "example", "opened": it was public before; "was_deleted".
    code: the packed recording where none is stored, for the download; complaint: one sentence, or a
    key of demo.words.share_words.
    """

    why: str = "offer"
    place: Place = NOWHERE
    token: str = ""
    code: str = ""
    complaint: str = ""


OFFER = ShareResult()
EARLY = "not measured: it was shared before that"
REMOTE_SIDE = "not measured: a side is remote"  # as the engine would say in a moment


def unfinished(recording: Recording) -> Recording:
    """A race that is shared before its memory and agreement are measured: it says so."""
    answers = {side: dataclasses.replace(answer, memory=dataclasses.replace(
        answer.memory, why={**answer.memory.why, **(
            {} if answer.model.remote else {"working_peak": EARLY})}))
               for side, answer in recording.answers.items()}
    remote = any(answer.model.remote for answer in recording.answers.values())
    return dataclasses.replace(recording, answers=answers, fidelity=dataclasses.replace(
        recording.fidelity, why=REMOTE_SIDE if remote else EARLY))


def publish(lookup: RecordingLookup, recording: Recording, base: str) -> ShareResult:
    """Share a finished comparison, because its visitor chose to.

    Where nothing lasts, nothing is stored. A complaint leaves the offer standing.
    """
    if not lookup.durable:
        return carried(recording, base)
    try:
        kept = lookup.keep(recording)
    except UserError as error:
        return ShareResult("offer", code=links.pack(recording), complaint=str(error))
    why = "kept_hub" if lookup.mirrors else "kept"
    return ShareResult(why, Place(base, kept.id, card=True), kept.token)


def carried(recording: Recording, base: str) -> ShareResult:
    code = links.pack(recording)
    if not links.fits(code):
        return ShareResult("too_long", code=code)
    return ShareResult("carried", Place(base, code, packed=True), code=code)


def reopened(opened: Opened, base: str) -> ShareResult:
    """What is shown of a comparison that a link opened: the same link again."""
    if opened.packed:
        return carried(opened.recording, base)
    why = "example" if opened.shipped else "opened"
    return ShareResult(why, Place(base, opened.key, card=True))


def withdraw(lookup: RecordingLookup, published: ShareResult) -> ShareResult:
    """Delete what this visitor shared. Raises Missing."""
    try:
        lookup.delete(published.place.key, published.token)
    except NotDeleted:
        return dataclasses.replace(published, complaint="not_deleted")
    except UserError as error:
        return dataclasses.replace(published, complaint=str(error))
    return ShareResult("was_deleted")
