"""One order for the facts of several copies, whatever their clocks did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.progress.model import Entry, Fact, Progress
from coach.progress.order import in_order, replayed
from coach.progress.transitions import apply

AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


def fact(origin: str, seq: int, hours: float) -> Fact:
    at = (AT + timedelta(hours=hours)).isoformat()
    body = Entry(text=f"{origin}{seq}", lesson="l", step="s")
    return Fact(id=f"{origin}{seq}", origin=origin, seq=seq, at=at, author="me", space="me", body=body)


def names(facts: list[Fact]) -> list[str]:
    return [one.id for one in in_order(facts)]


def test_facts_of_one_copy_keep_their_numbers_order_when_its_clock_was_set_back() -> None:
    assert names([fact("a", 2, -50), fact("a", 1, 0), fact("a", 3, -49)]) == ["a1", "a2", "a3"]


def test_facts_of_two_copies_come_in_the_order_they_happened() -> None:
    assert names([fact("b", 1, 0), fact("b", 2, 2), fact("a", 1, 1), fact("a", 2, 3)]) == ["b1", "a1", "b2", "a2"]


def test_a_clock_set_back_turns_nothing_round_among_copies_either() -> None:
    assert names([fact("a", 1, 5), fact("a", 2, 0), fact("b", 1, 4), fact("b", 2, 6)]) == ["b1", "a1", "a2", "b2"]


COPIES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9), st.integers(-40, 40)), max_size=25)


@given(COPIES, st.randoms())
def test_every_way_of_finding_facts_gives_the_same_order(found: list[tuple[str, int, int]], random: object) -> None:
    facts = list({one.id: one for one in (fact(*each) for each in found)}.values())
    ordered = in_order(facts)
    random.shuffle(facts)  # type: ignore[attr-defined]
    assert in_order(facts) == ordered
    for origin in "abc":
        numbers = [one.seq for one in ordered if one.origin == origin]
        assert numbers == sorted(numbers)


def test_what_facts_add_up_to_is_the_same_found_at_once_or_one_by_one() -> None:
    facts = [fact("a", n, n) for n in range(1, 6)]
    one_by_one = Progress()
    for one in facts:
        one_by_one = apply(one_by_one, one)
    assert replayed(reversed(facts)) == one_by_one
