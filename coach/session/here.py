"""The step a learner stands at: what the simple steps and practice share."""

from __future__ import annotations

from coach.course.model import Lesson, Outline, Step
from coach.progress.model import Draft, Entry, Fact, Planned, Position, step_key
from coach.session.views import Action, Field, Frame
from coach.session.visit import Visit

NEXT = "next"
BACK = "back"
SKIP = "skip"
SAVED = "saved"
"""The place of a step whose words were kept."""


class Here:
    """One step in its lesson, with its drafts and its own place (``part``), kept in the position."""

    def __init__(self, visit: Visit, lesson: Lesson, step: Step) -> None:
        self.visit = visit
        self.lesson = lesson
        self.step = step
        self.notice = ""

    @property
    def part(self) -> str:
        """The step's own place as last noted: a phase, cards put so far."""
        position = self.visit.position
        return position.part if position is not None and position.step == self.step.id else ""

    def go(self, part: str, *, writing: str = "") -> Position:
        """The position at another place of this step; give it to ``record`` or to ``note``."""
        return Position(lesson=self.lesson.id, step=self.step.id, part=part, writing=writing)

    def note(self, part: str) -> None:
        """Move to another place of this step where nothing needs saving but the place."""
        position = self.visit.position
        self.visit.stand(self.go(part, writing=position.writing if position is not None else ""))

    def key(self, slot: str = "") -> str:
        """The draft key of this step's field, or of one of its slots."""
        key = step_key(self.lesson.id, self.step.id)
        return f"{key}#{slot}" if slot else key

    def draft(self, slot: str = "") -> Draft:
        """The half-typed words of this step's field, or of one of its slots."""
        return self.visit.draft(self.key(slot))

    def field(self, *, label: str = "", placeholder: str = "", rows: int = 5) -> Field:
        """An editor over this step's draft."""
        return Field(draft=self.draft(), label=label, placeholder=placeholder, rows=rows)

    def facts(self) -> list[Fact]:
        """What was recorded at this step, oldest first."""
        return self.visit.facts_of(self.lesson.id, self.step.id)

    def newest(self, kind: type[Entry] | type[Planned]) -> Fact | None:
        """The last thing of that kind recorded at this step."""
        return next((fact for fact in reversed(self.facts()) if isinstance(fact.body, kind)), None)

    @property
    def number(self) -> int:
        """This step's number in its lesson, from 1."""
        return self.lesson.steps.index(self.step) + 1

    def frame(self) -> Frame:
        """Where this step stands, for the title line and the side column."""
        outline = self.visit.outline(self.lesson.id)
        total = len(self.lesson.steps)
        return Frame(
            lesson=self.lesson.id,
            step=self.step.id,
            heading=f"{label(outline)} · {self.step.title}",
            place=f"step {self.number} of {total}",
            title=self.step.title,
            number=self.number,
            total=total,
            path=tuple((self._sign(step), step.title) for step in self.lesson.steps),
        )

    def _sign(self, step: Step) -> str:
        if step.id == self.step.id:
            return "● here"
        return "✓ done" if self.visit.done(self.lesson.id, step.id) else "○ to come"

    def onward(self, label: str = "Go on", *, primary: bool = True) -> tuple[Action, ...]:
        """The actions that leave this step: on, and back to the one before."""
        on = Action(id=NEXT, label=label, primary=primary)
        return (on, *self.backward())

    def backward(self) -> tuple[Action, ...]:
        """The action that goes to the step before, where there is one and the visit is on the path."""
        if self.number == 1 or self.visit.progress.aside is not None:
            return ()
        return (Action(id=BACK, label="Back", key="b"),)

    def skip(self, label: str = "Not now") -> tuple[Action, ...]:
        """The actions of a step not done yet: leave it for now, or go back."""
        return (Action(id=SKIP, label=label, key="n"), *self.backward())

    def forget(self, said: dict[str, str]) -> None:
        """Let go of this step's half-typed words, slot by slot, now that they are safe in a fact."""
        for slot, words in said.items():
            self.visit.forget_draft(self.key(slot), words)


def digit(number: int) -> str:
    """The key of the entry of that number in a list: none beyond the ninth, since no key is "10"."""
    return str(number) if number < 10 else ""


def label(outline: Outline) -> str:
    """What a lesson is called in short: "Lesson 2", or its own label where that is no number."""
    return f"Lesson {outline.label}" if outline.label.isdigit() else outline.label
