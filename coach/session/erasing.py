"""Erasing for good: what the learner asks to have erased, and what they took out more than 30 days ago."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from datetime import datetime

import msgspec

from coach.errors import StoreError
from coach.progress.model import (
    UNDOABLE,
    Disagreed,
    Fact,
    Kept,
    Planned,
    Position,
    Progress,
    Removed,
    Revised,
    step_key,
)
from coach.session.visit import Visit


async def erase(visit: Visit, ids: Iterable[str]) -> None:
    """Erase facts for good, from every file and backup: whoever calls this has asked the learner first.

    With them go their earlier and later words, what was noted about them, sentences kept from them that hold the same
    words, and half-typed words of theirs. Raises StoreError, with nothing changed, when that cannot be begun; once
    begun it is finished by the next start, whatever happens.
    """
    gone, drafts = _whole(visit, set(ids))
    await asyncio.wrap_future(visit.store.purge((*gone, *drafts)))
    for key in drafts:
        visit.erase_draft(key)
    progress = _without(visit.progress, gone)
    visit.begin_anew(progress)
    await asyncio.wrap_future(visit.store.save_progress(progress))


def sweep(visit: Visit) -> None:
    """Erase what has been out for longer than it can be put back, and forget what was erased at an earlier sitting.

    Nobody waits for it: what could not be erased stays taken out, and the next sitting tries again.
    """
    due = _due(visit.progress, visit.clock())
    if due:
        with suppress(StoreError):
            _sweep(visit, due)


def _sweep(visit: Visit, due: set[str]) -> None:
    there = {fact.id for fact in visit.store.facts(due)}
    if there:
        gone, drafts = _whole(visit, there)
        facts = visit.store.facts()
        lists = (fact.id for fact in facts if isinstance(fact.body, Removed) and due.issuperset(fact.body.of))
        visit.store.purge((*gone, *lists, *drafts))
    if due - there:
        progress = _without(visit.progress, due - there)
        visit.begin_anew(progress)
        visit.store.save_progress(progress)


def _due(progress: Progress, now: datetime) -> set[str]:
    """The facts taken out more than 30 days ago, by the clock and by what was saved since.

    A clock that jumps ahead for one sitting takes nothing away: something must have been saved since then as well.
    """
    until = min(now, datetime.fromisoformat(progress.last_at)) - UNDOABLE
    return {fact for fact, at in progress.removed.items() if datetime.fromisoformat(at) < until}


def _whole(visit: Visit, ids: set[str]) -> tuple[set[str], set[str]]:
    """Those facts and all that holds their words: the ids of facts, and the keys of drafts."""
    facts = visit.store.facts()
    gone = {fact.id for fact in facts if fact.id in ids}
    while True:
        words = {said for fact in facts if fact.id in gone for said in _words(fact)}
        more = {fact.id for fact in facts if fact.id not in gone and _belongs(fact, gone, words)}
        if not more:
            break
        gone |= more
    words = {said.strip() for said in words}
    drafts = {f"journal/{fact}" for fact in gone}
    for key in (key for fact in facts if fact.id in gone for key in _fields(fact)):
        if visit.draft(key).text.strip() in words - {""}:
            drafts.add(key)
    return gone, drafts


def _belongs(fact: Fact, gone: set[str], words: set[str]) -> bool:
    match fact.body:
        case Revised(of=of) | Disagreed(of=of):
            return of in gone
        case Kept(of=of, text=text):
            return of in gone and any(text.strip() in said for said in words)
        case _:
            return False


def _words(fact: Fact) -> Iterator[str]:
    yield str(getattr(fact.body, "text", ""))
    if isinstance(fact.body, Planned):
        yield from fact.body.slots.values()


def _fields(fact: Fact) -> Iterator[str]:
    """The fields whose half-typed words may still be those of a fact."""
    key = step_key(getattr(fact.body, "lesson", ""), getattr(fact.body, "step", ""))
    slots = fact.body.slots if isinstance(fact.body, Planned) else ()
    yield from (key, f"{key}#line", f"{key}#after", *(f"{key}#{slot}" for slot in slots))


def _without(progress: Progress, gone: Set[str]) -> Progress:
    """Progress that points to none of those facts any more; what was learned from them stays."""

    def standing(position: Position | None) -> Position | None:
        if position is None or position.turn not in gone:
            return position
        return msgspec.structs.replace(position, turn=None)

    return msgspec.structs.replace(
        progress,
        removed={fact: at for fact, at in progress.removed.items() if fact not in gone},
        plans={key: plan for key, plan in progress.plans.items() if plan.fact not in gone},
        steps={
            key: msgspec.structs.replace(record, last_fact=None) if record.last_fact in gone else record
            for key, record in progress.steps.items()
        },
        position=standing(progress.position),
        aside=standing(progress.aside),
        before=standing(progress.before),
    )
