from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from coach.progress.model import (
    Attempt,
    Body,
    Called,
    Chosen,
    Completed,
    Disagreed,
    Entry,
    Fact,
    Followed,
    Kept,
    Planned,
    Played,
    Position,
    Progress,
    Recalled,
    Removed,
    Restored,
    Revised,
    Sorted,
    StartedOver,
)
from coach.progress.transitions import DAYS_KEPT, apply

AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


def fact(body: Body, seq: int = 1, at: datetime = AT, fact_id: str = "f", origin: str = "here") -> Fact:
    return Fact(id=fact_id, origin=origin, seq=seq, at=at.isoformat(), author="me", space="me", body=body)


def attempt(band: str | None, option: str | None = None) -> Attempt:
    return Attempt(
        lesson="l",
        step="s",
        digest="d",
        question="q",
        skill="i-statement",
        text="t",
        support="none",
        band=band,
        option=option,
    )


def play(parent: str | None) -> Played:
    return Played(
        play="p", scene="x", digest="d", persona="g", engine=1, lesson="l", step="s", beat="b", parent=parent
    )


PLANNED = Planned(lesson="l", step="s", question="q", slots={"a": "b"}, text="When a, b")

EVERY_BODY: tuple[Body, ...] = (
    Completed(lesson="l", step="s"),
    Entry(text="t", lesson="l", step="s"),
    attempt("solid"),
    Recalled(lesson="l", step="s", question="q", text="t", rating="had"),
    Sorted(lesson="l", step="s", placed={"c": "p"}, fitted=1),
    Chosen(lesson="l", step="s", option="o", fitted=True),
    PLANNED,
    Followed(plan="f", lesson="l", step="s", went="did"),
    play(None),
    Kept(of="f", text="t"),
    Revised(of="f", text="u"),
    Removed(of=("f",)),
    Restored(of=("f",)),
    Disagreed(of="f", lesson="l", step="s", skill="i-statement", what="band", spans=((0, 1),), share_words=True),
    Called(partner="Kim", pronoun="she"),
    StartedOver(),
    StartedOver(undone=True),
)


@pytest.mark.parametrize("body", EVERY_BODY, ids=lambda body: type(body).__name__)
def test_a_fact_seen_before_changes_nothing(body: Body) -> None:
    once = apply(Progress(), fact(body))
    assert apply(once, fact(body)) == once


@pytest.mark.parametrize("body", EVERY_BODY, ids=lambda body: type(body).__name__)
def test_a_fact_and_its_progress_come_back_from_their_bytes(body: Body) -> None:
    one = fact(body)
    assert msgspec.json.decode(msgspec.json.encode(one), type=Fact) == one
    progress = apply(Progress(), one)
    assert msgspec.json.decode(msgspec.json.encode(progress), type=Progress) == progress


@pytest.mark.parametrize("body", EVERY_BODY, ids=lambda body: type(body).__name__)
def test_progress_holds_none_of_the_learners_words(body: Body) -> None:
    words = "zanzibar zanzibar"
    changed = {
        name: words for name in ("text", "question") if hasattr(body, name) and isinstance(getattr(body, name), str)
    }
    told = msgspec.structs.replace(body, **changed)
    assert words.encode() not in msgspec.json.encode(apply(Progress(), fact(told)))


def test_the_highest_number_seen_is_kept_for_each_origin() -> None:
    progress = apply(Progress(), fact(Completed(lesson="l", step="s"), seq=3))
    progress = apply(progress, fact(Completed(lesson="l", step="t"), seq=1, origin="there"))
    assert progress.seen == {"here": 3, "there": 1}


def test_a_step_skipped_counts_as_skipped_until_it_is_tried() -> None:
    progress = apply(Progress(), fact(Completed(lesson="l", step="s", skipped=True)))
    assert progress.steps["l/s"].skipped
    progress = apply(progress, fact(attempt("seed"), seq=2))
    assert not progress.steps["l/s"].skipped
    assert progress.steps["l/s"].done


def test_tries_add_up_and_the_best_band_stays() -> None:
    progress = Progress()
    for seq, band in enumerate(("taking-shape", "steady-hands", "seed"), 1):
        progress = apply(progress, fact(attempt(band), seq=seq))
    record = progress.steps["l/s"]
    assert (record.tries, record.band, record.best) == (3, "seed", "steady-hands")


def test_only_a_scored_try_in_own_words_is_scheduled() -> None:
    assert apply(Progress(), fact(attempt(None))).cards == {}
    assert apply(Progress(), fact(attempt("solid", option="o"))).cards == {}
    assert set(apply(Progress(), fact(attempt("solid"))).cards) == {"l/s"}


def test_a_plan_waits_until_it_was_asked_about() -> None:
    planned = apply(Progress(), fact(PLANNED, fact_id="plan"))
    assert planned.plans["l/s"].fact == "plan"
    for went in ("did", "partly", "dropped"):
        asked = fact(Followed(plan="plan", lesson="l", step="s", went=went), seq=2)  # type: ignore[arg-type]
        assert apply(planned, asked).plans == {}


def test_a_plan_not_done_yet_is_asked_about_again_later() -> None:
    planned = apply(Progress(), fact(PLANNED, fact_id="plan"))
    later = AT + timedelta(days=1)
    asked = apply(planned, fact(Followed(plan="plan", lesson="l", step="s", went="not-yet"), seq=2, at=later))
    assert asked.plans["l/s"].at == later.isoformat()


def test_a_play_counts_once_however_many_turns_it_has() -> None:
    progress = apply(Progress(), fact(play(None), fact_id="one"))
    progress = apply(progress, fact(play("one"), seq=2, fact_id="two"))
    record = progress.steps["l/s"]
    assert (record.tries, record.last_fact) == (1, "two")


def test_a_removal_can_be_taken_back() -> None:
    removed = apply(Progress(), fact(Removed(of=("a", "b"))))
    assert set(removed.removed) == {"a", "b"}
    assert set(apply(removed, fact(Restored(of=("a",)), seq=2)).removed) == {"b"}


def test_seeing_a_review_differently_changes_no_score_and_no_day_to_come_back() -> None:
    tried = apply(Progress(), fact(attempt("seed"), fact_id="try"))
    noted = apply(tried, fact(Disagreed(of="try", lesson="l", step="s", skill="i-statement", what="band"), seq=2))
    assert (noted.steps, noted.cards) == (tried.steps, tried.cards)


def test_daily_counts_never_grow_beyond_the_days_kept() -> None:
    progress = Progress()
    for day in range(DAYS_KEPT + 30):
        progress = apply(progress, fact(Completed(lesson="l", step="s"), seq=day + 1, at=AT + timedelta(days=day)))
    assert len(progress.days) == DAYS_KEPT
    assert max(progress.days) == (AT + timedelta(days=DAYS_KEPT + 29)).date().isoformat()


def test_progress_over_a_whole_course_stays_under_64_kilobytes() -> None:
    progress, seq = Progress(), 0
    for lesson in range(8):
        for step in range(50):
            name = {"lesson": f"a-lesson-called-{lesson}", "step": f"a-step-with-a-long-name-{step}"}
            bodies: list[Body] = [Completed(**name)]
            if step % 4 == 0:
                bodies.append(msgspec.structs.replace(attempt("solid"), **name))
            if step % 10 == 1:
                bodies.append(msgspec.structs.replace(PLANNED, **name))
            for body in bodies:
                seq += 1
                progress = apply(progress, fact(body, seq=seq, fact_id=f"{seq:032x}"))
    assert len(msgspec.json.encode(progress)) < 64_000


def noted(progress: Progress, seq: int, went: str, day: int) -> Progress:
    body = Followed(plan="plan", lesson="l", step="s", went=went)  # type: ignore[arg-type]
    return apply(progress, fact(body, seq, AT + timedelta(days=day), f"note{seq}"))


def a_log(days: int) -> Progress:
    return apply(Progress(), fact(msgspec.structs.replace(PLANNED, days=days), fact_id="plan"))


def test_a_log_asks_until_so_many_days_are_noted_whatever_is_noted() -> None:
    progress = a_log(3)
    for seq, went in enumerate(("did", "missed"), 2):
        progress = noted(progress, seq, went, seq)
        assert progress.plans["l/s"].noted == seq - 1
    assert noted(progress, 4, "mended", 4).plans == {}


def test_a_day_that_is_not_noted_is_none_of_a_logs_days() -> None:
    progress = noted(a_log(2), 2, "not-yet", 1)
    assert progress.plans["l/s"].noted == 0
    assert progress.plans["l/s"].at == (AT + timedelta(days=1)).isoformat()


def test_a_log_that_is_stopped_asks_no_more() -> None:
    assert noted(a_log(7), 2, "dropped", 1).plans == {}


def test_a_card_nobody_asks_about_takes_the_place_of_a_plan_that_waited() -> None:
    progress = apply(a_log(7), fact(msgspec.structs.replace(PLANNED, asks=False), 2, fact_id="card"))
    assert progress.plans == {}


def test_starting_over_opens_the_path_again_and_taking_that_back_makes_it_whole() -> None:
    here = Position(lesson="l", step="s")
    before = msgspec.structs.replace(apply(Progress(), fact(Completed(lesson="l", step="s"))), position=here)
    over = apply(before, fact(StartedOver(), 2))
    assert not over.done("l", "s")
    assert over.position is None
    assert over.started_over == AT.isoformat()
    again = apply(over, fact(Completed(lesson="l", step="t"), 3))
    assert again.done("l", "t")
    back = apply(again, fact(StartedOver(undone=True), 4))
    assert back.done("l", "s")
    assert back.done("l", "t")
    assert (back.position, back.started_over) == (here, "")


def test_starting_over_takes_nothing_from_what_comes_back_or_was_tried() -> None:
    tried = apply(Progress(), fact(attempt("solid")))
    over = apply(tried, fact(StartedOver(), 2))
    assert over.cards == tried.cards
    assert over.steps["l/s"].tries == 1
