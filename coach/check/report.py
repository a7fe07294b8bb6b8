"""What the command prints: faults first, then one line a home, then how it stands."""

from __future__ import annotations

from coach.check.coverage import Home
from coach.check.faults import Fault


def report(faults: tuple[Fault, ...], coverage: tuple[Home, ...]) -> str:
    """The whole report as text, ending with a newline."""
    lines = [str(fault) for fault in faults]
    if lines and coverage:
        lines.append("")
    lines += [_line(home) for home in coverage]
    if coverage:
        lines.append("")
    lines.append(_closing(faults))
    return "\n".join(lines) + "\n"


def _line(home: Home) -> str:
    total = len(home.covered) + len(home.open)
    told = f"{home.home:<3} {home.lesson:<24} {len(home.covered):>3} of {total:<3} ideas covered"
    if home.extra:
        told += f", and {len(home.extra)} optional"
    if not home.written:
        return told + ", lesson not written yet"
    return told + (f", open: {' '.join(home.open)}" if home.open else "")


def _closing(faults: tuple[Fault, ...]) -> str:
    if not faults:
        return "No faults: everything here can be given to a learner."
    files = len({fault.file for fault in faults})
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return f"{count} in {'1 file' if files == 1 else f'{files} files'}. Nothing was changed."
