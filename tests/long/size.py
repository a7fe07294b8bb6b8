"""Ten years of writing every day, and one page of a megabyte: how long a save, a start and a look take."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta

from coach.progress.transitions import apply
from coach.store import care
from coach.store.home import open_home
from tests.long import scratch
from tests.store.store_homes import NOON, Clock, fact

REFLECTIONS, MONTHS = 20_000, 120
SAVE, START = 0.3, 2.0
"""Seconds: a save (95 of 100), a start with everything read."""


def twenty_thousand(count: int, seed: int) -> str:
    """Save that often over a home of 20,000 reflections. Times depend on the machine, so CI leaves it out."""
    with scratch() as folder:
        path = folder / "home"
        home = open_home(path, clock=Clock())
        store = home.space("me")
        progress = store.load()
        for month in range(MONTHS):
            new = []
            for number in range(REFLECTIONS // MONTHS):
                at = NOON + timedelta(days=30.5 * month, minutes=number)
                new.append(fact(store, progress, f"{number} ".ljust(500, "x"), at))
                progress = apply(progress, new[-1])
            store.append(new, progress).result(60)
        huge = fact(store, progress, "y" * 1_000_000, NOON + timedelta(days=30.5 * MONTHS))
        progress = apply(progress, huge)
        store.append([huge], progress).result(60)
        times = []
        for number in range(count):
            begun = time.perf_counter()
            new_ = fact(store, progress, f"after {number}", NOON + timedelta(days=30.5 * MONTHS))
            progress = apply(progress, new_)
            store.append([new_], progress).result(60)
            times.append(time.perf_counter() - begun)
        home.close()
        begun = time.perf_counter()
        home = open_home(path, clock=Clock())
        home.space("me").load()
        started = time.perf_counter() - begun
        assert len(home.space("me").facts()) == REFLECTIONS // MONTHS * MONTHS + 1 + count
        read = time.perf_counter() - begun
        home.close()
        begun = time.perf_counter()
        assert care.doctor(path, Clock())[1]
        looked = time.perf_counter() - begun
    slow = statistics.quantiles(times, n=20)[-1]
    assert slow <= SAVE, f"95 of 100 saves take up to {slow * 1000:.0f} ms"
    assert read <= START, f"a start with everything read takes {read:.1f} s"
    return (
        f"{count} saves, 95 of 100 within {slow * 1000:.0f} ms; start {started * 1000:.0f} ms, "
        f"everything read {read * 1000:.0f} ms, doctor {looked * 1000:.0f} ms"
    )
