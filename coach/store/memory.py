"""A Home and a Store that keep everything in memory, for tests and for practice of which nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future

from coach.progress.model import Draft, Fact, Progress
from coach.progress.order import in_order
from coach.store.base import Settings


class MemoryStore:
    """A Store whose futures are done at once and whose words are gone with it."""

    def __init__(self, origin: str = "00" * 16) -> None:
        self._origin = origin
        self._progress = Progress()
        self._facts: dict[str, Fact] = {}
        self._drafts: dict[str, Draft] = {}

    @property
    def origin(self) -> str:
        """This copy's own id (hex)."""
        return self._origin

    @property
    def read_only(self) -> bool:
        """Never."""
        return False

    @property
    def notices(self) -> tuple[str, ...]:
        """None."""
        return ()

    def load(self) -> Progress:
        """The progress last given."""
        return self._progress

    def facts(self, ids: Iterable[str] | None = None) -> tuple[Fact, ...]:
        """All facts, or those of the ids, in order."""
        wanted = self._facts.keys() if ids is None else self._facts.keys() & set(ids)
        return tuple(in_order(self._facts[id_] for id_ in wanted))

    def append(self, facts: Sequence[Fact], progress: Progress) -> Future[None]:
        """Keep facts and progress."""
        self._facts = {fact.id: fact for fact in facts} | self._facts
        return self.save_progress(progress)

    def save_progress(self, progress: Progress) -> Future[None]:
        """Keep progress."""
        self._progress = progress
        return _done()

    def draft(self, key: str) -> Draft | None:
        """The draft of that field."""
        return self._drafts.get(key)

    def save_draft(self, draft: Draft) -> Future[None]:
        """Keep a draft."""
        self._drafts[draft.key] = draft
        return _done()

    def remove_draft(self, key: str) -> Future[None]:
        """Forget a draft."""
        self._drafts.pop(key, None)
        return _done()

    def purge(self, ids: Iterable[str]) -> Future[None]:
        """Forget facts, and drafts whose key is among the ids."""
        for id_ in ids:
            self._facts.pop(id_, None)
            self._drafts.pop(id_, None)
        return _done()

    def flush(self, seconds: float) -> bool:
        """Nothing waits."""
        return True

    def close(self) -> None:
        """Nothing to free."""


class MemoryHome:
    """A Home of MemoryStores."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._spaces: dict[str, MemoryStore] = {}

    def settings(self) -> Settings:
        """The settings last given."""
        return self._settings

    def save_settings(self, settings: Settings) -> Future[None]:
        """Keep settings."""
        self._settings = settings
        return _done()

    def space(self, name: str) -> MemoryStore:
        """The store of that space, the same each time."""
        return self._spaces.setdefault(name, MemoryStore())

    def close(self) -> None:
        """Nothing to free."""


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future
