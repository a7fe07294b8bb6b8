"""The field to search with: one line, drawn as safely as every editor, and none of its words are kept."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from coach.session.views import Field
from coach.tui.text import show
from coach.tui.widgets.editor import Editor

SIGN = "/ "
"""What stands before the field: the key that leads into it."""


class SearchField(Editor):
    """One line. Enter, down and ctrl+j go on to what was found; escape clears the words, then leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "done", "To what was found", show=False),
    ]

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.styles.height = 1

    def action_done(self) -> None:
        """Go on to what was found."""
        self.screen.focus_next()

    def action_leave(self) -> None:
        """Clear the words; leave where there are none."""
        if self.text:
            self.clear()
        else:
            super().action_leave()


class SearchBox(Horizontal):
    """The field with its sign; out of sight where there is nothing to search."""

    DEFAULT_CSS = """
    SearchBox { height: 1; width: 1fr; }
    SearchBox > Static { width: 2; color: $next; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._field: Field | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        """Sign and field, while there is one."""
        if self._field is not None:
            yield Static(show(SIGN))
            yield SearchField(self._field)

    @property
    def editor(self) -> SearchField | None:
        """The field, where there is something to search."""
        return self.query_one_optional(SearchField)

    async def show(self, field: Field | None) -> None:
        """Offer the field or take it away; while it stays, its words are the learner's own business."""
        self.display = field is not None
        if (self._field is None) != (field is None):
            self._field = field
            await self.recompose()
