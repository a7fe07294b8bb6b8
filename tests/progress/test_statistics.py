"""What practice adds up to: on no, one and many days, in any time zone, and never more than the numbers bear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from coach.progress import statistics
from coach.progress.model import (
    Attempt,
    Body,
    Called,
    Completed,
    Entry,
    Fact,
    Kept,
    Mark,
    Removed,
    Restored,
    StartedOver,
)
from coach.progress.statistics import Claim

TODAY = date(2026, 11, 22)
"""A Sunday."""
TOLD = {"A", "B"}


def fact(body: Body, at: str = "2026-11-22T20:00:00+00:00", id: str = "") -> Fact:
    return Fact(id=id or f"{at}-{type(body).__name__}", origin="o", seq=1, at=at, author="me", space="me", body=body)


def attempt(band: str | None = "solid", *, skill: str = "i-statement", **more: Any) -> Attempt:
    given: dict[str, Any] = {
        "lesson": "speak", "step": "say", "text": "I was scared.", "support": "none", "criteria": {"A": "met"},
        **more,
    }  # fmt: skip
    return Attempt(digest="d", question="?", skill=skill, band=band, **given)


def met(pattern: str, criterion: str = "A", **more: Any) -> list[Fact]:
    """Tries that met a criterion (x) or not (.), one after the other."""
    return [
        fact(attempt(criteria={criterion: "met" if sign == "x" else "not-yet"}, **more), id=f"{criterion}{at}")
        for at, sign in enumerate(pattern)
    ]


def clearest(*facts: Fact) -> Claim | None:
    return statistics.clearest(statistics.own_tries(facts), TOLD)


# --- tries -----------------------------------------------------------------------------------------------------


def test_nothing_adds_up_to_nothing():
    assert statistics.own_tries([]) == {}
    assert statistics.days([]) == frozenset()
    assert statistics.tries_by_week([], TODAY) == []
    assert statistics.runs([]) == []
    assert clearest() is None
    assert statistics.at_home([], lambda body: True) is False


def test_chosen_lines_and_empty_ones_are_no_tries():
    facts = [fact(attempt(option="soft")), fact(attempt(text=" \n")), fact(attempt(), id="own")]
    assert [one.fact.id for one in statistics.own_tries(facts)["i-statement"]] == ["own"]


def test_the_skill_tried_last_comes_first_and_its_tries_are_oldest_first():
    facts = [
        fact(attempt(skill="repair"), id="1"),
        fact(attempt(skill="apology"), id="2"),
        fact(attempt(skill="repair"), id="3"),
    ]
    tries = statistics.own_tries(facts)
    assert list(tries) == ["repair", "apology"]
    assert [one.fact.id for one in tries["repair"]] == ["1", "3"]


def test_a_try_that_could_not_be_read_is_a_try_but_not_a_scored_one():
    tries = statistics.own_tries([fact(attempt(None, criteria={})), fact(attempt())])["i-statement"]
    assert (len(tries), len(statistics.scored(tries))) == (2, 1)


def test_of_kept_sentences_the_newest_of_each_skill_counts():
    facts = [
        fact(attempt(), id="a"),
        fact(attempt(skill="repair"), id="b"),
        fact(Kept(of="a", text="first"), id="k1"),
        fact(Kept(of="a", text="second"), id="k2"),
        fact(Kept(of="gone", text="of a try that was removed"), id="k3"),
    ]
    kept = statistics.kept(facts, statistics.own_tries(facts))
    assert {skill: one.id for skill, one in kept.items()} == {"i-statement": "k2"}


@pytest.mark.parametrize("name", sorted(statistics.HURTS))
def test_a_seed_with_something_in_it_that_hurts_has_no_band_to_name_and_nothing_done_well(name):
    (hurt,) = statistics.own_tries([fact(attempt("seed", marks=(Mark(name=name),)))])["i-statement"]
    assert (hurt.band, hurt.solid, hurt.did("A")) == (None, False, False)
    (seed,) = statistics.own_tries([fact(attempt("seed", marks=(Mark(name="blame"),)))])["i-statement"]
    assert (seed.band, seed.did("A")) == ("seed", True)


# --- at home ---------------------------------------------------------------------------------------------------


def home(*tries: Attempt, days: tuple[int, ...] = (20, 21, 22), sure: bool = True) -> bool:
    facts = [fact(body, f"2026-11-{day}T20:00:00+00:00") for body, day in zip(tries, days, strict=True)]
    return statistics.at_home(statistics.own_tries(facts)["i-statement"], lambda body: sure)


def test_a_skill_is_at_home_after_three_solid_tries_in_two_steps_on_two_days_unaided():
    tries = attempt(step="one", support="cue"), attempt(step="one"), attempt("steady-hands", step="two")
    assert home(*tries)
    assert home(*tries, days=(21, 21, 22))


def test_short_of_any_of_these_it_is_not_at_home():
    one, two = attempt(step="one"), attempt(step="two")
    assert not home(one, two, days=(21, 22))
    assert not home(one, one, one)
    assert not home(one, one, two, days=(22, 22, 22))
    assert not home(one, one, attempt("taking-shape", step="two"))
    assert not home(one, one, attempt(step="two", support="builder"))
    assert not home(one, one, two, sure=False)


# --- days and weeks --------------------------------------------------------------------------------------------


def test_a_day_is_the_one_the_clock_showed_then_wherever_the_learner_is_now():
    """In UTC the first two are the same day as the third, and the fourth is the day before."""
    facts = [
        fact(Entry(text="Tokyo, late"), "2026-11-22T23:30:00+09:00"),
        fact(Entry(text="Tokyo, after midnight"), "2026-11-23T00:30:00+09:00"),
        fact(Entry(text="landed in Seattle"), "2026-11-22T09:00:00-08:00"),
        fact(Entry(text="Seattle, late"), "2026-11-20T23:00:00-08:00"),
    ]
    assert statistics.days(facts) == {date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)}


def test_settings_and_tidying_up_are_no_practice():
    tidying = (Called(partner="Jo"), Removed(of=("x",)), Restored(of=("x",)), StartedOver())
    assert statistics.days([fact(body) for body in tidying]) == frozenset()
    assert statistics.days([fact(Completed(lesson="l", step="s"))]) == {TODAY}


@pytest.mark.parametrize("today", [date(2026, 11, 1), TODAY, date(2026, 2, 28), date(2028, 2, 29), date(2027, 1, 1)])
def test_the_month_so_far_is_every_day_of_it_once_in_weeks_from_monday(today):
    weeks = statistics.month_so_far({today, today.replace(day=1), today + timedelta(days=1)}, today)
    days = [week.first + timedelta(days=at) for week in weeks for at in range((week.last - week.first).days + 1)]
    assert days == [today.replace(day=number) for number in range(1, today.day + 1)]
    assert all(week.first.weekday() == 0 for week in weeks[1:])
    assert {day for week in weeks for day in week.practised} == {today, today.replace(day=1)}


def by_week(*days: str) -> list[tuple[date, int]]:
    facts = [fact(attempt(), f"{day}T20:00:00+00:00") for day in days]
    return statistics.tries_by_week(statistics.own_tries(facts).get("i-statement", []), TODAY)


def test_weeks_are_counted_from_the_first_with_any_try_to_this_one():
    weeks = by_week("2026-11-02", "2026-11-08", "2026-11-16")
    assert weeks == [(date(2026, 11, 2), 2), (date(2026, 11, 9), 0), (date(2026, 11, 16), 1)]


def test_eight_weeks_at_most_and_what_is_older_is_left_out():
    weeks = by_week("2026-09-27", "2026-09-28", "2026-11-22")
    assert len(weeks) == statistics.WEEKS
    assert sum(count for _, count in weeks) == 2


def test_a_try_made_tomorrow_by_a_traveller_counts_in_this_week():
    assert by_week("2026-11-23") == [(date(2026, 11, 16), 1)]


def test_bands_that_follow_one_another_are_counted_together():
    bands = ["seed", "solid", "solid", None, "solid"]
    assert statistics.runs(bands) == [("seed", 1), ("solid", 2), (None, 1), ("solid", 1)]


# --- the clearest thing ----------------------------------------------------------------------------------------


def test_fewer_than_five_tries_show_no_pattern():
    assert clearest(*met("xxxx")) is None
    assert clearest(*met("xxxxx")) == Claim("i-statement", "A", 5, 5)


def test_what_was_met_most_surely_in_the_last_ten_tries_is_told():
    assert clearest(*met("....." + "xxxxxxx.xx")) == Claim("i-statement", "A", 9, 10)


def test_a_change_for_the_better_goes_before_what_is_sure():
    facts = met("....x" + "xxxx.", skill="repair") + met("x" * 10, "B")
    assert clearest(*facts) == Claim("repair", "A", 4, 5, before=1)


def test_a_change_of_two_is_none_and_one_for_the_worse_is_not_told():
    assert clearest(*met("..xxx" + "xxxxx")) == Claim("i-statement", "A", 8, 10)
    assert clearest(*met("xxxxx" + ".....")) is None


def test_what_was_met_in_half_of_the_tries_or_fewer_is_not_told():
    assert clearest(*met("xx.x..")) is None


def test_what_has_no_words_to_be_told_in_is_left_out():
    assert clearest(*met("xxxxxx", "Z")) is None


def test_among_equals_the_skill_tried_last_goes_first():
    facts = met("xxxxx", skill="apology") + met("xxxxx", skill="repair")
    assert clearest(*facts) == Claim("repair", "A", 5, 5)


def test_where_tries_asked_for_different_things_only_those_that_asked_count():
    facts = met("xxxxxx") + met("...", "B")
    assert clearest(*facts) == Claim("i-statement", "A", 6, 6, whole=False)


def test_a_try_with_something_in_it_that_hurts_meets_nothing():
    facts = met("xxxxx", marks=(Mark(name="contempt"),), band="seed")
    assert clearest(*facts) is None


# --- work ------------------------------------------------------------------------------------------------------


class Counted(list[Fact]):
    """A record that counts how many of its facts were looked at."""

    looked = 0

    def __iter__(self) -> Iterator[Fact]:
        for one in super().__iter__():
            self.looked += 1
            yield one


def test_each_figure_looks_at_every_fact_once_however_many_there_are():
    for size in (100, 1000):
        record = Counted(fact(attempt(skill=f"s{at % 7}"), id=str(at)) for at in range(size))
        tries = statistics.own_tries(record)
        statistics.kept(record, tries)
        statistics.days(record)
        assert record.looked == 3 * size


def test_the_clearest_thing_looks_at_the_criteria_of_the_last_ten_tries_only():
    class Criteria(dict[str, str]):
        looked = 0

        def __iter__(self) -> Iterator[str]:
            Criteria.looked += 1
            return super().__iter__()

    clearest(*(fact(attempt(criteria=Criteria(A="met")), id=str(at)) for at in range(500)))
    assert Criteria.looked == statistics.LAST
