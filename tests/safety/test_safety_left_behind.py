"""Bars 33, 34, 38 and 39: nothing scrolls back, nothing reaches the clipboard, a network, or a file of another's.

How often is counted in ``tests.long``; here stand the rest of each bar, and that each check can fail.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import termios
from pathlib import Path
from unittest import mock

import pytest
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Input

from coach.tui.app import CoachApp
from coach.tui.guard import CLEAR, Guard
from coach.tui.quiet import QuietApp
from coach.tui.widgets.editor import Editor
from tests.safety import scrollback
from tests.safety.journey import Noted
from tests.safety.payloads import hostile
from tests.safety.surfaces import SURFACES, shown_at
from tests.terminal import PYTHON, Terminal, environ
from tests.test_kills import PLACES, WORDS, prepared

# --- what scrolls back (33) ----------------------------------------------------------------------------------------

IN, OUT = "\x1b[?1049h", "\x1b[?1049l"


@pytest.mark.parametrize(
    ("log", "fine"),
    [
        (f"$ coach\r\n{IN}{WORDS}{CLEAR}{OUT}Everything is kept.", True),
        (f"$ coach\r\n{IN}{WORDS}{CLEAR}{OUT}{IN}{WORDS}{CLEAR}\x1b[?25h{OUT}", True),
        (f"{IN}{WORDS}{OUT}", False),
        (f"{IN}{WORDS}{CLEAR}\x1b[3;1H{WORDS}{OUT}", False),
        (f"{IN}{WORDS}{CLEAR}", False),
        (f"{IN}{CLEAR}{OUT}Traceback: {WORDS}", False),
        (f"{IN}{WORDS}\x1b]52;c;aGk=\x07{CLEAR}{OUT}", False),
        (WORDS, False),
    ],
)
def test_a_log_is_judged_by_what_scrolls_back_and_what_was_wiped(log: str, fine: bool) -> None:
    assert (scrollback.faults(log.encode()) == []) is fine


UNGUARDED = """
import sys
from coach.tui.guard import Guard
Guard.begin = lambda self: None
from coach.cli import main
sys.exit(main())
"""


def test_the_check_notices_a_terminal_that_nobody_gives_back_after_a_kill(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"not given back.*was not left"):
        scrollback.killed(tmp_path / "home", (PYTHON, "-c", UNGUARDED))


def test_a_kill_while_coach_is_stopped_leaves_the_shell_s_screen_alone(tmp_path: Path) -> None:
    """Nothing of coach is on it by then: wiping it would take away what somebody did there since."""
    prepared(tmp_path / "home", PLACES[1])
    terminal = Terminal((PYTHON, "-m", "coach"), environ(tmp_path / "home"))
    terminal.wait_for("Continue")
    terminal.settle()
    terminal.stop()
    terminal.settle()
    before = len(terminal.output)
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    assert not scrollback.lingers(terminal.fd)
    terminal.settle()
    assert terminal.output[before:] == b""
    os.close(terminal.fd)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell that edits its line")
def test_after_a_kill_the_shell_s_own_modes_stand(tmp_path: Path) -> None:
    """It goes on at the same moment as the guard: whichever is faster, its line must be as it was."""
    prepared(tmp_path / "home", PLACES[1])
    shell = Terminal(("bash", "--norc", "-i"), {**environ(tmp_path / "home"), "PS1": "ready$ "})
    shell.wait_for("ready$")
    shell.settle()
    before = termios.tcgetattr(shell.fd)
    shell.send(f"{PYTHON} -m coach\n")
    shell.wait_for("Continue")
    shell.settle()
    assert termios.tcgetattr(shell.fd) != before
    children = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    shell.wait_for("Press enter.")
    shell.settle(0.5)
    assert termios.tcgetattr(shell.fd) == before
    shell.kill()


def test_in_the_background_no_screen_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped and sent to the background: the terminal is the shell's, and a kill then leaves it alone."""
    guard = Guard()
    monkeypatch.setattr(os, "tcgetpgrp", lambda fd: os.getpgrp() + 1)
    guard.told(True)
    assert not guard._up
    monkeypatch.setattr(os, "tcgetpgrp", lambda fd: os.getpgrp())
    guard.told(True)
    assert guard._up


@pytest.mark.parametrize("stream", [1, 2])
def test_no_screen_is_drawn_into_a_file(stream: int, tmp_path: Path) -> None:
    """Textual draws on standard error, so a log of errors would get every word."""
    log = tmp_path / "log"
    command = ("sh", "-c", f'exec "{PYTHON}" -m coach {stream}>"{log}"')
    terminal = Terminal(command, environ(tmp_path / "home"))
    while terminal.read(10.0):
        pass
    _, status = os.waitpid(terminal.pid, 0)
    os.close(terminal.fd)
    assert os.waitstatus_to_exitcode(status) == 1
    assert b"coach needs a terminal" in (log.read_bytes() if stream == 2 else terminal.output)
    assert b"\x1b" not in log.read_bytes()


# --- the clipboard (34) --------------------------------------------------------------------------------------------


async def sent(activity: str, name: str, actions: set[str]) -> list[str]:
    """What the terminal is sent when every field of that view, and of the palette, cuts and copies all it has."""
    said: list[str] = []
    with mock.patch.object(HeadlessDriver, "write", lambda _, data: said.append(data)):
        async with shown_at(activity, hostile(SURFACES[activity][name], "private words")) as (app, pilot, _):
            await pilot.press("ctrl+p")
            await pilot.pause()
            palette = app.screen
            assert isinstance(palette, CommandPalette)
            palette.query_one(Input).value = "private words"
            for widget in [
                *palette.query(Input),
                *app.screen_stack[-2].query(Editor),
                app.screen,
                app.screen_stack[-2],
            ]:
                for action in actions:
                    for select in ("select_all", "text_select_all"):
                        if hasattr(widget, f"action_{select}"):
                            getattr(widget, f"action_{select}")()
                    if hasattr(widget, f"action_{action}"):
                        await app.run_action(action, widget)
            app.copy_to_clipboard("private words")
            await pilot.pause()
    return [data for data in said if "\x1b]52" in data]


def copying() -> set[str]:
    """Every action of a text field or a screen that cuts or copies, by the bindings, so that none is forgotten."""
    kinds = {kind for leaf in (Editor, Input, CommandPalette) for kind in leaf.__mro__}
    bindings = [one for kind in kinds for one in vars(kind).get("BINDINGS", ()) if isinstance(one, Binding)]
    return {one.action.rpartition(".")[2] for one in bindings if "copy" in one.action or "cut" in one.action}


def test_there_are_actions_that_cut_and_copy() -> None:
    assert copying() >= {"cut", "copy"}


@pytest.mark.parametrize(("activity", "name"), [("lesson", "plan"), ("journal", "listed"), ("settings", "asked")])
async def test_no_cut_or_copy_reaches_the_systems_clipboard(activity: str, name: str) -> None:
    assert await sent(activity, name, copying() | {"copy_text"}) == []


async def test_the_check_notices_an_app_that_copies_as_textual_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuietApp, "copy_to_clipboard", App.copy_to_clipboard)
    assert await sent("settings", "asked", copying())


# --- the network (38) ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["look-up", "connect", "program", "file"])
def test_the_check_notices_a_call_to_elsewhere(how: str, tmp_path: Path) -> None:
    noted = Noted(tmp_path / "own")
    noted.looking = True
    try:
        if how == "look-up":
            socket.getaddrinfo("127.0.0.1", 9)
        elif how == "connect":
            with socket.socket() as one:
                one.connect_ex(("127.0.0.1", 9))
        elif how == "program":
            subprocess.run(["true"], check=True)
        else:
            (tmp_path / "picture.svg").write_text("x")
    finally:
        noted.looking = False
    assert noted.network or noted.files


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to see what the system is asked")
def test_a_real_session_asks_the_system_for_no_network_and_makes_files_of_its_own_alone(tmp_path: Path) -> None:
    """Bars 21, 30 and 38 of the running program, as the system sees it, library calls and all."""
    folder, log = tmp_path / "home", tmp_path / "log"
    prepared(folder, PLACES[1])
    calls = "trace=socket,connect,bind,sendto,execve,openat,mkdir,mkdirat"
    around = {**environ(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = ("strace", "-f", "-qq", "-s", "200", "-e", calls, "-o", str(log), PYTHON, "-m", "coach")
    terminal = Terminal(command, around)
    terminal.wait_for("Continue")
    child = int(Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()[0])
    terminal.send("\r")
    terminal.wait_for(PLACES[1].shows)
    terminal.settle()
    terminal.send(WORDS)
    while not any(WORDS in row for row in terminal.screen()):
        assert terminal.read(10.0)
    seen = Path(f"/proc/{child}/cmdline").read_bytes() + Path(f"/proc/{child}/environ").read_bytes()
    for key in ("\x1bOQ", "\x1b", "\x0a"):  # help, back, keep
        terminal.send(key)
        terminal.settle()
    os.kill(child, signal.SIGTERM)
    while terminal.read(3.0):
        pass
    os.waitpid(terminal.pid, 0)
    os.close(terminal.fd)
    assert WORDS.encode() not in seen
    assert refused(log.read_text(encoding="utf-8", errors="replace")) == []


GUARD = re.compile(r'execve\("[^"]*", \["[^"]*", "-I", "-S", "[^"]*/coach/tui/guard\.py", "\d+", "[-0-9a-f= ]+"\], ')
"""The one program that coach starts: with a pipe and the terminal's modes, and nothing else."""


def refused(log: str) -> list[str]:
    """Lines of a trace that show a network, a second program, or something made that others could read."""
    calls = [line.split(" ", 1)[-1].strip() for line in log.splitlines()]
    done = [call for call in calls if "= -1 " not in call]
    asked = ("connect(", "bind(")
    found = [call for call in calls if "AF_INET" in call or call.startswith(asked)]
    found += [call for call in done if "O_CREAT" in call and ", 0600" not in call]
    found += [call for call in done if call.startswith("mkdir") and ", 0700" not in call]
    programs = [call for call in done if call.startswith("execve(")][1:]
    return found + [call for call in programs if not GUARD.match(call)]


@pytest.mark.parametrize(
    "line",
    [
        "12 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
        '12 connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0',
        '12 openat(AT_FDCWD, "/home/a", O_WRONLY|O_CREAT|O_EXCL, 0666) = 3',
        '12 mkdir("/home/a", 0777) = 0',
        '12 execve("/bin/sh", ["sh"], 0x7 /* 9 vars */) = 0\n12 execve("/bin/sh", ["sh"], 0x7 /* 9 vars */) = 0',
        '12 execve("a", [], 0) = 0\n12 execve("py", ["py", "-I", "-S", "/coach/tui/guard.py", "7", "me"], 0) = 0',
    ],
)
def test_the_check_notices_a_line_of_a_trace(line: str) -> None:
    assert refused(line)


# --- screens to disk (39) ------------------------------------------------------------------------------------------

NEVER_ASKED_FOR = {
    "screenshot",
    "save_screenshot",
    "deliver_screenshot",
    "suspend_process",
    "open_url",
    "copy_url",
    "save",
}


@pytest.mark.parametrize("activity", SURFACES)
async def test_no_key_and_no_entry_of_the_palette_writes_a_screen_anywhere(activity: str) -> None:
    name = next(iter(SURFACES[activity]))
    async with shown_at(activity, SURFACES[activity][name]) as (app, pilot, _):
        for key in ("", "f1", "f2", "f3"):
            if key:
                await pilot.press(key)
            asked = {
                binding.binding.action.rpartition(".")[2].partition("(")[0]
                for binding in app.active_bindings.values()
            }
            assert asked & NEVER_ASKED_FOR == set()
            assert not any("screenshot" in action or "picture" in action for action in asked)
        assert [command.__name__ for command in CoachApp.COMMANDS] == ["Commands"]
