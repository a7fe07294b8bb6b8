"""Bar 52: help in one key from every screen, at 40x12, offline, with no trace in what is saved."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from coach.course.model import (
    Breathing,
    Choice,
    Compare,
    Ending,
    Plan,
    Practice,
    Reading,
    Recall,
    Reflection,
    RolePlay,
    Sort,
)
from coach.session.activity import Go
from coach.session.help_page import DOORS
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.hide import HideScreen
from tests.safety.help_places import Sitting, Way, first_of, going, look_back, play, practise, sitting
from tests.tui.fakes import drawn

HOME = Go(to="home")
KINDS = (Reading, Breathing, Compare, Sort, Choice, Recall, Reflection, Practice, RolePlay, Plan, Ending)
STEPS: dict[str, Way] = {kind.__name__.lower(): going(first_of(kind)) for kind in KINDS}
PLACES: dict[str, Way] = {
    **STEPS,
    "door": going(first_of(Reading, together=True)),
    "home": going(HOME),
    "practice with words of fear": practise,
    "scene": play,
    "afterwards": look_back,
    "journal": going(Go(to="journal")),
    "a page being written": going(Go(to="journal"), "write"),
    "progress": going(Go(to="progress")),
    "handbook": going(Go(to="handbook")),
    "settings": going(Go(to="settings")),
    "a setting asked for": going(Go(to="settings"), "ask:name"),
    "keys": going(HOME, keys=("f1",)),
    "who could see": going(HOME, keys=("f1", "w")),
    "palette": going(HOME, keys=("ctrl+p",)),
    "a minute to settle": going(HOME, keys=("f3",)),
}


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails."""

    def refused(*_: object) -> None:
        raise AssertionError("something wanted the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def first_row(open_: Sitting) -> str:
    """The first words of a page, below its title and rule."""
    return next(row.strip() for row in drawn(open_.app).splitlines()[2:] if row.strip())


@pytest.mark.parametrize("place", PLACES)
async def test_one_key_shows_what_to_do_now_and_nothing_of_it_is_saved(tmp_path: Path, place: str) -> None:
    async with sitting(tmp_path / "home", (40, 12), country="gb") as open_:
        await PLACES[place](open_)
        screen, focused, before = open_.app.screen, open_.app.focused, open_.bytes()
        await open_.pilot.press("f2")
        await open_.pilot.pause()
        assert isinstance(open_.app.screen, HelpScreen)
        assert first_row(open_) == "In danger now? Call 999."
        for key, _, title in DOORS:
            await open_.pilot.press(key)
            await open_.pilot.pause()
            assert title.startswith(first_row(open_))
        await open_.pilot.press("o", "escape", "escape")
        await open_.pilot.pause()
        if place not in ("keys", "who could see", "a minute to settle"):  # whose place it takes
            assert open_.app.screen is screen
            # Where nothing had the focus yet, coming back may give it to the first thing there is.
            assert focused is None or open_.app.focused is focused
        assert open_.bytes() == before


@pytest.mark.parametrize("page", [1, 2, 3])
async def test_so_it_does_before_anything_was_answered(tmp_path: Path, page: int) -> None:
    async with sitting(tmp_path / "home", (40, 12), welcomed=False) as open_:
        await open_.act(*("on", "others:somebody")[: page - 1])
        before = open_.bytes()
        await open_.pilot.press("f2")
        await open_.pilot.pause()
        assert first_row(open_).startswith("In danger now? Call 112, 911 or")
        await open_.pilot.press("escape")
        assert open_.bytes() == before


async def test_a_country_chosen_there_is_the_one_thing_that_is_saved(tmp_path: Path) -> None:
    async with sitting(tmp_path / "home", (40, 12)) as open_:
        before = open_.bytes()
        await open_.pilot.press("f2", "c", "s", "escape")
        await open_.pilot.pause()
        changed = {name for name, data in open_.bytes().items() if before.get(name) != data}
        assert changed == {"settings.json"}


async def test_the_dull_page_stays_dull_and_help_is_two_keys_away(tmp_path: Path) -> None:
    """Whoever finds the dull page must find nothing behind a key they try; its own key comes first."""
    async with sitting(tmp_path / "home", (40, 12)) as open_:
        await open_.pilot.press("f4", "f2")
        assert isinstance(open_.app.screen, HideScreen)
        await open_.pilot.press("f4", "f2")
        assert isinstance(open_.app.screen, HelpScreen)


async def test_help_is_there_when_what_was_written_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    async with sitting(folder) as open_:
        await practise(open_, "I was scared when it got to three.")
    for month in folder.glob("spaces/*/facts/*.json"):
        month.write_bytes(b"\x00" * 100)
    async with sitting(folder, (40, 12)) as open_:
        await open_.pilot.press("f2")
        await open_.pilot.pause()
        assert first_row(open_).startswith("In danger now?")
