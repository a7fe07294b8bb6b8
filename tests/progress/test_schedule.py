from datetime import UTC, datetime, timedelta, timezone

from coach.progress.model import Card, Progress
from coach.progress.schedule import LONGEST_DAYS, due, rate, rating_of_band

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def good_times(times: int) -> Card:
    card, at = None, NOON
    for _ in range(times):
        card = rate(card, "good", at, "solid")
        at = datetime.fromisoformat(card.due)
    assert card is not None
    return card


def test_a_band_stands_for_a_rating_and_an_unscored_try_for_none() -> None:
    assert [rating_of_band(band) for band in ("seed", "taking-shape", "solid", "steady-hands", None)] == [
        "again",
        "hard",
        "good",
        "good",
        None,
    ]


def test_a_weak_try_is_due_tomorrow_and_a_good_one_later() -> None:
    weak = rate(None, "again", NOON, "seed")
    good = rate(None, "good", NOON, "solid")
    assert datetime.fromisoformat(weak.due) == NOON + timedelta(days=1)
    assert datetime.fromisoformat(good.due) > datetime.fromisoformat(weak.due)


def test_intervals_grow_but_never_beyond_sixty_days() -> None:
    card = good_times(12)
    gap = datetime.fromisoformat(card.due) - datetime.fromisoformat(card.last)
    assert timedelta(days=30) < gap <= timedelta(days=LONGEST_DAYS)


def test_a_second_rating_on_the_same_day_changes_only_the_reason() -> None:
    first = rate(None, "again", NOON, "blame")
    second = rate(first, "good", NOON + timedelta(hours=3), "solid")
    assert (second.due, second.stability, second.last) == (first.due, first.stability, first.last)
    assert second.why == "solid"


def test_the_day_is_the_learners_own_not_the_one_in_utc() -> None:
    auckland = timezone(timedelta(hours=13))
    evening = datetime(2026, 11, 22, 23, tzinfo=auckland)
    first = rate(None, "again", evening, "seed")
    after_midnight = rate(first, "good", evening + timedelta(hours=2), "solid")
    assert after_midnight.last != first.last


def test_a_clock_set_back_by_years_does_not_break_a_rating() -> None:
    card = rate(None, "good", NOON, "solid")
    earlier = rate(card, "good", NOON - timedelta(days=4000), "solid")
    assert earlier.stability > 0


def test_two_at_most_are_due_longest_overdue_first_and_none_tried_today() -> None:
    def card(days: int, last: datetime) -> Card:
        return Card(stability=1, difficulty=5, due=(NOON - timedelta(days=days)).isoformat(), last=last.isoformat())

    long_ago = NOON - timedelta(days=9)
    progress = Progress(
        cards={
            "a/one": card(1, long_ago),
            "a/two": card(5, long_ago),
            "a/three": card(3, long_ago),
            "a/today": card(7, NOON - timedelta(hours=1)),
            "a/later": card(-1, long_ago),
        }
    )
    assert [one.key for one in due(progress, NOON)] == ["a/two", "a/three"]


def test_nothing_is_due_before_anything_was_tried() -> None:
    assert due(Progress(), NOON) == ()
