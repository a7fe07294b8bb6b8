"""The page for when things are not safe, and the two smaller pages beside it."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from coach.errors import CourseError
from coach.session import helplines, views
from coach.store.base import Settings
from coach.tui.app import CoachApp
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.keys import KeysScreen
from coach.tui.screens.reset import ResetScreen
from coach.tui.widgets.breathing import BreathingPace
from tests.tui.fakes import FakeSession, FakeSitting, PlainScreen, drawn, one_screen, reflection

SIZES = [(80, 24), (120, 40), (40, 12), (20, 6)]


def body(app: CoachApp) -> list[str]:
    """The rows of the page, without the title and the keys."""
    return [row.strip() for row in drawn(app).splitlines()[2:-1] if row.strip()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["f2", "ctrl+g"])
async def test_one_key_leads_to_what_to_do_in_danger(monkeypatch, size, key):
    async with one_screen(monkeypatch, FakeSession(reflection()), size=size) as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert body(app)[0].startswith("In danger now?")


async def test_help_is_there_while_writing_in_the_palette_and_over_every_page(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        for before in (["x"], ["ctrl+p"], ["f1"], ["f3"]):
            await pilot.press(*before, "f2")
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape", "escape")
            await pilot.pause()


async def test_help_is_there_before_anything_was_answered():
    start = views.StartView(page=1, title="What this is", text="A course.", field=None, actions=())
    app = CoachApp(FakeSitting("start", start=FakeSession(start)))
    async with app.run_test() as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_a_country_is_chosen_with_two_keys_and_kept(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "c", "s")
        await pilot.pause()
        assert app.sitting.settings.country == "gb"
        assert "Call 999." in drawn(app)
        assert "0808 2000 247" in drawn(app)


async def test_a_country_is_chosen_with_arrows_and_enter_too(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "c", "down", "enter")
        await pilot.pause()
        assert app.sitting.settings.country == "au"


async def test_the_chosen_country_is_there_at_once_next_time(monkeypatch):
    sitting = FakeSitting(settings=Settings(country="us"))
    async with one_screen(monkeypatch, FakeSession(reflection()), sitting=sitting) as (app, pilot):
        await pilot.press("f2")
        await pilot.pause()
        assert "1-800-799-7233" in drawn(app)


async def test_who_fears_their_own_behaviour_has_a_page_of_their_own(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "w")
        await pilot.pause()
        assert body(app)[0] == "If you are afraid of what you do yourself"
        await pilot.press("escape")
        await pilot.pause()
        assert body(app)[0].startswith("In danger now?")


async def test_the_page_leaves_no_trace_and_goes_back_to_the_same_place(monkeypatch):
    session = FakeSession(reflection("words"))
    async with one_screen(monkeypatch, session) as (app, pilot):
        screen, focused, written = app.screen, app.focused, dict(session.written)
        await pilot.press("f2", "w", "escape", "escape")
        await pilot.pause()
        assert (app.screen, app.focused) == (screen, focused)
        assert session.done == []
        assert session.written == written


async def test_the_title_does_not_name_the_subject(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2")
        await pilot.pause()
        assert drawn(app).splitlines()[0].strip() == "Numbers"


async def test_a_damaged_file_of_numbers_still_says_something(monkeypatch):
    def damaged() -> None:
        raise CourseError("The page of numbers cannot be read.")

    monkeypatch.setattr(helplines, "load", damaged)
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "c", "w")
        await pilot.pause()
        assert "cannot be read" in drawn(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_page_of_keys_names_the_actions_below_and_the_keys_for_everywhere(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection()), size=(80, 50)) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, KeysScreen)
        page = drawn(app)
        for words in ("Keep this", "Not now", "ctrl+j", "F2 or ctrl+g", "F3 or ctrl+r", "F4 or ctrl+l", "ctrl+p"):
            assert words in page


async def test_a_minute_to_settle_can_be_begun_ended_and_left(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection("words"))) as (app, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, ResetScreen)
        assert isinstance(app.focused, BreathingPace)
        assert "five things you can see" in drawn(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "words" in drawn(app)


async def test_every_action_and_every_key_for_everywhere_is_in_the_palette_and_no_picture_is(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection()), size=(80, 50)) as (app, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        page = drawn(app)
        for words in ("Keep this", "Not now", "(F1)", "(F2)", "(F3)", "(F4)", "theme", "motion", "Leave coach"):
            assert words in page
        for words in ("creenshot", "aximize", "SVG"):
            assert words not in page


async def test_motion_is_turned_from_the_palette(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, _):
        await app.run_action("app.turn('motion', 'full', 'reduced')")
        assert app.sitting.settings.motion == "reduced"
        await app.run_action("app.turn('motion', 'full', 'reduced')")
        assert app.sitting.settings.motion == "full"


async def test_the_page_of_keys_names_what_a_screen_binds_for_itself(monkeypatch):
    own = [Binding("ctrl+t,f5", "look", "Pause and look", id="plain.look")]
    monkeypatch.setattr(PlainScreen, "BINDINGS", own, raising=False)
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        assert "ctrl+t or f5   Pause and look" in drawn(app)


async def test_a_palette_beneath_the_page_of_numbers_is_not_opened_twice(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("ctrl+p", "f2", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_one_page_takes_the_place_of_another_and_one_escape_goes_back(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        below = app.screen
        await pilot.press("f1", "f2", "f3", "f1", "f2")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is below
