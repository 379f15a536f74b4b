"""A recording: everything needed to show one comparison again, for ever, with no model.

Plain frozen data; imports nothing outside this room. Times are seconds on each lane's own clock,
memory is bytes. A live race and a replay both yield growing recordings, so one drawing code serves
both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from demo.recording.cache_growth import Knots, bytes_at
from demo.recording.modes import MODES, USUAL_DRAFT, USUAL_THRESHOLD, Cascade, Cooperation

SIDES = ("teacher", "student")
# Lineages of a student that learned from its teacher.
TAUGHT = ("distilled here", "documented")
COUNTERS = ("server", "tokenizer", "estimated", "implausible")
ENDS = ("", "eos", "max_tokens", "time_limit", "stopped", "error", "not_asked")


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer over the network took. prompt, answer: tokens, None where nobody tells;
    counted: who counted, one of COUNTERS: "server", "tokenizer" (ours, of the same model),
    "estimated" (four characters a token), or that, too, because the server's count is
    "implausible"; cost: by the pair's prices, in `currency`; None without prices; at_most: the
    server told too little, and this is the worst case; tries: how often it was asked; waited:
    seconds of the time to first token that had gone by when it was asked last."""

    prompt: int | None = None
    answer: int | None = None
    counted: str = "server"
    cost: float | None = None
    currency: str = ""
    at_most: bool = False
    tries: int = 1
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One prefill or decode step of one side, or the step that ended it.

    kind "prefill" and "decode" bring one output token; kind "end" brings none: its seconds are
    what producing the end-of-sequence token cost, and `end` is one of ENDS; kind "wait" brings
    nothing but `why` nothing comes at present. kv_cache: bytes the
    lane's cache held after it, None where no model ran; processor: processor seconds that the
    racing thread got of `seconds`, None where that was not measured. A step of a remote side is
    what came in one piece, whatever tokens that was; usage: of its end. drafted: the student
    proposed this token and the teacher let it stand.
    """

    side: str
    kind: str
    token: int | None = None
    text: str = ""
    seconds: float = 0.0
    end: str = ""
    why: str = ""
    kv_cache: int | None = None
    processor: float | None = None
    usage: Usage | None = None
    drafted: bool = False


@dataclass(frozen=True)
class Request:
    """What both sides were asked; identical for both, but that each goes on from its own answers to
    the `earlier` questions of its conversation. time_limit: seconds of a side's own time; system:
    the system prompt, "" for none; penalties: with those of each model's own generation config;
    mode: one of MODES; draft: tokens a round, of a cooperation; threshold: of a cascade, the
    confidence below which the teacher is asked."""

    prompt: str
    max_tokens: int = 256
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    time_limit: float = 60.0
    system: str = ""
    earlier: tuple[Turn, ...] = ()
    penalties: bool = False
    mode: str = MODES[0]
    draft: int = USUAL_DRAFT
    threshold: float = USUAL_THRESHOLD


@dataclass(frozen=True)
class Model:
    """What one side ran: shown on its card. `stored` is the dtype on disk, `dtype` the one used,
    `embeddings` the one that embeddings and head of a quantised model are kept in; `quantization`
    as demo.engine.precision_labels has it: "NF4", "FP4", "int8", or "NF4, 2 % of weights";
    `context`: the most tokens it reads and writes, 0 where no limit is known; `settings`: what its
    generation config asks for beyond the ends ("repetition_penalty 1.1"); `joules_per_token`: of
    the whole card in a decode step of this side alone, or why that is not known; `remote`: the host
    that answers over the network, "" where it runs here."""

    name: str = ""
    source: str = ""
    revision: str = ""
    parameters: int = 0
    dtype: str = ""
    stored: str = ""
    quantization: str = ""
    embeddings: str = ""
    notes: tuple[str, ...] = ()
    context: int = 0
    settings: tuple[str, ...] = ()
    joules_per_token: float | None = None
    joules_why: str = ""
    remote: str = ""


@dataclass(frozen=True)
class Memory:
    """The ledger of one lane in bytes; None is "not measured", with the reason in `why`.

    weights: parameters and buffers in the quantised layers' packed storage, or all of them when
    nothing is quantised; quantization_state: absmax, code and offsets of 4-bit layers, the scales
    of int8 ones; embeddings: input embeddings and output head of a quantised model; unquantized:
    what else of it stays in full width; kv_cache: the cache's tensors now, recurrent states
    included; kv_per_token and kv_knots: how they grew (growth.bytes_at), the knots only where a
    cache did not grow by the same bytes with every token; working_peak: temporary tensors at the
    worst moment of this lane's own steps.
    """

    weights: int = 0
    quantization_state: int = 0
    embeddings: int = 0
    unquantized: int = 0
    kv_cache: int = 0
    kv_per_token: int = 0
    working_peak: int | None = None
    why: dict[str, str] = field(default_factory=dict)
    kv_knots: Knots = ()

    def kv_at(self, held: int) -> int:
        """Bytes of the cache when it held `held` tokens."""
        return bytes_at(held, self.kv_per_token, self.kv_knots)


@dataclass(frozen=True)
class Answer:
    """One side's answer in columns: output token i has tokens[i], texts[i] and seconds[i].

    seconds[0] is the prefill with its first token, the others are single decode steps; the step
    that produced end-of-sequence is no output token and stands in end_seconds. processor_seconds:
    what the racing thread got of all of them; None where that was not measured. asked: all that the
    model read, its special tokens included; of its prompt_tokens, `kept` were in the KV cache from
    the turn before, and the prefill read the others. drafted: of an answer that both wrote, which
    tokens were the student's and the teacher let stand; the others are the teacher's own.
    """

    side: str
    model: Model = Model()
    prompt_tokens: int = 0
    tokenize_seconds: float = 0.0
    tokens: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    end: str = ""
    why: str = ""
    end_seconds: float = 0.0
    processor_seconds: float | None = None
    memory: Memory = Memory()
    asked: str = ""
    kept: int = 0
    usage: Usage | None = None
    drafted: tuple[bool, ...] = ()

    @property
    def count(self) -> int:
        """Output tokens: one a column, or as many as a remote side's answer was counted to be; 0
        while nobody has counted one, for its columns are pieces."""
        if self.usage and self.usage.answer is not None:
            return self.usage.answer
        return 0 if self.model.remote else len(self.tokens)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def times(self) -> tuple[float, ...]:
        """When each output token was known, in seconds from the start of the prefill."""
        return tuple(accumulate(self.seconds))

    def held(self, known: int) -> int:
        """Tokens in the cache once `known` output tokens are: the newest one is written to it only
        when it is fed to the next step."""
        return self.prompt_tokens + known - 1 if known else 0


@dataclass(frozen=True)
class Turn:
    """An earlier question of a conversation, and what each side answered. Models and memory are
    those of the conversation's last turn, and so stand there alone."""

    prompt: str
    answers: dict[str, Answer]


@dataclass(frozen=True)
class Fidelity:
    """What the teacher thinks of the student's answer, in columns: one entry a student token.

    probability: what the teacher gave the token; kld in nats; acceptance: sum of min(p_t, p_s);
    agrees: both would choose the same token; first: the teacher's own first choice, a token id, and
    instead: the same as text.
    Empty columns are "not measured", with the reason in `why`. parting: the student's first token
    that the teacher's answer does not have there, and likeliest: what each side found likeliest in
    its place, text and probability; -1 and nothing where the answers do not part.
    """

    probability: tuple[float, ...] = ()
    kld: tuple[float, ...] = ()
    acceptance: tuple[float, ...] = ()
    agrees: tuple[bool, ...] = ()
    first: tuple[int, ...] = ()
    instead: tuple[str, ...] = ()
    why: str = ""
    parting: int = -1
    likeliest: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Repeats:
    """One side's runs of the same question, one after the other, in columns: TTFT and TPOT in
    seconds; 0 stands for a TPOT that is undefined."""

    ttft: tuple[float, ...] = ()
    tpot: tuple[float, ...] = ()


@dataclass(frozen=True)
class Recording:
    """One comparison. `pair`, `device` and `versions` are flat tables of text and numbers;
    `repeats` has every run by side where the question was asked several times: this is the last;
    `cooperation` and `cascade` belong to those modes, and are None until they are known."""

    request: Request
    answers: dict[str, Answer]
    pair: dict[str, Any] = field(default_factory=dict)
    device: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    created: str = ""
    app_version: str = ""
    fidelity: Fidelity = Fidelity()
    repeats: dict[str, Repeats] = field(default_factory=dict)
    cooperation: Cooperation | None = None
    cascade: Cascade | None = None

    @property
    def done(self) -> bool:
        return all(answer.end for answer in self.answers.values())

    @property
    def runs(self) -> int:
        """How often the question was asked, of which this is the last."""
        return len(self.repeats[SIDES[0]].ttft) if self.repeats else 1

    @property
    def pair_name(self) -> str:
        return str(self.pair.get("name", ""))

    @property
    def title(self) -> str:
        """What the pair is called on a page."""
        return str(self.pair.get("title", ""))

    @property
    def lineage(self) -> str:
        """One of demo.pairs.LINEAGES; "unknown" where the file says nothing."""
        return str(self.pair.get("lineage", "unknown"))

    @property
    def source(self) -> str:
        """Who says so, for a documented lineage."""
        return str(self.pair.get("source", ""))

    @property
    def taught(self) -> bool:
        """Did the student learn from this teacher?"""
        return self.lineage in TAUGHT

    @property
    def itself(self) -> bool:
        """Is the student the teacher's own model, from the same files and on the same machine?"""
        models = [answer.model for answer in self.answers.values()]
        known = {(model.source, model.revision, model.remote) for model in models}
        return len(known) == 1 and bool(models[0].source)

    @property
    def kinship(self) -> str:
        """What the student is to the teacher: "taught" by it, "itself" or an "other" model."""
        return "taught" if self.taught else "itself" if self.itself else "other"

    @property
    def same_tokenizer(self) -> bool:
        """Are token counts and tokens per second of both sides comparable?"""
        return bool(self.pair.get("same_tokenizer", True))

    @property
    def final_mark(self) -> str:
        """What stands before the final answer; "" where a pair has no such mark."""
        return str(self.pair.get("final", ""))

    @property
    def converses(self) -> bool:
        """May a question follow upon an answer, and are answers long and in Markdown?"""
        return self.pair.get("conversation") is True

    @property
    def reasoning_marks(self) -> tuple[str, str]:
        """What the pair's models write around their reasoning; empty where they do not reason."""
        return (str(self.pair.get("reasoning_open") or ""),
                str(self.pair.get("reasoning_close") or ""))

    @property
    def device_name(self) -> str:
        """"" where it is not known."""
        return str(self.device.get("name") or "")

    @property
    def on_cpu(self) -> bool:
        return self.device.get("kind") == "cpu"
