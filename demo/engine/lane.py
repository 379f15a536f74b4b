"""One model on one device: prefill, then single decode steps with the lane's own KV cache.

Our own loop rather than generate(), which would compile one side and not the other (MEASURING.md
of the design; transformers compiles static caches of unquantised models only). Nothing but model
work and sampling stands inside a timed step.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import torch

from demo.engine import memory, model_checks, prompting
from demo.engine.causal_model import NOT_FINITE, CausalModel
from demo.engine.clock import Clock, clock_for
from demo.engine.control_tokens import end_tokens
from demo.engine.detokenizer import Detokenizer
from demo.engine.device import Device
from demo.engine.load import Loaded
from demo.engine.sampling import NO_TOKEN, Sampler
from demo.errors import UserError
from demo.pairs import Pair
from demo.recording.data import Memory, Request

NO_PEAK = "not measured: the side ended before its first token"


@dataclass(frozen=True)
class TimedStep:
    """What one timed step brought: a token, the seconds it took, whether it ends the answer, the
    bytes the cache holds after it, and the processor seconds it got (None: not measured)."""

    token: int
    seconds: float
    eos: bool
    kv_cache: int | None = None
    processor: float | None = None


class Lane:
    """One side of a race. begin(request), then prefill() once, then step() until a Tick is eos."""

    def __init__(self, loaded: Loaded, pair: Pair, device: Device, clock: Clock | None = None):
        self.side, self.loaded, self.pair, self.device = loaded.spec.side, loaded, pair, device
        self.clock = clock or clock_for(device.torch)
        self.eos = set(end_tokens(loaded.model, loaded.tokenizer))
        self.read = CausalModel(loaded.model)
        self.growth = model_checks.Growth(0, 0)
        prompting.try_out_pair(loaded.tokenizer, pair, self.side)
        self._cuda_peak = memory.CudaPeak(device.torch) if device.kind == "cuda" else None
        self.reset()

    def reset(self) -> None:
        """Forget the last request; its cache is freed."""
        self.prompt: list[int] = []
        self.output: list[int] = []
        self.tokenize_seconds = 0.0
        self._cache = self.read.new_cache()
        if self._cuda_peak:
            self._cuda_peak.bytes = 0

    def begin(self, request: Request) -> None:
        """Tokenise the prompt, timed apart. Raises UserError when it does not fit the model."""
        self.reset()
        start = time.perf_counter()
        tokenizer = self.loaded.tokenizer
        self.prompt = prompting.encode(tokenizer, self.pair, request.prompt, self.eos)
        self.tokenize_seconds = time.perf_counter() - start
        rows = self.loaded.model.get_input_embeddings().weight.shape[0]
        prompting.refuse_unknown(tokenizer, self.prompt, rows, self.side)
        if len(self.prompt) >= self.loaded.context:
            raise UserError(
                f"The question is {len(self.prompt)} tokens for the {self.side}, which reads at "
                f"most {self.loaded.context - 1}: shorten it."
            )
        config = self.loaded.model.generation_config
        self._sampler = Sampler(
            request, self.device.torch, config.suppress_tokens, config.begin_suppress_tokens
        )
        self._detokenizer = Detokenizer(self.loaded.tokenizer)

    @property
    def room(self) -> float:
        """How many output tokens still fit the model's context after this prompt."""
        return self.loaded.context - len(self.prompt)

    def prefill(self) -> TimedStep:
        """Read the whole prompt and choose the first output token."""
        return self._timed(self.prompt, first=True)

    def step(self) -> TimedStep:
        """Feed the newest token and choose the next one."""
        return self._timed(self.output[-1:], first=False)

    def text(self, token: int) -> str:
        """What this token adds to the answer; call once a token, outside the timed step."""
        return self._detokenizer.text(token)

    def rest(self) -> str:
        """What was kept back until the answer ended; call once, after the last token."""
        return self._detokenizer.rest()

    def _timed(self, tokens: list[int], first: bool) -> TimedStep:
        if self._cuda_peak:
            self._cuda_peak.before()
        start = 0 if first else len(self.prompt) + len(self.output) - 1
        token, seconds, processor = self.clock.time(
            lambda: self._forward(tokens, start, self._cache)
        )
        if self._cuda_peak:
            self._cuda_peak.after()
        self.output.append(token)
        # Read off after the clock has stopped: it asks the device for nothing.
        held = memory.cache_bytes(self._cache)
        return TimedStep(token, seconds, token in self.eos, held, processor)

    @torch.inference_mode()
    def _forward(self, tokens: list[int], start: int, cache: Any) -> int:
        """Feed `tokens` behind the `start` tokens that the cache holds, and choose the next."""
        ids = torch.tensor([tokens], device=self.device.torch)
        logits = self.read(ids, cache, start, keep=1)[0, -1]
        token = int(self._sampler.choose(logits, first=start == 0))
        if token == NO_TOKEN:
            raise UserError(NOT_FINITE)
        return token

    def warm_up(self, lengths: tuple[int, ...] = (8, 128), steps: int = 4) -> None:
        """Run short and long prompts and a few steps once, so the first request equals the tenth,
        and prove that the model and its cache do what a race counts on. Raises UserError."""
        self._sampler = Sampler(Request(""), self.device.torch)
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
        on a repeat of the prefill and of the last step, under torch's slow memory log."""
        held = replace(
            self.loaded.ledger, kv_cache=memory.cache_bytes(self._cache),
            kv_per_token=self.growth.per_token,
        )
        if not self.output:
            return replace(held, why={"working_peak": NO_PEAK})
        return replace(held, working_peak=self._working_peak())

    def _working_peak(self) -> int:
        """Bytes of temporary tensors at the worst moment, cache not counted."""
        if self._cuda_peak:
            return self._cuda_peak.bytes
        cache = self.read.new_cache()
        last = len(self.prompt) + len(self.output) - 1
        repeat = ((self.prompt, 0), (self.output[:-1], len(self.prompt)), (self.output[-1:], last))
        held: list[int] = []

        def run(tokens: list[int], start: int) -> None:
            if tokens:
                self._forward(tokens, start, cache)
            held.append(memory.cache_bytes(cache))

        peaks = memory.cpu_peaks([lambda fed=fed: run(*fed) for fed in repeat])
        # The middle phase only brings the cache to its length; it is not what the race did.
        return max(peaks[0] - held[0], peaks[2] - held[2], 0)
