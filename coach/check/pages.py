"""Whether every page fits 80 columns by 24 rows, and reads at the grade of a twelve-year-old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from coach.check import reading_level, words
from coach.check.faults import Fault, Place, Source
from coach.check.words import Words
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
    Sort,
    Step,
)
from coach.dialogue.scene import Scene
from coach.glyphs import cells

WIDTH = 72
"""Columns of text on a page."""

ROOM = 17
"""Rows of a page of 24 left for what a step says; the rest are title, rules, buttons and keys."""

EDITOR = 5
"""Rows an editor needs at least, its frame included."""

PACE = 3
"""Rows the breathing pace takes."""


def rows(text: str) -> int:
    """How many rows ``text`` takes when wrapped at 72 columns; an empty line between paragraphs is a row."""
    return sum(_wrapped(line) for line in text.rstrip("\n").split("\n")) if text else 0


def page_faults(source: Source[Lesson]) -> Iterator[Fault]:
    """Steps too long for their page."""
    for index, step in enumerate(source.content.steps):
        blocks = [height for height in _blocks(step) if height]
        height = sum(blocks) + len(blocks) - 1
        if height > ROOM:
            yield source.fault(
                ("steps", index),
                f'the page "{step.title}" takes {height} rows of {WIDTH} columns and {ROOM} fit',
                f"make it {height - ROOM} rows shorter or make it two steps",
            )


def level_faults(source: Source[Lesson]) -> Iterator[Fault]:
    """Steps that are too hard to read."""
    for index, step in enumerate(source.content.steps):
        yield from _too_hard(source, ("steps", index), step.title, words.of_step(step, ("steps", index))[1:])


def scene_level_faults(source: Source[Scene]) -> Iterator[Fault]:
    """A scene whose own words, beside what people say, are too hard to read."""
    yield from _too_hard(source, ("setting",), source.content.title, words.of_scene(source.content))


def _too_hard(
    source: Source[Lesson] | Source[Scene], at: Place, title: str, texts: Iterable[Words]
) -> Iterator[Fault]:
    told = [text for text in texts if not text.people]
    page = reading_level.level("\n\n".join(text.text for text in told))
    if page.words < reading_level.FEWEST or page.grade <= reading_level.MOST:
        return
    levels = {text.at: reading_level.level(text.text) for text in told}
    longest = next((place for place, level in levels.items() if level.longest == page.longest), at)
    yield source.fault(
        longest,
        f'"{title}" reads at grade {page.grade:g}, and {reading_level.MOST:g} is the most',
        f"write shorter sentences and plainer words; its longest sentence: {page.longest}",
    )


def _blocks(step: Step) -> list[int]:
    """The heights of what a step shows at once, at its fullest."""
    match step:
        case Reading():
            return [max(rows(step.text), rows(step.alone))]
        case Ending():
            return [rows(step.text), rows(step.between)]
        case Breathing():
            return [rows(step.text), PACE, rows(step.instead)]
        case Compare():
            return [rows(text) for text in (step.moment, step.weak, step.strong, step.ask, step.why)]
        case Sort():
            card = max(rows(card.says) for card in step.cards)
            return [rows(step.ask), card, len(step.piles), max(rows(card.why) for card in step.cards)]
        case Choice():
            options = sum(rows(option.says) for option in step.options)
            return [rows(step.moment), rows(step.ask), options, max(rows(option.why) for option in step.options)]
        case Recall():
            return [rows(step.ask), rows(step.reveal)]
        case Reflection():
            return [max(rows(step.lead), rows(step.alone)), rows(step.ask), EDITOR]
        case Practice():
            hint = max(rows(line) for line in (step.cue, *step.hints))
            return [rows(step.situation), rows(step.says), rows(step.ask), max(EDITOR, len(step.slots)), hint]
        case RolePlay():
            return [rows(step.lead)]
        case Plan():
            lead = max(rows(step.lead), rows(step.alone))
            return [lead, rows(step.ask), len(step.slots), sum(rows(line) for line in step.examples)]
        case _:
            assert_never(step)


def _wrapped(line: str) -> int:
    """Rows one line takes when cut between words; a word longer than a row is cut anywhere."""
    count, used = 1, 0
    for word in line.split():
        width = cells(word)
        if used and used + 1 + width <= WIDTH:
            used += 1 + width
            continue
        count += (1 if used else 0) + (width - 1) // WIDTH
        used = (width - 1) % WIDTH + 1
    return count
