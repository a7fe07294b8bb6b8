"""The n-th save of a month in year ten against the n-th of the first month, progress included."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.progress.model import Attempt, Fact, Progress
from coach.progress.transitions import apply
from coach.store.base import Store
from coach.store.home import open_home
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.work import busy_progress

SAVES, MONTHS, ROUNDS = 300, 119, 3
WINDOWS = {1: range(0, 4), 150: range(140, 160), 300: range(280, 300)}
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


class Diary:
    """A store, its progress and the time it is in."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.folder = folder
        self.open()
        self.progress: Progress = busy_progress(self.store.load())

    def open(self) -> None:
        """Begin a sitting: nobody keeps coach open from one month to the next."""
        self.home = open_home(self.folder, clock=lambda: self.now)
        self.store: Store = self.home.space("me")
        self.store.load()

    def fact(self) -> Fact:
        """The next fact, about as long as a real try."""
        seq = self.progress.seen.get(self.store.origin, 0) + 1
        body = Attempt(
            lesson="speak",
            step="the-unread-message",
            digest="0" * 12,
            question="Jo worked all night. Tell Jo what it was like for you.",
            skill="i-statement",
            text=f"When it got to three and I had heard nothing, I was scared. {seq}",
            support="none",
            criteria={f"IST.{name}": "met" for name in "FONRBS"},
        )
        fact = Fact(
            id=f"{seq:032x}",
            origin=self.store.origin,
            seq=seq,
            at=self.now.isoformat(),
            author="me",
            space="me",
            body=body,
        )
        self.progress = apply(self.progress, fact)
        return fact

    def save(self) -> float:
        """One save, in milliseconds."""
        from time import perf_counter

        fact = self.fact()
        begun = perf_counter()
        self.store.append([fact], self.progress).result()
        return (perf_counter() - begun) * 1000

    def next_month(self) -> None:
        """On to the first of the month after, and a new sitting."""
        self.home.close()
        self.now = (self.now.replace(day=1) + timedelta(days=32)).replace(day=1)
        self.open()


def measure() -> list[Figure]:
    """Three figures: the first save of a month, those about the 150th, those before the 300th."""
    times: dict[int, tuple[list[float], list[float]]] = {n: ([], []) for n in WINDOWS}
    with tempfile.TemporaryDirectory() as folder:
        old = Diary(Path(folder, "old"))
        for _ in range(MONTHS):
            old.store.append([old.fact() for _ in range(SAVES)], old.progress).result()
            old.next_month()
        for number in range(ROUNDS):
            new = Diary(Path(folder, f"new-{number}"))
            for n in range(SAVES):
                ours, theirs = old.save(), new.save()
                for name, window in WINDOWS.items():
                    if n in window:
                        times[name][0].append(ours)
                        times[name][1].append(theirs)
            new.home.close()
            old.next_month()
        old.home.close()
    return [
        figure(f"save {name} of a month, year ten / first month", ours, theirs, 1.3, "ms")
        for name, (ours, theirs) in times.items()
    ]
