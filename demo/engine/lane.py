"""One model on one device: prefill, then single decode steps with the lane's own KV cache.

Our own loop rather than generate(), which would compile one side and not the other (MEASURING.md
of the design; transformers compiles static caches of unquantised models only). Nothing but model
work and sampling stands inside a timed step.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch

from demo.engine import generation_settings, memory, model_checks, prompting
from demo.engine.causal_model import NOT_FINITE, CausalModel
from demo.engine.clock import Clock, clock_for
from demo.engine.control_tokens import end_tokens
from demo.engine.decoding import Decoding
from demo.engine.detokenizer import Detokenizer
from demo.engine.device import Device
from demo.engine.lane_cache import LaneCache
from demo.engine.load import Loaded
from demo.engine.sampling import NO_TOKEN, Sampler
from demo.engine.stop_texts import StopTexts
from demo.errors import UserError
from demo.pairs import Pair
from demo.recording.data import Memory, Request

NO_PEAK = "not measured: the side ended before its first token"


@dataclass(frozen=True)
class TimedStep:
    """What one timed step brought: a token, the seconds it took, whether it ends the answer, the
    bytes the cache holds after it, the processor seconds it got (None: not measured), and whether
    a student drafted it."""

    token: int
    seconds: float
    eos: bool
    kv_cache: int | None = None
    processor: float | None = None
    drafted: bool = False


class Lane:
    """One side of a race. begin(request), then prefill() once, then step() until a Tick is eos."""

    def __init__(self, loaded: Loaded, pair: Pair, device: Device, clock: Clock | None = None):
        self.side, self.loaded, self.pair, self.device = loaded.spec.side, loaded, pair, device
        self.clock = clock or clock_for(device.torch)
        self.eos = set(end_tokens(loaded.model, loaded.tokenizer))
        self.read = CausalModel(loaded.model)
        self.growth = model_checks.Growth(0, 0)
        self.reasoning = prompting.reasoning_marks(loaded.tokenizer, pair)
        prompting.try_out_pair(loaded.tokenizer, pair, self.side)
        self.cache = LaneCache(loaded, self.read, device)
        self._cuda_peak = memory.CudaPeak(device.torch) if device.kind == "cuda" else None
        self.reset()

    def reset(self) -> None:
        """Forget the last request; its cache is freed."""
        self.prompt: list[int] = []
        self.output: list[int] = []
        self.kept = 0
        self.widest = 1  # tokens fed at once after the prefill
        self.tokenize_seconds = 0.0
        self.cache.drop()
        if self._cuda_peak:
            self._cuda_peak.bytes = 0

    def another(self) -> Lane:
        """A lane over the same model, with a KV cache of its own, that decodes eagerly."""
        lane = Lane(self.loaded, self.pair, self.device, self.clock)
        lane.growth = self.growth
        return lane

    def use(self, chosen: Decoding) -> None:
        """Take decode steps this way from now on. Raises as LaneCache.use does."""
        self.reset()
        self.cache.use(chosen, self.side)

    def begin(self, request: Request) -> None:
        """Tokenise the prompt, timed apart; what a turn before left in the cache of the same
        conversation stays there. Raises UserError when it does not fit the model."""
        before = self.prompt, self.output, self.kept
        self.prompt, self.output, self.kept = [], [], 0  # whatever is refused below
        self.widest = 1
        start = time.perf_counter()
        tokenizer = self.loaded.tokenizer
        prompt = prompting.encode(tokenizer, self.pair, self.side, request, self.eos)
        self.tokenize_seconds = time.perf_counter() - start
        self._refuse(request, prompt)
        kept = _shared(prompt, *before) if request.earlier else 0
        need = len(prompt) + request.max_tokens
        if not (kept and self.cache.keep(kept, need)):
            kept = 0
            self.cache.empty(need)
        if self._cuda_peak:
            self._cuda_peak.bytes = 0
        self.prompt, self.kept = prompt, kept
        config = self.loaded.model.generation_config
        self.sampler = Sampler(
            request, self.device.torch, config.suppress_tokens, config.begin_suppress_tokens,
            self._own_settings(request),
        )
        self._text = StopTexts(Detokenizer(tokenizer, self.reasoning), self.loaded.spec.stop)

    def _own_settings(self, request: Request) -> tuple[generation_settings.Processors, ...]:
        if not request.penalties:
            return [], []
        config = self.loaded.model.generation_config
        try:
            return generation_settings.processors(config, request.temperature > 0)
        except (ValueError, TypeError) as error:
            raise UserError(f"The {self.side}'s generation config holds a penalty that cannot be "
                            f"({error}): ask without the models' own penalties.") from error

    def _refuse(self, request: Request, prompt: list[int]) -> None:
        """Raises UserError where the model cannot read this prompt."""
        rows = self.loaded.model.get_input_embeddings().weight.shape[0]
        prompting.refuse_unknown(self.loaded.tokenizer, prompt, rows, self.side)
        if len(prompt) >= self.loaded.context:
            what, remedy = ("conversation", "begin a new one") if request.earlier else (
                "question", "shorten it")
            raise UserError(
                f"The {what} is {len(prompt)} tokens for the {self.side}, which reads at most "
                f"{self.loaded.context - 1}: {remedy}."
            )

    @property
    def asked(self) -> str:
        """All that the model reads, its special tokens included, as text."""
        return self.loaded.tokenizer.decode(self.prompt, skip_special_tokens=False)

    @property
    def room(self) -> float:
        """How many output tokens still fit the model's context after this prompt."""
        return self.loaded.context - len(self.prompt)

    def prefill(self) -> TimedStep:
        """Read what the cache does not hold of the prompt, and choose the first output token."""
        return self._timed(self.prompt[self.kept :], first=True)

    def step(self) -> TimedStep:
        """Feed the newest token and choose the next one."""
        return self._timed(self.output[-1:], first=False)

    def text(self, token: int) -> str:
        """What this token adds to the answer; call once a token, outside the timed step."""
        return self._text.text(token)

    @property
    def stopped(self) -> bool:
        """Has a text that ends the answer come? It and what follows it are no part of it."""
        return self._text.stopped

    def rest(self) -> str:
        """What was kept back until the answer ended; call once, after the last token."""
        return self._text.rest()

    def timed(self, work: Callable[[], Any]) -> tuple[Any, float, float | None]:
        """As Clock.time, with the device's memory at its peak noted around it."""
        if self._cuda_peak:
            self._cuda_peak.before()
        timed = self.clock.time(work)
        if self._cuda_peak:
            self._cuda_peak.after()
        return timed

    def _timed(self, tokens: list[int], first: bool) -> TimedStep:
        start = self.kept if first else len(self.prompt) + len(self.output) - 1
        token, seconds, processor = self.timed(
            lambda: self._choose(self.cache.logits(tokens, start, first), first)
        )
        self.output.append(token)
        # Read off after the clock has stopped: it asks the device for nothing.
        held = self.cache.nbytes
        return TimedStep(token, seconds, token in self.eos, held, processor)

    @torch.inference_mode()
    def _choose(self, logits: torch.Tensor, first: bool) -> int:
        """The next token, known on the host: the one wait of a step."""
        chosen = self.cache.chosen(first) if self.sampler.is_greedy else None
        if chosen is None:
            read = None
            if self.sampler.looks_back:
                read = torch.tensor([self.prompt + self.output], device=self.device.torch)
            chosen = self.sampler.choose(logits, first, read)
        token = int(chosen)
        if token == NO_TOKEN:
            raise UserError(NOT_FINITE)
        return token

    def warm_up(self, lengths: tuple[int, ...] = (8, 128), steps: int = 4) -> None:
        """Run short and long prompts and a few steps once, so the first request equals the tenth,
        and prove that the model and its cache do what a race counts on. Raises UserError."""
        self.sampler = Sampler(Request(""), self.device.torch)
        tokens = model_checks.some_tokens(self.loaded, max(lengths))
        longest = self.loaded.context - steps - 1
        proved = tokens[: min(model_checks.LONG + steps, longest)]
        self.growth = model_checks.prove(self.read, proved, steps, self.side, self.device)
        for length in lengths:
            self.reset()
            self.prompt = tokens[: min(length, longest)]
            self.prefill()
            for _ in range(steps):
                self.step()
        self.reset()

    def memory(self) -> Memory:
        """The ledger with the cache now; call after the race, for a CPU's working peak is measured
        on a repeat of the prefill and of the last step, or the widest, under torch's slow log."""
        held = replace(
            self.loaded.ledger, kv_cache=self.cache.nbytes,
            kv_per_token=self.growth.per_token,
        )
        if not self.output:
            return replace(held, why={"working_peak": NO_PEAK})
        return replace(held, working_peak=self._working_peak())

    def _working_peak(self) -> int:
        """Bytes of temporary tensors at the worst moment, cache not counted."""
        if self._cuda_peak:
            return max(self._cuda_peak.bytes, self.cache.captured_peak)
        cache, held = self.cache.another(), []
        wide = min(self.widest, len(self.output))
        last = len(self.prompt) + len(self.output) - wide
        if self.kept:
            self.cache.read_into(cache, self.prompt[: self.kept], 0)
        # A fixed cache that was read into has its memory from before the log begins.
        apart = memory.cache_bytes(cache) if self.cache.length else 0
        repeat = ((self.prompt[self.kept :], self.kept, 1),
                  (self.output[:-wide], len(self.prompt), 1), (self.output[-wide:], last, wide))

        def run(tokens: list[int], start: int, keep: int) -> None:
            if tokens:
                self._choose(self.cache.each(cache, tokens, start, keep)[-1], True)
            held.append(memory.cache_bytes(cache) - apart)

        peaks = memory.cpu_peaks([lambda fed=fed: run(*fed) for fed in repeat])
        # The middle phase only brings the cache to its length; it is not what the race did.
        return max(peaks[0] - held[0], peaks[2] - held[2], 0)


def _shared(prompt: list[int], before: list[int], said: list[int], kept: int) -> int:
    """How many tokens of `prompt` a cache need not read again that has read `before` and, but for
    its newest token, `said`. The same prompt once more reads again what it read the first time."""
    if prompt == before:
        return kept
    # One that was stopped before its first token has read nothing of its own.
    held = [*before, *said[:-1]] if said else before[:kept]
    same = next((i for i, (a, b) in enumerate(zip(prompt, held, strict=False)) if a != b),
                min(len(prompt), len(held)))
    return min(same, len(prompt) - 1)
