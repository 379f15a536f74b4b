"""One lane's decode step, captured once and replayed: the launches of some hundred kernels become
one, and what is timed is the model.

Nothing in it asks the host: the token and its place are written into fixed tensors before, the
logits and the greedy choice are read from fixed tensors after.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from demo.engine.causal_model import CausalModel

WARM_UPS = 3
Work = Callable[[], None]
Pick = Callable[[Tensor], Tensor]  # logits [vocabulary] -> a token id, a tensor of shape []
# (work, device) -> replay, and the bytes of temporary tensors in it.
Capture = Callable[[Work, torch.device], tuple[Work, int]]


def cuda_graph(work: Work, device: torch.device) -> tuple[Work, int]:
    """Run `work` a few times and capture it, both on one stream of its own: what libraries allocate
    for a stream at its first use must not lie in the graph's private pool, and dies with it there.
    """
    stream = torch.cuda.Stream(device)
    stream.wait_stream(torch.cuda.current_stream(device))
    with torch.cuda.stream(stream):
        for _ in range(WARM_UPS):
            work()
    torch.cuda.current_stream(device).wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    # thread_local: other threads (a watchdog, a copy) may call the driver meanwhile.
    with torch.cuda.graph(graph, stream=stream, capture_error_mode="thread_local"):
        torch.cuda.reset_peak_memory_stats(device)
        before = torch.cuda.memory_allocated(device)
        work()
        peak = torch.cuda.max_memory_allocated(device) - before
    return graph.replay, peak


class CapturedStep:
    """step(token, place) -> logits [vocabulary] behind a token fed at `place` of `cache`; `chosen`
    then holds pick's choice from them. The cache must have been read into once: its tensors are
    allocated then. It comes back empty."""

    @torch.inference_mode()
    def __init__(
        self, read: CausalModel, cache: Any, device: torch.device,
        pick: Pick, capture: Capture = cuda_graph,
    ) -> None:
        self._ids = torch.zeros(1, 1, dtype=torch.long, device=device)
        self._place = torch.zeros(1, 1, dtype=torch.long, device=device)
        first = read(self._ids, cache, keep=1, places=self._place)[0, -1]
        self._logits, self.chosen = torch.empty_like(first), torch.empty_like(pick(first))

        def work() -> None:
            logits = read(self._ids, cache, keep=1, places=self._place)[0, -1]
            self._logits.copy_(logits)
            self.chosen.copy_(pick(logits))

        cache.reset()
        self._replay, self.working_peak = capture(work, device)
        # Warming up has written to the cache and moved its counters on.
        cache.reset()

    def __call__(self, token: int, place: int) -> Tensor:
        self._ids.fill_(token)
        self._place.fill_(place)
        self._replay()
        return self._logits
