"""The lexicons: lists of words and rules about phrases, read from ``lexicons/*.yaml`` once, when first needed.

A rule says which words to look for and what they tell: signals (rubrics and the contract know their names) or
plain cues, named with a dot, that other rules and the rubrics lean on. Rules are data; no code knows one by name.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import resources
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct, field

from coach import strictyaml
from coach.errors import CourseError
from coach.feedback.phrase import Phrase, PhraseError, compiled, word_list

Names = tuple[str, ...]
_T = TypeVar("_T")


class SignalNote(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said of a signal: its meaning in a line, the word under it, what it does, why, and who says so.

    When one of the words of ``picks`` is among those found, it stands there instead of the label.
    """

    means: str
    label: str
    kind: Literal["helps", "costs", "note"]
    why: str
    source: str
    picks: str = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule as written. ``find`` has a phrase a line; ``each`` takes whole sentences or earlier cues instead.

    A rule tells its own id and what ``tells`` names. ``needs`` and ``unless`` (``except`` in the file) are names too,
    apart by spaces, looked for in the sentence or where a prefix says: ``reply:``, ``clause:``, ``here:`` (the same
    words), ``before:`` (earlier in the sentence). ``negated`` says what a "not" just before does, ``quoted`` that
    reported words count, ``whole`` that the phrase must be the whole reply, ``to_end`` that the cue reaches to the
    end of its clause.
    """

    tells: str = ""
    find: str = ""
    each: str = ""
    needs: str = ""
    unless: str = field(default="", name="except")
    soft: bool = False
    negated: Literal["drop", "keep", "soften"] = "drop"
    quoted: bool = False
    to_end: bool = False
    whole: bool = False


class _File(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One lexicon file. A list is words and phrases apart by commas; a spelling is ``right: other, other``."""

    format_version: Literal[1]
    lists: dict[str, str] = {}
    spelling: dict[str, str] = {}
    rules: dict[str, Rule] = {}


class _SignalFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    format_version: Literal[1]
    signals: dict[str, SignalNote]


class Condition(NamedTuple):
    """A name that must, or must not, be found in a place."""

    where: str
    name: str


class Ready(NamedTuple):
    """A rule made ready to run."""

    id: str
    tells: Names
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    rule: Rule


class Lexicon(NamedTuple):
    """All rules, the order they are weighed in (their numbers), and the phrases by the words they may begin with.

    ``known`` are the words by which English is told from other languages, ``common`` those that say nothing when they
    stand both in what the partner said and in the reply.
    """

    rules: tuple[Ready, ...]
    order: tuple[int, ...]
    anchors: Mapping[str, tuple[tuple[int, Phrase], ...]]
    spelling: Mapping[str, str]
    known: frozenset[str]
    common: frozenset[str]


FILES = ("words", "known", "speaking", "hearing", "owning", "talking", "concern")
"""The lexicon files; a list may be used in its own file and in those after it."""


def load(folder: str, name: str, kind: type[_T]) -> _T:
    """One data file of this room, converted strictly. Raises CourseError with every problem, file and line."""
    path = resources.files("coach.feedback") / folder / f"{name}.yaml"
    return strictyaml.parse(path.read_bytes(), f"{folder}/{name}.yaml").convert(kind)


def _conditions(written: str) -> tuple[Condition, ...]:
    pairs = (word.rpartition(":") for word in written.split())
    return tuple(Condition(where or "sentence", name) for where, _, name in pairs)


def listed(written: str) -> tuple[str, ...]:
    """A list as written: words and phrases apart by commas."""
    return tuple(word for word in (" ".join(part.split()) for part in written.split(",")) if word)


@cache
def signal_notes() -> Mapping[str, SignalNote]:
    """What is said of each signal, in the order they are listed."""
    return load("lexicons", "signals", _SignalFile).signals


def _order(rules: list[Ready]) -> tuple[int, ...]:
    """Every rule after those its conditions lean on. Raises CourseError when rules lean on one another in a ring."""
    tellers: dict[str, list[int]] = {}
    for number, ready in enumerate(rules):
        for name in ready.tells:
            tellers.setdefault(name, []).append(number)
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for number, ready in enumerate(rules):
        wanted = [condition.name for condition in (*ready.needs, *ready.unless)] + [ready.rule.each]
        sorter.add(number, *(other for name in wanted for other in tellers.get(name, ())))
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        ring = " -> ".join(rules[number].id for number in error.args[1])
        raise CourseError(f"The rules {ring} lean on one another in a ring. Your words are safe.") from error


@cache
def lexicon() -> Lexicon:
    """All lexicons, compiled. Raises CourseError with every phrase that is outside the language.

    Tens of thousands of small objects are made here and all are kept: looking for rubbish among them meanwhile would
    take a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _compiled()
    finally:
        if collecting:
            gc.enable()


def _compiled() -> Lexicon:
    lists: dict[str, tuple[str, ...]] = {}
    ready: dict[str, Phrase] = {}
    spelling: dict[str, str] = {}
    rules: list[Ready] = []
    anchors: dict[str, list[tuple[int, Phrase]]] = {}
    problems: list[str] = []
    for name in FILES:
        file = load("lexicons", name, _File)
        for key, written in file.lists.items():
            lists[key] = listed(written)
            ready[key] = word_list(lists[key], ready)
        spelling.update((other, right) for right, others in file.spelling.items() for other in listed(others))
        for rule_id, rule in file.rules.items():
            number = len(rules)
            rules.append(
                Ready(
                    rule_id, (rule_id, *rule.tells.split()), _conditions(rule.needs), _conditions(rule.unless), rule
                )
            )
            for line in rule.find.splitlines():
                try:
                    phrase = compiled(line, ready)
                except PhraseError as error:
                    problems.append(f"{name}.yaml: rule {rule_id}: {error}")
                    continue
                for word in phrase.anchors:
                    anchors.setdefault(word, []).append((number, phrase))
    if problems:
        raise CourseError("A lexicon has a mistake in it and cannot be used. Your words are safe.", tuple(problems))
    known = {part for words in lists.values() for entry in words for part in entry.split() if part.isalpha()}
    known.update(word for word in anchors if word.isalpha())
    return Lexicon(
        tuple(rules),
        _order(rules),
        {word: tuple(found) for word, found in anchors.items()},
        spelling,
        frozenset(known),
        frozenset(lists["unsaid"]),
    )
