"""From one schema to the next: pure functions on plain dicts, one for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from coach.progress.model import SCHEMA

Kind = Literal["settings", "state", "facts", "draft", "erasing", "restoring"]
"""What a file holds; a migration is told, since one step may change several kinds."""

Migration = Callable[[Kind, dict[str, Any]], dict[str, Any]]
"""Takes a payload of schema n, returns the same of schema n + 1, and leaves what it was given as it was."""


@dataclass(frozen=True)
class Format:
    """The schema this program writes, the oldest reader that understands it, and the way up to it.

    ``steps[n]`` takes a payload from schema n to n + 1; every n below ``schema`` has one.
    """

    schema: int
    min_reader: int
    steps: Mapping[int, Migration]

    def upgrade(self, kind: Kind, payload: dict[str, Any], schema: int) -> dict[str, Any]:
        """A payload of an older ``schema`` as this program's own."""
        for step in range(schema, self.schema):
            payload = self.steps[step](kind, payload)
        return payload


def _as_it_was(kind: Kind, payload: dict[str, Any]) -> dict[str, Any]:
    """For a schema that only adds a kind of fact: nothing written before it changes."""
    return payload


# Whoever meets a kind of fact they do not know takes the whole month for damaged, so a new kind is a new schema, and
# readers of an older one are to leave the files alone. Schema 2 adds ``disagreed``; schema 3 ``called``,
# ``started-over`` and two answers of ``followed``.
NOW = Format(schema=SCHEMA, min_reader=3, steps={1: _as_it_was, 2: _as_it_was})
