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
_Detail = Annotated[str, Meta(max_length=100)]
_Paragraphs = Annotated[tuple[_Words, ...], Meta(min_length=1)]


class _Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of the file: frozen, unknown keys refused."""


class Helpline(_Record, frozen=True, kw_only=True):
    """One number. A field is empty where the sources say nothing of it: nothing is ever guessed.

    ``who`` it is for, its ``hours``, ``cost`` and ``languages``; ``text``: reached in writing; ``bill``: whether a
    bill shows it; ``also``: another number of the same line. ``found`` is the kind of public page it was seen on,
    ``seen`` the year or month of the newest of them, if that is known.
    """

    kind: Literal["partner", "crisis"]
    name: _Short
    number: Annotated[str, Meta(pattern=r"^(text [A-Z]+ to )?[*#]?\d[-\d *#]*$", max_length=40)]
    found: _Short
    also: _Detail = ""
    who: _Detail = ""
    hours: _Detail = ""
    cost: _Detail = ""
    languages: _Detail = ""
    text: _Detail = ""
    bill: _Detail = ""
    seen: Annotated[str, Meta(pattern=r"^(\d{4}(-\d{2})?)?$")] = ""

    @property
    def whose(self) -> str:
        """Its name, and who it is for."""
        return ", ".join(filter(None, (self.name, self.who)))

    @property
    def details(self) -> str:
        """All else there is to say of it beside the number."""
        known = (self.also, self.hours, self.cost, self.languages, self.text, self.bill)
        return "; ".join(filter(None, known))

    @property
    def when(self) -> str:
        """How old the newest source is."""
        return f"seen {self.seen}" if self.seen else "seen, no date"


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
    emergency: _Short
    anywhere: _Words
    danger: _Words
    fear: _Paragraphs
    for_whom: _Words
    dying: _Paragraphs
    low: _Words
    own: _Paragraphs
    own_tonight: _Words
    no_partner_line: _Words
    no_crisis_line: _Words
    undialled: _Words
    traces: _Words
    countries: Annotated[tuple[Country, ...], Meta(min_length=1, max_length=26)]

    def country(self, country_id: str) -> Country | None:
        """The country of that id or name, in any case, or None when the file has none."""
        asked = country_id.casefold()
        return next((one for one in self.countries if asked in (one.id, one.name.casefold())), None)


def load() -> Helplines:
    """Read the file. Raises CourseError when it is damaged, CoachError when it is not there."""
    try:
        source = FILE.read_bytes()
    except OSError as error:
        raise CoachError(
            "The page of numbers cannot be read. In danger, call the emergency number: 112, 911 or 999."
        ) from error
    return parse(source, FILE.name).convert(Helplines)
