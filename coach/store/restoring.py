"""Putting an earlier version of many files in place as one: written beside them first, then one list, then names."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct

from coach.store.codec import to_bytes
from coach.store.files import make_folder, place_file, remove_file, stage_file, sync_folder
from coach.store.shelf import Sheet, Shelf


class Restoring(Struct, frozen=True, kw_only=True):
    """What is being put back, kept until it is done, so that a crash cannot leave it half done.

    ``put`` maps the name of each file, below the data folder, to that of the version written beside it; ``before``
    is the number of the backup that holds what was there, ``on`` the day (ISO).
    """

    put: dict[str, str]
    before: int
    on: str


def pending(shelf: Shelf) -> Sheet[Restoring]:
    """The list, which is there only while something is being put back."""
    return Sheet(shelf, "restoring.json", "restoring", Restoring)


def put_back(shelf: Shelf, versions: Mapping[str, bytes], before: int) -> None:
    """Put each of ``versions`` in its place, all of them or none, whenever the process may be killed.

    Raises OSError; then nothing was changed, unless ``pending`` has a list, which ``finish`` takes up again.
    """
    staged: dict[str, str] = {}
    sheet = pending(shelf)
    restoring = Restoring(put=staged, before=before, on=shelf.today())
    try:
        for name, data in versions.items():
            path = shelf.root / name
            make_folder(path.parent)
            staged[name] = stage_file(path, data, shelf.token).relative_to(shelf.root).as_posix()
        for folder in {(shelf.root / name).parent for name in versions}:
            sync_folder(folder)
    except OSError:
        _forget(shelf, staged)
        raise
    try:
        sheet.write(to_bytes(restoring))
    except OSError:
        sheet.remove()  # until this is sure the versions stay: the list might be found again
        _forget(shelf, staged)
        raise
    _place(shelf, restoring)


def finish(shelf: Shelf) -> bool:
    """Put in place what a list is left of, once more if need be; whether there was one. Raises OSError.

    The list stays until ``done``.
    """
    sheet = pending(shelf)
    found = sheet.look()
    if found.damaged:
        sheet.repair()
    if found.value is None:
        return False
    _place(shelf, found.value)
    return True


def done(shelf: Shelf) -> None:
    """Once what was put back has a backup of its own, the list goes. Raises OSError."""
    pending(shelf).remove()


def _place(shelf: Shelf, restoring: Restoring) -> None:
    for name, staged in restoring.put.items():
        place_file(shelf.root / staged, shelf.root / name)
    shelf.backups.mark_before(restoring.before, restoring.on)


def _forget(shelf: Shelf, staged: Mapping[str, str]) -> None:
    for name in staged.values():
        with suppress(OSError):
            remove_file(shelf.root / name)
