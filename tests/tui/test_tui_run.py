"""What is left on the terminal after the screens are gone: a calm sentence, and never a word of the learner's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from coach.traces import CRASHED
from coach.tui.guard import CLEAR
from coach.tui.run import DEBUG_SWITCHES, KEPT, ignore_debug_switches
from tests.terminal import PYTHON, Terminal

SENTINEL = "sentinel-7f3a91c2-private"


def run(place: str, tmp_path, **environ: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a sitting that goes wrong there; the process and what its session had been told."""
    kept = tmp_path / "kept"
    done = subprocess.run(
        [sys.executable, "-m", "tests.tui.crashing", place, str(kept)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TEXTUAL_ANIMATIONS": "none", **environ},
        check=False,
    )
    return done, kept.read_text()


@pytest.mark.parametrize("place", ["showing", "timer", "worker", "action", "render"])
def test_a_crash_says_one_calm_sentence_and_no_word_of_the_learner(place, tmp_path):
    done, _ = run(place, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", CRASHED)


def test_words_are_kept_before_the_action_that_crashes(tmp_path):
    assert SENTINEL in run("action", tmp_path)[1]


@pytest.mark.parametrize("place", ["thread", "task"])
def test_a_failure_beside_the_screens_prints_nothing(place, tmp_path):
    done, _ = run(place, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, KEPT, "")


@pytest.mark.parametrize("place", ["term", "hup"])
def test_a_closed_window_keeps_every_word(place, tmp_path):
    done, kept = run(place, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert SENTINEL in kept


def test_debug_switches_are_ignored(tmp_path):
    log = tmp_path / "log"
    switches = {"TEXTUAL_LOG": str(log), "TEXTUAL": "debug,devtools", "TEXTUAL_SCREENSHOT": "0"}
    switches["TEXTUAL_SCREENSHOT_LOCATION"] = str(tmp_path)
    done, _ = run("timer", tmp_path, **switches)
    assert SENTINEL not in done.stdout + done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


@pytest.mark.parametrize(("place", "last"), [("leave", KEPT), ("timer", CRASHED), ("term", KEPT)])
def test_a_terminal_is_given_back_as_it_was(place, last, tmp_path):
    """The other screen is wiped and left, the title taken back, and nothing but the calm sentence follows."""
    seen = in_a_terminal(place, tmp_path)
    within, _, after = seen.rpartition("\x1b[?1049l")
    assert SENTINEL in within
    assert within.rindex(CLEAR) > within.rindex(SENTINEL)
    assert SENTINEL not in after
    assert after.endswith("\x1b[23;2t" + last.replace("\n", "\r\n"))
    assert "\x1b]2;notes\x07" in within
    assert "\x1b]52" not in seen


def in_a_terminal(place: str, tmp_path) -> str:
    """Everything a terminal is sent during a sitting."""
    command = (PYTHON, "-m", "tests.tui.crashing", place, str(tmp_path / "kept"), "real")
    terminal = Terminal(command, {**os.environ, "TERM": "xterm-256color"})
    while terminal.read(20.0):
        pass
    os.close(terminal.fd)
    os.waitpid(terminal.pid, 0)
    return terminal.output.decode()


def test_only_debug_switches_are_taken_from_the_environment():
    environ = {**dict.fromkeys(DEBUG_SWITCHES, "1"), "TEXTUAL_ANIMATIONS": "none", "HOME": "/home/sam"}
    ignore_debug_switches(environ)
    assert environ == {"TEXTUAL_ANIMATIONS": "none", "HOME": "/home/sam"}
