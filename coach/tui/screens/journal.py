"""The journal: everything written, newest first; one entry at a time to read."""

from __future__ import annotations

from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.session.activity import View
from coach.session.views import Action, JournalRow, JournalView
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.home import HomeItem
from coach.tui.text import show

MOST_CELLS = 52
"""How much of an entry's first line the list shows: a row for each, to be seen at a glance."""
NOTHING = "Nothing here yet. What you write in lessons, and the sentences you keep, will stand here."


class JournalScreen(ActivityScreen):
    """The list by day, or the entry being read."""

    def compose_body(self) -> ComposeResult:
        """Filled anew for each view."""
        yield Vertical(classes="journal")

    def heading(self, view: View) -> tuple[str, str]:
        """Where this is, and when the entry was written."""
        assert isinstance(view, JournalView)
        return "Journal", view.when

    def offered(self, view: View) -> tuple[Action, ...]:
        """What the session offers, and every entry to read."""
        assert isinstance(view, JournalView)
        return (*view.actions, *map(_read, view.rows))

    async def show_view(self, view: View) -> None:
        """Fill the page."""
        assert isinstance(view, JournalView)
        page = self.query_one(".journal", Vertical)
        await page.remove_children()
        await page.mount_all(_entry(view) if view.opened else _list(view))


def _read(row: JournalRow) -> Action:
    return Action(id=f"read:{row.fact}", label=f"Read: {row.first}", group="list")


def _entry(view: JournalView) -> list[Widget]:
    return [
        Static(show(view.question, "$quiet"), classes="question"),
        Static(show(view.text, "$own-words"), classes="words"),
    ]


def _first(row: JournalRow) -> Content:
    return show(row.first, "$own-words").truncate(MOST_CELLS, ellipsis=True)


def _list(view: JournalView) -> list[Widget]:
    page: list[Widget] = []
    for day, rows in groupby(view.rows, key=lambda row: row.day):
        page.append(Static(show(day[:1].upper() + day[1:], "bold"), classes="day"))
        page += [HomeItem(_read(row), "", _first(row), row.source) for row in rows]
    return page or [Static(show(NOTHING, "$quiet"))]
