"""What the learner sees differently, and how often: counted from facts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from coach.progress.model import Attempt, Disagreed, Fact


class Standing(NamedTuple):
    """A disagreement that has not been taken back: the fact, what it says, and the try it is about."""

    fact: Fact
    body: Disagreed
    attempt: Attempt


class Counts(NamedTuple):
    """How many disagreements stand, by the rule that spoke and by the signal, criterion or "band" it is about."""

    by_rule: dict[str, int]
    by_what: dict[str, int]


def standing(facts: Sequence[Fact]) -> list[Standing]:
    """The disagreements that stand; ``facts`` come in order, removed ones left out.

    Of several about the same thing of the same try the last counts; with its try a disagreement is gone.
    """
    tries = {fact.id: fact.body for fact in facts if isinstance(fact.body, Attempt)}
    found: dict[tuple[str, str], Standing] = {}
    for fact in facts:
        body = fact.body
        if isinstance(body, Disagreed) and body.of in tries:
            found[body.of, body.what] = Standing(fact, body, tries[body.of])
    return list(found.values())


def counted(those: Sequence[Standing]) -> Counts:
    """How often the learner disagreed; where no rule spoke only ``by_what`` counts."""
    rules = Counter(one.body.rule for one in those if one.body.rule)
    return Counts(by_rule=dict(rules), by_what=dict(Counter(one.body.what for one in those)))
