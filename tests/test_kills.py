"""SIGKILL in a pseudo-terminal at twenty places: the same place, the same words, the same cursor afterwards."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.progress.model import Draft, Position, step_key
from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.views import SceneView
from coach.session.visit import Visit, local_now
from coach.store.base import Settings
from coach.store.home import HomeFolder, open_home
from tests.terminal import PYTHON, Terminal, environ

WORDS = "it got to nine and I hadn't heard, I f"
BACK = 3
"""How many cells the cursor is moved back before the kill."""
OLDER_THAN_A_SECOND = 1.5
LEFT = "\x1b[D"
COMMAND = (PYTHON, "-m", "coach")


@dataclass(frozen=True)
class Place:
    """A step to be killed at; ``slot`` names its field, ``keys`` are pressed first, ``lines`` said in its scene."""

    lesson: str
    step: str
    shows: str
    writes: bool = False
    slot: str = ""
    keys: str = ""
    lines: tuple[str, ...] | None = None

    @property
    def key(self) -> str:
        """The draft key of the field."""
        return step_key(self.lesson, self.step) + (f"#{self.slot}" if self.slot else "")


L0, L2 = "start-here", "speak"
PLACES = (
    Place(L0, "settle", "Arrive first"),
    Place(L0, "someone-easy", "Somebody easy", writes=True),
    Place(L0, "what-it-is", "What emotional safety is"),
    Place(L0, "night-driving", "In the car park", keys="\r"),
    Place(L0, "the-milk", "Complaint or attack", keys="1"),
    Place(L0, "adds-or-drains", "Adds to it", keys="1"),
    Place(L0, "last-week", "A map of my last week", writes=True),
    Place(L0, "halfway", "Halfway"),
    Place(L0, "four-from-memory", "The four signs", writes=True),
    Place(L0, "catch-one-moment", "Catch one moment", writes=True, slot="when"),
    Place(L2, "the-unread-message", "The unread message", writes=True, slot="happened"),
    Place(L2, "the-joke-at-dinner", "The joke at dinner", writes=True),
    Place(L2, "the-cancelled-visit", "The cancelled visit", writes=True),
    Place(L2, "two-hours-waiting", "Two hours in the clinic", writes=True, slot="gist"),
    Place(L2, "play-unread", "the unread message"),
    Place(L2, "play-unread", "Say it", writes=True, slot="line", lines=()),
    Place(L2, "play-unread", "Say it", writes=True, slot="line", lines=("I was scared at three.",)),
    Place(L2, "play-bills", "Say it", writes=True, slot="line", lines=("I was scared.", "Go on.")),
    Place(L2, "the-passports", "Five in the morning", writes=True),
    Place(L2, "time-out-card", "My pause card", writes=True, slot="sign"),
)


def opened(folder: Path) -> HomeFolder:
    return open_home(folder, clock=local_now)


async def stand(visit: Visit, place: Place) -> None:
    """Put the learner at the place, in a scene with its lines said."""
    visit.stand(Position(lesson=place.lesson, step=place.step))
    if place.lines is None:
        return
    go = await visit.open(Go(to="lesson", lesson=place.lesson, step=place.step)).do("fresh")
    assert go is not None
    scene = visit.open(go)
    for line in place.lines:
        view = scene.view()
        assert isinstance(view, SceneView)
        assert view.field is not None
        scene.write(view.field.draft.key, line, 0, len(line))
        await scene.do("say")


def prepared(folder: Path, place: Place) -> None:
    home = opened(folder)
    home.save_settings(Settings(welcomed=True, others="nobody", motion="reduced")).result(10)
    asyncio.run(stand(Visit(home, lessons_dir()), place))
    assert home.space("me").flush(10)
    home.close()


def left(folder: Path, place: Place) -> tuple[Position | None, Draft | None]:
    """What is on disk: where the learner stands, and the words of the field."""
    home = opened(folder)
    try:
        assert home.space("me").notices == ()
        return home.space("me").load().position, home.space("me").draft(place.key)
    finally:
        home.close()


def continued(folder: Path, place: Place, command: tuple[str, ...] = COMMAND) -> Terminal:
    """coach, gone on with from Home until the place shows."""
    terminal = Terminal(command, environ(folder))
    terminal.wait_for("Continue")
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for(place.shows)
    terminal.settle()
    return terminal


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.step}-{place.slot}-{len(place.lines or ())}")
def test_killed_at_any_place_the_learner_is_put_back_there(tmp_path: Path, place: Place) -> None:
    folder = tmp_path / "home"
    prepared(folder, place)
    terminal = continued(folder, place)
    try:
        for key in place.keys:
            terminal.send(key)
            terminal.settle()
        if place.writes:
            terminal.send(WORDS)
            terminal.send(LEFT * BACK)
            terminal.settle()
        time.sleep(OLDER_THAN_A_SECOND)
        shown = terminal.screen()
    finally:
        terminal.kill()
    position, draft = left(folder, place)
    assert position is not None
    assert (position.lesson, position.step) == (place.lesson, place.step)
    if place.writes:
        assert draft is not None
        assert (draft.text, draft.row, draft.column) == (WORDS, 0, len(WORDS) - BACK)
    terminal = continued(folder, place)
    try:
        assert terminal.screen() == shown
        if place.writes:
            terminal.send("!")
            terminal.settle()
            time.sleep(OLDER_THAN_A_SECOND)
    finally:
        terminal.kill()
    if place.writes:
        _, draft = left(folder, place)
        assert draft is not None
        assert draft.text == WORDS[:-BACK] + "!" + WORDS[-BACK:]


def locked(folder: Path) -> bool:
    """Whether another coach holds the folder."""
    home = opened(folder)
    try:
        return home.space("me").read_only
    finally:
        home.close()
