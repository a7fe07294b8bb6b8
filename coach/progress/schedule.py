"""Which practice is worth another try, and why today.

Intervals are fsrs's (Ye et al. 2022), without learning steps, without fuzz and never beyond 60 days (decision 13).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from coach.progress.model import Card, PlanRecord, Progress

if TYPE_CHECKING:
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good"]
LONGEST_DAYS = 60
PLAN_RESTS = timedelta(hours=4)
"""How long after it was made a plan is asked about: at the next sitting, not in the same one."""

_BAND_RATING: dict[str, Rating] = {
    "seed": "again",
    "taking-shape": "hard",
    "solid": "good",
    "steady-hands": "good",
}
_RECALL_RATING: dict[str, Rating] = {"not-yet": "again", "partly": "hard", "had": "good"}


class Due(Struct, frozen=True, kw_only=True):
    """One step worth another try: whose key it is (``lesson/step``), when it was last tried, and why."""

    key: str
    last: datetime
    why: str


def rating_of_band(band: str | None) -> Rating | None:
    """The rating a band stands for; None for a try that was not scored."""
    return _BAND_RATING.get(band) if band else None


def rating_of_recall(rating: str) -> Rating:
    """The rating a learner's own word for a recall stands for."""
    return _RECALL_RATING[rating]


def rate(card: Card | None, rating: Rating, at: datetime, why: str) -> Card:
    """The card after one rating at ``at`` (aware). A second rating of the same day changes only the reason."""
    # fsrs costs some milliseconds to import and Home never needs it.
    from fsrs import Card as Memory
    from fsrs import Rating as Grade
    from fsrs import State

    moment = at.astimezone(UTC)
    if card is not None and _day(card.last, at) == at.date():
        return Card(stability=card.stability, difficulty=card.difficulty, due=card.due, last=card.last, why=why)
    memory = Memory(card_id=1)
    if card is not None:
        last = datetime.fromisoformat(card.last).astimezone(UTC)
        memory = Memory(
            card_id=1,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=datetime.fromisoformat(card.due).astimezone(UTC),
            # a clock set back must not make time run backwards inside the model
            last_review=min(last, moment),
        )
    grade = {"again": Grade.Again, "hard": Grade.Hard, "good": Grade.Good}[rating]
    memory, _ = _scheduler().review_card(memory, grade, review_datetime=moment)
    return Card(
        stability=memory.stability or 0.0,
        difficulty=memory.difficulty or 0.0,
        due=memory.due.isoformat(),
        last=at.isoformat(),
        why=why,
    )


def due(
    progress: Progress, now: datetime, known: Callable[[str], bool] = lambda key: True, most: int = 2
) -> tuple[Due, ...]:
    """The steps due at ``now``, longest overdue first, ``most`` at most; never one tried today.

    ``known`` says whether the course still has the step of a key.
    """
    waiting = [
        (card.due, key, card)
        for key, card in progress.cards.items()
        if datetime.fromisoformat(card.due) <= now and _day(card.last, now) != now.date() and known(key)
    ]
    waiting.sort(key=lambda item: (datetime.fromisoformat(item[0]), item[1]))
    return tuple(
        Due(key=key, last=datetime.fromisoformat(card.last), why=card.why) for _, key, card in waiting[:most]
    )


def plan_waits(plan: PlanRecord, now: datetime) -> bool:
    """Whether it is time to ask how a plan went; logs are another matter."""
    return not plan.days and now - datetime.fromisoformat(plan.at) >= PLAN_RESTS


def log_waits(plan: PlanRecord, now: datetime) -> bool:
    """Whether a log has days left and neither was begun today nor has today's note."""
    return plan.days > 0 and _day(plan.at, now) != now.date()


def _day(moment: str, like: datetime) -> object:
    return datetime.fromisoformat(moment).astimezone(like.tzinfo).date()


def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False)
