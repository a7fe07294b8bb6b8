"""Days in words: how a person would say when something was."""

from __future__ import annotations

from datetime import datetime

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(number: int) -> str:
    """Small numbers as words, larger ones in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def when(then: str, now: datetime) -> str:
    """When ``then`` (ISO) was, seen from ``now``: "today", "yesterday", "on Thursday", "three weeks ago", ..."""
    moment = datetime.fromisoformat(then).astimezone(now.tzinfo)
    days = (now.date() - moment.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"on {moment:%A}"
    if days < 14:
        return f"on {moment:%A} last week"
    if days < 60:
        return f"{number_word(days // 7)} weeks ago"
    return f"in {moment:%B}" if days < 300 else f"in {moment:%B %Y}"


def days_ago(then: datetime, now: datetime) -> str:
    """How many days ago, in words: "yesterday", "three days ago", "two weeks ago"."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{number_word(days)} days ago"
    return f"{number_word(days // 7)} weeks ago"


def part_of_day(now: datetime) -> str:
    """How to greet someone at this hour."""
    if 5 <= now.hour < 12:
        return "Good morning"
    if 12 <= now.hour < 18:
        return "Good afternoon"
    return "Good evening"


def short_date(now: datetime) -> str:
    """The date as Home shows it: "Sat 21 Nov"."""
    return f"{now:%a} {now.day} {now:%b}"


def day_of(then: str, now: datetime) -> str:
    """The day of ``then`` (ISO) as it heads a page: "today", "yesterday", "Thursday 19 November"."""
    moment = datetime.fromisoformat(then).astimezone(now.tzinfo)
    return _near(moment, now) or f"{moment:%A} {moment.day} {moment:%B}" + (
        "" if moment.year == now.year else f" {moment.year}"
    )


def moment_of(then: str, now: datetime) -> str:
    """Day and time of ``then`` (ISO): "yesterday at 20:30", "on Thursday 19 November at 20:30"."""
    moment = datetime.fromisoformat(then).astimezone(now.tzinfo)
    return f"{'' if _near(moment, now) else 'on '}{day_of(then, now)} at {moment:%H:%M}"


def _near(moment: datetime, now: datetime) -> str:
    return {0: "today", 1: "yesterday"}.get((now.date() - moment.date()).days, "")
