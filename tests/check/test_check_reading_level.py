"""The grade of a page: syllables, sentences, quotes left out."""

from __future__ import annotations

import pytest

from coach.check.reading_level import level, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("the", 1), ("safe", 1), ("safety", 2), ("scared", 1), ("wanted", 2), ("needed", 2), ("little", 2),
        ("table", 2), ("dishes", 2), ("places", 2), ("times", 1), ("feeling", 2), ("being", 2), ("quiet", 2),
        ("idea", 3), ("relationship", 4), ("conversation", 4), ("listening", 3), ("yesterday", 3), ("people", 2),
        ("don't", 1), ("really", 2), ("something", 2), ("12", 1), ("naïve", 1),
    ],
)  # fmt: skip
def test_syllables_of_common_words(word, count):
    assert syllables(word) == count


def test_the_grade_is_flesch_and_kincaids():
    """Ten words of one syllable in one sentence: 0.39 * 10 + 11.8 - 15.59."""
    assert level("The cat sat on the mat by the red door.").grade == 0.1


def test_longer_sentences_and_words_raise_the_grade():
    short = level("We talk. We stop. We wait. We start.").grade
    long = level("We talk and we stop and we wait and we start.").grade
    hard = level("Communication necessitates extraordinary deliberation.").grade
    assert short < long < hard


def test_what_people_say_in_quotes_is_left_out():
    assert level('She said: "Extraordinary circumstances necessitate deliberation." He sat.').words == 4
    assert level("She said: “Extraordinary circumstances.” He sat.").words == 4


def test_paragraphs_and_list_entries_end_a_sentence():
    text = "Three things help\n\n- a slow start\n- a pause\n- a time to come back"
    assert level(text).longest == "a time to come back"


def test_the_longest_sentence_is_told_on_one_line():
    assert (
        level("Short one. This one is\nthe longest of them all. End.").longest
        == "This one is the longest of them all."
    )


@pytest.mark.parametrize("text", ["", "...", '"Only a quote."'])
def test_a_page_without_words_has_no_grade(text):
    assert (level(text).grade, level(text).words) == (0.0, 0)
