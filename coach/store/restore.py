"""Backups to choose from, each opened and checked, and putting one in place so that it can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from coach.errors import StoreError
from coach.progress.model import Progress
from coach.store.codec import IDENTITY, Codec, to_bytes
from coach.store.contents import Checked, check, kind_of
from coach.store.files import Token, keep_beside, names, read_file, reason
from coach.store.home import SettingsFile, take_lock
from coach.store.migrations import NOW, Format, Kind
from coach.store.months import Shard
from coach.store.restoring import done, finish, put_back
from coach.store.shelf import Shelf
from coach.store.tinydb_store import State


@dataclass(frozen=True)
class Choice:
    """One backup: its number, its day (ISO), what it holds, and the names of the files in it that are damaged.

    ``before`` is the day of the restore it was there before (ISO), empty for none.
    """

    number: int
    day: str
    entries: int
    months: int
    damaged: tuple[str, ...]
    before: str

    @property
    def good(self) -> bool:
        """Whether all of it could be opened and is as it was saved."""
        return not self.damaged


def shelf_at(
    path: Path,
    clock: Callable[[], datetime],
    token: Token = os.urandom,
    codec: Codec = IDENTITY,
    versions: Format = NOW,
) -> Shelf:
    """The shelf of a data folder that is there. Raises StoreError when it is not; nothing is made."""
    if not path.is_dir():
        raise StoreError(
            f"There is no data folder at {path}, so there is nothing to look at. coach makes it when you first start "
            "it; to look at another one, give --data-dir.",
            path,
        )
    return Shelf(path, clock=clock, token=token, codec=codec, versions=versions)


def choices(shelf: Shelf) -> list[Choice]:
    """Every backup, newest first, each file of it reopened and checked. Changes nothing."""
    checked: dict[Path, Checked] = {}
    found = []
    for backup in reversed(shelf.backups.kept()):
        view = shelf.backups.view(backup.number)
        for name, path in view.items():
            if path not in checked:
                checked[path] = check(shelf, _kind(name), path)
        held = {name: checked[path] for name, path in view.items()}
        found.append(
            Choice(
                number=backup.number,
                day=backup.day,
                entries=sum(one.entries for one in held.values()),
                months=sum(bool(one.entries) for one in held.values()),
                damaged=tuple(name for name, one in held.items() if not one.good),
                before=backup.before,
            )
        )
    return found


def chosen(found: list[Choice], wanted: str) -> Choice:
    """The backup of that number, or the newest good one of that day (YYYY-MM-DD). Raises StoreError."""
    if wanted.isdecimal():
        fitting = [choice for choice in found if choice.number == int(wanted)]
    else:
        fitting = [choice for choice in found if choice.day == wanted]
        fitting = [choice for choice in fitting if choice.good] or fitting
    if not fitting:
        raise StoreError(
            f"There is no backup called {wanted}. Nothing was changed. coach restore lists what there is, with "
            "numbers and days."
        )
    return fitting[0]


def last_before(found: list[Choice]) -> Choice:
    """What was there before the last restore. Raises StoreError when nothing was restored within 30 days."""
    before = next((choice for choice in found if choice.before), None)
    if before is None:
        raise StoreError(
            "No restore was made here in the last 30 days, so there is none to undo. Nothing was changed."
        )
    return before


def restore(shelf: Shelf, choice: Choice, *, exactly: bool = False) -> None:
    """Put a backup in place, for whoever holds the lock. Half-typed words stay as they are.

    What was there is first kept as a backup of its own, named so. ``exactly`` (an undo) also brings back this copy's
    id; otherwise it gets a new one, so that what is written from now on is never taken for what had been written
    after the backup. Raises StoreError, with nothing changed.
    """
    if choice.damaged:
        raise StoreError(
            f"Backup {choice.number} is damaged in {', '.join(choice.damaged)}, so it was not put in place. Nothing "
            "was changed. Choose another one."
        )
    try:
        before = shelf.backups.make_whole(shelf.root, shelf.today())
        versions = _versions(shelf, choice.number, exactly=exactly)
        _keep_damaged(shelf, versions)
        put_back(shelf, versions, before.number)
    except OSError as error:
        why, remedy = reason(error, shelf.root)
        trouble = StoreError(f"{why}, so no backup was put in place. Nothing was changed. {remedy}, then try again.")
        if _is_pending(shelf):
            trouble = StoreError(
                f"{why} in the middle of putting the backup in place. Nothing is lost: coach finishes it when it is "
                f"next started. {remedy} first."
            )
    else:
        _settle(shelf)
        return
    raise trouble


@contextmanager
def held(shelf: Shelf) -> Iterator[None]:
    """Hold the folder's lock, and finish what an interrupted restore left. Raises StoreError when it is in use."""
    lock = take_lock(shelf)
    if lock is None:
        raise StoreError(
            "Another window has coach open, or this folder cannot be written to. Nothing was changed. Close that "
            "window, or make the folder writable, then try again.",
            shelf.root,
        )
    try:
        with plainly(shelf.root, "Nothing is lost"):
            if finish(shelf):
                _settle(shelf)
        yield
    finally:
        lock.release()


@contextmanager
def plainly(place: Path, safe: str) -> Iterator[None]:
    """Have an OSError inside told as a StoreError; ``safe`` says what became of the data."""
    try:
        yield
    except OSError as error:
        why, remedy = reason(error, place)
        trouble = StoreError(f"{why}, so this could not be done now. {safe}. {remedy}, then try again.", place)
    else:
        return
    raise trouble


def _settle(shelf: Shelf) -> None:
    """Back up what is in place now; should that fail the next start does it."""
    try:
        shelf.backups.make_whole(shelf.root, shelf.today())
        done(shelf)
    except OSError as error:
        why, remedy = reason(error, shelf.backups.folder)
        shelf.say(f"{why}, so there is no backup of it yet; what was put in place is saved. {remedy} when you can.")


def _is_pending(shelf: Shelf) -> bool:
    return "restoring.json" in names(shelf.root)


def _versions(shelf: Shelf, number: int, *, exactly: bool) -> dict[str, bytes]:
    """The bytes to put in each place: the backup's; and nothing, sealed, where there is something it did not have."""
    view = shelf.backups.view(number)
    versions = {name: read_file(path) for name, path in view.items()}
    for name in (name for names_ in shelf.backups.worth(shelf.root, closed=True) for name in names_):
        if name in view or name == "settings.json":
            continue
        kind = _kind(name)
        nothing = to_bytes(Shard(facts={}) if kind == "facts" else State(progress=Progress()))
        versions[name] = shelf.pack(kind, nothing, 1)[1]
    if not exactly and "settings.json" in versions:
        header, payload = shelf.unpack("settings", versions["settings.json"])
        settings = msgspec.json.decode(payload, type=SettingsFile)
        anew = msgspec.structs.replace(settings, origin=shelf.token(16).hex())
        versions["settings.json"] = shelf.pack("settings", to_bytes(anew), header.generation + 1)[1]
    return versions


def _keep_damaged(shelf: Shelf, versions: dict[str, bytes]) -> None:
    """What is damaged now is in no backup, so it is kept beside, byte for byte; a newer coach's is left alone."""
    for name in versions:
        path = shelf.root / name
        if not path.is_file():
            continue
        condition = check(shelf, _kind(name), path).condition
        if condition == "newer":
            shelf.refuse_newer()
            shelf.check_writable()
        if condition == "damaged":
            keep_beside(path, f"damaged-{shelf.today()}", shelf.token)


def _kind(name: str) -> Kind:
    kind = kind_of(name)
    assert kind is not None, name
    return kind
