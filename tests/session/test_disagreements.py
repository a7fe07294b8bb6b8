"""Seeing a review differently: noted with the try, taken back, exported; and never a change to the score."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from coach import __version__
from coach.errors import CoachError, StoreError
from coach.progress.model import Attempt, Disagreed
from coach.session.activity import Activity, Go
from coach.session.export import disagreements
from coach.session.reading_back import NOTED
from coach.session.views import Action, PracticeView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"
SCHEMA_1 = Path(__file__).parents[1] / "store" / "schema-1"
MIXED = "I feel like you never think of me. I was scared at three in the morning."
HOSTILE = "I was scared at three \x1b[31m[/b]\x9b2J\u202e you never call \ud800"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def at(visit: Visit) -> Activity:
    return visit.open(Go(to="lesson", lesson="small", step="say-it"))


def view(activity: Activity) -> PracticeView:
    shown = activity.view()
    assert isinstance(shown, PracticeView)
    return shown


def row(activity: Activity, action: str) -> Action:
    return next(one for one in view(activity).actions if one.id == action)


async def tried(visit: Visit, text: str = MIXED) -> Activity:
    """A try with its review open, said in a single field."""
    lesson = at(visit)
    if view(lesson).slots:
        lesson.write(view(lesson).slots[0].draft.key, "it got late", 0, 0)
        await lesson.do("say")
        await lesson.do("again")
    field = view(lesson).field
    assert field is not None
    lesson.write(field.draft.key, text, 0, len(text))
    await lesson.do("say")
    return lesson


async def choosing(visit: Visit, text: str = MIXED) -> Activity:
    lesson = await tried(visit, text)
    await lesson.do("differ")
    return lesson


def noted(visit: Visit) -> list[Disagreed]:
    return [fact.body for fact in visit.history() if isinstance(fact.body, Disagreed)]


def attempts(visit: Visit) -> list[Attempt]:
    return [fact.body for fact in visit.history() if isinstance(fact.body, Attempt)]


def lines(visit: Visit) -> list[dict[str, object]]:
    return [json.loads(line) for line in disagreements(visit).splitlines()]


# --- noting it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opened", [(), ("why",)], ids=["from the review", "from the why"])
async def test_it_can_be_said_from_the_review_and_from_the_why(small: Sittings, opened: tuple[str, ...]) -> None:
    lesson = await tried(small.welcomed())
    for action in opened:
        await lesson.do(action)
    await lesson.do("differ")
    assert view(lesson).phase == "differ"


async def test_every_signal_every_criterion_and_the_band_can_be_seen_differently(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    last = attempts(visit)[-1]
    wanted = {*(mark.name for mark in last.marks), *last.criteria, "band"}
    assert last.band
    assert {one.id.partition(":")[2] for one in view(lesson).actions if one.id.startswith("differ:")} == wanted
    for what in wanted:
        await lesson.do(f"differ:{what}")
        assert row(lesson, f"differ:{what}").note == NOTED
    assert {body.what for body in noted(visit)} == wanted


async def test_long_words_are_cut_in_the_list_and_nowhere_else(small: Sittings) -> None:
    text = "I feel like you never think of me" + " at work or at home" * 10 + ". I was scared."
    visit = small.welcomed()
    lesson = await choosing(visit, text)
    assert len(row(lesson, "differ:faux_feeling").label) < 140
    await lesson.do("differ:faux_feeling")
    assert any(end - start > 140 for start, end in noted(visit)[0].spans)


async def test_what_is_noted_says_what_the_learner_saw(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    await lesson.do("differ:absolute")
    (body,) = noted(visit)
    mark = next(mark for mark in attempts(visit)[-1].marks if mark.name == "absolute")
    assert (body.rule, body.spans, body.state) == (mark.rule, mark.spans, "found")
    assert (body.skill, body.band, body.version) == ("i-statement", attempts(visit)[-1].band, __version__)
    assert not body.share_words


async def test_a_note_changes_nothing_of_the_try_and_of_when_it_comes_back(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await tried(visit)
    before = attempts(visit), visit.progress.steps, visit.progress.cards, view(lesson)
    await lesson.do("differ")
    await lesson.do("differ:band")
    await lesson.do("differ:IST.F")
    await lesson.do("review")
    shown = view(lesson)
    assert shown.review is not None
    assert len(shown.review.differs) == 2
    calm = msgspec.structs.replace(shown.review, differs=())
    calm = msgspec.structs.replace(
        calm, verdicts=tuple(msgspec.structs.replace(one, noted="") for one in calm.verdicts)
    )
    after = msgspec.structs.replace(shown, review=calm)
    assert (attempts(visit), visit.progress.steps, visit.progress.cards, after) == before


async def test_choosing_it_again_takes_it_back_words_and_all(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    clean = view(lesson)
    for action in ("differ:blame", "words:blame", "words:blame", "words:blame", "differ:blame"):
        await lesson.do(action)
    assert view(lesson) == clean
    assert noted(visit) == []
    await lesson.do("differ:blame")
    assert [body.share_words for body in noted(visit)] == [False]


async def test_the_why_says_so_beside_what_is_noted(small: Sittings) -> None:
    lesson = await choosing(small.welcomed())
    await lesson.do("differ:IST.F")
    await lesson.do("why")
    review = view(lesson).review
    assert review is not None
    assert [one.criterion for one in review.verdicts if one.noted == NOTED] == ["Names a feeling of your own"]


async def test_a_new_try_begins_without_the_notes_of_the_last(small: Sittings) -> None:
    lesson = await choosing(small.welcomed())
    await lesson.do("differ:band")
    await lesson.do("review")
    await lesson.do("again")
    await lesson.do("say")
    review = view(lesson).review
    assert review is not None
    assert review.differs == ()


async def test_nothing_else_can_be_seen_differently(small: Sittings) -> None:
    lesson = await choosing(small.welcomed())
    for action in ("differ:gratitude", "words:blame", "differ:"):
        with pytest.raises(CoachError):
            await lesson.do(action)


async def test_after_every_action_a_new_sitting_shows_an_equal_view(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await tried(visit)
    for action in ("differ", "differ:blame", "words:blame", "differ:IST.B", "differ:band", "why", "differ",
                   "words:blame", "differ:band", "review", "why", "review"):  # fmt: skip
        await lesson.do(action)
        shown = view(lesson)
        assert visit.flush(10)
        visit = small.open()
        lesson = at(visit)
        assert view(lesson) == shown


async def test_a_note_that_cannot_be_saved_is_not_shown_as_noted(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    shown = view(lesson)
    folder = small.folder / "spaces" / "me" / "facts"
    shutil.rmtree(folder)
    folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError):
        await lesson.do("differ:blame")
    assert view(lesson) == shown


async def test_a_try_from_before_there_were_notes_can_be_seen_differently(small: Sittings) -> None:
    small.close()
    shutil.copytree(SCHEMA_1, small.folder)
    for _ in range(9):
        small.token(16)  # the ids the sample was made with
    visit = small.open()
    lesson = at(visit)
    await lesson.do("review")
    await lesson.do("differ")
    await lesson.do("differ:blame")
    assert [line["what"] for line in lines(small.open())] == ["blame"]


# --- what is behind it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [MIXED, "Whatever.", "You never think of me, so just relax. Sorry if it hurt."])
async def test_every_mark_has_a_row_in_the_why_with_its_words(small: Sittings, text: str) -> None:
    lesson = await tried(small.welcomed(), text)
    await lesson.do("why")
    review = view(lesson).review
    assert review is not None
    found = " ".join(one.found for one in (*review.verdicts, *review.also))
    for mark in review.marks:
        assert " ".join(text[mark.start : mark.end].split()) in found, mark


async def test_what_no_criterion_uses_is_listed_with_its_reason(small: Sittings) -> None:
    lesson = await tried(small.welcomed(), "I was scared at three. Why don't you just ask your boss?")
    await lesson.do("why")
    review = view(lesson).review
    assert review is not None
    assert "a fix or suggestion nobody asked for" in [one.criterion for one in review.also]
    assert all(one.reasons and one.source for one in review.also)


# --- taking it away -----------------------------------------------------------------------------------------------


async def test_a_line_holds_no_word_of_the_learners_and_of_the_date_only_the_month(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    await lesson.do("differ:blame")
    (line,) = lines(visit)
    assert line["what"] == "blame"
    assert line["month"] == "2026-11"
    assert set(line) == {"skill", "what", "rule", "state", "band", "times", "version", "month"}
    told = disagreements(visit)
    assert "2026-11-2" not in told
    assert not any(word in told for word in ("think of me", "scared", "morning"))


async def test_the_words_are_in_the_line_only_while_the_learner_has_them_added(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit)
    await lesson.do("differ:blame")
    await lesson.do("differ:band")
    await lesson.do("words:blame")
    assert "Take my sentence out" in row(lesson, "words:blame").label
    blame, band = lines(visit)
    assert blame["text"] == MIXED
    assert [MIXED[start:end] for start, end in blame["spans"]]  # type: ignore[attr-defined]
    assert "text" not in band
    await lesson.do("words:blame")
    assert "scared" not in disagreements(visit)


async def test_notes_about_one_rule_are_counted_over_all_tries(small: Sittings) -> None:
    visit = small.welcomed()
    for _ in range(2):
        lesson = await choosing(visit)
        await lesson.do("differ:absolute")
        await lesson.do("differ:band")
        await lesson.do("review")
        await lesson.do("again")
    assert [(line["what"], line["times"]) for line in lines(visit)] == [
        ("absolute", 2), ("band", 2), ("absolute", 2), ("band", 2)
    ]  # fmt: skip


async def test_hostile_words_leave_as_plain_letters(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = await choosing(visit, HOSTILE)
    await lesson.do("differ:own_feeling")
    await lesson.do("words:own_feeling")
    told = disagreements(visit)
    assert told.isascii()
    assert told.replace("\n", "").isprintable()
    assert json.loads(told)["text"] == HOSTILE


def test_without_notes_nothing_is_exported(small: Sittings) -> None:
    assert disagreements(small.welcomed()) == ""
