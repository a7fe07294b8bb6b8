"""Words that come back: told in another form, as another word, or as a number (rubric RFL.C)."""

import pytest

from coach.feedback.context import Context, stem
from coach.feedback.lexicon import lexicon
from coach.feedback.review import cues_in


def echoes(text, says, name="context.echo"):
    found = cues_in(text, Context(says=says))
    return [found.reading.words[cue.first] for cue in found.cues if cue.rule == name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cook", "cooking"), ("walks", "walked"), ("stopped", "stopping"), ("hope", "hoping"), ("baby", "babies"),
        ("dresses", "dress"), ("noise", "noises"), ("8:30", "8"), ("10k", "10"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("string", "strong"), ("need", "ned"), ("party", "part"), ("bring", "brave")]
)
def test_other_words_do_not(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("boss", "manager"), ("sold", "selling"), ("ward", "hospital"), ("emails", "email"), ("2am", "two")],
)
def test_words_that_mean_the_same_share_a_stem(one, other):
    assert stem(one, lexicon().alike) == stem(other, lexicon().alike)


def test_another_word_for_it_comes_back():
    assert echoes("All that booze in the cupboard.", "You were drinking again.") == ["booze"]


def test_a_small_number_comes_back_only_beside_another_word():
    says = "I waited two hours at the station."
    assert echoes("My two sisters were there.", says) == []
    assert echoes("Two whole hours.", says) == ["two", "hours"]


def test_two_words_in_one_sentence_are_seen_together():
    says = "You laughed at my jollof in front of your aunt."
    assert echoes("Your jollof, and your aunt there.", says, "context.echoes") == ["jollof", "aunt"]
    assert echoes("Your jollof. Your aunt was there.", says, "context.echoes") == []
