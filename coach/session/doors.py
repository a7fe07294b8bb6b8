"""Which session an activity is. Each is imported when first opened: Home must not pay for role-plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.session.activity import Activity, Go

if TYPE_CHECKING:
    from coach.session.visit import Visit


def session_for(go: Go, visit: Visit) -> Activity:
    """The session ``go`` leads to. Raises CourseError when its lesson or scene cannot be read."""
    match go.to:
        case "start":
            from coach.session.start import StartSession

            return StartSession(visit)
        case "lesson":
            from coach.session.lessons import LessonSession

            return LessonSession(visit, go)
        case "scene":
            from coach.session.scenes import SceneSession

            return SceneSession(visit, go)
        case "afterwards":
            from coach.session.afterwards import AfterwardsSession

            return AfterwardsSession(visit)
        case "journal":
            from coach.session.journal import JournalSession

            return JournalSession(visit)
        case "handbook":
            from coach.session.handbook import HandbookSession

            return HandbookSession(visit)
        case "progress":
            from coach.session.progress_room import ProgressSession

            return ProgressSession(visit)
        case "settings":
            from coach.session.settings import SettingsSession

            return SettingsSession(visit)
        case _:
            from coach.session.home import HomeSession

            return HomeSession(visit)
