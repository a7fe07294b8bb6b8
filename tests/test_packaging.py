"""The wheel: it carries the course, and the course inside it passes its own check."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coach.resources import lessons_dir

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_lesson_file_and_none_twice(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    lessons = {name.removeprefix("coach/_lessons/") for name in names if name.startswith("coach/_lessons/")}
    here = {path.relative_to(ROOT / "lessons").as_posix() for path in (ROOT / "lessons").rglob("*") if path.is_file()}
    assert lessons == here
    assert len(names) == len(set(names))


def test_an_installed_wheel_passes_its_own_check_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    environ = {**os.environ, "PYTHONPATH": str(place)}
    where = "import coach.resources as r; print(r.lessons_dir())"
    told = subprocess.run(
        [sys.executable, "-c", where], capture_output=True, text=True, cwd=tmp_path, env=environ, check=True
    )
    assert Path(told.stdout.strip()) == place / "coach" / "_lessons"
    done = subprocess.run(
        [sys.executable, "-m", "coach", "check"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environ,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_checkout_reads_its_own_lessons_never_an_installed_copy() -> None:
    assert lessons_dir() == ROOT / "lessons"
