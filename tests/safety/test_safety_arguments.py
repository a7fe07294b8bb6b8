"""Bars 30 and 32: no option takes anything private, and no switch from outside makes coach write it anywhere."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rich
import textual

from coach import cli
from coach.tui.run import DEBUG_SWITCHES

TAKEN = {
    ("", "--data-dir"): "folder",
    ("check", "path"): "folder",
    ("review", "skill"): "one of the skills",
    ("review", "file"): "file",
    ("review", "--context"): "file",
    ("review", "--variant"): "one of the skill's variants",
    ("export", "path"): "file",
    ("export", "--format"): "one of its choices",
    ("import", "path"): "file",
    ("numbers", "country"): "country",
    ("restore", "backup"): "number or day",
}
"""Whatever takes a value, and what kind of value: nobody's words, no name of a person, no passphrase."""
KINDS = {
    "folder",
    "file",
    "one of the skills",
    "one of the skill's variants",
    "one of its choices",
    "country",
    "number or day",
}
HARMLESS = {
    "TEXTUAL_ALLOW_SIGNALS": "ctrl+c then ends coach politely",
    "TEXTUAL_ANIMATIONS": "less motion",
    "TEXTUAL_COLOR_SYSTEM": "how many colours",
    "TEXTUAL_DIM_FACTOR": "how pale",
    "TEXTUAL_DISABLE_KITTY_KEY": "how keys arrive",
    "TEXTUAL_FILTERS": "colours",
    "TEXTUAL_FPS": "how often to draw",
    "TEXTUAL_MD": "a name inside a docstring",
    "TEXTUAL_SLOW_THRESHOLD": "when Textual's own log would complain",
    "TEXTUAL_SMOOTH_SCROLL": "how the wheel scrolls",
    "TEXTUAL_SPEEDUPS": "a faster copy of the same code",
    "TEXTUAL_THEME": "colours, where an app says none",
}
"""Textual's other switches: none of them writes what is on a screen to anywhere but the screen."""


def takers(parser: argparse.ArgumentParser, command: str = "") -> Iterator[tuple[str, str]]:
    """Every option and argument that takes a value, with its command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from takers(below, f"{command} {name}".strip())
        elif action.nargs != 0:
            yield command, (action.option_strings or [action.dest])[-1]


def test_no_option_of_any_command_takes_words_a_name_or_a_passphrase() -> None:
    assert set(takers(cli._parser())) <= set(TAKEN)
    assert set(TAKEN.values()) <= KINDS


def test_the_check_notices_an_option_that_takes_words() -> None:
    parser = cli._parser()
    parser.add_argument("--note")
    assert ("", "--note") in set(takers(parser)) - set(TAKEN)


@pytest.mark.parametrize(
    "wrong", [["review", "I felt scared."], ["I felt scared."], ["--name", "Kim"], ["progress", "x"]]
)
def test_words_in_the_place_of_a_command_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = cli.main(wrong)
    except SystemExit as left:
        status = int(str(left.code))
    assert status == cli.USED_WRONGLY
    assert capsys.readouterr().out == ""


# --- switches ------------------------------------------------------------------------------------------------------


def switches(*folders: Path) -> set[str]:
    """Names of environment variables of Textual's in the sources of these packages."""
    found: set[str] = set()
    for folder in folders:
        for path in folder.rglob("*.py"):
            found.update(re.findall(r"[\"'](TEXTUAL(?:_[A-Z_]*[A-Z])?)[\"']", path.read_text(encoding="utf-8")))
    return found


def test_every_switch_of_textuals_is_taken_away_or_known_to_be_harmless() -> None:
    """A new release may bring a new one; it is looked at here before it is let in."""
    found = switches(Path(textual.__path__[0]), Path(rich.__path__[0]))
    assert found - set(DEBUG_SWITCHES) - set(HARMLESS) == set()
    assert {"TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT"} <= found


def test_the_check_notices_a_new_switch(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('os.environ.get("TEXTUAL_RECORD")')
    assert switches(tmp_path) - set(DEBUG_SWITCHES) - set(HARMLESS)


CORES = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"


@pytest.mark.skipif(sys.platform == "win32", reason="no core dumps there")
@pytest.mark.parametrize("command", ["['progress']", "['check', '/none']", "['review', '--list']"])
def test_no_command_can_leave_a_core_dump(command: str, tmp_path: Path) -> None:
    code = f"import coach.cli; coach.cli.main({command}); {CORES}"
    raised = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, resource.RLIM_INFINITY)); "
    done = subprocess.run(
        [sys.executable, "-c", raised * _may_raise() + code],
        capture_output=True,
        text=True,
        env={**os.environ, "COACH_HOME": str(tmp_path)},
        check=True,
    )
    assert done.stdout.endswith("(0, 0)\n")


def _may_raise() -> bool:
    """Whether this system lets a program have core dumps at all."""
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[1] == resource.RLIM_INFINITY


@pytest.mark.parametrize("command", ["progress", "export", "import", "check", "review"])
def test_a_command_that_goes_wrong_says_one_calm_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whatever fails, wherever, and whatever the error says."""
    secret = "sentinel-30d1c7-private"

    def fail(*_: object, **__: object) -> None:
        raise ValueError(secret, {"words": secret})

    for place in ("coach.store.home.open_home", "coach.check.run_check", "coach.feedback.report.run_review"):
        monkeypatch.setattr(place, fail)
    (tmp_path / "f").write_text(secret)
    args = {"export": ["out"], "review": ["i-statement", str(tmp_path / "f")], "import": [str(tmp_path / "f")]}
    assert cli.main([command, *args.get(command, [])]) == cli.PROBLEM
    out, err = capfd.readouterr()
    assert (out, err) == ("", cli.traces.CRASHED)
