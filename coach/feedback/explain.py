"""A review made plain: a word under each stretch it found, and a row for each criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from coach.feedback.concern import NONE
from coach.feedback.lexicon import Rule, SignalNote, listed, rules_written, signal_notes
from coach.feedback.review import Review
from coach.feedback.rubric import CriterionResult, has_rules, rubric
from coach.feedback.signals import Signal, Span
from coach.feedback.weighed import RULE

_VERDICTS = {"met": "there", "partly": "partly there", "not-yet": "not yet", "cannot-tell": "can't tell"}


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of the reply (half-open, in code points), the words to stand under it, and what it does."""

    start: int
    end: int
    label: str
    kind: Literal["helps", "costs", "note"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One row of the Why table: what is asked, the words found, the verdict, why, the rules, and the source.

    ``what`` is the id of the criterion, or the name of the signal; ``reasons`` are those of the rules that spoke, in
    plain words. With ``also`` it is a signal that no criterion uses.
    """

    what: str
    criterion: str
    found: str
    verdict: str
    rule: str
    source: str
    reasons: tuple[str, ...] = ()
    also: bool = False


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
    wanted = rubric(review.skill, review.variant).marks.split() if has_rules(review.skill) else list(notes)
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


_WEIGHED = Rule(
    why="No rule knows these words. Together they were mostly this in replies coach learnt from. It may be off.",
    source="Labelled replies written for coach",
)


def quoted(text: str, spans: tuple[Span, ...]) -> str:
    """The words of some spans, each in quotation marks."""
    return ", ".join(f'"{" ".join(text[start:end].split())}"' for start, end in spans)


def _spoken(ids: Iterable[str]) -> list[Rule]:
    """The rules of those ids; what only the situation told has none, and weighed words share one reason."""
    written = rules_written()
    found = (_WEIGHED if one.startswith(RULE) else written.get(one) for one in ids)
    return [rule for rule in found if rule]


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once."""
    return tuple(dict.fromkeys(filter(None, texts)))


def _signal_row(review: Review, one: Signal, *, also: bool) -> Verdict:
    note, rules = signal_notes()[one.name], _spoken((one.rule,))
    return Verdict(
        what=one.name, criterion=note.means, found=quoted(review.text, one.spans),
        verdict="perhaps" if one.soft else "found", rule=one.rule,
        source="; ".join(_each((note.source, *(rule.source for rule in rules)))),
        reasons=_each((note.why, *(rule.why for rule in rules))), also=also,
    )  # fmt: skip


def _used(one: Signal, by: tuple[CriterionResult, ...]) -> bool:
    """Whether a criterion was decided by all the words of a signal."""
    return any(
        one.rule in criterion.rules
        and all(any(start <= left and right <= end for start, end in criterion.spans) for left, right in one.spans)
        for criterion in by
    )


def explain(review: Review) -> tuple[Verdict, ...]:
    """A row for each criterion, then one for each signal that none uses, so that every mark has its reason.

    For the journal, which asks for nothing, one for each signal. Beside a concern, where nothing is marked, no
    signals follow.
    """
    if not has_rules(review.skill):
        return tuple(_signal_row(review, one, also=False) for one in review.signals)
    criteria = {one.id: one for one in rubric(review.skill, review.variant).criteria}
    rows = [
        Verdict(
            what=one.id, criterion=criteria[one.id].asks, found=quoted(review.text, one.spans),
            verdict=_VERDICTS[one.state], rule=", ".join((one.id, *one.rules)),
            source="; ".join(_each((criteria[one.id].source, *(rule.source for rule in _spoken(one.rules))))),
            reasons=_each(rule.why for rule in _spoken(one.rules)),
        )
        for one in review.criteria
    ]  # fmt: skip
    left = [one for one in review.signals if review.concern == NONE and not _used(one, review.criteria)]
    return (*rows, *(_signal_row(review, one, also=True) for one in left))


def signal_labels() -> dict[str, str]:
    """Each signal's name and the words that stand under it: "own_feeling" -> "a feeling, yours"."""
    return {name: note.label for name, note in signal_notes().items()}
