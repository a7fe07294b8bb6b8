"""What every activity of a learner looks like from a front end: a view, writing, and named intents."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from coach.session import views
from coach.session.handbook_views import HandbookView
from coach.session.journal_views import JournalView
from coach.session.progress_views import ProgressView
from coach.session.settings_views import SettingsView

ActivityName = Literal[
    "start", "home", "lesson", "scene", "afterwards", "journal", "handbook", "progress", "settings"
]

NOT_OPEN = "That is not possible just now. Your words are safe."
"""Said when an action is asked for that the view does not offer."""
HELP = "help"
"""The action that opens the page for when things are not safe: the front end's own, with nothing to carry out."""
OVER = "over"
"""What a position's part says of a scene that was played to its end."""
LOOKING_BACK = ("trace", "turns", "other-ways", "branches", "keep")
"""The phases of looking back on a play, as a position's part names them."""


class Go(Struct, frozen=True, kw_only=True):
    """Where to be next. ``to`` names the activity; ``leave`` means the learner is done for now."""

    to: ActivityName | Literal["leave"]
    lesson: str = ""
    step: str = ""
    turn: str | None = None


View = (
    views.StepView | views.SceneView | views.AfterwardsView | views.HomeView | views.StartView | JournalView
    | HandbookView | ProgressView | SettingsView
)  # fmt: skip


class Activity(Protocol):
    """One thing a learner is in the middle of. Everything is kept as it happens; nothing needs closing."""

    def view(self) -> View:
        """What to show now."""
        ...

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Keep half-typed words of the field ``key`` (its ``Field.draft.key``) with the cursor."""
        ...

    def scrolled(self, rows: int) -> None:
        """Keep how far the page is scrolled."""
        ...

    async def do(self, action: str) -> Go | None:
        """Carry out an action of the current view by its id; durable before it returns.

        Returns where to go when the action leads elsewhere, else None: show ``view()`` again.
        Raises CoachError, with the words kept as a draft; an id that is not open now raises it too.
        """
        ...
