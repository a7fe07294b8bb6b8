"""``python -m tests.long [NAME ...] [--folder DIR] [--seed N] [--again]``: the long counts, to be gone on with later.

What is done is noted after each part in DIR/long-runs.json (the temp folder), so a run that was stopped goes on where
it stopped; ``--again`` begins anew. Ends with 1 when something did not hold; its seed is printed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.long import RUNS


def main() -> int:
    """Go through the runs."""
    parser = argparse.ArgumentParser(prog="python -m tests.long")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(RUNS))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where to note what is done")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="where to begin")
    parser.add_argument("--again", action="store_true", help="forget what was done before")
    args = parser.parse_args()
    unknown = [name for name in args.names if name not in RUNS]
    if unknown:
        parser.error(f"there is no run called {unknown[0]}; there are {', '.join(RUNS)}")
    notes = args.folder / "long-runs.json"
    if args.again:
        notes.unlink(missing_ok=True)
    results = [_run(name, args.seed, notes) for name in args.names or RUNS]
    return 0 if all(results) else 1


def _run(name: str, seed: int, notes: Path) -> bool:
    """Go on with one run until it has its count, a part at a time; whether it held."""
    run = RUNS[name]
    while (done := _noted(notes).get(name, 0)) < run.long:
        count = min(run.ci or run.long, run.long - done)
        begun = time.monotonic()
        print(f"bar {run.bar} {name}: {done} of {run.long}, {count} more from seed {seed + done}", flush=True)
        try:
            told = run(count, seed + done)
        except Exception:
            traceback.print_exc()
            print(f"bar {run.bar} {name}: DOES NOT HOLD, seed {seed + done}, count {count}", flush=True)
            return False
        print(f"bar {run.bar} {name}: {told} ({time.monotonic() - begun:.0f} s)", flush=True)
        _note(notes, name, done + count)
    print(f"bar {run.bar} {name}: holds, {run.long} of {run.long}", flush=True)
    return True


def _noted(notes: Path) -> dict[str, int]:
    return dict(json.loads(notes.read_text(encoding="utf-8"))) if notes.exists() else {}


def _note(notes: Path, name: str, done: int) -> None:
    notes.write_text(json.dumps({**_noted(notes), name: done}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
