"""Reflection, validation and curiosity: labelled tries, and what must hold of every try (rubrics.md, 5.3 to 5.5)."""

import msgspec
import pytest

from coach.feedback import review
from coach.feedback.context import Context, Gives
from tests.feedback.labelled_tries import differs, every, held_share, rank, tries, worked

SKILLS = ("reflection", "validation", "curiosity")
HELD_FLOOR = 0.77
TRIES = {skill: tries(skill) for skill in SKILLS}
CASES = [(skill, case) for skill in SKILLS for case in TRIES[skill]]
FIXES = (
    "Have you tried talking to HR?",
    "You should get more sleep.",
    "Just tell them no.",
    "Why don't you ask for help?",
)
BOTH = (
    "I know your day was hard too.",
    "I can see you were trying.",
    "For you it was different.",
    "I understand that you had a reason.",
)
GUESSES = (
    "It sounds like you felt {}.",
    "I'm guessing you were {}?",
    "Maybe you were {}?",
    "Were you {}?",
    "I wonder if you felt {}.",
)
FEELINGS = (
    "scared",
    "furious",
    "jealous",
    "ashamed",
    "lonely",
    "exhausted",
    "proud",
    "bored",
    "confused",
    "relieved",
    "overwhelmed",
    "sad",
)


def _context(case):
    gives = msgspec.convert(case.get("gives", {}), Gives)
    return Context(says=case.get("says", ""), gives=gives, must_not=tuple(case.get("must_not", ())))


def _differs(skill, case):
    return differs(case, review(case["text"], skill, _context(case)))


def _rank(text, skill, context):
    return rank(review(text, skill, context))


@pytest.mark.parametrize(("skill", "case"), worked(CASES))
def test_a_try_is_judged_as_it_was_labelled(skill, case):
    assert _differs(skill, case) == []


def test_tries_set_aside_are_judged_as_labelled_at_least_as_often_as_measured():
    assert held_share(CASES, _differs) >= HELD_FLOOR


def test_advice_first_never_earns_more_than_reflection_first():
    for case in TRIES["validation"]:
        for fix in FIXES:
            context = _context(case)
            assert _rank(f"{fix} {case['text']}", "validation", context) <= _rank(
                f"{case['text']} {fix}", "validation", context
            ), (case["text"], fix)


@pytest.mark.parametrize("skill", SKILLS)
def test_showing_both_sides_never_earns_less_than_the_same_without(skill):
    for case in TRIES[skill]:
        context = _context(case)
        alone = _rank(case["text"], skill, context)
        for both in BOTH:
            text = case["text"] + ("" if case["text"][-1] in ".?!" else ".")
            assert _rank(f"{text} {both}", skill, context) >= alone, (case["text"], both)
            assert _rank(f"{both} {text}", skill, context) >= alone, (both, case["text"])


@pytest.mark.parametrize(
    "case", [case for case in TRIES["reflection"] if "gives" in case], ids=lambda case: case["text"][:40]
)
def test_a_wrong_feeling_named_as_a_guess_is_partly_there(case):
    context = _context(case)
    for guess in GUESSES:
        for feeling in FEELINGS:
            flat = {one.id: one for one in review(f"You felt {feeling}.", "reflection", context).criteria}
            if flat["RFL.E"].state == "not-yet":
                seen = {one.id: one for one in review(guess.format(feeling), "reflection", context).criteria}
                assert seen["RFL.E"].state == "partly", (guess, feeling)


@pytest.mark.parametrize("skill", SKILLS)
def test_without_knowing_what_was_said_nothing_is_held_against_a_try_for_it(skill):
    for case in TRIES[skill]:
        seen = review(case["text"], skill)
        states = {one.id: one for one in seen.criteria}
        if skill == "reflection":
            assert states["RFL.C"].state != "not-yet" or states["RFL.C"].rules == ("rfl.made-me-bad",)
            assert states["RFL.W"].state != "not-yet" or states["RFL.W"].rules == ("hear.bare",)
        if skill == "curiosity":
            assert states["CUR.S"].state != "not-yet"
        assert seen.next_step


@pytest.mark.parametrize(("skill", "case"), every(CASES))
def test_a_message_is_short_and_quotes_only_the_learners_own_words(skill, case):
    seen = review(case["text"], skill, _context(case))
    assert len(f"{seen.worked} {seen.next_step}".split()) <= 75
    assert seen.next_step.count("?") - case["text"].count("?") <= 1
    assert '"this"' not in seen.worked + seen.next_step
