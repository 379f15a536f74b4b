"""Bytes: unique storages, the logged peak, what a decode step reads."""

import mmap
import time

import torch

from demo.engine import memory
from demo.engine.clock import CpuClock, clock_for

MB = 1_000_000


def test_views_of_one_storage_count_once():
    base = torch.zeros(1000)
    assert memory.nbytes([base, base[:10], base.view(10, 100), torch.zeros(5)]) == 4020


def test_the_peak_is_the_most_held_at_once_not_the_sum():
    kept = []

    def first():
        for _ in range(5):
            torch.ones(MB, dtype=torch.uint8)
        kept.append(torch.ones(2 * MB, dtype=torch.uint8))

    def second():
        torch.ones(MB, dtype=torch.uint8)

    found = memory.cpu_peaks([first, second])
    assert 2 * MB <= found[0] < 2.1 * MB
    assert 3 * MB <= found[1] < 3.1 * MB


def test_a_tied_head_is_read_once_and_an_untied_embedding_not_at_all():
    head, table = torch.nn.Linear(8, 100, bias=False), torch.nn.Embedding(100, 8)
    both = torch.nn.ModuleList([head, table, torch.nn.LayerNorm(8)])
    assert memory.matmul_bytes(both) == 800 * 4
    head.weight = table.weight
    assert memory.matmul_bytes(both) == 800 * 4


def test_what_a_system_does_not_tell_is_said_in_words(monkeypatch):
    monkeypatch.setattr("builtins.open", lambda *_: (_ for _ in ()).throw(OSError()))
    assert str(memory.rss()).startswith("not measured: ")


def test_the_process_holds_what_it_allocates():
    before = memory.rss()
    # Asked of the system itself: what torch hands out may have been this process's before.
    with mmap.mmap(-1, 50 * MB) as kept:
        kept.write(b"x" * 50 * MB)
        assert memory.rss() - before > 40 * MB


def test_the_clock_returns_what_the_work_returned_and_its_seconds():
    result, seconds, processor = clock_for(torch.device("cpu")).time(lambda: sum(range(1000)))
    assert result == 499500 and 0 < processor <= seconds


def test_waiting_takes_time_but_no_processor_time():
    _, seconds, processor = clock_for(torch.device("cpu")).time(lambda: time.sleep(0.05))
    assert seconds >= 0.05 and processor < 0.02
    assert isinstance(clock_for(torch.device("cpu")), CpuClock)
