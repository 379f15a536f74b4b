"""Paper, colours and boxes: what the card and the film are drawn with. Sizes are pixels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from demo.picture.lettering.faces import SEAL, shipped
from demo.picture.lettering.lines import Span, draw, wrap

PALETTE = Path(__file__).parents[1] / "drawing" / "palette.css"
SMOOTH = 4  # Pillow draws curves without smoothing, so they are drawn this much larger first


@lru_cache
def colours() -> dict[str, str]:
    """The page's light colours by name: paper, card, ink, soft, line, wash, teacher, ..."""
    light = PALETTE.read_text(encoding="utf-8").split("body.dark")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{3,6});", light))


class Canvas:
    """A picture under way, and the few things that are drawn on it."""

    def __init__(self, width: int, height: int, under: Canvas | None = None) -> None:
        """Empty paper, or a copy of what is drawn on another sheet of that size."""
        paper = Image.new("RGB", (width, height), colours()["paper"])
        self.image = paper if under is None else under.image.copy()
        self.pen = ImageDraw.Draw(self.image)

    def box(self, area: tuple[int, int, int, int], fill: str, radius: int, edge: str = "",
            top: str = "") -> None:
        """A rounded box: left, top, right, bottom. `edge` and `top` are its lines' colours."""
        left, above, right, below = area
        size = (right - left, below - above)
        if edge:
            self._stamp((left, above), size, radius, edge)
        if top:
            band = (0, 0, size[0], radius)
            self.image.paste(top, (left, above), _rounded(size, radius).crop(band))
        inset = 1 if edge else 0
        down = 5 if top else inset
        self._stamp((left + inset, above + down), (size[0] - 2 * inset, size[1] - down - inset),
                    max(1, radius - inset), fill)

    def _stamp(self, at: tuple[int, int], size: tuple[int, int], radius: int, fill: str) -> None:
        self.image.paste(fill, at, _rounded(size, radius))

    def text(self, text: str, left: float, baseline: float, size: int, colour: str,
             bold: bool = False, width: float = 0, align: str = "start") -> float:
        """One line, cut to `width` when that is given; returns the x where it ends."""
        span = Span(" ".join(text.split()), size, colours().get(colour, colour), bold)
        lines = wrap([span], width or 10_000, 1)
        return draw(self.pen, lines[0], left, baseline, width, align) if lines else left

    def paragraph(self, spans: list[Span], left: float, baseline: float, width: float, most: int,
                  leading: float) -> float:
        """Up to `most` lines; returns the baseline of the line that would come next."""
        for line in wrap(spans, width, most):
            draw(self.pen, line, left, baseline, width)
            baseline += leading
        return baseline

    def seal(self, left: int, above: int, size: int) -> None:
        """The red seal, 师 over 徒."""
        self.box((left, above, left + size, above + size), colours()["seal"], size // 5)
        font = shipped(SEAL).at(round(size * .41))
        for index, character in enumerate("师徒"):
            middle = above + size * (.285 + .43 * index)
            self.pen.text((left + size / 2, middle), character, "#ffffff", font, "mm")


@lru_cache(maxsize=64)
def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask of a rounded box with smooth corners."""
    large = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH), 0)
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, large.width - 1, large.height - 1), radius * SMOOTH, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def fitted(
    runs: Sequence[tuple[str, bool]], width: float, sizes: Sequence[tuple[int, int]]
) -> tuple[list[Span], int, int]:
    """The runs (text, bold) in the first of `sizes`, (pixels, most lines), that holds them whole.

    Gives the spans, the size, and how many lines it takes; the last size cuts what is left over.
    """
    for size, most in sizes:
        spans = [span(text, size, "ink", bold) for text, bold in runs]
        taken = len(wrap(spans, width, most + 1))
        if taken <= most:
            return spans, size, taken
    return spans, size, most


def span(text: str, size: int, colour: str, bold: bool = False) -> Span:
    """A span in one of the palette's colours."""
    return Span(text, size, colours().get(colour, colour), bold)
