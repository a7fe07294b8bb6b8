"""What the tests of the store share: a clock, facts, a disk to listen to and to kill, and what a home holds."""

import os
import shutil
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.progress.model import Draft, Entry, Fact, Progress
from coach.progress.transitions import apply
from coach.store import files
from coach.store.base import Settings
from coach.store.home import HomeFolder, open_home
from coach.store.migrations import NOW, Format
from coach.store.tinydb_store import TinyStore

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


def fact(store: TinyStore, progress: Progress, text: str = "words", at: datetime = NOON, id_: str = "") -> Fact:
    """The next fact of this store."""
    seq = progress.seen.get(store.origin, 0) + 1
    return Fact(
        id=id_ or f"{seq:08x}{store.origin[:24]}",
        origin=store.origin,
        seq=seq,
        at=at.isoformat(),
        author="me",
        space="me",
        body=Entry(text=text, lesson="listening", step=f"s{seq}"),
    )


def say(store: TinyStore, *texts: str, at: datetime = NOON) -> Progress:
    """Save each text as a fact, waiting for every one; returns the progress."""
    progress = store.load()
    for text in texts:
        new = fact(store, progress, text, at)
        progress = apply(progress, new)
        store.append([new], progress).result(20)
    return progress


@dataclass(frozen=True)
class Contents:
    """What a learner would find."""

    texts: tuple[str, ...]
    draft: str | None
    name: str
    notices: tuple[str, ...]


def contents(home: HomeFolder) -> Contents:
    """What a learner finds in a home just opened; checks that progress has seen every fact."""
    store = home.space("me")
    progress = store.load()
    folded = Progress()
    for one in store.facts():
        folded = apply(folded, one)
    assert all(progress.steps[key] == record for key, record in folded.steps.items())
    assert all(progress.seen[origin] >= seq for origin, seq in folded.seen.items())
    draft = store.draft("field")
    assert store.flush(20)
    found = store.facts()
    return Contents(
        tuple(one.body.text for one in found),
        draft.text if draft else None,
        home.settings().name,
        store.notices,
    )


def reopened(path: Path, clock: Clock | None = None) -> Contents:
    """The contents of a home opened anew and closed again."""
    home = open_home(path, clock=clock or Clock())
    try:
        return contents(home)
    finally:
        home.close()


def filled(path: Path, *texts: str, draft: str = "", name: str = "", versions: Format = NOW) -> None:
    """A home with these texts saved."""
    home = open_home(path, clock=Clock(), versions=versions)
    store = home.space("me")
    say(store, *texts)
    if draft:
        store.save_draft(Draft(key="field", text=draft)).result(20)
    if name:
        home.save_settings(Settings(name=name)).result(20)
    home.close()


def temporary_files(path: Path) -> list[Path]:
    """What should never be left behind."""
    return [found for found in path.rglob("*") if found.name.endswith(".tmp")]


def anywhere(path: Path, needle: str) -> list[Path]:
    """The files below ``path`` that hold ``needle``."""
    return [found for found in path.rglob("*") if found.is_file() and needle.encode() in found.read_bytes()]


class Killed(BaseException):
    """The process is dead: nothing after this reaches the disk."""


@dataclass
class Disk:
    """Stands in for ``os`` in coach.store.files: notes every call, and breaks one of them.

    ``at`` is the call to break, from 1; it dies there (``error`` None), with half of a write done, or raises that
    error once. ``short`` makes every write take a few bytes only.
    """

    at: int = 0
    error: int | None = None
    short: bool = False
    calls: list[tuple[str, str]] = field(default_factory=list)
    modes: list[tuple[str, int]] = field(default_factory=list)
    reads: list[tuple[str, int]] = field(default_factory=list)
    failed_fsyncs: list[str] = field(default_factory=list)
    dead: bool = False
    listening: bool = True
    _paths: dict[int, str] = field(default_factory=dict)

    def install(self, monkeypatch) -> "Disk":
        monkeypatch.setattr(files, "os", self)
        return self

    def __getattr__(self, name):
        real = getattr(os, name)
        if not callable(real):
            return real

        def call(*args, **kwargs):
            return self._call(name, real, args, kwargs)

        return call

    def _call(self, name, real, args, kwargs):
        where = self._paths.get(args[0], "") if isinstance(args[0], int) else str(args[0])
        if self.dead:
            if name == "close":
                real(*args)
            raise Killed
        if not self.listening:
            return self._done(name, real, args, kwargs, where)
        self.calls.append((name, where))
        if name == "fsync" and where in self.failed_fsyncs and not Path(where).is_dir():
            raise AssertionError("a failed fsync was tried again")
        if len(self.calls) == self.at:
            if self.error is None:
                self.dead = True
                if name == "write":
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                if name == "close":
                    real(*args)
                raise Killed
            if name == "fsync":
                self.failed_fsyncs.append(where)
            if name == "close":
                real(*args)
            raise OSError(self.error, os.strerror(self.error), where)
        return self._done(name, real, args, kwargs, where)

    def _done(self, name, real, args, kwargs, where):
        if name == "write" and self.short:
            args = (args[0], bytes(args[1])[:7])
        result = real(*args, **kwargs)
        if name == "open":
            self._paths[result] = where
            if args[1] & os.O_CREAT:
                self.modes.append((where, stat.S_IMODE(os.fstat(result).st_mode)))
        if name == "mkdir":
            self.modes.append((where, stat.S_IMODE(Path(where).stat().st_mode)))
        if name == "read":
            self.reads.append((where, len(result)))
        return result


def more_backups(path: Path) -> None:
    """As many backups as are kept, by hand: the next one makes the oldest go."""
    for day in range(1, 11):
        target = path / "backups" / f"{day:06d}-2026-10-{day:02d}"
        target.mkdir(parents=True, mode=0o700, exist_ok=True)
        shutil.copy(path / "spaces/me/state.json", target / "me.state.json")
        if day == 1:
            shutil.copy(path / "settings.json", target / "settings.json")
