"""What terminals disagree about the width of, written so that nothing after it is moved aside.

Flags, joined emoji, skin tones and the vowel signs of several scripts take one, two or four cells, depending on the
terminal and its age. Textual counts their cells its own way and writes on behind them. Here each of them gets the
cells it was counted, and the cursor is put behind those, wherever the terminal has left it.
"""

from __future__ import annotations

import re

from coach.glyphs import clusters

_UNSURE = re.compile(
    "[\u0900-\u0dff\u0f00-\u1dff\u200b-\u200f\u2c00-\u2fff\ua4d0-\uabff\ud7a4-\uf8ff\ufb00-\ufeff\ufff0-\ufffc]"
    "|[\ufffe-\U0010ffff]"
)
"""Characters whose width terminals may disagree about (one set of all takes twice as long to compile)."""
_WORDS = re.compile("(\x1b\\[[0-?]*[ -/]*[@-~])|[ -~]?[^\x00-\x7f]+")
"""A control sequence, to be let through; or characters beyond ASCII, with the one before them they may sit on."""
_SAVE, _RESTORE = "\x1b7", "\x1b8"


def steady(output: str) -> str:
    """``output`` for a terminal, every character in the cells :func:`coach.glyphs.cells` counts for it."""
    return _WORDS.sub(_held, output) if _UNSURE.search(output) else output


def _held(found: re.Match[str]) -> str:
    words = found[0]
    if found[1] or not _UNSURE.search(words):
        return words
    return "".join(_one(words[start:end], cells) for start, end, cells in clusters(words))


def _one(cluster: str, cells: int) -> str:
    if not (cells and _UNSURE.search(cluster)):
        return cluster
    # Its cells are emptied first: where the terminal draws it narrower, nothing old may show beside it.
    return f"{_SAVE}{' ' * cells}{_RESTORE}{_SAVE}{cluster}{_RESTORE}\x1b[{cells}C"
