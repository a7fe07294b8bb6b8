"""What a single file must keep to beyond what its structs can say; each broken rule with the place it is broken at.

Whether ids name something in another file, whether every ending can be reached and whether examples earn what they
promise is for ``coach check``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import asdict

from coach.course.model import (
    Choice,
    Compare,
    Course,
    Ending,
    Ideas,
    Lesson,
    Outline,
    Plan,
    Practice,
    Reading,
    Reflection,
    Sort,
    Step,
)
from coach.course.names import PLACES, odd_places
from coach.dialogue.scene import END, Beat, Persona, Scene, When

Broken = tuple[tuple[str | int, ...], str]
"""A path into the file and what is wrong there."""

_QUOTED = re.compile(r"(?P<lesson>[a-z0-9-]+/)?(?P<step>[a-z0-9-]+)")
_STEP_ID = re.compile(r"(?m)^ *([^: \n][^:\n]*)")
_ODD_LINE = re.compile(r"(?m)^(?! *$)(?! *[a-z][a-z0-9-]*: \S)")
_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_DIAL = 20
FOR_TWO = (Reading, Reflection, Plan)
"""The kinds of step that can be for two."""


def _doubled(ids: Iterable[str], *path: str | int) -> Iterator[Broken]:
    """Entries of the list at ``path`` whose id an earlier entry has."""
    seen: dict[str, int] = {}
    for at, one in enumerate(ids):
        if one in seen:
            yield (
                (*path, at, "id"),
                f'the id "{one}" is taken already by entry {seen[one] + 1}; give this one its own',
            )
        seen.setdefault(one, at)


def of_course(course: Course) -> Iterator[Broken]:
    """Lessons with ids and folders of their own, and folders inside the course."""
    yield from _doubled((outline.id for outline in course.lessons), "lessons")
    for at, outline in enumerate(course.lessons):
        if outline.folder and not _FOLDER.fullmatch(outline.folder):
            what = f'"folder" is the plain name of a folder beside this file, like {outline.id}'
            yield ("lessons", at, "folder"), what
        yield from _of_contents(outline, ("lessons", at, "steps"))


def _of_contents(outline: Outline, path: tuple[str | int, ...]) -> Iterator[Broken]:
    """A line a step. One look at the whole text comes first, since this page is read at every start."""
    if _ODD_LINE.search(outline.contents):
        for line in filter(None, map(str.strip, outline.contents.splitlines())):
            if _ODD_LINE.search(line):
                yield path, f'"{line}" is not a step; write its id and title, like a-page: A page'
    ids = _STEP_ID.findall(outline.contents)
    if len(set(ids)) < len(ids):
        yield path, "two steps have the same id here; take one out"


def of_ideas(ideas: Ideas) -> Iterator[Broken]:
    """Ideas at home in a lesson that ``homes`` names."""
    for idea_id, idea in ideas.ideas.items():
        if idea.home not in ideas.homes:
            yield ("ideas", idea_id, "home"), f'"{idea.home}" is not among the homes at the top of this file'


def of_lesson(lesson: Lesson) -> Iterator[Broken]:
    """Steps with ids of their own, the last an ending, each step sound in itself."""
    yield from _doubled((step.id for step in lesson.steps), "steps")
    last = len(lesson.steps) - 1
    if not isinstance(lesson.steps[last], Ending):
        yield (
            ("steps", last, "kind"),
            'the last step of a lesson is an ending; add a step with "kind: ending" after this',
        )
    earlier: set[str] = set()
    for at, step in enumerate(lesson.steps):
        yield from _of_two(step, at)
        for name, place in odd_places(step):
            yield (
                ("steps", at, name),
                f'"{{{place}}}" is no place for a name here; readings, recalls, reflections, plans and endings have '
                f"{', '.join(f'{{{one}}}' for one in PLACES)}",
            )
        for path, what in _of_step(step, lesson.id, earlier):
            yield ("steps", at, *path), what
        earlier.add(step.id)


def _of_two(step: Step, at: int) -> Iterator[Broken]:
    """A step for two has a form for one, of equal standing (decision 15)."""
    if step.together and not isinstance(step, FOR_TWO):
        yield ("steps", at, "together"), "only a reading, a reflection or a plan can be for two"
    elif step.together and not step.alone.strip():
        yield ("steps", at), 'a step for two also says how to do it alone; add "alone"'
    elif step.alone and not step.together:
        yield ("steps", at, "alone"), '"alone" belongs to a step for two; add "together: true", or leave it out'


def _of_step(step: Step, lesson: str, earlier: set[str]) -> Iterator[Broken]:
    match step:
        case Sort():
            yield from _of_sort(step)
        case Choice():
            yield from _doubled((option.id for option in step.options), "options")
            if not any(option.fits for option in step.options):
                yield ("options",), 'no option fits; give at least one the line "fits: true"'
        case Compare():
            if step.because and step.skill is None:
                yield ("because",), '"because" is held against a skill; add a line like skill: i-statement'
        case Practice():
            yield from _doubled((slot.id for slot in step.slots), "slots")
            if step.support == "builder" and not step.slots:
                yield (), 'this practice starts with a builder, which needs "slots"; add them, or write support: cue'
        case Plan():
            yield from _doubled((slot.id for slot in step.slots), "slots")
            if step.days and not step.follow_up:
                yield ("days",), 'a log asks something each day; add "follow_up"'
            if all(slot.optional for slot in step.slots):
                yield ("slots",), "at least one part must be filled in; make one of them not optional"
        case Reflection():
            yield from _of_quotes(step, lesson, earlier)
        case _:
            pass


def _of_sort(step: Sort) -> Iterator[Broken]:
    yield from _doubled((pile.id for pile in step.piles), "piles")
    yield from _doubled((card.id for card in step.cards), "cards")
    piles = [pile.id for pile in step.piles]
    for at, card in enumerate(step.cards):
        if card.pile not in piles:
            yield ("cards", at, "pile"), f'there is no pile "{card.pile}". The piles are: {", ".join(piles)}'
        for number, also in enumerate(card.also):
            if also not in piles:
                yield ("cards", at, "also", number), f'there is no pile "{also}". The piles are: {", ".join(piles)}'


def _of_quotes(step: Reflection, lesson: str, earlier: set[str]) -> Iterator[Broken]:
    for at, quote in enumerate(step.quotes):
        named = _QUOTED.fullmatch(quote)
        if named is None:
            yield ("quotes", at), f'"{quote}" names no step; write step-id, or lesson-id/step-id for another lesson'
        elif named["lesson"] in (None, f"{lesson}/") and named["step"] not in earlier:
            yield ("quotes", at), f'"{named["step"]}" is no step before this one in the lesson'


def of_scene(scene: Scene) -> Iterator[Broken]:
    """Beats and endings with ids of their own, a way on from every beat, and something said in each."""
    yield from _doubled((beat.id for beat in scene.beats), "beats")
    yield from _doubled((ending.id for ending in scene.endings), "endings")
    beats = {beat.id for beat in scene.beats}
    for at, ending in enumerate(scene.endings):
        if ending.id in beats or ending.id == END:
            yield (
                ("endings", at, "id"),
                f'"{ending.id}" is the name of a beat or of the end; give this ending its own',
            )
        yield from _of_when(ending.when, "endings", at, "when")
    if scene.endings[-1].when is not None:
        what = 'the last ending is for everything the others leave over; take its "when" away'
        yield ("endings", len(scene.endings) - 1, "when"), what
    targets = [*(beat.id for beat in scene.beats), *(ending.id for ending in scene.endings), END]
    for at, beat in enumerate(scene.beats):
        for path, what in _of_beat(beat, targets):
            yield ("beats", at, *path), what


def _of_beat(beat: Beat, targets: list[str]) -> Iterator[Broken]:
    if beat.id == END:
        yield ("id",), '"end" closes the scene; give this beat a name of its own'
    yield from _doubled((option.id for option in beat.choices), "choices")
    yield from _in_turn([line.when for line in beat.partner], "partner")
    yield from _in_turn([way.when for way in beat.next], "next")
    for at, way in enumerate(beat.next):
        if way.go not in targets:
            yield ("next", at, "go"), f'there is no beat or ending "{way.go}". There are: {", ".join(targets)}'


def _in_turn(whens: list[When | None], name: str) -> Iterator[Broken]:
    """Entries tried one after another: all but the last need a condition, the last may have none."""
    for at, when in enumerate(whens):
        yield from _of_when(when, name, at, "when")
        if at < len(whens) - 1 and when is None:
            yield (name, at), f'this always holds, so the entries of "{name}" after it are never tried; add "when"'
        elif at == len(whens) - 1 and when is not None:
            what = f'the last entry of "{name}" is for everything the others leave over; take its "when" away'
            yield (name, at, "when"), what


def _of_when(when: When | None, *path: str | int) -> Iterator[Broken]:
    """Dial spans that some dial can be in."""
    if when is None:
        return
    for dial in ("safety", "heat", "hope", "openness"):
        span: str | None = asdict(when)[dial]
        if span is not None:
            low, dots, high = span.partition("..")
            first, last = int(low or 0), int((high or _MOST_DIAL) if dots else low)
            if not first <= last <= _MOST_DIAL:
                yield (*path, dial), f'"{span}" holds for no dial; dials go from 0 to {_MOST_DIAL}, the smaller first'


def of_persona(persona: Persona) -> Iterator[Broken]:
    """Conditions of habit lines that can hold."""
    for at, line in enumerate(persona.habits):
        yield from _of_when(line.when, "habits", at, "when")
