"""The journal: everything the learner wrote, newest first, beside the question as it was asked then."""

from __future__ import annotations

from coach.errors import CoachError
from coach.progress.model import Attempt, Entry, Fact, Followed, Kept, Planned, Played, Recalled
from coach.session.activity import NOT_OPEN, Go
from coach.session.dates import when
from coach.session.views import Action, JournalRow, JournalView
from coach.session.visit import Visit

_SOURCES: dict[type, str] = {
    Entry: "your own page",
    Attempt: "practice",
    Recalled: "from memory",
    Planned: "a plan",
    Kept: "a sentence you kept",
    Played: "a line in a scene",
    Followed: "how a plan went",
}


class JournalSession:
    """The journal, or one entry of it being read."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._opened: str | None = None

    def _written(self) -> list[Fact]:
        facts = [
            fact for fact in self._visit.history() if type(fact.body) in _SOURCES and self._visit.words(fact).strip()
        ]
        return facts[::-1]

    def view(self) -> JournalView:
        """The list, or the entry being read."""
        now = self._visit.clock()
        written = self._written()
        opened = next((fact for fact in written if fact.id == self._opened), None)
        if opened is not None:
            return JournalView(
                rows=(),
                opened=opened.id,
                question=getattr(opened.body, "question", "") or _SOURCES[type(opened.body)].capitalize(),
                text=self._visit.words(opened),
                when=when(opened.at, now),
                actions=(Action(id="list", label="Back to the list", primary=True, closes=True),),
            )
        return JournalView(
            rows=tuple(
                JournalRow(
                    fact=fact.id,
                    day=when(fact.at, now),
                    first=next(line for line in self._visit.words(fact).splitlines() if line.strip()),
                    source=_SOURCES[type(fact.body)],
                )
                for fact in written
            ),
            actions=(Action(id="home", label="Home", primary=not written),),
        )

    def scrolled(self, rows: int) -> None:
        """The journal opens at its top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Nothing is written here."""

    async def do(self, action: str) -> Go | None:
        """``read:FACT`` opens an entry, ``list`` closes it, ``home`` leaves."""
        verb, _, rest = action.partition(":")
        match verb:
            case "read":
                self._opened = rest
            case "list":
                self._opened = None
            case "home":
                return Go(to="home")
            case _:
                raise CoachError(NOT_OPEN)
        return None
