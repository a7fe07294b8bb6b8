"""The lesson screen: every kind of step, read, answered and left by keyboard alone."""

from __future__ import annotations

import msgspec
import pytest
from textual import events

from coach.session.views import StepView
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.breathing import BreathingPace
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.path import Path
from coach.tui.widgets.slots import SlotEditor
from tests.safety.payloads import HOSTILE, MARKUP, hostile
from tests.tui.sample_views import (
    BREATHING,
    CHOICE,
    COMPARE,
    ENDING,
    FRAME,
    PLAN,
    PRACTICES,
    READING,
    RECALL,
    RECALL_SHOWN,
    REFLECTION,
    SORT,
    SORT_END,
    SORT_WHY,
    STEPS,
    field,
)
from tests.tui.screens_alone import SIZES, opened

LONG = msgspec.structs.replace(READING, text="\n".join(f"Row {n}" for n in range(60)))
EVERY: dict[str, StepView] = {**STEPS, **{f"practice-{name}": view for name, view in PRACTICES.items()}}


@pytest.mark.parametrize("size", SIZES)
async def test_every_kind_of_step_has_a_focus_and_says_how_to_find_the_keys_at_every_size(size):
    async with opened("lesson", READING, size=size) as lesson:
        for name, view in EVERY.items():
            await lesson.show(view)
            assert lesson.focused is not None, name
            assert "F1 Keys" in lesson.text().splitlines()[-1], name


async def test_the_thing_to_do_next_stands_on_a_small_terminal_for_every_kind_of_step():
    async with opened("lesson", READING) as lesson:
        for name, view in EVERY.items():
            await lesson.show(view)
            primary = next(action for action in view.actions if action.primary)
            assert "▸" in lesson.text(), name
            assert primary.label in lesson.text(), name


async def test_the_heart_of_every_step_stands_on_a_small_terminal():
    hearts = {
        "reading": "When something hurts",
        "compare": "You never think of me",
        "compare-why": "a charge to answer",
        "sort": "I feel ignored.",
        "sort-why": "Lonely would say",
        "sort-end": "Seven of eight",
        "choice": "It's only a job.",
        "choice-why": "Nothing is\n  fixed yet",
        "recall": "What are the three parts",
        "recall-shown": "I forget the last one",
        "reflection": "wash the dishes",
        "reflection-kept": "On the train with my sister",
        "breathing": "In for 4, out for 6",
        "role-play": "The unread message · with Jo",
        "plan": "When I notice",
        "follow-up": "feet on the floor",
        "ending": "Once a day, one sentence",
    }
    async with opened("lesson", READING) as lesson:
        for name, view in STEPS.items():
            await lesson.show(view)
            assert " ".join(hearts[name].split()) in " ".join(lesson.text().split()), name


@pytest.mark.parametrize("text", ["[/]", " ".join(HOSTILE)])
async def test_hostile_words_in_every_field_are_shown_letter_for_letter(text):
    async with opened("lesson", READING, size=(100, 250)) as lesson:
        for name, view in EVERY.items():
            await lesson.show(hostile(view, text))
            drawn = lesson.text()
            assert not any(ord(character) < 32 for character in drawn.replace("\n", "")), name
            for markup in MARKUP:
                assert (markup in text) <= ("".join(markup.split()) in "".join(drawn.split())), (name, markup)


# --- reading -------------------------------------------------------------------------------------------------


async def test_a_page_of_seventeen_rows_fits_without_scrolling():
    rows = "\n".join(f"Row {n} " + "x" * 60 for n in range(17))
    async with opened("lesson", msgspec.structs.replace(READING, text=rows, source="", care=False)) as lesson:
        assert lesson.body.max_scroll_y == 0
        assert "Row 0 " in lesson.text()
        assert "Row 16 " in lesson.text()


@pytest.mark.parametrize(("key", "least"), [("down", 1), ("pagedown", 10), ("space", 10)])
async def test_a_longer_page_scrolls_and_tells_the_session_how_far(key, least):
    async with opened("lesson", LONG) as lesson:
        await lesson.press(key)
        assert lesson.body.scroll_y >= least
        assert lesson.session.scrolls[-1] == lesson.body.scroll_y


async def test_a_page_that_goes_on_below_the_window_says_so_until_its_end_is_in_sight():
    async with opened("lesson", LONG, size=(80, 24)) as lesson:
        assert "page down More below" in lesson.text().splitlines()[-1]
        await lesson.press(*["pagedown"] * 5)
        assert "More below" not in lesson.text()


async def test_a_page_left_in_the_middle_opens_at_the_same_row():
    async with opened("lesson", LONG, scroll=20) as lesson:
        assert lesson.body.scroll_y == 20
        assert "Row 20" in lesson.text().splitlines()[2]


async def test_the_next_page_starts_on_top():
    frame = msgspec.structs.replace(FRAME, step="later")
    async with opened("lesson", LONG, msgspec.structs.replace(LONG, frame=frame)) as lesson:
        await lesson.press("pagedown", "enter")
        assert lesson.session.done == ["next"]
        assert lesson.body.scroll_y == 0


async def test_a_page_that_asks_for_care_names_the_key_where_help_is():
    async with opened("lesson", READING) as lesson:
        assert "F2 or ctrl+g" in lesson.text()


# --- answering by keyboard ----------------------------------------------------------------------------------------


async def test_a_whole_lesson_goes_by_keyboard_alone():
    pages = (READING, COMPARE, SORT, SORT_WHY, CHOICE, RECALL, RECALL_SHOWN, REFLECTION, PLAN, ENDING)
    async with opened("lesson", *pages) as lesson:
        await lesson.press("enter")  # reading
        await lesson.press("enter")  # why
        await lesson.press("2")  # a pile
        await lesson.press("enter")  # the next card
        await lesson.press("down", "enter")  # the second answer
        await lesson.press("a", "ctrl+j")  # recall
        await lesson.press("2")  # a part
        await lesson.press("b", "ctrl+j")  # reflection
        await lesson.press("c", "enter", "d", "enter", "enter")  # both blanks, then the plan is kept
        await lesson.press("enter")  # done for today
        assert lesson.session.done == [
            "next", "why", "pile-verdict", "next", "option-b", "reveal", "partly", "keep", "save", "home",
        ]  # fmt: skip
        assert lesson.session.written["speak/recall"][0] == "a"
        assert lesson.session.written["speak/stayed"][0] == "b"
        assert lesson.session.written["speak/plan#when"][0] == "c"
        assert lesson.session.written["speak/plan#then"][0] == "d"


async def test_the_field_that_waits_has_the_focus_and_else_the_primary_action():
    async with opened("lesson", REFLECTION) as lesson:
        assert isinstance(lesson.focused, Editor)
        await lesson.show(READING)
        assert isinstance(lesson.focused, ActionItem)
        assert lesson.focused.action.id == "next"
        await lesson.show(PLAN)
        assert isinstance(lesson.focused, SlotEditor)


async def test_escape_leaves_the_words_and_then_the_screen():
    async with opened("lesson", REFLECTION) as lesson:
        await lesson.press("x", "escape")
        assert not isinstance(lesson.focused, Editor)
        assert lesson.went == []
        await lesson.press("escape")
        assert lesson.went == ["home"]
        assert lesson.session.written["speak/stayed"][0] == "x"


@pytest.mark.parametrize("size", [(40, 12), (120, 40), (41, 13)])
async def test_a_resize_in_the_middle_of_an_answer_keeps_words_cursor_and_editor(size):
    asked = msgspec.structs.replace(REFLECTION, field=field("speak/stayed", text="one\ntwo"))
    async with opened("lesson", asked) as lesson:
        before = lesson.focused
        await lesson.press("left", "x")
        await lesson.resize(*size)
        await lesson.resize(80, 24)
        after = lesson.focused
        assert isinstance(after, Editor)
        assert after is before
        assert (after.text, after.cursor_location) == ("one\ntwxo", (1, 3))


async def test_any_run_of_window_sizes_loses_no_word():
    asked = msgspec.structs.replace(REFLECTION, field=field("speak/stayed", text="one\ntwo"))
    async with opened("lesson", asked) as lesson:
        for size in (
            (1, 1),
            (300, 100),
            (10, 2),
            (110, 24),
            (39, 11),
            (40, 12),
            (76, 20),
            (1, 60),
            (200, 1),
            (80, 24),
        ):
            await lesson.resize(*size)
        editor = lesson.focused
        assert isinstance(editor, Editor)
        assert (editor.text, editor.cursor_location) == ("one\ntwo", (1, 3))


async def test_a_resize_keeps_the_row_on_top():
    async with opened("lesson", LONG, scroll=20) as lesson:
        await lesson.resize(120, 40)
        await lesson.resize(80, 24)
        assert lesson.body.scroll_y == 20


async def test_a_view_with_the_same_field_keeps_its_editor_and_undo():
    async with opened("lesson", REFLECTION) as lesson:
        before = lesson.focused
        await lesson.press("a", "b")
        written = field("speak/stayed", text="ab", label="Your words", placeholder="A line is enough.")
        again = msgspec.structs.replace(REFLECTION, field=written, notice="Saved.")
        await lesson.show(again)
        assert lesson.focused is before
        await lesson.press("ctrl+z")
        assert isinstance(before, Editor)
        assert before.text != "ab"


async def test_page_keys_scroll_from_inside_an_editor_and_typing_comes_back_to_it():
    long = msgspec.structs.replace(REFLECTION, lead=LONG.text)
    async with opened("lesson", long) as lesson:
        assert lesson.body.scroll_y == 0
        await lesson.press("pagedown")
        assert lesson.body.scroll_y > 0
        await lesson.press("pageup", "x")
        editor = lesson.focused
        assert isinstance(editor, Editor)
        assert editor.region.bottom <= lesson.body.region.bottom
        assert editor.text == "x"


async def test_pasted_controls_stay_in_the_words_and_off_the_screen():
    async with opened("lesson", REFLECTION) as lesson:
        lesson.app.post_message(events.Paste("a\x1b[2Jb"))
        await lesson.pilot.pause()
        assert lesson.session.written["speak/stayed"][0] == "a\x1b[2Jb"
        assert "a␛[2Jb" in lesson.text()


# --- what stands beside ------------------------------------------------------------------------------------------


async def test_the_path_stands_beside_from_110_columns_and_nowhere_below():
    async with opened("lesson", READING, size=(110, 24)) as lesson:
        assert "● Say it with I" in lesson.text()
        await lesson.resize(109, 24)
        assert "● Say it with I" not in lesson.text()
        assert not lesson.screen.query_one(Path).region.width


# --- breathing -----------------------------------------------------------------------------------------------------


async def test_enter_goes_on_from_breathing_without_beginning_it():
    async with opened("lesson", BREATHING, motion="full") as lesson:
        assert isinstance(lesson.focused, BreathingPace)
        await lesson.press("enter")
        assert lesson.session.done == ["next"]


async def test_any_key_ends_breathing_and_does_nothing_else():
    async with opened("lesson", BREATHING, motion="full") as lesson:
        await lesson.press("space")
        assert lesson.screen.query_one(BreathingPace).breathing
        await lesson.press("s")
        assert not lesson.screen.query_one(BreathingPace).breathing
        assert lesson.session.done == []
        await lesson.press("s")
        assert lesson.session.done == ["skip"]


async def test_going_on_in_the_middle_of_breathing_stops_it():
    async with opened("lesson", BREATHING, motion="full") as lesson:
        await lesson.press("space", "tab")
        assert not lesson.screen.query_one(BreathingPace).breathing


async def test_what_a_sort_comes_to_stands_above_its_cards_and_no_pile_is_torn_from_its_sign():
    verdict = "○ I'd say: Conditional: sorry, if it was anything"
    cards = tuple((verdict, f"I'm sorry if card number {n} landed on you the wrong way.") for n in range(10))
    async with opened("lesson", msgspec.structs.replace(SORT_END, finished=cards)) as lesson:
        rows = lesson.text().splitlines()
        after = next(n for n, row in enumerate(rows) if "Seven of eight" in row)
        first = next(n for n, row in enumerate(rows) if "card number 0" in row)
        assert after < first
        assert rows[first].strip().startswith("○ I'm sorry")
        assert rows[first + 1].strip() == "I'd say: Conditional: sorry, if it was anything"


async def test_a_card_of_six_blanks_and_its_example_are_seen_together_on_a_small_terminal():
    slots = tuple(
        msgspec.structs.replace(field(f"plan/{n}", rows=1), starts=f"Part {n}", ends=".", placeholder="a few words")
        for n in range(6)
    )
    async with opened("lesson", msgspec.structs.replace(PLAN, slots=slots, examples=("All six of them.",))) as lesson:
        assert all(f"Part {n}" in lesson.text() for n in range(6))
        assert "All six of them." in lesson.text()


async def test_what_may_be_written_in_a_blank_is_never_cut_off():
    long = "have you worked with someone like me, or with people like us (or leave it empty)"
    slot = msgspec.structs.replace(field("plan/us", rows=1), starts="My people:", placeholder=long)
    async with opened("lesson", msgspec.structs.replace(PLAN, slots=(slot,))) as lesson:
        assert "leave it empty)" in " ".join(lesson.text().split())
        await lesson.press("x")
        assert "My people: x" in lesson.text()
