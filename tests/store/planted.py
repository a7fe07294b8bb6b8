"""Faults to plant in a process: ``python -m tests.store.planted FAULT MODULE [ARGUMENT ...]`` runs one with it."""

from __future__ import annotations

import importlib
import os
import sys

from filelock import FileLock

from coach.store import files, home, shelf, writer


def stock_write(path, data, token):
    """How TinyDB's own storage writes: over the live file, fsync, and only then cut it to length."""
    os_ = files.os
    descriptor = os_.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for at in range(0, len(data), 4096):
            os_.write(descriptor, data[at : at + 4096])
        os_.fsync(descriptor)
        os_.ftruncate(descriptor, len(data))
    finally:
        os_.close(descriptor)


def write_in_place() -> None:
    shelf.write_file = stock_write


def no_lock() -> None:
    home.take_lock = lambda shelf: FileLock(shelf.root / ".lock")


def drafts_once_in_a_while() -> None:
    writer.PAUSE = 1000.0
    import coach.store.tinydb_store

    coach.store.tinydb_store.PAUSE = 1000.0


def deaf() -> None:
    """Signals do what they do to a program that minds none, and nobody gives the terminal back."""
    from coach.tui import run
    from coach.tui.guard import Guard

    Guard.begin = lambda self: None
    run._told_to_leave = lambda app, sitting: os._exit(1)


def main() -> None:
    """Plant, and run."""
    fault, module = sys.argv[1:3]
    del sys.argv[:2]
    globals()[fault]()
    importlib.import_module(module).main()


if __name__ == "__main__":
    main()
