"""What practice adds up to: facts in, counts and series out. Nothing here judges a person or a relationship.

Facts come in order, removed ones left out. A day is the learner's own: the date their clock showed when the fact was
made, wherever they are now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from coach.progress.model import Attempt, Called, Fact, Kept, OwnLine, Removed, Restored, StartedOver

LAST = 10
"""How many of the newest tries a sentence or a chart speaks of."""
FEW = 5
"""Fewer scored tries at a skill than this show no pattern."""
CHANGE = 3
"""By how many tries the newer five must exceed the five before them to be called a change."""
WEEKS = 8
HURTS = frozenset({"threat", "coercion", "contempt"})
"""Signals beside which nothing counts as done well: a seed with one of them has no band worth a word (3.3, caps)."""

_SOLID = frozenset({"solid", "steady-hands"})
_UNAIDED = frozenset({"cue", "none"})
_HOUSEKEEPING = (Called, OwnLine, Removed, Restored, StartedOver)


class Tried(NamedTuple):
    """A try in own words."""

    fact: Fact
    body: Attempt

    @property
    def day(self) -> str:
        """The date it was made, in ISO."""
        return self.fact.at[:10]

    @property
    def hurts(self) -> bool:
        """Whether something in it hurts so that nothing else in it counts."""
        return self.body.band == "seed" and any(mark.name in HURTS for mark in self.body.marks)

    @property
    def band(self) -> str | None:
        """Its band, if it has one that may be named."""
        return None if self.hurts else self.body.band

    @property
    def solid(self) -> bool:
        """Whether it was Solid or better."""
        return self.body.band in _SOLID

    def did(self, criterion: str) -> bool:
        """Whether it met that criterion, with nothing in it that hurts."""
        return self.body.criteria.get(criterion) == "met" and not self.hurts


class Claim(NamedTuple):
    """The clearest thing that tries at one skill show: a criterion met in ``met`` of the last ``of`` tries.

    With ``before`` it is a change: so often was it met in as many tries before those. ``whole`` unless the skill's
    last tries asked for different things; then ``of`` counts those that asked for this one.
    """

    skill: str
    criterion: str
    met: int
    of: int
    before: int | None = None
    whole: bool = True


class Week(NamedTuple):
    """The days of one week that are in the month so far, and on which of them something was done."""

    first: date
    last: date
    practised: frozenset[date]


def own_tries(facts: Iterable[Fact]) -> dict[str, list[Tried]]:
    """The tries in own words by skill, oldest first; the skill tried last comes first. Chosen lines are no tries."""
    found: dict[str, list[Tried]] = {}
    for fact in facts:
        body = fact.body
        if isinstance(body, Attempt) and body.option is None and body.text.strip():
            tries = found.pop(body.skill, [])
            tries.append(Tried(fact, body))
            found[body.skill] = tries
    return dict(reversed(found.items()))


def scored(tries: Iterable[Tried]) -> list[Tried]:
    """Those that could be read and were held against what the skill asks for."""
    return [one for one in tries if one.body.criteria]


def kept(facts: Iterable[Fact], tries: Mapping[str, Sequence[Tried]]) -> dict[str, Fact]:
    """The newest sentence the learner kept from a try at each skill, where they kept one: the Kept fact."""
    skills = {one.fact.id: skill for skill, those in tries.items() for one in those}
    return {skills[fact.body.of]: fact for fact in facts if isinstance(fact.body, Kept) and fact.body.of in skills}


def at_home(tries: Iterable[Tried], sure: Callable[[Attempt], bool]) -> bool:
    """Whether a skill is at home: three solid tries, two steps, two days, unaided (rubrics.md 3.3).

    ``sure`` says of a try whether every core criterion was met; it is asked only where the rest holds.
    """
    fit = [one for one in tries if one.solid and one.body.support in _UNAIDED]
    return _often_enough(fit) and _often_enough([one for one in fit if sure(one.body)])


def _often_enough(tries: Sequence[Tried]) -> bool:
    steps = {(one.body.lesson, one.body.step) for one in tries}
    return len(tries) >= 3 and len(steps) >= 2 and len({one.day for one in tries}) >= 2


def days(facts: Iterable[Fact]) -> frozenset[date]:
    """The days on which the learner did something; settings and tidying up do not count."""
    return frozenset(
        map(date.fromisoformat, {fact.at[:10] for fact in facts if not isinstance(fact.body, _HOUSEKEEPING)})
    )


def month_so_far(practised: Collection[date], today: date) -> list[Week]:
    """The weeks, Monday to Sunday, of this month up to today."""
    month = [today.replace(day=number) for number in range(1, today.day + 1)]
    weeks = [list(those) for _, those in groupby(month, key=_monday)]
    return [Week(those[0], those[-1], frozenset(those).intersection(practised)) for those in weeks]


def tries_by_week(tries: Iterable[Tried], today: date) -> list[tuple[date, int]]:
    """How many tries each of the last eight weeks saw, by its Monday, oldest first; from the first week with any."""
    per_day = Counter(one.day for one in tries)
    counts: Counter[date] = Counter()
    for day, count in per_day.items():
        # Whoever travels west may have tried something tomorrow.
        counts[_monday(min(date.fromisoformat(day), today))] += count
    weeks = [_monday(today) - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    begun = next((at for at, week in enumerate(weeks) if counts[week]), len(weeks))
    return [(week, counts[week]) for week in weeks[begun:]]


def runs(bands: Iterable[str | None]) -> list[tuple[str | None, int]]:
    """The same bands in order, each with how often it follows itself."""
    return [(band, sum(1 for _ in those)) for band, those in groupby(bands)]


def clearest(tries: Mapping[str, Sequence[Tried]], told: Collection[str]) -> Claim | None:
    """The largest change for the better among the criteria of ``told``, else the one met most surely, else None.

    Only skills with five scored tries or more are looked at. Among equals the skill tried last goes first (the order
    of ``tries``), then the order in which a skill asks for things.
    """
    claims = [claim for skill, those in tries.items() for claim in _claims(skill, scored(those), told)]
    changed = [claim for claim in claims if claim.before is not None]
    if changed:
        return max(changed, key=lambda claim: claim.met - (claim.before or 0))
    sure = [claim for claim in claims if claim.met * 2 > claim.of]
    return max(sure, key=lambda claim: 2 * claim.met - claim.of, default=None)


def _claims(skill: str, tries: Sequence[Tried], told: Collection[str]) -> Iterable[Claim]:
    """What can be said of each criterion: how often it was met, and how that changed where it did."""
    if len(tries) < FEW:
        return
    asked: dict[str, list[Tried]] = {}
    for one in tries[-LAST:]:
        for criterion in one.body.criteria:
            if criterion in told:
                asked.setdefault(criterion, []).append(one)
    for criterion, those in asked.items():
        if len(those) < FEW:
            continue
        met = [one.did(criterion) for one in those]
        whole = len(those) == min(len(tries), LAST)
        yield Claim(skill, criterion, sum(met), len(met), whole=whole)
        newer, before = sum(met[-FEW:]), sum(met[:FEW])
        if len(met) == LAST and newer - before >= CHANGE:
            yield Claim(skill, criterion, newer, FEW, before)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
