"""Lines in columns: something short that leads, words that wrap under themselves, a note at the right."""

from __future__ import annotations

from textual.content import Content

from coach.tui.text import assemble
from coach.tui.widgets.drawing import Drawing, wrapped


def columns(lead: Content, words: Content, tail: Content, width: int) -> list[Content]:
    """Lead and words at the left, tail at the right; where there is no room the tail goes under the words."""
    indent = lead.cell_length
    lines = wrapped(words, width - indent)
    room = width - indent - lines[-1].cell_length - tail.cell_length
    if tail.cell_length and room >= 2:
        lines[-1] = assemble(lines[-1], " " * room, tail)
    elif tail.cell_length:
        lines += wrapped(tail, width - indent)
    return [assemble(lead if number == 0 else " " * indent, line) for number, line in enumerate(lines)]


class Line(Drawing):
    """One such line, to read only."""

    def __init__(self, lead: Content, words: Content, tail: Content = Content("")) -> None:  # noqa: B008  # frozen
        super().__init__()
        self._lead, self._said, self._tail = lead, words, tail

    def draw(self, width: int) -> list[Content]:
        """The line at this width."""
        return columns(self._lead, self._said, self._tail, width)
