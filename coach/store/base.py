"""What a session may ask of a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import Literal, Protocol

from msgspec import Struct, field

from coach.progress.model import Draft, Fact, Progress


class Settings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How coach is set up on this computer, kept in clear: nothing about the learner's life.

    ``others`` is the answer to who else uses this computer. ``theme`` is a name of the screens'. ``hinted`` names the
    first-time hints that were shown. ``keys`` are the learner's own, by what they do (``coach.session.own_keys``).
    """

    welcomed: bool = False
    name: str = ""
    others: Literal["", "nobody", "somebody"] = ""
    theme: str = "coach-dark"
    motion: Literal["full", "reduced"] = "full"
    pace: Literal["natural", "at-once"] = "natural"
    answer: Literal["typing", "choices"] = "typing"
    country: str = ""
    keep_solo: bool = False
    hints: Literal["on", "off"] = "on"
    hinted: tuple[str, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)


class Home(Protocol):
    """The data folder: settings for everyone, one Store a space."""

    def settings(self) -> Settings:
        """The settings as saved, or the defaults."""
        ...

    def save_settings(self, settings: Settings) -> Future[None]:
        """Save settings, as durably as a fact."""
        ...

    def space(self, name: str) -> Store:
        """The store of that space, opened once."""
        ...

    def close(self) -> None:
        """Drain what is queued (2 s at most) and free the lock."""
        ...


class Store(Protocol):
    """One space of one learner. One writer; reads are of what has been acknowledged or is queued.

    Writes return a future that is done only when the folder is synced; it fails with StoreError.
    A read-only store refuses every write: the future fails with StoreError. Reads raise StoreError.
    """

    @property
    def origin(self) -> str:
        """This copy's own id (hex)."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether another copy of coach holds the lock, or the data is newer than this program."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """Plain sentences about what was found (a damaged file kept aside, ...), oldest first.

        There may be more after a later read or write; a new start does not say the same things again.
        """
        ...

    def load(self) -> Progress:
        """The progress as last saved or queued, newer facts applied. Call it before the first write."""
        ...

    def facts(self, ids: Iterable[str] | None = None) -> tuple[Fact, ...]:
        """All facts (or those of the ids), oldest first (coach.progress.order). Reads every month."""
        ...

    def append(self, facts: Sequence[Fact], progress: Progress) -> Future[None]:
        """Save facts and then the progress that has seen them.

        Facts come complete: ``origin`` is this store's, ``seq`` is ``progress.seen.get(origin, 0) + 1`` of the
        progress they are applied to, ``id`` and ``at`` are the session's; or they are another copy's, as that wrote
        them. A fact saved twice is kept once. Done when
        the facts are durable and progress was saved or, should that alone have failed, follows from them on load.
        """
        ...

    def save_progress(self, progress: Progress) -> Future[None]:
        """Save progress alone (a new position)."""
        ...

    def draft(self, key: str) -> Draft | None:
        """The draft of that field, newest words first: queued ones count."""
        ...

    def save_draft(self, draft: Draft) -> Future[None]:
        """Save half-typed words; a newer draft of the same key takes the place of a queued one."""
        ...

    def remove_draft(self, key: str) -> Future[None]:
        """Forget a draft, once its words are safe in a fact."""
        ...

    def purge(self, ids: Iterable[str]) -> Future[None]:
        """Erase facts for good, from every file and backup that holds them; kill-safe.

        An id may also be the key of a draft, which is then erased with them.
        """
        ...

    def flush(self, seconds: float) -> bool:
        """Wait until everything queued is on disk; False when ``seconds`` were not enough."""
        ...

    def close(self) -> None:
        """Drain the queue (2 s at most) and take no more; the lock is Home's."""
        ...
