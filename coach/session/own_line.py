"""A number of the learner's own for when things are not safe: kept with their words, theirs to take away for good."""

from __future__ import annotations

from coach.errors import CoachError
from coach.progress.model import Draft, Fact, OwnLine
from coach.session.erasing import erase
from coach.session.views import Field
from coach.session.visit import Visit

KEY = "own-line"
"""The draft key of its field."""
LONGEST = 200


class OwnNumber:
    """The learner's own number; what cannot be read is as if there were none, so that it never holds up help."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    @property
    def hidden(self) -> bool:
        """Whether it is shown only where the learner asks for it: somebody else uses this computer too."""
        return self._visit.settings.others == "somebody"

    @property
    def text(self) -> str:
        """Whose number, and the number; empty while there is none."""
        return next((fact.body.text for fact in reversed(self._facts()) if isinstance(fact.body, OwnLine)), "")

    def field(self) -> Field:
        """An editor over it, or over the words half typed."""
        draft = self._visit.draft(KEY)
        if not draft.text:
            draft = Draft(key=KEY, text=self.text, column=len(self.text))
        return Field(draft=draft, placeholder="Whose, and the number", rows=1)

    def write(self, text: str, row: int, column: int) -> None:
        """Keep half-typed words."""
        if text != self.field().draft.text:
            self._visit.write(KEY, text, row, column)

    async def keep(self, text: str) -> None:
        """Keep it from now on. Raises StoreError, the words still half typed, when it could not be saved."""
        said = " ".join(text.split())[:LONGEST]
        if said and said != self.text:
            await self._visit.record(OwnLine(text=said))
        self._visit.erase_draft(KEY)

    async def remove(self) -> None:
        """Erase it for good, earlier ones too. Raises StoreError when it could not be erased."""
        await erase(self._visit, [fact.id for fact in self._facts()])
        self._visit.erase_draft(KEY)

    def _facts(self) -> list[Fact]:
        try:
            return [fact for fact in self._visit.history() if isinstance(fact.body, OwnLine)]
        except CoachError:
            return []
