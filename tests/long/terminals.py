"""coach in a terminal: killed while somebody types, and left in every rude and polite way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.long import scratch
from tests.terminal import PYTHON, Terminal, environ
from tests.test_kills import COMMAND, PLACES, WORDS, continued, left, locked, prepared

PLACE = PLACES[1]
AT_ONCE = 5
"""Terminals at the same time: mostly they wait."""
KEYS_A_SECOND = 10
MAY_BE_LOST = 2.0
"""Seconds of typing."""
LINE = "it got to nine and nobody had called and then i heard the door and said nothing at all "
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"


def _each(do: Callable[[Path, random.Random], None], count: int, seed: int) -> None:
    """Do it that often, a few at once, each with a folder and a chance of its own."""
    with scratch() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(do, folder / str(number), random.Random(seed + number)) for number in range(count)]
        for one in done:
            one.result()


def typing(count: int, seed: int) -> str:
    """Type ten characters a second, and kill: at most two seconds of it are lost."""
    lost: list[float] = []
    _each(lambda folder, chance: lost.append(typed_and_killed(folder, chance)), count, seed)
    return f"{count} kills while typing, at most {max(lost):.1f} s of it lost"


def typed_and_killed(folder: Path, chance: random.Random, command: tuple[str, ...] = COMMAND) -> float:
    """The seconds of typing that a kill lost."""
    prepared(folder, PLACE)
    terminal = continued(folder, PLACE, command)
    typed: list[float] = []
    try:
        for number in range(chance.randrange(25, 45)):
            terminal.send(LINE[number % len(LINE)])
            typed.append(time.monotonic())
            until = typed[-1] + 1 / KEYS_A_SECOND
            while (rest := until - time.monotonic()) > 0:
                terminal.read(rest)
        until = time.monotonic() + chance.uniform(0, 0.5)
        while (rest := until - time.monotonic()) > 0:
            terminal.read(rest)
        killed = time.monotonic()
    finally:
        terminal.kill()
    _, draft = left(folder, PLACE)
    text = draft.text if draft else ""
    expected = (LINE * 2)[: len(typed)]
    assert expected.startswith(text), "what is kept is not what was typed"
    missing = typed[len(text) :]
    seconds = killed - missing[0] if missing else 0.0
    assert seconds <= MAY_BE_LOST, f"{seconds:.1f} s of typing are lost, {len(missing)} characters"
    return seconds


# --- leaving -------------------------------------------------------------------------------------------------


def leaving(count: int, seed: int) -> str:
    """Leave in each way that often, in the middle of a sentence: no character is lost, the terminal is as before."""
    ways = {"TERM": signalled(signal.SIGTERM), "HUP": signalled(signal.SIGHUP), "INT": signalled(signal.SIGINT),
            "stop and go": _stopped, "dropped terminal": _dropped}  # fmt: skip
    if shutil.which("tmux"):
        ways["closed tmux pane"] = _closed_pane
    jobs = [way for way in ways.values() for _ in range(count)]
    with scratch() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(way, folder / str(number)) for number, way in enumerate(jobs)]
        for one in done:
            one.result()
    return f"{count} times each: {', '.join(ways)}; no character lost"


def _written(folder: Path, command: tuple[str, ...] = COMMAND) -> Terminal:
    """A terminal in which the words have just been typed: they are seen, and on no disk yet for all we know."""
    prepared(folder, PLACE)
    terminal = continued(folder, PLACE, command)
    terminal.send(WORDS)
    end = time.monotonic() + 20
    while not any(WORDS in row for row in terminal.screen()):
        assert time.monotonic() < end, "the words were never drawn"
        terminal.read(1.0)
    return terminal


def _kept(folder: Path) -> None:
    _, draft = left(folder, PLACE)
    assert draft is not None
    assert draft.text == WORDS, f"{len(WORDS) - len(draft.text)} characters are lost"


def _restored(terminal: Terminal) -> None:
    gone = terminal.output.rfind(LEFT)
    assert gone > terminal.output.rfind(ENTERED), "the alternate screen was not left"
    assert WORDS.encode() not in terminal.output[gone:], "words are on the screen that is left behind"


def _ended(terminal: Terminal, seconds: float = 10.0) -> None:
    """Read to the end and reap; whoever does not end is killed and found out."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.1)
        pid, _ = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            while terminal.read(0.1):
                pass
            os.close(terminal.fd)
            return
    terminal.kill()
    raise AssertionError("coach did not end")


def signalled(how: signal.Signals, command: tuple[str, ...] = COMMAND) -> Callable[[Path], None]:
    """Leave by a signal."""

    def leave(folder: Path) -> None:
        terminal = _written(folder, command)
        os.kill(terminal.pid, how)
        _ended(terminal)
        _kept(folder)
        _restored(terminal)

    return leave


def _stopped(folder: Path) -> None:
    """Stopped from outside and gone on with, as a shell's job is; then asked to end."""
    terminal = _written(folder)
    terminal.stop()
    _restored(terminal)
    os.kill(terminal.pid, signal.SIGCONT)
    end = time.monotonic() + 10
    while terminal.output.rfind(ENTERED) < terminal.output.rfind(LEFT):
        assert time.monotonic() < end, "coach does not come back"
        terminal.read(0.05)
    os.kill(terminal.pid, signal.SIGTERM)
    _ended(terminal)
    _kept(folder)
    _restored(terminal)


def _dropped(folder: Path) -> None:
    """The terminal is gone from one moment to the next, as when a connection breaks."""
    terminal = _written(folder)
    os.close(terminal.fd)
    end = time.monotonic() + 10
    while not os.waitpid(terminal.pid, os.WNOHANG)[0]:
        assert time.monotonic() < end, "coach lingers on without a terminal"
        time.sleep(0.02)
    _kept(folder)


def _closed_pane(folder: Path) -> None:
    """Its shell ends, coach is hung up on and told to continue, the terminal is gone: it must not linger on."""
    prepared(folder, PLACE)
    name = f"coach-{os.getpid()}-{folder.name}"

    def tmux(*args: str) -> str:
        command = ["tmux", "-L", name, "-f", "/dev/null", *args]
        # Unbuffered, a write to the terminal that is gone fails at once, and Textual then waits for ever.
        environment = {**environ(folder), "PYTHONUNBUFFERED": "1"}
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    def until_shown(words: str) -> None:
        """And until nothing moves any more."""
        end = time.monotonic() + 30
        before, shown = "", tmux("capture-pane", "-p")
        while words not in shown or shown != before:
            assert time.monotonic() < end, f"{words} never appeared: {shown}"
            time.sleep(0.3)
            before, shown = shown, tmux("capture-pane", "-p")

    tmux("new-session", "-d", "-x", "80", "-y", "24", f"{PYTHON} -m coach; sleep 100")
    until_shown("Continue")
    tmux("send-keys", "Enter")
    until_shown(PLACE.shows)
    tmux("send-keys", "-l", WORDS)
    until_shown(WORDS)
    tmux("kill-session")
    end = time.monotonic() + 10
    while locked(folder):
        assert time.monotonic() < end, "coach lingers on and holds the folder"
        time.sleep(0.05)
    _kept(folder)
