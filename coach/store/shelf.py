"""The files of one data folder as this program knows them: their versions, their damage, their conflicts."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from coach.errors import StoreError
from coach.store.backups import Backups
from coach.store.codec import UNREADABLE, Codec, from_bytes
from coach.store.files import (
    DamagedError,
    Header,
    Token,
    cannot_read,
    keep_beside,
    make_folder,
    peek,
    read_file,
    remove_file,
    seal,
    unseal,
    write_file,
)
from coach.store.migrations import Format, Kind

T = TypeVar("T")

CALLED: dict[Kind, str] = {
    "settings": "Your settings",
    "state": "Your place in the course",
    "facts": "A month of your words",
    "draft": "A half-typed answer",
    "erasing": "A list of what to erase",
    "restoring": "A list of what to put back",
}
"""What a learner would call what a file holds."""


BACKED_UP: tuple[Kind, ...] = ("settings", "state", "facts")
"""What has backups. Half-typed words have none: let go of, they are to be gone."""


class Shelf:
    """What all files of one data folder share, and what there is to say about them.

    ``refusal`` is why nothing may be written, as a sentence for the learner; empty when writing is allowed.
    """

    def __init__(
        self, root: Path, *, clock: Callable[[], datetime], token: Token, codec: Codec, versions: Format
    ) -> None:
        self.root = root
        self.clock = clock
        self.token = token
        self.codec = codec
        self.format = versions
        self.backups = Backups(root / "backups", token)
        self.refusal = ""
        self.notices: tuple[str, ...] = ()

    def say(self, sentence: str) -> None:
        """Keep a sentence for the learner, once."""
        if sentence not in self.notices:
            self.notices = (*self.notices, sentence)

    def refuse(self, refusal: str, notice: str) -> None:
        """Write nothing from now on."""
        self.refusal = self.refusal or refusal
        self.say(notice)

    def check_writable(self) -> None:
        """StoreError when nothing may be written."""
        if self.refusal:
            raise StoreError(self.refusal, self.root)

    def today(self) -> str:
        """The day, YYYY-MM-DD."""
        return self.clock().date().isoformat()

    def pack(self, kind: Kind, payload: bytes, generation: int) -> tuple[Header, bytes]:
        """The header and the whole file for a payload of this program's schema."""
        sealed = self.codec.encode(payload)
        versions = self.format
        return seal(sealed, kind=kind, schema=versions.schema, min_reader=versions.min_reader, generation=generation)

    def unpack(self, kind: Kind, data: bytes) -> tuple[Header, bytes]:
        """The header and the payload, brought up to this program's schema, of a whole file.

        Raises DamagedError, or StoreError when the file is too new to be read.
        """
        header, sealed = unseal(data)
        if header.min_reader > self.format.schema:
            raise StoreError(
                "What you saved was written by a newer coach, which this one cannot read. Nothing was changed. "
                "Start the newer coach.",
                self.root,
            )
        if header.kind != kind:
            raise DamagedError("another kind of file")
        try:
            payload = self.codec.decode(sealed)
            if header.schema < self.format.schema:
                older: dict[str, Any] = msgspec.json.decode(payload, type=dict)
                payload = msgspec.json.encode(self.format.upgrade(kind, older, header.schema))
        except UNREADABLE:
            pass
        else:
            return header, payload
        raise DamagedError("payload")

    def refuse_newer(self) -> None:
        """Some file here was written by a newer coach that lets this one read: read, and write nothing."""
        self.refuse(
            "A newer coach has written here, so this one saves nothing. Your words are still on the screen. "
            "Copy them, and start the newer coach.",
            "A newer coach has written here. You can read everything; to go on, start the newer coach.",
        )


@dataclass(frozen=True)
class Look(Generic[T]):
    """What a file holds, or what its newest good backup holds when it is ``damaged``; all None when nothing does.

    ``replaced`` is the header of the version this program had read or written, when another is in its place.
    """

    value: T | None = None
    payload: bytes | None = None
    header: Header | None = None
    damaged: bool = False
    replaced: Header | None = None


class Sheet(Generic[T]):
    """One file, by its ``name`` below the data folder (with ``/``), holding a ``T``.

    ``look`` may be called from any thread and changes nothing; all else belongs to the writer thread.
    ``known`` is the header of the version this program last read or wrote, None when it cannot tell.
    """

    def __init__(self, shelf: Shelf, name: str, kind: Kind, of: type[T]) -> None:
        self.shelf = shelf
        self.name = name
        self.path = shelf.root / name
        self.known: Header | None = None
        self._kind: Kind = kind
        self._called = f"{CALLED[kind]}: the file {name}"
        self._of = of

    def look(self) -> Look[T]:
        """What there is to read; StoreError when the file cannot be reached or is too new."""
        try:
            data = read_file(self.path)
        except FileNotFoundError:
            return Look()
        except OSError as error:
            if error.errno != errno.EFBIG:
                trouble = cannot_read(error, self.path)
            else:
                return self._spare()
        else:
            found = self._understood(data)
            return self._spare() if found is None else found
        raise trouble

    def backup(self, header: Header) -> bytes | None:
        """The payload of that very version, from the backups."""
        for _, data in self.shelf.backups.versions(self.name):
            found = self._understood(data)
            if found is not None and found.header == header:
                return found.payload
        return None

    def changed(self) -> bool:
        """Whether the file is no longer the version known."""
        return self.known is not None and self._there()[0] != self.known

    def take(self) -> Look[T]:
        """What there is to build on: read, put right when damaged, kept beside as well when replaced."""
        there, damaged = self._there()
        replaced = self.known if there != self.known else None
        if replaced is not None and not damaged:
            self._set_aside("conflict")
        found = self.look()
        if found.damaged:
            self.repair()
        else:
            self.known = found.header
        return Look(found.value, found.payload, found.header, found.damaged, replaced)

    def repair(self) -> None:
        """Keep a damaged file beside, byte for byte, and put its newest good backup in its place, if there is one."""
        self.shelf.check_writable()
        found = self.look()
        if not found.damaged:
            return
        keep_beside(self.path, f"damaged-{self.shelf.today()}", self.shelf.token)
        self.known = None
        if found.payload is None:
            remove_file(self.path)
        else:
            self._put(found.payload, found.header.generation if found.header else 0)

    def write(self, payload: bytes) -> Header:
        """Replace the file, crash-safe; whatever another program put there meanwhile is kept beside."""
        self.shelf.check_writable()
        there, damaged = self._there()
        if there is not None and there.schema > self.shelf.format.schema:
            self.shelf.refuse_newer()
            self.shelf.check_writable()
        if damaged:
            self._set_aside("damaged")
        elif self.known is not None and there != self.known:
            self._set_aside("conflict")
        if there is not None and there.schema < self.shelf.format.schema and self._kind in BACKED_UP:
            self.shelf.backups.keep_old(self.name, self.path, there.schema)
        return self._put(payload, there.generation if there else 0)

    def remove(self) -> None:
        """Remove the file, if there is one."""
        self.shelf.check_writable()
        self.known = None
        remove_file(self.path)

    def _put(self, payload: bytes, generation: int) -> Header:
        header, data = self.shelf.pack(self._kind, payload, generation + 1)
        self.known = None  # until the folder is synced nobody can tell
        make_folder(self.path.parent)
        write_file(self.path, data, self.shelf.token)
        self.known = header
        return header

    def _there(self) -> tuple[Header | None, bool]:
        """The header of the file on disk, None when it has none to show, and whether that is because of damage."""
        try:
            return peek(self.path), False
        except DamagedError:
            return None, True

    def _set_aside(self, why: str) -> None:
        try:
            aside = keep_beside(self.path, f"{why}-{self.shelf.today()}", self.shelf.token)
        except FileNotFoundError:
            self.shelf.say(f"{self._called} was taken away while coach was open; it is written again.")
        else:
            was = "is damaged" if why == "damaged" else "was changed by another program while coach was open"
            kept = f"Nothing is lost: that version is kept beside it as {aside.name}."
            self.shelf.say(f"{self._called} {was}. {kept}")

    def _understood(self, data: bytes) -> Look[T] | None:
        try:
            header, payload = self.shelf.unpack(self._kind, data)
        except DamagedError:
            return None
        newer = header.schema > self.shelf.format.schema
        try:
            found = Look(from_bytes(payload, self._of), payload, header)
        except UNREADABLE:
            found = None
        if newer:
            self.shelf.refuse_newer()
            if found is None:
                raise StoreError(self.shelf.refusal, self.path)
        return found

    def _spare(self) -> Look[T]:
        """What to use in place of a damaged file, which is told to the learner."""
        spare: Look[T] = Look()
        instead = "there is no earlier copy"
        for day, data in self.shelf.backups.versions(self.name):
            found = self._understood(data)
            if found is not None:
                spare, instead = found, f"the copy from {day} is used"
                break
        self.shelf.say(f"{self._called} is damaged; {instead}. The damaged file is kept beside it, as it was.")
        return Look(spare.value, spare.payload, spare.header, damaged=True)
