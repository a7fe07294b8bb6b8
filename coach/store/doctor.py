"""A look at everything in a data folder: what is well, what is not, and what a backup can put right."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from coach.errors import StoreError
from coach.store.contents import Checked, check, kept_aside, kind_of
from coach.store.files import TEMPORARY
from coach.store.home import take_lock
from coach.store.migrations import Kind
from coach.store.shelf import Shelf

Trouble = Literal[
    "damaged", "lost", "newer", "unreachable", "open-mode", "left-over", "link", "unknown", "damaged-backup",
    "unfinished",
]  # fmt: skip
"""What can be the matter with one name in the folder."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: where (below the data folder), and what.

    ``spare`` is the newest good version of it in the backups, ``day`` the day of that (ISO) and ``entries`` how many
    of the learner's entries are in it.
    """

    where: str
    trouble: Trouble
    kind: Kind | None = None
    spare: Path | None = None
    day: str = ""
    entries: int = 0


@dataclass
class Found:
    """All there is to say about a data folder.

    ``entries`` is by month (YYYY-MM); ``asides`` were kept by coach itself; ``only_look`` says why nothing may be
    changed, as a sentence, empty when something may.
    """

    root: Path
    only_look: str = ""
    files: dict[Kind, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    backups: int = 0
    newest_backup: str = ""
    asides: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether there is nothing to put right."""
        return not self.findings


def examine(shelf: Shelf) -> Found:
    """Look at everything, changing nothing. What another window has open is looked at all the same."""
    found = Found(shelf.root)
    lock = None
    if stat.S_ISLNK(_mode(shelf.root / ".lock")):
        found.findings.append(Finding(".lock", "link"))
    elif (shelf.root / ".lock").exists():
        # Held while looking, so that nothing changes underneath; where there is none, nobody is there.
        with suppress(StoreError):
            lock = take_lock(shelf)
        found.only_look = shelf.notices[-1] if shelf.refusal else ""
    try:
        look(shelf, found)
    finally:
        if lock is not None:
            lock.release()
    return found


def look(shelf: Shelf, found: Found) -> None:
    """Add to ``found`` what is in the folder. For whoever holds the lock, or only looks."""
    there: dict[str, Checked] = {}
    for name, mode in _everything(shelf.root):
        if name == ".lock" and stat.S_ISLNK(mode):
            continue
        checked = _look_at(shelf, found, name, mode)
        if checked is not None:
            there[name] = checked
    _look_for_lost(shelf, found, there)
    kept = shelf.backups.kept()
    found.backups, found.newest_backup = len(kept), kept[-1].day if kept else ""
    found.findings.sort(key=lambda finding: (finding.where.startswith("backups/"), finding.where, finding.trouble))


def _look_at(shelf: Shelf, found: Found, name: str, mode: int) -> Checked | None:
    """One name: what kind of thing it is, who else may read it, and what it holds, where it is one of coach's."""

    def tell(trouble: Trouble, kind: Kind | None = None) -> None:
        found.findings.append(Finding(name, trouble, kind))

    if stat.S_ISLNK(mode):
        tell("link")
        return None
    if stat.S_ISDIR(mode):
        if not _is_folder(name):
            tell("unknown")
        elif os.name != "nt" and stat.S_IMODE(mode) & 0o077:
            tell("open-mode")
        return None
    base = name.rpartition("/")[2]
    ours = kind_of(name)
    temporary = bool(TEMPORARY.fullmatch(base))
    if not stat.S_ISREG(mode) or not (ours or temporary or kept_aside(name) or name == ".lock"):
        tell("unknown")
        return None
    if temporary:
        if not found.only_look:
            tell("left-over")
        return None
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        tell("open-mode", ours)
    if kept_aside(name):
        found.asides.append(name)
        return None
    return _look_inside(shelf, found, name, ours) if ours else None


def _look_inside(shelf: Shelf, found: Found, name: str, kind: Kind) -> Checked:
    checked = check(shelf, kind, shelf.root / name)
    in_backup = name.startswith("backups/")
    if checked.condition == "damaged" and in_backup:
        found.findings.append(Finding(name, "damaged-backup", kind))
    elif checked.condition == "damaged":
        found.findings.append(_with_spare(shelf, name, "damaged", kind))
    elif checked.condition in ("newer", "unreachable"):
        found.findings.append(Finding(name, checked.condition, kind))
    elif kind in ("erasing", "restoring") and not found.only_look:
        found.findings.append(Finding(name, "unfinished", kind))
    elif not in_backup:
        found.files[kind] = found.files.get(kind, 0) + 1
        if kind == "facts":
            month = Path(name).stem
            found.entries[month] = found.entries.get(month, 0) + checked.entries
    return checked


def _look_for_lost(shelf: Shelf, found: Found, there: dict[str, Checked]) -> None:
    """What a backup has and the folder has not; a month without entries, or a state, is no loss."""
    for kept in shelf.backups.kept()[-1:]:
        for name in shelf.backups.view(kept.number):
            kind = kind_of(name)
            if name in there or kind is None or (shelf.root / name).exists():
                continue
            lost = _with_spare(shelf, name, "lost", kind)
            if kind == "settings" or lost.entries:
                found.findings.append(lost)


def _with_spare(shelf: Shelf, name: str, trouble: Trouble, kind: Kind) -> Finding:
    for day, path in shelf.backups.places(name):
        checked = check(shelf, kind, path)
        if checked.good:
            return Finding(name, trouble, kind, path, day, checked.entries)
    return Finding(name, trouble, kind)


_FOLDERS = ("", "spaces", "backups")


def _is_folder(name: str) -> bool:
    """Whether a folder is one of coach's, judged by what it is to hold."""
    if name in _FOLDERS:
        return True
    if name.startswith("backups/"):
        return kind_of(f"{name}/settings.json") is not None
    return any(kind_of(f"{name}/{file}") for file in ("state.json", "2026-01.json", f"{'0' * 32}.json"))


def _everything(root: Path) -> Iterator[tuple[str, int]]:
    """Every name below ``root`` and the folder itself (as an empty name), sorted, with its mode; links are not
    followed, nor what is no folder of coach's gone into."""
    yield "", root.stat().st_mode
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            names = sorted(os.listdir(root / folder))  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            path = f"{folder}/{name}" if folder else name
            mode = _mode(root / path)
            yield path, mode
            if stat.S_ISDIR(mode) and _is_folder(path):
                folders.append(path)


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0
