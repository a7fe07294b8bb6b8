"""Sittings over a data folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.resources import lessons_dir
from tests.session.sittings import Sittings


@pytest.fixture
def sittings(tmp_path: Path) -> Iterator[Sittings]:
    made = Sittings(tmp_path / "home", lessons_dir())
    yield made
    made.close()


@pytest.fixture
def make_sittings(tmp_path: Path) -> Iterator[Callable[[Path], Sittings]]:
    made: list[Sittings] = []

    def make(lessons: Path) -> Sittings:
        made.append(Sittings(tmp_path / f"home-{len(made)}", lessons))
        return made[-1]

    yield make
    for one in made:
        one.close()
