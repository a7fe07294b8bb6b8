"""A sitting and sessions that only answer: no files, no course."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from coach.errors import CoachError, StoreError
from coach.progress.model import Draft
from coach.session import views
from coach.session.activity import Activity, Go, View
from coach.store.base import Settings
from coach.tui import app as app_module
from coach.tui.app import CoachApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.text import show
from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.editor import FieldBox

FRAME = views.Frame(
    lesson="speak", step="say", heading="Lesson 2 · Speak so the other can stay", place="step 5 of 12",
    title="Say it with I", number=5, total=12,
)  # fmt: skip
GO_ON = views.Action(id="next", label="Go on", primary=True)


def field(key: str = "speak/say", text: str = "", **more: Any) -> views.Field:
    """A field whose cursor is at the end of its words."""
    rows = text.split("\n")
    return views.Field(draft=Draft(key=key, text=text, row=len(rows) - 1, column=len(rows[-1])), **more)


def reflection(text: str = "", **more: Any) -> views.ReflectionView:
    """A page with one editor and two actions."""
    return views.ReflectionView(
        frame=FRAME,
        lead="Only you read this.",
        quotes=(),
        ask="What was it like?",
        field=field(text=text),
        actions=(
            views.Action(id="keep", label="Keep this", primary=True),
            views.Action(id="skip", label="Not now", key="n"),
        ),
        **more,
    )


class FakeSession:
    """Shows views one after the other; an action shows the next, or does what ``does`` says for its id."""

    def __init__(self, *shows: View, does: dict[str, Any] | None = None) -> None:
        self.shows = list(shows)
        self.does = does or {}
        self.done: list[str] = []
        self.written: dict[str, tuple[str, int, int]] = {}

    def view(self) -> View:
        return self.shows[0]

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        self.written[key] = (text, row, column)

    def scrolled(self, rows: int) -> None:
        pass

    async def do(self, action: str) -> Go | None:
        self.done.append(action)
        result = self.does.get(action)
        if isinstance(result, CoachError):
            raise result
        if callable(result):
            return await result()
        if result is None and len(self.shows) > 1:
            self.shows.pop(0)
        return result


class FakeNumber:
    """A number of the learner's own, kept in memory."""

    def __init__(self) -> None:
        self.text = ""
        self.hidden = False
        self.written: list[str] = []
        self.refuse = ""

    def field(self) -> views.Field:
        return field("own-line", self.text, rows=1)

    def write(self, text: str, row: int, column: int) -> None:
        self.written.append(text)

    async def keep(self, text: str) -> None:
        if self.refuse:
            raise StoreError(self.refuse)
        self.text = text

    async def remove(self) -> None:
        self.text = ""


class FakeSitting:
    """Opens the sessions it was given by where they are."""

    def __init__(self, first: str = "home", settings: Settings | None = None, **sessions: Activity) -> None:
        self.settings = settings or Settings(welcomed=True)
        self.sessions = sessions
        self.number = FakeNumber()
        self.hints: dict[type, str] = {}
        self.trouble = ""
        self.refuse = ""
        self._first = first

    async def change(self, **changes: object) -> None:
        if self.refuse:
            raise StoreError(self.refuse)
        self.settings = msgspec.structs.replace(self.settings, **changes)

    def hint(self, view: View) -> str:
        return self.hints.get(type(view), "")

    async def hint_seen(self, view: View) -> None:
        if self.refuse:
            raise StoreError(self.refuse)
        self.hints.pop(type(view), None)

    def first(self) -> Go:
        return Go(to=self._first)

    def open(self, go: Go) -> Activity:
        if go.to not in self.sessions:
            raise CoachError("That page cannot be read. Your words are safe; go back and pick another.")
        return self.sessions[go.to]

    def own_number(self) -> FakeNumber:
        return self.number

    def flush(self, seconds: float) -> bool:
        return True


class PlainScreen(ActivityScreen):
    """A question and an editor: the base and nothing else."""

    def compose_body(self) -> ComposeResult:
        yield Static(classes="ask")
        yield FieldBox()
        yield ActionList()

    async def show_view(self, view: View) -> None:
        self.query_one(".ask", Static).update(show(getattr(view, "ask", "")))
        await self.query_one(FieldBox).show(getattr(view, "field", None))


@asynccontextmanager
async def one_screen(
    monkeypatch: Any,
    session: FakeSession,
    *,
    size: tuple[int, int] = (80, 24),
    sitting: FakeSitting | None = None,
    went: list[Go] | None = None,
    patched: bool = True,
) -> AsyncIterator[tuple[CoachApp, Pilot[None]]]:
    """An app whose first screen shows ``session`` in a PlainScreen; ``went`` collects where it would lead.

    With ``patched=False`` every other door is the real one.
    """
    sitting = sitting or FakeSitting()
    sitting.sessions["home"] = session
    real = app_module.screen_for

    def door(go: Go, sitting: Any) -> ActivityScreen:
        if went is not None and app.screen_stack:
            went.append(go)
        return PlainScreen(sitting.open(go)) if patched or go.to == "home" else real(go, sitting)

    monkeypatch.setattr(app_module, "screen_for", door)
    app = CoachApp(sitting)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield app, pilot
    monkeypatch.setattr(app_module, "screen_for", real)


async def typed(app: CoachApp, pilot: Pilot[None], text: str) -> None:
    """Paste words into whatever has the focus."""
    app.post_message(events.Paste(text))
    await pilot.pause()


def drawn(app: CoachApp) -> str:
    """The screen as text, one line a row."""
    compositor = app.screen._compositor
    return "\n".join("".join(part.text for part in strip) for strip in compositor.render_strips())
