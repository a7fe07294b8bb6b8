"""Which ideas of the sources the course tells and does (``ideas.yaml``).

An idea is covered when, in its home lesson, a step that tells it (reading, compare, recall) and a step that does
it (sort, choice, reflection, practice, role-play, plan) both list it, and a telling one uses one of its key words.
Breathing and endings neither tell nor do: they are there to rest on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from coach.check import words
from coach.check.faults import Fault, Place, Source
from coach.course.model import (
    Choice,
    Compare,
    Course,
    Idea,
    Ideas,
    Lesson,
    Plan,
    Practice,
    Reading,
    Recall,
    Reflection,
    RolePlay,
    Sort,
)

TELLS = (Reading, Compare, Recall)
DOES = (Sort, Choice, Reflection, Practice, RolePlay, Plan)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y")


class Home(Struct, frozen=True):
    """How far one home is: its lesson, whether that is written, and its ideas by id. Optional ones are extra."""

    home: str
    lesson: str
    written: bool
    covered: tuple[str, ...]
    open: tuple[str, ...]
    extra: tuple[str, ...] = ()


def stems(text: str) -> tuple[str, ...]:
    """The words of a text cut down to what their forms share: listen, listens, listening."""
    return tuple(_stem(word.lower().replace("’", "'")) for word in _WORD.findall(text))


def says_one_of(text: str, key_words: tuple[str, ...]) -> bool:
    """Whether the text holds one of the key words (or phrases), in any form of it."""
    told = " ".join(("", *stems(text), ""))
    return any(" ".join(("", *stems(key), "")) in told for key in key_words)


def coverage(ideas: Ideas, course: Course, lessons: dict[str, Source[Lesson]]) -> tuple[Home, ...]:
    """Every home in the order of ``ideas.yaml``, with its covered and open ideas."""
    homes = []
    for home, lesson_id in ideas.homes.items():
        outline = course.outline(lesson_id)
        source = lessons.get(lesson_id)
        own = {idea_id: idea for idea_id, idea in ideas.ideas.items() if idea.home == home}
        covered = {
            idea_id
            for idea_id, idea in own.items()
            if source is not None and not _missing(idea_id, idea, source.content)
        }
        homes.append(
            Home(
                home=home,
                lesson=lesson_id,
                written=outline is not None and outline.written,
                covered=tuple(idea_id for idea_id, idea in own.items() if idea_id in covered and not idea.optional),
                open=tuple(idea_id for idea_id, idea in own.items() if idea_id not in covered and not idea.optional),
                extra=tuple(idea_id for idea_id, idea in own.items() if idea_id in covered and idea.optional),
            )
        )
    return tuple(homes)


def coverage_faults(
    ideas: Source[Ideas], lessons: dict[str, Source[Lesson]], homes: tuple[Home, ...]
) -> Iterator[Fault]:
    """Open ideas of lessons that are written, told at the step nearest to covering them."""
    for home in homes:
        source = lessons.get(home.lesson)
        if not home.written or source is None:
            continue
        for idea_id in home.open:
            idea = ideas.content.ideas[idea_id]
            at, instead = _missing(idea_id, idea, source.content) or ((), "")
            yield source.fault(at, f'idea {idea_id} is open in this lesson ("{idea.says}")', instead)


def _missing(idea_id: str, idea: Idea, lesson: Lesson) -> tuple[Place, str] | None:
    """What still keeps an idea open in its home: where to look and what to write; None when it is covered."""
    listed = [(index, step) for index, step in enumerate(lesson.steps) if idea_id in step.covers]
    telling = [(index, step) for index, step in listed if isinstance(step, TELLS)]
    keys = " or ".join(f'"{key}"' for key in idea.key_words)
    if not telling:
        return ("steps",), f"add covers: [{idea_id}] to a reading, compare or recall that says {keys}"
    if not any(
        says_one_of("\n".join(text.text for text in words.of_step(step, ())), idea.key_words) for _, step in telling
    ):
        return ("steps", telling[0][0], "covers"), f"let this step say {keys}, or let another tell the idea"
    if not any(isinstance(step, DOES) for _, step in listed):
        return (
            ("steps", telling[0][0], "covers"),
            f"add covers: [{idea_id}] to a sort, choice, reflection, practice, role-play or plan that does it",
        )
    return None


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word
