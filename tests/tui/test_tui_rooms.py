"""Settings and handbook as they are drawn and gone through by keys; the hint that comes once."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.resources import lessons_dir
from coach.session import views
from coach.session.activity import Go
from coach.session.handbook_views import HandbookItem, HandbookSection, HandbookView
from coach.session.visit import Visit
from coach.store.base import Settings
from coach.store.memory import MemoryHome
from coach.tui.app import CoachApp
from tests.tui.fakes import FakeSession, FakeSitting, drawn, reflection

SIZES = [(80, 24), (120, 40), (40, 12)]
HOSTILE = "[b]bold[/b] \x1b]52;c;eA==\x07 \u202egnp [@click=app.quit]x[/]"


def real(tmp_path: Path, **settings: object) -> CoachApp:
    home = MemoryHome(Settings(welcomed=True, hints="off", **settings))  # type: ignore[arg-type]
    return CoachApp(Visit(home, lessons_dir(), kept_in=str(tmp_path)))


@pytest.mark.parametrize("size", SIZES)
async def test_every_setting_can_be_reached_and_changed_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    app = real(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        await pilot.pause()
        seen = drawn(app)
        for _ in range(12):
            await pilot.press("down")
            await pilot.pause()
            seen += drawn(app)
        for title in ("This computer", "Your partner", "Country", "Motion", "Colours", "The path"):
            assert title in seen


async def test_a_setting_turned_keeps_the_focus_and_can_be_undone_by_a_letter(tmp_path: Path) -> None:
    app = real(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *["down"] * 8, "enter")
        await pilot.pause()
        assert app.sitting.settings.motion == "reduced"
        assert app.animation_level == "none"
        await pilot.press("enter")
        await pilot.pause()
        assert app.sitting.settings.motion == "full"
        await pilot.press("u")
        await pilot.pause()
        assert app.sitting.settings.motion == "reduced"
        assert "Motion is as it was." in drawn(app)


async def test_colours_change_at_once(tmp_path: Path) -> None:
    app = real(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *["down"] * 9, "enter")
        await pilot.pause()
        assert app.theme == "coach-paper"
        assert app.sitting.settings.theme == "coach-paper"


async def test_escape_leaves_a_question_and_then_the_settings(tmp_path: Path) -> None:
    app = real(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "down", "down", "enter")
        await pilot.pause()
        assert "Your name" in drawn(app)
        await pilot.press(*"Kim", "escape", "escape")
        await pilot.pause()
        assert "This computer" in drawn(app)
        assert app.sitting.settings.name == ""
        await pilot.press("escape")
        await pilot.pause()
        assert "The path" in drawn(app)
        assert "Begin" in drawn(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_handbook_shows_words_letter_for_letter(size: tuple[int, int]) -> None:
    view = HandbookView(
        sections=(
            HandbookSection(
                title="My cards", items=(HandbookItem(title=HOSTILE, text=f"{HOSTILE}\nsecond line", when="today"),)
            ),
        ),
        actions=(views.Action(id="home", label="Home", key="h", primary=True, closes=True),),
    )
    session = FakeSession(view, does={"home": Go(to="home")})
    app = CoachApp(FakeSitting(first="handbook", handbook=session))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = drawn(app)
        assert "My cards" in shown
        assert "[b]bold[/b]" in shown
        assert "\x1b]52" not in shown
        assert "\u202e" not in shown
        await pilot.press("escape")
        await pilot.pause()
        assert session.done == ["home"]


async def test_a_hint_is_said_until_something_was_done_and_gives_way_to_a_notice() -> None:
    first, noticed = reflection(), reflection(notice="Nothing is written yet.")
    session = FakeSession(first, noticed)
    sitting = FakeSitting(first="lesson", lesson=session)
    sitting.hints[type(first)] = "ctrl+j when they are done."
    app = CoachApp(sitting)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "ctrl+j when they are done." in drawn(app)
        await pilot.press("ctrl+j")
        await pilot.pause()
        assert "ctrl+j when they are done." not in drawn(app)
        assert sitting.hints == {}
