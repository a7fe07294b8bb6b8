"""Which screen shows which activity. Each is imported when first opened: Home must not pay for role-plays."""

from __future__ import annotations

from typing import cast

from coach.session.activity import Go
from coach.tui.screens.activity import ActivityScreen
from coach.tui.sitting import Sitting


def screen_for(go: Go, sitting: Sitting) -> ActivityScreen:
    """Open the activity ``go`` leads to and its screen. Raises CoachError when the activity cannot be read."""
    activity = sitting.open(go)
    match go.to:
        case "start":
            from coach.tui.screens.start import StartScreen

            return StartScreen(activity)
        case "lesson":
            from coach.tui.screens.lesson import LessonScreen

            return LessonScreen(activity)
        case "scene":
            from coach.tui.screens.scene import SceneScreen

            return SceneScreen(activity)
        case "afterwards":
            from coach.tui.screens.afterwards import AfterwardsScreen

            return AfterwardsScreen(activity)
        case "journal":
            from coach.tui.screens.journal import JournalScreen

            return JournalScreen(activity)
        case "handbook":
            from coach.tui.screens.handbook import HandbookScreen

            return HandbookScreen(activity)
        case "progress":
            from coach.tui.screens.progress import ProgressScreen

            return ProgressScreen(activity)
        case "settings":
            from coach.tui.screens.settings import SettingsScreen

            return SettingsScreen(activity)
        case "home" | "leave":
            from coach.tui.screens.home import HomeScreen, WithQuote

            return HomeScreen(cast(WithQuote, activity))
