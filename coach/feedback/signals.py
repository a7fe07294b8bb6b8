"""What a reply does: signals, made from cues."""

from __future__ import annotations

from msgspec import Struct

from coach.feedback.cues import Found
from coach.feedback.lexicon import signal_notes

Span = tuple[int, int]
INVITED = "context.advice-invited"
"""The cue that says the partner asked for advice; then advice is no signal (review-contract.md)."""


class Signal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a reply does, by meaning: where (half-open offsets in code points), and the first rule that saw it.

    ``soft`` says that only uncertain rules saw it.
    """

    name: str
    spans: tuple[Span, ...]
    rule: str
    soft: bool = False


def signals(found: Found) -> tuple[Signal, ...]:
    """The signals of a reply in the order they are listed; one that is absent is not there."""
    told = []
    for name in signal_notes():
        cues = found.named(name)
        if not cues or (name == "advice" and found.named(INVITED)):
            continue
        hard = [cue for cue in cues if not cue.soft]
        told.append(Signal(name=name, spans=found.spans(hard or cues), rule=(hard or cues)[0].rule, soft=not hard))
    return tuple(told)
