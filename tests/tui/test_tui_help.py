"""The page for when things are not safe, and the two smaller pages beside it."""

from __future__ import annotations

import re

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

from coach.errors import CourseError
from coach.session import helplines, views
from coach.session.help_page import DOORS
from coach.store.base import Settings
from coach.tui.app import CoachApp
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.keys import KeysScreen
from coach.tui.screens.reset import ResetScreen
from coach.tui.screens.seen import SeenScreen
from coach.tui.widgets.breathing import BreathingPace
from coach.tui.widgets.editor import Editor
from tests.tui.fakes import FakeSession, FakeSitting, PlainScreen, drawn, one_screen, reflection, typed

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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "name", "title"), DOORS)
async def test_every_part_is_one_key_away_and_escape_comes_back(monkeypatch, size, key, name, title):
    async with one_screen(monkeypatch, FakeSession(reflection()), size=size) as (app, pilot):
        await pilot.press("f2", key)
        await pilot.pause()
        assert title.startswith(body(app)[0])
        await pilot.press("escape")
        await pilot.pause()
        assert body(app)[0].startswith("In danger now?")


async def test_at_forty_columns_what_to_do_now_and_every_part_are_in_sight_at_once(monkeypatch):
    for country in helplines.load().countries:
        sitting = FakeSitting(settings=Settings(country=country.id))
        async with one_screen(monkeypatch, FakeSession(reflection()), size=(40, 12), sitting=sitting) as (app, pilot):
            await pilot.press("f2")
            await pilot.pause()
            page = drawn(app)
            assert f"Call {country.emergency}." in page
            assert all(label in page for _, _, label in DOORS), country.id


async def test_a_part_can_be_chosen_with_tab_and_enter_too(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "tab", "tab", "tab", "enter")
        await pilot.pause()
        assert body(app)[0] == DOORS[2][2]


async def test_the_page_leaves_no_trace_and_goes_back_to_the_same_place(monkeypatch):
    session = FakeSession(reflection("words"))
    async with one_screen(monkeypatch, session) as (app, pilot):
        screen, focused, written = app.screen, app.focused, dict(session.written)
        await pilot.press("f2", "1", "2", "3", "4", "o", "escape", "escape")
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
        await pilot.press("f2", "c", "3", "o")
        await pilot.pause()
        assert "cannot be read" in drawn(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_who_could_see_is_one_key_from_the_page_of_keys(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        below = app.screen
        await pilot.press("escape", "f1", "w")
        await pilot.pause()
        assert isinstance(app.screen, SeenScreen)
        assert "Somebody who looks at this screen" in drawn(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is below


async def own_page(app: CoachApp, pilot: Pilot[None], words: str) -> None:
    """Open the page for an own number and type."""
    await pilot.press("f2", "o")
    await pilot.pause()
    await typed(app, pilot, words)


async def test_a_number_of_ones_own_stands_before_all_others(monkeypatch):
    sitting = FakeSitting(settings=Settings(country="us"))
    async with one_screen(monkeypatch, FakeSession(reflection()), sitting=sitting) as (app, pilot):
        await own_page(app, pilot, "Zainab 0151 496 0000")
        await pilot.press("ctrl+j")
        await pilot.pause()
        page = drawn(app)
        assert page.index("Zainab 0151 496 0000") < page.index("1-800-799-7233")
        await pilot.press("escape", "f2")
        await pilot.pause()
        assert "Zainab" in drawn(app)


async def test_a_number_of_ones_own_can_be_taken_away(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        app.sitting.number.text = "Zainab 0151 496 0000"
        await pilot.press("f2", "o", "tab", "tab", "enter")
        await pilot.pause()
        assert app.sitting.number.text == ""
        assert "Zainab" not in drawn(app)


async def test_where_others_use_this_computer_it_is_shown_only_where_it_is_asked_for(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        app.sitting.number.text, app.sitting.number.hidden = "Zainab 0151 496 0000", True
        for key in ("f2", "1", "2", "escape"):
            await pilot.press(key)
            await pilot.pause()
            assert "Zainab" not in drawn(app)
        await pilot.press("o")
        await pilot.pause()
        assert app.screen.query_one(Editor).text == "Zainab 0151 496 0000"


async def test_a_number_that_cannot_be_saved_stays_in_its_field_and_why_is_said(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        app.sitting.number.refuse = "Another window has coach open."
        await own_page(app, pilot, "Zainab")
        await pilot.press("ctrl+j")
        await pilot.pause()
        assert "Another window has coach open." in drawn(app)
        assert app.screen.query_one(Editor).text == "Zainab"
        assert app.sitting.number.written[-1] == "Zainab"


async def test_digits_typed_into_the_field_are_part_of_the_number(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f2", "o", "1", "2", "c", "o")
        await pilot.pause()
        assert app.screen.query_one(Editor).text == "12co"


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
    own = [Binding("ctrl+t", "look", "Pause and look", id="scene.look")]
    monkeypatch.setattr(PlainScreen, "BINDINGS", own, raising=False)
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        assert re.search(r"ctrl\+t +Pause and look", drawn(app))


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
