"""Putting right what the doctor found: from backups, one file at a time, never making anything worse."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from coach.store.contents import check
from coach.store.doctor import Finding
from coach.store.files import (
    keep_beside,
    make_folder,
    names,
    place_file,
    read_file,
    reason,
    remove_file,
    write_file,
)
from coach.store.home import open_home
from coach.store.report import called, in_words
from coach.store.shelf import Shelf


def repair(shelf: Shelf, findings: list[Finding]) -> list[str]:
    """Put right what can be, for whoever holds the lock; a sentence for each thing done or tried.

    A damaged file is kept beside, byte for byte, and what takes its place is opened and checked; where that fails
    everything is as it was. Links, unknown names and what has no good copy are left alone.
    """
    said = []
    for finding in findings:
        deed = _DEEDS.get(finding.trouble)
        if deed is None:
            continue
        try:
            told = deed(shelf, finding)
        except OSError as error:
            why, remedy = reason(error, shelf.root / finding.where)
            told = f"{why}, so {called(finding)} is as it was. {remedy}, then try again."
        if told:
            said.append(told)
    return said


def finish_erasing(path: Path, clock: Callable[[], datetime]) -> None:
    """Have coach end what it was erasing when it was last ended, by opening each space once."""
    home = open_home(path, clock=clock)
    try:
        for name in names(path / "spaces"):
            home.space(name).flush(60)
    finally:
        home.close()


def _from_backup(shelf: Shelf, finding: Finding) -> str:
    if finding.spare is None or finding.kind is None:
        return ""
    path = shelf.root / finding.where
    data = read_file(finding.spare)
    aside = None
    make_folder(path.parent)
    if path.exists():
        aside = keep_beside(path, f"damaged-{shelf.today()}", shelf.token)
    try:
        write_file(path, data, shelf.token)
        if not check(shelf, finding.kind, path).good:
            raise OSError("what was written does not read back")
    except OSError:
        _as_it_was(path, aside)
        raise
    kept = f" The damaged file is kept beside it as {aside.name}." if aside is not None else ""
    return f"Put back {called(finding)} from {in_words(finding.day)}.{kept}"


def _as_it_was(path: Path, aside: Path | None) -> None:
    """Take back a repair that failed: the damaged file under its own name, and nothing beside it."""
    with suppress(OSError):
        if aside is None:
            remove_file(path)
        elif not aside.samefile(path):
            place_file(aside, path)
        else:
            remove_file(aside)


def _set_backup_aside(shelf: Shelf, finding: Finding) -> str:
    path = shelf.root / finding.where
    aside = keep_beside(path, f"damaged-{shelf.today()}", shelf.token)
    remove_file(path)
    return f"Kept {called(finding)} beside its place as {aside.name}, so that no restore uses it."


def _close_to_others(shelf: Shelf, finding: Finding) -> str:
    path = shelf.root / finding.where
    path.chmod(0o700 if path.is_dir() else 0o600)
    return f"Closed {called(finding)} to other accounts."


def _take_away(shelf: Shelf, finding: Finding) -> str:
    remove_file(shelf.root / finding.where)
    return f"Took away {called(finding)}."


_DEEDS: dict[str, Callable[[Shelf, Finding], str]] = {
    "damaged": _from_backup,
    "lost": _from_backup,
    "damaged-backup": _set_backup_aside,
    "open-mode": _close_to_others,
    "left-over": _take_away,
}
