"""Erasing for good: all of it and nothing else, only when asked or after thirty days, and whole after a kill."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.progress.model import (
    Attempt,
    Disagreed,
    Entry,
    Kept,
    Planned,
    Played,
    Position,
    Removed,
    Restored,
    Revised,
)
from coach.progress.order import replayed
from coach.session import erasing, pages, settings
from coach.session.erasing import erase
from coach.session.visit import Visit
from coach.store import backups
from coach.store.home import open_home
from tests.session.sittings import Sittings
from tests.store.store_homes import Disk, Killed, anywhere

COURSE = Path(__file__).parents[1] / "session/course"
SECRET = "what nobody may ever read again"


@pytest.fixture
def sittings(tmp_path):
    made = Sittings(tmp_path / "home", COURSE)
    yield made
    made.close()


async def keep(visit: Visit, body) -> str:
    return (await visit.record(body))[0].id


def tried(text: str) -> Attempt:
    return Attempt(
        lesson="small", step="say-it", digest="d", question="q", skill="i-statement", text=text, support="none"
    )


def left(sittings: Sittings) -> list[str]:
    """The files that still hold the secret, once everything queued is on disk."""
    sittings.close()
    return [found.name for found in anywhere(sittings.folder, SECRET)]


async def test_all_that_holds_the_words_goes_and_the_rest_stays(sittings):
    visit = sittings.welcomed()
    first = await keep(visit, Entry(text=SECRET, lesson="small", step="own-words"))
    await keep(visit, Revised(of=first, text=f"{SECRET}, and more"))
    own = await keep(visit, Kept(of=first, text=SECRET))
    await keep(visit, Revised(of=own, text=f"{SECRET}!"))
    other = await keep(visit, Kept(of=first, text="other words of mine"))
    page = await keep(visit, Entry(text="another page"))
    visit.write(f"journal/{first}", f"{SECRET} in other")
    visit.write("small/own-words", SECRET)
    visit.write("small/say-it", "half a sentence")
    await erase(visit, [first])
    assert [fact.id for fact in visit.history()] == [other, page]
    visit = sittings.open()
    assert [fact.id for fact in visit.history()] == [other, page]
    assert visit.draft("small/say-it").text == "half a sentence"
    assert visit.draft("small/own-words").text == ""
    assert left(sittings) == []


async def test_a_try_goes_with_what_was_noted_about_it(sittings):
    visit = sittings.welcomed()
    first = await keep(visit, tried(SECRET))
    await keep(visit, Disagreed(of=first, lesson="small", step="say-it", skill="i-statement", what="band"))
    second = await keep(visit, tried("another try"))
    await erase(visit, [first])
    assert [fact.id for fact in visit.history()] == [second]
    assert visit.progress.steps["small/say-it"].tries == 2
    assert left(sittings) == []


async def test_a_plan_goes_with_its_slots_and_is_not_asked_about_again(sittings):
    visit = sittings.welcomed()
    slots = {"when": SECRET, "will": "breathe"}
    plan = await keep(
        visit, Planned(lesson="small", step="one-plan", question="q", slots=slots, text=f"When {SECRET}")
    )
    visit.write("small/one-plan#when", SECRET)
    await erase(visit, [plan])
    assert visit.progress.plans == {}
    assert sittings.open().progress.plans == {}
    assert left(sittings) == []


async def test_nobody_is_left_standing_at_a_turn_that_was_erased(sittings):
    visit = sittings.welcomed()
    turn = Played(
        play="p", scene="door", digest="d", persona="plain", engine=1, lesson="small", step="the-door", beat="b",
        text=SECRET,
    )  # fmt: skip
    first = await keep(visit, turn)
    visit.stand(Position(lesson="small", step="the-door", turn=first))
    await erase(visit, [first])
    assert visit.position.turn is None
    assert sittings.open().position.turn is None


async def test_words_in_every_backup_are_erased_too(sittings):
    visit = sittings.welcomed()
    first = await keep(visit, Entry(text=SECRET))
    for _ in range(3):
        visit = sittings.open()
        await keep(visit, Entry(text="more"))
    visit = sittings.open()
    assert len(anywhere(sittings.folder, SECRET)) > 1
    await erase(visit, [first])
    assert left(sittings) == []


async def test_a_window_that_can_only_read_erases_nothing(sittings):
    first = await keep(sittings.welcomed(), Entry(text=SECRET))
    other = open_home(sittings.folder, clock=sittings.clock)
    looking = Visit(other, COURSE, clock=sittings.clock)
    with pytest.raises(StoreError):
        await erase(looking, [first])
    other.close()
    assert left(sittings) != []


async def test_killed_at_any_file_call_the_words_are_all_there_or_nowhere(sittings, tmp_path, monkeypatch):
    visit = sittings.welcomed()
    first = await keep(visit, Entry(text=SECRET))
    await keep(visit, Revised(of=first, text=f"{SECRET}!"))
    await keep(visit, Kept(of=first, text=SECRET))
    sittings.close()
    gone = set()
    for at in range(1, 400):
        killed = Sittings(shutil.copytree(sittings.folder, tmp_path / "killed"), COURSE)
        with monkeypatch.context() as patch:
            disk = Disk(at=at).install(patch)
            with suppress(Killed, StoreError):
                visit = killed.open()
                await erase(visit, [first])
            killed.close()
        visit = killed.open()
        seen = [fact.kind for fact in visit.history()]
        assert seen in ([], ["entry", "revised", "kept"]), at
        assert bool(left(killed)) == bool(seen), at
        gone.add(not seen)
        shutil.rmtree(killed.folder)
        if not disk.dead:
            break
    assert gone == {True, False}


# --- thirty days ---------------------------------------------------------------------------------------------


async def taken_out(sittings: Sittings) -> str:
    """A page and its later words, taken out, and another that stays."""
    visit = sittings.welcomed()
    first = await keep(visit, Entry(text=SECRET))
    await keep(visit, Revised(of=first, text=f"{SECRET}!"))
    await keep(visit, Entry(text="stays"))
    await keep(visit, Removed(of=(first,)))
    return first


async def later(sittings: Sittings, days: float) -> Visit:
    """A sitting that many days on, with something saved in it."""
    sittings.close()
    sittings.clock.on(days=days)
    visit = sittings.open()
    await keep(visit, Entry(text="later"))
    return visit


async def test_for_thirty_days_what_was_taken_out_can_be_put_back(sittings):
    first = await taken_out(sittings)
    await later(sittings, 29.9)
    visit = sittings.open()
    await keep(visit, Restored(of=(first,)))
    assert visit.words(visit.fact(first)) == f"{SECRET}!"


async def test_after_thirty_days_it_is_erased_and_its_mark_goes_from_the_state(sittings):
    first = await taken_out(sittings)
    await later(sittings, 31)
    sittings.open().flush(20)
    visit = sittings.open()
    visit.flush(20)
    assert visit.progress.removed == {}
    assert [fact.body.text for fact in visit.history()] == ["stays", "later"]
    assert not [fact for fact in visit.store.facts() if isinstance(fact.body, Removed)]
    assert replayed(visit.store.facts()).removed == {}
    assert first not in (sittings.folder / "spaces/me/state.json").read_text()
    assert left(sittings) == []


async def test_a_clock_that_jumps_ahead_for_one_sitting_erases_nothing(sittings):
    first = await taken_out(sittings)
    sittings.close()
    now = sittings.clock.now
    sittings.clock.now = datetime(2038, 2, 1, tzinfo=UTC)
    sittings.open().flush(20)
    sittings.close()
    sittings.clock.now = now
    visit = sittings.open()
    assert list(visit.progress.removed) == [first]
    assert left(sittings) != []


async def test_with_nothing_due_a_start_reads_no_month(sittings, monkeypatch):
    await taken_out(sittings)
    sittings.close()
    monkeypatch.setattr("coach.store.tinydb_store.TinyStore.facts", lambda *_: pytest.fail("the months were read"))
    sittings.open()


async def test_what_could_not_be_erased_stays_taken_out_and_the_next_sitting_tries_again(sittings, monkeypatch):
    first = await taken_out(sittings)
    await later(sittings, 31)
    with monkeypatch.context() as patch:
        patch.setattr("coach.store.months.Months.erase", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        visit = sittings.open()
        visit.flush(20)
        assert visit.fact(first) is None
    for _ in range(2):
        sittings.open().flush(20)
    assert left(sittings) == []


async def test_six_hundred_pages_taken_out_in_a_month_leave_the_state_small(sittings):
    visit = sittings.welcomed()
    ids = [fact.id for fact in await visit.record(*(Entry(text=f"page {n}") for n in range(600)))]
    await visit.record(Removed(of=tuple(ids)))
    visit.flush(20)
    assert (sittings.folder / "spaces/me/state.json").stat().st_size < 64 * 1024


def test_thirty_days_is_thirty_days_wherever_it_is_said():
    assert erasing.UNDOABLE == pages.UNDOABLE == settings.UNDOABLE == backups.UNDOABLE == timedelta(days=30)
