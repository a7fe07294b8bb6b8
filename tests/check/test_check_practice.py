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


def test_a_form_must_be_one_of_the_skill():
    assert told(skill="appreciation", variant="win") == []
    assert told(skill="appreciation", variant="wins") == ['appreciation has no form called "wins"']
    assert told(variant="win") == ['i-statement has no form called "win"']


def test_a_practice_is_read_in_its_own_context():
    """The partner's words when there are some, else the situation; with all the step says of the reply."""
    seen = []

    class Listening:
        signal_names = staticmethod(plain_reader.signal_names)
        forms = staticmethod(plain_reader.forms)

        @staticmethod
        def review(text, skill, context=None):
            seen.append((context.says, context.gives.events, context.variant, context.advice_invited))
            return plain_reader.review(text, skill)

    lesson = {"format_version": 1, "id": "x", "title": "X", "promise": "X.", "minutes": 5}
    for changes in (
        {},
        {"says": "What a day.", "gives": {"events": ["day"]}, "advice_invited": True},
        {"skill": "appreciation", "variant": "win"},
    ):
        source = Source(
            msgspec.convert({**lesson, "steps": [PRACTICE | changes]}, Lesson), Document("x.yaml", {}, {}, {})
        )
        assert list(practice_faults(source, Listening)) == []
    assert seen == [
        *[("Jo is late.", (), "", False)] * 3, *[("What a day.", ("day",), "", True)] * 3,
        *[("Jo is late.", (), "win", False)] * 3,
    ]  # fmt: skip
