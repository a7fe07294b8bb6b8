"""What the learner sees differently, counted from facts."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from coach.progress.disagreements import counted, standing
from coach.progress.model import Attempt, Body, Disagreed, Fact

AT = datetime(2026, 11, 22, 20, tzinfo=UTC).isoformat()
TRY = Attempt(lesson="l", step="s", digest="d", question="q", skill="i-statement", text="t", support="none")


def facts(*bodies: Body) -> list[Fact]:
    """Facts f1, f2, ... in order."""
    return [
        Fact(id=f"f{n}", origin="here", seq=n, at=AT, author="me", space="me", body=body)
        for n, body in enumerate(bodies, 1)
    ]


def seen(what: str, rule: str = "", of: str = "f1", **more: bool) -> Disagreed:
    return Disagreed(of=of, lesson="l", step="s", skill="i-statement", what=what, rule=rule, **more)


def test_without_facts_nothing_is_counted() -> None:
    assert standing([]) == []
    assert counted([]) == ({}, {})


def test_they_are_counted_by_rule_and_by_what_they_are_about() -> None:
    told = counted(standing(facts(TRY, TRY, seen("blame", "blame.ask"), seen("blame", "blame.ask", of="f2"),
                                  seen("IST.B", "blame.ask"), seen("band"))))  # fmt: skip
    assert told.by_rule == {"blame.ask": 3}
    assert told.by_what == {"blame": 2, "IST.B": 1, "band": 1}


def test_the_later_of_two_about_the_same_thing_counts_once() -> None:
    those = standing(facts(TRY, seen("blame", "r"), seen("blame", "r", share_words=True)))
    assert [one.body.share_words for one in those] == [True]
    assert counted(those).by_rule == {"r": 1}


def test_a_disagreement_goes_with_its_try() -> None:
    kept = facts(TRY, seen("blame", "r"))[1:]
    assert standing(kept) == []


def test_a_try_written_elsewhere_may_come_later_in_the_order() -> None:
    """Facts of two copies are in the order of their origins, not of their days."""
    there = msgspec.structs.replace(facts(TRY)[0], origin="there")
    those = standing([facts(seen("blame"), seen("blame"))[1], there])
    assert [one.attempt for one in those] == [TRY]
