"""The list of words the course does not use, and where it looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.check.faults import Source
from coach.check.shelf import read_shelf
from coach.check.wording import lesson_faults, rules, wording_faults
from coach.check.words import Words
from coach.course.model import Lesson, Plan, Reading, Slot, Step
from coach.resources import lessons_dir
from coach.strictyaml import Document

NOWHERE = Document("x.yaml", {}, {}, {})
HARMFUL = ("joint-work-under-fear", "try-harder-under-fear", "stay-under-fear", "shared-blame-under-fear")


def told(text: str, *, people: bool = False, where: tuple[str, ...] = ()) -> list[str]:
    texts = [Words((), text, people=people)]
    return [fault.what for fault in wording_faults(Source(None, NOWHERE), texts, where)]  # type: ignore[arg-type]


def page(text: str, *, care: bool = False, together: bool = False) -> Reading:
    return Reading(
        id="p", title="A page", text=text, care=care, together=together, alone="A page." if together else ""
    )


def of_lesson(*steps: Step) -> list[str]:
    lesson = Lesson(format_version=1, id="x", title="A lesson", promise="A promise.", minutes=5, steps=steps)
    return [fault.what for fault in lesson_faults(Source(lesson, NOWHERE))]


CARE = page("Maybe you fear someone. There are people for that.", care=True)
CALM = page("A page about rice.")


def test_every_rule_finds_every_phrase_of_its_own_where_it_holds():
    for rule, _ in rules():
        for phrase in rule.phrases:
            where = (rule.where,) if rule.where else ()
            assert any(rule.id in fault for fault in told(f"So {phrase} it is.", where=where)), phrase


def test_a_rule_for_a_place_holds_nowhere_else():
    for rule, _ in rules():
        for phrase in rule.phrases if rule.where else ():
            assert not any(rule.id in fault for fault in told(f"So {phrase} it is.")), phrase


def test_at_least_sixty_phrases_are_kept_from_pages_about_fear():
    assert sum(len(rule.phrases) for rule, _ in rules() if rule.id in HARMFUL) >= 60


@pytest.mark.parametrize("text", ["GREAT JOB today.", "Great  job.", "You’ve got this."])
def test_case_spaces_and_the_shape_of_an_apostrophe_do_not_matter(text):
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The midwife came.",
        'She says: "My husband is away."',
        "He says “Great job!” and means it.",
        "The bag is unpacked.",
        "Nobody came.",
    ],
)
def test_other_words_and_quotes_are_left_alone(text):
    assert told(text) == []


def test_people_may_say_what_the_course_may_not():
    assert told("Great job, love!", people=True) == []


def test_some_words_are_kept_out_of_what_people_say_too():
    assert told("My uncle committed suicide.", people=True)
    assert told('He says: "My uncle committed suicide."')


# --- where fear is named -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Does your partner frighten you? Sit down with them on a calm evening.",
        "If there were threats, try harder to stay calm.",
        "He hit you once. Everyone deserves another chance.",
        "Where there is violence, there are two sides to it.",
        "They control your money. Forgive them, and begin anew.",
    ],
)
def test_a_page_that_names_fear_may_not_press_for_more(text):
    assert any("under-fear" in fault for fault in of_lesson(page(text)))


def test_so_may_not_a_care_page_and_the_pages_beside_it():
    pressing = page("Sit down with them and be more patient.")
    for steps in ((pressing, CARE), (CARE, pressing), (CARE, CALM, page("Rice."), pressing)):
        assert any("under-fear" in fault for fault in of_lesson(*steps)) == (len(steps) == 2)


@pytest.mark.parametrize(
    "text",
    [
        "You fear someone. Nothing here asks you to forgive, or to meet half way.",
        "You fear someone. You need not sit down with anyone.",
        "Do you say sorry all day to keep them calm, since you fear what comes?",
        "You fear someone. They may say “try harder” to you.",
    ],
)
def test_a_sentence_that_says_no_to_it_may_name_it(text):
    assert of_lesson(CARE, page(text)) == []


def test_a_no_counts_for_its_own_sentence_only():
    assert of_lesson(CARE, page("You fear someone. It is not your doing. So forgive them."))


def test_elsewhere_the_same_words_are_free():
    assert of_lesson(CARE, CALM, CALM, page("Sit down with a friend, and meet half way about the rice.")) == []


# --- what is said to a real partner ------------------------------------------------------------------------


def test_what_is_to_be_said_to_a_partner_stands_after_the_care_page():
    say = page("When you come home, bring it up.")
    assert any("to-a-partner-before-care" in fault for fault in of_lesson(say, CALM, CARE))
    assert of_lesson(CARE, CALM, say) == []


def test_a_plan_or_a_step_for_two_stands_after_the_care_page():
    plan = Plan(id="plan", title="A plan", lead="", ask="What?", slots=(Slot(id="a", starts="When"),), examples=())
    for early in (plan, page("Five minutes each.", together=True)):
        assert any("not the right tool" in fault for fault in of_lesson(early, CARE))
        assert of_lesson(CARE, CALM, early) == []


def test_what_takes_both_stands_behind_a_door():
    ask = "Ask {partner} what they would notice."
    assert any("for-two-without-a-door" in fault for fault in of_lesson(CARE, CALM, page(ask)))
    assert of_lesson(CARE, CALM, page(ask, together=True)) == []


def test_the_course_that_ships_keeps_to_all_of_it():
    shelf = read_shelf(Path(lessons_dir()))
    assert [str(fault) for source in shelf.lessons.values() for fault in lesson_faults(source)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "Then sit down with them, and clear the air.",
        "Maybe you could try harder, and choose your words.",
        "Everyone deserves a second chance.",
        "There are two sides to it, and you can compromise.",
    ],
)
def test_a_harmful_sentence_planted_on_any_care_page_is_found(planted):
    for source in read_shelf(Path(lessons_dir())).lessons.values():
        at, care = next((n, step) for n, step in enumerate(source.content.steps) if getattr(step, "care", False))
        changed = [*source.content.steps]
        changed[at] = page(f"{care.text}\n{planted}", care=True)
        assert any("under-fear" in fault for fault in of_lesson(*changed)), source.content.id
