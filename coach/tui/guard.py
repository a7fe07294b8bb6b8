"""Giving the terminal back when coach is killed and cannot do it itself.

A small process of its own waits at the other end of a pipe. While the screens are up, coach's sudden end (SIGKILL, a
machine out of memory) would leave the last of them, words and all, and a terminal that shows nothing of what is
typed; the small process wipes and leaves that screen. It is this file, run as a program, and knows only the pipe.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import Any

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
KILLED = "coach was stopped. Your words are kept, up to the last second. Press enter.\n"
"""Enter, because the shell's own prompt may have been drawn on the screen that is wiped."""
SHELLS_TURN = 0.3
"""Seconds a shell is given to set the modes itself, as most do; at the same moment the two would undo each other."""
PATIENCE = 0.5
"""Seconds to wait for the process at the end."""
_UP, _DOWN = b"1", b"0"


class Guard:
    """Coach's end of the pipe. Where no guard can be had, nothing is told to nobody."""

    def __init__(self) -> None:
        self._up = False
        self._modes = ""
        self._pipe = -1
        self._pid = 0

    def told(self, up: bool) -> None:
        """The screens are about to be up, or are down again.

        In the background none comes up (see ``LinuxDriver.start_application_mode``): the terminal is the shell's.
        """
        self._up = up and _in_front()
        self._modes = self._modes or _modes()
        self._tell()

    def begin(self) -> None:
        """Start the process, if a screen is up. Not before it is drawn: starting would take twice as long."""
        frozen = getattr(sys, "frozen", False) or not (sys.executable and os.path.isfile(__file__))  # noqa: PTH113
        if not self._up or frozen:
            return
        with contextlib.suppress(AttributeError, NotImplementedError, OSError):
            heard, self._pipe = os.pipe()
            os.set_inheritable(heard, True)
            command = [sys.executable, "-I", "-S", __file__, str(heard), self._modes]
            try:
                # In a session of its own: what ends coach by its terminal or its group must not end its guard first.
                self._pid = os.posix_spawn(sys.executable, command, os.environ, setsid=True)
            finally:
                os.close(heard)
        self._tell()

    def end(self) -> None:
        """The screens are down for good."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        until = time.monotonic() + PATIENCE
        with contextlib.suppress(ChildProcessError):
            while self._pid and not os.waitpid(self._pid, os.WNOHANG)[0] and time.monotonic() < until:
                time.sleep(0.002)
        self._pid = 0

    def _tell(self) -> None:
        if self._pipe >= 0:
            with contextlib.suppress(OSError):
                os.write(self._pipe, _UP if self._up else _DOWN)


def _in_front() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except (AttributeError, OSError):
        return False


def _modes() -> str:
    """How the terminal of standard input is set up, as numbers; empty where it is none."""
    try:
        import termios
    except ImportError:
        return ""
    try:
        *flags, characters = termios.tcgetattr(0)
    except termios.error:
        return ""
    return " ".join([*map(str, flags), *(one.hex() if isinstance(one, bytes) else f"={one}" for one in characters)])


def _wait(heard: int, modes: str) -> None:
    """Wait for the end of coach; give the terminal back if it had not."""
    import termios

    flags, characters = modes.split()[:6], modes.split()[6:]
    before: list[Any] = [int(flag) for flag in flags]
    before.append([int(one[1:]) if one.startswith("=") else bytes.fromhex(one) for one in characters])
    words = (GIVEN_BACK + KILLED).encode("ascii")
    last = _DOWN
    while said := os.read(heard, 64):
        last = said[-1:]
    if last == _UP:
        with contextlib.suppress(OSError):
            os.write(2, words)
        time.sleep(SHELLS_TURN)
        with contextlib.suppress(OSError, termios.error):
            # Textual lets no key be a signal. Where one is by now, a shell has set the modes as it wants them.
            if flags and not termios.tcgetattr(0)[3] & termios.ISIG:
                # First the keys that nobody read: half a word of the learner's must not become the shell's.
                termios.tcflush(0, termios.TCIFLUSH)
                termios.tcsetattr(0, termios.TCSANOW, before)


if __name__ == "__main__":
    _wait(int(sys.argv[1]), sys.argv[2])
