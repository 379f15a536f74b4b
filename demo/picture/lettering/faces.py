"""Which font draws a character: the shipped ones first, then what this machine has.

Shipped are Latin, Greek, Cyrillic, Hebrew, Arabic, symbols, and the 3,755 commonest Chinese
characters (tests/make_fonts.py says how they were made). Rarer scripts are drawn by the
machine's own fonts, where it has some; the fonts are only ever looked for in the folders below.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from PIL import ImageFont

log = logging.getLogger(__name__)
FONTS = Path(__file__).parent / "fonts"
SHIPPED = {False: ("sans.ttf", "cjk.otf"), True: ("sans-bold.ttf", "sans.ttf", "cjk.otf")}
SEAL = "seal.otf"
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
           "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")
# The start of a file's name, in the order they are asked; the first font that has it draws it.
WANTED = (
    "NotoSansCJK-Regular", "NotoSansSC-Regular", "SourceHanSansSC-Regular", "wqy-microhei",
    "PingFang", "msyh", "NotoSansKR-Regular", "NotoSansJP-Regular", "AppleSDGothicNeo", "malgun",
    "NotoSansDevanagari-Regular", "NotoSansThai-Regular", "NotoSansBengali-Regular",
    "NotoSansTamil-Regular", "NotoSansArmenian-Regular", "NotoSansGeorgian-Regular",
    "NotoSansEthiopic-Regular", "NotoEmoji-Regular", "NotoSansSymbols2-Regular", "Symbola",
    "DejaVuSans.ttf", "FreeSans.ttf", "unifont.",
)
# In a collection, the face whose shapes are those of the page's Chinese.
COLLECTION_FACE = "SC"


@dataclass(frozen=True)
class Face:
    """One font file. `codes` are the characters it has a glyph for."""

    path: Path
    index: int
    codes: frozenset[int]

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font at `size` pixels."""
        return _sized(self.path, self.index, size)


def face_of(character: str, bold: bool = False) -> Face | None:
    """The face that draws `character`, or None when no font here has it."""
    return _face_of(ord(character), bold)


@lru_cache(maxsize=8192)
def _face_of(code: int, bold: bool) -> Face | None:
    return next((face for face in _faces(bold) if code in face.codes), None)


def _faces(bold: bool) -> Iterator[Face]:
    """In the order they are asked; the machine's are opened only when the shipped ones lack it."""
    for name in SHIPPED[bold]:
        yield shipped(name)
    for path in _machine():
        if (face := _read(path)) is not None:
            yield face


def shipped(name: str) -> Face:
    face = _read(FONTS / name)
    assert face is not None, f"{name} comes with this module"
    return face


def heavier(face: Face) -> bool:
    """Whether bold text must be thickened in this face, as there is no bold cut of it here."""
    return face.path.name != SHIPPED[True][0]


@lru_cache
def _machine() -> tuple[Path, ...]:
    """The machine's fonts that are wanted, in the order of WANTED."""
    names: dict[str, Path] = {}
    for folder in FOLDERS:
        for root, _, files in os.walk(Path(folder).expanduser()):
            names.update((name, Path(root) / name) for name in files
                         if name.endswith((".ttf", ".otf", ".ttc")))
    paths = [next((names[n] for n in sorted(names) if n.startswith(start)), None)
             for start in WANTED]
    return tuple(path for path in paths if path)


@lru_cache
def _read(path: Path) -> Face | None:
    """A face and what it covers; None when the file is no font that can be drawn in outlines."""
    try:
        index, font = _opened(path)
        if not {"glyf", "CFF ", "CFF2"} & set(font.keys()):
            return None  # colour pictures in one size only
        return Face(path, index, frozenset(font.getBestCmap() or ()))
    except (TTLibError, OSError, KeyError, AssertionError) as error:
        log.warning("%s cannot be used: %s", path, error)
        return None


def _opened(path: Path) -> tuple[int, TTFont]:
    if path.suffix != ".ttc":
        return 0, TTFont(path, lazy=True)
    faces = TTCollection(path, lazy=True).fonts
    names = [str(face["name"].getDebugName(1)) for face in faces]
    index = next((i for i, name in enumerate(names) if name.endswith(COLLECTION_FACE)), 0)
    return index, faces[index]


@lru_cache(maxsize=256)
def _sized(path: Path, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, index)
