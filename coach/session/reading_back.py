"""A review as a view: marks under the words, what worked, one next step, and the table behind it."""

from __future__ import annotations

from coach import feedback
from coach.session.views import Marked, ReviewView, Verdict

BAND_WORDS: dict[str | None, str] = {
    "seed": "Seed: a beginning",
    "taking-shape": "Taking shape",
    "solid": "Solid",
    "steady-hands": "Steady hands",
    None: "",
}
"""Bands in the words a learner sees."""


def review_view(found: feedback.Review, text: str, *, scored: bool) -> ReviewView:
    """A review to show; with ``scored`` False only the words, as they were kept without a score."""
    if not scored:
        return ReviewView(text=text, marks=(), band="", worked="", next_step="", pattern="", why="", limits="")
    return ReviewView(
        text=text,
        marks=marks(found),
        # Where nothing may be praised, a kind word for the band would be praise too.
        band=BAND_WORDS[found.band] if found.worked else "",
        worked=found.worked,
        next_step=found.next_step,
        pattern=found.pattern,
        why=found.why,
        limits=found.limits,
        verdicts=tuple(
            Verdict(
                criterion=verdict.criterion,
                found=verdict.found,
                verdict=verdict.verdict,
                rule=verdict.rule,
                source=verdict.source,
            )
            for verdict in feedback.explain(found)
        ),
    )


def marks(found: feedback.Review) -> tuple[Marked, ...]:
    """The stretches of a reply that get a word under them."""
    return tuple(
        Marked(start=mark.start, end=mark.end, label=mark.label, kind=mark.kind) for mark in feedback.labels(found)
    )
