"""The handbook: what the learner made for themselves, gathered on one page to read or to take along."""

from __future__ import annotations

from collections.abc import Iterator

from coach.errors import CoachError
from coach.progress.model import Entry, Fact, Kept, Planned
from coach.session.activity import NOT_OPEN, Go
from coach.session.dates import when
from coach.session.export import one_line, quoted
from coach.session.handbook_views import HandbookItem, HandbookSection, HandbookView
from coach.session.views import Action
from coach.session.visit import Visit

SECTIONS: tuple[tuple[str, str], ...] = (
    ("sentence", "Sentences of mine"),
    ("helps", "What helps me settle"),
    ("trigger", "What sets me off"),
    ("card", "My cards"),
    ("plan", "My plans"),
    ("map", "My maps"),
)
"""The parts of the handbook in their order: what ``keep_as`` says, and the heading."""
NOTHING = (
    "Nothing here yet. Sentences you keep, plans, cards and maps from the lessons will stand here, in your own words."
)


def sections(visit: Visit) -> tuple[HandbookSection, ...]:
    """The parts there are. Of a plan or card made anew only the newest stands; parts without words are left out."""
    found: dict[str, dict[object, HandbookItem]] = {part: {} for part, _ in SECTIONS}
    for fact in visit.history():
        part = _part(fact)
        if part in found and visit.words(fact).strip():
            key = (fact.body.lesson, fact.body.step) if isinstance(fact.body, Planned) else fact.id
            found[part].pop(key, None)
            found[part][key] = HandbookItem(
                title=_title(visit, fact), text=visit.words(fact), when=when(fact.at, visit.clock())
            )
    return tuple(
        HandbookSection(title=title, items=tuple(found[part].values())) for part, title in SECTIONS if found[part]
    )


def counts(visit: Visit) -> Iterator[tuple[str, int]]:
    """How much stands in each part, for a line that says what was built."""
    for section in sections(visit):
        yield section.title, len(section.items)


def markdown(visit: Visit) -> str:
    """The handbook as Markdown. The learner's words are quotations: nothing in them acts as a heading."""
    pages = ["# Handbook"]
    for section in sections(visit):
        pages.append(f"## {section.title}")
        for item in section.items:
            words = quoted(item.text)
            pages.append(f"### {one_line(item.title)}\n\n{words}" if item.title else words)
    return "\n\n".join(pages if len(pages) > 1 else [*pages, NOTHING]) + "\n"


def _part(fact: Fact) -> str:
    match fact.body:
        case Kept():
            return "sentence"
        case Planned() | Entry():
            return fact.body.keep_as
        case _:
            return ""


def _title(visit: Visit, fact: Fact) -> str:
    """The title of the step the words were written at; the question as it was asked where the step is gone."""
    source = visit.fact(fact.body.of) if isinstance(fact.body, Kept) else fact
    body = source.body if source is not None else fact.body
    outline = visit.course.outline(getattr(body, "lesson", ""))
    title = outline.steps.get(getattr(body, "step", "")) if outline is not None else None
    return title or str(getattr(body, "question", ""))


class HandbookSession:
    """The handbook as a page to read."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    def view(self) -> HandbookView:
        """The handbook as it stands."""
        found = sections(self._visit)
        return HandbookView(
            sections=found,
            nothing="" if found else NOTHING,
            actions=(
                Action(id="home", label="Home", key="h", primary=True, closes=True),
                Action(id="journal", label="Journal", key="j"),
            ),
        )

    def scrolled(self, rows: int) -> None:
        """The handbook opens at its top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Nothing is written here."""

    async def do(self, action: str) -> Go | None:
        """``home`` leaves, ``journal`` is where words are changed or taken out."""
        match action:
            case "home" | "journal":
                return Go(to=action)
            case _:
                raise CoachError(NOT_OPEN)
