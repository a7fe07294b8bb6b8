"""The list of words the course does not use, and where it looks."""

from __future__ import annotations

import pytest

from coach.check.faults import Source
from coach.check.wording import rules, wording_faults
from coach.check.words import Words
from coach.strictyaml import Document


def told(text: str, *, people: bool = False) -> list[str]:
    source = Source(None, Document("x.yaml", {}, {}, {}))
    return [fault.what for fault in wording_faults(source, [Words((), text, people=people)])]


def test_every_rule_finds_every_phrase_of_its_own():
    for rule, _ in rules():
        for phrase in rule.phrases:
            assert any(rule.id in fault for fault in told(f"So {phrase} it is.")), phrase


@pytest.mark.parametrize("text", ["GREAT JOB today.", "Great  job.".replace("  ", " "), "You’ve got this."])
def test_case_and_the_shape_of_an_apostrophe_do_not_matter(text):
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The midwife came.",
        'She says: "My husband is away."',
        "He says “Great job!” and means it.",
        "The bag is unpacked.",
        "Nobody came.",
    ],
)
def test_other_words_and_quotes_are_left_alone(text):
    assert told(text) == []


def test_people_may_say_what_the_course_may_not():
    assert told("Great job, love!", people=True) == []


def test_some_words_are_kept_out_of_what_people_say_too():
    assert told("My uncle committed suicide.", people=True)
    assert told('He says: "My uncle committed suicide."')
