"""Run by test_tui_run.py in a process of its own: a sitting that goes wrong in the place named, words in hand.

Arguments: the place, a file for what the session was told, and "real" for a real terminal.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading

from coach import traces
from coach.session.activity import Go
from coach.tui.run import ignore_debug_switches, run

traces.leave_none()
ignore_debug_switches(os.environ)
from coach.tui import app as app_module  # noqa: E402
from coach.tui.widgets.actions import ActionItem  # noqa: E402
from tests.tui.fakes import FakeSession, FakeSitting, PlainScreen, reflection  # noqa: E402

SENTINEL = "sentinel-7f3a91c2-private"


class Crashing(PlainScreen):
    """Goes wrong on purpose."""

    place = ""

    async def show_view(self, view):
        words = SENTINEL
        await super().show_view(view)
        if self.place == "showing":
            raise ValueError(words)
        self.set_timer(0.3, self._later)

    def _later(self):
        words = SENTINEL
        match self.place:
            case "timer":
                raise KeyError(words)
            case "worker":
                self.run_worker(self._work())
            case "action":
                self.start(self.actions[0])
            case "thread":
                threading.Thread(target=self._fail).start()
                self.set_timer(0.2, self.app.exit)
            case "task":
                self.app.forgotten = asyncio.ensure_future(self._work())
                self.set_timer(0.2, self.app.exit)
            case "render":
                self.query_one(ActionItem).render = self._fail
                self.query_one(ActionItem).refresh()
            case "term" | "hup":
                os.kill(os.getpid(), 15 if self.place == "term" else 1)
            case "leave":
                self.app.exit()

    def _fail(self):
        words = SENTINEL
        raise RuntimeError(words)

    async def _work(self):
        self._fail()


async def _do():
    words = SENTINEL
    raise RuntimeError(words)


Crashing.place = sys.argv[1]
session = FakeSession(reflection(SENTINEL), does={"keep": _do})
sitting = FakeSitting(home=session)
app_module.screen_for = lambda go, sitting: Crashing(sitting.open(Go(to="home")))
if len(sys.argv) < 4:
    real = app_module.CoachApp.run_async
    app_module.CoachApp.run_async = lambda self: real(self, headless=True, size=(80, 24))
status = run(sitting)
with open(sys.argv[2], "w") as kept:  # noqa: PTH123
    kept.write(repr(session.written))
sys.exit(status)
