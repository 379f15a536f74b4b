"""Places on an axis: bars start at zero, logs say so, differences show their zero."""

from __future__ import annotations

import re

import pytest

from demo.drawing.figures import plot
from demo.drawing.figures.scales import SHARES, about_zero, from_zero, logarithmic


@pytest.mark.parametrize("highest", [1, 0.003, 7, 99, 4_567_405, 98e6])
def test_an_axis_from_zero_begins_at_zero_and_holds_its_highest_value(highest):
    scale = from_zero(highest)
    assert scale.at(0) == 0 and scale.low == 0
    assert 0 < scale.at(highest) <= 1 and scale.high >= highest
    assert 2 <= len(scale.marks) <= 6 and scale.marks[0] == 0


def test_twice_the_value_is_twice_as_far_from_zero():
    scale = from_zero(80)
    assert scale.at(40) == pytest.approx(2 * scale.at(20))


@pytest.mark.parametrize("lowest, highest", [(-7, 6), (0, 0), (-3, -1), (2, 5), (-0.4, 12)])
def test_an_axis_of_differences_always_marks_its_zero(lowest, highest):
    scale = about_zero(lowest, highest)
    assert 0 in scale.marks and scale.low <= min(lowest, 0) and scale.high >= max(highest, 0)


def test_on_a_log_axis_equal_ratios_are_equal_distances():
    scale = logarithmic(1000, 100_000)
    assert scale.at(10_000) - scale.at(1000) == pytest.approx(scale.at(100_000) - scale.at(10_000))
    assert {1000, 10_000, 100_000} <= {round(mark) for mark in scale.marks}


def test_one_value_alone_has_a_log_axis_too():
    assert 0 < logarithmic(5000, 5000).at(5000) < 1


def test_what_lies_beyond_an_axis_is_drawn_at_its_end():
    assert SHARES.at(1.3) == 1 and SHARES.at(-1) == 0


def numbers(markup: str, name: str) -> list[float]:
    return [float(found) for found in re.findall(rf' {name}="([\d.]+)%?"', markup)]


def test_a_bar_is_as_long_as_its_share_and_starts_at_zero():
    bar = plot.bar(0.73, 5, 10)
    assert numbers(bar, "x") == [0] and numbers(bar, "width") == [73]


def test_a_bar_of_a_loss_ends_at_its_zero():
    bar = plot.bar(0.2, 5, 10, start=0.5)
    assert numbers(bar, "x") == [20] and numbers(bar, "width") == [30]


def test_an_interval_reaches_from_low_to_high_with_the_share_between():
    lines = plot.interval(0.6, 0.7, 0.9, 10, 3)
    assert sorted(set(numbers(lines, "x1") + numbers(lines, "x2"))) == [60, 70, 90]
    assert sorted(set(numbers(lines, "y1") + numbers(lines, "y2"))) == [7, 10, 13]


def test_a_line_goes_up_where_values_rise():
    points = re.search(r'points="([^"]+)"', plot.line([(0, 0), (1, 1)], 50)).group(1)
    assert points == "0.0,50.0 1000.0,0.0"
