"""The pages of a practice step: write, then one's own words with marks under them, and what may follow."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content
from textual.widget import Widget

from coach.session.review_views import ReviewView, Verdict
from coach.session.views import Attempted, PracticeView
from coach.tui.text import Piece, assemble
from coach.tui.widgets.marked import MarkedText
from coach.tui.widgets.points import Points
from coach.tui.widgets.prose import Parts, Prose, prose
from coach.tui.widgets.quote import QuotedWords

HELP_IS_NEAR = "Someone to talk to is one key away: F2 or ctrl+g, now or at any time. coach keeps no note of it."


DIFFER = "What do you see differently?"
WHERE_NOTES_GO = (
    "A note changes nothing else, and choosing it again takes it back. Notes stay on this computer. The command "
    "coach export --disagreements prints them, without your words unless you add them."
)


def practice(view: PracticeView) -> Parts:
    """The page of the phase the learner is in."""
    match view.phase:
        case "write":
            return _write(view)
        case "review":
            return Parts(above=(*prose(view.ask, kind="quiet"), *_own_words(view), _said_of(view)))
        case "care":
            return Parts(above=(*prose(view.care), *prose(HELP_IS_NEAR)))
        case "tries":
            return Parts(above=tuple(widget for tried in view.tries for widget in _tried(tried)))
        case "models":
            return Parts(above=(*prose(view.ask, kind="ask"), *_own_words(view), *_models(view)))
        case "why":
            return Parts(above=(*_own_words(view), *_table(view.review)))
        case "differ":
            # Without marks: their numbers would be taken for those of the list.
            return Parts(
                above=(MarkedText(view.sentence), *prose(DIFFER, kind="ask")),
                below=prose(WHERE_NOTES_GO, kind="quiet"),
            )
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
        *_standing(review),
        moment,
    )


def _standing(review: ReviewView) -> tuple[tuple[str, str], ...]:
    """Where the try stands, and what the learner sees differently."""
    noted = "\n".join(("You see this differently:", *review.differs)) if review.differs else ""
    return ("So far", review.band), ("Noted", noted)


def _models(view: PracticeView) -> tuple[Widget, ...]:
    return tuple(QuotedWords(model.says, f"One way to say it · {model.voice}", own=False) for model in view.models)


def _tried(tried: Attempted) -> tuple[Widget, ...]:
    when = assemble((tried.when, "bold"), (f"   {tried.band}" if tried.band else "", "$quiet"))
    return (Prose(when, "when"), MarkedText(tried.text, tried.marks))


def _table(review: ReviewView | None) -> tuple[Widget, ...]:
    """What was asked, row by row; what else was seen; where the try stands; then what no rule can know."""
    if review is None:
        return ()
    also = (*prose("Also seen", kind="title"), *map(_verdict, review.also)) if review.also else ()
    return (
        *prose(review.why),
        *map(_verdict, review.verdicts),
        *also,
        Points(*_standing(review)),
        *prose(review.limits, kind="quiet"),
    )


def _verdict(verdict: Verdict) -> Widget:
    """What is asked and the verdict, the words found, why, whether it is seen differently; source and ids last."""
    lines: list[Piece] = [assemble((verdict.criterion, "bold"), f": {verdict.verdict}")]
    lines.append((verdict.found or "no words found", "$own-words" if verdict.found else "$quiet"))
    lines += verdict.reasons
    if verdict.noted:
        lines.append((verdict.noted, "$next"))
    lines.append((" · ".join(filter(None, (verdict.source, verdict.rule))), "$quiet"))
    return Prose(Content("\n").join(assemble(line) for line in lines))
