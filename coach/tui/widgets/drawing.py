"""Something drawn as lines of text for the width it has: rewrapped on every resize, never cut off."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coach.tui.text import show


class Drawing(Widget):
    """A read-only widget that lays itself out again whenever its width changes; as tall as what it draws."""

    DEFAULT_CSS = """
    Drawing { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    def draw(self, width: int) -> list[Content]:
        """The lines to show in ``width`` cells (at least 1), each no wider than that."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines at this width."""
        return len(self.draw(max(1, width)))

    def render(self) -> Content:
        """The lines at the width the widget has now."""
        return Content("\n").join(self.draw(max(1, self.content_size.width)))


def one_line(text: str, style: str = "") -> Content:
    """A name or label, which newlines must not break."""
    return show(" ".join(text.split()), style)


def wrapped(content: Content, width: int) -> list[Content]:
    """The content in lines of at most ``width`` cells, without trailing blanks; one empty line for nothing."""
    return [line.rstrip() for line in content.wrap(max(1, width))] or [Content("")]


def padded(content: Content, width: int) -> Content:
    """The content filled up with blanks to ``width`` cells, or shortened with an ellipsis to fit them."""
    if content.cell_length > width:
        return content.truncate(width, ellipsis=True)
    return content.pad_right(width - content.cell_length)
