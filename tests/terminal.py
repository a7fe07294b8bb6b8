"""A child process in a pseudo-terminal: when words appear, how soon a key is echoed, how much memory it takes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

KITTY = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p")
"""Keyboard and mode questions that a terminal answers or ignores; pyte would print them."""
ESCAPES = re.compile(rb"\x1b\[[0-9;?<=>]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")


class Terminal:
    """One child process with a terminal of its own, 80 columns by 24 rows unless told."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], columns: int = 80, rows: int = 24) -> None:
        self.started = time.perf_counter()
        self.fd, theirs = pty.openpty()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # A shell that opens the terminal takes charge of it and becomes the command. To fork here would be unsafe:
        # tests have threads.
        opened = ("sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(theirs), *command)
        streams = [(os.POSIX_SPAWN_DUP2, theirs, stream) for stream in range(3)]
        self.pid = os.posix_spawnp("sh", opened, dict(environ), file_actions=streams, setsid=True)
        os.close(theirs)
        self.output = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def read(self, seconds: float) -> bytes:
        """What arrives within ``seconds``, as soon as anything does; empty at the end of the child."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return b""
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.output += chunk
        self._stream.feed(KITTY.sub(b"", chunk))
        return chunk

    def wait_for(self, words: str, seconds: float = 30.0) -> float:
        """Seconds since the start until ``words`` have been drawn. Raises TimeoutError with what was drawn."""
        end = time.perf_counter() + seconds
        wanted = words.encode()
        while time.perf_counter() < end:
            self.read(0.05)
            if wanted in ESCAPES.sub(b"", self.output):
                return time.perf_counter() - self.started
        raise TimeoutError(f"{words!r} never appeared; drawn: {ESCAPES.sub(b'', self.output)[-800:]!r}")

    def screen(self) -> list[str]:
        """The rows as a person sees them."""
        return [row.rstrip() for row in self._screen.display]

    def settle(self, quiet: float = 0.3, seconds: float = 10.0) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if not self.read(quiet):
                return

    def echo(self, key: str) -> float:
        """Seconds from sending a key until the terminal is drawn to."""
        self.settle(0.05)
        begun = time.perf_counter()
        os.write(self.fd, key.encode())
        self.read(5.0)
        return time.perf_counter() - begun

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.fd, keys.encode())

    def memory(self) -> int:
        """Most resident memory the child has held so far, in kB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

    def stop(self) -> None:
        """Stop the child as a shell stops a job, and read what it still says."""
        os.kill(self.pid, signal.SIGTSTP)
        end = time.monotonic() + 15
        while not os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[0]:
            assert time.monotonic() < end, "coach does not stop"
            self.read(0.05)
        self.settle(0.1)

    def kill(self) -> None:
        """End the child at once and reap it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def environ(home: Path) -> dict[str, str]:
    """An environment for a child: its own home, colours as a plain terminal has them."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "COACH_HOME": str(home), "LANG": "C.UTF-8"}


PYTHON = sys.executable
