"""Words the course does not use (``wording.yaml``): anywhere, or only where they could do harm."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from coach import strictyaml
from coach.check import words
from coach.check.faults import Fault, Source
from coach.check.words import Words
from coach.course.model import Breathing, Ending, Lesson, Plan, Reading, Reflection, Step

RULES = Path(__file__).parent / "wording.yaml"
_QUOTE = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)|\n\s*\n")


Where = Literal["", "fear", "before-care", "not-for-two"]
TELLING = (Reading, Breathing, Reflection, Plan, Ending)
"""The kinds of step in which the course speaks of the learner's own life; in the others people are made up."""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases not to use. ``everywhere`` means in what people say, too.

    ``where``: ``fear`` only on pages about fear, ``before-care`` only on those before the lesson's first care page,
    ``not-for-two`` only on those without a door (see ``together``). There a sentence may name what it says no to.
    """

    id: str
    phrases: tuple[str, ...]
    instead: str
    everywhere: bool = False
    where: Where = ""


class Fear(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a page one about fear, and which words before a phrase say no to it."""

    words: tuple[str, ...]
    no: tuple[str, ...]


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[Rule, ...]
    fear: Fear


@cache
def _read() -> _Rules:
    return strictyaml.parse(RULES.read_bytes(), RULES.name).convert(_Rules)


@cache
def rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules, each with the one pattern that finds any of its phrases."""
    return tuple((rule, _any(rule.phrases)) for rule in _read().rules)


def lesson_faults(source: Source[Lesson]) -> Iterator[Fault]:
    """Words a lesson should not use: on any page, and on those about fear or about the learner's own partner."""
    lesson = source.content
    yield from wording_faults(source, words.of_lesson(lesson))
    for index, step in enumerate(lesson.steps):
        texts = words.of_step(step, ("steps", index))
        yield from wording_faults(source, texts, _where(lesson.steps, index, texts))
        early = step.together or isinstance(step, Plan)
        if early and not any(map(_is_care, lesson.steps[:index])):
            yield source.fault(
                ("steps", index),
                f'"{step.title}" stands before any page that says where this lesson is not the right tool',
                "put that page (care: true) before it",
            )


def wording_faults(source: Source[Any], texts: Iterable[Words], where: Collection[Where] = ()) -> Iterator[Fault]:
    """Texts with words the course does not use, also those it does not use ``where`` they stand."""
    for text in texts:
        own = _unquoted(text.text)
        for rule, pattern in rules():
            if (text.people and not rule.everywhere) or (rule.where and rule.where not in where):
                continue
            found = _urged(pattern, own) if rule.where else pattern.search(text.text if rule.everywhere else own)
            if found:
                yield source.fault(text.at, f'"{found[0]}" is not a word of this course ({rule.id})', rule.instead)


def _where(steps: Sequence[Step], index: int, texts: Sequence[Words]) -> set[Where]:
    step = steps[index]
    where: set[Where] = set()
    if any(map(_is_care, steps[max(0, index - 1) : index + 2])) or names_fear(texts):
        where.add("fear")
    if isinstance(step, TELLING):
        if not any(map(_is_care, steps[: index + 1])):
            where.add("before-care")
        if not step.together and not _is_care(step):
            where.add("not-for-two")
    return where


def names_fear(texts: Iterable[Words]) -> bool:
    """Whether a page's own words name fear of a person, control or violence."""
    pattern = _fearful()
    return any(pattern.search(_unquoted(text.text)) for text in texts if not text.people)


def _is_care(step: Step) -> bool:
    return isinstance(step, Reading) and step.care


def _urged(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first phrase that its own sentence does not say no to."""
    for found in pattern.finditer(text):
        begins = max((end.end() for end in _SENTENCE_END.finditer(text, 0, found.start())), default=0)
        if not _saying_no().search(text, begins, found.start()):
            return found
    return None


@cache
def _fearful() -> re.Pattern[str]:
    return _any(_read().fear.words)


@cache
def _saying_no() -> re.Pattern[str]:
    return _any(_read().fear.no)


def _unquoted(text: str) -> str:
    return _QUOTE.sub(" ", text)


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, phrases)), re.IGNORECASE)


def _pattern(phrase: str) -> str:
    before = r"\b" if phrase[0].isalnum() else ""
    after = r"\b" if phrase[-1].isalnum() else ""
    return before + re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") + after
