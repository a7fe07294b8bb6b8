"""What the check needs of the room that reads replies; a test may put a simpler reader in its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Protocol

from coach.feedback import Context, Review


class Reader(Protocol):
    """The part of ``coach.feedback`` the check calls; the module itself is one."""

    def signal_names(self) -> Mapping[str, str]:
        """Every signal there is, with a line of meaning."""

    def forms(self, skill: str) -> tuple[str, ...]:
        """The forms a skill has (``variant``); none for most."""

    def review(self, text: str, skill: str, context: Context | None = None) -> Review:
        """What a reply does."""


def unknown(names: tuple[str, ...], known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Each name that is no signal, with what to write instead."""
    found = []
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            found.append((name, f"write {close[0]}" if close else "see coach review --list for the names there are"))
    return tuple(found)
