"""Bars 55, 62 and 63: the private check before every step for two, a way out of everything, a way for who hurts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.course.model import Reading, Reflection
from coach.session.activity import Go
from coach.session.help_page import OWN
from coach.session.views import DoorView
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.lesson import LessonScreen
from coach.tui.widgets.editor import Editor
from tests.safety.help_places import lessons, sitting
from tests.safety.test_safety_help_everywhere import STEPS
from tests.session.sittings import Sittings
from tests.tui.fakes import drawn
from tests.tui.test_tui_journey import settled

LESSONS = lessons()
FOR_TWO = [(lesson.id, step.id) for lesson in LESSONS for step in lesson.steps if step.together]
CARE = [
    (lesson.id, step.id) for lesson in LESSONS for step in lesson.steps if isinstance(step, Reading) and step.care
]
TO_WHO_HURTS = re.compile(
    r"you are the one who|it is you who|your own temper|makes you want to frighten|you hit, scared|the one who does"
    r"|who hurts or frightens|you frighten",
)


@pytest.fixture
def sittings(tmp_path: Path):
    from coach.resources import lessons_dir

    made = Sittings(tmp_path / "home", lessons_dir())
    yield made
    made.close()


def test_there_are_steps_for_two_and_care_pages() -> None:
    assert len(FOR_TWO) >= 4
    assert len(CARE) >= len(LESSONS)


@pytest.mark.parametrize(("lesson", "step"), FOR_TWO)
async def test_a_step_for_two_says_nothing_of_itself_before_its_door_is_passed(
    sittings: Sittings, lesson: str, step: str
) -> None:
    visit = sittings.welcomed()
    whole = visit.lesson(lesson).step(step)
    activity = visit.open(Go(to="lesson", lesson=lesson, step=step))
    view = activity.view()
    assert isinstance(view, DoorView)
    words = getattr(whole, "text", "") or getattr(whole, "lead", "")
    assert words
    assert words not in str(view)
    assert view.actions[0].primary
    assert view.actions[0].id == "door:alone"


@pytest.mark.parametrize(("lesson", "step"), FOR_TWO)
@pytest.mark.parametrize("answer", ["door:alone", "door:two", "door:solo"])
async def test_no_answer_at_a_door_is_saved(sittings: Sittings, lesson: str, step: str, answer: str) -> None:
    visit = sittings.welcomed()
    activity = visit.open(Go(to="lesson", lesson=lesson, step=step))
    assert visit.flush(10)
    before = {path: path.read_bytes() for path in sittings.folder.rglob("*") if path.is_file()}
    await activity.do(answer)
    assert visit.flush(10)
    after = {path: path.read_bytes() for path in sittings.folder.rglob("*") if path.is_file()}
    changed = {path.name for path in after if before.get(path) != after[path]}
    # The choice to keep such pages for one is a setting anybody may have; state.json holds the place and no answer.
    assert changed - {"state.json"} == ({"settings.json"} if answer == "door:solo" else set())
    state = b"".join(data for path, data in after.items() if path.name == "state.json")
    assert b"door" not in state
    assert visit.history() == []
    again = sittings.open().open(Go(to="lesson", lesson=lesson, step=step))
    assert isinstance(again.view(), DoorView) == (answer != "door:solo")


@pytest.mark.parametrize(("lesson", "step"), FOR_TWO)
async def test_the_step_for_one_is_of_equal_standing(sittings: Sittings, lesson: str, step: str) -> None:
    """As much to read, the same thing to write, and a step done all the same."""
    visit = sittings.welcomed()
    whole = visit.lesson(lesson).step(step)
    assert isinstance(whole, Reading | Reflection)
    for_two = whole.text if isinstance(whole, Reading) else whole.lead
    assert len(whole.alone.split()) >= 0.7 * len(for_two.split())
    activity = visit.open(Go(to="lesson", lesson=lesson, step=step))
    await activity.do("door:alone")
    view = activity.view()
    assert whole.alone.strip() in str(getattr(view, "text", "") or getattr(view, "lead", ""))
    assert getattr(view, "field", None) is not None or isinstance(whole, Reading)
    if isinstance(whole, Reading):
        await activity.do("next")
        assert visit.done(lesson, step)


# --- a way for whoever hurts -------------------------------------------------------------------------------


def test_every_lesson_has_a_page_that_speaks_to_whoever_frightens_or_hurts() -> None:
    for lesson in LESSONS:
        pages = [" ".join(s.text.split()) for s in lesson.steps if isinstance(s, Reading) and s.care]
        assert any(TO_WHO_HURTS.search(page) for page in pages), lesson.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
async def test_from_a_lesson_s_care_pages_it_is_the_help_key_and_one_more(tmp_path: Path, lesson) -> None:
    async with sitting(tmp_path / "home", (40, 12), country="us") as open_:
        for step in [step.id for step in lesson.steps if isinstance(step, Reading) and step.care]:
            await open_.at(Go(to="lesson", lesson=lesson.id, step=step))
            await open_.pilot.press("f2", "3")
            await open_.pilot.pause()
            assert isinstance(open_.app.screen, HelpScreen)
            page = drawn(open_.app)
            assert OWN in page
            assert "1-800-799-7233" not in page  # the line for who is hurt
            await open_.pilot.press("escape", "escape")


async def test_a_care_page_names_that_way(tmp_path: Path) -> None:
    async with sitting(tmp_path / "home") as open_:
        lesson, step = CARE[0]
        await open_.at(Go(to="lesson", lesson=lesson, step=step))
        await open_.pilot.press("pagedown")
        page = " ".join(drawn(open_.app).split())
        assert "F2 or ctrl+g shows where help is; 3 there, if it is you who frightens" in page


# --- a way out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", STEPS)
async def test_every_exercise_is_left_in_one_key_or_two_from_the_middle_of_a_word(tmp_path: Path, kind: str) -> None:
    async with sitting(tmp_path / "home") as open_:
        await STEPS[kind](open_)
        assert isinstance(open_.app.screen, LessonScreen)
        writing = isinstance(open_.app.focused, Editor)
        await open_.pilot.press(*["escape"] * (2 if writing else 1))
        screen = await settled(open_.pilot)
        assert isinstance(screen, HomeScreen)
