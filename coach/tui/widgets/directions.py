"""What to say when no words come: short directions side by side, whole lines below one another."""

from __future__ import annotations

from textual.layout import Layout

from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.flow import FlowLayout


class Directions(ActionList):
    """As many beside one another as fit."""

    DEFAULT_CSS = """
    Directions { width: 1fr; height: auto; }
    """

    _flow = FlowLayout(gap=1)

    @property
    def layout(self) -> Layout:
        """Like words in a paragraph."""
        return self._flow
