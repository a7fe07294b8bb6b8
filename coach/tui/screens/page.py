"""A page that lies over an activity: text that scrolls, and escape goes back to exactly the same place."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen

from coach.tui.widgets.frame import Heading, KeyLine


class Page(Screen[None]):
    """A title line, one scrolling page (a subclass composes it), the keys."""

    AUTO_FOCUS = "VerticalScroll"
    HEADING: ClassVar[str]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("esc", "Go back"), ("↑↓", "Scroll"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Go back", show=False),
        Binding("space", "page_on", "Scroll down", show=False),
    ]

    def compose_page(self) -> ComposeResult:
        """The widgets of the page."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        heading, keys = Heading(), KeyLine()
        heading.set_reactive(Heading.left, self.HEADING)
        keys.set_reactive(KeyLine.keys, self.KEYS)
        yield heading
        with Container(classes="main"), VerticalScroll(classes="page"):
            yield from self.compose_page()
        yield keys

    async def action_go_back(self) -> None:
        """Back to what lies below."""
        if self.is_active:
            self.dismiss()

    def action_page_on(self) -> None:
        """One page further."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)
