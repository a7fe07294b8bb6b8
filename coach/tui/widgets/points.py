"""Short named paragraphs: the names in a column, the words beside them; where that is too narrow, below them."""

from __future__ import annotations

from textual.content import Content

from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, one_line, wrapped

_GAP = 3
_BESIDE_FROM = 56
_A_SIGN = 1


class Points(Drawing):
    """Name and words pairs; a pair without words is left out. ``close`` leaves no blank lines between them."""

    DEFAULT_CSS = """
    Points { margin-bottom: 1; }
    """

    def __init__(self, *points: tuple[str, str], close: bool = False) -> None:
        super().__init__()
        self.between = 0 if close else 1
        self.points = tuple((name, words) for name, words in points if words)

    def draw(self, width: int) -> list[Content]:
        """The names bold, each with its words."""
        names = max((one_line(name).cell_length for name, _ in self.points), default=0)
        beside = names <= _A_SIGN or (width >= _BESIDE_FROM and names <= width // 3)
        indent = names + _GAP if beside else 0
        lines: list[Content] = []
        for name, words in self.points:
            named = one_line(name, "bold")
            lines += [Content("")] * self.between if lines else []
            said = wrapped(show(words), width - indent)
            if indent:
                lines.append(assemble(named, " " * (indent - named.cell_length), said[0]))
                lines += [assemble(" " * indent, line) for line in said[1:]]
            else:
                lines += [*wrapped(named, width), *said]
        return lines
