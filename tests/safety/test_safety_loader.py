"""Bar 51: the check that course files changed at random are taken or refused by name (its counts: tests.long)."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach import strictyaml
from tests.safety.loader_fuzz import fuzz


def test_changed_files_are_taken_or_refused_and_an_error_of_another_kind_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the search for odd bytes the decoder underneath speaks for itself."""
    assert fuzz(100, 51, tmp_path)["faults"] == []
    monkeypatch.setattr(strictyaml, "_decoded", lambda source, name: source.decode())
    assert fuzz(100, 51, tmp_path)["faults"]
