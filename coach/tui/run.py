"""Running the screens in a real terminal: what goes before, what comes after, and what a crash may say."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from coach.traces import CRASHED
from coach.tui.guard import TITLE, TITLE_BACK

if TYPE_CHECKING:
    from coach.tui.app import CoachApp
    from coach.tui.sitting import Sitting

DEBUG_SWITCHES = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_LOG",
    "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_PRESS",
    "TEXTUAL_DRIVER",
    "TEXTUAL_SHOW_RETURN",
)
"""Switches of Textual's that could write what is on a private screen somewhere else."""
KEPT = "Everything is kept.\n"
UNSAVED = "The last words may not be on disk: the computer took too long to save them.\n"
PATIENCE = 1.0
"""Seconds the screens have to close once they were told to from outside."""
FLUSH = 2.0
"""Seconds to wait at the end until everything is on disk."""


def run(sitting: Sitting) -> int:
    """Show the screens until the learner leaves. Returns the exit status: 0, or 1 after a crash.

    A crash says one calm sentence. A traceback could hold the learner's words, so none is ever printed.
    """
    ignore_debug_switches(os.environ)
    ask_a_dumb_terminal_for_no_colour(os.environ)
    from coach.tui.app import CoachApp

    _tell_terminal(TITLE)
    try:
        app = CoachApp(sitting)
        asyncio.run(_until_left(app, sitting), debug=False)
        status, last_words = app.return_code or 0, app.last_words
    except Exception:
        status, last_words = 1, ""
    finally:
        _tell_terminal(TITLE_BACK)
    try:
        saved = sitting.flush(FLUSH)
    except Exception:
        status, saved = 1, False
    if saved and not status:
        sys.stdout.write(KEPT)
    if status:
        sys.stderr.write(f"{last_words}\n" if last_words else CRASHED)
    if not saved:
        sys.stderr.write(UNSAVED)
    return status


def ignore_debug_switches(environ: MutableMapping[str, str]) -> None:
    """Take Textual's debug switches away. It reads them when it is imported, so this comes first."""
    for name in DEBUG_SWITCHES:
        environ.pop(name, None)


def ask_a_dumb_terminal_for_no_colour(environ: MutableMapping[str, str]) -> None:
    """Textual takes a terminal that says it knows no colours for one that knows them all."""
    if environ.get("TERM") == "dumb":
        environ.setdefault("NO_COLOR", "1")


async def _until_left(app: CoachApp, sitting: Sitting) -> None:
    """Run the app; a closed window or a polite end from outside keeps every word."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, _told_to_leave, app, sitting)
    try:
        await app.run_async()
    finally:
        app.guard.end()


def _told_to_leave(app: CoachApp, sitting: Sitting) -> None:
    """Leave, and end in any case: with the window gone Textual can wait for ever to draw a last time."""
    # A closed window sends "continue" after its hang-up, on which Textual would begin to draw again.
    signal.signal(signal.SIGCONT, signal.SIG_IGN)
    ending = threading.Timer(PATIENCE, _end, (sitting,))
    ending.daemon = True
    ending.start()
    app.action_leave()


def _end(sitting: Sitting) -> None:
    """End now, every word on disk; the system frees the lock."""
    try:
        sitting.flush(FLUSH)
    finally:
        os._exit(0)


def _tell_terminal(sequence: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(sequence)
        sys.stdout.flush()
