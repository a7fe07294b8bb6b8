"""What the learner wrote, as the pages of a journal: which facts make a page, where it came from, and a search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from coach.progress.model import UNDOABLE, Attempt, Entry, Fact, Followed, Kept, Planned, Played, Recalled, Revised
from coach.session.here import label
from coach.session.visit import Visit

OWN_PAGES = "Your own pages"
"""What pages of no lesson stand under."""
GONE = "Lessons that are no longer here"
"""What pages stand under whose lesson is not in the course any more."""

IN_SIGHT = 28
"""How many characters of a line are sure to be seen in a row."""

_KINDS: dict[type, str] = {
    Entry: "your own page",
    Attempt: "practice",
    Recalled: "from memory",
    Planned: "a plan",
    Kept: "a sentence you kept",
    Played: "a scene",
    Followed: "how a plan went",
}
_WHERE: dict[type, str] = {
    Entry: "You wrote this",
    Attempt: "You practised this",
    Recalled: "You answered this from memory",
    Planned: "You planned this",
    Kept: "You kept this sentence",
    Played: "You said this",
    Followed: "You wrote how a plan went",
}
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_QUOTES = (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'))


def folded(text: str) -> str:
    """Text as it is compared in a search: case, accents and the kind of quotation marks make no difference."""
    text = text.casefold()
    if text.isascii():
        return text
    for typeset, typed in _QUOTES:
        text = text.replace(typeset, typed)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()


@dataclass(frozen=True)
class Place:
    """Where a page came from: ``order`` of the lesson in the course, its heading, the step's title if still there."""

    lesson: str
    step: str
    order: int
    heading: str
    title: str

    @property
    def open(self) -> bool:
        """Whether one can go there."""
        return bool(self.title)


@dataclass(frozen=True)
class Page:
    """One row of the journal: its facts, oldest first, each with its words as last revised.

    The tries at one step of one day are one page, so are all turns of one play, and a step's plans.
    ``question`` is the question as it was asked then.
    """

    facts: tuple[Fact, ...]
    words: tuple[str, ...]
    question: str
    place: Place

    @property
    def id(self) -> str:
        """The id of its first fact, by which the page is opened; it stays when more comes to it."""
        return self.facts[0].id

    @property
    def newest(self) -> Fact:
        """Its last fact."""
        return self.facts[-1]

    @property
    def one(self) -> bool:
        """Whether its words can be changed: it is a single thing that was written freely."""
        return isinstance(self.newest.body, Entry | Kept | Recalled)

    @property
    def grouped(self) -> bool:
        """Whether it is read part by part: a play, or several tries."""
        return isinstance(self.newest.body, Played) or (isinstance(self.newest.body, Attempt) and len(self.said) > 1)

    @property
    def said(self) -> list[tuple[Fact, str]]:
        """Its facts that have words, with them."""
        return [(fact, words) for fact, words in zip(self.facts, self.words, strict=True) if words.strip()]

    @property
    def shown(self) -> str:
        """The words that stand for the page: the newest, of a play the first."""
        said = self.said
        return (said[0] if isinstance(self.newest.body, Played) else said[-1])[1]

    @property
    def source(self) -> str:
        """Where it came from, in short: the step's title where it has one and is not a sentence by itself."""
        kind = _KINDS[type(self.newest.body)]
        if isinstance(self.newest.body, Kept | Followed):
            return kind
        count = len(self.said)
        counted = {Attempt: f", {count} tries", Played: f", {count} lines"}.get(type(self.newest.body), "")
        return (self.place.title or kind) + (counted if count > 1 else "")

    @property
    def where(self) -> str:
        """Where it came from, as a sentence."""
        did, place = _WHERE[type(self.newest.body)], self.place
        if not place.lesson:
            return f"{did}."
        return f"{did} in {place.heading}: {place.title}." if place.title else f"{did} in a lesson that has changed."

    @cached_property
    def sought(self) -> str:
        """Everything a search looks at, folded; made when the first search comes by."""
        says = (fact.body.says for fact in self.facts if isinstance(fact.body, Played))
        kind = _KINDS[type(self.newest.body)]
        return folded("\n".join((*self.words, self.question, self.source, kind, self.place.heading, *says)))

    def first(self, terms: Iterable[str] = ()) -> str:
        """The first line of its words; in a search the first that has a word searched for, from shortly before it."""
        lines = [line for words in (self.shown, *self.words) for line in words.split("\n") if line.strip()]
        for term in terms:
            for line in lines:
                if term in folded(line):
                    return _from_shortly_before(line, term)
        return lines[0]


def _from_shortly_before(line: str, term: str) -> str:
    words = line.split()
    at = next((n for n, word in enumerate(words) if term in folded(word)), 0)
    return line if len(" ".join(words[:at])) < IN_SIGHT else "… " + " ".join(words[max(0, at - 3) :])


class Written:
    """Everything written, and everything taken out, as pages, newest first; made anew when history has changed."""

    def __init__(self, visit: Visit) -> None:
        self.mark = visit.mark
        there, gone = visit.history(), visit.taken_out()
        self._words = visit.words
        self._by_id = {fact.id: fact for fact in (*there, *gone)}
        self._lessons = {
            outline.id: (number, f"{label(outline)} · {outline.title}", outline.steps)
            for number, outline in enumerate(visit.course.lessons)
        }
        self.pages = self._pages(there)
        self.taken_out = self._pages(gone)
        self._revised: dict[str, list[Fact]] = {}
        for fact in there:
            if isinstance(fact.body, Revised):
                self._revised.setdefault(fact.body.of, []).append(fact)
        self._by_fact = {fact.id: page for page in (*self.taken_out, *self.pages) for fact in page.facts}

    def page(self, fact_id: str) -> Page | None:
        """The page that fact is on."""
        return self._by_fact.get(fact_id)

    def find(self, searched: str) -> list[Page]:
        """The pages that hold every word searched for, newest first; all of them for none."""
        terms = folded(searched).split()
        return [page for page in self.pages if all(term in page.sought for term in terms)] if terms else self.pages

    def plan_of(self, page: Page) -> str:
        """The plan that a page about how it went speaks of; else nothing."""
        body = page.newest.body
        plan = self._by_id.get(body.plan) if isinstance(body, Followed) else None
        return self._words(plan) if plan is not None else ""

    def earlier(self, page: Page) -> list[tuple[str, str]]:
        """Words that later ones took the place of, newest first: when they did, and the words."""
        newest = page.newest
        if isinstance(newest.body, Planned):
            versions = [(fact.at, words) for fact, words in zip(page.facts, page.words, strict=True)]
        elif page.one:
            versions = [(newest.at, str(getattr(newest.body, "text", "")))]
            versions += [
                (fact.at, fact.body.text)
                for fact in self._revised.get(newest.id, [])
                if isinstance(fact.body, Revised)
            ]
        else:
            return []
        return [(replaced, words) for (_, words), (replaced, _) in pairwise(versions)][::-1]

    def _pages(self, facts: list[Fact]) -> list[Page]:
        groups: dict[tuple[str, ...], list[Fact]] = {}
        for fact in reversed(facts):
            group = _group(fact)
            if group:
                groups.setdefault(group, []).append(fact)
        pages = (self._page(tuple(group[::-1])) for group in groups.values())
        return [page for page in pages if any(words.strip() for words in page.words)]

    def _page(self, facts: tuple[Fact, ...]) -> Page:
        body = facts[-1].body
        origin = self._by_id.get(body.of) if isinstance(body, Kept) else None
        asked = origin.body if origin is not None else body
        return Page(
            facts=facts,
            words=tuple(map(self._words, facts)),
            question=getattr(asked, "question", ""),
            place=self._place(getattr(asked, "lesson", ""), getattr(asked, "step", "")),
        )

    def _place(self, lesson: str, step: str) -> Place:
        if not lesson:
            return Place(lesson="", step="", order=len(self._lessons) + 1, heading=OWN_PAGES, title="")
        order, heading, steps = self._lessons.get(lesson, (len(self._lessons), GONE, {}))
        return Place(lesson=lesson, step=step, order=order, heading=heading, title=steps.get(step, ""))


def _group(fact: Fact) -> tuple[str, ...]:
    """What makes facts one page; nothing for what is no page."""
    match fact.body:
        case Attempt(lesson=lesson, step=step):
            return ("tries", lesson, step, fact.at[:10])
        case Planned(lesson=lesson, step=step):
            return ("plan", lesson, step)
        case Played(play=play):
            return ("play", play)
        case Entry() | Recalled() | Kept() | Followed():
            return (fact.id,)
        case _:
            return ()


def recently(visit: Visit, pages: Iterable[Page]) -> list[tuple[Page, str]]:
    """Of pages taken out those that can still be put back, with when (ISO) they were, the last one first."""
    since = visit.clock() - UNDOABLE
    removed = visit.progress.removed
    turn = {fact: number for number, fact in enumerate(removed)}
    timed = [(datetime.fromisoformat(removed[page.newest.id]), turn[page.newest.id], page) for page in pages]
    lately = sorted((one for one in timed if one[0] >= since), key=lambda one: one[:2], reverse=True)
    return [(page, removed[page.newest.id]) for *_, page in lately]
