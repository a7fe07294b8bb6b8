"""What the handbook shows: parts, and in each the learner's own words."""

from __future__ import annotations

from msgspec import Struct

from coach.session.views import Action


class HandbookItem(Struct, frozen=True, kw_only=True):
    """Words of the learner's, what they were written for, and when."""

    title: str
    text: str
    when: str


class HandbookSection(Struct, frozen=True, kw_only=True):
    """One part of the handbook, newest last."""

    title: str
    items: tuple[HandbookItem, ...]


class HandbookView(Struct, frozen=True, kw_only=True):
    """The whole handbook; ``nothing`` is said while it is empty."""

    sections: tuple[HandbookSection, ...]
    nothing: str = ""
    actions: tuple[Action, ...] = ()
