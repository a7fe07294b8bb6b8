"""Lines in columns: something short that leads, words that wrap under themselves, a note at the right."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from coach.tui.text import assemble
from coach.tui.widgets.drawing import Drawing, wrapped

Row = tuple[Content, Content, Content]
"""What leads, the words, the note."""
_ROOM_FOR_WORDS = 12
_UNDER = 4
"""Where less room than that is left beside what leads, the words go below it, set in by so much."""


def columns(lead: Content, words: Content, tail: Content, width: int) -> list[Content]:
    """Lead and words at the left, tail at the right; where there is no room each goes under the one before."""
    indent = lead.cell_length
    if indent > _UNDER and width - indent < _ROOM_FOR_WORDS:
        return [*wrapped(lead.rstrip(), width), *columns(Content(" " * _UNDER), words, tail, width)]
    lines = wrapped(words, width - indent)
    room = width - indent - lines[-1].cell_length - tail.cell_length
    if tail.cell_length and room >= 2:
        lines[-1] = assemble(lines[-1], " " * room, tail)
    elif tail.cell_length:
        lines += wrapped(tail, width - indent)
    return [assemble(lead if number == 0 else " " * indent, line) for number, line in enumerate(lines)]


class Lines(Drawing):
    """Such lines one below the other, to read only."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def draw(self, width: int) -> list[Content]:
        """The lines at this width."""
        return [line for row in self._rows for line in columns(*row, width)]
