"""One lane's KV cache, and its model run over it: grown with every token, or of a fixed length with
the decode step captured, as demo.engine.decoding chose for both lanes."""

from __future__ import annotations

from typing import Any

import torch

from demo.engine import captured_step, decoding, memory, model_checks
from demo.engine.causal_model import CausalModel, cut
from demo.engine.device import Device
from demo.engine.load import Loaded
from demo.engine.sampling import Sampler
from demo.errors import UserError
from demo.recording.data import Request


class LaneCache:
    """Call empty(need) or keep(kept, need) before a request, then logits for what is fed."""

    def __init__(self, loaded: Loaded, read: CausalModel, device: Device) -> None:
        self.loaded, self.read, self.device = loaded, read, device
        self.decoding, self.capture = decoding.Decoding(), captured_step.cuda_graph
        self.drop()

    def drop(self) -> None:
        """Free it, and the step that was captured over it."""
        self._captured: captured_step.CapturedStep | None = None
        self.length = 0  # in tokens; 0: it grows
        self.held: Any = self.read.new_cache()

    def use(self, chosen: decoding.Decoding, who: str) -> None:
        """Decode this way from now on. Raises whatever the model, or the driver, says of being run
        so, and UserError where it then says something else than without a cache."""
        self.drop()
        self.decoding = chosen
        if chosen.kind == "eager":
            return
        tokens = model_checks.some_tokens(self.loaded, model_checks.SHORT)
        tokens = tokens[: int(min(len(tokens), self.loaded.context - 1))]
        self.empty(len(tokens))
        model_checks.same_stepwise(
            self.read, tokens, lambda fed, at: self.logits(fed, at, first=not at), who,
            self.device)
        self.empty(len(tokens))

    @torch.inference_mode()
    def empty(self, need: int) -> None:
        """Hold nothing, with room for `need` tokens. One of fixed length is used again where it is
        right, for a captured step belongs to it. Raises what a driver says of capturing."""
        if self.decoding.kind == "eager":
            self.held = self.read.new_cache()
            return
        length = decoding.length_for(need, self.loaded.context)
        if length == self.length:
            self.held.reset()
            return
        self.drop()
        self.held = self.read.new_cache(length)
        if self.decoding.kind == "graph":
            self._captured = captured_step.CapturedStep(
                self.read, self.held, self.device.torch, self._greedy(), self.capture)
        self.length = length

    def _greedy(self) -> captured_step.Pick:
        suppressed = self.loaded.model.generation_config.suppress_tokens
        sampler = Sampler(Request(""), self.device.torch, suppressed)
        return lambda logits: sampler.choose(logits, first=False)

    def keep(self, kept: int, need: int) -> bool:
        """Leave the first `kept` tokens; False where that, or room for `need`, is not to be had."""
        room = not self.length or self.length >= min(need, self.loaded.context)
        return room and cut(self.held, kept)

    @torch.inference_mode()
    def logits(self, tokens: list[int], start: int, first: bool) -> torch.Tensor:
        """Feed `tokens` behind the `start` that are held: what the model says behind the last one,
        [vocabulary]. Raises UserError beyond a fixed length."""
        if self.length and start + len(tokens) > self.length:
            # A captured step would write beyond its end and say nothing.
            raise UserError("The KV cache is full: ask for fewer tokens.")
        if self._captured and not first:
            return self._captured(tokens[0], start)
        return self.read_into(self.held, tokens, start)

    def read_into(self, cache: Any, tokens: list[int], start: int) -> torch.Tensor:
        """The same, launched step by step, over any cache."""
        return self.each(cache, tokens, start, keep=1)[-1]

    @torch.inference_mode()
    def each(self, cache: Any, tokens: list[int], start: int, keep: int) -> torch.Tensor:
        """What the model says behind each of the last `keep` tokens, all fed in one pass:
        [keep, vocabulary]."""
        ids = torch.tensor([tokens], device=self.device.torch)
        return self.read(ids, cache, start, keep=keep)[0]

    def chosen(self, first: bool) -> torch.Tensor | None:
        """The likeliest token of the newest logits, where the captured step chose it; else None."""
        return self._captured.chosen if self._captured and not first else None

    def another(self) -> Any:
        """An empty cache as this one."""
        return self.read.new_cache(self.length)

    @property
    def nbytes(self) -> int:
        return memory.cache_bytes(self.held)

    @property
    def captured_peak(self) -> int:
        """Bytes of temporary tensors in the captured step; 0 where there is none."""
        return self._captured.working_peak if self._captured else 0
