"""Whole lessons by keyboard alone, over the real sessions and the real course, the window resized on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from coach.course.loader import load_course
from coach.progress.disagreements import standing
from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.visit import Visit
from coach.store.base import Home, Settings
from coach.store.home import open_home
from coach.store.memory import MemoryHome
from coach.tui.app import CoachApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.afterwards import AfterwardsScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.lesson import LessonScreen
from coach.tui.screens.scene import SceneScreen
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from tests.session.sittings import Clock

WORDS = "When it got to three and I had heard nothing, I was scared."
SIZES = ((80, 24), (120, 40), (40, 12))
MOST_PRESSES = 900
WEAK = "You never think of me. I feel like you don't care."
LEADS_ON = {"next", "skip", "stop", "say", "keep", "home", "done", "on", "fresh", "afterwards", "erase", "help"}
"""What leads on, away or into writing: the way on itself does these."""
MOST_LOOKS = 2
"""How many things somebody who struggles tries on one page before going on."""


async def settled(pilot: Pilot[None]) -> ActivityScreen:
    """Wait until the action under way is done and its screen stands."""
    for _ in range(2000):
        await pilot.pause(0.002)
        screen = pilot.app.screen
        if isinstance(screen, ActivityScreen) and not screen._doing and not screen._going:
            return screen
    raise AssertionError("an action never ended")


def way_on(screen: ActivityScreen) -> str:
    """The key a learner presses who wants to get on: a letter that leads on, else enter."""
    by_id = {action.id: action for action in screen.actions}
    if isinstance(screen, AfterwardsScreen):
        return by_id["done"].key
    if isinstance(screen, LessonScreen):
        for action in ("next", "skip"):
            if action in by_id and by_id[action].key and "say" not in by_id and "keep" not in by_id:
                return "enter" if by_id[action].primary else by_id[action].key
    return "enter"


async def to_action(pilot: Pilot[None], screen: ActivityScreen, action: str) -> bool:
    """Tab to an action, as whoever does not know its letter would; whether it could be reached."""
    for _ in range(40):
        focused = screen.focused
        if isinstance(focused, ActionItem) and focused.action.id == action:
            return True
        await pilot.press("escape" if isinstance(focused, Editor) else "tab")
        if pilot.app.screen is not screen:
            return False
    return False


async def look_about(pilot: Pilot[None], screen: ActivityScreen, seen: set[tuple[str, str]]) -> bool:
    """Do something here that was not done yet and leads nowhere else: a hint, a why, another answer, back."""
    where = getattr(getattr(screen.view, "frame", None), "step", type(screen).__name__)
    done_here = sum(place == where for place, _ in seen)
    for action in screen.actions:
        if action.id in LEADS_ON or (where, action.id) in seen or done_here >= MOST_LOOKS:
            continue
        seen.add((where, action.id))
        if await to_action(pilot, screen, action.id):
            await pilot.press("enter")
            return True
    return False


async def walk(pilot: Pilot[None], words: str, seen: set[tuple[str, str]] | None = None) -> None:
    """Fill what waits to be filled and go on, until Home is there again; with ``seen``, look about first."""
    for pressed in range(MOST_PRESSES):
        screen = await settled(pilot)
        if isinstance(screen, HomeScreen):
            return
        if seen is not None and await look_about(pilot, screen, seen):
            continue
        if pressed % 40 == 20:
            await pilot.resize_terminal(*SIZES[pressed // 40 % len(SIZES)])
            screen = await settled(pilot)
        editors = [editor for editor in screen.query(Editor) if not editor.text]
        for editor in editors:
            editor.focus()
            pilot.app.post_message(events.Paste(words))
            await pilot.pause()
        await pilot.press("ctrl+j" if isinstance(screen.focused, Editor) else way_on(screen))
    raise AssertionError("the lesson never ended")


LESSONS = [outline.id for outline in load_course(lessons_dir()).lessons]
SLOWLY = LESSONS if os.environ.get("COACH_LONG") else ["start-here", "rituals", "closing"]
"""The lessons gone through with difficulty: half a minute of real keys each, so all of them only at length. Without a
screen all of them are (tests/session/test_walks.py)."""


@pytest.mark.parametrize(
    ("lesson", "words", "seen"),
    [*((lesson, WORDS, None) for lesson in LESSONS), *((lesson, WEAK, set()) for lesson in SLOWLY)],
    ids=[*(f"quickly-{lesson}" for lesson in LESSONS), *(f"slowly-{lesson}" for lesson in SLOWLY)],
)
async def test_a_whole_lesson_can_be_gone_through_by_keyboard(
    tmp_path: Path, lesson: str, words: str, seen: set[tuple[str, str]] | None
) -> None:
    clock = Clock()
    # One lesson over the disk; the others would mostly wait for it.
    home: Home = open_home(tmp_path / "home", clock=clock) if lesson == "start-here" else MemoryHome()
    home.save_settings(Settings(welcomed=True, name="Sam", others="nobody", motion="reduced")).result(10)
    visit = Visit(home, lessons_dir(), clock=clock)
    app = CoachApp(visit)
    try:
        async with app.run_test(size=SIZES[0]) as pilot:
            for _ in range(8):
                await settled(pilot)
                await app.go(Go(to="lesson", lesson=lesson))
                await settled(pilot)
                await walk(pilot, words, None if seen is None else set())
                if all(visit.done(lesson, step) for step in visit.outline(lesson).steps):
                    break
        assert all(visit.done(lesson, step) for step in visit.outline(lesson).steps)
    finally:
        home.close()


async def test_a_scene_is_played_and_looked_back_on_by_keyboard(tmp_path: Path) -> None:
    clock = Clock()
    home = open_home(tmp_path / "home", clock=clock)
    home.save_settings(Settings(welcomed=True, others="nobody", motion="reduced")).result(10)
    visit = Visit(home, lessons_dir(), clock=clock)
    app = CoachApp(visit)
    try:
        async with app.run_test(size=SIZES[0]) as pilot:
            await settled(pilot)
            await app.go(Go(to="lesson", lesson="speak", step="play-unread"))
            await settled(pilot)
            await pilot.press("enter")
            assert isinstance(await settled(pilot), SceneScreen)
            for _ in range(12):
                screen = await settled(pilot)
                if not screen.query(Editor):
                    break
                pilot.app.post_message(events.Paste(WORDS))
                await pilot.pause()
                await pilot.press("ctrl+j")
            await settled(pilot)
            await pilot.press("enter")
            assert isinstance(await settled(pilot), AfterwardsScreen)
    finally:
        home.close()


@pytest.mark.parametrize("size", SIZES)
async def test_a_mark_is_seen_differently_and_taken_back_by_keyboard(tmp_path: Path, size: tuple[int, int]) -> None:
    clock = Clock()
    home = open_home(tmp_path / "home", clock=clock)
    home.save_settings(Settings(welcomed=True, others="nobody", motion="reduced")).result(10)
    visit = Visit(home, Path(__file__).parents[1] / "session" / "course", clock=clock)
    app = CoachApp(visit)
    try:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await app.go(Go(to="lesson", lesson="small", step="say-it"))
            screen = await settled(pilot)
            screen.query(Editor).last().focus()
            pilot.app.post_message(events.Paste("scared at three, you never call"))
            await pilot.pause()
            told = []
            for keys in (("ctrl+j",), ("d",), ("1",), ("down", "enter"), ("up", "enter"), ("escape",)):
                await pilot.press(*keys)
                await settled(pilot)
                told.append([(one.body.what, one.body.share_words) for one in standing(visit.history())])
            first = told[2][0][0]
            assert told == [[], [], [(first, False)], [(first, True)], [], []]
    finally:
        home.close()
