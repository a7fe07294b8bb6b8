"""Moving on a screen: from action to action, and up and down its page."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from coach.tui.widgets.actions import ActionItem


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The scrolling middle of a screen; page keys scroll it from anywhere but an editor.

    Of a scroller's own keys it has these two: arrows are to move among the actions in it, however long the page.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_home", "Top of the page", show=False),
        Binding("end", "scroll_end", "End of the page", show=False),
    ]


class MovingScreen(Screen[None]):
    """A screen with actions and a body that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "towards(-1)", "Action before", show=False),
        Binding("down,right", "towards(1)", "Next action", show=False),
        Binding("pageup", "scroll_body(-1)", "Scroll up", show=False),
        Binding("pagedown,space", "scroll_body(1)", "Scroll down", show=False),
    ]

    @property
    def items(self) -> list[ActionItem]:
        """Every action on the screen, in order."""
        return list(self.query(ActionItem))

    def action_towards(self, step: int) -> None:
        """Move to the next action or the one before; at either end, and with none, scroll."""
        items = self.items
        at = items.index(self.focused) if self.focused in items else -1
        if at < 0 or not 0 <= at + step < len(items):
            self.query_one(Body).scroll_relative(y=step, animate=False)
        else:
            items[at + step].focus()

    def action_scroll_body(self, step: int) -> None:
        """Scroll the body by almost a page."""
        body = self.query_one(Body)
        body.scroll_relative(y=step * max(1, body.size.height - 2), animate=False)
