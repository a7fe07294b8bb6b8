"""A minute to settle, from anywhere, and back to exactly the same place."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from coach.tui.screens.page import Page
from coach.tui.text import show
from coach.tui.widgets.breathing import BreathingPace, Pace

BEFORE = """\
Nothing has to be solved in the next minute. Both feet on the floor, if
you like. Let the shoulders come down. The out breath longer than the in.
"""
INSTEAD = """
Or leave the breath alone: find five things you can see, four you can
touch, three you can hear.

If you are in the middle of it with someone: say when you will be back
("I need twenty minutes, then I come and find you"), go, and come back.

Everything you wrote is where you left it.
"""


class ResetScreen(Page):
    """Paced breathing, or eyes open; escape goes back."""

    HEADING = "A minute"
    KEYS = (("space", "Begin or end the pace"), ("esc", "Go back"), ("F2", "When it is not safe"))
    AUTO_FOCUS = "BreathingPace"

    def compose_page(self) -> ComposeResult:
        """Words, the pace, and what to do instead."""
        yield Static(show(BEFORE))
        yield BreathingPace(Pace(seconds_in=4, seconds_out=6, minutes=1))
        yield Static(show(INSTEAD))
