"""The partner's name and pronoun in a lesson's own texts.

A lesson writes ``{partner}`` or ``{Partner}``, and ``{they}``, ``{them}``, ``{their}`` where the verb fits any of
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from coach.course.model import Ending, Lesson, Plan, Reading, Recall, Reflection, Step

Pronoun = Literal["", "they", "she", "he"]

NAMED = (Reading, Recall, Reflection, Plan, Ending)
"""The kinds of step whose texts may name the partner: those the course itself speaks in."""
PLACES = ("partner", "Partner", "they", "them", "their")
FORMS: dict[Pronoun, tuple[str, str, str]] = {
    "": ("they", "them", "their"),
    "they": ("they", "them", "their"),
    "she": ("she", "her", "her"),
    "he": ("he", "him", "his"),
}

_PLACE = re.compile(r"\{([^{}]*)\}")
_TEXTS = ("text", "ask", "lead", "close", "reveal", "follow_up", "between", "alone")
_T = TypeVar("_T", bound=Struct)


class Names(Struct, frozen=True):
    """What the partner is called; an empty name stands for "your partner"."""

    partner: str = ""
    pronoun: Pronoun = ""


def named(lesson: Lesson, names: Names) -> Lesson:
    """The lesson with every place for a name filled."""
    steps = tuple(_filled(step, names) if isinstance(step, NAMED) else step for step in lesson.steps)
    return msgspec.structs.replace(lesson, steps=steps)


def odd_places(step: Step) -> Iterator[tuple[str, str]]:
    """Places for a name that nothing fills, as (field, place)."""
    for name in _TEXTS:
        for place in _PLACE.findall(getattr(step, name, "")):
            if not isinstance(step, NAMED) or place not in PLACES:
                yield name, place


def _filled(step: _T, names: Names) -> _T:
    forms = dict(zip(("they", "them", "their"), FORMS[names.pronoun], strict=True))
    forms["partner"] = names.partner or "your partner"
    forms["Partner"] = names.partner or "Your partner"
    texts = {name: str(getattr(step, name, "")) for name in _TEXTS}
    changed = {name: _PLACE.sub(lambda place: forms[place[1]], text) for name, text in texts.items() if "{" in text}
    return msgspec.structs.replace(step, **changed) if changed else step
