"""The frame every activity has: doing, failing, writing, moving, leaving."""

from __future__ import annotations

import asyncio
import random

import msgspec
import pytest
from textual import constants, events
from textual.widgets import Static

from coach.errors import StoreError
from coach.glyphs import cells
from coach.session import views
from coach.session.activity import Go
from coach.store.base import Settings
from coach.tui.app import CoachApp
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.frame import KeyLine
from tests.tui.fakes import FRAME, GO_ON, FakeSession, FakeSitting, drawn, field, one_screen, reflection, typed

WIDE = ("漢字かな", "👩‍👩‍👧 👍🏽 🇩🇪", "é̂ n̈ a͈", "שלום", "مرحبا بك", "สวัสดี", "नमस्ते", "☺️ ❤️")
SIZES = [(80, 24), (120, 40), (40, 12)]


def editor(app: CoachApp) -> Editor:
    return app.screen.query_one(Editor)


async def test_letters_digits_space_and_question_mark_type_while_an_editor_has_the_focus(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        await pilot.press("n", "1", "space", "question_mark")
        await pilot.pause()
        assert editor(app).text == "n1 ?"
        assert session.done == []


async def test_a_letter_typed_after_leaving_the_words_goes_back_into_them(monkeypatch):
    """Nobody is taken off a page because a word begins with the letter of an action."""
    session = FakeSession(reflection("some words"))
    async with one_screen(monkeypatch, session) as (app, pilot):
        await pilot.press("ctrl+end", "escape", "n", "o")
        await pilot.pause()
        assert session.done == []
        assert sorted(editor(app).text) == sorted("some wordsno")
        assert editor(app).has_focus


async def test_no_letter_is_named_as_a_key_where_it_would_be_written(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection("some words"))) as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(KeyLine).keys[1:] == (("tab", "On to the next"), ("F1", "Keys"))
        await pilot.press("f1")
        await pilot.pause()
        assert "tab, enter   Not now" in drawn(app)


async def test_a_letter_does_its_action_where_there_is_nothing_to_write_in(monkeypatch):
    session = FakeSession(msgspec.structs.replace(reflection(), field=None))
    async with one_screen(monkeypatch, session) as (_, pilot):
        await pilot.press("n")
        await pilot.pause()
        assert session.done == ["skip"]


async def test_ctrl_j_in_the_editor_does_the_primary_action(monkeypatch):
    session = FakeSession(reflection("some words"))
    async with one_screen(monkeypatch, session) as (_, pilot):
        await pilot.press("ctrl+j")
        await pilot.pause()
        assert session.done == ["keep"]


async def test_enter_outside_the_editor_does_what_has_the_focus(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (_, pilot):
        await pilot.press("escape", "right", "enter")
        await pilot.pause()
        assert session.done == ["skip"]


async def test_a_failing_action_shows_its_sentence_and_keeps_the_words(monkeypatch):
    sentence = "The disk is full. Your words are safe here; free some space and try again."
    session = FakeSession(reflection(), does={"keep": StoreError(sentence)})
    async with one_screen(monkeypatch, session) as (app, pilot):
        await typed(app, pilot, "what it was like")
        await pilot.press("ctrl+j")
        await pilot.pause()
        assert "The disk is full. Your words are safe" in drawn(app)
        assert editor(app).text == "what it was like"
        assert editor(app).has_focus


async def test_an_action_pressed_twice_while_it_runs_is_done_once(monkeypatch):
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    session = FakeSession(reflection(), does={"keep": slow})
    async with one_screen(monkeypatch, session) as (_, pilot):
        await pilot.press("ctrl+j", "ctrl+j")
        gate.set()
        await pilot.pause()
        assert session.done == ["keep"]


async def test_saving_is_said_only_while_it_takes_long(monkeypatch):
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    session = FakeSession(reflection(), does={"keep": slow})
    async with one_screen(monkeypatch, session) as (app, pilot):
        await pilot.press("ctrl+j")
        assert "Saving" not in drawn(app)
        await pilot.pause(0.3)
        assert "Saving" in drawn(app)
        gate.set()
        await pilot.pause()
        assert "Saving" not in drawn(app)


async def test_the_session_has_every_word_before_an_action_is_done(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, _):
        editor(app).insert("not told yet")
        await app.screen.act("keep")
        assert session.written["speak/say"][0] == "not told yet"


async def test_words_and_cursor_come_back_as_the_draft_left_them(monkeypatch):
    view = reflection()
    draft = views.Field(draft=field(text="one\ntwo\nthree").draft)
    view = views.ReflectionView(frame=FRAME, lead="", quotes=(), ask="?", field=draft, actions=(GO_ON,))
    session = FakeSession(view)
    async with one_screen(monkeypatch, session) as (app, _):
        assert (editor(app).text, editor(app).cursor_location) == ("one\ntwo\nthree", (2, 5))


@pytest.mark.parametrize("size", SIZES)
async def test_a_resize_in_the_middle_keeps_words_cursor_and_focus(monkeypatch, size):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        await typed(app, pilot, "a line of words\nand another")
        await pilot.press("left", "left")
        for other in ((20, 6), size, (1, 1), (80, 24)):
            await pilot.resize_terminal(*other)
            await pilot.pause()
        assert editor(app).text == "a line of words\nand another"
        assert editor(app).cursor_location == (1, 9)
        assert editor(app).has_focus


async def test_no_size_of_window_loses_words_or_breaks_anything(monkeypatch):
    chance = random.Random(72)
    async with one_screen(monkeypatch, FakeSession(reflection("words " * 60))) as (app, pilot):
        for number in range(40):
            await pilot.resize_terminal(chance.randint(1, 300), chance.randint(1, 100))
            if number % 10 == 5:
                await pilot.press(chance.choice(["f1", "f2", "f3", "f4"]))
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert editor(app).text == "words " * 60
        assert "words words" in drawn(app)


@pytest.mark.parametrize("words", WIDE)
async def test_wide_and_joined_characters_push_nothing_aside(monkeypatch, words):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await typed(app, pilot, f"{words} " * 12)
        for _ in range(5):
            await pilot.press("left")
        rows = drawn(app).splitlines()
        assert {cells(row) for row in rows[:-1]} == {80}
        assert editor(app).text == f"{words} " * 12


async def test_a_tiny_window_says_so_in_one_sentence(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection()), size=(20, 6)) as (app, pilot):
        assert "very small" in drawn(app)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "very small" not in drawn(app)


async def test_escape_leaves_the_editor_and_then_the_screen(monkeypatch):
    went: list[Go] = []
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session, went=went) as (app, pilot):
        await pilot.press("escape")
        assert isinstance(app.focused, ActionItem)
        await pilot.press("escape")
        await pilot.pause()
        assert [go.to for go in went] == ["home"]


async def test_tab_reaches_every_action_and_comes_round(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        met = []
        for _ in range(3):
            met.append(app.focused)
            await pilot.press("tab")
        assert {type(widget).__name__ for widget in met} == {"Editor", "RowItem"}
        assert app.focused is met[0]


async def test_undo_brings_words_back_and_copying_stays_inside(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await typed(app, pilot, "keep me")
        await pilot.press("f7", "ctrl+x")
        assert (editor(app).text, app.clipboard) == ("", "keep me")
        await pilot.press("ctrl+z")
        assert editor(app).text == "keep me"


async def test_what_is_pasted_is_kept_as_it_is_and_drawn_safely(monkeypatch):
    session = FakeSession(reflection())
    pasted = "red \x1b[31m, turned \u202e, two\r\nlines\x85one\x0b"
    async with one_screen(monkeypatch, session) as (app, pilot):
        await typed(app, pilot, pasted)
        kept = pasted.replace("\r\n", "\n")
        assert editor(app).text == kept
        assert session.written["speak/say"][0] == kept
        page = drawn(app)
        assert "red ␛[31m, turned �, two" in page
        assert not any(sign in page for sign in "\x1b\u202e\x85\x0b")


async def test_stand_ins_take_the_cells_the_cursor_counts(monkeypatch):
    """A line of controls as wide as the editor wraps where it is drawn, and no frame is pushed aside."""
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await typed(app, pilot, "\x1b" * 200)
        rows = [row for row in drawn(app).splitlines() if "␛" in row]
        width = editor(app).wrap_width
        assert rows[0].count("␛") == width
        assert {len(row.rstrip()) for row in rows} == {len(rows[0].rstrip())}


async def test_a_document_undoes_and_redoes_across_lines(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection("one\ntwo\nthree"))) as (app, pilot):
        editor(app).replace("X\nY", (0, 1), (2, 2))
        assert editor(app).text == "oX\nYree"
        editor(app).undo()
        assert editor(app).text == "one\ntwo\nthree"
        editor(app).redo()
        assert editor(app).text == "oX\nYree"
        await pilot.pause()


async def test_the_editor_stays_with_its_undo_while_the_view_has_the_same_words(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        await typed(app, pilot, "mine")
        before = editor(app)
        session.shows = [reflection("mine", notice="Kept.")]
        await app.screen.show_now()
        await pilot.pause()
        assert editor(app) is before
        assert "Kept." in drawn(app)


async def test_the_editor_is_emptied_when_the_words_have_been_said(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        await typed(app, pilot, "said now")
        session.shows = [reflection()]
        await app.screen.show_now()
        await pilot.pause()
        assert editor(app).text == ""
        assert editor(app).has_focus


async def test_actions_too_wide_for_a_row_stand_below_one_another(monkeypatch):
    labels = ("Try again", "Compare tries (2)", "See two ways to say it", "Next")
    actions = tuple(views.Action(id=label, label=label, primary=label == "Try again") for label in labels)
    view = views.ReadingView(frame=FRAME, actions=actions, text="")
    async with one_screen(monkeypatch, FakeSession(view)) as (app, pilot):
        assert "▸ Try again   Compare tries (2)   See two ways to say it   Next" in drawn(app)
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert all(label in drawn(app) for label in labels)


async def test_no_key_in_the_line_of_keys_is_cut_off(monkeypatch):
    letters = [views.Action(id=f"a{n}", label=f"A label of words {n}", key=str(n)) for n in range(9)]
    view = views.ReadingView(frame=FRAME, actions=(GO_ON, *letters), text="")
    for size in SIZES:
        async with one_screen(monkeypatch, FakeSession(view), size=size) as (app, _):
            keys = drawn(app).splitlines()[-1].strip().split("   ")
            assert keys[-1].strip() == "F1 Keys"
            assert len(keys) <= 5
            assert keys[0].strip() == "enter Go on"


async def test_a_lesson_that_cannot_be_read_leaves_the_learner_where_they_are(monkeypatch):
    session = FakeSession(reflection(), does={"skip": Go(to="scene")})
    async with one_screen(monkeypatch, session, patched=False) as (app, pilot):
        await pilot.press("escape", "right", "enter")
        await pilot.pause()
        assert "That page cannot be read." in drawn(app)


async def test_a_view_that_cannot_be_had_says_why(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):

        def broken() -> None:
            raise StoreError("That page cannot be shown. Your words are safe.")

        session.view = broken
        await app.screen.act("keep")
        await pilot.pause()
        assert "That page cannot be shown." in drawn(app)


async def test_a_sitting_without_a_first_page_ends_with_its_sentence():
    app = CoachApp(FakeSitting("home"))
    async with app.run_test():
        pass
    assert app.return_code == 1
    assert app.last_words.startswith("That page cannot be read.")


async def test_trouble_with_saving_half_typed_words_is_told(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        app.sitting.trouble = "Your words cannot be saved just now; they are safe on this screen."
        await pilot.pause(1.2)
        assert "cannot be saved just now" in drawn(app)
        app.sitting.trouble = ""
        await pilot.pause(1.2)
        assert "cannot be saved just now" not in drawn(app)


async def test_a_chosen_theme_is_kept_and_an_unknown_one_is_ours(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        app.theme = "coach-paper"
        await pilot.pause()
        assert app.sitting.settings.theme == "coach-paper"
    odd = CoachApp(FakeSitting(settings=Settings(theme="no-such-theme")))
    assert odd.theme == "coach-dark"


async def test_nothing_blinks_and_reduced_motion_stops_the_rest(monkeypatch):
    sitting = FakeSitting(settings=Settings(motion="reduced"))
    monkeypatch.setattr(constants, "TEXTUAL_ANIMATIONS", "full")
    async with one_screen(monkeypatch, FakeSession(reflection()), sitting=sitting) as (app, _):
        assert not editor(app).cursor_blink
        assert app.animation_level == "none"
        await app.run_action("app.turn('motion', 'full', 'reduced')")
        assert app.animation_level == "full"


async def test_the_window_title_says_nothing(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, _):
        assert app.title == "notes"


async def test_ctrl_c_without_a_selection_says_how_to_leave(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("escape", "ctrl+c")
        await pilot.pause()
        assert "Escape leaves" in drawn(app)


async def test_a_paste_outside_an_editor_goes_nowhere(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        await pilot.press("escape")
        app.post_message(events.Paste("n"))
        await pilot.pause()
        assert session.done == []
        assert app.screen.query_one(".notice", Static) is not None


@pytest.mark.parametrize("name", ["coach-dark", "coach-paper", "nord"])
async def test_the_chosen_theme_colours_the_very_first_screen(monkeypatch, name):
    sitting = FakeSitting()
    sitting.settings = msgspec.structs.replace(sitting.settings, theme=name)
    async with one_screen(monkeypatch, FakeSession(reflection()), sitting=sitting) as (app, _):
        first = app.screen.styles.background
        app.theme = "dracula"
        await _.pause()
        assert app.screen.styles.background != first
        app.theme = name
        await _.pause()
        assert app.screen.styles.background == first
