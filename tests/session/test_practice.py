"""Practice: support that fades, an own try before any model, and words kept whatever they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.progress.model import Attempt, Entry, Kept
from coach.session.activity import Activity, Go
from coach.session.views import PracticeView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"
GOOD = "When it got to three and I had heard nothing, I was scared."
BAD = "You never think of me. You are so selfish."
AFRAID = "He hit me last night and I am scared of what he will do when he comes home."


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def at(visit: Visit, step: str = "say-it") -> Activity:
    return visit.open(Go(to="lesson", lesson="small", step=step))


def view(activity: Activity) -> PracticeView:
    shown = activity.view()
    assert isinstance(shown, PracticeView)
    return shown


def offered(activity: Activity) -> set[str]:
    return {action.id for action in view(activity).actions}


async def say(activity: Activity, text: str) -> None:
    """One try, through whatever field there is."""
    shown = view(activity)
    for field in shown.slots:
        activity.write(field.draft.key, "", 0, 0)
    field = shown.field or shown.slots[0]
    activity.write(field.draft.key, text, 0, len(text))
    await activity.do("say")


async def third_try(visit: Visit) -> Activity:
    """The step with all support gone and nothing typed yet."""
    lesson = at(visit)
    for _ in range(2):
        await say(lesson, GOOD)
        await lesson.do("again")
    field = view(lesson).field
    assert field is not None
    lesson.write(field.draft.key, "", 0, 0)
    return lesson


def tries(visit: Visit) -> list[Attempt]:
    return [fact.body for fact in visit.history() if isinstance(fact.body, Attempt)]


async def test_the_builder_puts_the_learners_words_between_its_own(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit)
    shown = view(lesson)
    assert [(slot.starts, slot.ends) for slot in shown.slots] == [("When", ","), ("I was", ".")]
    lesson.write(shown.slots[0].draft.key, "it got to three", 0, 15)
    lesson.write(shown.slots[1].draft.key, "scared", 0, 6)
    assert view(lesson).sentence == "When it got to three, I was scared."
    await lesson.do("say")
    assert tries(visit)[0].text == "When it got to three, I was scared."


async def test_support_fades_from_builder_to_cue_to_none(small: Sittings) -> None:
    lesson = at(small.welcomed())
    seen = []
    for _ in range(4):
        shown = view(lesson)
        seen.append((shown.support, bool(shown.slots), bool(shown.cue)))
        await say(lesson, GOOD)
        await lesson.do("again")
    assert seen == [
        ("builder", True, False),
        ("cue", False, True),
        ("none", False, False),
        ("none", False, False),
    ]


async def test_hints_come_one_at_a_time_and_stay(small: Sittings) -> None:
    lesson = at(small.welcomed())
    assert view(lesson).hints == ()
    await lesson.do("hint")
    assert view(lesson).hints == ("Begin with the time on the clock.",)
    await lesson.do("hint")
    assert len(view(lesson).hints) == 2
    assert "hint" not in offered(lesson)
    assert len(view(at(small.open())).hints) == 2


async def test_models_are_shown_only_after_an_own_try_and_that_is_remembered(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit)
    assert "models" not in offered(lesson)
    await say(lesson, GOOD)
    assert "models" in offered(lesson)
    await lesson.do("models")
    assert [model.voice for model in view(lesson).models] == ["plain", "few words"]
    await lesson.do("again")
    await say(lesson, GOOD)
    assert [attempt.models_seen for attempt in tries(visit)] == [False, True]


async def test_a_try_is_kept_with_what_was_on_screen_and_what_the_review_said(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await third_try(visit)
    await say(lesson, BAD)
    attempt = tries(visit)[-1]
    assert attempt.text == BAD
    assert attempt.support == "none"
    assert "Ash came home at three" in attempt.question
    assert {mark.name for mark in attempt.marks} >= {"absolute", "blame"}
    assert attempt.criteria["IST.B"] == "not-yet"
    assert attempt.digest


async def test_a_review_shows_marks_on_the_learners_own_words_and_one_next_step(small: Sittings) -> None:
    lesson = await third_try(small.welcomed())
    await say(lesson, BAD)
    review = view(lesson).review
    assert review is not None
    assert review.text == BAD
    assert any("never" in BAD[mark.start : mark.end] for mark in review.marks)
    assert review.worked
    assert review.next_step
    assert review.limits


@pytest.mark.parametrize("hurts", ["I was sad on Friday, you idiot.", "Answer me or you'll regret it. I was scared."])
async def test_what_hurts_is_not_praised_by_a_word_or_a_band(small: Sittings, hurts: str) -> None:
    lesson = await third_try(small.welcomed())
    await say(lesson, hurts)
    if view(lesson).phase == "care":
        await lesson.do("go-on")
    review = view(lesson).review
    assert review is not None
    assert (review.worked, review.band) == ("", "")
    assert review.next_step


async def test_a_weak_try_offers_another_first_and_a_good_one_offers_to_go_on(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await third_try(visit)
    await say(lesson, BAD)
    assert next(action.id for action in view(lesson).actions if action.primary) == "again"
    await lesson.do("again")
    await say(lesson, GOOD)
    assert tries(visit)[-1].band in ("solid", "steady-hands")
    assert next(action.id for action in view(lesson).actions if action.primary) == "next"


async def test_trying_again_begins_with_the_words_of_the_last_try_and_overwrites_nothing(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await third_try(visit)
    await say(lesson, BAD)
    await lesson.do("again")
    field = view(lesson).field
    assert field is not None
    assert field.draft.text == BAD
    await say(lesson, GOOD)
    assert [attempt.text for attempt in tries(visit)][-2:] == [BAD, GOOD]
    await lesson.do("tries")
    assert [one.text for one in view(lesson).tries][-2:] == [BAD, GOOD]


async def test_the_table_behind_a_review_names_rule_and_source(small: Sittings) -> None:
    lesson = await third_try(small.welcomed())
    await say(lesson, BAD)
    await lesson.do("why")
    review = view(lesson).review
    assert view(lesson).phase == "why"
    assert review is not None
    assert review.verdicts
    assert all(verdict.source for verdict in review.verdicts)


async def test_a_sentence_can_be_kept(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await third_try(visit)
    await say(lesson, GOOD)
    await lesson.do("keep-sentence")
    assert [fact.body.text for fact in visit.history() if isinstance(fact.body, Kept)] == [GOOD]
    assert "Kept" in view(lesson).notice


async def test_nothing_written_is_no_try(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit)
    await lesson.do("say")
    assert "need not be good" in view(lesson).notice
    assert tries(visit) == []


async def test_a_reply_is_read_against_what_the_partner_said(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = at(visit, "say-back")
    await say(lesson, "Nobody asked you anything all day. That sounds lonely.")
    shown = view(lesson)
    assert shown.phase == "review"
    assert {mark.name for mark in tries(visit)[0].marks} >= {"reflects_content", "acknowledges_feeling"}


# --- words that give cause for concern ----------------------------------------------------------------------


async def afraid(visit: Visit) -> Activity:
    lesson = await third_try(visit)
    await say(lesson, AFRAID)
    return lesson


async def test_words_of_fear_get_one_calm_line_and_no_score(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await afraid(visit)
    shown = view(lesson)
    assert shown.phase == "care"
    assert shown.review is None
    assert "F2" in shown.care
    assert {"keep", "erase", "go-on"} <= offered(lesson)


async def test_no_attempt_is_kept_until_the_learner_chooses_and_the_draft_stays(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await afraid(visit)
    assert len(tries(visit)) == 2
    again = small.open()
    assert len(tries(again)) == 2
    shown = view(at(again))
    assert shown.phase == "write"
    assert shown.field is not None
    assert shown.field.draft.text == AFRAID
    assert lesson is not None


async def test_keeping_the_words_keeps_them_as_anyone_may_keep_any_words(small: Sittings) -> None:
    """The same fact that "Just keep it" makes of harmless words, so that it tells nothing about them."""
    visit = small.welcomed()
    lesson = await afraid(visit)
    await lesson.do("keep")
    field = view(lesson).field
    assert field is not None
    assert field.draft.text == ""
    lesson.write(field.draft.key, GOOD, 0, 0)
    await lesson.do("keep")
    assert "without a score" in view(lesson).notice
    kept = [fact.body for fact in visit.history() if isinstance(fact.body, Entry)]
    assert [body.text for body in kept] == [AFRAID, GOOD]
    assert kept[0].question == kept[1].question
    assert len(tries(visit)) == 2


async def test_erasing_the_words_leaves_no_trace_of_them(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await afraid(visit)
    await lesson.do("erase")
    field = view(lesson).field
    assert field is not None
    assert field.draft.text == ""
    small.close()
    kept = b"".join(path.read_bytes() for path in small.folder.rglob("*") if path.is_file())
    assert b"hit me" not in kept


async def test_made_up_words_are_scored_like_any_others(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await afraid(visit)
    await lesson.do("go-on")
    assert tries(visit)[-1].criteria
    assert view(lesson).phase == "review"


async def test_no_file_says_that_anything_gave_cause_for_concern(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await afraid(visit)
    await lesson.do("keep")
    small.close()
    kept = b"".join(path.read_bytes() for path in small.folder.rglob("*") if path.is_file()).lower()
    for word in (b"concern", b"partner_violence", b'"care', b"danger"):
        assert word not in kept
