"""What the journal shows: pages by day or by lesson, or one of them being read or written."""

from __future__ import annotations

from msgspec import Struct

from coach.session.views import Action, Field, Said

NOTHING_YET = "Nothing here yet. What you write in lessons, and the sentences you keep, will stand here."
"""What an empty journal says."""


class JournalRow(Struct, frozen=True, kw_only=True):
    """One page in the journal: a fact's id to read it by, its day in words, a first line, and where it came from.

    ``lesson`` is what it stands under where the list is by lesson.
    """

    fact: str
    day: str
    first: str
    source: str
    lesson: str = ""


class JournalPart(Struct, frozen=True, kw_only=True):
    """A stretch of an opened page: what it is, then words of the learner's, or lines of a scene."""

    heading: str
    text: str = ""
    said: tuple[Said, ...] = ()


class JournalView(Struct, frozen=True, kw_only=True):
    """Everything written, newest first or by lesson; or the page ``opened``; or one being written (``field``).

    ``place`` is how many rows there are in all, and which these are. ``search`` is the field to search with, whose
    words are never saved; ``empty`` is said where there is no row. Of a page, ``parts`` come after its ``text``,
    ``where`` tells where it was written, and ``earlier`` is what its words were before, once asked for. Actions of
    group list stand after the rows.
    """

    rows: tuple[JournalRow, ...] = ()
    opened: str = ""
    question: str = ""
    text: str = ""
    when: str = ""
    actions: tuple[Action, ...] = ()
    heading: str = "Journal"
    place: str = ""
    by_lesson: bool = False
    empty: str = NOTHING_YET
    search: Field | None = None
    field: Field | None = None
    parts: tuple[JournalPart, ...] = ()
    where: str = ""
    earlier: tuple[JournalPart, ...] = ()
    notice: str = ""
