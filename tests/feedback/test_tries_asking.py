"""Softened start, boundary, appreciation: labelled tries, and what must hold of all (rubrics.md, 5.2, 5.8, 5.9)."""

import msgspec
import pytest

from coach.feedback import review
from coach.feedback.context import Context, Gives
from tests.feedback.labelled_tries import differs, every, held_share, rank, tries, worked

FORMS = {"softened-start": "", "boundary": "", "appreciation": "thanks", "appreciation.win": "win"}
HELD_FLOOR = 0.74
TRIES = {form: tries(form) for form in FORMS}
CASES = [(form, case) for form in FORMS for case in TRIES[form]]


def _review(form, case, text=None):
    """The review of a try; its form is left for the engine to see."""
    gives = msgspec.convert(case.get("gives", {}), Gives)
    context = Context(says=case.get("says", ""), gives=gives, fiction=bool(case.get("fiction")))
    return review(case["text"] if text is None else text, form.partition(".")[0], context)


def _differs(form, case):
    return differs(case, _review(form, case), FORMS[form])


@pytest.mark.parametrize(("form", "case"), worked(CASES))
def test_a_try_is_judged_as_it_was_labelled(form, case):
    assert _differs(form, case) == []


def test_tries_set_aside_are_judged_as_labelled_at_least_as_often_as_measured():
    assert held_share(CASES, _differs) >= HELD_FLOOR


CONTROL = (
    "If you loved me you'd give me your password.",
    "You have to ask me before you buy anything.",
    "You will text me every hour.",
    "You owe me.",
    "I won't let you see your friends.",
)
LIMITS = (
    "No name-calling.",
    "When I say stop, you stop.",
    "Don't touch me.",
    "Please don't shout at me.",
    "I won't be called names.",
    "No, I'd rather not share my phone.",
    "I'm not ready to talk about that.",
)
FAIR = ("I know your day was hard too.", "I know it can't be easy for you.", "I've been short with you as well.")


def _rank(form, case, text):
    return rank(_review(form, case, text))


@pytest.mark.parametrize("control", CONTROL)
def test_a_try_with_control_in_it_stays_low_and_nothing_in_it_is_praised(control):
    for form, case in CASES:
        if "waits" not in case:
            for text in (f"{case['text']}. {control}", f"{control} {case['text']}"):
                seen = _review(form, {**case, "fiction": True}, text)
                assert seen.band in (None, "seed"), text
                assert seen.worked == "", text


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_that_keeps_someone_safe_needs_no_reason_and_no_vote(limit):
    seen = review(limit, "boundary")
    states = {one.id: one.state for one in seen.criteria}
    assert (states["BND.W"], states["BND.A"], states["BND.K"]) == ("met", "met", "met")
    assert "not-yet" not in states.values()
    assert seen.band in ("solid", "steady-hands")
    assert seen.next_step_id == "BND.say-whole"


def test_seeing_their_side_first_never_costs_a_start_anything():
    for case in TRIES["softened-start"]:
        alone = _rank("softened-start", case, case["text"])
        for fair in FAIR:
            both = _rank("softened-start", case, f"{fair} {case['text']}")
            assert max(both, 1) >= alone, (fair, case["text"])


@pytest.mark.parametrize("sting", ["Took you long enough.", "About time.", "See, you can do it when you want to."])
def test_a_sting_never_earns_a_thanks_anything(sting):
    for case in TRIES["appreciation"]:
        text = case["text"] + ("" if case["text"][-1] in ".?!" else ".")
        seen = _review("appreciation", {**case, "fiction": True}, f"{text} {sting}")
        assert rank(seen) <= _rank("appreciation", case, text), text
        assert seen.next_step_id in ("APP.B.sting", "contempt", "coercion"), text


@pytest.mark.parametrize("says", ["I passed my test!", "They offered me the job.", "Guess what? We won!"])
def test_good_news_is_answered_as_a_win(says):
    assert review("Nice.", "appreciation", Context(says=says)).variant == "win"


@pytest.mark.parametrize(
    "says", ["I didn't pass my test.", "They never offered me the job.", "You forgot my birthday.", "I'm tired.", ""]
)
def test_other_news_is_not_answered_as_a_win(says):
    assert review("Nice.", "appreciation", Context(says=says)).variant == "thanks"


def test_the_form_that_is_named_is_used():
    named = Context(says="I'm tired.", variant="win")
    assert review("Thanks for the tea.", "appreciation", named).variant == "win"


@pytest.mark.parametrize(("form", "case"), every(CASES))
def test_a_message_is_short_and_quotes_only_the_learners_own_words(form, case):
    seen = _review(form, case)
    assert len(f"{seen.worked} {seen.next_step}".split()) <= 75
    assert seen.next_step.count("?") - case["text"].count("?") <= 1
    assert '"this"' not in seen.worked + seen.next_step
