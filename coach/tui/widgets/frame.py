"""What frames every screen: the title line with its rule, the line of keys, and the sentence for a tiny window."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from coach.glyphs import cells, shown
from coach.tui.text import assemble, show

MOST_KEYS = 5
LONGEST_LABEL = 28
"""Characters a label may have in the line of keys; a longer one is somebody's sentence, there to be chosen."""


class Heading(Widget):
    """One line: where this is on the left, how far on the right; the rule under it is the widget's border."""

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        """Both ends; the right one goes first when there is no room for both."""
        width = self.content_size.width
        left, right = show(self.left, "bold"), show(self.right, "$quiet")
        room = width - left.cell_length - right.cell_length
        if room < 2 or not self.right:
            return left.truncate(width, ellipsis=True)
        return assemble(left, " " * room, right)


class KeyLine(Widget):
    """At most five keys and what they do; the last stays, the ones before it give way when there is no room."""

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def render(self) -> Content:
        """The keys that fit, never a cut one."""
        keys = [(key, label if len(label) <= LONGEST_LABEL else "Choose this") for key, label in self.keys]
        while len(keys) > MOST_KEYS:
            keys.pop(-2)
        while len(keys) > 1 and _width(keys) > self.content_size.width:
            keys.pop(-2)
        pieces = [assemble((key, "$next"), " ", (label, "$quiet")) for key, label in keys]
        return Content("   ").join(pieces)


def _width(keys: Sequence[tuple[str, str]]) -> int:
    return sum(cells(shown(key)) + 1 + cells(shown(label)) for key, label in keys) + 3 * (len(keys) - 1)


class TooSmall(Static):
    """Covers the screen while the window is too small to work in."""

    def __init__(self) -> None:
        super().__init__(show("This window is very small. Your words are kept. Make it 40 by 12 or larger to go on."))
