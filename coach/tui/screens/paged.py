"""A screen of an activity whose page may be longer than the window, with an editor somewhere in it."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.moving import Body
from coach.tui.widgets.editor import Editor


class PagedScreen(ActivityScreen):
    """Page keys scroll from anywhere, an editor included, so that a question can be read again while it is answered;
    words being written come into sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_body(-1)", "Scroll up", show=False, priority=True),
        Binding("pagedown", "scroll_body(1)", "Scroll down", show=False, priority=True),
        Binding("up", "read(-1)", "Up", show=False),
        Binding("down", "read(1)", "Down", show=False),
    ]

    @on(events.Mount)
    def _watch_the_page(self) -> None:
        """Know whenever the page or what of it is in sight changes."""
        body = self.query_one(Body)
        for what in ("scroll_y", "virtual_size", "container_size"):
            self.watch(body, what, self._show_keys, init=False)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The usual ones, and how to see the rest of a page that goes on below the window."""
        body = self.query_one(Body)
        *usual, last = super().keys()
        below = [("page down", "More below")] if body.scroll_y < body.max_scroll_y else []
        return (*usual, *below, last)

    async def fill(self, place: str, widgets: tuple[Widget, ...]) -> None:
        """Put these widgets in the container of that selector, in the place of what was there."""
        container = self.query_one(place, Vertical)
        container.display = bool(widgets)
        await container.remove_children()
        await container.mount_all(widgets)

    def action_read(self, step: int) -> None:
        """Scroll a page that is longer than the window; else, or in a list, move among the actions."""
        body = self.query_one(Body)
        listed = any(action.group == "list" for action in self.actions)
        if body.max_scroll_y > 0 and not listed:
            body.scroll_relative(y=step, animate=False)
        else:
            self.action_towards(step)

    @on(Editor.Wrote)
    def _keep_in_sight(self) -> None:
        """The words being written are what there is to see."""
        if isinstance(self.focused, Editor):
            self.focused.scroll_visible(animate=False)
