"""Seeing a review differently: noted with the try, taken back as easily, and never a reason to change or argue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from coach import __version__, feedback
from coach.errors import CoachError
from coach.progress.disagreements import standing
from coach.progress.model import Attempt, Disagreed, Fact, Removed
from coach.session.activity import NOT_OPEN
from coach.session.reading_back import NOTED, things
from coach.session.views import Action
from coach.session.visit import Visit

DIFFER, WORDS = "differ", "words"
"""The verbs of the actions: ``differ:WHAT`` notes it or takes it back, ``words:WHAT`` adds or takes out the words."""
_WITH_WORDS = f"{NOTED} Your sentence is with it."


def noted(facts: Sequence[Fact], attempt: str) -> dict[str, Disagreed]:
    """What the learner sees differently in a try, by the signal, criterion or "band" it is about."""
    return {one.body.what: one.body for one in standing(facts) if one.body.of == attempt}


def rows(found: feedback.Review, those: Mapping[str, Disagreed]) -> tuple[Action, ...]:
    """A row for each thing to see differently, and below what is noted one for the learner's own words."""
    listed: list[Action] = []
    for number, thing in enumerate(things(found), 1):
        body = those.get(thing.what)
        shared = body is not None and body.share_words
        note = "" if body is None else _WITH_WORDS if shared else NOTED
        key = str(number) if number < 10 else ""
        listed.append(_row(f"{DIFFER}:{thing.what}", thing.label, key=key, note=note))
        if body is not None:
            label = "Take my sentence out of the note" if shared else "Add my sentence to the note"
            listed.append(_row(f"{WORDS}:{thing.what}", label))
    return tuple(listed)


def _row(action: str, label: str, *, key: str = "", note: str = "") -> Action:
    return Action(id=action, label=label, key=key, note=note, group="list", stays=True)


async def act(visit: Visit, fact: Fact, attempt: Attempt, found: feedback.Review, verb: str, what: str) -> None:
    """Carry out one of the rows about the try ``fact``. Raises CoachError when it could not be saved."""
    facts = visit.facts_of(attempt.lesson, attempt.step)
    body = noted(facts, fact.id).get(what)
    if verb == WORDS and body is not None:
        await visit.record(msgspec.structs.replace(body, share_words=not body.share_words))
    elif body is not None:
        await visit.record(Removed(of=tuple(one.id for one in facts if _about(one, fact.id, what))))
    else:
        await visit.record(_disagreed(fact.id, attempt, found, what))


def _about(fact: Fact, attempt: str, what: str) -> bool:
    body = fact.body
    return isinstance(body, Disagreed) and (body.of, body.what) == (attempt, what)


def _disagreed(of: str, attempt: Attempt, found: feedback.Review, what: str) -> Disagreed:
    thing = next((thing for thing in things(found) if thing.what == what), None)
    if thing is None:
        raise CoachError(NOT_OPEN)
    return Disagreed(
        of=of,
        lesson=attempt.lesson,
        step=attempt.step,
        skill=attempt.skill,
        what=what,
        rule=thing.rule,
        state=thing.state,
        band=found.band,
        spans=thing.spans,
        version=__version__,
    )
