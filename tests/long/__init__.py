"""Long runs: what is tried over and over, a little in CI and at length before a release.

To add one, write a function of a count and a seed that tries something that often, raises AssertionError when it
does not hold, and returns a sentence that says what was tried; then name it in ``RUNS``. CI calls it once with ``ci``
(``test_long_counts.py``; 0 leaves it out), ``python -m tests.long`` with as many until it has done ``long``.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEED = 20261122
"""What CI's runs start from, so that a red one is red again."""


@dataclass(frozen=True)
class Run:
    """One thing to try: the bar it measures, the function as ``module:name``, and how often in CI and at length."""

    bar: int
    function: str
    ci: int
    long: int

    def __call__(self, count: int, seed: int) -> str:
        """Try it ``count`` times; the sentence that says what was tried. Raises AssertionError."""
        module, _, name = self.function.partition(":")
        return str(getattr(importlib.import_module(module), name)(count, seed))


RUNS: dict[str, Run] = {
    "kills": Run(1, "tests.long.kills:random_kills", 300, 1_000),
    "power-save": Run(3, "tests.long.power:save", 2_000, 10_000),
    "power-draft": Run(3, "tests.long.power:draft", 2_000, 10_000),
    "power-settings": Run(3, "tests.long.power:settings", 2_000, 10_000),
    "power-delete": Run(3, "tests.long.power:delete", 2_000, 10_000),
    "power-backup": Run(3, "tests.long.power:backup", 2_000, 10_000),
    "power-restore": Run(3, "tests.long.power:restore", 2_000, 10_000),
    "power-migration": Run(3, "tests.long.power:migration", 2_000, 10_000),
    "damage": Run(6, "tests.long.damage:damaged", 500, 2_000),
    "windows": Run(7, "tests.long.windows:rounds", 3, 20),
    "underneath": Run(8, "tests.long.damage:changed_underneath", 40, 200),
    "typing": Run(9, "tests.long.terminals:typing", 10, 200),
    "leaving": Run(10, "tests.long.terminals:leaving", 5, 50),
    "size": Run(15, "tests.long.size:twenty_thousand", 0, 50),
    "clock": Run(16, "tests.long.clocks:jumps", 40, 200),
    "text": Run(17, "tests.long.texts:fidelity", 1_000, 5_000),
    "crashes": Run(31, "tests.safety.planted:crashes", 50, 400),
    "scrollback": Run(33, "tests.safety.scrollback:ways_out", 3, 20),
    "network": Run(38, "tests.safety.journey:quietly", 1, 40),
    "loader": Run(51, "tests.safety.loader_fuzz:mutated", 1_000, 10_000),
}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a while, in memory where the system has such a place: what is tried here needs no real disk."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(dir=memory if usable else None, prefix="coach-") as folder:
        yield Path(folder)
