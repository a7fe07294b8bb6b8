"""Earlier versions of the files: a numbered folder each time, holding only what has changed since the one before."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from coach.progress.model import UNDOABLE
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
    rename_folder,
    sweep,
    unseal,
    write_file,
)

RECENT = 10
"""Newest backups kept."""

DAYS = 7
"""Newest days of which the last backup is kept."""


_FOLDER = re.compile(r"(\d{6,})-(\d{4}-\d\d-\d\d)(?:-before-restore-(\d{4}-\d\d-\d\d))?")
_OLD = re.compile(r"schema-(\d+)")
_MONTH_FILE = re.compile(r"\d{4}-\d\d\.json")
_FLAT = re.compile(r"(?P<space>[a-z0-9][a-z0-9-]*)\.(?:(?P<facts>facts)\.)?(?P<file>state\.json|\d{4}-\d\d\.json)")


@dataclass(frozen=True)
class Backup:
    """One folder: a number that only grows, so that a clock set back cannot mix them up, and the day (ISO).

    ``before`` is the day of the restore it was there before, empty for none: the newest of those is what an undo
    puts back.
    """

    number: int
    day: str
    path: Path
    before: str


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
            self._rotate(today)

    def make_whole(self, root: Path, today: str) -> Backup:
        """Back up every file that is not as in its last backup, and give the newest backup, which now holds all.

        None is taken away, so whoever is about to read from an older one still finds it. Raises OSError.
        """
        self._back_up(root, [name for names_ in self.worth(root, closed=True) for name in names_], today, None)
        kept = self.kept()
        if not kept:
            raise OSError(errno.ENOENT, "there is nothing to back up")
        return kept[-1]

    def worth(self, root: Path, *, closed: bool = False) -> tuple[list[str], list[str]]:
        """What below ``root`` is worth a backup of its own, settings and months, and the states that go along.

        A closed month is looked at only while it has no backup, unless ``closed`` asks for all. Drafts are in none:
        words that were never kept are to be gone when their learner lets go of them, a restore leaves newer ones
        alone, and a damaged one is kept beside it as it was.
        """
        worth, along = ["settings.json"], []
        for space in names(root / "spaces"):
            facts = f"spaces/{space}/facts/"
            there = self.backed_up(facts)
            newest = max(there, default="")
            months = [name for name in names(root / facts) if _MONTH_FILE.fullmatch(name)]
            worth += [facts + name for name in months if closed or name not in there or name >= newest]
            along.append(f"spaces/{space}/state.json")
        return worth, along

    def _back_up(self, root: Path, files: Iterable[str], today: str, target: Path | None) -> Path | None:
        """Copy what changed into ``target``, making it where there is none; the folder, if there is one."""
        kept = self.kept()
        there = [(backup.path, set(names(backup.path))) for backup in reversed(kept)]
        for name in files:
            newest = next((folder for folder, held in there if flat(name) in held), None)
            live = _peek(root / name)
            if live is None or (newest is not None and _peek(newest / flat(name)) == live):
                continue
            data = read_file(root / name)
            try:
                unseal(data)
            except DamagedError:
                continue
            if target is None:
                target = self.folder / f"{kept[-1].number + 1 if kept else 1:06d}-{today}"
                make_folder(target)
            self._copy(data, target / flat(name))
        return target

    def backed_up(self, prefix: str) -> set[str]:
        """The names, without ``prefix``, of the months below it that have a backup."""
        start = flat(prefix)
        found = (name for backup in self.kept() for name in names(backup.path) if name.startswith(start))
        return {name.removeprefix(start) for name in found if _MONTH_FILE.fullmatch(name.removeprefix(start))}

    def view(self, number: int) -> dict[str, Path]:
        """Every file as of the backup of that number: its name below the data folder, and where that version is."""
        return {
            name: backup.path / file
            for backup in self.kept()
            if backup.number <= number
            for file in names(backup.path)
            if (name := unflat(file))
        }

    def mark_before(self, number: int, day: str) -> None:
        """Have a backup named as what was there before a restore of that day (ISO)."""
        for backup in self.kept():
            if backup.number == number and backup.before != day:
                rename_folder(backup.path, f"{number:06d}-{backup.day}-before-restore-{day}")

    def versions(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The day and the bytes of each version of a file, newest first, without those that cannot be read."""
        try:
            places = self.places(name)
        except OSError:
            return
        for day, path in places:
            try:
                yield day, read_file(path)
            except OSError:
                continue

    def places(self, name: str) -> list[tuple[str, Path]]:
        """The day of each backup that may hold a version of a file, newest first, and where it would be."""
        kept = [(backup.day, backup.path) for backup in reversed(self.kept())] + self.old()
        return [(day, folder / flat(name)) for day, folder in kept]

    def keep_old(self, name: str, path: Path, schema: int) -> None:
        """Keep a file of an older schema for good, once, before it is first written in a newer one."""
        folder = self.folder / f"schema-{schema}"
        if not _has(folder, name):
            make_folder(folder)
            self._copy(read_file(path), folder / flat(name))

    def copies(self, prefix: str) -> Iterator[Path]:
        """Every copy of every file below ``prefix``."""
        for folder in [backup.path for backup in self.kept()] + [path for _, path in self.old()]:
            for name in names(folder):
                if name.startswith(flat(prefix)):
                    yield folder / name

    def sweep(self) -> None:
        """Remove what a crash left half done."""
        for name in names(self.folder):
            sweep(self.folder / name)

    def kept(self) -> list[Backup]:
        """The backups, oldest first."""
        found = ((name, _FOLDER.fullmatch(name)) for name in names(self.folder))
        return sorted(
            (Backup(int(match[1]), match[2], self.folder / name, match[3] or "") for name, match in found if match),
            key=lambda backup: backup.number,
        )

    def old(self) -> list[tuple[str, Path]]:
        """The folders of files kept from an older schema, and what to call their day."""
        return [("an older coach", self.folder / name) for name in names(self.folder) if _OLD.fullmatch(name)]

    def _copy(self, data: bytes, copy: Path) -> None:
        write_file(copy, data, self._token)
        if read_file(copy) != data:
            remove_file(copy)
            raise OSError(errno.EIO, "a backup did not read back")

    def _rotate(self, today: str) -> None:
        kept = self.kept()
        last_of_day = {backup.day: backup.number for backup in kept}
        newest_days = sorted(last_of_day.values())[-DAYS:]
        numbers = {backup.number for backup in kept[-RECENT:]} | set(newest_days)
        since = (date.fromisoformat(today) - UNDOABLE).isoformat()
        numbers |= {backup.number for backup in kept if backup.before >= since}
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


def flat(name: str) -> str:
    """What a file is called inside a backup."""
    return name.removeprefix("spaces/").replace("/", ".")


def unflat(file: str) -> str:
    """The name below the data folder of what is called ``file`` inside a backup; empty when it is none of ours."""
    if file == "settings.json":
        return file
    match = _FLAT.fullmatch(file)
    if match is None or bool(match["facts"]) == (match["file"] == "state.json"):
        return ""
    return f"spaces/{match['space']}/{'facts/' if match['facts'] else ''}{match['file']}"


def _has(folder: Path, name: str) -> bool:
    return flat(name) in names(folder)


def _peek(path: Path) -> Header | None:
    try:
        return peek(path)
    except DamagedError:
        return None
