"""What every test starts from: a scrubbed environment, no real data folder, no animation."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from hypothesis import settings

for _name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_DEBUG", "COACH_HOME"):
    os.environ.pop(_name, None)
# A busy machine must not fail a test about words.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
# Textual reads this when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that forgets to say where data lives must not find a person's own."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def _hooks_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command run inside a test hushes the interpreter (see ``coach.traces``); the next test is to be heard."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
