"""Course, lesson and step: what an author writes, frozen once read.

A step kind is one struct with its own ``kind`` tag; ``Step`` is their closed union, so a ``match`` over it
fails the type check until a new kind has been given its place everywhere.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from coach.dialogue.scene import Gives, Id

IdeaId = Annotated[
    str,
    Meta(
        pattern=r"^00[0-3]\.\d\d$",
        description="an idea of lessons/ideas.yaml",
        examples=["000.16"],
    ),
]
Line = Annotated[str, Meta(min_length=1, max_length=600, description="one short paragraph")]
Text = Annotated[str, Meta(min_length=1, max_length=4000, description="paragraphs, an empty line between two")]
Minutes = Annotated[int, Meta(ge=1, le=120)]

SkillName = Literal[
    "i-statement", "softened-start", "reflection", "validation", "curiosity", "apology",
    "repair", "boundary", "appreciation", "disclosure", "misstep",
]  # fmt: skip
Band = Literal["seed", "taking-shape", "solid", "steady-hands"]
Support = Literal["builder", "cue", "none"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A piece of a step: frozen, unknown keys refused."""


KeepAs = Literal["plan", "card", "helps", "trigger", "map"]
"""The part of the handbook that words belong to: plans, cards, what helps, what sets me off, my maps."""


class Slot(_Part, frozen=True, kw_only=True):
    """One blank of a sentence or card: what stands before it, a hint inside it, what stands after it.

    An ``optional`` one may stay empty, and is then left out of what is kept.
    """

    id: Id
    starts: str
    hint: str = ""
    ends: str = ""
    optional: bool = False


class Pile(_Part, frozen=True, kw_only=True):
    """One place a card can be put."""

    id: Id
    label: Line


class Card(_Part, frozen=True, kw_only=True):
    """One card to sort; ``also`` names other piles that are just as right."""

    id: Id
    says: Line
    pile: Id
    also: tuple[Id, ...] = ()
    why: Line


class Option(_Part, frozen=True, kw_only=True):
    """One answer of a choice. ``fits`` is the one the lesson hopes for; more than one may."""

    id: Id
    says: Line
    fits: bool = False
    why: Line


class Model(_Part, frozen=True, kw_only=True):
    """A reply shown after the learner's own try, with the band it must earn and the voice it speaks in."""

    says: Line
    voice: Line
    band: Band


class NotYet(_Part, frozen=True, kw_only=True):
    """A weak reply as people really say it; ``because`` names the signals it must earn."""

    says: Line
    because: tuple[str, ...]


class _Step(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every step has: a stable id, a title, the ideas it tells or does.

    A step for two (``together``) stands behind a private check; ``alone`` is what it says to whoever does it alone.
    """

    id: Id
    title: Line
    covers: Annotated[tuple[IdeaId, ...], Meta(max_length=3)] = ()
    together: bool = False
    alone: Annotated[str, Meta(max_length=4000)] = ""


class Reading(_Step, frozen=True, kw_only=True, tag="reading"):
    """A page to read: at most 17 rows of 72 columns. ``care`` adds the line that says where help is."""

    text: Text
    source: str = ""
    care: bool = False


class Compare(_Step, frozen=True, kw_only=True, tag="compare"):
    """A weak and a strong take of one moment; the why comes after the learner has looked.

    With ``skill`` the check holds the lines to it: ``strong`` must earn at least taking-shape, ``weak`` the
    signals in ``because``.
    """

    moment: Line
    weak: Line
    strong: Line
    ask: Line
    why: Line
    skill: SkillName | None = None
    because: tuple[str, ...] = ()


class Sort(_Step, frozen=True, kw_only=True, tag="sort"):
    """Cards to put in piles, one at a time, each with its why at once."""

    ask: Line
    piles: Annotated[tuple[Pile, ...], Meta(min_length=2, max_length=4)]
    cards: Annotated[tuple[Card, ...], Meta(min_length=4, max_length=12)]
    after: str = ""


class Choice(_Step, frozen=True, kw_only=True, tag="choice"):
    """One question, two to four answers, a why for each; looking at every why is welcome.

    Where every answer fits, nothing is told right or wrong: it is a question to notice something by.

    With ``pause`` the answers appear after so many seconds: time to notice one's own first impulse.
    """

    ask: Line
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=4)]
    moment: str = ""
    pause: Annotated[int, Meta(ge=0, le=10)] = 0


class Recall(_Step, frozen=True, kw_only=True, tag="recall"):
    """A question from before, answered from memory, then the answer, then the learner's own rating."""

    ask: Line
    reveal: Text


class Reflection(_Step, frozen=True, kw_only=True, tag="reflection"):
    """Private free text, never judged. ``quotes`` names earlier steps whose words are shown above the question.

    With ``keep_as`` the words also stand in the handbook.
    """

    ask: Line
    lead: str = ""
    quotes: tuple[str, ...] = ()
    close: str = ""
    keep_as: KeepAs | None = None


class Practice(_Step, frozen=True, kw_only=True, tag="practice"):
    """A reply to a situation. Support fades with tries: builder, cue, none; models come after an own try.

    ``says`` is what the partner says, when the reply answers words; the situation stands for it otherwise.
    """

    skill: SkillName
    situation: Line
    ask: Line
    says: str = ""
    gives: Gives = Gives()
    must_not: tuple[str, ...] = ()
    variant: str = ""
    advice_invited: bool = False
    support: Support = "builder"
    slots: Annotated[tuple[Slot, ...], Meta(max_length=6)] = ()
    cue: Line
    hints: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=4)]
    models: Annotated[tuple[Model, ...], Meta(min_length=2, max_length=4)]
    not_yet: Annotated[tuple[NotYet, ...], Meta(min_length=1, max_length=4)]


class RolePlay(_Step, frozen=True, kw_only=True, tag="role-play"):
    """A scene to play. ``lead`` says what to try in it."""

    scene: Id
    lead: Line


class Breathing(_Step, frozen=True, kw_only=True, tag="breathing"):
    """Paced breathing, or eyes open and no breathing at all; always skippable."""

    text: Text
    seconds_in: Annotated[int, Meta(ge=2, le=8)] = 4
    seconds_out: Annotated[int, Meta(ge=2, le=10)] = 6
    minutes: Annotated[int, Meta(ge=1, le=20)] = 1
    instead: Line = "Or look around you: five things you can see, four you can touch, three you can hear."


class Plan(_Step, frozen=True, kw_only=True, tag="plan"):
    """A plan or card in slots (usually: When ..., I will ...), asked about next time with ``follow_up``.

    Without ``follow_up`` nothing is asked. With ``days`` it is asked once a day until so many days are noted: a log.
    ``keep_as`` is its part of the handbook.
    """

    ask: Line
    lead: str = ""
    slots: Annotated[tuple[Slot, ...], Meta(min_length=2, max_length=6)]
    examples: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=3)]
    follow_up: Annotated[str, Meta(max_length=600)] = ""
    days: Annotated[int, Meta(ge=0, le=14)] = 0
    keep_as: KeepAs = "plan"


class Ending(_Step, frozen=True, kw_only=True, tag="ending"):
    """A kind end of a sitting or of the lesson, with one small thing to carry into the days between."""

    text: Text
    between: Line


Step = Reading | Compare | Sort | Choice | Recall | Reflection | Practice | RolePlay | Breathing | Plan | Ending


class Lesson(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One lesson: its promise, its skills and its steps in order. Refused unless it ends with an ending."""

    format_version: Literal[1]
    id: Id
    title: Line
    promise: Line
    minutes: Minutes
    skills: tuple[SkillName, ...] = ()
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=80)]

    def step(self, step_id: str) -> Step | None:
        """The step of that id, or None when the lesson has none (any more)."""
        return next((step for step in self.steps if step.id == step_id), None)


class Outline(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What Home needs of a lesson without reading it: titles, minutes and its steps in order.

    ``contents`` (``steps`` in the file) is one text, a line a step: as a list it would be most of the page, and
    a course of 200 lessons would start late.
    """

    id: Id
    label: Annotated[
        str,
        Meta(min_length=1, max_length=12, description="what stands before the title: a number, or Start here"),
    ]
    title: Line
    minutes: Minutes
    folder: str = ""
    contents: Annotated[
        str,
        Meta(max_length=8000, description="the steps in order, a line each: id: title", examples=["a-page: A page"]),
    ] = field(default="", name="steps")

    @property
    def steps(self) -> dict[str, str]:
        """Step id to title, in order; empty while the lesson is not written."""
        lines = (line.partition(":") for line in self.contents.splitlines() if line.strip())
        return {step.strip(): title.strip() for step, _, title in lines}

    @property
    def written(self) -> bool:
        """Whether the lesson can be opened yet."""
        return bool(self.contents.strip())


class Course(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The course as its contents page tells it (``course.yaml``)."""

    format_version: Literal[1]
    id: Id
    title: Line
    lessons: Annotated[tuple[Outline, ...], Meta(min_length=1, max_length=400)]

    def outline(self, lesson_id: str) -> Outline | None:
        """The outline of that lesson, or None when the course has none (any more)."""
        return next((outline for outline in self.lessons if outline.id == lesson_id), None)


class Idea(_Part, frozen=True, kw_only=True):
    """One idea of the sources in our own words: where it is at home, and the words by which a step shows it."""

    says: Line
    home: Annotated[
        str, Meta(pattern=r"^(L[0-7]|T[1-3]|CL)$", description="L0 to L7, T1 to T3 or CL", examples=["L2"])
    ]
    key_words: Annotated[tuple[str, ...], Meta(min_length=1, max_length=8)]
    optional: bool = False


class Ideas(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All source ideas (``ideas.yaml``), by id; ``homes`` says which lesson each home is."""

    format_version: Literal[1]
    homes: dict[str, Id]
    ideas: dict[IdeaId, Idea]
