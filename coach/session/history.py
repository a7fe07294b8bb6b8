"""Everything that was recorded, found again by id and by step: a learner may have written for ten years."""

from __future__ import annotations

from collections.abc import Iterable

from coach.course.names import Names
from coach.progress.model import Called, Fact, Revised


class History:
    """Facts in the order they came; whoever asks leaves out what was removed."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: list[Fact] = []
        self._by_id: dict[str, Fact] = {}
        self._by_step: dict[tuple[str, str], list[Fact]] = {}
        self._revised: dict[str, str] = {}
        self.names = Names()
        self.add(facts)

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in newer facts."""
        for fact in facts:
            self.facts.append(fact)
            self._by_id[fact.id] = fact
            step = (getattr(fact.body, "lesson", ""), getattr(fact.body, "step", ""))
            self._by_step.setdefault(step, []).append(fact)
            if isinstance(fact.body, Revised):
                self._revised[fact.body.of] = fact.body.text
            elif isinstance(fact.body, Called):
                self.names = Names(partner=fact.body.partner, pronoun=fact.body.pronoun)

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id, or None."""
        return self._by_id.get(fact_id)

    def of(self, lesson: str, step: str) -> list[Fact]:
        """The facts of one step, oldest first."""
        return self._by_step.get((lesson, step), [])

    def words(self, fact: Fact) -> str:
        """The words of a fact as last revised; empty for a fact without words."""
        return self._revised.get(fact.id, str(getattr(fact.body, "text", "")))
