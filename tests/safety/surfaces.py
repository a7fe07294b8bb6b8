"""Every kind of view a screen can be handed, with believable words in it, by the activity whose screen shows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from coach.session import views
from coach.session.activity import View
from coach.session.handbook_views import HandbookItem, HandbookSection, HandbookView
from coach.session.journal_views import JournalPart, JournalRow, JournalView
from coach.session.settings_views import SettingRow, SettingsView
from coach.tui.app import CoachApp
from tests.tui import sample_views, test_tui_home, test_tui_progress
from tests.tui.fakes import FakeSession, FakeSitting
from tests.tui.sample_views import FRAME, HOME, action, field

DOOR = views.DoorView(
    frame=FRAME,
    text="Only you know; nothing of this is kept.",
    questions=("Could you say no at home?", "Are you ever afraid of what comes after?"),
    actions=(action("yes", "It would", key="1", group="list", primary=True), action("no", "Not now", group="list")),
)
HANDBOOK = HandbookView(
    sections=(
        HandbookSection(
            title="My cards",
            items=(HandbookItem(title="The pause", text="Twenty minutes.\nThen I come back.", when="on Friday"),),
        ),
    ),
    nothing="Nothing here yet.",
    actions=(HOME,),
)
SETTINGS = SettingsView(
    rows=(SettingRow(id="name", title="Your name", value="Kim", says="What coach calls you."),),
    notice="Motion is as it was.",
    actions=(action("name", "Your name", group="list", primary=True), HOME),
)
ASKED = SettingsView(
    title="Your name",
    text="Only on this computer.",
    field=field("settings#name", text="Kim", label="Name", rows=1),
    notice="Not saved yet.",
    actions=(action("keep", "Keep this", primary=True), HOME),
)
LISTENING = SettingsView(
    title="When things are not safe",
    text="Now: F2 or ctrl+g.",
    listens="Press the key you want.",
    notice="That key has its work already.",
    actions=(action("no-key", "Take alt+h away", key="t"), HOME),
)
LISTED = JournalView(
    rows=(JournalRow(fact="0" * 32, day="today", first="I went quiet.", source="Lesson 2", lesson="Speak"),),
    by_lesson=True,
    place="1 of 1",
    search=field("journal#search", text="quiet", rows=1),
    notice="Taken out.",
    actions=(action("write", "Write a page", key="w", primary=True), HOME),
)
READ = JournalView(
    opened="0" * 32,
    question="What was it like?",
    text="I went quiet.",
    when="on Friday",
    where="Lesson 2, step 5",
    parts=(
        JournalPart(heading="What came back", text="A verdict."),
        JournalPart(
            heading="The talk", said=(views.Said(who="partner", name="Jo", text="(sits) I'm here.", turn=1),)
        ),
    ),
    earlier=(JournalPart(heading="Before", text="I left."),),
    actions=(action("change", "Change it", key="e", primary=True), HOME),
)
WRITTEN = JournalView(
    opened="0" * 32,
    question="What was it like?",
    field=field("journal#new", text="I went quiet.", label="Your words", starts="When", ends="."),
    actions=(action("keep", "Keep this", primary=True), HOME),
)

SURFACES: dict[str, dict[str, View]] = {
    "start": {f"page {page.page}": page for page in test_tui_home.PAGES},
    "home": {"home": test_tui_home.HOME},
    "lesson": {"door": DOOR, **sample_views.STEPS, **{f"practice {n}": v for n, v in sample_views.PRACTICES.items()}},
    "scene": dict(sample_views.SCENES),
    "afterwards": dict(sample_views.AFTERWARDSES),
    "journal": {"listed": LISTED, "read": READ, "written": WRITTEN},
    "handbook": {"handbook": HANDBOOK},
    "progress": {"page": test_tui_progress.PAGE, "tries": test_tui_progress.TRIES},
    "settings": {"settings": SETTINGS, "asked": ASKED, "listening": LISTENING},
}
"""By activity, then by name: a test holds them to the union of views."""


class Shown(FakeSession):
    """A session that shows one view, Home's words among them."""

    words = ""

    def quote(self) -> str:
        """Half-typed words."""
        return self.words

    made = quote


def sitting_at(activity: str, session: FakeSession) -> FakeSitting:
    """A sitting that begins with that session."""
    sitting = FakeSitting(first=activity)
    sitting.sessions[activity] = session
    return sitting


@asynccontextmanager
async def shown_at(
    activity: str, view: View, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[CoachApp, Pilot[None], Any]]:
    """The screen of that activity over one view, in the real application."""
    session = Shown(view)
    app = CoachApp(sitting_at(activity, session))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield app, pilot, session
