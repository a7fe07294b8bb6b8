"""One space on disk: its facts by month, its state, its drafts."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from msgspec import Struct

from coach.errors import StoreError
from coach.progress.model import Draft, Fact, Progress
from coach.progress.order import in_order
from coach.store.codec import to_bytes
from coach.store.files import names
from coach.store.months import Months
from coach.store.shelf import Sheet, Shelf
from coach.store.writer import PAUSE, Writer

Apply = Callable[[Progress, Fact], Progress]
"""Progress after a fact."""


class State(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state file: progress, and the newest month it has seen whole, by checksum.

    While that month's file has that checksum no fact is newer, and no month need be read. An empty checksum: read
    from that month on.
    """

    progress: Progress
    month: str = ""
    sha256: str = ""


class Erasure(Struct, frozen=True, kw_only=True):
    """What is being erased for good, kept until it is done, so that a crash cannot leave it half done."""

    ids: tuple[str, ...]


class TinyStore:
    """A Store over the files below ``spaces/<name>``.

    ``before_facts`` is called by the writer before facts are saved, ``after_facts`` when they are.
    """

    def __init__(
        self,
        shelf: Shelf,
        writer: Writer,
        *,
        name: str,
        origin: str,
        apply: Apply,
        before_facts: Callable[[], None],
        after_facts: Callable[[], None],
    ) -> None:
        self._shelf = shelf
        self._writer = writer
        self._name = name
        self._origin = origin
        self._apply = apply
        self._before_facts = before_facts
        self._after_facts = after_facts
        folder = f"spaces/{name}"
        self._drafts_folder = f"{folder}/drafts"
        self._months = Months(shelf, f"{folder}/facts")
        self._state = Sheet(shelf, f"{folder}/state.json", "state", State)
        self._erasure = Sheet(shelf, f"{folder}/erasing.json", "erasing", Erasure)
        self._draft_sheets: dict[str, Sheet[Draft]] = {}
        self._guard = threading.Lock()
        self._latest: Progress | None = None
        self._seen_through: tuple[str, str] | None = None
        self._lost_from: int | None = None
        self._queued: dict[str, Fact] = {}
        self._erasing: set[str] = set()
        self._drafts: dict[str, Draft | None] = {}
        self._closed = False
        self._finish_erasure()

    @property
    def origin(self) -> str:
        """This copy's own id (hex)."""
        return self._origin

    @property
    def read_only(self) -> bool:
        """Whether nothing may be saved here."""
        return bool(self._shelf.refusal)

    @property
    def notices(self) -> tuple[str, ...]:
        """Plain sentences about what was found, oldest first."""
        return self._shelf.notices

    # --- progress and facts ----------------------------------------------------------------------------------

    def load(self) -> Progress:
        """The newest progress given to this store, or the saved one with newer facts applied."""
        with self._guard:
            if self._latest is not None and not self.read_only:
                return self._latest
        found = self._state.look()
        state = found.value or State(progress=Progress())
        if found.damaged:
            self._mend(self._state)
        month, header = self._months.newest()
        progress = state.progress
        if (month, header.sha256 if header else "") != (state.month, state.sha256):
            for fact in self._read_months(state.month):
                if fact.id not in self._months.unsure and fact.seq > progress.seen.get(fact.origin, 0):
                    progress = self._apply(progress, fact)
        with self._guard:
            if self._seen_through is None:
                self._seen_through = month, header.sha256 if header else ""
                self._state.known = None if found.damaged else found.header
                if header is not None:
                    self._months.expect(month, header)
            self._latest = self._latest or progress
            return progress if self.read_only else self._latest

    def facts(self, ids: Iterable[str] | None = None) -> tuple[Fact, ...]:
        """All facts, or those of the ids, in order, queued ones included."""
        with self._guard:
            queued = dict(self._queued)
        saved = self._read_months()
        hidden = self._months.unsure | self._erasing
        found = {fact.id: fact for fact in saved if fact.id not in hidden} | queued
        wanted = found.keys() if ids is None else found.keys() & set(ids)
        return tuple(in_order(found[id_] for id_ in wanted))

    def append(self, facts: Sequence[Fact], progress: Progress) -> Future[None]:
        """Save facts, then progress; done when both are durable, or the facts are and progress follows from them."""
        if (refused := self._refused()) is not None:
            return refused
        facts = tuple(facts)
        with self._guard:
            self._queued |= {fact.id: fact for fact in facts}
            self._latest = progress

        def run() -> None:
            try:
                self._write_facts(facts, progress)
            finally:
                with self._guard:
                    for fact in facts:
                        self._queued.pop(fact.id, None)

        return self._writer.submit(run)

    def save_progress(self, progress: Progress) -> Future[None]:
        """Save progress alone; a newer one takes the place of a queued one."""
        if (refused := self._refused()) is not None:
            return refused
        with self._guard:
            self._latest = progress
        return self._writer.submit(lambda: self._write_state(progress), f"{self._name}/state", PAUSE)

    def _read_months(self, since: str = "") -> list[Fact]:
        facts, damaged = self._months.read(since)
        for sheet in damaged:
            self._mend(sheet)
        return facts

    def _write_facts(self, facts: tuple[Fact, ...], progress: Progress) -> None:
        if facts:
            try:
                self._before_facts()
                through = self._months.add(facts)
            except BaseException:
                self._doubt_seen()
                self._lost_from = min(fact.seq for fact in facts)
                with self._guard:
                    self._latest = None
                raise
            self._lost_from = None
            if self._seen_through is not None:
                self._seen_through = through
            if self._months.replaced:
                self._doubt_seen()
        try:
            self._write_state(progress)
        except (OSError, StoreError):
            if not facts:
                raise
        if facts:
            self._after_facts()

    def _write_state(self, progress: Progress) -> None:
        """Save progress, unless it counts a fact whose saving failed: a state never knows more than the facts."""
        if self._lost_from is not None and progress.seen.get(self._origin, 0) >= self._lost_from:
            raise StoreError("Your last words are not saved yet, so your place is not either. Try those again first.")
        month, sha256 = self._seen_through or ("", "")
        self._state.write(to_bytes(State(progress=progress, month=month, sha256=sha256)))

    def _doubt_seen(self) -> None:
        """There may be facts on disk that progress has not seen: the next start is to read the newest month."""
        if self._seen_through is not None:
            self._seen_through = self._seen_through[0], ""

    # --- drafts ----------------------------------------------------------------------------------------------

    def draft(self, key: str) -> Draft | None:
        """The draft of that field, the newest words there are."""
        if key in self._drafts:
            return self._drafts[key]
        sheet = self._draft_sheet(key)
        found = sheet.look()
        if found.damaged:
            self._mend(sheet)
        return found.value if found.value is not None and found.value.key == key else None

    def save_draft(self, draft: Draft) -> Future[None]:
        """Save half-typed words; a newer draft of the same key takes the place of a queued one."""
        if (refused := self._refused()) is not None:
            return refused
        self._drafts[draft.key] = draft
        sheet = self._draft_sheet(draft.key)
        return self._writer.submit(lambda: _write(sheet, draft), sheet.name, PAUSE)

    def remove_draft(self, key: str) -> Future[None]:
        """Forget a draft."""
        if (refused := self._refused()) is not None:
            return refused
        self._drafts[key] = None
        sheet = self._draft_sheet(key)
        return self._writer.submit(sheet.remove, sheet.name)

    def _draft_sheet(self, key: str) -> Sheet[Draft]:
        name = f"{self._drafts_folder}/{_draft_name(key)}.json"
        return self._draft_sheets.setdefault(name, Sheet(self._shelf, name, "draft", Draft))

    # --- erasing ---------------------------------------------------------------------------------------------

    def purge(self, ids: Iterable[str]) -> Future[None]:
        """Erase facts, and drafts whose key is among ``ids``, from every file and backup."""
        if (refused := self._refused()) is not None:
            return refused
        wanted = tuple(ids)
        with self._guard:
            self._erasing |= set(wanted)
        for key in wanted:
            self._drafts.pop(key, None)

        def run() -> None:
            try:
                _write(self._erasure, Erasure(ids=wanted))
                self._erase(wanted)
            except BaseException:
                with self._guard:
                    self._erasing -= set(wanted)
                raise

        return self._writer.submit(run)

    def _finish_erasure(self) -> None:
        left = self._erasure.look()
        if left.damaged:
            self._mend(self._erasure)
        if left.value is not None and not self.read_only:
            ids = left.value.ids
            self._erasing |= set(ids)
            self._writer.submit(lambda: self._erase(ids))

    def _erase(self, ids: tuple[str, ...]) -> None:
        self._months.erase(set(ids))
        self._doubt_seen()
        drafts = self._shelf.root / self._drafts_folder
        gone = tuple(_draft_name(key) for key in ids)
        for name in names(drafts):
            if name.startswith(gone):
                self._draft_sheets.pop(f"{self._drafts_folder}/{name}", None)
                Sheet(self._shelf, f"{self._drafts_folder}/{name}", "draft", Draft).remove()
        self._erasure.remove()

    # --- the queue -------------------------------------------------------------------------------------------

    def flush(self, seconds: float) -> bool:
        """Wait until everything queued is on disk; False when ``seconds`` were not enough."""
        return self._writer.flush(seconds)

    def close(self) -> None:
        """Drain the queue, 2 s at most, and take no more; the lock is Home's."""
        self._writer.flush(2.0)
        self._closed = True

    def _refused(self) -> Future[None] | None:
        """The answer to a write that is not to be tried."""
        if not self._closed and not self.read_only:
            return None
        refused: Future[None] = Future()
        refused.set_exception(StoreError(self._shelf.refusal or "This space is closed, so this is not saved."))
        return refused

    def _mend(self, sheet: Sheet[Any]) -> None:
        if not self.read_only:
            self._writer.submit(sheet.repair)


def _draft_name(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _write(sheet: Sheet[Any], value: Struct) -> None:
    sheet.write(to_bytes(value))
