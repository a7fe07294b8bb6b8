"""Whom to call when things are not safe. Data of its own, read only when somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from coach.errors import CoachError
from coach.strictyaml import parse

FILE = Path(__file__).with_name("helplines.yaml")
_Words = Annotated[str, Meta(min_length=1, max_length=2000)]
_Short = Annotated[str, Meta(min_length=1, max_length=100)]


class _Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of the file: frozen, unknown keys refused."""


class Helpline(_Record, frozen=True, kw_only=True):
    """One number. ``seen`` is the year or month of the newest public source it was found in, if that is known."""

    kind: Literal["partner", "crisis"]
    name: _Short
    number: Annotated[str, Meta(pattern=r"^[-#*+() \da-zA-Z]*\d[-#*+() \d]*$", max_length=40)]
    note: str = ""
    seen: Annotated[str, Meta(pattern=r"^(\d{4}(-\d{2})?)?$")] = ""


class Country(_Record, frozen=True, kw_only=True):
    """A country's emergency number, how to use it in silence, and its lines."""

    id: Annotated[str, Meta(pattern=r"^[a-z]{2}$")]
    name: _Short
    emergency: _Short
    silent: str = ""
    lines: tuple[Helpline, ...] = ()

    def of(self, kind: str) -> tuple[Helpline, ...]:
        """The lines of one kind."""
        return tuple(line for line in self.lines if line.kind == kind)


class Helplines(_Record, frozen=True, kw_only=True):
    """The whole file: countries by name, and the words around the numbers."""

    format_version: Literal[1]
    danger: _Words
    emergency: _Short
    anywhere: _Words
    no_partner_line: _Words
    no_crisis_line: _Words
    undialled: _Words
    traces: _Words
    own_title: _Short
    own: Annotated[tuple[_Words, ...], Meta(min_length=1)]
    countries: Annotated[tuple[Country, ...], Meta(min_length=1, max_length=26)]

    def country(self, country_id: str) -> Country | None:
        """The country of that id, or None when the file has none."""
        return next((country for country in self.countries if country.id == country_id), None)


def load() -> Helplines:
    """Read the file. Raises CourseError when it is damaged, CoachError when it is not there."""
    try:
        source = FILE.read_bytes()
    except OSError as error:
        raise CoachError(
            "The page of numbers cannot be read. In danger, call the emergency number: 112, 911 or 999."
        ) from error
    return parse(source, FILE.name).convert(Helplines)
