"""Examples held to what they claim, beyond the single faults of the bad course."""

from __future__ import annotations

import msgspec

from coach.check.faults import Source
from coach.check.practice import practice_faults
from coach.course.model import Lesson
from coach.strictyaml import Document
from tests.check import plain_reader

PRACTICE = {
    "kind": "practice",
    "id": "try",
    "title": "Try",
    "skill": "i-statement",
    "situation": "Jo is late.",
    "ask": "Tell Jo.",
    "support": "cue",
    "cue": "One feeling.",
    "hints": ["The hour."],
    "models": [{"says": "I was scared.", "voice": "plain", "band": "taking-shape"}] * 2,
    "not_yet": [{"says": "You never call.", "because": ["blame"]}],
}


def told(**changes) -> list[str]:
    lesson = {
        "format_version": 1,
        "id": "x",
        "title": "X",
        "promise": "X.",
        "minutes": 5,
        "steps": [PRACTICE | changes],
    }
    source = Source(msgspec.convert(lesson, Lesson), Document("x.yaml", {}, {}, {}))
    return [fault.what for fault in practice_faults(source, plain_reader)]


def test_a_model_may_be_better_than_it_claims():
    assert told() == []


def test_a_skill_without_rules_is_not_held_to_bands_but_to_its_signals():
    weak = [{"says": "It was late.", "because": ["blame"]}]
    assert told(skill="curiosity", self_check=["Did you ask?"]) == []
    assert told(skill="curiosity", self_check=["Did you ask?"], not_yet=weak) == [
        'the weak line does not earn "blame" (found: nothing)'
    ]


def test_a_practice_is_read_in_its_own_context():
    """The partner's words when there are some, else the situation; with all the step says of the reply."""
    seen = []

    class Listening:
        signal_names = staticmethod(plain_reader.signal_names)
        has_rules = staticmethod(plain_reader.has_rules)

        @staticmethod
        def review(text, skill, context=None):
            seen.append((context.says, context.gives.events, context.variant, context.advice_invited))
            return plain_reader.review(text, skill)

    lesson = {"format_version": 1, "id": "x", "title": "X", "promise": "X.", "minutes": 5}
    for changes in (
        {},
        {"says": "What a day.", "gives": {"events": ["day"]}, "variant": "v", "advice_invited": True},
    ):
        source = Source(
            msgspec.convert({**lesson, "steps": [PRACTICE | changes]}, Lesson), Document("x.yaml", {}, {}, {})
        )
        assert list(practice_faults(source, Listening)) == []
    assert seen == [("Jo is late.", (), "", False)] * 3 + [("What a day.", ("day",), "v", True)] * 3
