"""The three short pages before Home."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from coach.session.activity import Go, View
from coach.session.views import StartView
from coach.tui.screens.activity import ActivityScreen
from coach.tui.text import show
from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.editor import FieldBox


class StartScreen(ActivityScreen):
    """A title, a few paragraphs, and a name if one is wanted."""

    def compose_body(self) -> ComposeResult:
        """Title, text, field, answers."""
        yield Static(classes="title")
        yield Static(classes="text")
        yield FieldBox()
        yield ActionList()

    def heading(self, view: View) -> tuple[str, str]:
        """Which page of how many."""
        assert isinstance(view, StartView)
        return "coach", f"page {view.page} of 3"

    def leave_to(self) -> Go:
        """Nothing is asked again from whoever leaves here; the pages come once more next time."""
        return Go(to="leave")

    async def show_view(self, view: View) -> None:
        """Fill the page."""
        assert isinstance(view, StartView)
        self.query_one(".title", Static).update(show(view.title, "bold"))
        self.query_one(".text", Static).update(show(view.text))
        await self.query_one(FieldBox).show(view.field)
