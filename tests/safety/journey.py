"""A walk through every room over real data, while every network call and every file opened for writing is noted."""

from __future__ import annotations

import asyncio
import random
import sys
from os import PathLike
from pathlib import Path
from unittest import mock

from textual.command import CommandPalette
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.visit import Visit, local_now
from coach.store.home import open_home
from coach.tui.app import CoachApp
from coach.tui.commands import Commands
from coach.tui.screens.page import Page
from tests.long import scratch

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.", "webbrowser.", "asyncio.create_server")
ITS_OWN = {"socket.__new__"}
"""The pair of sockets by which asyncio wakes itself up is made like any other, and never connected."""
ROOMS = (
    Go(to="start"),
    Go(to="home"),
    Go(to="lesson", lesson="start-here", step="someone-easy"),
    Go(to="lesson", lesson="start-here", step="the-milk"),
    Go(to="lesson", lesson="speak", step="the-joke-at-dinner"),
    Go(to="lesson", lesson="speak", step="play-unread"),
    Go(to="scene", lesson="speak", step="play-unread"),
    Go(to="journal"),
    Go(to="handbook"),
    Go(to="progress"),
    Go(to="settings"),
)
KEYS = ("a", "tab", "enter", "f4", "f4")
LEAVING = {"Leave coach", "Leave this screen"}


class Noted:
    """What an audit hook sees, while it is told to look: it can never be taken away again."""

    def __init__(self, own: Path) -> None:
        self.own = str(own)
        self.network: list[str] = []
        self.files: list[str] = []
        self.looking = False
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if not self.looking:
            return
        if event.startswith(NETWORK) and event not in ITS_OWN:
            self.network.append(f"{event} {args!r}")
        elif event in ("subprocess.Popen", "os.exec", "os.system", "os.posix_spawn", "os.fork", "pty.spawn"):
            self.files.append(f"{event} {args!r}")
        elif event == "open" and isinstance(args[0], (str, PathLike)):
            path = str(args[0])
            if path.startswith((self.own, "/dev/null", "/dev/tty", "/dev/pts")):
                return
            mode, flags = args[1], args[2]
            if set(str(mode or "")) & set("wax+") or (mode is None and isinstance(flags, int) and flags & 0o3103):
                self.files.append(path)


async def walk(folder: Path, noted: Noted, dice: random.Random) -> list[str]:
    """Go through every room in some order, press keys and do everything the palette offers; the palette's titles."""
    home = open_home(folder, clock=local_now)
    titles: list[str] = []
    done: set[str] = set()
    try:
        visit = Visit(home, lessons_dir(), kept_in=str(folder))
        await visit.change(welcomed=True, motion="reduced", pace="at-once")
        app = CoachApp(visit)
        async with app.run_test(notifications=True, tooltips=True) as pilot:
            noted.looking = True
            app.exit = lambda *_, **__: None  # type: ignore[method-assign]  # some doors lead out; the walk goes on
            for room in dice.sample(ROOMS, len(ROOMS)):
                await app.go(room)
                await pilot.pause()
                for key in KEYS:
                    app.simulate_key(key)
                    await pilot.pause()
                titles += await _everything_in_the_palette(app, pilot, done)
                await _back(app, pilot)
            assert app.is_running
            noted.looking = False
        assert visit.flush(10)
    finally:
        noted.looking = False
        home.close()
    return titles


async def _everything_in_the_palette(app: CoachApp, pilot: Pilot[None], done: set[str]) -> list[str]:
    """Do every entry there is on this screen but those that leave or were ``done``; what the entries were called."""
    await _back(app, pilot)
    known = [command.title for command in Commands(app.screen).commands()]
    for title in known:
        command = next((one for one in Commands(app.screen).commands() if one.title == title), None)
        if command is None or title in LEAVING | done:
            continue
        done.add(title)
        result = command.does()
        if asyncio.iscoroutine(result):
            await result
        await pilot.pause()
        await _back(app, pilot)
    return known


async def _back(app: CoachApp, pilot: Pilot[None]) -> None:
    """Away with whatever lies over the room."""
    for _ in range(4):
        if isinstance(app.screen, (Page, CommandPalette)):
            app.simulate_key("escape")
        elif type(app.screen).__name__ == "HideScreen":
            app.simulate_key("f4")
        else:
            return
        await pilot.pause()


def quietly(count: int, seed: int) -> str:
    """Walk so often: no network call, no program started, no file elsewhere, nothing to the clipboard."""
    said: list[str] = []
    steps = 0
    with scratch() as folder, mock.patch.object(HeadlessDriver, "write", lambda _, data: said.append(data)):
        noted = Noted(folder)
        for number in range(count):
            titles = asyncio.run(walk(folder / str(number), noted, random.Random(seed + number)))
            steps += len(titles)
            assert {"Leave coach", "When things are not safe (F2)", "Colours: choose a theme"} <= set(titles)
            assert not any("screenshot" in title.lower() or "picture" in title.lower() for title in titles)
    assert noted.network == []
    assert noted.files == []
    assert not any("\x1b]52" in data for data in said)
    return (
        f"{count} walks through {len(ROOMS)} rooms, {steps} entries of the palette: no network, no file of another's"
    )
