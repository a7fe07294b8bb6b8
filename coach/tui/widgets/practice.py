"""The pages of a practice step: write, then one's own words with marks under them, and what may follow."""

from __future__ import annotations

from typing import assert_never

from textual.widget import Widget

from coach.session.views import Attempted, PracticeView, ReviewView
from coach.tui.text import assemble
from coach.tui.widgets.marked import MarkedText
from coach.tui.widgets.points import Points
from coach.tui.widgets.prose import Parts, Prose, prose
from coach.tui.widgets.quote import QuotedWords

HELP_IS_NEAR = "Someone to talk to is one key away: F2 or ctrl+g, now or at any time. coach keeps no note of it."


def practice(view: PracticeView) -> Parts:
    """The page of the phase the learner is in."""
    match view.phase:
        case "write":
            return _write(view)
        case "review":
            return Parts(above=(*prose(view.ask, kind="quiet"), *_own_words(view), _said_of(view)))
        case "self-check":
            return Parts(above=(*_asked(view), *_own_words(view)), below=_models(view))
        case "care":
            return Parts(above=(*prose(view.care), *prose(HELP_IS_NEAR)))
        case "tries":
            return Parts(above=tuple(widget for tried in view.tries for widget in _tried(tried)))
        case "models":
            return Parts(above=(*prose(view.ask, kind="ask"), *_own_words(view), *_models(view)))
        case "why":
            return Parts(above=(*_own_words(view), *_verdicts(view.review)))
        case _:
            assert_never(view.phase)


def _asked(view: PracticeView) -> tuple[Widget, ...]:
    """The moment and what to do in it."""
    said = (QuotedWords(view.says, own=False),) if view.says else ()
    return (*prose(view.situation), *said, *prose(view.ask, kind="ask"))


def _write(view: PracticeView) -> Parts:
    """Help stands before the words, where it is seen as soon as it is asked for."""
    help_given = (("Keep in mind", view.cue), *(("A hint", hint) for hint in view.hints))
    helped = (Points(*help_given, close=True),) if view.cue or view.hints else ()
    return Parts(above=(*_asked(view), *helped), field=view.field, slots=view.slots, composed=True)


def _own_words(view: PracticeView) -> tuple[Widget, ...]:
    if view.review is not None:
        return (MarkedText(view.review.text, view.review.marks),)
    return (MarkedText(view.sentence),) if view.sentence else ()


def _said_of(view: PracticeView) -> Widget:
    """What worked, one next step, a pattern to fill, where the try stands; last the moment it was for."""
    moment = ("The moment", view.situation)
    review = view.review
    if review is None:
        return Points(moment)
    return Points(
        ("What worked", review.worked),
        ("One next step", review.next_step),
        ("A pattern", review.pattern),
        ("So far", review.band),
        moment,
    )


def _models(view: PracticeView) -> tuple[Widget, ...]:
    return tuple(QuotedWords(model.says, f"One way to say it · {model.voice}", own=False) for model in view.models)


def _tried(tried: Attempted) -> tuple[Widget, ...]:
    when = assemble((tried.when, "bold"), (f"   {tried.band}" if tried.band else "", "$quiet"))
    return (Prose(when, "when"), MarkedText(tried.text, tried.marks))


def _verdicts(review: ReviewView | None) -> tuple[Widget, ...]:
    """Each criterion with its verdict, the words found and where it comes from; then what no rule can know."""
    if review is None:
        return ()
    rows: list[Widget] = []
    for verdict in review.verdicts:
        found = verdict.found or "no words found"
        origin = " · ".join(filter(None, (verdict.rule, verdict.source)))
        rows.append(
            Prose(
                assemble(
                    (verdict.criterion, "bold"),
                    f": {verdict.verdict}\n",
                    (found, "$own-words"),
                    "\n",
                    (origin, "$quiet"),
                )
            )
        )
    return (*prose(review.why), *rows, *prose(review.limits, kind="quiet"))
