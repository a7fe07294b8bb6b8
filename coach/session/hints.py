"""First-time hints: one line about a key or a place, the first time it helps, once."""

from __future__ import annotations

from coach.session import views
from coach.session.activity import View

_HINTS: dict[str, str] = {
    "home": "Enter goes on. F1 shows every key, F4 hides this screen, F2 is for when things are not safe.",
    "reading": "Enter goes on, b goes back. Escape leaves whenever you want: this is where you will be again.",
    "sort": "A digit puts the card on its pile. There is no score.",
    "writing": "Your words are kept while you type. ctrl+j when they are done; tab leaves them.",
    "practice": "Stuck? escape leaves your words, the right arrow finds a hint. Ways to say it come after your try.",
    "review": "w shows why. If you see it differently, d says so. It reads words only, never you.",
    "scene": "ctrl+t pauses and looks at your last line, ctrl+o takes it back. tab leads to the help lines.",
    "afterwards": "You can go back to any turn and say something else. Every way you took is kept.",
    "log": "Home asks about this once a day. A day without an answer costs nothing.",
    "handbook": "coach export --handbook FILE writes this page to a file, to print or to keep.",
}
"""Each hint by the name under which it is remembered as shown."""


def hint_for(view: View) -> tuple[str, str]:
    """The name and the line of the hint that fits ``view``; empty ones where none does."""
    name = _name(view)
    return name, _HINTS.get(name, "")


def _name(view: View) -> str:
    match view:
        case views.HomeView():
            return "home"
        case views.ReadingView():
            return "reading"
        case views.SortView():
            return "sort"
        case views.ReflectionView() if view.field is not None:
            return "writing"
        case views.PracticeView() if view.phase in ("write", "review"):
            return "practice" if view.phase == "write" else "review"
        case views.SceneView():
            return "scene"
        case views.AfterwardsView():
            return "afterwards"
        case views.PlanView() if view.asked_daily:
            return "log"
        case _:
            return type(view).__name__.removesuffix("View").lower()
