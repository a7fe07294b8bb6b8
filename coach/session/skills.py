"""The practised skills in plain words, and what a try did where it met what a skill asks for."""

from __future__ import annotations

from typing import NamedTuple

from coach.progress.model import Attempt


class Skill(NamedTuple):
    """A skill's name, and how it is spoken of within a sentence: "tries at saying it with I"."""

    name: str
    at: str


SKILLS: dict[str, Skill] = {
    "i-statement": Skill("Saying it with I", "saying it with I"),
    "softened-start": Skill("Opening softly", "opening softly"),
    "reflection": Skill("Saying back what you heard", "saying back what you heard"),
    "validation": Skill("Validating", "validating"),
    "curiosity": Skill("Asking with real curiosity", "asking with real curiosity"),
    "apology": Skill("Apologising", "apologising"),
    "repair": Skill("Repair and pause", "repair and pause"),
    "boundary": Skill("A limit on myself", "setting a limit on yourself"),
    "appreciation": Skill("Thanks and good news", "thanks and good news"),
    "disclosure": Skill("Telling unasked", "telling unasked"),
    "misstep": Skill("Looking at a misstep", "looking at a misstep"),
}
"""Every skill there is practice for, in the order of the course."""

DID: dict[str, str] = {
    "IST.F": "named a feeling of your own",
    "IST.O": "tied it to one thing a camera could have seen",
    "IST.N": "said what you need, or why it matters",
    "IST.R": "ended with something they could do, or an open door",
    "SSU.T": "asked whether it was a good time",
    "SSU.A": "began with something warm or fair",
    "SSU.I": "said what you feel, and about what",
    "SSU.P": "said what you do want, as something to ask for",
    "SSU.S": "kept it short, so that it was their turn",
    "RFL.C": "gave back what happened",
    "RFL.E": "named the feeling, said or between the lines",
    "RFL.W": "used your own words",
    "RFL.K": "checked it, or asked for more",
    "RFL.D": "held it out as a guess",
    "VAL.F": "named the feeling or the weight, and what it was about",
    "VAL.M": "said that it makes sense, and why",
    "VAL.P": "said that you are there",
    "VAL.Q": "asked what would help",
    "CUR.O": "asked an open question about what it is like for them",
    "CUR.S": "followed what they had just said",
    "CUR.G": "said that you mean well, or do not know",
    "APO.N": "named what you did",
    "APO.R": "took it on yourself, with no excuse",
    "APO.I": "said what it did to the other",
    "APO.S": "said that you are sorry",
    "APO.C": "said what you will do about it",
    "APO.Q": "asked what is needed, and left time",
    "REP.S": "stopped the slide",
    "REP.O": "owned something small",
    "REP.F": "opened the next step",
    "TO.I": "gave your own state as the reason",
    "TO.A": "asked for a pause, plainly",
    "TO.R": "said when you are back",
    "TO.C": "showed that you care about it",
    "TO.P": "said what you will do to settle",
    "BND.D": "said when, as a camera would see it",
    "BND.W": "said what you want, or what you will do",
    "BND.Y": "said why it matters to you",
    "BND.A": "asked, or spoke of what you yourself will do",
    "BND.K": "left room for a no",
    "APP.S": "named one thing they did, and when",
    "APP.E": "said what it gave you",
    "APP.O": "said something about them, not only about what you got",
    "WIN.E": "let them see that you are glad",
    "WIN.S": "picked up a detail, or the work they put in",
    "WIN.Q": "asked them to tell it again",
    "WIN.C": "wanted to mark it",
    "DIS.A": "said why it matters to them",
    "DIS.F": "gave plain facts",
    "DIS.P": "left them the pace",
    "DIS.Q": "invited questions",
    "DIS.N": "said what you will do next",
    "DIS.C": "said whether that is all",
    "DIS.U": "told it without being asked",
    "MIS.W": "said what happened, your part first",
    "MIS.I": "said what it was like for them",
    "MIS.T": "said what set it off in you, without making it an excuse",
    "MIS.D": "said what you could have done at that moment",
    "MIS.N": "named one next action, and when you look again",
    "MIS.J": "asked how they saw it",
}
"""What was done where a criterion was met, after "you". Those that only ask for absence are left out (decision 4)."""


def skill_name(skill: str) -> str:
    """What a skill is called; an unknown one by its id."""
    return SKILLS[skill].name if skill in SKILLS else skill.replace("-", " ").capitalize()


def skill_at(skill: str) -> str:
    """A skill within a sentence, after "tries at"."""
    return SKILLS[skill].at if skill in SKILLS else skill.replace("-", " ")


def met_every_core(attempt: Attempt) -> bool:
    """Whether a try met all that its skill cannot do without; an optional thing that was not called for is no lack.

    The form of the skill is the one that asked for the same criteria.
    """
    # Rubrics are read only where a skill may be at home.
    from coach.feedback.rubric import has_rules, rubric

    if not has_rules(attempt.skill):
        return False
    own = rubric(attempt.skill)
    forms = (own, *(rubric(attempt.skill, variant) for variant in own.variants))
    asked = attempt.criteria.keys()
    form = next((one for one in forms if {criterion.id for criterion in one.criteria} == asked), own)
    enough = {True: ("met", "cannot-tell"), False: ("met",)}
    return all(
        attempt.criteria.get(criterion.id) in enough[criterion.optional]
        for criterion in form.criteria
        if criterion.core
    )
