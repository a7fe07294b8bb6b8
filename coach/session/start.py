"""The three short pages before the first Home: what this is, who else is near, what to be called."""

from __future__ import annotations

from coach.errors import CoachError
from coach.progress.model import Draft
from coach.session.activity import Go
from coach.session.views import Action, Field, StartView
from coach.session.visit import Visit

NAME_KEY = "start#name"

_TITLES = ("What this is", "Who else is near", "What to call you")
_PAGES = (
    "A course for one: you practise hard talks with a made-up partner. It is not therapy.\n\n"
    "Afraid of someone? Better words are not the answer: press F2, here or anywhere, for people who can help. F4 "
    "hides this.\n\n"
    "Nobody reads or answers what you write. It stays on this computer; others who use it could look.",
    "Everything you write stays in one folder of this computer: {folder}. Nothing is sent anywhere. It is not locked "
    "yet: anyone who uses this computer under your name could open it. F2, then 4, says who could see what.\n\n"
    "If someone looking over your shoulder could make things harder for you, say so here. Home will then show "
    "none of your words.\n\n"
    "Who else uses this computer?",
    "A name makes it a little friendlier. Any name will do, and none is fine too.",
)


class StartSession:
    """The start pages, one after another; they are shown until the last one is answered."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._page = 1
        self._name = visit.settings.name

    def view(self) -> StartView:
        """The page the learner is at."""
        if self._page == 1:
            actions: tuple[Action, ...] = (Action(id="on", label="Go on", primary=True),)
        elif self._page == 2:
            actions = (
                # The safer answer is the one that a key pressed too soon gives.
                Action(
                    id="others:somebody",
                    label="Someone else too, or I am not sure",
                    key="1",
                    group="list",
                    primary=True,
                ),
                Action(id="others:nobody", label="Only me", key="2", group="list"),
                Action(id="back", label="Back", key="b"),
            )
        else:
            actions = (
                Action(id="finish", label="Begin", primary=True),
                Action(id="back", label="Back", key="b"),
            )
        draft = Draft(key=NAME_KEY, text=self._name, column=len(self._name))
        return StartView(
            page=self._page,
            title=_TITLES[self._page - 1],
            text=_PAGES[self._page - 1].replace("{folder}", self._visit.kept_in),
            field=Field(draft=draft, label="Name", placeholder="You can leave this empty", rows=1)
            if self._page == 3
            else None,
            actions=actions,
        )

    def scrolled(self, rows: int) -> None:
        """The pages fit; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Take the name as it is typed; it is saved with the last page."""
        self._name = text

    async def do(self, action: str) -> Go | None:
        """Turn a page, or save the answers and go Home. Raises StoreError when they could not be saved."""
        match action:
            case "on":
                self._page = 2
            case "back":
                self._page = max(1, self._page - 1)
            case "others:nobody" | "others:somebody":
                await self._visit.change(others=action.partition(":")[2])
                self._page = 3
            case "finish":
                await self._visit.change(name=" ".join(self._name.split())[:40], welcomed=True)
                return Go(to="home")
            case _:
                raise CoachError("That is not possible just now.")
        return None
