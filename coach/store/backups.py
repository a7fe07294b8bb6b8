"""Earlier versions of the files: a numbered folder each time, holding only what has changed since the one before."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coach.store.files import (
    DamagedError,
    Header,
    Token,
    make_folder,
    move_file,
    names,
    peek,
    read_file,
    remove_file,
    remove_folder,
    sweep,
    unseal,
    write_file,
)

RECENT = 10
"""Newest backups kept."""

DAYS = 7
"""Newest days of which the last backup is kept."""

_FOLDER = re.compile(r"(\d{6,})-(\d{4}-\d\d-\d\d)")
_OLD = re.compile(r"schema-(\d+)")


@dataclass(frozen=True)
class _Backup:
    """One folder: a number that only grows, so that a clock set back cannot mix them up, and the day."""

    number: int
    day: str
    path: Path


class Backups:
    """The folder of backups. A file as of one backup is the newest version in that folder or an earlier one.

    A backup that is no longer kept hands its files to the next newer one, where that has none of its own; so every
    file keeps a version however old it is, at the price of one copy for each change. Inside a folder names are flat:
    ``spaces/me/state.json`` is ``me.state.json``. All but ``versions`` belongs to the writer thread.
    """

    def __init__(self, folder: Path, token: Token) -> None:
        self.folder = folder
        self._token = token

    def make(self, root: Path, files: Iterable[str], along: Iterable[str], today: str) -> None:
        """Back up the ``files`` below ``root`` that changed since their last backup; if any did, ``along`` as well.

        Each copy is read back and checked. Damaged files are passed over. Raises OSError.
        """
        target = self._back_up(root, files, today, None)
        if target is not None:
            self._back_up(root, along, today, target)
            self._rotate()

    def _back_up(self, root: Path, files: Iterable[str], today: str, target: Path | None) -> Path | None:
        """Copy what changed into ``target``, making it where there is none; the folder, if there is one."""
        kept = self._kept()
        for name in files:
            newest = next((backup.path for backup in reversed(kept) if _has(backup.path, name)), None)
            live = _peek(root / name)
            if live is None or (newest is not None and _peek(newest / _flat(name)) == live):
                continue
            data = read_file(root / name)
            try:
                unseal(data)
            except DamagedError:
                continue
            if target is None:
                target = self.folder / f"{kept[-1].number + 1 if kept else 1:06d}-{today}"
                make_folder(target)
            self._copy(data, target / _flat(name))
        return target

    def backed_up(self, prefix: str) -> set[str]:
        """The names, without ``prefix``, of the files below it that have a backup."""
        flat = _flat(prefix)
        return {
            name.removeprefix(flat) for backup in self._kept() for name in names(backup.path) if name.startswith(flat)
        }

    def versions(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The day and the bytes of each version of a file, newest first, without those that cannot be read."""
        try:
            kept = [(backup.day, backup.path) for backup in reversed(self._kept())] + self._old()
        except OSError:
            return
        for day, folder in kept:
            try:
                yield day, read_file(folder / _flat(name))
            except OSError:
                continue

    def keep_old(self, name: str, path: Path, schema: int) -> None:
        """Keep a file of an older schema for good, once, before it is first written in a newer one."""
        folder = self.folder / f"schema-{schema}"
        if not _has(folder, name):
            make_folder(folder)
            self._copy(read_file(path), folder / _flat(name))

    def copies(self, prefix: str) -> Iterator[Path]:
        """Every copy of every file below ``prefix``."""
        for folder in [backup.path for backup in self._kept()] + [path for _, path in self._old()]:
            for name in names(folder):
                if name.startswith(_flat(prefix)):
                    yield folder / name

    def sweep(self) -> None:
        """Remove what a crash left half done."""
        for name in names(self.folder):
            sweep(self.folder / name)

    def _kept(self) -> list[_Backup]:
        found = ((name, _FOLDER.fullmatch(name)) for name in names(self.folder))
        return sorted(
            (_Backup(int(match[1]), match[2], self.folder / name) for name, match in found if match),
            key=lambda backup: backup.number,
        )

    def _old(self) -> list[tuple[str, Path]]:
        return [("an older coach", self.folder / name) for name in names(self.folder) if _OLD.fullmatch(name)]

    def _copy(self, data: bytes, copy: Path) -> None:
        write_file(copy, data, self._token)
        if read_file(copy) != data:
            remove_file(copy)
            raise OSError(errno.EIO, "a backup did not read back")

    def _rotate(self) -> None:
        kept = self._kept()
        last_of_day = {backup.day: backup.number for backup in kept}
        newest_days = sorted(last_of_day.values())[-DAYS:]
        numbers = {backup.number for backup in kept[-RECENT:]} | set(newest_days)
        for backup, newer in pairwise(kept):
            if backup.number in numbers:
                continue
            theirs = set(names(newer.path))
            for name in names(backup.path):
                if name in theirs:
                    remove_file(backup.path / name)
                else:
                    move_file(backup.path / name, newer.path)
            remove_folder(backup.path)


def _flat(name: str) -> str:
    return name.removeprefix("spaces/").replace("/", ".")


def _has(folder: Path, name: str) -> bool:
    return _flat(name) in names(folder)


def _peek(path: Path) -> Header | None:
    try:
        return peek(path)
    except DamagedError:
        return None
