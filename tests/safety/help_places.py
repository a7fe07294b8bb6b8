"""The real app over the real course and a folder of its own, and the ways to every screen there is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from coach.course.loader import load_course, load_lesson
from coach.course.model import Lesson, Practice, RolePlay, Step
from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.visit import Visit
from coach.store.base import Settings
from coach.store.home import open_home
from coach.tui.app import CoachApp
from coach.tui.widgets.editor import Editor
from tests.session.sittings import Clock
from tests.tui.test_tui_journey import settled

FEARED = "He hits me when I get this wrong and I am scared of what he will do tonight."


@cache
def lessons() -> tuple[Lesson, ...]:
    """Every lesson that ships, whole."""
    course = load_course(lessons_dir())
    return tuple(load_lesson(lessons_dir(), outline) for outline in course.lessons if outline.written)


def first_of(kind: type[Step], *, together: bool = False) -> Go:
    """The first step of a kind, as somewhere to go."""
    for lesson in lessons():
        for step in lesson.steps:
            if isinstance(step, kind) and step.together == together:
                return Go(to="lesson", lesson=lesson.id, step=step.id)
    raise AssertionError(kind)


class Sitting(NamedTuple):
    """One open app with its data folder."""

    app: CoachApp
    pilot: Pilot[None]
    visit: Visit
    folder: Path

    async def at(self, go: Go) -> None:
        """Open an activity."""
        await self.app.go(go)
        await settled(self.pilot)

    async def act(self, *actions: str) -> None:
        """Carry out actions of the screen that is open, by their ids."""
        for action in actions:
            screen = await settled(self.pilot)
            await screen.act(action)
            await settled(self.pilot)

    def bytes(self) -> dict[str, bytes]:
        """The data folder, every queued word written."""
        assert self.visit.flush(10)
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}


@asynccontextmanager
async def sitting(
    folder: Path, size: tuple[int, int] = (80, 24), *, welcomed: bool = True, **settings: object
) -> AsyncIterator[Sitting]:
    """coach in a terminal of ``size``, over ``folder``."""
    clock = Clock()
    home = open_home(folder, clock=clock)
    if welcomed:
        told = {"welcomed": True, "name": "Sam", "others": "nobody", "motion": "reduced", "hints": "off", **settings}
        home.save_settings(Settings(**told)).result(10)  # type: ignore[arg-type]
    visit = Visit(home, lessons_dir(), clock=clock, kept_in="~/.local/share/coach")
    app = CoachApp(visit)
    try:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield Sitting(app, pilot, visit, folder)
    finally:
        home.close()


async def write(open_: Sitting, words: str) -> None:
    """Put words into every field of the screen that is open."""
    screen = await settled(open_.pilot)
    for editor in screen.query(Editor):
        editor.load_text(words)
    await open_.pilot.pause()


async def play(open_: Sitting, *lines: str) -> None:
    """Go into the first scene afresh and say ``lines``."""
    await open_.at(first_of(RolePlay))
    await open_.act("fresh")
    for line in lines:
        await write(open_, line)
        await open_.act("say")


async def practise(open_: Sitting, words: str = FEARED) -> None:
    """Say ``words`` at the first practice."""
    await open_.at(first_of(Practice))
    await write(open_, words)
    await open_.act("say")


async def look_back(open_: Sitting) -> None:
    """Play a scene to an end by its choices and look back on it."""
    await play(open_)
    for _ in range(12):
        view = (await settled(open_.pilot)).view
        if view.ended:  # type: ignore[union-attr]
            break
        await write(open_, "When it got to three and I had heard nothing, I was scared. What was it like for you?")
        await open_.act("say")
    await open_.act("afterwards")


Way = Callable[[Sitting], Awaitable[None]]


def going(go: Go, *actions: str, keys: tuple[str, ...] = ()) -> Way:
    """The way to an activity, then actions of its screen, then keys."""

    async def way(open_: Sitting) -> None:
        await open_.at(go)
        await open_.act(*actions)
        await open_.pilot.press(*keys)
        await open_.pilot.pause()

    return way
