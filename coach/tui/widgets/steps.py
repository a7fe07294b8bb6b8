"""The pages of the steps that are read, sorted, chosen, remembered, written, planned and breathed through."""

from __future__ import annotations

from textual.widget import Widget

from coach.session import views
from coach.tui.text import show
from coach.tui.widgets.breathing import BreathingPace, Pace
from coach.tui.widgets.lines import Lines, Row
from coach.tui.widgets.points import Points
from coach.tui.widgets.prose import Parts, prose
from coach.tui.widgets.quote import QuotedWords

PAUSE_LINE = "A few seconds. What is on the tip of your tongue? The answers come by themselves."
WHERE_HELP_IS = (
    "Close to home? F2 or ctrl+g shows where help is; 3 there, if it is you who frightens. coach keeps no note of it."
)


def reading(view: views.ReadingView) -> Parts:
    """A page of text, where it comes from, and where help is when it asks for care."""
    return Parts(above=(*prose(view.text), *prose(view.source, WHERE_HELP_IS if view.care else "", kind="quiet")))


def compare(view: views.CompareView) -> Parts:
    """Two takes of one moment, and why once asked for."""
    return Parts(
        above=(
            *prose(view.moment),
            QuotedWords(view.weak, "One way", own=False),
            QuotedWords(view.strong, "Another way", own=False),
            *prose(view.ask, kind="ask"),
            *prose(view.why),
        )
    )


def sort(view: views.SortView) -> Parts:
    """A card and its piles, or what all of them come to, above the cards with where they belong."""
    if view.finished:
        cards = Lines([_sorted(verdict, says) for verdict, says in view.finished])
        return Parts(above=(*prose(view.ask, kind="ask"), *prose(view.after), cards))
    card = (QuotedWords(view.card, f"Card {view.number} of {view.total}", own=False),) if view.card else ()
    return Parts(above=(*prose(view.ask, kind="ask"), *card, *prose(view.verdict, kind="title"), *prose(view.why)))


def _sorted(verdict: str, says: str) -> Row:
    """The sign, the card, and its pile at the right or under it."""
    sign, _, pile = verdict.partition(" ")
    return show(f"{sign} "), show(says), show(pile, "$quiet")


def choice(view: views.ChoiceView) -> Parts:
    """A question; the answers are the list, the why of the one looked at stands below them."""
    waiting = prose(PAUSE_LINE if view.pause else "", kind="quiet")
    return Parts(above=(*prose(view.moment), *waiting, *prose(view.ask, kind="ask")), below=prose(view.why))


def recall(view: views.RecallView) -> Parts:
    """A question from memory, then the learner's words and the answer."""
    remembered = (QuotedWords(view.answered, "From memory"),) if view.answered else ()
    return Parts(above=(*prose(view.ask, kind="ask"), *remembered, *prose(view.reveal)), field=view.field)


def reflection(view: views.ReflectionView) -> Parts:
    """A question to oneself under earlier words, or what was written and a kind close."""
    quotes = [QuotedWords(quote.text, f"{quote.title} · {quote.when}") for quote in view.quotes]
    saved = (QuotedWords(view.saved, "Your words"),) if view.saved else ()
    return Parts(
        above=(*prose(view.lead, kind="quiet"), *quotes, *prose(view.ask, kind="ask"), *saved, *prose(view.close)),
        field=view.field,
    )


def role_play(view: views.RolePlayView) -> Parts:
    """The door of a scene."""
    played = {1: "once", 2: "twice"}.get(view.played, f"{view.played} times")
    before = f"You have been in this scene {played}." if view.played else ""
    waiting = "It waits where you left it." if view.waiting else ""
    return Parts(
        above=(
            *prose(f"{view.title} · with {view.partner}", kind="title"),
            *prose(view.setting),
            *prose(view.lead, kind="ask"),
            *prose(" ".join(filter(None, (before, waiting))), kind="quiet"),
        )
    )


def breathing(view: views.BreathingView) -> Parts:
    """Paced breathing, begun by the learner, and what to do instead."""
    pace = Pace(view.seconds_in, view.seconds_out, view.minutes)
    return Parts(above=(*prose(view.text), BreathingPace(pace), *prose(view.instead, kind="quiet")))


def plan(view: views.PlanView) -> Parts:
    """A plan in blanks with examples below, or the plan as kept, with the days noted of it and today's question."""
    saved = (QuotedWords(view.saved, "Your words"),) if view.saved else ()
    asks = any(action.group == "list" for action in view.actions)
    examples: tuple[Widget, ...] = tuple(
        QuotedWords(example, "" if number else "For example", own=False)
        for number, example in enumerate(view.examples)
    )
    return Parts(
        above=(
            *prose(view.lead),
            *saved,
            *prose(view.log, kind="quiet"),
            *prose("" if view.saved and not asks else view.ask, kind="ask"),
        ),
        slots=view.slots,
        below=examples,
    )


def follow_up(view: views.FollowUpView) -> Parts:
    """Last time's plan and how it went."""
    return Parts(above=(QuotedWords(view.plan, f"Your plan, {view.when}"), *prose(view.ask, kind="ask")))


def door(view: views.DoorView) -> Parts:
    """What is asked before a step for two."""
    return Parts(above=(*prose(view.text), Points(*(("-", question) for question in view.questions), close=True)))


def ending(view: views.EndingView) -> Parts:
    """Something to carry, and what was done."""
    return Parts(above=(*prose(view.text), Points(("To take along", view.between)), *prose(view.done, kind="quiet")))
