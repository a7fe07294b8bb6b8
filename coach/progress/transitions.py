"""How each fact changes progress: pure, and without effect the second time."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

import msgspec

from coach.progress import schedule
from coach.progress.model import (
    Attempt,
    Called,
    Chosen,
    Completed,
    Disagreed,
    Entry,
    Fact,
    Followed,
    Kept,
    OwnLine,
    Planned,
    PlanRecord,
    Played,
    Progress,
    Recalled,
    Removed,
    Restored,
    Revised,
    Sorted,
    StartedOver,
    StepRecord,
    step_key,
)

DAYS_KEPT = 70
"""Days of daily counts that progress remembers: two months and a bit, so that it never grows with the years."""

_BANDS = ("seed", "taking-shape", "solid", "steady-hands")


def apply(progress: Progress, fact: Fact) -> Progress:
    """Progress after ``fact``; unchanged when it has seen that fact already."""
    if fact.seq <= progress.seen.get(fact.origin, 0):
        return progress
    replace = msgspec.structs.replace
    progress = replace(
        progress,
        seen={**progress.seen, fact.origin: fact.seq},
        last_at=max(progress.last_at, fact.at),
        days=_counted(progress.days, fact.at[:10]),
    )
    body = fact.body
    match body:
        case Completed():
            record = _record(progress, body.lesson, body.step)
            skipped = body.skipped and not record.tries
            done = replace(record, done=True, skipped=skipped, round=progress.rounds)
            return _with(progress, body.lesson, body.step, done)
        case Entry() | Chosen() | Sorted():
            if not body.lesson:
                return progress
            return _tried(progress, body.lesson, body.step, fact.id)
        case Planned():
            key = step_key(body.lesson, body.step)
            plan = PlanRecord(fact=fact.id, lesson=body.lesson, step=body.step, at=fact.at, days=body.days)
            progress = _tried(progress, body.lesson, body.step, fact.id)
            rest = {other: waiting for other, waiting in progress.plans.items() if other != key}
            return replace(progress, plans={**rest, key: plan} if body.asks else rest)
        case Followed():
            return _followed(progress, body, fact.at)
        case Recalled():
            progress = _tried(progress, body.lesson, body.step, fact.id)
            rating = schedule.rating_of_recall(body.rating)
            return _rated(progress, body.lesson, body.step, rating, fact.at, body.rating)
        case Attempt():
            return _attempted(progress, body, fact)
        case Played():
            if body.parent is None:
                return _tried(progress, body.lesson, body.step, fact.id)
            record = _record(progress, body.lesson, body.step)
            return _with(progress, body.lesson, body.step, replace(record, last_fact=fact.id))
        case Kept() | Revised() | Disagreed() | Called() | OwnLine():
            return progress
        case StartedOver():
            return _started_over(progress, body, fact.at)
        case Removed():
            return replace(progress, removed={**progress.removed, **dict.fromkeys(body.of, fact.at)})
        case Restored():
            kept = {of: at for of, at in progress.removed.items() if of not in body.of}
            return replace(progress, removed=kept)
        case _:
            assert_never(body)


def _record(progress: Progress, lesson: str, step: str) -> StepRecord:
    return progress.steps.get(step_key(lesson, step), StepRecord())


def _with(progress: Progress, lesson: str, step: str, record: StepRecord) -> Progress:
    return msgspec.structs.replace(progress, steps={**progress.steps, step_key(lesson, step): record})


def _tried(progress: Progress, lesson: str, step: str, fact: str) -> Progress:
    record = _record(progress, lesson, step)
    tried = msgspec.structs.replace(record, tries=record.tries + 1, skipped=False, last_fact=fact)
    return _with(progress, lesson, step, tried)


def _attempted(progress: Progress, body: Attempt, fact: Fact) -> Progress:
    progress = _tried(progress, body.lesson, body.step, fact.id)
    if body.band is None:
        return progress
    record = _record(progress, body.lesson, body.step)
    best = max((band for band in (record.best, body.band) if band in _BANDS), key=_BANDS.index, default=None)
    record = msgspec.structs.replace(record, band=body.band, best=best)
    progress = _with(progress, body.lesson, body.step, record)
    rating = schedule.rating_of_band(body.band)
    if rating is None or body.option is not None:
        return progress
    return _rated(progress, body.lesson, body.step, rating, fact.at, body.next_step or body.band)


def _rated(progress: Progress, lesson: str, step: str, rating: schedule.Rating, at: str, why: str) -> Progress:
    key = step_key(lesson, step)
    card = schedule.rate(progress.cards.get(key), rating, datetime.fromisoformat(at), why)
    return msgspec.structs.replace(progress, cards={**progress.cards, key: card})


def _followed(progress: Progress, body: Followed, at: str) -> Progress:
    key = step_key(body.lesson, body.step)
    plan = progress.plans.get(key)
    if plan is None or plan.fact != body.plan:
        return progress
    rest = {other: waiting for other, waiting in progress.plans.items() if other != key}
    noted = plan.noted + (body.went != "not-yet")
    if body.went == "not-yet" or (body.went != "dropped" and noted < plan.days):
        rest[key] = msgspec.structs.replace(plan, at=at, noted=noted)
    return msgspec.structs.replace(progress, plans=rest)


def _started_over(progress: Progress, body: StartedOver, at: str) -> Progress:
    """Every step counts its rounds, so nothing need be forgotten for the path to be open again, or whole again."""
    replace = msgspec.structs.replace
    if not body.undone:
        return replace(
            progress, rounds=progress.rounds + 1, started_over=at, before=progress.position, position=None, aside=None
        )
    return replace(
        progress,
        rounds=max(0, progress.rounds - 1),
        started_over="",
        before=None,
        position=progress.before or progress.position,
        aside=None,
    )


def _counted(days: dict[str, int], day: str) -> dict[str, int]:
    counted = {**days, day: days.get(day, 0) + 1}
    if len(counted) > DAYS_KEPT:
        del counted[min(counted)]
    return counted
