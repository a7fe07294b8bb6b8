"""One screen in the real application, over a session that only answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget

from coach.errors import CoachError
from coach.session.activity import Activity, Go, View
from coach.store.base import Settings
from coach.tui.app import CoachApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.moving import Body
from tests.tui.fakes import FakeSession, FakeSitting, drawn

SIZES = [(80, 24), (120, 40), (40, 12)]


class Session(FakeSession):
    """A session that also keeps how far the page is scrolled."""

    def __init__(self, *shows: View, scroll: int = 0, does: dict[str, Any] | None = None) -> None:
        super().__init__(*shows, does=does)
        self.scroll = scroll
        self.scrolls: list[int] = []

    def scrolled(self, rows: int) -> None:
        self.scrolls.append(rows)


class Sitting(FakeSitting):
    """Opens one activity, and writes down where else the learner would go."""

    def __init__(self, name: str, session: Session, motion: str) -> None:
        super().__init__(first=name, settings=Settings(welcomed=True, motion=motion), **{name: session})
        self.went: list[Go] = []

    def open(self, go: Go) -> Activity:
        self.went.append(go)
        if len(self.went) > 1:
            raise CoachError("Nothing else here.")
        return super().open(go)


class Opened:
    """The application with its screen, and what a test asks of it."""

    def __init__(self, app: CoachApp, pilot: Pilot[None], session: Session, sitting: Sitting) -> None:
        self.app, self.pilot, self.session = app, pilot, session
        self._sitting = sitting

    @property
    def screen(self) -> ActivityScreen:
        assert isinstance(self.app.screen, ActivityScreen)
        return self.app.screen

    @property
    def body(self) -> Body:
        return self.screen.query_one(Body)

    @property
    def focused(self) -> Widget | None:
        return self.screen.focused

    @property
    def went(self) -> list[str]:
        return [go.to for go in self._sitting.went[1:]]

    def text(self) -> str:
        return drawn(self.app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    async def show(self, view: View) -> None:
        self.session.shows = [view]
        await self.screen.show_now()
        await self.pilot.pause()


@asynccontextmanager
async def opened(
    name: str, *shows: View, size: tuple[int, int] = (80, 24), motion: str = "reduced", **more: Any
) -> AsyncIterator[Opened]:
    """The screen of the activity ``name`` over these views."""
    session = Session(*shows, **more)
    sitting = Sitting(name, session, motion)
    app = CoachApp(sitting)
    if motion == "full":
        app.animation_level = "full"
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Opened(app, pilot, session, sitting)
