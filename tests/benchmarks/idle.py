"""What coach does while nobody does anything: seconds of processor a second, at Home, over words, in a scene."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, figure
from tests.terminal import Terminal, environ
from tests.test_kills import COMMAND, PLACES, WORDS, continued, prepared

SECONDS = 10.0
TICK = os.sysconf("SC_CLK_TCK")
AT = (("over half-written words", PLACES[1]), ("in a scene", PLACES[16]))


def measure() -> list[Figure]:
    """One figure a place; each has settled before, and what it draws is read, as a terminal would."""
    figures = []
    for name, place in AT:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, "home")
            prepared(home, place)
            terminal = continued(home, place)
            try:
                terminal.send(WORDS)
                figures.append(_idle(name, terminal))
            finally:
                terminal.kill()
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder, "home"), PLACES[1])
        terminal = Terminal(COMMAND, environ(Path(folder, "home")))
        try:
            terminal.wait_for("Continue")
            figures.append(_idle("at Home", terminal))
        finally:
            terminal.kill()
    return figures


def _idle(name: str, terminal: Terminal) -> Figure:
    terminal.settle(quiet=2.5)
    before, begun, drawn = _spent(terminal.pid), time.monotonic(), len(terminal.output)
    while time.monotonic() < begun + SECONDS:
        terminal.read(0.5)
    spent, passed = _spent(terminal.pid) - before, time.monotonic() - begun
    redrawn = len(terminal.output) - drawn
    return figure(f"processor while idle {name} ({redrawn} bytes drawn) / time", [spent], [passed], 0.01, "s")


def _spent(pid: int) -> float:
    """Seconds of processor the child has used, in itself and for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
