"""Bar 52: the page of numbers before any data is read, and named wherever the data cannot be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.cli import NUMBERS_ANYWAY, OK, PROBLEM, main
from coach.session import helplines
from tests.terminal import PYTHON, Terminal, environ

TRACED = """
import sys
told = []
sys.addaudithook(lambda event, args: told.append((event, str(args[0]))) if event in ("open", "os.listdir", "socket.connect", "os.mkdir") else None)
from coach.cli import main
status = main(sys.argv[1:])
print("\\n".join(f"{event} {path}" for event, path in told), file=sys.stderr)
sys.exit(status)
"""  # noqa: E501


def run(*args: str, home: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COACH_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", TRACED, *args], capture_output=True, text=True, env=env, check=False, encoding="utf-8"
    )


def test_it_reads_nothing_of_the_learner_s_and_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "spaces" / "me").mkdir(parents=True)
    (home / "settings.json").write_bytes(b"damaged")
    done = run("numbers", "us", home=home)
    assert done.returncode == OK, done.stderr
    assert done.stdout.startswith("In danger now? Call 911.")
    assert "open " in done.stderr
    assert str(home) not in done.stderr
    assert "socket" not in done.stderr


@pytest.mark.parametrize("country", [None, *(country.id for country in helplines.load().countries)])
def test_it_prints_what_to_do_first_and_then_the_country_s_numbers(
    country: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["numbers", *([country] if country else [])]) == OK
    page = " ".join(capsys.readouterr().out.split())
    found = helplines.load().country(country) if country else None
    assert page.startswith(f"In danger now? Call {found.emergency if found else '112, 911 or 999'}.")
    assert all(line.number in page for line in (found.lines if found else ()))


def test_a_country_that_is_not_there_still_prints_what_holds_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["numbers", "atlantis\x1b[2J"]) == PROBLEM
    told = capsys.readouterr()
    assert told.out.startswith("In danger now? Call 112, 911 or 999.")
    assert "\x1b" not in told.err
    assert "atlantis" in told.err


def nowhere(home: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")


def led_away(home: Path) -> None:
    home.mkdir()
    (home / ".lock").symlink_to(home.parent / "elsewhere")


@pytest.mark.parametrize("trouble", [nowhere, led_away])
def test_where_the_data_cannot_be_opened_the_error_names_it(tmp_path: Path, trouble) -> None:
    home = tmp_path / "home"
    trouble(home)
    terminal = Terminal([PYTHON, "-m", "coach"], {**environ(home), "HOME": str(tmp_path)})
    try:
        terminal.wait_for(NUMBERS_ANYWAY.strip())
        terminal.settle()
        told = "\n".join(terminal.screen())
    finally:
        terminal.kill()
    assert told.strip().endswith(NUMBERS_ANYWAY.strip())
    assert len(told.strip().splitlines()) > 1


def test_without_a_terminal_it_is_named_too(tmp_path: Path) -> None:
    done = run(home=tmp_path / "home")
    assert done.returncode == PROBLEM
    assert NUMBERS_ANYWAY.strip() in done.stderr


def test_its_name_says_nothing_of_the_subject(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    line = next(line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("numbers"))
    assert not any(word in line for word in ("abuse", "violence", "suicide", "danger", "crisis"))
