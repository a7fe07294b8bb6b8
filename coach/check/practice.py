"""Examples held to what they claim: models earn their band, weak lines earn their signals.

A model must earn the band it states or a better one: a learner may be pleasantly surprised by an example, never
misled. It may not make coach stop and offer help, as a learner's own words can. A weak line must earn every signal
in its ``because`` and may not reach solid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from coach.check.faults import Fault, Place, Source
from coach.check.reader import Reader, unknown
from coach.course.model import Band, Compare, Lesson, Practice
from coach.feedback import Context, Gives, Review

BANDS: tuple[str, ...] = get_args(Band)


def practice_faults(source: Source[Lesson], reader: Reader) -> Iterator[Fault]:
    """Practices and compares of a lesson whose examples do not earn what they claim."""
    for index, step in enumerate(source.content.steps):
        if isinstance(step, Practice):
            yield from _practice(source, ("steps", index), step, reader)
        elif isinstance(step, Compare):
            yield from _compare(source, ("steps", index), step, reader)


def _practice(source: Source[Lesson], at: Place, step: Practice, reader: Reader) -> Iterator[Fault]:
    forms = reader.forms(step.skill)
    if step.variant and step.variant not in forms:
        yield source.fault(
            (*at, "variant"), f'{step.skill} has no form called "{step.variant}"',
            f"write one of: {', '.join(forms)}" if forms else "leave variant out",
        )  # fmt: skip
        return
    context = Context(
        says=step.says or step.situation,
        gives=Gives(events=step.gives.events, feelings=step.gives.feelings, needs=step.gives.needs),
        must_not=step.must_not,
        variant=step.variant,
        advice_invited=step.advice_invited,
    )
    for n, model in enumerate(step.models):
        review = reader.review(model.says, step.skill, context)
        if _rank(review.band) < _rank(model.band):
            yield source.fault(
                (*at, "models", n, "says"),
                f"this model claims {model.band} and earns {review.band or 'no band'} ({_found(review)})",
                "say it better, or claim less",
            )
        if review.concern != "none":
            yield source.fault(
                (*at, "models", n, "says"),
                f"this model reads as a cry for help ({review.concern})",
                "say it otherwise",
            )
    for n, weak in enumerate(step.not_yet):
        if not weak.because:
            yield source.fault((*at, "not_yet", n), "a weak line says no reason", "name the signals in because:")
        review = reader.review(weak.says, step.skill, context)
        yield from _weak(source, (*at, "not_yet", n), weak.because, review, reader)


def _compare(source: Source[Lesson], at: Place, step: Compare, reader: Reader) -> Iterator[Fault]:
    if step.skill is None:
        return
    context = Context(says=step.moment)
    review = reader.review(step.strong, step.skill, context)
    if _rank(review.band) < BANDS.index("taking-shape"):
        yield source.fault(
            (*at, "strong"),
            f"the strong take earns {review.band or 'no band'} ({_found(review)})",
            "make it at least taking-shape",
        )
    yield from _weak(source, at, step.because, reader.review(step.weak, step.skill, context), reader)


def _weak(
    source: Source[Lesson], at: Place, because: tuple[str, ...], review: Review, reader: Reader
) -> Iterator[Fault]:
    for name, instead in unknown(because, reader.signal_names()):
        yield source.fault((*at, "because"), f'"{name}" is not a signal', instead)
    found = {signal.name for signal in review.signals}
    for name in because:
        if name in reader.signal_names() and name not in found:
            yield source.fault(
                (*at, "because"),
                f'the weak line does not earn "{name}" ({_found(review)})',
                "sharpen it, or drop the name",
            )
    if _rank(review.band) >= BANDS.index("solid"):
        yield source.fault(at, f"the weak line earns {review.band}", "make it weaker, or move it to the models")


def _rank(band: str | None) -> int:
    return BANDS.index(band) if band else -1


def _found(review: Review) -> str:
    return "found: " + (", ".join(signal.name for signal in review.signals) or "nothing")
