"""The facts of one space: one small TinyDB file a month, so that a save costs the same after ten years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from coach.progress.model import Fact
from coach.progress.order import in_order
from coach.store.codec import to_bytes
from coach.store.files import DamagedError, Header, names, peek, read_file, reading, remove_file, write_file
from coach.store.shelf import Sheet, Shelf

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_TABLE = "facts"


Row = dict[str, msgspec.Raw]
"""A fact as a TinyDB document: each value stays the bytes it was saved as, so nothing in it can be changed."""

Tables = dict[str, dict[str, Row]]
"""TinyDB's own shape: tables of documents by id."""


class Shard(Struct):
    """A month file read as what it must be."""

    facts: dict[str, Fact]


class FactTable(Table):
    """Documents under the facts' own ids: TinyDB's counters would clash when two copies are merged."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB documents this as open to change


class SheetStorage(Storage):
    """TinyDB's storage over one crash-safe file.

    What was read or written last is kept, so that adding to a month neither reads nor parses it again. It is dropped
    before each write and kept again only after one that worked. Rows of ``hidden`` ids are left out when reading.
    """

    def __init__(self, sheet: Sheet[Shard], hidden: Set[str], on_replaced: Callable[[], None]) -> None:
        self._sheet = sheet
        self._hidden = hidden
        self._on_replaced = on_replaced
        self._tables: Tables | None = None

    def read(self) -> Tables:
        """The tables, joined with what another program put in their place since."""
        if self._tables is None or self._sheet.changed():
            ours = self._tables
            self._tables = None
            found = self._sheet.take()
            rows = self._rows(found.payload)
            if found.replaced is not None:
                self._on_replaced()
                rows |= self._rows(self._sheet.backup(found.replaced)) if ours is None else ours[_TABLE]
            self._tables = {_TABLE: rows}
        return dict(self._tables)

    def write(self, data: Mapping[str, Any]) -> None:
        """Save the tables; returns when they are durable."""
        self._tables = None
        self._sheet.write(msgspec.json.encode(data))
        self._tables = dict(data)

    def _rows(self, payload: bytes | None) -> dict[str, Row]:
        if payload is None:
            return {}
        rows = msgspec.json.decode(payload, type=Tables).get(_TABLE, {})
        return {key: row for key, row in rows.items() if key not in self._hidden}


class Months:
    """The month files in one folder.

    ``read`` and ``newest`` may be called from any thread and change nothing; ``add`` and ``erase`` belong to the
    writer thread. ``expect`` tells which version of the newest month was there when the space was opened.
    """

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self.folder = folder
        self.unsure: set[str] = set()
        """Ids whose saving failed, so they were never acknowledged, yet may have reached the disk."""
        self.replaced = False
        """Whether another program changed a month, so that facts may be there which nobody here has seen."""
        self._shelf = shelf
        self._expected: tuple[str, Header] | None = None
        self._open: tuple[str, Sheet[Shard], FactTable] | None = None

    def names(self) -> list[str]:
        """The months that have a file, oldest first."""
        folder = self._shelf.root / self.folder
        with reading(folder):
            files = names(folder)
        return [name[:7] for name in files if name.endswith(".json") and _MONTH.fullmatch(name[:-5])]

    def newest(self) -> tuple[str, Header | None]:
        """The newest month and its header, None when it cannot be read; an empty month when there is none."""
        month = max(self.names(), default="")
        path = self._shelf.root / self._name(month)
        try:
            with reading(path):
                return month, peek(path)
        except DamagedError:
            return month, None

    def expect(self, month: str, header: Header) -> None:
        """What the newest month was when the space was opened; anything else at the first save came since."""
        self._expected = (month, header)

    def read(self, since: str = "") -> tuple[list[Fact], list[Sheet[Shard]]]:
        """The facts of every month from ``since`` on, in order, each once; and the files that want a repair."""
        found: dict[str, Fact] = {}
        damaged = []
        for month in self.names():
            if month >= since:
                sheet = self._sheet(month)
                look = sheet.look()
                found |= look.value.facts if look.value else {}
                if look.damaged:
                    damaged.append(sheet)
        return in_order(found.values()), damaged

    def add(self, facts: Iterable[Fact]) -> tuple[str, str]:
        """Save facts, all in one file and all at once; returns that month and its checksum when they are durable.

        They go to their own month or the newest there is, whichever is later, so a clock set back changes nothing.
        """
        facts = list(facts)
        month = max(fact.at[:7] for fact in facts)
        if not _MONTH.fullmatch(month):
            raise ValueError("a fact's moment is not ISO 8601")
        try:
            _, sheet, table = self._opened(month)
            new = [Document(_row(fact), fact.id) for fact in facts if not table.contains(doc_id=fact.id)]  # type: ignore[arg-type]
            if new:
                table.insert_multiple(new)
        except BaseException:
            self.drop()
            self.unsure |= {fact.id for fact in facts}
            raise
        self.unsure -= {fact.id for fact in facts}
        return sheet.path.stem, sheet.known.sha256 if sheet.known else ""

    def drop(self) -> None:
        """Forget what is in memory: after a failure or an erasure only the disk knows."""
        self._open = None
        self._expected = None

    def erase(self, ids: Set[str]) -> None:
        """Take facts out of every month, every version kept beside one, and every backup.

        A damaged copy that still shows one of the ids is removed whole, since nothing can be cut out of it.
        """
        self.drop()
        folder = self._shelf.root / self.folder
        months = [folder / name for name in names(folder) if _MONTH.fullmatch(name[:7])]
        for path in (*months, *self._shelf.backups.copies(f"{self.folder}/")):
            self._erase_in(path, ids)

    def _erase_in(self, path: Path, ids: Set[str]) -> None:
        data = read_file(path)
        try:
            header, payload = self._shelf.unpack("facts", data)
        except DamagedError:
            if any(id_.encode() in data for id_ in ids):
                remove_file(path)
            return
        tables = msgspec.json.decode(payload, type=dict[str, dict[str, msgspec.Raw]])
        rows = tables.get(_TABLE, {})
        if rows.keys() & ids:
            kept = {key: row for key, row in rows.items() if key not in ids}
            _, sealed = self._shelf.pack("facts", msgspec.json.encode({_TABLE: kept}), header.generation + 1)
            write_file(path, sealed, self._shelf.token)

    def _opened(self, month: str) -> tuple[str, Sheet[Shard], FactTable]:
        """The file that facts of ``month`` go to, as a table: the one already open, unless the month is newer."""
        if self._open is None or month > self._open[0]:
            month = max([month, *self.names()])
            sheet = self._sheet(month)
            if self._expected is not None and self._expected[0] == month:
                sheet.known = self._expected[1]
            self._expected = None
            database = TinyDB(sheet, self.unsure, self._mark_replaced, storage=SheetStorage)
            self._open = month, sheet, FactTable(database.storage, _TABLE)
        return self._open

    def _mark_replaced(self) -> None:
        self.replaced = True

    def _sheet(self, month: str) -> Sheet[Shard]:
        return Sheet(self._shelf, self._name(month), "facts", Shard)

    def _name(self, month: str) -> str:
        return f"{self.folder}/{month}.json"


def _row(fact: Fact) -> Row:
    return msgspec.json.decode(to_bytes(fact), type=Row)
