"""Whether pages fit: rows of 72 columns, and what each kind of step shows at once."""

from __future__ import annotations

import msgspec
import pytest

from coach.check.faults import Source
from coach.check.pages import page_faults, rows
from coach.course.model import Lesson, Step
from coach.strictyaml import Document

SENTENCE = "Sam waits at the door with the bag and the dog, and it rains a bit more. "


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("", 0),
        ("One line.", 1),
        ("x" * 72, 1),
        ("x" * 73, 2),
        ("x" * 60 + " " + "y" * 11, 1),
        ("x" * 60 + " " + "y" * 12, 2),
        ("One.\n\nTwo.\n", 3),
        ("語" * 36, 1),
        ("語" * 37, 2),
        ("short " + "x" * 80, 3),
    ],
)
def test_rows_as_wrapped_at_72_columns(text, height):
    assert rows(text) == height


def told(**step) -> list[str]:
    """The faults of a lesson with this one step."""
    content = Lesson(
        format_version=1,
        id="x",
        title="X",
        promise="X.",
        minutes=5,
        steps=(msgspec.convert({"id": "page", "title": "Page", **step}, Step),),
    )
    return [fault.what for fault in page_faults(Source(content, Document("x.yaml", {}, {}, {})))]


def lines(count: int) -> str:
    return "\n".join(["One line."] * count)


def long(count: int) -> str:
    """About ``count`` rows in one paragraph."""
    return (SENTENCE * count).strip()


@pytest.mark.parametrize(
    ("fits", "too_long"),
    [
        ({"kind": "reading", "text": lines(17)}, {"text": lines(18)}),
        ({"kind": "ending", "text": lines(15), "between": "Look up."}, {"text": lines(16)}),
        ({"kind": "breathing", "text": lines(11), "instead": "Look."}, {"text": lines(12)}),
        ({"kind": "recall", "ask": "What?", "reveal": lines(15)}, {"reveal": lines(16)}),
        ({"kind": "reflection", "ask": "What?", "lead": long(4)}, {"lead": long(11)}),
        ({"kind": "role-play", "scene": "x", "lead": "Try it."}, {"lead": lines(18)}),
        (
            {"kind": "compare", "moment": long(2), "weak": "A.", "strong": "B.", "ask": "Which?", "why": long(2)},
            {"why": long(8), "ask": long(3)},
        ),
        (
            {
                "kind": "choice",
                "ask": "Which?",
                "options": [{"id": "a", "says": "A.", "why": long(2)}, {"id": "b", "says": "B.", "why": "So."}],
            },
            {"moment": long(6), "ask": long(6)},
        ),
        (
            {
                "kind": "sort",
                "ask": "Where?",
                "piles": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
                "cards": [{"id": f"c{n}", "says": "A card.", "pile": "a", "why": long(2)} for n in range(4)],
            },
            {"ask": long(8), "piles": [{"id": p, "label": "P"} for p in "abcd"]},
        ),
        (
            {
                "kind": "practice",
                "skill": "i-statement",
                "situation": long(2),
                "ask": "Say it.",
                "cue": "One feeling.",
                "hints": ["The hour."],
                "models": [{"says": "A.", "voice": "plain", "band": "solid"}] * 2,
                "not_yet": [{"says": "B.", "because": ["blame"]}],
            },
            {"situation": long(8)},
        ),
        (
            {
                "kind": "plan",
                "ask": "When?",
                "slots": [{"id": "a", "starts": "When"}, {"id": "b", "starts": "I will"}],
                "examples": ["When I sit down, I will breathe once."],
                "follow_up": "How did it go?",
            },
            {"lead": long(8), "ask": long(4)},
        ),
    ],
    ids=lambda step: step.get("kind", ""),
)
def test_a_page_that_fits_is_left_alone_and_a_longer_one_is_told(fits, too_long):
    assert told(**fits) == []
    assert len(told(**{**fits, **too_long})) == 1
