"""When an idea counts as covered."""

from __future__ import annotations

import msgspec
import pytest

from coach.check.coverage import coverage, says_one_of
from coach.check.faults import Source
from coach.course.model import Course, Ideas, Lesson
from coach.strictyaml import Document

TELLS = {"kind": "reading", "id": "tells", "title": "Tells", "text": "To listen is to stay."}
DOES = {"kind": "reflection", "id": "does", "title": "Does", "ask": "Who listened?"}
ENDS = {"kind": "ending", "id": "ends", "title": "Ends", "text": "Done.", "between": "Listen once."}
BREATHES = {"kind": "breathing", "id": "breathes", "title": "Breathes", "text": "Listening to breath."}


def home_of(*steps, listed=("tells",), optional=False):
    """The one home of a course whose lesson has these steps, each covering 000.01 unless it says otherwise."""
    ideas = msgspec.convert(
        {
            "format_version": 1,
            "homes": {"L0": "here"},
            "ideas": {
                "000.01": {"says": "x", "home": "L0", "key_words": ["listening", "hold on"], "optional": optional}
            },
        },
        Ideas,
    )
    outline = {
        "id": "here",
        "label": "1",
        "title": "Here",
        "minutes": 5,
        "steps": "".join(f"{step}: x\n" for step in listed),
    }
    course = msgspec.convert({"format_version": 1, "id": "c", "title": "c", "lessons": [outline]}, Course)
    lesson = msgspec.convert(
        {
            "format_version": 1,
            "id": "here",
            "title": "Here",
            "promise": "x",
            "minutes": 5,
            "steps": [{"covers": ["000.01"], **step} for step in steps],
        },
        Lesson,
    )
    (home,) = coverage(ideas, course, {"here": Source(lesson, Document("x.yaml", {}, {}, {}))})
    return home


def test_told_with_a_key_word_and_done_is_covered():
    assert home_of(TELLS, DOES, ENDS).covered == ("000.01",)


@pytest.mark.parametrize(
    "steps",
    [
        (TELLS, ENDS),
        (DOES, ENDS),
        ({**TELLS, "text": "Words about something else."}, DOES, ENDS),
        (TELLS, {**DOES, "covers": []}, ENDS),
        (TELLS, BREATHES, ENDS),
    ],
    ids=["not done", "not told", "no key word", "done but not listed", "a breath is not a doing"],
)
def test_anything_less_is_open(steps):
    home = home_of(*steps)
    assert (home.covered, home.open) == ((), ("000.01",))


def test_a_key_word_in_another_telling_step_is_enough():
    other = {**TELLS, "id": "other", "text": "Words about something else."}
    assert home_of(other, TELLS, DOES, ENDS).covered == ("000.01",)


def test_an_optional_idea_is_never_open_and_counts_as_extra():
    assert home_of(TELLS, ENDS, optional=True).open == ()
    assert home_of(TELLS, DOES, ENDS, optional=True).extra == ("000.01",)


def test_a_lesson_that_course_yaml_does_not_list_yet_is_not_written():
    assert not home_of(TELLS, DOES, ENDS, listed=()).written


@pytest.mark.parametrize(
    "text", ["She listens.", "He LISTENED well.", "Listen!", "Just hold\non to it.", "holding on"]
)
def test_key_words_are_found_in_any_form(text):
    assert says_one_of(text, ("listening", "hold on"))


@pytest.mark.parametrize("text", ["A list of things.", "Hold the door, go on.", ""])
def test_other_words_are_not_taken_for_key_words(text):
    assert not says_one_of(text, ("listening", "hold on"))
