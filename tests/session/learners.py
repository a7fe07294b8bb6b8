"""Two ways through a lesson: quickly, and with difficulty."""

from __future__ import annotations

import itertools

from coach.session.activity import View
from coach.session.views import (
    AfterwardsView,
    EndingView,
    Field,
    HomeView,
    PracticeView,
    RolePlayView,
    SceneView,
)
from tests.session.line_driver import actions

STRONG = "When it got to three and I had heard nothing, I was scared. Could you send one word at your break?"
WEAK = ("You never think of me.", "I feel like you don't care.", "It's fine.", STRONG)


def primary(view: View) -> str:
    """The accented action."""
    return actions(view)[0].id


class Quick:
    """Writes one good sentence everywhere and does the accented thing."""

    def says(self, view: View, field: Field) -> str:
        """The same good words everywhere."""
        return STRONG

    def choose(self, view: View) -> str:
        """The accented thing, but never round in circles."""
        offered = {action.id for action in actions(view)}
        if isinstance(view, EndingView):
            return "next" if "next" in offered else "stop"
        if isinstance(view, PracticeView) and view.phase == "review":
            return "next"
        if isinstance(view, RolePlayView) and view.played and not view.waiting:
            return "next" if "next" in offered else "skip"
        if isinstance(view, AfterwardsView):
            return "done"
        return primary(view)


class Struggling:
    """Asks for hints, says weak things first, looks at everything, goes back, skips, tries again."""

    def __init__(self) -> None:
        self._weak = itertools.cycle(WEAK)
        self._seen: dict[str, int] = {}

    def says(self, view: View, field: Field) -> str:
        """Weak things first."""
        return next(self._weak)

    def _first_time(self, what: str) -> bool:
        self._seen[what] = self._seen.get(what, 0) + 1
        return self._seen[what] == 1

    def choose(self, view: View) -> str:
        """Everything once, in order; then the way on."""
        offered = [action.id for action in actions(view)]
        if isinstance(view, SceneView):
            return self._in_scene(view, offered)
        where = view.frame.step if hasattr(view, "frame") else type(view).__name__
        for action in reversed(offered):
            if action in ("stop", "leave", "home", "next", "skip", "rework") or isinstance(view, HomeView):
                continue
            if self._first_time(f"{where}.{action}"):
                return action
        if isinstance(view, RolePlayView) and "on" in offered and self._first_time(f"{where}.on-again"):
            return "on"
        for way_on in ("keep-try", "next", "done", "skip", "stop"):
            if way_on in offered:
                return way_on
        return offered[0]

    def _in_scene(self, view: SceneView, offered: list[str]) -> str:
        if view.ended:
            return "afterwards"
        for action in ("look", "back", "choose-lines"):
            if action in offered and self._first_time(f"{view.title}.{action}"):
                return action
        if view.choices:
            return view.choices[-1].id if self._first_time(f"{view.title}.line") else "type-lines"
        return "say"
