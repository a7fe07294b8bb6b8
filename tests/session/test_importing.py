"""An export taken back: all of it, once, beside what is here, and nothing else is let in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import CoachError, StoreError
from coach.progress.model import (
    Attempt,
    Body,
    Called,
    Completed,
    Entry,
    Followed,
    Kept,
    Planned,
    Recalled,
    Removed,
    Restored,
    Revised,
    StartedOver,
)  # fmt: skip
from coach.progress.order import replayed
from coach.session.activity import Go
from coach.session.export import export
from coach.session.importing import NOT_AN_EXPORT, Taken, take_in
from coach.session.visit import Visit
from coach.store.memory import MemoryHome
from tests.session.sittings import Clock, Sittings

COURSE = Path(__file__).parent / "course"
WORDS = st.text(max_size=40)
STEPS = st.sampled_from(["page", "own-words", "say-it", "one-plan"])
BODIES = st.one_of(
    st.builds(Completed, lesson=st.just("small"), step=STEPS, skipped=st.booleans()),
    st.builds(Entry, text=WORDS, question=WORDS, lesson=st.just("small"), step=STEPS),
    st.builds(
        Attempt, lesson=st.just("small"), step=STEPS, digest=st.just("d"), question=WORDS,
        skill=st.just("i-statement"),
        text=WORDS, support=st.just("none"), band=st.sampled_from([None, "seed", "solid"]),
    ),
    st.builds(
        Recalled, lesson=st.just("small"), step=STEPS, question=WORDS, text=WORDS,
        rating=st.sampled_from(["had", "partly", "not-yet"]),
    ),
    st.builds(
        Planned, lesson=st.just("small"), step=STEPS, question=WORDS, slots=st.just({}), text=WORDS,
        days=st.integers(0, 3),
    ),
    st.builds(Called, partner=WORDS, pronoun=st.sampled_from(["", "they", "she", "he"])),
    st.builds(StartedOver, undone=st.booleans()),
)  # fmt: skip


def a_visit(clock: Clock | None = None, seed: int = 0) -> Visit:
    """A sitting in memory whose ids never clash with those of another seed."""
    numbers = iter(range(1 + seed * 10**6, 10**6 * (seed + 1)))
    home = MemoryHome()
    visit = Visit(home, COURSE, clock=clock or Clock(), token=lambda size: next(numbers).to_bytes(size, "big"))
    visit.store._origin = f"{seed:032x}"  # type: ignore[attr-defined]  # two copies are never called the same
    return visit


def as_bytes(visit: Visit) -> bytes:
    return export(visit, "json").encode("utf-8", "surrogatepass")


async def write(visit: Visit, bodies: list[Body], clock: Clock) -> None:
    for body in bodies:
        clock.on(hours=7)
        await visit.record(body)


@settings(max_examples=60, deadline=None)
@given(st.lists(BODIES, max_size=25))
def test_what_was_exported_comes_back_equal_into_an_empty_copy(bodies: list[Body]) -> None:
    async def there_and_back() -> None:
        clock = Clock()
        first = a_visit(clock)
        await write(first, bodies, clock)
        second = a_visit(clock, seed=1)
        assert await take_in(second, as_bytes(first)) == Taken(new=len(bodies), known=0)
        assert second.history() == first.history()
        for field in ("steps", "cards", "plans", "removed", "days", "rounds"):
            assert getattr(second.progress, field) == getattr(first.progress, field)
        assert as_bytes(second) == as_bytes(first)

    asyncio.run(there_and_back())


@settings(max_examples=30, deadline=None)
@given(st.lists(BODIES, max_size=12), st.lists(BODIES, max_size=12))
def test_two_copies_taken_into_one_another_become_the_same(one: list[Body], other: list[Body]) -> None:
    async def both_ways() -> None:
        clock = Clock()
        first, second = a_visit(clock), a_visit(clock, seed=1)
        await write(first, one, clock)
        await write(second, other, clock)
        ours, theirs = as_bytes(first), as_bytes(second)
        await take_in(first, theirs)
        await take_in(second, ours)
        assert first.history() == second.history()
        assert first.progress.steps == second.progress.steps
        assert await take_in(first, theirs) == Taken(new=0, known=len(other))

    asyncio.run(both_ways())


async def test_on_disk_it_is_there_in_the_next_sitting_and_one_can_write_on(sittings: Sittings) -> None:
    old = a_visit(sittings.clock, seed=7)
    for months in range(4):
        sittings.clock.on(days=31)
        await old.record(Entry(text=f"month {months}"), Completed(lesson="start-here", step="settle"))
    visit = sittings.welcomed()
    await visit.record(Entry(text="mine"))
    await take_in(visit, as_bytes(old))
    await visit.record(Entry(text="after"))
    again = sittings.open()
    texts = [fact.body.text for fact in again.history() if isinstance(fact.body, Entry)]
    assert texts == ["month 0", "month 1", "month 2", "month 3", "mine", "after"]
    assert again.done("start-here", "settle")
    assert again.progress.steps == replayed(again.history()).steps
    months = {path.name for path in (sittings.folder / "spaces/me/facts").iterdir()}
    assert months >= {"2027-03.json"}


async def test_what_was_taken_out_here_stays_out(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    (page,) = await visit.record(Entry(text="not any more"))
    exported = as_bytes(visit)
    await visit.record(Removed(of=(page.id,)))
    assert await take_in(visit, exported) == Taken(new=0, known=1)
    assert visit.fact(page.id) is None


async def test_revisions_and_kept_sentences_find_their_pages_again(sittings: Sittings) -> None:
    old = a_visit(seed=3)
    (page,) = await old.record(Entry(text="first words"))
    await old.record(Revised(of=page.id, text="better words"), Kept(of=page.id, text="better words"))
    await old.record(Removed(of=(page.id,)), Restored(of=(page.id,)))
    visit = sittings.welcomed()
    await take_in(visit, as_bytes(old))
    fact = visit.fact(page.id)
    assert fact is not None
    assert visit.words(fact) == "better words"


async def test_a_log_goes_on_where_it_was(sittings: Sittings) -> None:
    old = a_visit(sittings.clock, seed=4)
    step = {"lesson": "small", "step": "one-plan"}
    (plan,) = await old.record(Planned(**step, question="q", slots={}, text="t", days=3))
    sittings.clock.on(days=1)
    await old.record(Followed(plan=plan.id, **step, went="did"))
    visit = sittings.welcomed()
    await take_in(visit, as_bytes(old))
    assert visit.progress.plans["small/one-plan"].noted == 1


def good(visit: Visit) -> dict[str, object]:
    return dict(json.loads(as_bytes(visit)))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: b"\xff\xfe",
        lambda data: b"[" * 100_000,
        lambda data: json.dumps([data]).encode(),
        lambda data: json.dumps(data | {"format": "diary"}).encode(),
        lambda data: json.dumps(data | {"version": 2}).encode(),
        lambda data: json.dumps(data | {"facts": [{}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"at": "yesterday"}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"at": "2026-11-22T20:30:00"}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"at": "20261122T203000Z"}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"seq": 0}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"space": "../me"}]}).encode(),
        lambda data: json.dumps(data | {"facts": [data["facts"][0] | {"body": {"type": "exec"}}]}).encode(),
    ],
)
async def test_anything_else_is_refused_and_changes_nothing(
    sittings: Sittings, change: Callable[[dict[str, object]], bytes]
) -> None:
    visit = sittings.welcomed()
    await visit.record(Entry(text="mine"))
    before = visit.history(), visit.progress
    with pytest.raises(CoachError) as caught:
        await take_in(visit, change(good(visit)))
    assert caught.value.message == NOT_AN_EXPORT
    assert (visit.history(), visit.progress) == before


async def test_when_it_cannot_be_saved_it_says_so_and_the_old_sum_stands(
    sittings: Sittings, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = a_visit(seed=5)
    await old.record(Entry(text="theirs"))
    visit = sittings.welcomed()
    await visit.record(Entry(text="mine"))
    before = visit.progress

    def refuse(facts: object, progress: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(visit.store, "append", refuse)
    with pytest.raises(StoreError, match="full"):
        await take_in(visit, as_bytes(old))
    assert visit.progress == before
    assert [fact.body for fact in visit.history()] == [Entry(text="mine")]


async def test_left_in_the_middle_the_rest_comes_with_the_next_try(sittings: Sittings) -> None:
    clock = Clock()
    old = a_visit(clock, seed=6)
    for n in range(3):
        clock.on(days=31)
        await old.record(Entry(text=f"page {n}", lesson="small", step="own-words"))
    visit = sittings.welcomed()
    exported = as_bytes(old)
    first_month = sorted(old.history(), key=lambda fact: fact.at)[:1]
    await asyncio.wrap_future(visit.store.append(first_month, visit.progress))
    again = sittings.open()
    assert await take_in(again, exported) == Taken(new=2, known=1)
    assert again.progress.steps["small/own-words"].tries == 3


def test_a_script_of_a_few_lines_can_read_an_export(sittings: Sittings) -> None:
    """Whoever leaves coach keeps their words: plain JSON, no program of ours needed."""
    visit = a_visit()
    asyncio.run(visit.record(Entry(text="My page.", question="What stays?")))
    data = json.loads(export(visit, "json"))
    pages = [(fact["at"][:10], fact["body"]["text"]) for fact in data["facts"] if fact["body"]["type"] == "entry"]
    assert pages == [("2026-11-22", "My page.")]


async def test_the_journal_shows_what_came(sittings: Sittings) -> None:
    old = a_visit(seed=8)
    await old.record(Entry(text="From the old computer."))
    visit = sittings.welcomed()
    await take_in(visit, as_bytes(old))
    view = visit.open(Go(to="journal")).view()
    assert [row.first for row in view.rows] == ["From the old computer."]  # type: ignore[union-attr]
    assert msgspec.json.encode(visit.history()) == msgspec.json.encode(old.history())
