"""Bar 48: no regular expression of ours takes long over anything, and none comes from a pack."""

from __future__ import annotations

import re

import pytest

from coach.feedback import lexicon
from tests.safety.patterns import ambiguous, every, hidden, slowest, uses

BAR = 0.1
"""Seconds for a million characters; a busy machine may take ten times as long before this fails."""
PUT_TOGETHER = {
    "coach/check/wording.py": "phrases of our own file, every letter of them escaped",
    "coach/feedback/explain.py": "words of our own lexicon, see below",
    "coach/shapes.py": "patterns of our own structs, which are among those looked at",
}
"""Where a pattern is made while coach runs, and why that is no door."""
PATTERNS = every()
USES = uses()


def test_there_are_patterns_to_look_at() -> None:
    assert len(PATTERNS) > 50
    assert {"coach.strictyaml._CONTROL", "coach.feedback.text._TOKEN"} <= set(PATTERNS)


def test_patterns_are_read_in_the_source_but_for_the_ones_named_here() -> None:
    assert {where.split(":")[0] for where in hidden()} == set(PUT_TOGETHER)


def test_words_that_become_a_pattern_are_letters_alone() -> None:
    picks = [word for note in lexicon.signal_notes().values() for word in lexicon.listed(note.picks)]
    assert picks
    assert all(re.fullmatch("[a-z' -]+", word) for word in picks)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_has_a_repeat_in_a_repeat_that_nothing_keeps_apart(name: str) -> None:
    assert ambiguous(PATTERNS[name]) == []


def test_no_pattern_takes_long_over_a_million_hostile_characters() -> None:
    took = {
        name: slowest(pattern, USES.get(name, {"search", "fullmatch"}), BAR * 10)
        for name, pattern in PATTERNS.items()
    }
    assert {name: seconds for name, seconds in took.items() if seconds > BAR * 10} == {}


@pytest.mark.parametrize("bad", ["(a+)+$", "(a*)*b", r"(\w+\s?)*$", "(a|a+)+b", "([a-z]+)*x"])
def test_the_check_notices_a_repeat_in_a_repeat(bad: str) -> None:
    assert ambiguous(re.compile(bad))


@pytest.mark.parametrize("bad", [r"\s+$", "“[^”]*”", "a*b"])
def test_the_check_notices_a_pattern_that_begins_over_and_over(bad: str) -> None:
    assert slowest(re.compile(bad), {"search"}, BAR * 10) > BAR * 10
