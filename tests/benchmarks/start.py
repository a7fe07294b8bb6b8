"""Start to the first usable screen and the memory it takes, against an empty app; and with 200 lessons against 8."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.resources import lessons_dir
from tests.benchmarks.figures import Figure, figure
from tests.terminal import PYTHON, Terminal, environ

RUNS = 15
CHILD = (PYTHON, "-m", "tests.benchmarks.children")
READY, EMPTY_READY = "Begin", "Ready"


def measure() -> list[Figure]:
    """Three figures: start, memory, 200 lessons."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        eight, many = lessons_dir(), _many(root / "many", 200)
        with _welcomed(root / "a") as home, _welcomed(root / "b") as other:
            ours, theirs, ours_kb, theirs_kb = [], [], [], []
            with_eight, with_many = [], []
            for _ in range(RUNS):
                seconds, kb = _once((*CHILD, "empty"), EMPTY_READY, home)
                theirs.append(seconds * 1000)
                theirs_kb.append(kb / 1024)
                seconds, kb = _once((*CHILD, "coach", str(home), str(eight)), READY, home)
                ours.append(seconds * 1000)
                ours_kb.append(kb / 1024)
                with_eight.append(seconds * 1000)
                seconds, _ = _once((*CHILD, "coach", str(other), str(many)), READY, other)
                with_many.append(seconds * 1000)
    return [
        figure("start to Home / an empty app", ours, theirs, 1.25, "ms"),
        figure("memory at Home / an empty app", ours_kb, theirs_kb, 1.3, "MB"),
        figure("start with 200 lessons / with 8", with_many, with_eight, 1.1, "ms"),
    ]


def _once(command: tuple[str, ...], ready: str, home: Path) -> tuple[float, int]:
    terminal = Terminal(command, environ(home))
    try:
        seconds = terminal.wait_for(ready)
        terminal.settle()
        return seconds, terminal.memory()
    finally:
        terminal.kill()


@contextmanager
def _welcomed(home: Path) -> Iterator[Path]:
    """A data folder whose learner has answered the start pages."""
    from coach.session.visit import local_now
    from coach.store.base import Settings
    from coach.store.home import open_home

    opened = open_home(home, clock=local_now)
    opened.save_settings(Settings(welcomed=True, name="Sam", others="nobody")).result()
    opened.close()
    yield home


def _many(folder: Path, number: int) -> Path:
    """The course that ships, its contents page grown to ``number`` lessons."""
    shutil.copytree(lessons_dir(), folder)
    page = (folder / "course.yaml").read_text(encoding="utf-8").rstrip() + "\n"
    have = page.count("  - id: ")
    steps = "".join(f"      step-{n}: A step with a title of ordinary length {n}\n" for n in range(24))
    for n in range(have, number):
        head = f'  - id: lesson-{n}\n    label: "{n}"\n    title: Lesson number {n}\n    minutes: 30\n'
        page += f"{head}    steps: |\n{steps}"
    (folder / "course.yaml").write_text(page, encoding="utf-8")
    return folder
