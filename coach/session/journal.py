"""The journal: everything the learner wrote, by day or by lesson, to be found, read, changed, taken out and put back.

Nothing here is graded, and nothing of the journal is stored but facts and half-typed words: it opens at its list.
"""

from __future__ import annotations

from typing import Literal

from coach.course.model import Plan, Reflection
from coach.errors import CoachError
from coach.progress.model import Body, Draft, Entry, Position, Removed, Restored, Revised
from coach.session import concern, pages
from coach.session.activity import NOT_OPEN, Go
from coach.session.dates import day_of, moment_of
from coach.session.erasing import erase
from coach.session.here import SAVED
from coach.session.journal_views import NOTHING_YET, JournalPart, JournalRow, JournalView
from coach.session.page_parts import parts
from coach.session.pages import Page, Written
from coach.session.views import Action, Field
from coach.session.visit import Visit
from coach.session.writing import NOTHING_WRITTEN

SEARCH = "journal/search"
"""The key of the field to search with. Its words stay in memory."""
NEW = "journal/new"
"""The draft key of a page being written; a page being changed has its fact's id there."""
ROWS = 40
"""How many rows the list has at most; older ones are an action away."""

NOT_FOUND = "Nothing has all of these words. Fewer words find more; escape clears them."
TAKEN_OUT = "Taken out. u puts it back."
PUT_BACK = "It is back."
KEPT = "Kept."
CHANGED = "Changed. The earlier words are kept too."
_ONLY_FOR_YOU = "Only for you. Nobody grades this."

_NEWER = Action(id="newer", label="Show newer ones", key="n", group="list")
_OLDER = Action(id="older", label="Show older ones", key="o", group="list")


ERASING = "Erase it for good? It cannot be brought back then, from coach's own backups neither."
ERASED = "Erased for good."


class JournalSession:
    """The list, what was taken out, a page being read, or a page being written."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._known: Written | None = None
        self._asked = False
        self._at: Literal["list", "taken-out", "new", "change"] = "list"
        self._opened = ""
        self._searched = ""
        self._by_lesson = False
        self._from = 0
        self._earlier = False
        self._notice = ""
        self._undo: tuple[str, ...] = ()

    def _written(self) -> Written:
        if self._known is None or self._known.mark != self._visit.mark:
            self._known = Written(self._visit)
        return self._known

    def _page(self) -> Page | None:
        """The page that is open. One that was taken out meanwhile is to be read only where such pages are listed."""
        page = self._written().page(self._opened) if self._opened else None
        gone = page is not None and page.newest.id in self._visit.progress.removed
        return page if gone == (self._at == "taken-out") else None

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> JournalView:
        """What there is to see now."""
        page = self._page()
        if self._at == "new":
            return self._writing(NEW, "A page of your own", "")
        if page is None:
            return self._taken_out() if self._at == "taken-out" else self._list()
        if self._at == "change":
            return self._writing(self._key(page), "Changing a page", page.question)
        return self._reading(page)

    def _list(self) -> JournalView:
        written = self._written()
        found = written.find(self._searched)
        if self._by_lesson:
            found = sorted(found, key=lambda page: page.place.order)
        self._from = max(0, min(self._from, (len(found) - 1) // ROWS * ROWS))
        terms = pages.folded(self._searched).split()
        return JournalView(
            rows=tuple(self._row(page, terms) for page in found[self._from : self._from + ROWS]),
            place=self._place(len(found)),
            by_lesson=self._by_lesson,
            search=self._search_field() if written.pages else None,
            actions=self._list_actions(written, len(found)),
            notice=self._notice or self._visit.trouble,
            empty=NOT_FOUND if terms else NOTHING_YET,
        )

    def _search_field(self) -> Field:
        draft = Draft(key=SEARCH, text=self._searched, column=len(self._searched))
        return Field(draft=draft, placeholder="Search all you wrote: any words of it, or where it was", rows=1)

    def _place(self, found: int) -> str:
        searched = " found" if self._searched.strip() else ""
        if found > ROWS:
            return f"{self._from + 1} to {min(self._from + ROWS, found)} of {found}{searched}"
        if searched:
            return f"{found} found"
        return {0: "", 1: "1 page"}.get(found, f"{found} pages")

    def _row(self, page: Page, terms: list[str]) -> JournalRow:
        now, at = self._visit.clock(), page.newest.at
        return JournalRow(
            fact=page.id, day=day_of(at, now), first=page.first(terms), source=page.source, lesson=page.place.heading
        )

    def _list_actions(self, written: Written, found: int) -> tuple[Action, ...]:
        writes, any_written = not self._visit.read_only, bool(written.pages)
        begun = bool(self._visit.draft(NEW).text.strip())
        offered: list[tuple[bool, Action]] = [
            (self._from > 0, _NEWER),
            (self._from + ROWS < found, _OLDER),
            (writes and bool(self._undo), Action(id="undo", label="Undo", key="u")),
            (
                writes,
                Action(
                    id="write",
                    label="Go on with your page" if begun else "Write a page",
                    key="w",
                    primary=not any_written,
                ),
            ),
            (any_written, Action(id="turn", label="By day" if self._by_lesson else "By lesson", key="l")),
            (bool(self._lately()), Action(id="taken-out", label="Taken out", key="t")),
            (True, Action(id="home", label="Home", primary=not any_written and not writes)),
        ]
        return tuple(action for wanted, action in offered if wanted)

    def _lately(self) -> list[tuple[Page, str]]:
        return pages.recently(self._visit, self._written().taken_out)

    def _taken_out(self) -> JournalView:
        now, lately = self._visit.clock(), self._lately()
        self._from = max(0, min(self._from, (len(lately) - 1) // ROWS * ROWS))
        shown = lately[self._from : self._from + ROWS]
        return JournalView(
            heading="Journal · Taken out in the last 30 days",
            rows=tuple(
                JournalRow(
                    fact=page.id,
                    day=f"taken out {'' if day_of(at, now) in ('today', 'yesterday') else 'on '}{day_of(at, now)}",
                    first=page.first(),
                    source=page.source,
                )
                for page, at in shown
            ),
            empty="Nothing was taken out in the last 30 days.",
            actions=(
                *((_NEWER,) if self._from else ()),
                *((_OLDER,) if self._from + ROWS < len(lately) else ()),
                Action(id="list", label="Back to the journal", primary=not lately, closes=True),
            ),
            notice=self._notice,
        )

    def _reading(self, page: Page) -> JournalView:
        now = self._visit.clock()
        writes, gone = not self._visit.read_only, self._at == "taken-out"
        earlier = self._written().earlier(page)
        begun = self._begun(page)
        offered: list[tuple[bool, Action]] = [
            (gone and writes, Action(id="put-back", label="Put it back", key="p", primary=True)),
            (True, Action(id="list", label="Back to the list", primary=not (gone and writes), closes=True)),
            (
                writes and not gone and page.one,
                Action(id="change", label="Go on changing it" if begun else "Change it", key="c"),
            ),
            (
                bool(earlier),
                Action(id="earlier", label="Hide earlier words" if self._earlier else "Earlier words", key="e"),
            ),
            (page.place.open and not gone, Action(id="go", label="Go to where you wrote it", key="g")),
            (writes and not gone, Action(id="take-out", label="Take it out", key="x")),
            (writes and gone, Action(id="erase", label="Erase it for good", key="x")),
        ]
        if self._asked:
            offered = [
                (True, Action(id="stay", label="Leave it here", key="b", primary=True, closes=True)),
                (True, Action(id="erase-for-good", label="Erase it for good", key="e")),
            ]
        return JournalView(
            opened=page.id,
            question=page.question,
            when=moment_of(page.newest.at, now),
            text="" if page.grouped else page.shown,
            parts=parts(self._visit, self._written(), page),
            earlier=tuple(
                JournalPart(heading=f"Until {moment_of(at, now)}:", text=words)
                for at, words in earlier
                if self._earlier
            ),
            where=page.where + (f" It was changed {moment_of(earlier[0][0], now)}." if earlier else ""),
            actions=tuple(action for wanted, action in offered if wanted),
            notice=(ERASING if self._asked else self._notice) or self._visit.trouble,
        )

    def _writing(self, key: str, heading: str, question: str) -> JournalView:
        keep = Action(id="keep", label="Keep this", primary=True)
        leave = Action(id="leave", label="Leave it for now", closes=True)
        return JournalView(
            heading=f"Journal · {heading}",
            question=question,
            field=Field(draft=self._visit.draft(key), placeholder=_ONLY_FOR_YOU, rows=8),
            actions=(keep, leave),
            notice=self._notice or self._visit.trouble,
        )

    # --- intents -----------------------------------------------------------------------------------------

    def scrolled(self, rows: int) -> None:
        """The journal opens at its top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Search, with words nobody keeps; or keep half-typed ones."""
        if key == SEARCH:
            searched = " ".join(text.split("\n"))
            if searched != self._searched:
                self._searched, self._from, self._notice = searched, 0, ""
            return
        self._visit.write(key, text, row, column)

    async def do(self, action: str) -> Go | None:
        """Carry out an action of the view; ``read:FACT`` opens the page that fact is on. Raises CoachError."""
        verb, _, rest = action.partition(":")
        if verb == "read" and self._can_read(rest):
            self._opened, self._earlier, self._notice = rest, self._found_earlier(rest), ""
            return None
        if action not in {offered.id for offered in self.view().actions}:
            raise CoachError(NOT_OPEN)
        self._notice = ""
        page = self._page()
        match action:
            case "home":
                return Go(to="home")
            case "go" if page is not None:
                return self._go(page)
            case "keep":
                await self._keep(page)
            case "take-out" if page is not None:
                await self._take_out(page)
            case "put-back" if page is not None:
                await self._restore(tuple(fact.id for fact in page.facts))
                self._opened = ""
                self._at = "taken-out" if self._lately() else "list"
            case "erase-for-good" if page is not None:
                await erase(self._visit, [fact.id for fact in page.facts])
                self._opened, self._asked, self._notice = "", False, ERASED
                self._at = "taken-out" if self._lately() else "list"
            case "undo":
                await self._restore(self._undo)
            case "change" if page is not None:
                if not self._begun(page):
                    lines = page.words[-1].split("\n")
                    self.write(self._key(page), page.words[-1], len(lines) - 1, len(lines[-1]))
                self._at = "change"
            case "leave":
                self._leave(page)
            case _:
                self._turn(action)
        return None

    def _turn(self, action: str) -> None:
        """What only changes what is looked at."""
        match action:
            case "erase" | "stay":
                self._asked = action == "erase"
            case "list" if self._opened:
                self._opened = ""
            case "list":
                self._at, self._from = "list", 0
            case "write":
                self._at = "new"
            case "taken-out":
                self._at, self._from = "taken-out", 0
            case "turn":
                self._by_lesson, self._from = not self._by_lesson, 0
            case "older":
                self._from += ROWS
            case "newer":
                self._from -= ROWS
            case "earlier":
                self._earlier = not self._earlier
            case _:
                raise CoachError(NOT_OPEN)

    def _can_read(self, fact: str) -> bool:
        page = self._written().page(fact)
        if page is None or self._at not in ("list", "taken-out") or self._opened:
            return False
        return (page.newest.id in self._visit.progress.removed) == (self._at == "taken-out")

    def _found_earlier(self, fact: str) -> bool:
        """Whether a word searched for is not in the words a page opens with, so that earlier ones are to be seen."""
        page = self._written().page(fact)
        terms = pages.folded(self._searched).split() if page is not None and self._at == "list" else []
        return page is not None and any(
            term not in pages.folded(page.shown) and term in pages.folded("\n".join(page.words)) for term in terms
        )

    def _go(self, page: Page) -> Go:
        """Back to the step, beside the path; where words are kept at it, it shows them."""
        lesson, step = page.place.lesson, page.place.step
        shows_words = isinstance(self._visit.lesson(lesson).step(step), Reflection | Plan)
        self._visit.step_aside(Position(lesson=lesson, step=step, part=SAVED if shows_words else ""))
        return Go(to="lesson", lesson=lesson, step=step)

    # --- words -------------------------------------------------------------------------------------------

    def _key(self, page: Page) -> str:
        return f"journal/{page.newest.id}"

    def _begun(self, page: Page) -> bool:
        """Whether other words for it were begun and not kept."""
        text = self._visit.draft(self._key(page)).text
        return bool(text.strip()) and text != page.words[-1]

    async def _keep(self, page: Page | None) -> None:
        key = NEW if page is None else self._key(page)
        text = self._visit.draft(key).text
        if not text.strip():
            self._notice = NOTHING_WRITTEN
            return
        if page is None or text != page.words[-1]:
            body: Body = Entry(text=text) if page is None else Revised(of=page.newest.id, text=text)
            await self._visit.record(body)
            self._notice = concern.gentle_line(text) or (KEPT if page is None else CHANGED)
        self._visit.forget_draft(key, text)
        self._at = "list"
        if page is None:
            # A new page is to be seen in the list: on top, whatever was searched for before.
            self._searched, self._by_lesson, self._from = "", False, 0

    def _leave(self, page: Page | None) -> None:
        """Back, what is half typed kept; where nothing was changed nothing is half typed."""
        if page is not None and not self._begun(page):
            self._visit.erase_draft(self._key(page))
        self._at = "list"

    async def _take_out(self, page: Page) -> None:
        facts = tuple(fact.id for fact in page.facts)
        await self._visit.record(Removed(of=facts))
        self._undo, self._opened, self._notice = facts, "", TAKEN_OUT

    async def _restore(self, facts: tuple[str, ...]) -> None:
        await self._visit.record(Restored(of=facts))
        self._undo, self._notice = (), PUT_BACK
