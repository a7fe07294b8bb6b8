"""A role-play and what comes after it, by keyboard and at every size."""

from __future__ import annotations

import msgspec
import pytest

from coach.tui.screens.moving import Body
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.trace import Trace
from coach.tui.widgets.transcript import Transcript
from tests.safety.payloads import HOSTILE, MARKUP, hostile
from tests.tui.sample_views import (
    AFTERWARDS,
    AFTERWARDS_LISTED,
    AFTERWARDSES,
    SCENE,
    SCENE_CHOICES,
    SCENE_ENDED,
    SCENE_LOOK,
    SCENES,
    field,
)
from tests.tui.screens_alone import SIZES, opened
from tests.tui.snapshots import same_as_seen

EMPTY = field("scene/unread-message", label="You", rows=3)
OPENING = msgspec.structs.replace(SCENE, said=SCENE.said[:1], field=EMPTY, turn=1, pause=60.0)
ANSWERED = msgspec.structs.replace(SCENE, said=SCENE.said[:3], field=EMPTY, turn=2, pause=60.0)
LAST = "My phone's in the locker."


# --- the scene -------------------------------------------------------------------------------------------------


async def test_the_scene_looks_as_it_was_seen():
    async with opened("scene", SCENE) as scene:
        same_as_seen("scene-80x24", scene.text())


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_line_and_the_editor_are_seen_together_at_every_size(size):
    async with opened("scene", SCENE, size=size) as scene:
        assert "You stayed awake?" in scene.text()
        assert "I tried to sleep and" in scene.text()


async def test_no_score_or_number_stands_in_a_scene():
    async with opened("scene", SCENE) as scene:
        assert not any(word in scene.text() for word in ("step", "score", "safe", "%"))


@pytest.mark.parametrize(("key", "done"), [("ctrl+j", "say"), ("ctrl+t", "look"), ("ctrl+o", "back")])
async def test_the_keys_of_a_scene_work_inside_the_editor(key, done):
    async with opened("scene", SCENE) as scene:
        assert isinstance(scene.focused, Editor)
        await scene.press(key)
        assert scene.session.done == [done]
        assert scene.session.written["scene/unread-message"][0] == "I tried to sleep and"


async def test_going_back_does_nothing_where_it_is_not_offered():
    only = msgspec.structs.replace(OPENING, actions=OPENING.actions[:1], pause=0.0)
    async with opened("scene", only) as scene:
        await scene.press("ctrl+o", "ctrl+t")
        assert scene.session.done == []


async def test_tab_moves_from_the_editor_to_the_directions():
    async with opened("scene", SCENE) as scene:
        await scene.press("tab")
        assert isinstance(scene.focused, ActionItem)
        await scene.press("enter")
        await scene.press("escape")
        assert scene.session.done == ["help:0"]


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_a_digit_takes_a_direction_when_no_editor_has_the_focus(key):
    async with opened("scene", SCENE) as scene:
        await scene.press("tab", key)
        assert scene.session.done == [f"help:{int(key) - 1}"]


async def test_digits_are_words_while_the_editor_has_the_focus():
    async with opened("scene", OPENING) as scene:
        await scene.press("3")
        assert scene.session.done == []
        assert scene.screen.query_one(Editor).text == "3"


async def test_lines_to_choose_from_stand_whole_and_are_taken_by_digit():
    async with opened("scene", SCENE_CHOICES, size=(40, 24)) as scene:
        assert "hadn't heard, I was scared." in " ".join(scene.text().split())
        await scene.press("2")
        assert scene.session.done == ["choice-2"]


async def test_the_partners_line_waits_and_typing_shows_it_at_once():
    async with opened("scene", OPENING, ANSWERED, motion="full") as scene:
        assert scene.screen.query_one(Transcript).waiting
        await scene.press("x")
        assert not scene.screen.query_one(Transcript).waiting
        assert scene.screen.query_one(Editor).text == "x"


@pytest.mark.parametrize("key", ["up", "pagedown", "tab", "x", "backspace", "escape"])
async def test_any_key_ends_the_pause(key):
    async with opened("scene", OPENING, ANSWERED, motion="full") as scene:
        await scene.press("ctrl+j")
        assert LAST not in scene.text()
        await scene.press(key)
        assert LAST in scene.text()


async def test_with_reduced_motion_the_partners_line_is_there_at_once():
    async with opened("scene", OPENING, ANSWERED) as scene:
        await scene.press("ctrl+j")
        assert LAST in scene.text()


async def test_a_look_stands_above_the_editor_and_leaves_the_words_alone():
    async with opened("scene", SCENE, SCENE_LOOK) as scene:
        before = scene.focused
        await scene.press("ctrl+t")
        assert SCENE_LOOK.look in scene.text()
        assert scene.focused is before


async def test_page_keys_read_back_while_a_line_is_being_written():
    said = tuple(msgspec.structs.replace(line, text=f"{n} {line.text}") for n, line in enumerate(SCENE.said * 6))
    async with opened("scene", msgspec.structs.replace(SCENE, said=said)) as scene:
        bottom = scene.body.scroll_y
        await scene.press("pageup")
        assert scene.body.scroll_y < bottom
        assert isinstance(scene.focused, Editor)


async def test_a_resize_keeps_the_line_and_shows_the_newest():
    async with opened("scene", SCENE) as scene:
        before = scene.focused
        await scene.resize(40, 12)
        await scene.resize(80, 24)
        assert scene.focused is before
        assert "You stayed awake?" in scene.text()
        assert "I tried to sleep and" in scene.text()


async def test_the_line_that_enter_would_choose_stands_whole_on_the_smallest_window():
    long = "I was worried sick about you the whole of the night, and I did not sleep at all."
    lines = tuple(msgspec.structs.replace(choice, label=f"{choice.key} {long}") for choice in SCENE_CHOICES.choices)
    async with opened("scene", SCENE, size=(40, 12)) as scene:
        await scene.show(msgspec.structs.replace(SCENE_CHOICES, choices=lines))
        assert f"1 {long}" in " ".join(scene.text().replace("▌", " ").split())


async def test_an_ended_scene_leads_on_by_enter():
    async with opened("scene", SCENE_ENDED) as scene:
        await scene.press("enter")
        assert scene.session.done == ["afterwards"]


async def test_escape_leaves_the_line_and_then_the_scene():
    async with opened("scene", SCENE) as scene:
        await scene.press("escape", "escape")
        assert scene.went == ["home"]


@pytest.mark.parametrize("text", ["[/]", " ".join(HOSTILE)])
async def test_hostile_words_in_a_scene_are_shown_letter_for_letter(text):
    async with opened("scene", SCENE, size=(100, 250)) as scene:
        for name, view in SCENES.items():
            await scene.show(hostile(view, text))
            drawn = "".join(scene.text().split())
            assert not any(ord(character) < 32 for character in drawn), name
            assert all((markup in text) <= ("".join(markup.split()) in drawn) for markup in MARKUP), name


# --- afterwards --------------------------------------------------------------------------------------------------


async def test_afterwards_looks_as_it_was_seen():
    async with opened("afterwards", AFTERWARDS) as afterwards:
        same_as_seen("afterwards-80x24", afterwards.text())


@pytest.mark.parametrize("size", SIZES)
async def test_every_phase_has_a_way_on_at_every_size(size):
    async with opened("afterwards", AFTERWARDS, size=size) as afterwards:
        for phase, view in AFTERWARDSES.items():
            await afterwards.show(view)
            assert isinstance(afterwards.focused, ActionItem), phase
            assert afterwards.focused.action.primary, phase


async def test_the_ways_on_are_letters_and_the_thought_waits_below():
    async with opened("afterwards", AFTERWARDS) as afterwards:
        await afterwards.press("k")
        assert afterwards.session.done == ["keep"]


async def test_a_thought_half_written_has_the_focus_and_is_kept():
    begun = msgspec.structs.replace(AFTERWARDS, field=field("afterwards/unread-message", text="I breathed"))
    async with opened("afterwards", begun) as afterwards:
        assert isinstance(afterwards.focused, Editor)
        await afterwards.press("!")
        assert afterwards.session.written["afterwards/unread-message"][0] == "I breathed!"


async def test_what_is_listed_is_taken_by_its_digit():
    async with opened("afterwards", AFTERWARDS_LISTED) as afterwards:
        assert "parted at turn 3" in afterwards.text()
        assert not afterwards.screen.query(Trace)
        await afterwards.press("2")
        assert afterwards.session.done == ["branch-2"]


async def test_a_saved_thought_is_shown_in_place_of_the_editor():
    saved = msgspec.structs.replace(AFTERWARDS, field=None, saved="I breathed out first.")
    async with opened("afterwards", saved, size=(80, 40)) as afterwards:
        assert "│ I breathed out first." in afterwards.text()
        assert not afterwards.screen.query(Editor)


@pytest.mark.parametrize("text", ["[/]", " ".join(HOSTILE)])
async def test_hostile_words_afterwards_are_shown_letter_for_letter(text):
    async with opened("afterwards", AFTERWARDS, size=(100, 250)) as afterwards:
        for name, view in AFTERWARDSES.items():
            await afterwards.show(hostile(view, text))
            drawn = "".join(afterwards.text().split())
            assert not any(ord(character) < 32 for character in drawn), name
            assert all((markup in text) <= ("".join(markup.split()) in drawn) for markup in MARKUP), name


async def test_whoever_reads_back_is_left_there_whatever_opens_below() -> None:
    said = SCENE.said[:3] * 6
    async with opened("scene", msgspec.structs.replace(SCENE, said=said)) as scene:
        body = scene.screen.query_one(Body)
        assert body.scroll_y == body.max_scroll_y
        await scene.pilot.press("pageup")
        there = body.scroll_y
        assert there < body.max_scroll_y
        scene.screen.say("A line that was not there. " * 8)
        await scene.pilot.pause()
        assert body.scroll_y == there
        await scene.pilot.press("pagedown", "pagedown")
        scene.screen.say("")
        await scene.pilot.pause()
        assert body.scroll_y == body.max_scroll_y
