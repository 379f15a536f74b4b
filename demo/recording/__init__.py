"""The recording is the truth; everything else makes one, plays one, or sums one up."""

from demo.recording.data import (
    ENDS,
    SIDES,
    TAUGHT,
    Answer,
    Fidelity,
    Memory,
    Model,
    Recording,
    Request,
    Step,
    begun,
    grow,
)
from demo.recording.file import FORMAT, VERSION, from_json, to_json

__all__ = [
    "ENDS", "FORMAT", "SIDES", "TAUGHT",
    "VERSION", "Answer", "Fidelity", "Memory", "Model", "Recording",
    "Request", "Step", "begun", "from_json", "grow", "to_json",
]
