"""Giving the terminal back when coach is killed and cannot do it itself.

A small process, made before anything of the learner's is read, waits at the other end of a pipe. While the screens
are up, coach's sudden end (SIGKILL, a machine out of memory) leaves the last screen, words and all, and a terminal
that writes nothing of what is typed; the small process wipes and leaves that screen.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

Guard = Callable[[bool], None]
"""Told whether the screens are up, just before they are and once they are not."""

CLEAR = "\x1b[2J\x1b[H"
TITLE, TITLE_BACK = "\x1b[22;2t\x1b]2;notes\x07", "\x1b[23;2t"
"""The window's own title put aside for a dull one, and taken back."""
GIVEN_BACK = (
    "\x18"  # ends a sequence the terminal has got only half of
    "\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?7h"  # drawing at once, pasting in brackets, resizes as text; wrapping
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # the mouse and the window's focus
    f"\x1b[0m{CLEAR}\x1b[<u\x1b[?1049l\x1b[?25h{TITLE_BACK}"  # wiped first: some terminals keep what was drawn last
)
"""What undoes all that Textual 8.2 asks of a terminal (``LinuxDriver.start_application_mode``)."""
KILLED = "coach was stopped from outside. Your words are kept, up to the last second.\n"
_UP, _DOWN = b"1", b"0"


def unguarded(up: bool) -> None:
    """Nobody to tell."""


@contextmanager
def guarded() -> Iterator[Guard]:
    """Watch over the terminal of standard input and error until the block ends, or this process does."""
    if not hasattr(os, "fork"):
        yield unguarded
        return
    heard, told = os.pipe()
    guard = os.fork()
    if not guard:
        os.close(told)
        _wait(heard)
    os.close(heard)

    def tell(up: bool) -> None:
        with contextlib.suppress(OSError):
            os.write(told, _UP if up else _DOWN)

    try:
        yield tell
    finally:
        os.close(told)
        os.waitpid(guard, 0)


def _wait(heard: int) -> NoReturn:
    """Be the guard: wait for the end of coach, give the terminal back if it had not, and end."""
    try:
        # Whatever ends coach by its terminal or its group must not end its guard first.
        os.setsid()
        before = _modes()
        last = _DOWN
        while said := os.read(heard, 64):
            last = said[-1:]
        if last == _UP:
            _give_back(before)
    finally:
        os._exit(0)


def _modes() -> list[Any] | None:
    import termios

    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _give_back(before: list[Any] | None) -> None:
    import termios

    if before is not None:
        # First the keys that nobody read: half a word of the learner's must not become the shell's.
        with contextlib.suppress(termios.error):
            termios.tcflush(0, termios.TCIFLUSH)
            termios.tcsetattr(0, termios.TCSANOW, before)
    os.write(2, (GIVEN_BACK + KILLED).encode("ascii"))
