"""The learner's words with marks under them, wrapped anew at every width; the words under the words carry it all."""

from __future__ import annotations

from textual.content import Content

from coach.marks import Layout, lay_out
from coach.session.review_views import Marked
from coach.tui.text import show
from coach.tui.widgets.drawing import Drawing

_COLOURS = {"helps": "$own-words", "costs": "$text", "note": "$quiet"}


class MarkedText(Drawing):
    """A reply with its marks. Colour repeats what bracket and label say."""

    DEFAULT_CSS = """
    MarkedText { margin-bottom: 1; }
    """

    def __init__(self, text: str, marks: tuple[Marked, ...] = ()) -> None:
        super().__init__()
        self.text = text
        self.marks = marks
        self._laid: tuple[int, Layout] | None = None

    def draw(self, width: int) -> list[Content]:
        """Each line of the words, the lane under it where there is one, and the notes at the end."""
        if self._laid is None or self._laid[0] != width:
            self._laid = width, lay_out(self.text, self.marks, width)
        layout = self._laid[1]
        lines: list[Content] = []
        for row in layout.rows:
            lines.append(show(row.text, "$own-words"))
            if row.lane:
                lane = show(row.lane)
                for span in row.lane_spans:
                    lane = lane.stylize(_COLOURS.get(span.kind, "$quiet"), span.start, span.end)
                lines.append(lane)
        for note in layout.notes:
            lines += [show(line, _COLOURS.get(note.kind, "$quiet")) for line in note.lines]
        return lines
