"""A lesson under way: every kind of step, every way on, resumed where it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.progress.model import Attempt, Chosen, Entry, Planned, Recalled, Revised, Sorted
from coach.session.activity import Activity, Go
from coach.session.views import (
    ChoiceView,
    CompareView,
    EndingView,
    FollowUpView,
    PlanView,
    ReadingView,
    RecallView,
    ReflectionView,
    SortView,
)
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def at(visit: Visit, step: str) -> Activity:
    return visit.open(Go(to="lesson", lesson="small", step=step))


def type_in(activity: Activity, text: str) -> None:
    view = activity.view()
    field = getattr(view, "field", None)
    assert field is not None
    activity.write(field.draft.key, text, 0, len(text))


def offered(activity: Activity) -> list[str]:
    return [action.id for action in activity.view().actions]  # type: ignore[union-attr]


async def test_a_lesson_opens_at_its_first_step_and_goes_on_to_the_next(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small"))
    view = lesson.view()
    assert isinstance(view, ReadingView)
    assert (view.frame.heading, view.frame.place) == ("Lesson 1 · A page", "step 1 of 13")
    await lesson.do("next")
    assert isinstance(lesson.view(), CompareView)
    assert visit.done("small", "page")


async def test_a_lesson_comes_back_at_the_step_where_it_was_left(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small"))
    await lesson.do("next")
    lesson.scrolled(3)
    again = small.open()
    back = again.open(Go(to="lesson", lesson="small"))
    assert isinstance(back.view(), CompareView)
    assert again.position is not None
    assert again.position.scroll == 3


async def test_a_step_that_is_gone_leads_to_the_first_unfinished_one(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small"))
    await lesson.do("next")
    moved = visit.open(Go(to="lesson", lesson="small", step="long-gone"))
    view = moved.view()
    assert isinstance(view, CompareView)


async def test_what_is_not_offered_cannot_be_done(small: Sittings) -> None:
    lesson = at(small.welcomed(), "page")
    with pytest.raises(CoachError, match="Your words are safe"):
        await lesson.do("keep")


async def test_the_why_of_a_comparison_comes_when_asked_for(small: Sittings) -> None:
    lesson = at(small.welcomed(), "two-takes")
    view = lesson.view()
    assert isinstance(view, CompareView)
    assert view.why == ""
    assert "next" not in offered(lesson)
    await lesson.do("why")
    view = lesson.view()
    assert isinstance(view, CompareView)
    assert view.why == "The second is about you."


async def test_cards_are_sorted_one_by_one_and_the_finished_sort_is_kept(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "cards")
    for pile in ("warm", "warm", "cold", "cold"):
        await lesson.do(f"put:{pile}")
        assert lesson.view().verdict  # type: ignore[union-attr]
        await lesson.do("on")
    view = lesson.view()
    assert isinstance(view, SortView)
    assert [verdict for verdict, _ in view.finished] == ["✓ Warm", "○ I'd say: Cold", "✓ Cold", "✓ Cold"]
    body = visit.history()[-1].body
    assert isinstance(body, Sorted)
    assert body.fitted == 3


async def test_a_sort_left_in_the_middle_goes_on_at_the_same_card(small: Sittings) -> None:
    lesson = at(small.welcomed(), "cards")
    await lesson.do("put:warm")
    await lesson.do("on")
    shown = lesson.view()
    assert isinstance(shown, SortView)
    assert (shown.card, shown.number) == ("Ice", 2)
    assert at(small.open(), "cards").view() == shown


async def test_only_the_first_answer_of_a_choice_is_kept_but_each_why_can_be_seen(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "pick")
    await lesson.do("take:that")
    view = lesson.view()
    assert isinstance(view, ChoiceView)
    assert view.why == "Not quite."
    await lesson.do("take:this")
    view = lesson.view()
    assert isinstance(view, ChoiceView)
    assert view.why == "Because."
    kept = [fact.body for fact in visit.history() if isinstance(fact.body, Chosen)]
    assert [body.option for body in kept] == ["that"]


async def test_a_recall_shows_the_learners_words_beside_the_answer_and_is_rated(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "from-memory")
    type_in(lesson, "one page I think")
    await lesson.do("reveal")
    view = lesson.view()
    assert isinstance(view, RecallView)
    assert (view.answered, view.reveal) == ("one page I think", "One page.")
    await lesson.do("rate:partly")
    body = next(fact.body for fact in visit.history() if isinstance(fact.body, Recalled))
    assert (body.text, body.rating) == ("one page I think", "partly")
    assert "small/from-memory" in visit.progress.cards
    assert isinstance(lesson.view(), ReflectionView)


async def test_a_page_of_ones_own_is_kept_and_can_be_changed_without_losing_the_first(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "own-words")
    type_in(lesson, "The kitchen.")
    await lesson.do("keep")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert (view.saved, view.close, view.field) == ("The kitchen.", "Thank you for writing it.", None)
    await lesson.do("change")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert view.field is not None
    assert view.field.draft.text == "The kitchen."
    type_in(lesson, "The kitchen, at night.")
    await lesson.do("keep")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert view.saved == "The kitchen, at night."
    bodies = [fact.body for fact in visit.history()]
    assert [type(body) for body in bodies] == [Entry, Revised]
    assert bodies[0].text == "The kitchen."  # type: ignore[union-attr]


async def test_nothing_written_is_said_kindly_and_not_kept(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "own-words")
    await lesson.do("keep")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert "another day" in view.notice
    assert visit.history() == []


async def test_half_typed_words_wait_with_their_cursor(small: Sittings) -> None:
    lesson = at(small.welcomed(), "own-words")
    field = lesson.view().field  # type: ignore[union-attr]
    assert field is not None
    lesson.write(field.draft.key, "When it got to\nnine I f", 1, 8)
    again = small.open()
    draft = at(again, "own-words").view().field.draft  # type: ignore[union-attr]
    assert (draft.text, draft.row, draft.column) == ("When it got to\nnine I f", 1, 8)
    assert again.position is not None
    assert again.position.writing


async def test_a_later_question_quotes_what_was_written_earlier(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "own-words")
    type_in(lesson, "The kitchen.")
    await lesson.do("keep")
    small.clock.on(days=3)
    later = at(visit, "again-in-own-words").view()
    assert isinstance(later, ReflectionView)
    assert [(quote.text, quote.when, quote.title) for quote in later.quotes] == [
        ("The kitchen.", "on Sunday", "Own words")
    ]


async def test_a_question_that_quotes_a_skipped_step_quotes_nothing(small: Sittings) -> None:
    later = at(small.welcomed(), "again-in-own-words").view()
    assert isinstance(later, ReflectionView)
    assert later.quotes == ()


async def test_a_plan_wants_every_part_and_is_asked_about_at_the_next_sitting(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "one-plan")
    view = lesson.view()
    assert isinstance(view, PlanView)
    lesson.write(view.slots[0].draft.key, "hear the key", 0, 12)
    await lesson.do("keep")
    assert "still open" in lesson.view().notice  # type: ignore[union-attr]
    lesson.write(view.slots[1].draft.key, "breathe out once", 0, 16)
    await lesson.do("keep")
    kept = lesson.view()
    assert isinstance(kept, PlanView)
    assert kept.saved == "When I hear the key,\nI will breathe out once."
    assert isinstance(visit.history()[-1].body, Planned)
    small.clock.on(hours=20)
    visit = small.open()
    lesson = visit.open(Go(to="lesson", lesson="small"))
    asked = lesson.view()
    assert isinstance(asked, FollowUpView)
    assert asked.ask == "You had a plan for when the door goes. How did it go?"
    await lesson.do("went:did")
    assert isinstance(lesson.view(), PlanView)
    assert visit.progress.plans == {}


async def test_a_plan_is_not_asked_about_in_the_sitting_it_was_made_in(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "one-plan")
    for field in lesson.view().slots:  # type: ignore[union-attr]
        lesson.write(field.draft.key, "x", 0, 1)
    await lesson.do("keep")
    await lesson.do("next")
    assert isinstance(lesson.view(), EndingView)


async def test_the_end_of_a_lesson_leads_home_and_everything_stays_reachable(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "the-end")
    view = lesson.view()
    assert isinstance(view, EndingView)
    assert view.between == "Notice one door."
    assert await lesson.do("stop") == Go(to="home")
    assert visit.done("small", "the-end")
    assert isinstance(visit.open(Go(to="lesson", lesson="small", step="page")).view(), ReadingView)


async def test_what_was_done_today_is_counted_honestly_at_the_end(small: Sittings) -> None:
    visit = small.welcomed()
    assert at(visit, "the-end").view().done == ""  # type: ignore[union-attr]
    lesson = at(visit, "own-words")
    type_in(lesson, "The kitchen.")
    await lesson.do("keep")
    assert at(visit, "the-end").view().done == "Today: one page of your own."  # type: ignore[union-attr]


async def test_any_step_can_be_left_for_another_day(small: Sittings) -> None:
    visit = small.welcomed()
    outline = visit.outline("small")
    lesson = at(visit, "two-takes")
    for step in list(outline.steps)[1:-1]:
        assert "skip" in offered(lesson), step
        await lesson.do("skip")
    assert isinstance(lesson.view(), EndingView)
    assert visit.progress.steps["small/own-words"].skipped


async def test_a_visit_to_an_earlier_practice_leaves_the_path_where_it_was(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "say-it")
    for field in lesson.view().slots:  # type: ignore[union-attr]
        lesson.write(field.draft.key, "scared", 0, 6)
    await lesson.do("say")
    lesson = at(visit, "breathe")
    small.clock.on(days=9)
    home = visit.open(Go(to="home"))
    again = home.view().again  # type: ignore[union-attr]
    assert [(one.lesson, one.step) for one in again] == [("small", "say-it")]
    go = await home.do("again:small/say-it")
    assert go is not None
    aside = visit.open(go)
    assert isinstance(visit.history()[-1].body, Attempt)
    assert await aside.do("next") == Go(to="home")
    assert visit.position is not None
    assert visit.position.step == "breathe"
