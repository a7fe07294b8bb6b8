"""The order of facts: each copy's own by its counter, several copies' one among the other by when they happened."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from itertools import accumulate

from coach.progress.model import Fact, Progress
from coach.progress.transitions import apply


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts oldest first. A copy's own are never put in another order, whatever its clock did (decision 18)."""
    copies: dict[str, list[Fact]] = {}
    for fact in facts:
        copies.setdefault(fact.origin, []).append(fact)
    for own in copies.values():
        own.sort(key=lambda fact: (fact.seq, fact.id))
    if len(copies) == 1:
        return next(iter(copies.values()))
    return [fact for *_, fact in heapq.merge(*map(_timed, copies.values()), key=lambda entry: entry[:3])]


def _timed(own: list[Fact]) -> list[tuple[datetime, str, int, Fact]]:
    """One copy's facts with the time by which they are merged: a clock set back must not turn them round."""
    times = accumulate((datetime.fromisoformat(fact.at) for fact in own), max)
    return [(time, fact.origin, n, fact) for n, (time, fact) in enumerate(zip(times, own, strict=True))]


def replayed(facts: Iterable[Fact]) -> Progress:
    """What facts add up to, from nothing."""
    return reduce(apply, in_order(facts), Progress())
