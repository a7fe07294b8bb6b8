"""What is left in a terminal after coach: nothing of the learner's, whichever way it was left."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import termios
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from coach.tui.guard import CLEAR, KILLED
from tests.long import scratch
from tests.terminal import ESCAPES, PYTHON, Terminal, environ
from tests.test_kills import COMMAND, PLACES, WORDS, continued, prepared

PLACE = PLACES[1]
IN_THE_FIELD = "Leave the words"
"""What the line of keys says once letters are words: the title of the page stands on Home already."""
AT_ONCE = 3
GIVEN_BACK_WITHIN = 1.0
"""Seconds."""
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
PIECES = (WORDS.encode(), WORDS[:16].encode(), WORDS[-16:].encode(), b"hadn't heard", b"sentinel-7f3a91c2")
"""The words typed, and parts that would give them away."""


def normal_buffer(output: bytes) -> bytes:
    """What was written while the other screen was not up: what scrolls back."""
    parts = output.split(ENTERED)
    return parts[0] + b"".join(part.partition(LEFT)[2] for part in parts[1:])


def faults(output: bytes) -> list[str]:
    """What the log of a terminal shows that it must not: words that scroll back, a screen not left or not wiped."""
    found = [f"{piece!r} scrolls back" for piece in PIECES if piece in normal_buffer(output)]
    entered = output.split(ENTERED)[1:]
    if not entered:
        found.append("the other screen was never entered")
    for part in entered:
        within, left, _ = part.partition(LEFT)
        if not left:
            found.append("the other screen was not left")
        _, wiped, after = within.rpartition(CLEAR.encode())
        if not wiped or ESCAPES.sub(b"", after).strip():
            found.append("the other screen was left with something on it")
    if b"\x1b]52" in output:
        found.append("words were sent to the clipboard")
    return found


def ways_out(count: int, seed: int) -> str:
    """Leave in each way that often, words on the screen; the log of the terminal and tmux's history hold none."""
    ways: list[Callable[[Path], None]] = [_by_keys, _signalled(signal.SIGTERM), _signalled(signal.SIGHUP), _crashed]
    ways.append(killed)
    if shutil.which("tmux"):
        ways.append(_in_tmux)
    with scratch() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [way for way in ways for _ in range(count)]
        done = [pool.submit(way, folder / str(number)) for number, way in enumerate(jobs)]
        for one in done:
            one.result()
    return f"{count} times each of {len(ways)} ways out: nothing scrolls back, every screen was wiped and left"


def _drawn(terminal: Terminal, words: str, there: bool = True) -> None:
    """Read on until the words are on the screen, or are not."""
    end = time.monotonic() + 20
    while any(words in row for row in terminal.screen()) != there:
        assert time.monotonic() < end, f"{words!r} there: {not there}\n" + "\n".join(terminal.screen())
        terminal.read(0.2)


def _written(folder: Path, command: tuple[str, ...] = COMMAND) -> Terminal:
    prepared(folder, PLACE)
    terminal = continued(folder, PLACE, command)
    _drawn(terminal, IN_THE_FIELD)
    terminal.send(WORDS)
    _drawn(terminal, WORDS)
    return terminal


def _gone(terminal: Terminal) -> bytes:
    """Read to the end of the child; everything it ever wrote."""
    end = time.monotonic() + 15
    while not os.waitpid(terminal.pid, os.WNOHANG)[0]:
        assert time.monotonic() < end, "coach did not end"
        terminal.read(0.1)
    while terminal.read(0.1):
        pass
    os.close(terminal.fd)
    return terminal.output


def _by_keys(folder: Path) -> None:
    """ctrl+c, which leaves nothing; cut and copied; hidden; stopped and gone on with; left by escape."""
    terminal = _written(folder)
    terminal.send("\x03")
    terminal.settle(0.2)
    terminal.send("\x1bOS")  # F4
    _drawn(terminal, "todo.txt")
    _drawn(terminal, WORDS, there=False)
    terminal.send("\x1bOS")
    _drawn(terminal, WORDS)
    terminal.stop()
    assert faults(terminal.output) == []
    os.kill(terminal.pid, signal.SIGCONT)
    _drawn(terminal, WORDS)
    for seen in ("Leave", "Continue", ""):
        terminal.send("\x1b")
        if seen == "Continue":
            _drawn(terminal, seen)
        terminal.settle(0.3)
    output = _gone(terminal)
    assert faults(output) == [], faults(output)
    assert b"Everything is kept." in normal_buffer(output)


def _signalled(how: signal.Signals) -> Callable[[Path], None]:
    def leave(folder: Path) -> None:
        terminal = _written(folder)
        os.kill(terminal.pid, how)
        output = _gone(terminal)
        assert faults(output) == [], faults(output)

    return leave


def killed(folder: Path, command: tuple[str, ...] = COMMAND) -> None:
    """By SIGKILL, which no program can answer: within a second another wipes and leaves the screen."""
    terminal = _written(folder, command)
    assert termios.tcgetattr(terminal.fd) != modes_of_a_new_terminal()
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    end = time.monotonic() + GIVEN_BACK_WITHIN
    while KILLED.strip().encode() not in terminal.output:
        assert time.monotonic() < end, f"the terminal is not given back: {faults(terminal.output)}"
        terminal.read(0.02)
    assert faults(terminal.output) == [], faults(terminal.output)
    while termios.tcgetattr(terminal.fd) != modes_of_a_new_terminal():
        assert time.monotonic() < end, "the terminal no longer shows what is typed"
        terminal.read(0.02)
    assert [row for row in terminal.screen() if row] == [KILLED.strip()], terminal.screen()
    assert not lingers(terminal.fd), "the guard lingers on"
    os.close(terminal.fd)


def modes_of_a_new_terminal() -> list[Any]:
    """How the system sets up a terminal."""
    ours, theirs = os.openpty()
    try:
        return termios.tcgetattr(theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def lingers(fd: int) -> bool:
    """Whether a process still holds the other end of a terminal, half a second from now."""
    poll = select.poll()
    poll.register(fd, select.POLLHUP)
    return not any(event & select.POLLHUP for _, event in poll.poll(500))


def _crashed(folder: Path) -> None:
    folder.mkdir()
    command = (PYTHON, "-m", "tests.tui.crashing", "timer", str(folder / "kept"), "real")
    output = _gone(Terminal(command, environ(folder)))
    assert faults(output) == [], faults(output)
    assert b"Something went wrong" in normal_buffer(output)


def _in_tmux(folder: Path) -> None:
    """Told to end, then a crash, in one pane after the other: its history holds the calm sentences alone."""
    prepared(folder, PLACE)
    name = f"coach-{os.getpid()}-{folder.name}"

    def tmux(*args: str) -> str:
        command = ["tmux", "-L", name, "-f", "/dev/null", *args]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environ(folder)).stdout

    def until(words: str, *how: str) -> str:
        end = time.monotonic() + 30
        while words not in (shown := tmux("capture-pane", "-p", *how)):
            assert time.monotonic() < end, f"{words} never appeared: {shown}"
            time.sleep(0.1)
        return shown

    crash = f"{PYTHON} -m tests.tui.crashing timer {folder}/kept real"
    tmux("new-session", "-d", "-x", "80", "-y", "24", f"{PYTHON} -m coach; {crash}; sleep 100")
    try:
        until("Continue")
        tmux("send-keys", "Enter")
        until(IN_THE_FIELD)
        tmux("send-keys", "-l", WORDS)
        until(WORDS)
        pid = tmux("list-panes", "-F", "#{pane_pid}").strip()
        child = subprocess.run(["pgrep", "-P", pid], capture_output=True, text=True, check=True).stdout.split()[0]
        os.kill(int(child), signal.SIGTERM)
        history = until("Something went wrong", "-S", "-")
        assert "Everything is kept." in history
        assert not any(piece.decode() in history for piece in PIECES), history
    finally:
        tmux("kill-server")
