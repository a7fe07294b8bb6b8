"""The journal by keys alone: the list, the search, a page read, changed, taken out, put back, written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coach.progress.model import Attempt, Body, Entry, Played
from coach.session.journal import NEW, JournalSession
from coach.session.visit import Visit
from coach.store.memory import MemoryHome
from coach.tui.app import CoachApp
from coach.tui.screens.journal import JournalItem
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.search import SearchField
from tests.safety.payloads import HOSTILE
from tests.tui.fakes import FakeSitting, drawn, typed
from tests.tui.test_tui_home import HOME, FakeHome
from tests.tui.test_tui_hostile import harmless

COURSE = Path(__file__).parent.parent / "session" / "course"
SIZES = [(80, 24), (120, 40), (40, 12)]
NOW = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
TALK = {"play": "p", "scene": "door", "digest": "d", "persona": "plain", "engine": 1, "beat": "arrival"}
TRY = Attempt(
    lesson="small", step="say-it", digest="d", question="Tell Ash.", skill="i-statement", support="none",
    text="I was scared at three.",
)  # fmt: skip
PAGES: tuple[Body, ...] = (
    Entry(text="Nobody noticed the lamp."),
    Played(**TALK, lesson="small", step="the-door", text="I waited for you.", says="(sits) I should have written."),  # type: ignore[arg-type]
    TRY,
    Entry(text="On the train.\nMy sister asked.", question="What do you remember?", lesson="small", step="own-words"),
)


class Opened:
    """The application in the journal, and what a test asks of it."""

    def __init__(self, app: CoachApp, pilot: Pilot[None], visit: Visit) -> None:
        self.app, self.pilot, self.visit = app, pilot, visit

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def on(self) -> str:
        """The words or the action that have the focus."""
        focused = self.app.focused
        return focused.action.id if isinstance(focused, ActionItem) else type(focused).__name__

    def rows(self) -> list[str]:
        return [item.action.label for item in self.app.screen.query(JournalItem)]

    def text(self) -> str:
        return drawn(self.app)


@asynccontextmanager
async def opened(*bodies: Body, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Opened]:
    visit = Visit(MemoryHome(), COURSE, clock=lambda: NOW)
    if bodies:
        await visit.record(*bodies)
    app = CoachApp(FakeSitting("journal", journal=JournalSession(visit), home=FakeHome(HOME)))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Opened(app, pilot, visit)


# --- the list ------------------------------------------------------------------------------------------------


async def test_the_journal_at_80_by_24_looks_like_this():
    async with opened(*PAGES) as it:
        rows = [row.rstrip() for row in it.text().splitlines()]
    assert [row for row in rows if row] == [
        "  Journal                                                              4 pages",
        " ──────────────────────────────────────────────────────────────────────────────",
        "   / Search all you wrote: any words of it, or where it was",
        "   Today",
        "  ▌On the train.                                                 Own words",
        "   I was scared at three.                                           Say it",
        "   I waited for you.                                           At the door",
        "   Nobody noticed the lamp.                                  your own page",
        "  Write a page   By lesson   Home",
        "  enter Read   / Search   w Write a page   l By lesson   F1 Keys",
    ]


async def test_an_empty_journal_offers_to_write_a_page():
    async with opened() as it:
        assert "Nothing here yet." in it.text()
        assert it.on == "write"
        assert (
            it.app.screen.query(SearchField).first(SearchField) is None if it.app.screen.query(SearchField) else True
        )
        await it.press("enter")
        assert it.on == "Editor"


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_and_action_is_reached_by_arrows_and_is_in_sight_when_it_is(size):
    async with opened(*PAGES, size=size) as it:
        met = [it.on]
        for _ in range(6):
            await it.press("down")
            met.append(it.on)
            assert it.app.focused.region.height
            assert it.app.screen.region.contains_region(it.app.focused.region)
    assert [name.partition(":")[0] for name in met] == ["read"] * 4 + ["write", "turn", "home"]


async def test_where_it_is_narrow_the_source_stands_below_the_words():
    async with opened(*PAGES, size=(40, 24)) as it:
        lines = [line.strip(" ▌") for line in it.text().splitlines()]
    assert lines[lines.index("On the train.") + 1] == "Own words"


async def test_one_key_turns_between_day_and_lesson():
    async with opened(*PAGES) as it:
        await it.press("l")
        page = it.text()
        assert page.index("Lesson 1 · Every kind once") < page.index("Your own pages") < page.index("Nobody noticed")
        assert "Today" not in page
        assert it.on.startswith("read:")
        await it.press("l")
        assert "Today" in it.text()


async def test_thousands_of_pages_never_put_more_than_forty_rows_on_the_screen():
    async with opened(*(Entry(text=f"day {n}") for n in range(5000))) as it:
        assert len(it.rows()) == 40
        assert "1 to 40 of 5000" in it.text()
        for _ in range(3):
            await it.press("o")
            assert len(it.rows()) == 40
        assert it.rows()[0] == "Read: day 4879"
        assert len(list(it.app.screen.walk_children())) < 120
        await it.press("slash", *"4711")
        assert it.rows() == ["Read: day 4711"]


async def test_older_ones_are_an_action_after_the_last_row():
    async with opened(*(Entry(text=f"day {n}") for n in range(50))) as it:
        await it.press(*["down"] * 40)
        assert it.on == "older"
        await it.press("enter")
        assert it.rows()[0] == "Read: day 9"
        assert it.on.startswith("read:")
        await it.press("n")
        assert it.rows()[0] == "Read: day 49"


# --- the search ----------------------------------------------------------------------------------------------


async def test_the_list_narrows_with_every_key_and_the_field_keeps_the_focus():
    async with opened(*PAGES) as it:
        counts = []
        await it.press("slash")
        for letter in "scared":
            await it.press(letter)
            counts.append(len(it.rows()))
        assert counts[-1] == 1
        assert counts == sorted(counts, reverse=True)
        assert it.on == "SearchField"
        assert "1 found" in it.text()
        await it.press("space", *"door")
        assert it.rows() == []
        assert "Nothing has all of these words." in it.text()
        await it.press(*["backspace"] * 5)
        assert len(it.rows()) == 1


async def test_letters_search_only_in_the_field_and_are_keys_in_the_list():
    async with opened(*PAGES) as it:
        await it.press("slash", *"wlth")
        assert it.app.screen.query_one(SearchField).text == "wlth"
        await it.press("escape")
        assert len(it.rows()) == 4
        assert it.on == "SearchField"
        await it.press("escape")
        assert it.on.startswith("read:")
        await it.press("l")
        assert "Your own pages" in it.text()


@pytest.mark.parametrize("key", ["enter", "down", "ctrl+j", "tab"])
async def test_from_the_search_a_key_leads_to_what_was_found_and_up_leads_back(key):
    async with opened(*PAGES) as it:
        await it.press("slash", *"lamp", key)
        assert it.app.focused.action.label == "Read: Nobody noticed the lamp."
        await it.press("up")
        assert it.on == "SearchField"


async def test_escape_in_the_list_clears_the_search_before_it_leaves():
    async with opened(*PAGES) as it:
        await it.press("slash", *"lamp", "enter", "escape")
        assert len(it.rows()) == 4
        assert it.on.startswith("read:")
        await it.press("escape")
        assert "The path" in it.text()


async def test_a_search_is_there_again_after_reading_and_the_row_has_the_focus():
    async with opened(*PAGES) as it:
        await it.press("slash", *"a", "enter", "down", "enter")
        assert "Tell Ash." in it.text()
        await it.press("escape")
        assert it.app.screen.query_one(SearchField).text == "a"
        assert it.app.focused.action.label == "Read: I was scared at three."


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text])
async def test_hostile_words_are_found_and_drawn_letter_for_letter(text):
    async with opened(Entry(text="other"), Entry(text=text, question=text)) as it:
        await it.press("slash")
        await typed(it.app, it.pilot, text)
        await it.pilot.pause()
        harmless(it.app, text)
        assert it.rows()[0] == f"Read: {' '.join(text.split())}"
        await it.press("enter", "enter")
        harmless(it.app, text)
        assert it.app.screen.session.view().text == text


# --- a page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_is_read_with_its_question_and_where_it_was_written(size):
    async with opened(*PAGES, size=size) as it:
        await it.press("enter")
        page = it.text()
        assert page.index("What do you remember?") < page.index("On the train.") < page.index("My sister asked.")
        if size != (40, 12):
            assert "You wrote this in Lesson 1 · Every kind once: Own words." in page
            assert "today at 20:30" in page
        await it.press("escape")
        assert it.on.startswith("read:")


async def test_a_scene_opens_to_what_both_said():
    async with opened(*PAGES) as it:
        await it.press("down", "down", "enter")
        page = it.text()
        assert page.index("You   I waited for you.") < page.index("Ash   (sits) I should have written.")


async def test_a_page_taken_out_leaves_the_list_at_its_place_and_u_puts_it_back():
    async with opened(*PAGES) as it:
        await it.press("down", "enter", "x")
        assert it.rows() == ["Read: On the train.", "Read: I waited for you.", "Read: Nobody noticed the lamp."]
        assert "Taken out. u puts it back." in it.text()
        assert it.app.focused.action.label == "Read: I waited for you."
        await it.press("u")
        assert len(it.rows()) == 4
        assert it.app.focused.action.label == "Read: I was scared at three."


async def test_what_was_taken_out_is_listed_and_put_back_by_keys():
    async with opened(*PAGES) as it:
        await it.press("enter", "x", "t")
        assert "Taken out today" in it.text()
        assert it.rows() == ["Read: On the train."]
        assert not it.app.screen.query(SearchField)
        await it.press("enter", "enter")
        assert "It is back." in it.text()
        assert len(it.rows()) == 4


async def test_escape_leads_from_what_was_taken_out_back_to_the_journal():
    async with opened(*PAGES) as it:
        await it.press("enter", "x", "t", "enter", "escape", "escape")
        assert len(it.rows()) == 3
        assert it.app.screen.query(SearchField)


async def test_the_last_page_taken_out_leaves_a_way_on():
    async with opened(PAGES[0]) as it:
        await it.press("enter", "x")
        assert "Nothing here yet." in it.text()
        await it.press("u")
        assert it.rows() == ["Read: Nobody noticed the lamp."]


async def test_a_page_is_changed_in_an_editor_and_its_earlier_words_are_a_key_away():
    async with opened(*PAGES) as it:
        await it.press("enter", "c", "end", *" And I", "ctrl+j")
        assert "My sister asked. And I" in it.text()
        assert "Changed. The earlier words are kept too." in it.text()
        assert "Until today" not in it.text()
        await it.press("e")
        assert it.text().count("On the train.") == 2
        await it.press("e")
        assert "Until today" not in it.text()


# --- writing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_is_written_and_kept_by_keys(size):
    async with opened(*PAGES, size=size) as it:
        await it.press("down", "enter", "escape", "w", *"Quiet", "ctrl+j")
        assert it.rows()[0] == "Read: Quiet"
        assert it.app.focused.action.label == "Read: Quiet"
        assert "Kept." in it.text()


async def test_a_letter_beside_the_words_of_a_page_goes_into_them():
    async with opened(*PAGES) as it:
        await it.press("w", *"Quie", "escape", "t")
        assert it.app.screen.query_one(Editor).text == "Quiet"
        assert it.on == "Editor"


@pytest.mark.parametrize(
    "way_out", [("escape", "escape"), ("escape", "tab", "enter"), ("f4", "f4", "escape", "escape")]
)
async def test_whichever_way_a_page_is_left_its_words_wait(way_out):
    async with opened(*PAGES) as it:
        await it.press("w", *"half a thou", *way_out)
        assert it.visit.draft(NEW).text == "half a thou"
        if "Go on with your page" not in it.text():
            await it.press("escape")
        assert "Go on with your page" in it.text()
        await it.press("w")
        assert it.app.screen.query_one(Editor).text == "half a thou"


async def test_an_empty_page_is_not_kept_and_the_field_stays():
    async with opened(*PAGES) as it:
        await it.press("w", "ctrl+j")
        assert "Nothing is written yet." in it.text()
        assert it.on == "Editor"


async def test_a_resize_in_mid_sentence_keeps_words_and_cursor():
    async with opened(*PAGES) as it:
        await it.press("w", *"half a", "left")
        await it.pilot.resize_terminal(40, 12)
        await it.pilot.pause()
        editor = it.app.screen.query_one(Editor)
        assert (editor.text, editor.cursor_location) == ("half a", (0, 5))


async def test_every_key_of_the_journal_is_on_the_page_of_keys():
    async with opened(*PAGES) as it:
        await it.press("f1")
        page = it.text()
    assert all(words in page for words in ("Write a page", "By lesson", "Search what you wrote"))
