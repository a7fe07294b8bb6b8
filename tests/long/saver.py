"""A process that saves, to be killed: ``python -m tests.long.saver`` forks one for each line it reads.

A line names the data folder of the next child. The child says ``ready PID``, then ``saved N`` for each fact that was
acknowledged; when it is dead its parent says ``dead``. Forking spares the start of a Python for each kill.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store.home import open_home
from tests.store.store_homes import NOON, Clock, fact

SMALLEST, LARGEST = 200, 60_000
"""Characters of a text that is saved: they grow and shrink."""
ROWS = 39
"""Facts that are there before, as short as can be."""


def text(number: int) -> str:
    """The text of the fact or draft of that number: of a length of its own."""
    length = SMALLEST if number <= ROWS else SMALLEST + number * 7919 % (LARGEST - SMALLEST)
    return f"{number} ".ljust(length, "x")


def say(line: str) -> None:
    """A whole line at once, so that a kill cannot leave half of one."""
    os.write(1, f"{line}\n".encode())


def save(path: Path, most: int = 10**9) -> None:
    """Save facts, each after its draft, up to the fact of number ``most``."""
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    say(f"ready {os.getpid()}")
    while (number := progress.seen.get(store.origin, 0) + 1) <= most:
        new = fact(store, progress, text(number), NOON)
        progress = apply(progress, new)
        store.save_draft(Draft(key="field", text=text(number)))
        store.append([new], progress).result(20)
        say(f"saved {number}")
    home.close()


def main() -> None:
    """Fork a child for each line."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            save(Path(line.strip()))
            os._exit(0)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
