"""Practice on the lesson screen: own words first, then marks under the words."""

from __future__ import annotations

import msgspec
import pytest

from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.marked import MarkedText
from coach.tui.widgets.slots import SlotEditor
from tests.tui.sample_views import (
    MARKS,
    PRACTICE,
    PRACTICE_BUILDER,
    PRACTICE_CARE,
    PRACTICE_MODELS,
    PRACTICE_REVIEW,
    PRACTICE_SELF_CHECK,
    PRACTICE_TRIES,
    PRACTICE_WHY,
    REPLY,
    field,
)
from tests.tui.screens_alone import opened
from tests.tui.snapshots import same_as_seen


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_the_review_looks_as_it_was_seen():
    async with opened("lesson", PRACTICE_REVIEW) as practice:
        same_as_seen("practice-review-80x24", practice.text())


async def test_the_builder_looks_as_it_was_seen():
    async with opened("lesson", PRACTICE_BUILDER) as practice:
        same_as_seen("practice-builder-80x24", practice.text())


async def test_the_learners_words_and_every_mark_are_seen_without_scrolling():
    async with opened("lesson", PRACTICE_REVIEW) as practice:
        text = practice.text()
        assert REPLY[:40] in text
        assert all(mark.label in text for mark in MARKS)


async def test_marks_are_laid_out_again_when_the_window_narrows():
    async with opened("lesson", PRACTICE_REVIEW) as practice:
        marked = practice.screen.query_one(MarkedText)
        wide = marked.size
        await practice.resize(40, 24)
        assert marked.size.width < wide.width
        assert marked.size.height > wide.height


async def test_why_and_disagreeing_are_letters_only_while_they_are_offered():
    async with opened("lesson", PRACTICE_REVIEW) as practice:
        await practice.press("w", "d")
        assert practice.session.done == ["why", "disagree"]
        await practice.show(PRACTICE_MODELS)
        await practice.press("w", "d")
        assert practice.session.done == ["why", "disagree"]


async def test_saying_it_from_the_editor_hands_over_the_words_first():
    async with opened("lesson", PRACTICE, PRACTICE_REVIEW) as practice:
        assert isinstance(practice.focused, Editor)
        await practice.press("h", "i", "ctrl+j")
        assert practice.session.written["speak/say-it"] == ("hi", 0, 2)
        assert practice.session.done == ["try"]
        assert isinstance(practice.focused, ActionItem)


async def test_a_hint_asked_for_leaves_the_half_written_words_alone():
    asked = msgspec.structs.replace(
        PRACTICE,
        hints=(*PRACTICE.hints, "Say when it was."),
        field=field("speak/say-it", text="I w", placeholder="In your own words"),
    )
    async with opened("lesson", PRACTICE, asked) as practice:
        before = practice.focused
        await practice.press("I", "space", "w", "escape", "right", "enter")
        assert "Say when it was." in practice.text()
        assert practice.screen.query_one(Editor) is before
        assert practice.focused is before


async def test_the_blanks_are_filled_by_enter_and_the_sentence_grows_below():
    async with opened("lesson", PRACTICE_BUILDER, PRACTICE_REVIEW) as practice:
        await practice.press("n", "o", "w", "enter", "s", "a", "d")
        assert "When now, I was sad, because ____ matters to me." in practice.text()
        await practice.press("ctrl+j")
        assert practice.session.done == ["try"]
        assert practice.session.written["speak/say-it#feeling"][0] == "sad"
        assert not practice.screen.query(SlotEditor)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_care_shows_no_score_and_names_the_key_where_help_is(size):
    async with opened("lesson", PRACTICE_CARE, size=size) as practice:
        await practice.press("pagedown")
        text = flat(practice.text())
        assert "F2 or ctrl+g" in text
        assert "What worked" not in text
        assert "Taking shape" not in text
        assert isinstance(practice.focused, ActionItem)
        await practice.press("right", "right", "enter")
        assert practice.session.done == ["go-on"]


async def test_where_there_are_no_rules_the_learner_asks_the_questions():
    async with opened("lesson", PRACTICE_SELF_CHECK) as practice:
        assert "One way to say it · plain" in practice.text()
        assert REPLY[:40] in practice.text()
        await practice.press("2")
        assert practice.session.done == ["check-1"]


async def test_earlier_tries_stand_with_their_words_and_when():
    async with opened("lesson", PRACTICE_TRIES) as practice:
        text = practice.text()
        assert "last Thursday   Seed" in text
        assert "You never answer." in text


async def test_the_why_shows_each_criterion_with_the_words_found_and_its_source():
    async with opened("lesson", PRACTICE_WHY, size=(80, 40)) as practice:
        text = flat(practice.text())
        assert 'No verdict about the other: not yet "you never think of me" ISM.X1 · Gottman 1994' in text
        assert "You know Jo." in text


async def test_an_unscored_try_shows_its_words_alone():
    kept = msgspec.structs.replace(PRACTICE_REVIEW, review=None, sentence="Kept as it is.")
    async with opened("lesson", kept) as practice:
        assert "Kept as it is." in practice.text()
        assert "What worked" not in practice.text()
