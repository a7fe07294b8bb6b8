"""The door of steps meant for two: a short private check, and the same step for one (decision 15, safety bar 55).

The questions are our own, not a screening tool; no answer is stored or leaves the sitting. The safer answer is the
one that a key pressed too soon gives.
"""

from __future__ import annotations

import msgspec

from coach.course.model import Plan, Reading, Reflection, Step
from coach.session.here import Here
from coach.session.views import Action, DoorView

TEXT = (
    "The next page is meant for two. First a few questions, for you alone. What you answer is not kept anywhere. "
    "Does any of these hold?"
)
QUESTIONS = (
    "I am sometimes afraid of what my partner might do.",
    "Someone at home has hurt, threatened or forced me.",
    "I have to ask before ordinary things: money, going out, seeing people.",
    "It could cause me trouble to bring this up, or to be seen with it.",
    "I am the one who sometimes scares, hurts or controls.",
)
ALONE = (
    "On your own, then. If any of it was about fear: F2 has people to talk to; 3 there, for whoever scares others."
)
SOLO = "From now on such pages are for one. Settings can change it back."


def waits(here: Here) -> bool:
    """Whether the step is for two and nobody has answered at its door in this sitting."""
    return here.step.together and here.visit.for_two is None and not here.visit.settings.keep_solo


def door(here: Here) -> DoorView:
    """The questions, and three ways on of equal standing."""
    return DoorView(
        frame=here.frame(),
        actions=(
            Action(
                id="door:alone", label="One or more, or I would rather not say", key="1", group="list", primary=True
            ),
            Action(id="door:two", label="None of them", key="2", group="list"),
            Action(id="door:solo", label="I do this course on my own, do not ask again", key="3", group="list"),
            *here.backward(),
        ),
        text=TEXT,
        questions=QUESTIONS,
    )


async def act(here: Here, action: str) -> bool:
    """Take an answer; False when the action is not the door's."""
    match action:
        case "door:two":
            here.visit.for_two = True
        case "door:alone":
            here.visit.for_two = False
            here.notice = ALONE
        case "door:solo":
            await here.visit.change(keep_solo=True)
            here.notice = SOLO
        case _:
            return False
    return True


def as_shown(here: Here) -> Step:
    """The step as this learner is to see it: for two, or with its words for one."""
    step = here.step
    if not step.together or (here.visit.for_two and not here.visit.settings.keep_solo):
        return step
    match step:
        case Reading():
            return msgspec.structs.replace(step, text=step.alone)
        case Reflection() | Plan():
            return msgspec.structs.replace(step, lead=step.alone)
        case _:
            return step
