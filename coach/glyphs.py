"""Text made safe for a terminal, and its width there in cells.

Lessons and learners' words alike may hold characters that a terminal obeys instead of showing: escape sequences,
bidi overrides, invisible tags, a thousand marks on one letter. Nothing else in coach decides what is safe to draw.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from coach.widths import NO_CELLS, TWO_CELLS, TWO_CELLS_AS_EMOJI

STAND_IN = "\ufffd"
MOST_MARKS = 8
"""How many characters without a cell of their own may follow one another; terminals have failed on more."""

_PLAIN = re.compile("[\n\x20-\x7e\xa0-\u02ff\u2010-\u2027]*")
"""Text with nothing to look at twice: most of what anyone writes in Latin letters."""
_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_EMOJI = "\ufe0f"


class Cluster(NamedTuple):
    """Characters drawn as one: half-open offsets in code points, and the cells they take together."""

    start: int
    end: int
    cells: int


def _ranges(table: str) -> list[tuple[int, int]]:
    """The ranges of a table of ``coach.widths``, both ends included."""
    ends = (item.partition("-") for item in table.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in ends]


_RANGES = sorted([(*ends, 0) for ends in _ranges(NO_CELLS)] + [(*ends, 2) for ends in _ranges(TWO_CELLS)])
_STARTS = [first for first, _, _ in _RANGES]
_WIDENED = frozenset(chr(code) for first, last in _ranges(TWO_CELLS_AS_EMOJI) for code in range(first, last + 1))


@lru_cache(maxsize=8192)
def _width(character: str) -> int:
    """Cells of one character on its own: 0, 1 or 2."""
    code = ord(character)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _RANGES[at][1]:
        return _RANGES[at][2]
    return 1


@lru_cache(maxsize=8192)
def _safe(character: str) -> str:
    """One character, or what stands in for it."""
    code = ord(character)
    if character in ("\n", _JOINER, _NON_JOINER):
        return character
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    tag = 0xE0000 <= code <= 0xE0FFF and not 0xE0100 <= code <= 0xE01EF
    category = unicodedata.category(character)
    # A format character with a cell of its own (soft hyphen, Arabic end of ayah) is seen, so it may stay.
    hidden = category == "Cf" and _width(character) == 0
    return STAND_IN if noncharacter or tag or hidden or category in ("Cc", "Cs", "Zl", "Zp") else character


def shown(text: str) -> str:
    """``text`` as it may be drawn: same length, so offsets into the one are offsets into the other.

    Controls become their pictures (escape is shown as ␛) and tabs a space; newlines stay. Whatever turns the
    writing direction, hides, or is no character at all becomes U+FFFD, as does every mark after the eighth on one
    character. Joiners and variation selectors stay, but a joiner beside ASCII, which joins nothing and only makes
    a terminal lose count, becomes U+FFFD too. Never raises; ``shown(shown(text)) == shown(text)``.
    """
    if _PLAIN.fullmatch(text):
        return text
    drawn: list[str] = []
    marks = 0
    for index, character in enumerate(text):
        safe = _safe(character)
        if safe == _JOINER and (text[index - 1 : index].isascii() or text[index + 1 : index + 2].isascii()):
            safe = STAND_IN
        marks = marks + 1 if safe != "\n" and _width(safe) == 0 else 0
        if marks > MOST_MARKS:
            safe = STAND_IN
        drawn.append(safe)
    return "".join(drawn)


def clusters(text: str) -> list[Cluster]:
    """``text`` cut where a line may be cut, each piece with its cells; together they are all of it.

    Measured as Textual 8 measures (rich 15): marks, emoji modifiers and what follows a joiner belong to the
    character before them; variation selector 16 widens a character that has an emoji form. For shown text,
    a line at a time.
    """
    found: list[Cluster] = []
    widest = ""  # the last character with a cell of its own, which variation selector 16 may widen
    index, length = 0, len(text)
    while index < length:
        character = text[index]
        start, cells = index, _width(character)
        index += 2 if character == _JOINER and index + 1 < length else 1
        if cells:
            widest = character
        elif found:
            start, _, cells = found.pop()
            if character == _EMOJI:
                cells += widest in _WIDENED
                widest = ""
        found.append(Cluster(start, index, cells))
    return found


def cells(text: str) -> int:
    """How many cells ``text`` takes on one line of a terminal; see :func:`clusters`."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(cluster.cells for cluster in clusters(text))
