"""Plans, cards and logs: parts that may stay empty, and what is asked later, or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.progress.model import Entry, Followed, Planned, Removed, Restored
from coach.session.activity import Activity, Go
from coach.session.views import ChoiceView, FollowUpView, PlanView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def at(visit: Visit, step: str) -> Activity:
    return visit.open(Go(to="lesson", lesson="two", step=step))


def plan_of(activity: Activity) -> PlanView:
    view = activity.view()
    assert isinstance(view, PlanView)
    return view


async def fill(activity: Activity, *words: str) -> None:
    for field, text in zip(plan_of(activity).slots, words, strict=True):
        activity.write(field.draft.key, text, 0, len(text))
    await activity.do("keep")


def offered(activity: Activity) -> list[str]:
    return [action.id for action in activity.view().actions]  # type: ignore[union-attr]


async def test_a_part_that_may_stay_empty_is_left_out_of_what_is_kept(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "promises")
    assert plan_of(lesson).slots[1].placeholder == "smaller (or leave it empty)"
    await fill(lesson, "the light", "")
    assert plan_of(lesson).saved == "One: the light"


async def test_a_part_that_may_not_stay_empty_is_asked_for(small: Sittings) -> None:
    lesson = at(small.welcomed(), "promises")
    await fill(lesson, "", "the door")
    assert 'One part is still open: "One".' in plan_of(lesson).notice


async def test_a_log_asks_from_the_next_day_on_once_a_day_until_its_days_are_noted(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "promises")
    await fill(lesson, "the light", "the door")
    assert "went:did" not in offered(lesson)
    for note in ("went:did", "went:mended", "went:missed"):
        small.clock.on(days=1)
        assert plan_of(lesson).ask == "How did it go today?"
        await lesson.do(note)
        assert note not in offered(lesson)
    assert plan_of(lesson).log == ("✓ ↻ ○   three days noted: one kept, one missed and put right, one missed")
    small.clock.on(days=1)
    assert "went:did" not in offered(lesson)
    notes = [fact.body for fact in visit.history() if isinstance(fact.body, Followed)]
    assert [note.went for note in notes] == ["did", "mended", "missed"]
    assert notes[0].question == "How did it go today?"


async def test_not_today_is_asked_again_tomorrow_and_counts_for_nothing(small: Sittings) -> None:
    lesson = at(small.welcomed(), "promises")
    await fill(lesson, "the light", "the door")
    small.clock.on(days=1)
    await lesson.do("went:not-yet")
    assert plan_of(lesson).log == ""
    assert "went:did" not in offered(lesson)
    small.clock.on(days=1)
    assert "went:did" in offered(lesson)


async def test_a_log_never_stands_in_the_way_of_a_lesson(small: Sittings) -> None:
    visit = small.welcomed()
    await fill(at(visit, "promises"), "the light", "the door")
    small.clock.on(days=2)
    assert not isinstance(at(visit, "card").view(), FollowUpView)


async def test_a_card_without_a_question_is_never_asked_about(small: Sittings) -> None:
    visit = small.welcomed()
    await fill(at(visit, "card"), "air", "tea")
    small.clock.on(days=2)
    assert isinstance(at(visit, "card").view(), PlanView)
    (card,) = [fact.body for fact in visit.history() if isinstance(fact.body, Planned)]
    assert (card.keep_as, card.asks) == ("card", False)


async def test_a_plan_made_anew_begins_its_log_anew(small: Sittings) -> None:
    lesson = at(small.welcomed(), "promises")
    await fill(lesson, "the light", "the door")
    small.clock.on(days=1)
    await lesson.do("went:did")
    await lesson.do("change")
    await fill(lesson, "the light, before ten", "the door")
    assert plan_of(lesson).log == ""


async def test_a_page_says_which_part_of_the_handbook_it_belongs_to(small: Sittings) -> None:
    visit = small.welcomed(keep_solo=True)
    lesson = at(visit, "what-i-heard")
    lesson.write(lesson.view().field.draft.key, "A walk.", 0, 7)  # type: ignore[union-attr]
    await lesson.do("keep")
    (entry,) = [fact.body for fact in visit.history() if isinstance(fact.body, Entry)]
    assert entry.keep_as == "helps"


async def test_the_answers_of_a_choice_with_a_pause_come_after_it(small: Sittings) -> None:
    lesson = at(small.welcomed(), "the-first-word")
    view = lesson.view()
    assert isinstance(view, ChoiceView)
    assert (view.pause, offered(lesson)[0]) == (5, "ready")
    assert "take:listen" not in offered(lesson)
    await lesson.do("ready")
    assert "take:listen" in offered(lesson)
    await lesson.do("take:defend")
    assert lesson.view().why == "True, and too soon."  # type: ignore[union-attr]


async def test_a_plan_taken_out_is_not_asked_about_until_it_is_put_back(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small", step="one-plan"))
    await fill(lesson, "hear the door", "say one feeling")
    (planned,) = [fact for fact in visit.history() if isinstance(fact.body, Planned)]
    await visit.record(Removed(of=(planned.id,)))
    small.clock.on(days=2)
    assert not isinstance(at(visit, "card").view(), FollowUpView)
    await visit.record(Restored(of=(planned.id,)))
    assert isinstance(at(visit, "card").view(), FollowUpView)
