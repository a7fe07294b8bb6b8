"""Whether a condition of a scene holds: spans of dials, what the last reply did, what the scene has heard so far."""

from __future__ import annotations

from functools import cache

from coach.dialogue.scene import Dials, When

DIALS = ("safety", "heat", "hope", "openness")
LOWEST, HIGHEST = 0, 20


@cache
def bounds(span: str) -> tuple[int, int]:
    """The lowest and highest value a span allows, both included: ``12..``, ``..6``, ``5..9`` or ``7``."""
    low, dots, high = span.partition("..")
    if not dots:
        return int(low), int(low)
    return int(low or LOWEST), int(high or HIGHEST)


def holds(when: When | None, dials: Dials, did: frozenset[str], seen: frozenset[str]) -> bool:
    """Whether every part of ``when`` is true; no condition at all always holds.

    ``did`` is what the reply just given does (empty before the first reply); ``seen`` is what every reply so far
    did, the last one included.
    """
    if when is None:
        return True
    for dial in DIALS:
        span = getattr(when, dial)
        if span is not None:
            low, high = bounds(span)
            if not low <= getattr(dials, dial) <= high:
                return False
    return (
        did.issuperset(when.did)
        and (not when.any or not did.isdisjoint(when.any))
        and did.isdisjoint(when.lacks)
        and seen.issuperset(when.had)
        and seen.isdisjoint(when.never_had)
    )
