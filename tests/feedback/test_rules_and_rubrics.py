"""The rules and rubrics as data: every name they lean on exists, and their words are fit for a tired person."""

import re
from importlib import resources

import pytest

from coach.feedback import CONCERNS, SKILLS, has_rules, signal_names
from coach.feedback.concern import LINES
from coach.feedback.lexicon import lexicon
from coach.feedback.rubric import Measures, rubric

GIVEN = {"context.advice-invited", "context.spoken", "context.complaint", "context.echo", "context.event"}
GIVEN |= {"context.feeling", "context.feeling-near", "context.feeling-off", "context.need", "context.must-not"}
GIVEN |= {"context.apology", "context.deed", "context.echoes", "context.good-news"}
RUBRICS = [(skill, form) for skill in SKILLS if has_rules(skill) for form in ("", *rubric(skill).variants)]
"""Every skill that has rules, in each of its forms."""
_TERM = re.compile(r"[a-z_.A-Z-]+")
BANNED = re.compile(
    r"great job|well done|good job|amazing|you should|you must|always remember|wrong|fail|bad try|just try|simply|"
    r"narcissis|toxic|gaslight|dysfunction|regulat|attun|invalidat|trauma|commit suicide|!",
    re.IGNORECASE,
)


def told():
    return {name for ready in lexicon().rules for name in ready.tells} | GIVEN


def test_every_name_a_rule_leans_on_is_told_by_some_rule():
    wanted = {one.name for ready in lexicon().rules for one in (*ready.needs, *ready.unless)}
    wanted |= {ready.each for ready in lexicon().rules} - {"", "question", "statement"}
    assert wanted - told() == set()


def test_every_hint_is_leant_on():
    wanted = {one.name for ready in lexicon().rules for one in (*ready.needs, *ready.unless)}
    wanted |= {term for skill in RUBRICS for term in _TERM.findall(str(rubric(*skill)).replace("\\n", " "))}
    wanted |= {ready.each for ready in lexicon().rules}
    hints = {ready.id for ready in lexicon().rules if ready.tells == (ready.id,) and ready.id[:5] != "kind."}
    assert hints - wanted == set()


def test_every_signal_has_a_rule():
    assert set(signal_names()) - told() == set()


def test_every_concern_has_a_rule_and_a_calm_line():
    assert {f"concern.{name}" for name in CONCERNS} <= told()
    assert set(LINES) == set(CONCERNS)


@pytest.mark.parametrize("skill", RUBRICS)
def test_rubric_names_only_what_is_told(skill):
    rules = rubric(*skill)
    whens = [one.when for one in (*rules.caps, *rules.steps, *rules.worked)] + [rules.bonus]
    whens += [way for one in rules.criteria for way in (one.met, one.partly, one.not_yet)]
    names = {re.sub(r"^!|/hard$|>\d+$", "", term) for when in whens for term in when.split()}
    names |= {name for one in (*rules.steps, *rules.worked) for name in one.about.split()}
    names |= {name for slot in rules.slots.values() for name in (*slot.words.split(), *slot.stops.split())}
    assert names - told() - set(Measures._fields) == set()
    assert set(rules.marks.split()) <= set(signal_names())


@pytest.mark.parametrize("skill", RUBRICS)
def test_some_step_is_always_due(skill):
    assert {step.when.strip() for step in rubric(*skill).steps} >= {"words", "!words"}


def test_words_of_coaching_are_plain_and_without_shame_or_empty_praise():
    said = [*LINES.values()]
    for skill in RUBRICS:
        rules = rubric(*skill)
        said += [one.say for one in (*rules.steps, *rules.worked)] + [one.why for one in (*rules.steps, *rules.caps)]
    assert [line for line in said if BANNED.search(line)] == []
    assert [line for line in said if len(line.split()) > 40] == []


def test_rubric_steps_have_ids_of_their_own():
    for skill in RUBRICS:
        ids = [step.id for step in rubric(*skill).steps]
        assert len(ids) == len(set(ids))


def test_data_files_travel_with_the_package():
    folder = resources.files("coach.feedback")
    assert (folder / "lexicons" / "signals.yaml").is_file()
    assert (folder / "rubrics" / "every.yaml").is_file()
