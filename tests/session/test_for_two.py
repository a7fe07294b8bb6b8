"""Steps for two: the private check at their door, and the same step for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.progress.model import Called
from coach.session.activity import Activity, Go
from coach.session.views import DoorView, ReadingView, ReflectionView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def at(visit: Visit, step: str) -> Activity:
    return visit.open(Go(to="lesson", lesson="two", step=step))


async def test_a_step_for_two_stands_behind_questions_whose_safer_answer_is_the_first(small: Sittings) -> None:
    lesson = at(small.welcomed(), "the-talk")
    view = lesson.view()
    assert isinstance(view, DoorView)
    assert len(view.questions) == 5
    assert [(action.id, action.primary) for action in view.actions] == [
        ("door:alone", True),
        ("door:two", False),
        ("door:solo", False),
    ]


async def test_whoever_answers_none_sees_the_step_for_two(small: Sittings) -> None:
    lesson = at(small.welcomed(), "the-talk")
    await lesson.do("door:two")
    view = lesson.view()
    assert isinstance(view, ReadingView)
    assert view.text == "Sit down with your partner and ask them one thing."


async def test_whoever_answers_one_or_more_sees_the_step_for_one_and_where_help_is(small: Sittings) -> None:
    lesson = at(small.welcomed(), "the-talk")
    await lesson.do("door:alone")
    view = lesson.view()
    assert isinstance(view, ReadingView)
    assert view.text == "Write your partner a letter you keep."
    assert "F2" in view.notice
    await lesson.do("next")
    view = lesson.view()
    assert isinstance(view, ReflectionView)
    assert view.lead == "Think of what you would like to hear."


@pytest.mark.parametrize("answer", ["door:alone", "door:two"])
async def test_an_answer_is_kept_for_this_sitting_only_and_nowhere_on_disk(small: Sittings, answer: str) -> None:
    visit = small.welcomed()
    lesson = at(visit, "the-talk")
    assert visit.flush(10)
    before = {path: path.read_bytes() for path in small.folder.rglob("*") if path.is_file()}
    await lesson.do(answer)
    assert not isinstance(at(visit, "what-i-heard").view(), DoorView)
    at(visit, "the-talk")
    assert visit.flush(10)
    positions = {path for path in small.folder.rglob("*") if path.is_file() and path.name != "state.json"}
    assert {path: path.read_bytes() for path in positions} == {
        path: data for path, data in before.items() if path.name != "state.json"
    }
    assert isinstance(at(small.open(), "the-talk").view(), DoorView)


async def test_who_keeps_things_solo_is_never_asked(small: Sittings) -> None:
    lesson = at(small.welcomed(), "the-talk")
    await lesson.do("door:solo")
    again = small.open()
    assert again.settings.keep_solo
    view = at(again, "the-talk").view()
    assert isinstance(view, ReadingView)
    assert view.text == "Write your partner a letter you keep."


async def test_a_name_given_later_stands_in_the_lesson_at_once(small: Sittings) -> None:
    visit = small.welcomed(keep_solo=True)
    assert "your partner" in at(visit, "the-talk").view().text  # type: ignore[union-attr]
    await visit.record(Called(partner="Kim", pronoun="she"))
    assert at(visit, "the-talk").view().text == "Write Kim a letter you keep."  # type: ignore[union-attr]
    assert at(small.open(), "the-talk").view().text == "Write Kim a letter you keep."  # type: ignore[union-attr]
