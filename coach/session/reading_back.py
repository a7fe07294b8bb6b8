"""A review as a view: marks under the words, what worked, one next step, the table behind it, what one may doubt."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from coach import feedback
from coach.feedback.explain import quoted
from coach.session.review_views import Marked, ReviewView, Verdict

BAND_WORDS: dict[str | None, str] = {
    "seed": "Seed: a beginning",
    "taking-shape": "Taking shape",
    "solid": "Solid",
    "steady-hands": "Steady hands",
    None: "",
}
"""Bands in the words a learner sees."""


_LONGEST = 80
BAND = "band"
"""The band, among the names of signals and the ids of criteria."""
NOTED = "You see this differently. Noted with this try."
"""Said beside what the learner sees differently."""


class Thing(NamedTuple):
    """Something in a review that a learner may see differently: a signal, a criterion or the band, as they saw it.

    ``what`` is the signal's name, the criterion's id, or "band"; ``rule`` the first rule that spoke, or empty.
    """

    what: str
    label: str
    state: str
    rule: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def review_view(found: feedback.Review, text: str, *, scored: bool, differs: Collection[str] = ()) -> ReviewView:
    """A review to show; with ``scored`` False only the words, as they were kept without a score.

    ``differs`` names the signals, criteria or "band" that the learner sees differently.
    """
    if not scored:
        return ReviewView(text=text, marks=(), band="", worked="", next_step="", pattern="", why="", limits="")
    rows = feedback.explain(found)
    return ReviewView(
        text=text,
        marks=marks(found),
        band=band_words(found),
        worked=found.worked,
        next_step=found.next_step,
        pattern=found.pattern,
        why=found.why,
        limits=found.limits,
        verdicts=tuple(_verdict(row, differs) for row in rows if not row.also),
        also=tuple(_verdict(row, differs) for row in rows if row.also),
        differs=tuple(thing.label for thing in things(found) if thing.what in differs),
    )


def band_words(found: feedback.Review) -> str:
    """The band in words. Where nothing may be praised, a kind word for the band would be praise too: then none."""
    return BAND_WORDS[found.band] if found.worked else ""


def _verdict(row: feedback.Verdict, differs: Collection[str]) -> Verdict:
    return Verdict(
        criterion=row.criterion,
        found=row.found,
        verdict=row.verdict,
        rule=row.rule,
        source=row.source,
        reasons=row.reasons,
        noted=NOTED if row.what in differs else "",
    )


def things(found: feedback.Review) -> list[Thing]:
    """All there is in a review to see differently: what was seen, in the text's order, what was asked, the band."""
    named = feedback.signal_labels()
    asked = {row.what: row for row in feedback.explain(found)}
    signals = [
        Thing(
            what=one.name,
            label=f"{named[one.name]}: {_short(quoted(found.text, one.spans))}",
            state="perhaps" if one.soft else "found",
            rule=one.rule,
            spans=one.spans,
        )
        for one in sorted(found.signals, key=lambda one: one.spans)
    ]
    criteria = [
        Thing(
            what=one.id,
            label=f"{asked[one.id].criterion}: {asked[one.id].verdict}",
            state=one.state,
            rule=next(iter(one.rules), ""),
            spans=one.spans,
        )
        for one in found.criteria
    ]
    band = band_words(found)
    return [
        *signals,
        *criteria,
        *([Thing(what=BAND, label=f"So far: {band}", state=found.band or "")] if band else []),
    ]


def _short(words: str) -> str:
    """Quoted words, the end left out of long ones: in a list they are there to be recognised."""
    return words if len(words) <= _LONGEST else f'{words[:_LONGEST].rstrip()}…"'


def marks(found: feedback.Review) -> tuple[Marked, ...]:
    """The stretches of a reply that get a word under them."""
    return tuple(
        Marked(start=mark.start, end=mark.end, label=mark.label, kind=mark.kind) for mark in feedback.labels(found)
    )
