"""A review made plain: a word under each stretch it found, and a row for each criterion."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from coach.feedback.concern import NONE
from coach.feedback.lexicon import SignalNote, listed, signal_notes
from coach.feedback.review import Review
from coach.feedback.rubric import has_rules, rubric
from coach.feedback.signals import Span

_VERDICTS = {"met": "there", "partly": "partly there", "not-yet": "not yet", "cannot-tell": "can't tell"}


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of the reply (half-open, in code points), the words to stand under it, and what it does."""

    start: int
    end: int
    label: str
    kind: Literal["helps", "costs", "note"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One criterion for the Why table: what it asks, the words found, the verdict, the rules, and the source."""

    criterion: str
    found: str
    verdict: str
    rule: str
    source: str


def _mark(note: SignalNote, text: str, start: int, end: int) -> Mark:
    """The mark for a stretch, or for just the telling word in it."""
    for pick in listed(note.picks):
        match = re.search(rf"\b{pick}\b", text[start:end], re.IGNORECASE)
        if match:
            return Mark(start=start + match.start(), end=start + match.end(), label=note.label, kind=note.kind)
    return Mark(start=start, end=end, label=note.label, kind=note.kind)


def _meets(mark: Mark, other: Mark) -> bool:
    return mark.start < other.end and other.start < mark.end


def labels(review: Review) -> tuple[Mark, ...]:
    """The marks to stand under the words, in order.

    Of two costs on the same words the first listed is marked; what helps gives way to what costs. Beside a concern
    nothing is marked.
    """
    if review.concern != NONE:
        return ()
    notes = signal_notes()
    wanted = rubric(review.skill).marks.split() if has_rules(review.skill) else list(notes)
    found = {one.name: one.spans for one in review.signals}
    order = [*wanted, *(name for name in found if notes[name].kind == "costs" and name not in wanted)]
    marks = [
        (name, _mark(notes[name], review.text, start, end)) for name in order for start, end in found.get(name, ())
    ]
    kept: list[Mark] = []
    for name, mark in sorted(marks, key=lambda pair: pair[1].kind != "costs"):
        if notes[name].picks or not any(_meets(mark, other) for other in kept if other.kind == "costs"):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: (mark.start, mark.end)))


def quoted(text: str, spans: tuple[Span, ...]) -> str:
    """The words of some spans, each in quotation marks."""
    return ", ".join(f'"{" ".join(text[start:end].split())}"' for start, end in spans)


def explain(review: Review) -> tuple[Verdict, ...]:
    """A row for each criterion; for a skill without rules yet, one for each signal."""
    if not has_rules(review.skill):
        return tuple(
            Verdict(
                criterion=signal_notes()[one.name].means, found=quoted(review.text, one.spans),
                verdict="perhaps" if one.soft else "found", rule=one.rule, source=signal_notes()[one.name].source,
            )
            for one in review.signals
        )  # fmt: skip
    criteria = {one.id: one for one in rubric(review.skill).criteria}
    return tuple(
        Verdict(
            criterion=criteria[one.id].asks, found=quoted(review.text, one.spans), verdict=_VERDICTS[one.state],
            rule=", ".join((one.id, *one.rules)), source=criteria[one.id].source,
        )
        for one in review.criteria
    )  # fmt: skip


def signal_labels() -> dict[str, str]:
    """Each signal's name and the words that stand under it: "own_feeling" -> "a feeling, yours"."""
    return {name: note.label for name, note in signal_notes().items()}
