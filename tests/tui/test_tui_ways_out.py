"""Bar 11: every way out of a text field, on every screen that has one: the session has each character by then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.pilot import Pilot

from coach.session.activity import View
from coach.tui.app import CoachApp
from coach.tui.widgets.editor import Editor
from tests.safety.surfaces import SURFACES, shown_at

Way = Callable[[CoachApp, Pilot[None]], Awaitable[None]]
WORDS = "it got to nine, é 👩‍👩‍👧"


def keys(*names: str) -> Way:
    """These keys at once, as somebody in a hurry presses them."""

    async def go(app: CoachApp, pilot: Pilot[None]) -> None:
        for name in names:
            app.post_message(events.Key(name, name if len(name) == 1 else None))

    return go


async def leave_coach(app: CoachApp, pilot: Pilot[None]) -> None:
    """What a signal from outside does, and the palette's last entry."""
    await pilot.pause()
    app.action_leave()


async def made_tiny(app: CoachApp, pilot: Pilot[None]) -> None:
    await pilot.resize_terminal(1, 1)


async def gone_elsewhere(app: CoachApp, pilot: Pilot[None]) -> None:
    """The window is not the one in front any more."""
    app.post_message(events.AppBlur())


WAYS: dict[str, Way] = {
    "escape": keys("escape"),
    "escape, and again": keys("escape", "escape"),
    "tab": keys("tab"),
    "shift+tab": keys("shift+tab"),
    "what is marked": keys("ctrl+j"),
    "keys": keys("f1"),
    "help": keys("f2"),
    "settle": keys("f3"),
    "hide": keys("f4"),
    "palette": keys("ctrl+p"),
    "ctrl+c": keys("ctrl+c"),
    "page keys": keys("pageup", "pagedown"),
    "leave coach": leave_coach,
    "a tiny window": made_tiny,
    "another window": gone_elsewhere,
}
WRITTEN = [
    (activity, name)
    for activity, views in SURFACES.items()
    for name, view in views.items()
    if getattr(view, "field", None) or getattr(view, "slots", None)
]
"""Every view with something to write in; what is looked for in the journal is nobody's words."""


async def lost(activity: str, view: View, way: Way) -> list[str]:
    """The fields whose words, typed a moment before, the session did not get."""
    missing: list[str] = []
    async with shown_at(activity, view) as (app, pilot, session):
        screen = app.screen
        for key in [editor.key for editor in screen.query(Editor)]:
            if app.screen is not screen:
                break
            editor = next(each for each in screen.query(Editor) if each.key == key)
            screen.set_focus(editor)
            await pilot.pause()
            editor.post_message(events.Paste(WORDS))
            await way(app, pilot)
            await pilot.pause()
            if WORDS not in session.written.get(key, ("",))[0]:
                missing.append(key)
    return missing


def test_every_view_that_is_written_in_is_among_them() -> None:
    names = {name for _, name in WRITTEN}
    assert {"reflection", "recall", "plan", "practice write", "scene", "trace", "written", "asked"} <= names


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("activity", "name"), WRITTEN)
async def test_not_a_character_is_lost(activity: str, name: str, way: str) -> None:
    assert await lost(activity, SURFACES[activity][name], WAYS[way]) == []


@pytest.mark.parametrize("way", WAYS)
async def test_an_editor_that_tells_what_stood_in_it_before_would_be_noticed(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Editor.wrote
    monkeypatch.setattr(Editor, "wrote", lambda self: Editor.Wrote(self.key, real(self).text[: -len(WORDS)], 0, 0))
    assert await lost("lesson", SURFACES["lesson"]["reflection"], WAYS[way])
