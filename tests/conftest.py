"""What every test starts from: a scrubbed environment, no real data folder, no animation."""

from __future__ import annotations

import os

import pytest

for _name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_DEBUG", "COACH_HOME"):
    os.environ.pop(_name, None)
# Textual reads this when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that forgets to say where data lives must not find a person's own."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path_factory.mktemp("home")))
