"""The Why table: every mark has a row, and every row the reasons of the rules that spoke."""

import importlib

import pytest

from coach.feedback import labels, review
from coach.feedback.lexicon import Rule

module = importlib.import_module("coach.feedback.explain")
TEXT = "I feel like you never think of me at work. I was scared at three in the morning."


def test_the_reasons_and_sources_of_the_rules_that_spoke_stand_once_each(monkeypatch):
    seen = review(TEXT, "i-statement")
    blamed = next(one for one in seen.criteria if one.id == "IST.B")
    assert blamed.rules
    reason = Rule(why="It says who they are.", source="Somebody 1999")
    monkeypatch.setattr(module, "rules_written", lambda: dict.fromkeys((*blamed.rules, "another"), reason))
    row = next(row for row in module.explain(seen) if row.what == "IST.B")
    assert row.reasons == ("It says who they are.",)
    assert row.source.endswith("; Somebody 1999")


def test_a_rule_without_a_reason_leaves_the_row_without_one(monkeypatch):
    monkeypatch.setattr(module, "rules_written", lambda: {})
    rows = module.explain(review(TEXT, "i-statement"))
    assert all(row.reasons == () for row in rows if not row.also)


@pytest.mark.parametrize(
    "text", [TEXT, "Just relax, why don't you ask them? Sorry if it hurt.", "You never listen.", "Whatever."]
)
def test_every_mark_stands_in_the_words_of_some_row(text):
    seen = review(text, "i-statement")
    found = " ".join(row.found for row in module.explain(seen))
    assert all(" ".join(text[mark.start : mark.end].split()) in found for mark in labels(seen))


def test_what_no_criterion_uses_comes_last_with_the_reason_of_its_signal():
    rows = module.explain(review("I was scared at three. Why don't you just ask your boss?", "i-statement"))
    assert [row.also for row in rows] == sorted(row.also for row in rows)
    advice = next(row for row in rows if row.what == "advice")
    assert advice.also
    assert advice.reasons


def test_beside_a_concern_no_signals_follow():
    rows = module.explain(review("He choked me on Tuesday and I was scared", "i-statement"))
    assert not any(row.also for row in rows)


def test_words_that_were_weighed_say_so_and_that_it_may_be_off():
    seen = review("Why did you quit the choir?", "validation")
    rows = [row for row in module.explain(seen) if "weighed." in row.rule]
    assert rows
    assert all(any("may be off" in reason for reason in row.reasons) for row in rows)
    assert all(row.found for row in rows)
