"""The journal: everything written, newest first or by lesson; a page to read; a page to write."""

from __future__ import annotations

import asyncio
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coach.session.activity import Activity, View
from coach.session.journal_views import JournalPart, JournalRow, JournalView
from coach.session.own_keys import keyed
from coach.session.views import Action
from coach.tui.screens.home import HomeItem
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.text import assemble, show
from coach.tui.widgets.actions import ListItem
from coach.tui.widgets.drawing import one_line, padded
from coach.tui.widgets.editor import Editor, FieldBox
from coach.tui.widgets.frame import Heading
from coach.tui.widgets.prose import Prose, prose
from coach.tui.widgets.search import SearchBox, SearchField
from coach.tui.widgets.transcript import SpokenLine

MOST_NAME = 14
"""Cells a name may have in the column of names."""
READ = "read:"
"""What the id of an action begins with that opens a page."""
_TWO_LINES_BELOW = 50
"""The width from which on a row has room for both its words and where they came from."""


class JournalItem(HomeItem):
    """One page in the list: its first words on one line, where it came from at the right, or below if narrow."""

    def __init__(self, row: JournalRow) -> None:
        self._first, self._source = one_line(row.first, "$own-words"), one_line(row.source, "$quiet")
        super().__init__(_read(row), "", self._first, row.source)

    def render(self) -> Content:
        """The line at the width it has."""
        width = max(1, self.content_size.width)
        if width < _TWO_LINES_BELOW:
            source = assemble("  ", self._source).truncate(width, ellipsis=True)
            return Content("\n").join([self._first.truncate(width, ellipsis=True), source])
        source = self._source.truncate(width * 9 // 20, ellipsis=True)
        return assemble(padded(self._first, width - source.cell_length - 2), "  ", source)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, two where it is narrow."""
        return 2 if width < _TWO_LINES_BELOW else 1


class JournalScreen(PagedScreen):
    """The list with its search, the page being read, or the page being written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keyed("journal.search").keys, "search", "Search what you wrote", id="journal.search"),
    ]

    def __init__(self, session: Activity) -> None:
        super().__init__(session)
        self._drawing = asyncio.Lock()
        self._searched = ""
        self._read, self._at = "", 0

    def compose_body(self) -> ComposeResult:
        """The search, then what each view fills, then the words being written."""
        yield SearchBox()
        yield Vertical(classes="journal")
        yield FieldBox()

    def heading(self, view: View) -> tuple[str, str]:
        """Where this is; how many there are, or when the page was written."""
        assert isinstance(view, JournalView)
        return view.heading, view.when or view.place

    def offered(self, view: View) -> tuple[Action, ...]:
        """What the session offers, and every page to read."""
        assert isinstance(view, JournalView)
        return (*view.actions, *map(_read, view.rows))

    # --- drawing -------------------------------------------------------------------------------------------

    async def show_view(self, view: View) -> None:
        """Show the list, a page or an editor; a list stands where it was left."""
        assert isinstance(view, JournalView)
        async with self._drawing:
            await self.query_one(SearchBox).show(view.search)
            await self.query_one(FieldBox).show(view.field)
            await self._fill(view)
        self.call_after_refresh(self._into_sight)

    async def _fill(self, view: JournalView) -> None:
        self._searched = view.search.draft.text if view.search else ""
        await self.fill(".journal", _page(view) if view.opened or view.field else _list(view))

    @on(Editor.Wrote)
    def _sought(self, event: Editor.Wrote) -> None:
        if self.query_one(SearchBox).editor is not None:
            self.call_later(self._narrow)

    async def _narrow(self) -> None:
        """Show what the words searched for leave of the list; where they are written keeps the focus."""
        writing = isinstance(self.focused, SearchField)
        async with self._drawing:
            view = self.session.view()
            if isinstance(view, JournalView) and view.search and view.search.draft.text != self._searched:
                self.actions = self.offered(view)
                heading = self.query_one(Heading)
                heading.left, heading.right = self.heading(view)
                self.say(view.notice)
                with self.app.batch_update():
                    await self._fill(view)
                self.query_one(Body).scroll_home(animate=False)
                if not writing:
                    self.set_focus(self.starting_focus())

    def _into_sight(self) -> None:
        """What has the focus, with the head of the page while that is near; of a page its beginning."""
        earlier = self.query(".earlier")
        if self.did == "earlier" and earlier:
            earlier.first().scroll_visible(top=True, animate=False)
        elif self._rows()[1:] and self.focused in self._rows()[1:]:
            self.focused.scroll_visible(animate=False)
        else:
            self.query_one(Body).scroll_home(animate=False)

    # --- focus and keys ------------------------------------------------------------------------------------

    def _rows(self) -> list[JournalItem]:
        return list(self.query(JournalItem))

    def start(self, action: Action) -> None:
        """Remember the row that is opened, to come back to it."""
        rows = [item.action.id for item in self._rows()]
        if action.id in rows:
            self._read, self._at = action.id, rows.index(action.id)
        elif action.id == "write":
            self._read = ""
        super().start(action)

    def starting_focus(self) -> Widget | None:
        """In the list the row that was read last, or the one in its place; else the field or what is marked."""
        rows, search = self._rows(), self.query_one(SearchBox).editor
        if not rows:
            return search or super().starting_focus()
        ids = [item.action.id for item in rows]
        at = ids.index(self._read) if self._read in ids else self._at if self.did == "take-out" else 0
        return rows[min(at, len(rows) - 1)]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Those of the field to search with, or the usual ones with search among them."""
        if isinstance(self.focused, SearchField):
            return ("enter", "To the list"), ("esc", "Clear, or leave the search"), ("F1", "Keys")
        usual = super().keys()
        if isinstance(self.focused, JournalItem):
            usual = (("enter", "Read"), *usual[1:])
        if self.query_one(SearchBox).editor is None:
            return usual
        at = 1 if usual[0][0] == "enter" else 0
        return (*usual[:at], ("/", "Search"), *usual[at:])

    @property
    def written_in(self) -> Editor | None:
        """The words of a page being written; in the list, where one only searches, letters are keys."""
        return self.query_one(FieldBox).editor

    def action_search(self) -> None:
        """To the field to search with."""
        self.set_focus(self.query_one(SearchBox).editor)
        self.query_one(Body).scroll_home(animate=False)

    def action_towards(self, step: int) -> None:
        """Up from the first row is the search."""
        rows = self._rows()
        if step < 0 and rows and self.focused is rows[0] and self.query_one(SearchBox).editor is not None:
            self.action_search()
        else:
            super().action_towards(step)

    def action_leave(self) -> None:
        """A search is cleared first."""
        search = self.query_one(SearchBox).editor
        if search is not None and search.text:
            search.clear()
        else:
            super().action_leave()


def _read(row: JournalRow) -> Action:
    return Action(id=f"{READ}{row.fact}", label=f"Read: {' '.join(row.first.split())}", group="list")


def _list(view: JournalView) -> tuple[Widget, ...]:
    """The rows under their day or lesson, then the ways to older and newer ones."""
    page: list[Widget] = []
    for name, rows in groupby(view.rows, key=lambda row: row.lesson if view.by_lesson else row.day):
        page.append(Prose(show(name[:1].upper() + name[1:], "bold"), "day"))
        page += map(JournalItem, rows)
    listed = [ListItem(action) for action in view.actions if action.group == "list"]
    return (*(page or [Prose(view.empty, "quiet")]), *listed)


def _page(view: JournalView) -> tuple[Widget, ...]:
    """The question as it was asked, the words, and where they were written; or the question above the editor."""
    return (
        *prose(view.question, kind="quiet"),
        *_own(view.text),
        *(widget for part in view.parts for widget in _part(part)),
        *prose(view.where, kind="quiet"),
        *(widget for part in view.earlier for widget in _part(part, "earlier")),
    )


def _part(part: JournalPart, kind: str = "") -> tuple[Widget, ...]:
    names = min(MOST_NAME, max((one_line(line.name).cell_length for line in part.said), default=0))
    said = (SpokenLine(line, names) for line in part.said)
    return (*prose(part.heading, kind=f"quiet {kind}"), *_own(part.text), *said)


def _own(words: str) -> tuple[Widget, ...]:
    return (Prose(show(words.rstrip("\n"), "$own-words")),) if words else ()
