"""Home: one thing to do, the path, what is worth another try."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Protocol

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from coach.session.activity import Activity, Go, View
from coach.session.views import Action, Again, HomeView, PathRow, ToNote
from coach.tui.screens.activity import ActivityScreen
from coach.tui.text import assemble, show
from coach.tui.widgets.actions import HERE, ListItem
from coach.tui.widgets.drawing import Drawing
from coach.tui.widgets.lines import Lines, Row, columns

ROWS_AT_ONCE = 12
"""How many rows are put on the page before it is drawn: about a window's worth."""


class WithQuote(Activity, Protocol):
    """What Home's session can do beyond every other: find the half-typed words."""

    def quote(self) -> str:
        """The words waiting at the place to continue; empty when there are none or none may show."""
        ...

    def made(self) -> str:
        """What was made on the way, for whoever is at its end."""
        ...


class HomeItem(ListItem):
    """Somewhere to go: what leads, the words, and a note at the right."""

    def __init__(self, action: Action, lead: str, words: Content, tail: str) -> None:
        super().__init__(action)
        self._lead, self._said, self._tail = show(lead), words, show(tail, "$quiet")

    def render(self) -> Content:
        """The line at the width it has."""
        return Content("\n").join(columns(self._lead, self._said, self._tail, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it takes."""
        return len(columns(self._lead, self._said, self._tail, width))


class HomeScreen(ActivityScreen):
    """The greeting, where to go on, the lessons, and practice that is due."""

    def __init__(self, session: WithQuote) -> None:
        super().__init__(session)
        self._home = session

    def compose_body(self) -> ComposeResult:
        """Filled anew each time Home is shown; a row is kept free for the half-typed words."""
        yield Vertical(classes="home")

    def leave_to(self) -> Go:
        """From Home escape ends the sitting."""
        return Go(to="leave")

    def heading(self, view: View) -> tuple[str, str]:
        """The course, and today."""
        assert isinstance(view, HomeView)
        return view.course, view.date

    def offered(self, view: View) -> tuple[Action, ...]:
        """To go on, every open lesson, what is due, and the rest."""
        assert isinstance(view, HomeView)
        lessons = (_open(row) for row in view.path if row.open)
        return (view.go_on, *view.actions, *map(_note, view.to_note), *lessons, *map(_again, view.again))

    def rowed(self) -> list[Action]:
        """To go on has its own place at the top."""
        return [action for action in super().rowed() if not action.primary]

    async def show_view(self, view: View) -> None:
        """Fill the page; the words come after it is on the screen."""
        assert isinstance(view, HomeView)
        page = self.query_one(".home", Vertical)
        await page.remove_children()
        await self._mount_next(_page(view))
        if view.notices:
            self.say(" ".join(view.notices))
        if view.quote_key:
            self.call_after_refresh(self._show_words)
        if view.finished:
            self.call_after_refresh(self._show_made)

    async def _mount_next(self, rows: Iterator[Widget]) -> None:
        """A long path grows below the window, a windowful at a time, so that Home is usable at once."""
        page = list(itertools.islice(rows, ROWS_AT_ONCE))
        if page:
            await self.query_one(".home", Vertical).mount_all(page)
            self.call_after_refresh(self._mount_next, rows)

    def _show_words(self) -> None:
        first = next((line for line in self._home.quote().splitlines() if line.strip()), "")
        words = self.query_one_optional(".half-typed", HalfTyped)
        if words is not None and first:
            words.words = first

    def _show_made(self) -> None:
        self.query_one(".made", Static).update(show(self._home.made(), "$quiet"))


class HalfTyped(Drawing):
    """The learner's half-typed words on a row of their own, kept free until they are there."""

    def __init__(self) -> None:
        super().__init__(classes="half-typed")
        self._words = ""

    @property
    def words(self) -> str:
        """The words, or nothing yet."""
        return self._words

    @words.setter
    def words(self, words: str) -> None:
        self._words = words
        self.refresh()

    def draw(self, width: int) -> list[Content]:
        """One row, however long the words are."""
        quoted = f'"{self._words}…"' if self._words else ""
        return [show(quoted, "$own-words").truncate(width, ellipsis=True)]


def _page(view: HomeView) -> Iterator[Widget]:
    """Top to bottom, in the order of importance."""
    where = assemble((view.go_on.label, "bold"), "   ", (view.go_on_where, "$text"))
    yield Static(show(view.greeting), classes="greeting")
    yield HomeItem(view.go_on, f"{HERE} ", where, view.go_on_minutes)
    if view.quote_key:
        yield HalfTyped()
    if view.finished:
        # Room is kept for the second line, so that nothing jumps when it comes.
        yield Static(show(view.finished), classes="finished")
        yield Static(classes="made")
    if view.to_note or view.again:
        yield Static(show("Today, if you like", "bold"), classes="title")
        for log in view.to_note:
            yield HomeItem(_note(log), "✎ ", assemble("Note: ", log.title or "one of your plans"), log.day)
        for again in view.again:
            yield HomeItem(_again(again), "↻ ", assemble("Another try: ", again.title or "a practice"), again.why)
    yield Static(show("The path", "bold"), classes="title")
    yield from _path(view.path)


def _path(path: tuple[PathRow, ...]) -> Iterator[Widget]:
    """The lessons: those that can be opened as items of their own, those to come drawn together."""
    widest = max((len(row.label) for row in path), default=0)
    for is_open, group in itertools.groupby(path, key=lambda row: row.open):
        if is_open:
            yield from (_item(row, widest) for row in group)
        else:
            yield Lines([_quiet(row, widest) for row in group])


def _lead(row: PathRow, widest: int) -> str:
    return f"{row.sign} {row.label:<{widest}}   "


def _item(row: PathRow, widest: int) -> Widget:
    title = show(row.title, "bold" if row.word == "here" else "")
    return HomeItem(_open(row), _lead(row, widest), title, row.note)


def _quiet(row: PathRow, widest: int) -> Row:
    return show(_lead(row, widest), "$quiet"), show(row.title, "$quiet"), show(row.note, "$quiet")


def _open(row: PathRow) -> Action:
    return Action(id=f"open:{row.lesson}", label=f"{row.label} · {row.title}", group="list")


def _note(log: ToNote) -> Action:
    label = f"Note today: {log.title}" if log.title else "Note today: one of your plans"
    return Action(id=f"note:{log.lesson}/{log.step}", label=label, group="list")


def _again(again: Again) -> Action:
    label = f"Again: {again.title}" if again.title else "Again: a practice"
    return Action(id=f"again:{again.lesson}/{again.step}", label=label, group="list")
