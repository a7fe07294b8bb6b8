"""What the screens need from a sitting: settings, the doors to activities, and the word that all is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from coach.session.activity import Activity, Go, View

if TYPE_CHECKING:
    from coach.session.own_line import OwnNumber


class Preferences(Protocol):
    """The settings the screens themselves go by; see ``coach.store.base.Settings``."""

    @property
    def theme(self) -> str:
        """Name of a theme."""
        ...

    @property
    def motion(self) -> str:
        """``full`` or ``reduced``."""
        ...

    @property
    def pace(self) -> str:
        """``natural`` or ``at-once``: how a partner's line appears."""
        ...

    @property
    def answer(self) -> str:
        """``typing`` or ``choices``."""
        ...

    @property
    def keys(self) -> Mapping[str, str]:
        """The learner's own keys, by what they do."""
        ...

    @property
    def country(self) -> str:
        """Two letters, or empty while none was chosen."""
        ...


class Sitting(Protocol):
    """One sitting with coach; ``coach.session.visit.Visit`` is the real one."""

    @property
    def settings(self) -> Preferences:
        """The settings as they are now."""
        ...

    @property
    def trouble(self) -> str:
        """A sentence while half-typed words cannot be saved, else empty."""
        ...

    async def change(self, **changes: object) -> None:
        """Change settings by name. Raises StoreError with nothing changed."""
        ...

    def hint(self, view: View) -> str:
        """The line to say with a view, the first time it helps; else empty."""
        ...

    async def hint_seen(self, view: View) -> None:
        """Not to be said again. Raises StoreError when that could not be saved."""
        ...

    def first(self) -> Go:
        """Where a sitting begins."""
        ...

    def open(self, go: Go) -> Activity:
        """The activity ``go`` leads to. Raises CoachError when it cannot be read."""
        ...

    def own_number(self) -> OwnNumber:
        """The learner's own number for when things are not safe."""
        ...

    def flush(self, seconds: float) -> bool:
        """Wait until everything queued is on disk; False when ``seconds`` were not enough."""
        ...
