"""Two and four windows over one folder: one saves, the others say so, and a killed one frees the folder."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from coach.errors import StoreError
from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store.home import open_home
from tests.long import scratch
from tests.store.store_homes import NOON, Clock, fact, filled, reopened, temporary_files

SAVES = 500
FREE_WITHIN = 1.0
"""Seconds."""
SECOND_WINDOW = "Another window has coach open"


def window(path: Path, saves: int) -> None:
    """One window: tells whether it may only read, waits to be told to begin, tries to save, tells what was saved."""
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    print("reads" if store.read_only else "writes", any(SECOND_WINDOW in told for told in store.notices), flush=True)
    sys.stdin.readline()
    saved = refused = 0
    for number in range(saves):
        new = fact(store, progress, f"{os.getpid()} {number}", NOON)
        try:
            store.append([new], apply(progress, new)).result(20)
        except StoreError as told:
            refused += SECOND_WINDOW in told.message
        else:
            progress = apply(progress, new)
            saved += 1
        store.save_draft(Draft(key=f"field {os.getpid()}", text=str(number)))
    print(os.getpid(), saved, refused, flush=True)
    sys.stdin.readline()
    home.close()


def _windows(path: Path, count: int, module: tuple[str, ...]) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-m", *module, str(path), str(SAVES)]
    root = Path(__file__).parents[2]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
        for _ in range(count)
    ]
    told = sorted(_line(one) for one in started)
    if told != ["reads True"] * (count - 1) + ["writes False"]:
        _end(started)
        raise AssertionError(f"not one window writes and tells the others: {told}")
    return started


def _end(started: list[subprocess.Popen[str]]) -> None:
    for one in started:
        one.kill()
        one.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def _all_at_once(path: Path, count: int, module: tuple[str, ...]) -> int:
    """Have all save at once, then kill the one that holds the folder: another has it within a second."""
    started = _windows(path, count, module)
    try:
        for one in started:
            _tell(one)
        told = [tuple(map(int, _line(one).split())) for one in started]
        assert sorted(numbers for _, *numbers in told) == [[0, SAVES]] * (count - 1) + [[SAVES, 0]], told
        holder = next(pid for pid, saved, _ in told if saved)
        os.kill(holder, signal.SIGKILL)
        begun = time.monotonic()
        while True:
            home = open_home(path, clock=Clock())
            free = not home.space("me").read_only
            home.close()
            if free:
                break
            assert time.monotonic() - begun < FREE_WITHIN, "a killed window holds the folder"
    finally:
        _end(started)
    return holder


def rounds(count: int, seed: int, module: tuple[str, ...] = ("tests.long.windows",)) -> str:
    """That many rounds of two windows and of four, each a ``python -m module``, in an order of the seed's."""
    chance = random.Random(seed)
    sizes = [2, 4] * count
    chance.shuffle(sizes)
    for size in sizes:
        with scratch() as folder:
            path = folder / "home"
            filled(path, "first")
            holder = _all_at_once(path, size, module)
            found = reopened(path)
            assert found.texts == ("first", *(f"{holder} {number}" for number in range(SAVES)))
            assert found.notices == ()
            assert temporary_files(path) == []
    return f"{count} rounds of 2 and of 4 windows, {SAVES} saves tried in each window"


def main() -> None:
    """One window, as the command line says."""
    window(Path(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
