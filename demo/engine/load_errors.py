"""What a library raised while a model was found or loaded, as one sentence that says what to do."""

from __future__ import annotations

from demo.engine import memory
from demo.pairs import hub_answers

# Raised where a library stumbles over a file that it did not look at: no words for users.
PROGRAM = (AttributeError, KeyError, TypeError, IndexError, NameError, AssertionError)
FULL = "choose a smaller pair."


def sentence(who: str, error: BaseException, local: bool, smaller: str = FULL) -> str:
    """`who` opens the sentence ("The student org/model"); `smaller` says what to do when memory is
    short; `local`: it is a folder."""
    said = " ".join(str(error).split())
    if memory.ran_out(error):
        return f"{who} does not fit in this device's memory: {smaller}"
    if not local and (told := hub_answers.sentence(who, error)):
        return told
    if "safetensors" in said and not local:
        return f"{who} has no safetensors weights, and no other format is loaded."
    # Libraries explain at length: their first sentence says what is wrong.
    first = said.split(". ")[0].rstrip(".:")[:300]
    if isinstance(error, PROGRAM):
        return (f"{who} cannot be loaded: its files do not fit the model that its config.json "
                f"names ({type(error).__name__}: {first}). Copy them again, all from one place.")
    return f"{who} cannot be loaded: {first or type(error).__name__}."
