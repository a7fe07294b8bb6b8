"""``python -m tests.benchmarks [name ...]``: measure, print, and end with 1 if a bar is missed."""

from __future__ import annotations

import importlib
import sys

NAMES = ("start", "keys", "idle", "saving", "feedback")


def main() -> int:
    """Measure what is named, or all of it."""
    figures = []
    for name in sys.argv[1:] or NAMES:
        for figure in importlib.import_module(f"tests.benchmarks.{name}").measure():
            print(figure, flush=True)
            figures.append(figure)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
