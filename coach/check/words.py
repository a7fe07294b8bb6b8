"""Every text a learner may meet, with its place in the file and whose words they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from coach.check.faults import Place
from coach.course.model import (
    Breathing,
    Choice,
    Compare,
    Ending,
    Lesson,
    Plan,
    Practice,
    Reading,
    Recall,
    Reflection,
    RolePlay,
    Slot,
    Sort,
    Step,
)
from coach.dialogue.scene import Persona, Scene


class Words(Struct, frozen=True):
    """One text. ``people`` when a person says it (a model, a partner, a card), not the course itself."""

    at: Place
    text: str
    people: bool = False


def of_step(step: Step, base: Place) -> tuple[Words, ...]:
    """The texts of a step whose place in the file is ``base``, its title first; empty ones left out."""
    return tuple(words for words in (Words((*base, "title"), step.title), *_of_kind(step, base)) if words.text)


def of_lesson(lesson: Lesson) -> tuple[Words, ...]:
    """The texts of a lesson that stand outside its steps."""
    return (Words(("title",), lesson.title), Words(("promise",), lesson.promise))


def of_scene(scene: Scene) -> Iterator[Words]:
    """The texts of a scene."""
    yield Words(("title",), scene.title)
    yield Words(("setting",), scene.setting)
    yield Words(("ask",), scene.ask)
    for b, beat in enumerate(scene.beats):
        for n, line in enumerate(beat.partner):
            yield Words(("beats", b, "partner", n, "says"), line.says, people=True)
        for n, help_line in enumerate(beat.helps):
            yield Words(("beats", b, "helps", n), help_line)
        for n, option in enumerate(beat.choices):
            yield Words(("beats", b, "choices", n, "says"), option.says, people=True)
    for e, ending in enumerate(scene.endings):
        yield Words(("endings", e, "last"), ending.last, people=True)
        yield Words(("endings", e, "image"), ending.image)
        yield Words(("endings", e, "truth"), ending.truth)


def of_persona(persona: Persona) -> Iterator[Words]:
    """The texts of a persona."""
    yield Words(("title",), persona.title)
    yield Words(("about",), persona.about)
    for n, habit in enumerate(persona.habits):
        yield Words(("habits", n, "says"), habit.says, people=True)


def _of_kind(step: Step, base: Place) -> Iterator[Words]:
    match step:
        case Reading() | Breathing():
            yield from _fields(step, base, "text", "alone", "instead")
        case Ending():
            yield from _fields(step, base, "text", "between")
        case Recall():
            yield from _fields(step, base, "ask", "reveal")
        case Reflection():
            yield from _fields(step, base, "lead", "alone", "ask", "close")
        case RolePlay():
            yield from _fields(step, base, "lead")
        case Compare():
            yield from _fields(step, base, "moment")
            yield Words((*base, "weak"), step.weak, people=True)
            yield Words((*base, "strong"), step.strong, people=True)
            yield from _fields(step, base, "ask", "why")
        case Sort():
            yield from _fields(step, base, "ask", "after")
            for n, pile in enumerate(step.piles):
                yield Words((*base, "piles", n, "label"), pile.label)
            for n, card in enumerate(step.cards):
                yield Words((*base, "cards", n, "says"), card.says, people=True)
                yield Words((*base, "cards", n, "why"), card.why)
        case Choice():
            yield from _fields(step, base, "moment", "ask")
            for n, option in enumerate(step.options):
                yield Words((*base, "options", n, "says"), option.says, people=True)
                yield Words((*base, "options", n, "why"), option.why)
        case Practice():
            yield from _fields(step, base, "situation", "ask", "cue")
            yield Words((*base, "says"), step.says, people=True)
            yield from _slots(step.slots, base)
            for n, line in enumerate(step.hints):
                yield Words((*base, "hints", n), line)
            for n, model in enumerate(step.models):
                yield Words((*base, "models", n, "says"), model.says, people=True)
            for n, weak in enumerate(step.not_yet):
                yield Words((*base, "not_yet", n, "says"), weak.says, people=True)
        case Plan():
            yield from _fields(step, base, "lead", "alone", "ask", "follow_up")
            yield from _slots(step.slots, base)
            for n, example in enumerate(step.examples):
                yield Words((*base, "examples", n), example, people=True)
        case _:
            assert_never(step)


def _fields(step: Step, base: Place, *names: str) -> Iterator[Words]:
    for name in names:
        text = getattr(step, name, "")
        if text:
            yield Words((*base, name), text)


def _slots(slots: tuple[Slot, ...], base: Place) -> Iterator[Words]:
    for n, slot in enumerate(slots):
        for name in ("starts", "hint", "ends"):
            yield Words((*base, "slots", n, name), getattr(slot, name), people=True)
