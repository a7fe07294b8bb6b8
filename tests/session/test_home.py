"""Home and the start pages: one thing to do, in words a person would say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.progress.model import Completed, Kept
from coach.session.activity import Go
from coach.session.journal_views import JournalView
from coach.session.views import HomeView, StartView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def home(visit: Visit) -> HomeView:
    shown = visit.open(Go(to="home")).view()
    assert isinstance(shown, HomeView)
    return shown


async def write_a_page(visit: Visit, text: str, *, keep: bool) -> None:
    lesson = visit.open(Go(to="lesson", lesson="small", step="own-words"))
    field = lesson.view().field  # type: ignore[union-attr]
    lesson.write(field.draft.key, text, 0, len(text))
    if keep:
        await lesson.do("keep")


async def test_a_first_sitting_asks_three_things_and_the_answers_stay(small: Sittings) -> None:
    visit = small.open()
    assert visit.first() == Go(to="start")
    start = visit.open(visit.first())
    pages = []
    for action in ("on", "others:somebody"):
        shown = start.view()
        assert isinstance(shown, StartView)
        pages.append(shown.title)
        await start.do(action)
    shown = start.view()
    assert isinstance(shown, StartView)
    assert shown.field is not None
    start.write(shown.field.draft.key, "  Sam   the second ", 0, 0)
    assert await start.do("finish") == Go(to="home")
    again = small.open()
    assert again.first() == Go(to="home")
    assert (again.settings.name, again.settings.others) == ("Sam the second", "somebody")


async def test_nothing_is_written_to_disk_before_the_question_who_else_is_near_is_answered(small: Sittings) -> None:
    visit = small.open()
    start = visit.open(visit.first())
    await start.do("on")
    assert "settings.json" not in {path.name for path in small.folder.rglob("*")} or not visit.settings.welcomed
    assert list(small.folder.rglob("drafts/*")) == []


def test_the_first_page_says_what_this_is_not_and_where_help_is(small: Sittings) -> None:
    shown = small.open().open(Go(to="start")).view()
    assert isinstance(shown, StartView)
    assert "not therapy" in shown.text
    assert "Nobody reads or answers" in shown.text
    assert "F2" in shown.text


async def test_the_second_page_names_the_folder_words_are_kept_in(small: Sittings) -> None:
    start = small.open().open(Go(to="start"))
    await start.do("on")
    assert str(small.folder) in start.view().text  # type: ignore[union-attr]


def test_a_new_learner_is_greeted_and_led_to_the_first_step(small: Sittings) -> None:
    shown = home(small.welcomed())
    assert shown.greeting == "Good evening, Sam."
    assert (shown.go_on.label, shown.go_on_where) == ("Begin", "Lesson 1, step 1 of 13: A page")
    assert [(row.sign, row.word, row.note, row.open) for row in shown.path] == [
        ("●", "here", "", True),
        ("○", "to come", "", True),
        ("○", "to come", "not written yet", False),
    ]
    assert shown.again == ()


async def test_someone_who_stopped_in_mid_sentence_is_told_so_and_shown_the_words(small: Sittings) -> None:
    await write_a_page(small.welcomed(), "When it got to nine and I hadn't heard, I f", keep=False)
    small.clock.on(days=3)
    visit = small.open()
    activity = visit.open(Go(to="home"))
    shown = activity.view()
    assert isinstance(shown, HomeView)
    assert shown.greeting.startswith("Good evening, Sam.")
    assert "in the middle of a sentence" in shown.greeting
    assert activity.quote() == "When it got to nine and I hadn't heard, I f"  # type: ignore[attr-defined]
    assert await activity.do("go-on") == Go(to="lesson", lesson="small", step="own-words")


async def test_when_others_use_the_computer_home_shows_no_words_names_or_titles(small: Sittings) -> None:
    visit = small.welcomed(others="somebody", name="Sam")
    await write_a_page(visit, "zanzibar", keep=False)
    activity = small.open().open(Go(to="home"))
    shown = activity.view()
    assert isinstance(shown, HomeView)
    assert activity.quote() == ""  # type: ignore[attr-defined]
    assert "Sam" not in shown.greeting
    assert shown.go_on_where == "lesson 1"


async def test_progress_on_the_path_is_counted(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small"))
    await lesson.do("next")
    await lesson.do("skip")
    assert home(visit).path[0].note == "2 of 13"


async def test_a_lesson_not_written_yet_cannot_be_opened(small: Sittings) -> None:
    activity = small.welcomed().open(Go(to="home"))
    with pytest.raises(CoachError, match="Your words are safe"):
        await activity.do("open:later")


def test_the_greeting_fits_the_hour(small: Sittings) -> None:
    visit = small.welcomed()
    greetings = []
    for hours in (0, 5, 9, 15):
        small.clock.on(hours=hours)
        greetings.append(home(visit).greeting)
        small.clock.on(hours=-hours)
    assert greetings == ["Good evening, Sam.", "Good evening, Sam.", "Good morning, Sam.", "Good morning, Sam."]


async def test_a_log_waits_on_home_from_the_next_day_on_and_leads_to_its_plan(small: Sittings) -> None:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="two", step="promises"))
    lesson.write("two/promises#one", "the light", 0, 9)
    await lesson.do("keep")
    assert home(visit).to_note == ()
    small.clock.on(days=1)
    (log,) = home(small.open()).to_note
    assert (log.title, log.day) == ("Two promises", "day one of three")
    visit = small.open()
    activity = visit.open(Go(to="home"))
    go = await activity.do("note:two/promises")
    assert go == Go(to="lesson", lesson="two", step="promises")
    plan = visit.open(go)
    await plan.do("went:did")
    assert await plan.do("next") == Go(to="home")
    assert home(visit).to_note == ()
    assert visit.progress.aside is None


async def test_a_log_shows_no_title_when_others_use_the_computer(small: Sittings) -> None:
    visit = small.welcomed(others="somebody")
    lesson = visit.open(Go(to="lesson", lesson="two", step="promises"))
    lesson.write("two/promises#one", "the light", 0, 9)
    await lesson.do("keep")
    small.clock.on(days=1)
    assert [log.title for log in home(visit).to_note] == [""]


async def walked(visit: Visit) -> None:
    """Every step of every lesson gone past."""
    for outline in visit.course.lessons:
        for step in outline.steps:
            await visit.record(Completed(lesson=outline.id, step=step))


async def test_after_the_last_lesson_home_leads_to_what_was_made(small: Sittings) -> None:
    visit = small.welcomed()
    await walked(visit)
    await visit.record(Kept(of="x", text="I was scared."))
    activity = visit.open(Go(to="home"))
    shown = activity.view()
    assert isinstance(shown, HomeView)
    assert (shown.go_on.id, shown.go_on.label) == ("handbook", "Your handbook")
    assert "You have been through all of it" in shown.finished
    assert activity.made() == "In your handbook: sentences of mine: one."  # type: ignore[attr-defined]
    assert await activity.do("handbook") == Go(to="handbook")
    assert await activity.do("open:small") == Go(to="lesson", lesson="small", step="page")


async def test_words_left_half_written_come_before_the_end_of_the_course(small: Sittings) -> None:
    visit = small.welcomed()
    await walked(visit)
    await write_a_page(visit, "When it got to nine", keep=False)
    assert home(visit).go_on.id == "go-on"
    assert home(visit).finished == ""


async def test_the_rooms_are_open_from_home(small: Sittings) -> None:
    activity = small.welcomed().open(Go(to="home"))
    for room in activity.view().actions:  # type: ignore[union-attr]
        assert await activity.do(room.id) == Go(to=room.id)  # type: ignore[arg-type]


async def test_the_journal_shows_newest_first_with_the_question_as_it_was_asked(small: Sittings) -> None:
    visit = small.welcomed()
    await write_a_page(visit, "first\nsecond line", keep=True)
    small.clock.on(days=1)
    lesson = visit.open(Go(to="lesson", lesson="small", step="again-in-own-words"))
    lesson.write(lesson.view().field.draft.key, "later", 0, 5)  # type: ignore[union-attr]
    await lesson.do("keep")
    journal = visit.open(Go(to="journal"))
    shown = journal.view()
    assert isinstance(shown, JournalView)
    assert [(row.first, row.day) for row in shown.rows] == [("later", "today"), ("first", "yesterday")]
    await journal.do(f"read:{shown.rows[1].fact}")
    opened = journal.view()
    assert isinstance(opened, JournalView)
    assert (opened.question, opened.text) == ("What do you remember?", "first\nsecond line")
    await journal.do("list")
    assert len(journal.view().rows) == 2  # type: ignore[union-attr]


async def test_a_second_copy_only_looks_and_says_so(small: Sittings) -> None:
    small.welcomed()
    from coach.store.home import open_home

    second = open_home(small.folder, clock=small.clock)
    try:
        visit = Visit(second, COURSE, clock=small.clock)
        shown = home(visit)
        assert shown.read_only
        assert shown.notices
        lesson = visit.open(Go(to="lesson", lesson="small"))
        await lesson.do("next")
        lesson = visit.open(Go(to="lesson", lesson="small", step="own-words"))
        lesson.write(lesson.view().field.draft.key, "words", 0, 5)  # type: ignore[union-attr]
        with pytest.raises(CoachError, match="Another window"):
            await lesson.do("keep")
        assert lesson.view().field.draft.text == "words"  # type: ignore[union-attr]
    finally:
        second.close()
