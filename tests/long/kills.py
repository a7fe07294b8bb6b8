"""kill -9 at a seeded moment of a save: every acknowledged word is there, and nothing is left lying about."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.long import scratch
from tests.long.saver import ROWS, text
from tests.store.store_homes import filled, reopened, temporary_files

LATEST = 0.05
"""Seconds after the child is ready, at most, until it is killed."""


class Killer:
    """Has a child save into a folder and kills it."""

    def __init__(self, *module: str) -> None:
        root = Path(__file__).parents[2]
        command = [sys.executable, "-m", *module]
        self._forker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)

    def kill(self, path: Path, after: float) -> int:
        """Kill a child that many seconds after it began to save; the highest number it said was saved, or 0."""
        assert self._forker.stdin is not None
        assert self._forker.stdout is not None
        self._forker.stdin.write(f"{path}\n")
        self._forker.stdin.flush()
        ready, _, pid = self._forker.stdout.readline().partition(" ")
        assert ready == "ready"
        time.sleep(after)
        os.kill(int(pid), signal.SIGKILL)
        saved = 0
        while (line := self._forker.stdout.readline().strip()) != "dead":
            saved = int(line.removeprefix("saved "))
        return saved

    def close(self) -> None:
        """No more children."""
        self._forker.communicate()


def check(path: Path, saved: int, rows: int) -> None:
    """The rows that were there, every fact that was said to be saved, and at most one more; the same of the draft."""
    found = reopened(path)
    assert found.texts[:rows] == tuple(map(text, range(1, rows + 1))), "a row that was there is gone"
    assert found.texts == tuple(map(text, range(1, len(found.texts) + 1))), "a fact is not as it was written"
    assert max(saved, rows) <= len(found.texts) <= max(saved, rows) + 1, "an acknowledged fact is gone"
    if saved:
        assert found.draft in (text(saved), text(saved + 1)), "the draft is older than what was saved after it"
    assert found.notices == (), "something was damaged"
    assert temporary_files(path) == [], "debris"


def random_kills(count: int, seed: int, module: tuple[str, ...] = ("tests.long.saver",)) -> str:
    """Kill that many children of ``python -m module``, each over a fresh copy of a home with 39 rows."""
    chance = random.Random(seed)
    killer = Killer(*module)
    acknowledged = 0
    with scratch() as folder:
        rows = [text(number) for number in range(1, ROWS + 1)]
        filled(folder / "made", *rows)
        try:
            for _ in range(count):
                path = shutil.copytree(folder / "made", folder / "home")
                saved = killer.kill(path, chance.uniform(0, LATEST))
                acknowledged += max(0, saved - ROWS)
                check(path, saved, ROWS)
                shutil.rmtree(path)
        finally:
            killer.close()
    assert acknowledged > count / 4, "hardly anything was saved before the kills"
    return f"{count} kills, {acknowledged} acknowledged saves, none lost"
