"""A front end of a few lines, for tests: it prints views as text and takes actions by id.

What it can do, any front end can do: it knows views and intents and nothing else of a session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from coach.session.activity import Activity, Go, View
from coach.session.views import Action, AfterwardsView, Field, HomeView, PracticeView, SceneView
from coach.session.visit import Visit


def fields(view: View) -> list[Field]:
    """Every editor on a view."""
    return [*filter(None, [getattr(view, "field", None)]), *getattr(view, "slots", ())]


def actions(view: View) -> list[Action]:
    """Everything the learner can do, primary first."""
    found = list(getattr(view, "actions", ()))
    if isinstance(view, HomeView):
        found.insert(0, view.go_on)
    if isinstance(view, SceneView):
        found += view.choices
    if isinstance(view, AfterwardsView):
        found += view.listed
    return sorted(found, key=lambda action: not action.primary)


def lines(view: View) -> Iterator[str]:
    """A view as plain lines: every word a learner would see."""

    def words(value: Any) -> Iterator[str]:
        if isinstance(value, str) and value.strip():
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from words(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from words(inner)

    yield type(view).__name__
    yield from words(msgspec.to_builtins(view))


class LineDriver:
    """Walks activities: fills what waits to be filled, then does what ``choose`` picks."""

    def __init__(
        self,
        visit: Visit,
        *,
        says: Callable[[View, Field], str],
        choose: Callable[[View], str],
        after: Callable[[Go, Activity], None] = lambda go, activity: None,
    ) -> None:
        self.visit = visit
        self.says = says
        self.choose = choose
        self.after = after
        self.printed: list[str] = []
        self.kinds: list[str] = []

    async def walk(self, go: Go, *, until: Callable[[Go], bool], most: int = 1200) -> Go:
        """Go on from ``go`` until a Go that ``until`` accepts. Fails after ``most`` actions."""
        activity = self.visit.open(go)
        for _ in range(most):
            view = activity.view()
            self.printed.extend(lines(view))
            self.kinds.append(type(view).__name__ + (f".{view.phase}" if isinstance(view, PracticeView) else ""))
            for field in fields(view):
                if not field.draft.text:
                    text = self.says(view, field)
                    activity.write(field.draft.key, text, 0, len(text))
            led = await activity.do(self.choose(activity.view()))
            if led is not None:
                if until(led):
                    return led
                go, activity = led, self.visit.open(led)
            self.after(go, activity)
        raise AssertionError(f"still walking after {most} actions: {self.kinds[-12:]}")
