"""Reflection, validation and curiosity: labelled tries, and what must hold of every try (rubrics.md, 5.3 to 5.5)."""

from pathlib import Path

import msgspec
import pytest

from coach import strictyaml
from coach.feedback import review
from coach.feedback.context import Context, Gives

SKILLS = ("reflection", "validation", "curiosity")
BANDS = ("none", "seed", "taking-shape", "solid", "steady-hands")
HELD_FLOOR = 0.77
TRIES = {
    skill: strictyaml.parse((Path(__file__).parent / "tries" / f"{skill}.yaml").read_bytes(), skill).value
    for skill in SKILLS
}
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
    """How a try came out other than it was labelled."""
    seen = review(case["text"], skill, _context(case))
    states = {one.id: one.state for one in seen.criteria}
    told = [f"{name} {states[name]}" for name, state in case["states"].items() if states[name] != state]
    if (seen.band or "none") not in case["band"].split():
        told.append(f"band {seen.band}")
    if seen.next_step_id != case.get("step", seen.next_step_id):
        told.append(f"step {seen.next_step_id}")
    return told


def _rank(text, skill, context):
    return BANDS.index(review(text, skill, context).band or "none")


def _params(cases):
    return [pytest.param(skill, case, id=f"{skill}: {case['text'][:50]}") for skill, case in cases]


def _worked():
    """The tries the rules were written with; ``waits`` names the rule of another file that one is waiting for."""
    return [
        pytest.param(
            skill, case, id=f"{skill}: {case['text'][:50]}",
            marks=[pytest.mark.xfail(reason=case["waits"], strict=False)] if "waits" in case else [],
        )
        for skill, case in CASES if "held" not in case
    ]  # fmt: skip


@pytest.mark.parametrize(("skill", "case"), _worked())
def test_a_try_is_judged_as_it_was_labelled(skill, case):
    assert _differs(skill, case) == []


def test_tries_set_aside_are_judged_as_labelled_at_least_as_often_as_measured():
    held = [pair for pair in CASES if "held" in pair[1]]
    right = [pair for pair in held if not _differs(*pair)]
    assert len(right) / len(held) >= HELD_FLOOR


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


@pytest.mark.parametrize(("skill", "case"), _params(CASES))
def test_a_message_is_short_and_quotes_only_the_learners_own_words(skill, case):
    seen = review(case["text"], skill, _context(case))
    assert len(f"{seen.worked} {seen.next_step}".split()) <= 75
    assert seen.next_step.count("?") - case["text"].count("?") <= 1
    assert '"this"' not in seen.worked + seen.next_step
