"""The partner's name and pronoun in a lesson's texts."""

from __future__ import annotations

from coach.course.model import Ending, Lesson, Reading, Reflection, RolePlay
from coach.course.names import Names, named, odd_places


def lesson(*steps: object) -> Lesson:
    end = Ending(id="end", title="End", text="Done with {partner}.", between="Look at {them}.")
    return Lesson(format_version=1, id="l", title="L", promise="P", minutes=5, steps=(*steps, end))  # type: ignore[arg-type]


PAGE = Reading(
    id="page", title="Page", text="{Partner} came home. You told {partner} that {they} could stay: {their} key."
)


def test_without_a_name_it_is_your_partner() -> None:
    shown = named(lesson(PAGE), Names()).steps[0]
    assert shown.text == "Your partner came home. You told your partner that they could stay: their key."  # type: ignore[union-attr]


def test_a_name_and_a_pronoun_stand_where_the_lesson_has_a_place_for_them() -> None:
    page, end = named(lesson(PAGE), Names(partner="Kim", pronoun="he")).steps
    assert page.text == "Kim came home. You told Kim that he could stay: his key."  # type: ignore[union-attr]
    assert (end.text, end.between) == ("Done with Kim.", "Look at him.")  # type: ignore[union-attr]


def test_a_name_that_looks_like_a_place_is_not_filled_again() -> None:
    shown = named(lesson(PAGE), Names(partner="{they}", pronoun="she")).steps[0]
    assert shown.text.startswith("{they} came home.")  # type: ignore[union-attr]


def test_places_nothing_fills_are_told() -> None:
    odd = Reflection(id="r", title="R", ask="What would {theirs} be?")
    scene = RolePlay(id="p", title="P", scene="door", lead="With {partner}.")
    assert list(odd_places(odd)) == [("ask", "theirs")]
    assert list(odd_places(scene)) == [("lead", "partner")]
    assert list(odd_places(PAGE)) == []
