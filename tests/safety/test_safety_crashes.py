"""Bar 31: wherever something goes wrong, one calm sentence is said, no word of the learner's, and the draft is kept.

How many places fail is counted in ``tests.long``; here stands what those counts rest on.
"""

from __future__ import annotations

import pytest
from rich.console import Console
from textual.app import App

from coach import traces
from coach.tui.quiet import QuietApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.keys import KeysScreen
from coach.tui.screens.lesson import LessonScreen
from coach.tui.widgets.editor import Editor
from tests.safety.planted import SENTINEL, Shown, go_round, methods, wrong
from tests.tui.fakes import FakeSitting


def test_there_are_far_more_than_fifty_places() -> None:
    known = set(methods())
    assert len(known) > 200
    assert {(LessonScreen, "show_view"), (Editor, "on_blur"), (ActivityScreen, "_wrote")} <= known


def test_what_was_typed_before_is_kept() -> None:
    """The session has the words of an editor before whatever comes after them fails."""
    outcome = go_round("lesson", "reflection", (KeysScreen, "compose_page"), keys=(*"word", "f1"))
    assert outcome.failed
    assert (outcome.status, outcome.printed) == (1, traces.CRASHED)
    text, _, _ = outcome.written["speak/stayed"]
    assert "word" in text


@pytest.mark.parametrize("name", ["view", "write", "do", "scrolled"])
def test_an_error_of_the_session_says_the_same(name: str) -> None:
    kind = next(base for base in Shown.__mro__ if name in vars(base))
    outcome = go_round("lesson", "reflection", (kind, name), keys=(*"wo", "ctrl+j", "escape", "escape"))
    assert outcome.failed
    assert wrong(outcome) == ""


def test_an_error_while_the_last_words_are_written_does_not_promise_them() -> None:
    outcome = go_round("home", "home", (FakeSitting, "flush"), keys=())
    assert outcome.status == 1
    assert "may not be on disk" in outcome.printed


def test_the_check_notices_a_traceback_with_the_words_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app as Textual makes it prints a crash with every local variable."""
    plain = QuietApp.__init__

    def loud(app: QuietApp) -> None:
        plain(app)
        app.error_console = Console(stderr=True)

    monkeypatch.setattr(QuietApp, "__init__", loud)
    monkeypatch.setattr(QuietApp, "_fatal_error", App._fatal_error)
    outcome = go_round("lesson", "reflection", (LessonScreen, "show_view"), keys=())
    assert SENTINEL[:12] in outcome.printed
    assert wrong(outcome)
