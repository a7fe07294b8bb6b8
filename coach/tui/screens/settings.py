"""Settings: one row each, with how it is now and what it does."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from coach.session.activity import Activity, View
from coach.session.settings_views import SettingRow, SettingsView
from coach.session.views import Action
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.text import show
from coach.tui.widgets.actions import ActionItem, ActionList, ListItem
from coach.tui.widgets.editor import FieldBox
from coach.tui.widgets.lines import columns
from coach.tui.widgets.listening import Listening


class SettingItem(ListItem):
    """A setting: its name, and how it is now at the right."""

    def __init__(self, row: SettingRow) -> None:
        super().__init__(_change(row))
        self.row = row

    def _lines(self, width: int) -> list[Content]:
        return columns(show("  "), show(self.row.title), show(self.row.value, "$own-words"), width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it takes."""
        return len(self._lines(width))


class SettingsScreen(PagedScreen):
    """All settings, or one being asked about."""

    def __init__(self, session: Activity) -> None:
        super().__init__(session)
        self._last = ""

    def compose_body(self) -> ComposeResult:
        """Rows, or a question with its field or its answers."""
        yield Vertical(classes="above")
        yield Static(classes="says")
        yield Listening(classes="listening")
        yield FieldBox()
        yield ActionList()

    def heading(self, view: View) -> tuple[str, str]:
        """Where this is."""
        return "Settings", "everything can be undone"

    def offered(self, view: View) -> tuple[Action, ...]:
        """The ways on, and every row."""
        assert isinstance(view, SettingsView)
        return (*view.actions, *map(_change, view.rows))

    def starting_focus(self) -> Widget | None:
        """The place where a key is awaited, or the row that was changed last, else as always."""
        listening = self.query_one(Listening)
        if listening.display:
            return listening
        rows = list(self.query(SettingItem))
        last = (item for item in rows if item.action.id == self._last)
        return next(last, next(iter(rows), None)) or super().starting_focus()

    async def show_view(self, view: View) -> None:
        """Show the rows or the question."""
        assert isinstance(view, SettingsView)
        if isinstance(self.view, SettingsView) and self.did in {row.id for row in self.view.rows}:
            self._last = self.did
        asked: list[Widget] = [Static(show(view.title, "bold"), classes="title")] if view.title else []
        asked += [Static(show(view.text), classes="text")] if view.text else []
        await self.fill(".above", (*asked, *(SettingItem(row) for row in view.rows)))
        self.query_one(".says").display = bool(view.rows)
        self.query_one(Listening).show(view.listens)
        await self.query_one(FieldBox).show(view.field)
        listed = [action for action in view.actions if action.group == "list"]
        await self.query_one(ActionList).show(listed)
        self.call_after_refresh(self._from_the_top if view.title else self._back_to_the_row)
        self.post_message(self.Changed())

    def _from_the_top(self) -> None:
        """A question begins with its title, wherever the list of rows stood."""
        self.query_one(Body).scroll_home(animate=False)
        if isinstance(self.focused, Listening):
            self.focused.scroll_visible(animate=False)

    def _back_to_the_row(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    @on(Listening.Pressed)
    def _pressed_key(self, event: Listening.Pressed) -> None:
        self.start(Action(id=f"key:{event.key}", label=event.key))

    @on(events.DescendantFocus)
    def _say_what_it_does(self) -> None:
        """What the setting in focus does, on rows of their own below the list."""
        row = self.focused.row.says if isinstance(self.focused, SettingItem) else ""
        self.query_one(".says", Static).update(show(row, "$quiet"))

    def action_read(self, step: int) -> None:
        """Up and down go from row to row, and the page follows."""
        self.action_towards(step)
        if isinstance(self.focused, ActionItem):
            self.focused.scroll_visible(animate=False)


def _change(row: SettingRow) -> Action:
    return Action(id=row.id, label=f"Change: {row.title.lower()}", group="list")
