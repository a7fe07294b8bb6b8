"""A key of the learner's own works wherever the one it stands beside does, the middle of a sentence included."""

from __future__ import annotations

import pytest
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.widgets import TextArea

from coach.session import own_keys
from coach.session.activity import View
from coach.session.own_keys import KEYED
from coach.session.settings_views import SettingRow, SettingsView
from coach.store.base import Settings
from coach.tui.app import CoachApp
from coach.tui.screens.settings import SettingItem
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.listening import Listening
from tests.safety.surfaces import SURFACES, Shown, shown_at, sitting_at
from tests.tui.fakes import drawn
from tests.tui.sample_views import action

MINE = {
    each.id: key
    for each, key in zip(
        KEYED, ("alt+k", "f5", "alt+r", "f8", "alt+0", "alt+d", "f10", "alt+b", "alt+s"), strict=True
    )
}


async def press(app: CoachApp, pilot: Pilot[None], key: str) -> None:
    """As a terminal sends it: alt and a letter come with that letter."""
    app.post_message(events.Key(key, key[-1] if key.startswith("alt+") else None))
    await pilot.pause()
    await pilot.pause()


def sitting(activity: str, view: View) -> tuple[CoachApp, Shown]:
    session = Shown(view)
    at = sitting_at(activity, session)
    at.settings = Settings(welcomed=True, keys=MINE)
    return CoachApp(at), session


@pytest.mark.parametrize(
    ("what", "opens"),
    [
        ("keys", "KeysScreen"),
        ("help", "HelpScreen"),
        ("reset", "ResetScreen"),
        ("hide", "HideScreen"),
        ("palette", "CommandPalette"),
    ],
)
@pytest.mark.parametrize(("activity", "name"), [("home", "home"), ("lesson", "reflection"), ("scene", "scene")])
async def test_it_opens_what_it_is_for_and_writes_nothing(what: str, opens: str, activity: str, name: str) -> None:
    app, session = sitting(activity, SURFACES[activity][name])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        written = [editor.text for editor in app.screen.query(Editor)]
        below = app.screen
        await press(app, pilot, MINE[what])
        assert type(app.screen).__name__ == opens
        assert [editor.text for editor in below.query(Editor)] == written
        assert session.done == []


@pytest.mark.parametrize("name", ["reflection", "plan"])
async def test_words_are_done_by_it_inside_an_editor_and_outside(name: str) -> None:
    app, session = sitting("lesson", SURFACES["lesson"][name])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.focused, Editor)
        await press(app, pilot, MINE["done"])
        assert len(session.done) == 1
        await pilot.press("escape")
        assert not isinstance(app.focused, Editor)
        await press(app, pilot, MINE["done"])
        assert session.done == session.done[:1] * 2


async def test_a_scene_and_the_journal_have_theirs() -> None:
    app, session = sitting("scene", SURFACES["scene"]["scene"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(app, pilot, MINE["scene.back"])
        await press(app, pilot, MINE["scene.look"])
        assert session.done == ["back", "look"]
    app, _ = sitting("journal", SURFACES["journal"]["listed"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(app, pilot, MINE["journal.search"])
        assert type(app.focused).__name__ == "SearchField"


async def test_what_it_stands_beside_goes_on_working_and_both_are_on_the_page_of_keys() -> None:
    app, _ = sitting("lesson", SURFACES["lesson"]["reflection"])
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        for key in ("f2", "f3", "f4", "f4", "f1"):
            await pilot.press(key)
        page = drawn(app)
        assert "F1, ? or alt+k" in page
        assert "F4, ctrl+l or F8" in page
        assert "ctrl+j or alt+d" in page


async def test_alt_and_a_letter_that_nobody_chose_is_a_letter() -> None:
    """A letter typed right behind an escape comes like this: it must not be lost."""
    app, _ = sitting("lesson", SURFACES["lesson"]["reflection"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.screen.query_one(Editor).text
        await press(app, pilot, "alt+q")
        assert app.screen.query_one(Editor).text == f"{before}q"


async def test_a_key_is_chosen_by_pressing_it_and_ways_about_the_screen_stay_ways() -> None:
    async with shown_at("settings", SURFACES["settings"]["listening"]) as (app, pilot, session):
        assert isinstance(app.focused, Listening)
        for key in ("f5", "alt+h", "ctrl+k"):
            await press(app, pilot, key)
        assert session.done == ["key:f5", "key:alt+h", "key:ctrl+k"]
        await press(app, pilot, "t")
        assert session.done[3:] == ["no-key"]
        app.set_focus(app.screen.query_one(Listening))
        await pilot.press("tab")
        assert not isinstance(app.focused, Listening)


async def test_a_key_taken_on_its_page_works_at_once() -> None:
    app, _ = sitting("settings", SURFACES["settings"]["listening"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.sitting.change(keys={"help": "f9"})
        await app.screen.show_now()
        await pilot.pause()
        await press(app, pilot, "f9")
        assert type(app.screen).__name__ == "HelpScreen"
        await pilot.press("escape")
        await press(app, pilot, MINE["hide"])
        assert type(app.screen).__name__ == "SettingsScreen"


async def test_a_question_begins_at_its_top_and_leads_back_to_its_row() -> None:
    """In the smallest window, from the last row of a list that does not fit it."""
    rows = tuple(
        SettingRow(id=f"ask:{n}", title=f"Setting {n}", value="as it came", says="What it does.") for n in range(14)
    )
    listed = SettingsView(rows=rows, actions=(action("home", "Home", key="h"),))
    which = SettingsView(
        title="A key of your own",
        text="For which?",
        actions=tuple(action(f"ask:key:{n}", f"Thing {n}", key=str(n), group="list") for n in range(1, 10)),
    )
    app, session = sitting("settings", listed)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.screen.query(SettingItem).last().focus()
        await pilot.pause()
        session.shows = [listed, which, SURFACES["settings"]["listening"], which, listed]
        for seen in ("A key of your own", "Press the key you want.", "A key of your own", "Setting 13"):
            await pilot.press("f9" if isinstance(app.focused, Listening) else "enter")
            await pilot.pause()
            assert seen in drawn(app), drawn(app)
        assert isinstance(app.focused, SettingItem)
        assert app.focused.row.id == "ask:13"


def test_no_field_list_or_screen_has_a_key_that_can_be_chosen() -> None:
    """Or the one would do its work and the learner's never: F7, in an editor, selects all there is."""
    kinds: list[type[DOMNode]] = [DOMNode]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert TextArea in kinds
    bound = [binding for kind in kinds for binding in vars(kind).get("BINDINGS", ())]
    keys = {key for one in bound for key in (one.key if isinstance(one, Binding) else one[0]).split(",")}
    assert [key for key in keys if not own_keys.refused(key, "help", {})] == []


async def test_on_the_page_of_numbers_too() -> None:
    app, _ = sitting("home", SURFACES["home"]["home"])
    app.sitting.settings = Settings(welcomed=True, keys={"keys": "alt+c"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await press(app, pilot, "alt+c")
        assert type(app.screen).__name__ == "KeysScreen"


async def test_alt_and_a_digit_held_down_does_no_action() -> None:
    app, session = sitting("lesson", SURFACES["lesson"]["choice"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(app, pilot, "alt+1")
        assert session.done == []
        await press(app, pilot, "1")
        assert len(session.done) == 1
