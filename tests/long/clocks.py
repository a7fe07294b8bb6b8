"""A clock that jumps: a day, ten years, 1970, 2038, summer time, another zone, backwards. Nothing is lost."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coach.progress.model import Entry
from coach.progress.order import replayed
from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.visit import Visit
from coach.store import care
from coach.store.home import open_home
from tests.long import scratch
from tests.store.store_homes import NOON, Clock

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu")
JUMPS = (
    lambda now: now + timedelta(days=1),
    lambda now: now - timedelta(days=1),
    lambda now: now.replace(year=min(now.year + 10, 2090)),
    lambda now: now - timedelta(days=3650) if now.year > 1990 else now,
    lambda now: datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    lambda now: datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    lambda now: datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
    lambda now: datetime(2026, 10, 25, 1, 0, 1, tzinfo=UTC),
    lambda now: NOON,
    lambda now: now + timedelta(seconds=1),
)


async def _sitting(path, clock: Clock, texts: list[str], expected: list[str]) -> None:
    home = open_home(path, clock=clock)
    try:
        visit = Visit(home, lessons_dir(), clock=clock)
        for go in (Go(to="home"), Go(to="journal"), Go(to="progress"), Go(to="handbook"), Go(to="settings")):
            visit.open(go).view()
        found = [fact.body.text for fact in visit.store.facts() if isinstance(fact.body, Entry)]
        assert found == expected, "a fact is lost or out of its place"
        for text in texts:
            await visit.record(Entry(text=text))
        facts = visit.store.facts()
        assert [fact.seq for fact in facts] == sorted(fact.seq for fact in facts)
        assert replayed(facts).seen == visit.progress.seen
        assert all(count > 0 for count in visit.progress.days.values())
    finally:
        home.close()


def jumps(count: int, seed: int) -> str:
    """That many learners, each of six sittings with a jump of the clock before each."""
    chance = random.Random(seed)
    for _ in range(count):
        with scratch() as folder:
            path = folder / "home"
            clock = Clock(NOON)
            written: list[str] = []
            for sitting in range(6):
                clock.now = chance.choice(JUMPS)(clock.now.astimezone(UTC)).astimezone(ZoneInfo(chance.choice(ZONES)))
                texts = [f"{sitting} {number}" for number in range(chance.randrange(1, 4))]
                asyncio.run(_sitting(path, clock, texts, written))
                written += texts
            assert care.doctor(path, clock)[1]
            assert care.backups(path, clock)[1]
    return f"{count} learners whose clock jumped six times, nothing lost, order kept"
