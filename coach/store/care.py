"""Looking after a data folder: look, repair, list backups, restore one. Each gives a text to print."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coach.errors import StoreError
from coach.store import report
from coach.store.doctor import Found, examine, look
from coach.store.files import Token, reason
from coach.store.repair import finish_erasing, repair
from coach.store.restore import choices, chosen, held, last_before, plainly, restore, shelf_at
from coach.store.shelf import Shelf

_LEFT_ALONE = "A newer coach has written here, so this one repairs nothing. Use coach doctor of that one."

Clock = Callable[[], datetime]


def doctor(path: Path, clock: Clock, *, mend: bool = False, token: Token = os.urandom) -> tuple[str, bool]:
    """What is well and what is not in the folder at ``path``; with ``mend`` what can be put right is, and is said.

    Raises StoreError when there is no folder, or nothing may be changed in one to be mended.
    """
    if not mend:
        with plainly(path, "Nothing was changed"):
            found = examine(shelf_at(path, clock, token))
        return report.examined(found), found.well
    shelf = shelf_at(path, clock, token)
    with held(shelf), plainly(path, "Nothing is lost"):
        found = _looked_at(shelf)
        if any(finding.trouble == "newer" for finding in found.findings):
            return f"{_LEFT_ALONE}\n\n{report.examined(found)}", False
        said = repair(shelf, found.findings)
        said += _backed_up(shelf)
        found = _looked_at(shelf)
    if any(finding.trouble == "unfinished" for finding in found.findings):
        finish_erasing(path, clock)
        said.append("Finished what was being erased.")
        found = examine(shelf_at(path, clock, token))
    return f"{report.repaired(said)}\n{report.examined(found)}", found.well


def backups(path: Path, clock: Clock) -> tuple[str, bool]:
    """The backups there are, each opened and checked, and whether all of them are good."""
    with plainly(path, "Nothing was changed"):
        found = choices(shelf_at(path, clock))
    return report.listed(found), all(choice.good for choice in found)


def put_in_place(path: Path, clock: Clock, wanted: str, *, token: Token = os.urandom) -> str:
    """Restore the backup of that number or day; without one, undo the last restore. Raises StoreError."""
    shelf = shelf_at(path, clock, token)
    with held(shelf):
        with plainly(path, "Nothing was changed"):
            found = choices(shelf)
        choice = chosen(found, wanted) if wanted else last_before(found)
        restore(shelf, choice, exactly=not wanted)
    return "\n".join([report.restored(choice, undo=not wanted), *shelf.notices]).rstrip("\n") + "\n"


def _looked_at(shelf: Shelf) -> Found:
    found = Found(shelf.root)
    look(shelf, found)
    return found


def _backed_up(shelf: Shelf) -> list[str]:
    """A new backup, where there is anything to back up; a failure is said."""
    try:
        if any((shelf.root / name).exists() for names in shelf.backups.worth(shelf.root) for name in names):
            shelf.backups.make_whole(shelf.root, shelf.today())
    except (OSError, StoreError) as error:
        why = error.message if isinstance(error, StoreError) else reason(error, shelf.backups.folder)[0]
        return [f"{why.rstrip('.')}, so no new backup was made."]
    return []
