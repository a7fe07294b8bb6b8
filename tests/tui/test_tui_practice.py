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
    PRACTICE_DIFFER,
    PRACTICE_MODELS,
    PRACTICE_REVIEW,
    PRACTICE_TRIES,
    PRACTICE_WHY,
    REPLY,
    field,
)
from tests.tui.screens_alone import SIZES, opened
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


async def test_why_and_seeing_it_differently_are_letters_only_while_they_are_offered():
    async with opened("lesson", PRACTICE_REVIEW) as practice:
        await practice.press("w", "d")
        assert practice.session.done == ["why", "differ"]
        await practice.show(PRACTICE_MODELS)
        await practice.press("w", "d")
        assert practice.session.done == ["why", "differ"]


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


async def test_earlier_tries_stand_with_their_words_and_when():
    async with opened("lesson", PRACTICE_TRIES) as practice:
        text = practice.text()
        assert "last Thursday   Seed" in text
        assert "You never answer." in text


async def test_the_why_says_of_each_criterion_what_was_found_and_why_with_the_ids_last():
    async with opened("lesson", PRACTICE_WHY, size=(80, 60)) as practice:
        text = flat(practice.text())
        assert 'A feeling of your own: met "I was scared" Gordon 1970; Rosenberg 2003, ch. 4 · ISM.F' in text
        assert (
            'No verdict about the other: not yet "you never think of me" A verdict gives the other something to '
            "answer. It hides the feeling. You see this differently. Noted with this try. Gottman 1994 · ISM.X1"
        ) in text
        assert "You know Jo." in text


async def test_the_why_lists_what_no_criterion_uses_and_what_is_seen_differently():
    async with opened("lesson", PRACTICE_WHY, size=(80, 60)) as practice:
        text = flat(practice.text())
        assert (
            'Also seen a fix nobody asked for: perhaps "just relax" A fix can sound like: stop feeling this.' in text
        )
        assert 'Noted You see this differently: a verdict, not a feeling: "you never think of me"' in text


async def test_a_review_without_anything_noted_says_nothing_of_notes():
    async with opened("lesson", PRACTICE_REVIEW, size=(80, 60)) as practice:
        assert "Noted" not in practice.text()


@pytest.mark.parametrize("size", SIZES)
async def test_a_thing_seen_differently_keeps_the_focus_and_stays_in_sight(size):
    async with opened("lesson", PRACTICE_REVIEW, PRACTICE_DIFFER, PRACTICE_DIFFER, size=size) as practice:
        await practice.press("d", "2")
        assert practice.session.done == ["differ", "differ:own_feeling"]
        assert isinstance(practice.focused, ActionItem)
        assert practice.focused.action.id == "differ:own_feeling"
        assert "a feeling, yours" in practice.text()


@pytest.mark.parametrize("size", SIZES)
async def test_what_enter_would_note_is_in_sight_from_the_beginning(size):
    async with opened("lesson", PRACTICE_REVIEW, PRACTICE_DIFFER, size=size) as practice:
        await practice.press("d")
        assert isinstance(practice.focused, ActionItem)
        assert practice.focused.action.id == "differ:faux_feeling"
        assert "a verdict, not a feeling" in flat(practice.text())


@pytest.mark.parametrize("size", SIZES)
async def test_the_sentence_is_added_by_arrow_and_enter_right_below_the_note(size):
    async with opened("lesson", PRACTICE_REVIEW, PRACTICE_DIFFER, PRACTICE_DIFFER, size=size) as practice:
        await practice.press("d", "down", "enter")
        assert practice.session.done == ["differ", "words:faux_feeling"]
        assert "Add my sentence to the note" in flat(practice.text())


async def test_the_page_says_that_a_note_changes_nothing_and_where_it_goes():
    async with opened("lesson", PRACTICE_DIFFER, size=(80, 40)) as practice:
        text = flat(practice.text())
        assert "You see this differently. Noted with this try." in text
        assert "changes nothing else, and choosing it again takes it back" in text
        assert "without your words unless you add them" in text


async def test_escape_leads_back_to_the_try():
    async with opened("lesson", PRACTICE_DIFFER) as practice:
        await practice.press("escape")
        assert practice.session.done == ["review"]


async def test_an_unscored_try_shows_its_words_alone():
    kept = msgspec.structs.replace(PRACTICE_REVIEW, review=None, sentence="Kept as it is.")
    async with opened("lesson", kept) as practice:
        assert "Kept as it is." in practice.text()
        assert "What worked" not in practice.text()
