"""The data folder: its lock, its settings, its spaces, its backups."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from coach.errors import StoreError
from coach.progress.transitions import apply as apply_fact
from coach.store.base import Settings
from coach.store.codec import IDENTITY, Codec, to_bytes
from coach.store.files import Token, cannot_save, make_folder, names, reading, reason, sweep
from coach.store.migrations import NOW, Format
from coach.store.restoring import done, finish
from coach.store.shelf import Sheet, Shelf
from coach.store.tinydb_store import Apply, TinyStore
from coach.store.writer import Writer

CLOSING = 2.0
"""Seconds that closing waits for the queue."""

_SPACE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


class SettingsFile(Struct, frozen=True, kw_only=True):
    """What settings.json holds: this copy's id, made once, and the settings."""

    origin: str
    settings: Settings = Settings()


def open_home(
    path: Path,
    *,
    clock: Callable[[], datetime],
    token: Token = os.urandom,
    codec: Codec = IDENTITY,
    apply: Apply = apply_fact,
    versions: Format = NOW,
) -> HomeFolder:
    """Open the data folder at ``path``, making it where missing.

    ``clock`` gives the learner's local time. A folder that another copy of coach has open, or that cannot be locked,
    opens read-only. Raises StoreError when there can be no folder, or its lock is not a plain file.
    """
    shelf = Shelf(path, clock=clock, token=token, codec=codec, versions=versions)
    try:
        make_folder(path)
    except OSError as error:
        trouble: StoreError | None = _no_folder(error, path)
    else:
        trouble = None
    if trouble is not None:
        raise trouble
    return HomeFolder(shelf, take_lock(shelf), apply)


class HomeFolder:
    """A Home on disk; ``open_home`` makes one. One writer thread serves all of it."""

    def __init__(self, shelf: Shelf, lock: FileLock | None, apply: Apply) -> None:
        self._shelf = shelf
        self._lock = lock
        self._apply = apply
        self._writer = Writer(self._explain)
        self._spaces: dict[str, TinyStore] = {}
        self._sheet = Sheet(shelf, "settings.json", "settings", SettingsFile)
        self._origin_saved = False
        self._backup_due = False
        self._backed_up_on = shelf.today()
        try:
            self._put_back = not shelf.refusal and _finished(shelf)
            self._file = self._read_settings()
        except BaseException:
            self._release()
            raise
        if not shelf.refusal:
            self._writer.submit(self._tidy)

    def settings(self) -> Settings:
        """The settings as last given or saved, or the defaults."""
        return self._file.settings

    def save_settings(self, settings: Settings) -> Future[None]:
        """Save settings, as durably as a fact."""
        if not self._shelf.refusal:
            self._file = SettingsFile(origin=self._file.origin, settings=settings)
        return self._writer.submit(self._write_settings)

    def space(self, name: str) -> TinyStore:
        """The store of that space, opened once; the name is lower-case letters, digits and hyphens."""
        if not _SPACE.fullmatch(name):
            raise StoreError(f"A space cannot be called {name!r}.")
        if name not in self._spaces:
            self._spaces[name] = TinyStore(
                self._shelf,
                self._writer,
                name=name,
                origin=self._file.origin,
                apply=self._apply,
                before_facts=self._keep_origin,
                after_facts=self._note_facts,
            )
        return self._spaces[name]

    def close(self) -> None:
        """Drain what is queued, 2 s at most, and free the lock; a lock still in use goes with the process."""
        if not self._shelf.refusal:
            self._writer.submit(self._back_up_facts)
        if self._writer.close(CLOSING):
            self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    # --- settings --------------------------------------------------------------------------------------------

    def _read_settings(self) -> SettingsFile:
        found = self._sheet.look()
        if found.damaged and not self._shelf.refusal:
            self._writer.submit(self._sheet.repair)
        elif not found.damaged:
            self._sheet.known = found.header
        if found.value is not None:
            self._origin_saved = True
            return found.value
        spaces = self._shelf.root / "spaces"
        with reading(spaces):
            known_here = any(names(spaces / space) for space in names(spaces))
        return SettingsFile(origin=self._shelf.token(16).hex(), settings=Settings(welcomed=known_here))

    def _write_settings(self) -> None:
        self._sheet.write(to_bytes(self._file))
        self._origin_saved = True

    def _keep_origin(self) -> None:
        """No fact is saved under an id that the next start would not know."""
        if not self._origin_saved:
            self._write_settings()

    # --- backups and order -----------------------------------------------------------------------------------

    def _tidy(self) -> None:
        root = self._shelf.root
        sweep(root)
        for space in names(root / "spaces"):
            for folder in ("", "facts", "drafts"):
                sweep(root / "spaces" / space / folder)
        self._shelf.backups.sweep()
        self._back_up()

    def _note_facts(self) -> None:
        self._backup_due = True
        if self._backed_up_on != self._shelf.today():
            self._backed_up_on = self._shelf.today()
            self._writer.submit(self._back_up)

    def _back_up_facts(self) -> None:
        if self._backup_due:
            self._back_up()

    def _back_up(self) -> None:
        """Back up what changed; a failure is said, and changes nothing for the saves."""
        shelf = self._shelf
        try:
            if self._put_back:
                shelf.backups.make_whole(shelf.root, shelf.today())
                done(shelf)
                self._put_back = False
            shelf.backups.make(shelf.root, *shelf.backups.worth(shelf.root), shelf.today())
            self._backup_due = False
        except OSError as error:
            why, remedy = reason(error, shelf.backups.folder)
            shelf.say(f"{why}, so no backup could be made; what you write is still saved. {remedy} when you can.")

    def _explain(self, error: Exception) -> StoreError:
        if isinstance(error, StoreError):
            return StoreError(error.message, error.path)
        if isinstance(error, OSError):
            return cannot_save(error, self._shelf.root)
        return StoreError(
            f"Something in coach went wrong ({type(error).__name__}), so this is not saved yet. "
            "Your words are still on the screen. Copy them, then start coach again.",
            self._shelf.root,
        )


def _finished(shelf: Shelf) -> bool:
    """Whether a restore was under way when coach last ended; it is finished then. Raises StoreError."""
    try:
        return finish(shelf)
    except OSError as error:
        why, remedy = reason(error, shelf.root)
    raise StoreError(
        f"{why}, so the backup you asked for could not be put in place to its end. Nothing is lost. {remedy}, then "
        "start coach again.",
        shelf.root,
    )


def take_lock(shelf: Shelf) -> FileLock | None:
    """The lock, held; or None, with the shelf told to write nothing."""
    lock = FileLock(shelf.root / ".lock", mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        shelf.refuse(
            "Another window has coach open, so nothing is saved from this one. Your words are still on the screen. "
            "Close the other window and start coach again.",
            "Another window has coach open. You can read here; to write, use that window or close it.",
        )
    except OSError as error:
        why, _ = reason(error, shelf.root)
        shelf.refuse(
            f"{why}, so nothing is saved there. Your words are still on the screen. Start coach with another folder.",
            f"{why}, so you can read here but not write. To write, start coach with another folder.",
        )
    else:
        return lock
    if os.path.islink(shelf.root / ".lock"):  # noqa: PTH114  (says no where Path raises: a folder closed to us)
        raise StoreError(
            f"The lock in {shelf.root} leads to another place, so coach did not open this folder. Nothing was "
            "changed. Remove the file .lock there, or start coach with another folder.",
            shelf.root,
        )
    return None


def _no_folder(error: OSError, path: Path) -> StoreError:
    why, _ = reason(error, path)
    return StoreError(f"{why}, so coach has no place for your words. Start it with another folder.", path)
