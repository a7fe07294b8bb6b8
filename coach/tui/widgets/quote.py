"""Words shown again as they were said or written: set off by a bar at their left, and whose they are above them."""

from __future__ import annotations

from textual.content import Content

from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, wrapped

_BAR = "│ "


class QuotedWords(Drawing):
    """A stretch of someone's words. ``own`` gives the learner's words their colour; ``title`` says whose and when."""

    DEFAULT_CSS = """
    QuotedWords { margin-bottom: 1; }
    """

    def __init__(self, text: str, title: str = "", own: bool = True) -> None:
        super().__init__()
        self.text = text
        self.title = title
        self.own = own

    def draw(self, width: int) -> list[Content]:
        """The title, then the words behind their bar."""
        words = show(self.text, "$own-words" if self.own else "")
        lines = [line.stylize("$quiet") for line in wrapped(show(self.title), width)] if self.title else []
        lines += [assemble((_BAR, "$quiet"), line) for line in wrapped(words, width - len(_BAR))]
        return lines
