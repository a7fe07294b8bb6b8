"""Bar 12: every place in the sessions that takes something away, and how it is taken back.

The places are found in the code: a call that removes, revises, resets, renames or lets go of words. A new one fails
here until it says how it is undone, with a test that does it.
"""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

import coach.session
from coach.progress.model import Attempt, Draft, Entry, Played, Position
from coach.session.activity import Activity, Go
from coach.session.visit import Visit
from tests.session.sittings import Sittings

SESSIONS = Path(coach.session.__file__).parent
COURSE = Path(__file__).parents[1] / "session/course"
TAKES_AWAY = {
    "Removed", "Revised", "StartedOver", "Called", "erase_draft", "forget_draft", "remove_draft", "purge", "change",
    "erase", "sweep", "without",
}  # fmt: skip
"""Names of calls that take something away."""


def taking_away(folder: Path) -> set[str]:
    """``module.function`` of every function that has such a call."""
    found = set()
    for path in folder.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call):
                    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                    if name in TAKES_AWAY:
                        found.add(f"{path.stem}.{function.name}")
    return found


ASKED_FOR_GOOD = {
    "erasing.erase": "erase for good, chosen and asked about",
    "journal.do": "only what was taken out before, after a question whose first answer leaves it",
    "erasing._sweep": "taken out more than 30 days ago",
    "own_line.remove": "the learner's own number, taken away for good by its own button",
    "practice.act": "after words that give cause for concern the learner chose 'Erase them'",
    "visit.__init__": "calls the sweep of what was taken out more than 30 days ago",
}
SAFE_ELSEWHERE = {
    "afterwards._keep_thought": "the words are in a fact by then",
    "here.forget": "the words are in a fact by then",
    "journal._leave": "only where they are the words that are kept",
    "own_line.keep": "the words are in a fact by then",
    "scenes.__init__": "only where they are the words of the turn",
    "scenes._let_go_of": "the words are in a fact by then",
    "visit.forget_draft": "only where they are the words that were said",
    "visit.erase_draft": "what the others here call",
    "visit.write": "the field was emptied by the learner, key by key",
}
ONLY_SETTINGS = {
    "for_two.act": "keep_solo, which is a row of the settings",
    "start.do": "the answers of the first pages, all of them rows of the settings",
    "scenes.do": "how lines are answered, which is a row of the settings",
    "visit.hint_seen": "a hint that was shown; switching hints on again shows them all",
}


async def _journal(visit: Visit) -> Activity:
    return visit.open(Go(to="journal"))


async def takes_out_a_page(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    (page,) = await visit.record(Entry(text="a page"))
    journal = await _journal(visit)
    await journal.do(f"read:{page.id}")
    await journal.do("take-out")
    assert visit.fact(page.id) is None
    await journal.do("undo")
    assert visit.fact(page.id) == page
    await journal.do(f"read:{page.id}")
    await journal.do("take-out")
    sittings.close()
    sittings.clock.on(days=29)
    visit = sittings.open()
    journal = await _journal(visit)
    await journal.do("taken-out")
    await journal.do(f"read:{page.id}")
    await journal.do("put-back")
    assert sittings.open().fact(page.id) == page


async def changes_a_page(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    (page,) = await visit.record(Entry(text="as it was"))
    for words in ("other words", "as it was"):
        journal = await _journal(visit)
        await journal.do(f"read:{page.id}")
        await journal.do("change")
        journal.write(f"journal/{page.id}", words)
        await journal.do("keep")
        assert visit.words(page) == words
    journal = await _journal(visit)
    await journal.do(f"read:{page.id}")
    await journal.do("earlier")
    assert "other words" in str(journal.view())


async def changes_a_reflection(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    step = visit.open(Go(to="lesson", lesson="small", step="own-words"))
    step.write("small/own-words", "as it was")
    await step.do("keep")
    for words in ("other words", "as it was"):
        await step.do("change")
        step.write("small/own-words", words)
        await step.do("keep")
    page = next(fact for fact in visit.history() if isinstance(fact.body, Entry))
    assert visit.words(page) == "as it was"


async def takes_back_a_disagreement(sittings: Sittings) -> None:
    """What was seen differently can be seen differently again, and what was taken back is still in the facts."""
    visit = sittings.welcomed()
    step = visit.open(Go(to="lesson", lesson="small", step="say-back"))
    step.write("small/say-back", "It was a bad day and nobody asked you anything. You felt lonely.")
    await step.do("say")
    await step.do("differ")
    row = next(action.id for action in step.view().actions if action.id.startswith("differ:"))
    kinds = []
    for _ in range(3):
        await step.do(row)
        kinds.append([fact.kind for fact in visit.history() if fact.kind == "disagreed"])
    assert kinds == [["disagreed"], [], ["disagreed"]]
    assert any(isinstance(fact.body, Attempt) for fact in visit.history())


async def starts_over(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(
        Entry(text="x", lesson="small", step="own-words"), position=Position(lesson="small", step="pick")
    )
    before = visit.progress
    for days in (0, 29):
        settings = visit.open(Go(to="settings"))
        await settings.do("ask:over")
        await settings.do("start-over")
        assert visit.position is None
        sittings.close()
        sittings.clock.on(days=days)
        visit = sittings.open()
        await visit.open(Go(to="settings")).do("put-back")
        assert visit.progress.position == before.position
        assert visit.progress.steps == before.steps


async def changes_settings(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    before = visit.settings
    settings = visit.open(Go(to="settings"))
    for row in [row.id for row in settings.view().rows if row.id.startswith("turn:")]:
        await settings.do(row)
        assert visit.settings != before, row
        await settings.do("undo")
        assert getattr(visit.settings, row[5:]) == getattr(before, row[5:]), row


async def renames_the_partner(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    settings = visit.open(Go(to="settings"))
    await settings.do("ask:partner")
    settings.write("settings#name", "Ash")
    await settings.do("take")
    assert visit.names.partner == "Ash"
    await settings.do("undo")
    assert visit.names.partner == ""


async def goes_back_a_turn(sittings: Sittings) -> None:
    """A turn that is taken back stays as a branch, and its words stand in the editor again."""
    visit = sittings.welcomed()
    go = await visit.open(Go(to="lesson", lesson="small", step="the-door")).do("fresh")
    scene = visit.open(go)
    scene.write("small/the-door#line", "I was worried.")
    await scene.do("say")
    await scene.do("back")
    assert visit.draft("small/the-door#line").text == "I was worried."
    assert [fact.body.text for fact in visit.history() if isinstance(fact.body, Played)][-1] == "I was worried."


UNDONE: dict[str, Callable[[Sittings], Awaitable[None]]] = {
    "journal._take_out": takes_out_a_page,
    "journal._keep": changes_a_page,
    "writing.act_reflection": changes_a_reflection,
    "disagreements.act": takes_back_a_disagreement,
    "settings.do": starts_over,
    "settings._turn": changes_settings,
    "settings._set": changes_settings,
    "settings._undo": changes_settings,
    "settings._call": renames_the_partner,
}
"""What takes something away, and the test that takes it back."""


def test_every_place_that_takes_something_away_says_how_it_is_taken_back():
    known = UNDONE.keys() | ASKED_FOR_GOOD.keys() | SAFE_ELSEWHERE.keys() | ONLY_SETTINGS.keys()
    found = taking_away(SESSIONS)
    assert found - known == set(), "new places that take something away: say here how each is undone"
    assert known - found == set(), "places that are gone"


@pytest.mark.parametrize("undo", dict.fromkeys([*UNDONE.values(), goes_back_a_turn]))
async def test_it_is_taken_back(undo, tmp_path):
    sittings = Sittings(tmp_path / "home", COURSE)
    try:
        await undo(sittings)
    finally:
        sittings.close()


def test_a_new_place_that_removes_would_be_seen(tmp_path):
    """The planted fault."""
    (tmp_path / "room.py").write_text("async def tidy(visit):\n    await visit.record(Removed(of=('a',)))\n")
    assert taking_away(tmp_path) == {"room.tidy"}


def test_nothing_is_erased_for_good_before_thirty_days():
    from coach.progress.model import UNDOABLE

    assert timedelta(days=30) <= UNDOABLE


def test_an_emptied_field_is_the_only_draft_removed_without_its_words_in_a_fact(tmp_path):
    """Leaving, closing and killing never let go of a draft; only its learner does."""
    sittings = Sittings(tmp_path / "home", COURSE)
    visit = sittings.welcomed()
    visit.write("small/own-words", "half")
    for go in (Go(to="home"), Go(to="journal"), Go(to="settings"), Go(to="progress"), Go(to="handbook")):
        visit.open(go).view()
    visit = sittings.open()
    assert visit.draft("small/own-words") == Draft(
        key="small/own-words", text="half", at=visit.draft("small/own-words").at
    )
    sittings.close()
