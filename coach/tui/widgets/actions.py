"""What can be done now, as buttons named by what happens: a row of them, and a list with one on each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.layout import Layout
from textual.message import Message
from textual.widgets import Static

from coach.session.views import Action
from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import wrapped
from coach.tui.widgets.flow import FlowLayout

HERE = "▸"
"""The sign before the thing to do next."""


class ActionItem(Static, can_focus=True):
    """One action. Enter or a click does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press", "Do it", show=False),
    ]

    class Pressed(Message):
        """The learner wants this action done."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, action: Action) -> None:
        super().__init__(self._words(action))
        self.action = action
        self.set_class(action.primary, "-primary")

    def show(self, action: Action) -> None:
        """Be this action from now on."""
        self.action = action
        self.set_class(action.primary, "-primary")
        self.update(self._words(action))

    def _words(self, action: Action) -> Content:
        raise NotImplementedError

    def action_press(self) -> None:
        """Do it."""
        self.post_message(self.Pressed(self.action))

    def on_click(self, event: events.Click) -> None:
        """A click does it too."""
        event.stop()
        self.action_press()


class RowItem(ActionItem):
    """An action in the row: its label, with the sign when it is the one to do next."""

    def _words(self, action: Action) -> Content:
        return assemble(f"{HERE} {action.label}" if action.primary else action.label)


class ListItem(ActionItem):
    """An action on its own lines: its key, its label wrapped behind it, the mark it has earned, a note below."""

    def _words(self, action: Action) -> Content:
        return assemble(action.label, *([(f"   {action.mark}", "$own-words")] if action.mark else []))

    def _lines(self, width: int) -> list[Content]:
        action = self.action
        sign = HERE if action.primary else " "
        keyed = isinstance(self.parent, ActionList) and self.parent.keyed
        lead = f"{sign} {action.key or ' '}  " if keyed else f"{sign} "
        lines = wrapped(self._words(action), width - len(lead))
        lines += wrapped(show(action.note, "$quiet"), width - len(lead)) if action.note else []
        return [assemble(" " * len(lead) if at else lead, line) for at, line in enumerate(lines)]

    def render(self) -> Content:
        """The lines at the width it has."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its words on one line."""
        return max(line.cell_length for line in self._lines(len(self.action.label) * 2 + 1000))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it takes."""
        return len(self._lines(width))


class _Items(Vertical):
    """Action items of one kind, kept in place while only their words change."""

    ITEM: ClassVar[type[ActionItem]]

    def __init__(self, actions: Sequence[Action] = (), classes: str = "") -> None:
        super().__init__(classes=classes)
        self._actions = tuple(actions)

    def compose(self) -> ComposeResult:
        """One item for each action."""
        for action in self._actions:
            yield self.ITEM(action)

    async def show(self, actions: Sequence[Action]) -> None:
        """Offer these actions. The focus stays on its place while there are as many as before."""
        self._actions = tuple(actions)
        self.display = bool(actions)
        items = list(self.query(ActionItem))
        if len(items) != len(actions):
            await self.recompose()
            return
        for item, action in zip(items, actions, strict=True):
            item.show(action)


class ActionRow(_Items):
    """The main actions side by side, in as few rows as hold them."""

    ITEM = RowItem
    _flow = FlowLayout(gap=3)

    @property
    def layout(self) -> Layout:
        """Like words in a paragraph."""
        return self._flow


class ActionList(_Items):
    """Answers, cards, lines to choose from: one item below the other; where some have a key, all words line up."""

    ITEM = ListItem

    @property
    def keyed(self) -> bool:
        """Whether an action here has a key."""
        return any(action.key for action in self._actions)
