"""What an opened page of the journal holds beside its words: several tries, a talk line by line, a plan."""

from __future__ import annotations

from coach.errors import CourseError
from coach.progress.model import Played
from coach.session.dates import moment_of, number_word
from coach.session.journal_views import JournalPart
from coach.session.pages import Page, Written
from coach.session.views import Said
from coach.session.visit import Visit

ANOTHER_WAY = "You went back and said it another way:"


def parts(visit: Visit, written: Written, page: Page) -> tuple[JournalPart, ...]:
    """The parts of a page, in the order they happened."""
    if isinstance(page.newest.body, Played):
        return _talk(visit, page)
    plan = written.plan_of(page)
    if plan:
        return (JournalPart(heading="The plan was:", text=plan),)
    if not page.grouped:
        return ()
    now = visit.clock()
    return tuple(
        JournalPart(heading=f"Try {number_word(number)}, {moment_of(fact.at, now)}:", text=words)
        for number, (fact, words) in enumerate(page.said, 1)
    )


def _talk(visit: Visit, page: Page) -> tuple[JournalPart, ...]:
    """A play line by line as it went; where the learner took turns back a new part begins."""
    found: list[JournalPart] = []
    said: list[Said] = []
    heading, last, partner = "", "", _partner(visit, page)
    for fact, words in zip(page.facts, page.words, strict=True):
        body = fact.body
        if not isinstance(body, Played):
            continue
        if said and body.parent != last:
            found.append(JournalPart(heading=heading, said=tuple(said)))
            heading, said = ANOTHER_WAY, []
        if words.strip():
            said.append(Said(who="you", name="You", text=words))
        if body.says.strip():
            said.append(Said(who="partner", name=partner, text=body.says.strip()))
        last = fact.id
    return (*found, JournalPart(heading=heading, said=tuple(said)))


def _partner(visit: Visit, page: Page) -> str:
    """What the partner of a play is called, where its scene can still be read."""
    body = page.newest.body
    try:
        return visit.scene(body.scene).partner if isinstance(body, Played) else ""
    except CourseError:
        return "They"
