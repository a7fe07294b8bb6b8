"""The frame of every activity's screen: title line, scrolling body, what just happened, actions, keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Static

from coach.tui.screens.moving import Body, MovingScreen
from coach.tui.text import show
from coach.tui.widgets.actions import ActionList, ActionRow
from coach.tui.widgets.frame import Heading, KeyLine, TooSmall


class FramedScreen(MovingScreen):
    """What stands around the body; a subclass yields what is in it."""

    def compose_body(self) -> ComposeResult:
        """The widgets of the body, filled by ``show_view``."""
        yield ActionList()

    def compose_side(self) -> ComposeResult:
        """The widgets of the column that stands beside from 110 columns on."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The frame every activity has."""
        yield Heading()
        with Horizontal(classes="columns"):
            with Container(classes="main"):
                with Body():
                    yield from self.compose_body()
                yield Static(classes="notice")
                yield ActionRow()
            with VerticalScroll(classes="side", can_focus=False):
                yield from self.compose_side()
        yield KeyLine()
        yield TooSmall()

    def say(self, sentence: str) -> None:
        """One calm line above the actions; an empty one takes it away."""
        self.query_one(".notice", Static).update(show(sentence))
