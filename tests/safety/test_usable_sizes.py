"""Every size of window: all is reached at 80 by 24 and at 40 by 12, below that one sentence; no letter is lost."""

from __future__ import annotations

import random
import re

import pytest
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from coach.session.activity import View
from coach.tui.app import CoachApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.moving import Body
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from tests.safety.surfaces import SURFACES, shown_at
from tests.tui.fakes import drawn

SMALL, USUAL = (40, 12), (80, 24)
TINY = [(39, 12), (40, 11), (20, 6), (300, 3), (3, 100), (1, 1)]
SENTENCE = "This window is very small. Your words are kept."


WAITS = 8
"""How often to look again: the page follows the focus only once it has been laid out."""


def in_sight(widget: Widget) -> bool:
    """Whether the whole widget is in the window, or at least a row of it where it is higher than its page."""
    geometry = widget.screen.find_widget(widget)
    if isinstance(widget, Editor):
        # Of an editor the row with the cursor, and where there is room all of it.
        return geometry.visible_region.contains_point(widget.cursor_screen_offset)
    if geometry.region == geometry.visible_region:
        return geometry.region.area > 0
    return geometry.visible_region.height >= min(geometry.region.height, max(1, geometry.clip.height - 1))


async def unseen(screen: Screen[None], pilot: Pilot[None]) -> list[str]:
    """What has the focus without being in sight, going through everything that can have it."""
    found = []
    for widget in list(screen.focus_chain):
        screen.set_focus(None)
        widget.focus()
        for _ in range(WAITS):
            await pilot.pause()
            if in_sight(widget):
                break
        if screen.focused is not widget or not in_sight(widget):
            found.append(widget.action.id if isinstance(widget, ActionItem) else type(widget).__name__)
    return found


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["80x24", "40x12"])
@pytest.mark.parametrize("activity", SURFACES)
async def test_whatever_has_the_focus_is_in_sight(activity: str, size: tuple[int, int]) -> None:
    shown = SURFACES[activity]
    async with shown_at(activity, next(iter(shown.values())), size) as (app, pilot, session):
        for name, view in shown.items():
            session.shows = [view]
            await app.screen.show_now()
            await pilot.pause()
            assert isinstance(app.screen, ActivityScreen)
            assert set(app.screen.items) <= set(app.screen.focus_chain), name
            assert await unseen(app.screen, pilot) == [], name


async def test_an_action_outside_the_window_would_be_noticed() -> None:
    async with shown_at("afterwards", SURFACES["afterwards"]["trace"], SMALL) as (app, pilot, _):
        row = app.screen.query_one("ActionRow")
        row.styles.overflow_y = "hidden"
        row.styles.max_height = 1
        for item in row.query(ActionItem):
            item.scroll_visible = lambda *args, **more: None  # type: ignore[method-assign]
        await pilot.pause()
        assert await unseen(app.screen, pilot)


def words(page: str) -> set[str]:
    """The words on a page, without what bars and scroll bars are drawn with."""
    return set(re.sub("[▁▂▃▄▅▆▇█▊▌▐│]", " ", page).split())


async def scrolled_through(app: CoachApp, pilot: Pilot[None]) -> set[str]:
    """Every word seen from the top of the page to its end, scrolling by the key for it."""
    page = app.screen.query(VerticalScroll).first(VerticalScroll)
    page.scroll_home(animate=False)
    await pilot.pause()
    seen = words(drawn(app))
    for _ in range(80):
        if page.scroll_y >= page.max_scroll_y:
            return seen
        await (pilot.press("pagedown") if isinstance(page, Body) else pilot.press("space"))
        await pilot.pause()
        seen |= words(drawn(app))
    raise AssertionError("the page never ended")


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["80x24", "40x12"])
@pytest.mark.parametrize(
    ("activity", "name"),
    [("lesson", "reading"), ("lesson", "practice why"), ("lesson", "sort-end"), ("afterwards", "trace"),
     ("progress", "page"), ("home", "home"), ("journal", "read"), ("lesson", "plan")],
)  # fmt: skip
async def test_every_word_of_a_page_is_come_to_by_scrolling(activity: str, name: str, size: tuple[int, int]) -> None:
    view = SURFACES[activity][name]
    async with shown_at(activity, view, (size[0], 200)) as (app, pilot, _):
        await pilot.pause()
        body = app.screen.query_one(Body)
        top, height = body.region.y, body.region.height
        whole = words("\n".join(drawn(app).splitlines()[top : top + height]))
    async with shown_at(activity, view, size) as (app, pilot, _):
        await pilot.pause()
        assert whole <= await scrolled_through(app, pilot)


@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["80x24", "40x12"])
@pytest.mark.parametrize(
    "keys", [["f1"], ["f1", "w"], ["f2"], ["f2", "c"], ["f2", "1"], ["f2", "2"], ["f3"]], ids="+".join
)
async def test_every_word_of_the_pages_over_all_is_come_to_by_scrolling(
    keys: list[str], size: tuple[int, int]
) -> None:
    home = SURFACES["home"]["home"]
    async with shown_at("home", home, (size[0], 300)) as (app, pilot, _):
        await pilot.press(*keys)
        await pilot.pause()
        whole = words("\n".join(drawn(app).splitlines()[2:-1]))
    async with shown_at("home", home, size) as (app, pilot, _):
        await pilot.press(*keys)
        await pilot.pause()
        page = app.screen.query(VerticalScroll).first(VerticalScroll)
        page.focus()
        assert whole <= await scrolled_through(app, pilot)


@pytest.mark.parametrize("activity", ["start", "home", "lesson", "scene", "settings"])
async def test_below_forty_by_twelve_one_sentence_stands_and_the_words_wait(activity: str) -> None:
    view = next(iter(SURFACES[activity].values()))
    async with shown_at(activity, view) as (app, pilot, _):
        before = {editor.key: editor.text for editor in app.screen.query(Editor)}
        page = drawn(app)
        for width, height in TINY:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert app.screen.query_one("TooSmall").display
            if width >= 30 and height >= 3:
                assert SENTENCE[:26] in drawn(app)
                assert SENTENCE.split()[-1] in drawn(app)
        await pilot.resize_terminal(*USUAL)
        await pilot.pause()
        assert {editor.key: editor.text for editor in app.screen.query(Editor)} == before
        assert words(drawn(app)) == words(page)


RESIZED: dict[str, tuple[str, View]] = {
    "reflection": ("lesson", SURFACES["lesson"]["reflection"]),
    "builder": ("lesson", SURFACES["lesson"]["practice builder"]),
    "plan": ("lesson", SURFACES["lesson"]["plan"]),
    "scene": ("scene", SURFACES["scene"]["scene"]),
    "journal": ("journal", SURFACES["journal"]["written"]),
    "search": ("journal", SURFACES["journal"]["listed"]),
    "afterwards": ("afterwards", SURFACES["afterwards"]["trace"]),
    "start": ("start", SURFACES["start"]["page 3"]),
}
"""Screens with something to write in."""
TIMES = 25
"""Resizes of each: two hundred in all."""


def resize(app: CoachApp, width: int, height: int) -> None:
    """What a terminal that is dragged does: the next size comes before the last one was drawn."""
    size = Size(width, height)
    app._driver._size = size  # type: ignore[union-attr]
    app.post_message(Resize(size, size))


async def resized_while_writing(app: CoachApp, pilot: Pilot[None], times: int = TIMES) -> list[tuple[str, str]]:
    """Type a letter between resizes to any size, pages laid over in between; what was to be there and what is."""
    chance = random.Random(72)
    editors = list(app.screen.query(Editor))
    assert editors
    expected = [editor.text for editor in editors]
    for editor in editors:
        editor.move_cursor(editor.document.end)
    for number in range(times):
        resize(app, chance.randint(1, 300), chance.randint(1, 100))
        if number % 8 == 0:
            await pilot.pause()
        at = number % len(editors)
        editors[at].focus()
        letter = chance.choice("abcdefg hij漢é")
        editors[at].insert(letter)
        expected[at] += letter
        if number % 10 == 5:
            await pilot.press(chance.choice(["f1", "f2", "f3", "f4"]))
            await pilot.resize_terminal(chance.randint(1, 300), chance.randint(1, 100))
            while len(app.screen_stack) > 1:
                app.pop_screen()
    await pilot.resize_terminal(*USUAL)
    await pilot.pause()
    return list(zip(expected, [editor.text for editor in app.screen.query(Editor)], strict=True))


@pytest.mark.parametrize("where", RESIZED)
async def test_two_hundred_resizes_lose_no_letter(where: str) -> None:
    activity, view = RESIZED[where]
    async with shown_at(activity, view) as (app, pilot, session):
        for wanted, kept in await resized_while_writing(app, pilot):
            assert kept == wanted
        told = {editor.key: editor.text for editor in app.screen.query(Editor)}
        assert {key: text for key, (text, _, _) in session.written.items()} == told
        assert "very small" not in drawn(app)


async def test_a_letter_lost_by_a_resize_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen that builds its editor anew whenever it is resized gives back what the view said."""

    async def anew(self: ActivityScreen) -> None:
        await self.query_one("FieldBox").recompose()

    activity, view = RESIZED["reflection"]
    monkeypatch.setattr(ActivityScreen, "on_resize", anew, raising=False)
    monkeypatch.delattr("coach.tui.screens.lesson.LessonScreen.on_resize")
    async with shown_at(activity, view) as (app, pilot, _):
        assert any(kept != wanted for wanted, kept in await resized_while_writing(app, pilot, times=4))
