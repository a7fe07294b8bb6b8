"""Strings a terminal or Textual would obey: shown letter for letter on every surface, and obeyed nowhere."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import StoreError
from coach.glyphs import shown
from coach.tui import theme
from coach.tui.app import CoachApp
from coach.tui.widgets.editor import Editor, Words
from tests.safety.payloads import READABLE, SURFACE, hostile, obeyed
from tests.tui.fakes import FakeSession, FakeSitting, drawn, one_screen, reflection, typed
from tests.tui.test_tui_home import HOME, FakeHome


def harmless(app: CoachApp, text: str = "") -> None:
    """Nothing a terminal obeys is drawn; the beginning of the words is, as far as it may be."""
    page = drawn(app)
    assert not obeyed(page)
    assert any(line[:4].strip() in page for line in shown(text).split("\n"))


@pytest.mark.parametrize("text", SURFACE)
async def test_labels_are_harmless_in_the_palette_and_on_the_page_of_keys(text):
    app = CoachApp(FakeSitting(home=FakeHome(hostile(HOME, text))))
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        harmless(app, text)
        await pilot.press("escape", "ctrl+p")
        await pilot.pause(0.2)
        harmless(app, text)


async def test_a_link_in_somebodys_words_cannot_be_clicked(monkeypatch):
    view = msgspec.structs.replace(reflection(), ask="[@click=app.quit()]here[/] and [link=https://x.test]there[/]")
    async with one_screen(monkeypatch, FakeSession(view)) as (app, pilot):
        rows = drawn(app).splitlines()
        at = next(number for number, row in enumerate(rows) if "here" in row)
        for column in range(2, 60, 4):
            await pilot.click(offset=(column, at))
        assert app.is_running
        assert app.return_code is None


async def test_what_an_error_says_is_shown_letter_for_letter(monkeypatch):
    session = FakeSession(
        reflection(), does={"keep": StoreError("\x1b[31m[/] cannot be saved [@click=app.quit()]x[/]")}
    )
    async with one_screen(monkeypatch, session) as (app, pilot):
        await pilot.press("ctrl+j")
        await pilot.pause()
        harmless(app)
        assert "␛[31m[/] cannot be saved [@click=app.quit()]x[/]" in drawn(app)


async def test_hostile_words_are_typed_kept_and_drawn_in_the_editor(monkeypatch):
    session = FakeSession(reflection())
    async with one_screen(monkeypatch, session) as (app, pilot):
        for text in (*SURFACE, *READABLE):
            await pilot.press("f7", "delete")
            await typed(app, pilot, text)
            await pilot.press("up", "left")
            app.screen.query_one(Editor).move_cursor((0, 0))
            await pilot.pause()
            assert session.written["speak/say"][0] == text.replace("\r", "\n")
            harmless(app, text)


LETTERS = st.text(st.characters() | st.sampled_from("\n\r\t\x1b\x85\u2028\u202e"), max_size=30)


@given(text=LETTERS, edits=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), LETTERS), max_size=6))
def test_a_document_is_the_text_it_was_given_however_it_is_edited(text, edits):
    """Edits by location do to the lines what slicing does to the text, and can be taken back."""
    words = Words(text)
    for start, end, new in edits:
        low, high = sorted((min(start, len(text)), min(end, len(text))))
        before, old = text, text[low:high]
        place = _location(text, low)
        result = words.replace_range(place, _location(text, high), new)
        text = text[:low] + new + text[high:]
        assert (words.text, result.replaced_text) == (text, old)
        assert result.end_location == _location(text, low + len(new))
        words.replace_range(place, result.end_location, old)
        assert words.text == before
        words.replace_range(place, _location(before, high), new)
    assert [len(line) for line in words.lines] == [len(line) for line in text.split("\n")]
    assert not obeyed("".join(words.lines))


def _location(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


# --- colours -------------------------------------------------------------------------------------------------


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ours", theme.THEMES, ids=lambda ours: ours.name)
@pytest.mark.parametrize("name", ["next", "own-words", "quiet", "text"])
def test_text_of_our_themes_has_a_contrast_of_seven_to_one(ours, name):
    for ground in (ours.background, ours.surface):
        assert _contrast(ours.variables[name], ground) >= 7


@pytest.mark.parametrize("name", ["textual-light", "ansi-dark", "nord", "coach-paper"])
async def test_every_theme_has_the_names_our_screens_colour_by(monkeypatch, name):
    async with one_screen(monkeypatch, FakeSession(reflection("words"))) as (app, pilot):
        app.theme = name
        await pilot.pause()
        assert "words" in drawn(app)


async def test_without_colour_every_sign_and_word_is_still_there(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = CoachApp(FakeSitting(home=FakeHome(HOME)))
    async with app.run_test() as pilot:
        await pilot.pause()
        page = drawn(app)
    assert app.no_color
    assert all(sign in page for sign in ("▌▸ Continue", "✓ 1", "● 2", "○ 3", "↻"))
