"""What a learner takes away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.session.activity import Go
from coach.session.export import WHO_CAN_READ, export
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


async def some_writing(small: Sittings, text: str) -> str:
    visit = small.welcomed()
    lesson = visit.open(Go(to="lesson", lesson="small", step="own-words"))
    lesson.write(lesson.view().field.draft.key, text, 0, 0)  # type: ignore[union-attr]
    await lesson.do("keep")
    lesson = visit.open(Go(to="lesson", lesson="small", step="one-plan"))
    for field in lesson.view().slots:  # type: ignore[union-attr]
        lesson.write(field.draft.key, "see Ash", 0, 0)
    await lesson.do("keep")
    return export(visit, "markdown")


async def test_markdown_holds_the_question_the_words_and_the_plans_by_day(small: Sittings) -> None:
    text = await some_writing(small, "The kitchen.")
    assert "## 2026-11-22" in text
    assert "### What do you remember?\n\n> The kitchen." in text
    assert "### A plan: When will you try it?\n\n> When I see Ash,\n> I will see Ash." in text
    assert WHO_CAN_READ in text


async def test_words_that_look_like_markdown_stay_words(small: Sittings) -> None:
    text = await some_writing(small, "# not a heading\n\n---\n* not a list")
    assert "> # not a heading\n>\n> ---\n> * not a list" in text


async def test_json_holds_every_fact_and_can_be_read_without_coach(small: Sittings) -> None:
    await some_writing(small, "The kitchen.")
    told = json.loads(export(small.open(), "json"))
    assert told["format"] == "coach-export"
    assert [fact["body"]["type"] for fact in told["facts"]] == ["entry", "planned"]
    assert told["facts"][0]["body"]["text"] == "The kitchen."


def test_an_empty_journal_says_so(small: Sittings) -> None:
    assert "Nothing is written yet." in export(small.welcomed(), "markdown")
