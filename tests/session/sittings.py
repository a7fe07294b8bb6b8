"""A sitting over a real data folder, a clock that only moves when told, and ids that repeat from run to run."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.session.visit import Visit
from coach.store.base import Home, Settings
from coach.store.home import open_home


class Clock:
    """Half past eight on a Sunday evening, until it is moved on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**by)


class Sittings:
    """Opens one sitting after another over the same folder, as a learner who closes and opens coach."""

    def __init__(self, folder: Path, lessons: Path) -> None:
        self.folder = folder
        self.lessons = lessons
        self.clock = Clock()
        self._bytes = itertools.count(1)
        self._home: Home | None = None

    def token(self, size: int) -> bytes:
        """Bytes that were never given before."""
        return next(self._bytes).to_bytes(size, "big")

    def open(self) -> Visit:
        """Close what is open and begin a new sitting over the same bytes."""
        self.close()
        self._home = open_home(self.folder, clock=self.clock)
        return Visit(self._home, self.lessons, clock=self.clock, token=self.token, kept_in=str(self.folder))

    def welcomed(self, **settings: object) -> Visit:
        """A sitting of a learner who has answered the start pages."""
        self.close()
        self._home = open_home(self.folder, clock=self.clock)
        told = {"welcomed": True, "name": "Sam", "others": "nobody", **settings}
        self._home.save_settings(Settings(**told)).result()  # type: ignore[arg-type]
        return self.open()

    def close(self) -> None:
        """End the sitting."""
        if self._home is not None:
            self._home.close()
            self._home = None
