"""The labelled replies: how well signals and concerns are told, with floors that may only rise.

What the parts are is said in tests/replies/data.py. Of the replies set aside only figures are printed; they were read
once, when rules and weights stood, and their floors are the honest ones.
"""

import json

import pytest

from coach.feedback import review
from tests.replies.data import FOLDER, SIGNALS, replies, set_aside
from tests.replies.measure import fault_scores, macro, pooled, scores, told

HELD = {"i-statement": 0.86, "validation": 0.73, "apology": 0.76}
SHARED = {"i-statement": 0.97, "validation": 0.88, "apology": 0.93}


@pytest.mark.parametrize("skill", SIGNALS)
def test_whole_situations_were_set_aside_by_a_hash_and_by_nobody(skill):
    assert all(set_aside(reply.situation) for reply in replies(skill, "held"))
    assert not any(set_aside(reply.situation) for reply in replies(skill, "own", "later"))


@pytest.mark.parametrize("skill", SIGNALS)
@pytest.mark.parametrize(("parts", "floors"), [(("held",), HELD), (("shared",), SHARED)])
def test_macro_f1_of_signals(skill, parts, floors):
    given = replies(skill, *parts)
    assert macro(scores(given, map(told, given))) >= floors[skill]


def test_faults_are_seldom_told_wrongly():
    """Wrongly accusing a learner is the worst error: of all faults together, and of each."""
    every = fault_scores(("held",))
    assert pooled(every.values()).precision >= 0.86
    assert min(one.precision for one in every.values()) >= 0.74


def concerns(name):
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row, review(row["text"], "journal").concern) for row in map(json.loads, lines)]


def test_concerns_set_aside_are_noticed_and_harmless_texts_left_alone():
    given = concerns("held/concern")
    plain = [concern != "none" for row, concern in given if row["plain"]]
    harmless = [concern != "none" for row, concern in given if row["label"] == "none"]
    assert len(harmless) >= 200
    assert sum(plain) / len(plain) >= 0.65
    assert sum(harmless) / len(harmless) <= 0.11


@pytest.mark.parametrize(("name", "count", "missed"), [("concern-own", 180, 0), ("concern-more", 279, 5)])
def test_concerns_in_plain_words_are_noticed_and_idioms_left_alone(name, count, missed):
    given = concerns(name)
    assert len(given) == count
    unseen = [row["text"] for row, concern in given if row["label"] != "none" and concern == "none"]
    assert len(unseen) <= missed, unseen
    assert [row["text"] for row, concern in given if row["label"] == "none" != concern] == []
