"""The dull page: at once, from everywhere, and back to exactly the same place."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from coach.session.activity import Go
from coach.tui.screens.hide import LINES, HideScreen
from coach.tui.widgets.editor import Editor
from tests.tui.fakes import FakeSession, drawn, one_screen, reflection, typed


def hidden(app) -> bool:
    """Only the dull page is drawn."""
    rows = {row.strip() for row in drawn(app).splitlines()} - {""}
    known = all(any(line.startswith(row) for line in LINES.splitlines()) for row in rows)
    return isinstance(app.screen, HideScreen) and bool(rows) and known


@pytest.mark.parametrize("before", [[], ["escape"], ["f1"], ["f2"], ["f3"], ["ctrl+p"], ["f2", "c"], ["f2", "f1"]])
@pytest.mark.parametrize("key", ["f4", "ctrl+l"])
async def test_one_key_hides_whatever_is_shown_and_the_same_key_brings_it_back(monkeypatch, before, key):
    async with one_screen(monkeypatch, FakeSession(reflection("private"))) as (app, pilot):
        await pilot.press(*before)
        await pilot.pause()
        screen, focused = app.screen, app.focused
        await pilot.press(key)
        await pilot.pause()
        assert hidden(app)
        await pilot.press(key)
        await pilot.pause()
        assert (app.screen, app.focused) == (screen, focused)


async def test_nothing_typed_or_clicked_on_the_dull_page_reaches_anything(monkeypatch):
    session = FakeSession(reflection("private"))
    async with one_screen(monkeypatch, session) as (app, pilot):
        editor = app.screen.query_one(Editor)
        await pilot.press("left", "f4")
        await pilot.press("x", "enter", "escape", "f1", "f2", "f3", "ctrl+p", "ctrl+j", "question_mark", "ctrl+c")
        await pilot.click(offset=(3, 22))
        await typed(app, pilot, "pasted")
        assert hidden(app)
        await pilot.press("f4")
        assert (editor.text, editor.cursor_location, session.done) == ("private", (0, 6), [])
        assert editor.has_focus


async def test_the_dull_page_fills_any_window(monkeypatch):
    for size in ((120, 40), (40, 12), (20, 6)):
        async with one_screen(monkeypatch, FakeSession(reflection("private")), size=size) as (app, pilot):
            await pilot.press("f4")
            await pilot.pause()
            assert hidden(app)
            assert "todo.txt" in drawn(app)


async def test_an_action_that_ends_meanwhile_stays_behind_the_dull_page(monkeypatch):
    session = FakeSession(reflection("private"), reflection("", notice="Kept in your journal."))
    async with one_screen(monkeypatch, session) as (app, pilot):
        below = app.screen
        await pilot.press("f4")
        await below.act("keep")
        await pilot.pause()
        assert hidden(app)
        await pilot.press("f4")
        await pilot.pause()
        assert "Kept in your journal." in drawn(app)


async def test_what_is_typed_in_the_palette_is_still_there_afterwards(monkeypatch):
    async with one_screen(monkeypatch, FakeSession(reflection())) as (app, pilot):
        await pilot.press("ctrl+p", "s", "e", "f4", "x", "f4")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "se"


async def test_an_action_that_leads_elsewhere_waits_behind_the_dull_page(monkeypatch):
    went: list[Go] = []
    session = FakeSession(reflection("private"), does={"keep": Go(to="scene")})
    async with one_screen(monkeypatch, session, went=went) as (app, pilot):
        below = app.screen
        await pilot.press("f4")
        await below.act("keep")
        await pilot.pause()
        assert hidden(app)
        assert went == []
        await pilot.press("f4")
        await pilot.pause()
        assert [go.to for go in went] == ["scene"]
