"""The labelled practice replies: how well signals and concerns are told, with floors that may only rise.

The rules were written looking at two thirds of the situations. The other third, chosen by a hash of the situation,
was opened once, when they were done; its floor is the honest one. Whoever looks at it to mend a rule must bring new
replies.

concern-own.jsonl holds 60 risky and 120 harmless sentences in plain words, by many voices. Half of them, chosen by a
hash, were worked with; the other half was opened once, when the rules were done: 28 of 31 were noticed, and 4 of 62
harmless ones raised one. concern-more.jsonl holds further sentences the rules were then mended by. Of its last 25
risky ones, less plain, 13 were noticed at first sight, and 4 of its last 40 harmless ones raised an alarm. So what is
asked of these two files below is a guard, and no measure.
"""

import hashlib
import json
from pathlib import Path

import pytest

from coach.feedback import Context, review

FOLDER = Path(__file__).parent / "replies"


def rows(name, held_back):
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    replies = [json.loads(line) for line in lines]
    return [row for row in replies if _held_back(row.get("context") or row["id"]) == held_back]


def _held_back(situation):
    return int(hashlib.sha256(f"b{situation}".encode()).hexdigest(), 16) % 3 == 0


def macro_f1(replies, skill):
    seen = [{one.name for one in review(row["text"], skill, Context(says=row["context"])).signals} for row in replies]
    scores = []
    for name in replies[0]["labels"]:
        right = sum(row["labels"][name] and name in found for row, found in zip(replies, seen, strict=True))
        wrong = sum(row["labels"][name] != (name in found) for row, found in zip(replies, seen, strict=True))
        scores.append(2 * right / (2 * right + wrong) if right else 0.0)
    return sum(scores) / len(scores)


@pytest.mark.parametrize(
    ("skill", "held_back", "floor"),
    [
        ("i-statement", True, 0.84), ("validation", True, 0.67), ("apology", True, 0.42),
        ("i-statement", False, 0.95), ("validation", False, 0.93), ("apology", False, 0.93),
    ],
)  # fmt: skip
def test_macro_f1_of_signals(skill, held_back, floor):
    assert macro_f1(rows(skill, held_back), skill) >= floor


def test_i_statement_accuses_nobody_who_did_not_blame():
    """Precision before recall: of the replies without blame or absolutes, none is told it has them."""
    for held_back in (True, False):
        for row in rows("i-statement", held_back):
            found = {one.name for one in review(row["text"], "i-statement", Context(says=row["context"])).signals}
            for name in ("blame", "absolute", "faux_feeling"):
                assert row["labels"][name] or name not in found, row["id"]


@pytest.mark.parametrize(("held_back", "noticed", "alarms"), [(True, 0.45, 0.08), (False, 0.95, 0.0)])
def test_concerns_are_noticed_and_ordinary_entries_left_alone(held_back, noticed, alarms):
    told = [(row["label"], review(row["text"], "journal").concern) for row in rows("journal", held_back)]
    risky = [concern for label, concern in told if label != "none"]
    calm = [concern for label, concern in told if label == "none"]
    assert sum(concern != "none" for concern in risky) / len(risky) >= noticed
    assert sum(concern != "none" for concern in calm) / len(calm) <= alarms


@pytest.mark.parametrize(("name", "count", "missed"), [("concern-own", 180, 0), ("concern-more", 279, 5)])
def test_concerns_in_plain_words_are_noticed_and_idioms_left_alone(name, count, missed):
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    told = {row["text"]: (row["label"], review(row["text"], "journal").concern) for row in map(json.loads, lines)}
    assert len(told) == count
    unseen = [text for text, (label, concern) in told.items() if label != "none" and concern == "none"]
    assert len(unseen) <= missed, unseen
    assert [text for text, (label, concern) in told.items() if label == "none" != concern] == []
