"""Taking an export back: what it holds joins what is here, by id; nothing here is overwritten or lost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Literal

import msgspec
from msgspec import Struct

from coach.errors import CoachError
from coach.progress.model import Fact, Progress
from coach.progress.order import in_order, replayed
from coach.session.visit import SPACE, Visit

MOST_BYTES = 256 * 1024 * 1024
"""A decade of writing every day is a tenth of this."""
NOT_AN_EXPORT = (
    "This file is not an export of coach, or it was changed since. Nothing was taken in, and your words here are as "
    "they were. Make one with: coach export --format json FILE."
)

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d\dT")


class Export(Struct, frozen=True, kw_only=True):
    """What ``coach export --format json`` writes."""

    format: Literal["coach-export"]
    version: Literal[1]
    facts: tuple[Fact, ...]


class Taken(Struct, frozen=True):
    """How many facts were new here, and how many were here already."""

    new: int
    known: int


async def take_in(visit: Visit, source: bytes) -> Taken:
    """Add the facts of an export that are not here yet. Raises CoachError, with nothing changed, for another file.

    Progress is made anew from all facts, so that several copies add up in the order things happened. A crash in the
    middle leaves some of them here; taking the same file in again adds the rest.
    """
    found = {fact.id: fact for fact in _read(source)}
    here = {fact.id: fact for fact in visit.store.facts()}
    new = [fact for fact in found.values() if fact.id not in here]
    progress = _standing(visit.progress, replayed([*here.values(), *new]))
    groups = [list(group) for _, group in groupby(in_order_of_months(new), key=lambda fact: fact.at[:7])]
    for number, group in enumerate(groups, 1):
        # Until the last are durable the old progress stands: it never knows of a fact that is not there.
        after = progress if number == len(groups) else visit.progress
        await asyncio.wrap_future(visit.store.append(group, after))
    visit.begin_anew(progress)
    return Taken(new=len(new), known=len(found) - len(new))


def in_order_of_months(facts: list[Fact]) -> list[Fact]:
    """Month by month, so that each finds its own file; inside a month as they happened."""
    return sorted(in_order(facts), key=lambda fact: fact.at[:7])


def _standing(before: Progress, after: Progress) -> Progress:
    """The new sum, with the learner standing where they stood."""
    position = before.position or after.position
    return msgspec.structs.replace(after, position=position, aside=before.aside)


def _read(source: bytes) -> tuple[Fact, ...]:
    if len(source) > MOST_BYTES:
        raise CoachError(NOT_AN_EXPORT)
    try:
        facts = msgspec.json.decode(source, type=Export).facts
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise CoachError(NOT_AN_EXPORT) from error
    if any(problem for fact in facts for problem in _odd(fact)):
        raise CoachError(NOT_AN_EXPORT)
    return facts


def _odd(fact: Fact) -> Iterator[str]:
    """What no copy of coach would have written."""
    if fact.space != SPACE or fact.seq < 1 or not fact.id or not fact.origin:
        yield "names"
    try:
        if not _DAY.match(fact.at) or datetime.fromisoformat(fact.at).tzinfo is None:
            yield "time"
    except ValueError:
        yield "time"
