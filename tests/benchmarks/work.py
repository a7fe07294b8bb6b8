"""Progress as it looks when much of the course has been worked through."""

from __future__ import annotations

import msgspec

from coach.progress.model import Card, Progress, StepRecord


def busy_progress(progress: Progress) -> Progress:
    """The same progress with 300 steps done and 40 cards, so that the state file has its real size."""
    steps = {
        f"lesson-{n % 8}/step-number-{n}": StepRecord(done=True, tries=n % 3, last_fact=f"{n:032x}")
        for n in range(300)
    }
    cards = {
        f"lesson-{n % 8}/step-number-{n}": Card(
            stability=3.5, difficulty=5.1, due="2026-02-01T09:00:00+00:00", last="2026-01-01T09:00:00+00:00"
        )
        for n in range(40)
    }
    return msgspec.structs.replace(progress, steps=steps, cards=cards)
