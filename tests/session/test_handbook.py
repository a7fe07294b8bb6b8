"""The handbook: what the learner made, each in its part, the newest of a kind, and as Markdown."""

from __future__ import annotations

import pytest

from coach.errors import CoachError
from coach.progress.model import Attempt, Entry, Kept, Planned, Removed, Revised
from coach.session.activity import Go
from coach.session.handbook import NOTHING, counts, markdown, sections
from coach.session.visit import Visit
from tests.session.sittings import Sittings

TRY = Attempt(
    lesson="speak", step="the-unread-message", digest="d", question="Tell Jo.", skill="i-statement",
    text="I was scared at three.", support="none",
)  # fmt: skip


def plan(text: str, step: str = "time-out-card", keep_as: str = "helps") -> Planned:
    return Planned(lesson="speak", step=step, question="Write it now.", slots={}, text=text, keep_as=keep_as)


async def filled(visit: Visit) -> None:
    (said,) = await visit.record(TRY)
    await visit.record(
        Kept(of=said.id, text="I was scared at three."),
        plan("My sign: my jaw."),
        Entry(text="Not for the handbook.", question="What stays?"),
        Entry(text="The late bus.", question="Safe, on guard?", lesson="start-here", step="last-week", keep_as="map"),
        plan("When I lock the shop, I will ring.", "one-soft-opening", "plan"),
    )


async def test_each_part_holds_what_was_made_for_it_in_the_handbooks_order(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await filled(visit)
    found = sections(visit)
    assert [(part.title, [item.text for item in part.items]) for part in found] == [
        ("Sentences of mine", ["I was scared at three."]),
        ("What helps me settle", ["My sign: my jaw."]),
        ("My plans", ["When I lock the shop, I will ring."]),
        ("My maps", ["The late bus."]),
    ]
    assert [item.title for part in found for item in part.items] == [
        "The unread message", "My pause card", "One soft opening", "A map of my last week",
    ]  # fmt: skip
    assert sections(sittings.open()) == found


async def test_a_card_made_anew_takes_the_place_of_the_older_one(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(plan("My sign: my jaw."), plan("My sign: my ears."))
    assert [item.text for part in sections(visit) for item in part.items] == ["My sign: my ears."]


async def test_words_changed_or_taken_out_are_so_here_too(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    one, two = await visit.record(Kept(of="x", text="First."), Kept(of="y", text="Second."))
    await visit.record(Revised(of=one.id, text="First, better."), Removed(of=(two.id,)))
    assert [item.text for part in sections(visit) for item in part.items] == ["First, better."]


async def test_a_step_that_is_gone_leaves_the_question_as_it_was_asked(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(plan("My sign: my jaw.", step="gone-long-ago"))
    assert sections(visit)[0].items[0].title == "Write it now."


async def test_an_empty_handbook_says_what_will_stand_there(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    view = visit.open(Go(to="handbook")).view()
    assert view.nothing == NOTHING  # type: ignore[union-attr]
    assert NOTHING in markdown(visit)


async def test_as_markdown_the_learners_words_can_never_be_a_heading(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(Kept(of="x", text="# Not a heading\n\n- not a list"))
    assert markdown(visit) == ("# Handbook\n\n## Sentences of mine\n\n> # Not a heading\n>\n> - not a list\n")


async def test_how_much_was_made_is_counted_by_part(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await filled(visit)
    assert dict(counts(visit)) == {
        "Sentences of mine": 1, "What helps me settle": 1, "My plans": 1, "My maps": 1,
    }  # fmt: skip


async def test_the_handbook_leads_home_or_to_the_journal_and_nowhere_else(sittings: Sittings) -> None:
    session = sittings.welcomed().open(Go(to="handbook"))
    assert await session.do("home") == Go(to="home")
    assert await session.do("journal") == Go(to="journal")
    with pytest.raises(CoachError, match="not possible"):
        await session.do("settings")
