"""Who could still see what: one key from the page of keys, and a part of the page of numbers."""

from __future__ import annotations

from textual.app import ComposeResult

from coach.session.help_page import who_could_see
from coach.tui.screens.page import Page
from coach.tui.widgets.numbers import drawn


class SeenScreen(Page):
    """An honest table; escape goes back."""

    HEADING = "Who could see"

    def compose_page(self) -> ComposeResult:
        """Who, and what."""
        yield from drawn(who_could_see())
