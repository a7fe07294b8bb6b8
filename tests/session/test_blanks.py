"""What stands around a blank once it is filled."""

from __future__ import annotations

import pytest

from coach.session.blanks import filled


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("slept", "I slept."),
        ("slept.", "I slept."),
        ("i slept at last", "i slept at last."),
        ("slept!", "I slept!"),
        ('said "go."', 'I said "go."'),
        ("ignored it", "I ignored it."),
    ],
)
def test_a_beginning_or_a_stop_written_by_the_learner_is_not_put_twice(words: str, whole: str) -> None:
    assert filled("I", words, ".") == whole


def test_words_after_the_blank_stay_whatever_the_learner_ends_with() -> None:
    assert filled("That was", "kind.", " of you.") == "That was kind. of you."


def test_a_blank_may_begin_the_sentence() -> None:
    assert filled("", "wow", "!") == "wow!"
