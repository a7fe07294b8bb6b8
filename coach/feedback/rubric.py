"""Rubrics: what a skill asks for, read from ``rubrics/*.yaml``; criteria judged from cues, and the band."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from coach.errors import CoachError
from coach.feedback.cues import Cue, Found
from coach.feedback.lexicon import load
from coach.feedback.signals import Span

State = Literal["met", "partly", "not-yet", "cannot-tell"]
Band = Literal["seed", "taking-shape", "solid", "steady-hands"]
Rank = Literal["coercion", "contempt", "criticism", "deflected", "absolute", "core", "weak", "polish"]

_RANKS: tuple[Rank, ...] = ("coercion", "contempt", "criticism", "deflected", "absolute", "core", "weak", "polish")
_WORTH: Mapping[State, float] = {"met": 1.0, "partly": 0.5, "not-yet": 0.0}
_BANDS: tuple[tuple[float, Band], ...] = (
    (0.85, "steady-hands"),
    (0.65, "solid"),
    (0.40, "taking-shape"),
    (0.0, "seed"),
)
_BELOW_SOLID = 0.64
_TERM = re.compile(r"(?P<no>!?)(?P<name>[a-z_.A-Z-]+)(?P<hard>/hard)?(?:>(?P<more>\d+))?")


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of a rubric. A ``when`` has one way a line; a way is terms apart by spaces, and all must hold:
    ``name`` a cue or signal was found, ``!name`` it was not, ``name/hard`` surely, ``name>2`` more often than that.
    """


class Criterion(_Part, frozen=True, kw_only=True):
    """One thing a skill asks for.

    With ``absence`` it only asks that something be absent: ``not_yet`` and ``partly`` say what is in the way, and
    without them it is met as soon as another criterion is at least partly met (decision 4). Otherwise ``met`` and
    ``partly`` say what is wanted. With ``optional`` nothing is held against its absence.
    """

    id: str
    asks: str
    weight: int
    source: str
    core: bool = False
    absence: bool = False
    optional: bool = False
    met: str = ""
    partly: str = ""
    not_yet: str = ""


class Cap(_Part, frozen=True, kw_only=True):
    """The most a try can score when something is in it; always explained."""

    when: str
    most: float
    why: str


class Step(_Part, frozen=True, kw_only=True):
    """One next step. ``about`` names the cue whose words stand for ``{found}``; ``rank`` is its place (3.5)."""

    id: str
    rank: Rank
    when: str
    say: str
    about: str = ""
    why: str = ""
    pattern: str = ""


class Worked(_Part, frozen=True, kw_only=True):
    """Something that worked, said with the learner's own words; the first that holds is said."""

    when: str
    say: str
    about: str = ""


class Slot(_Part, frozen=True, kw_only=True):
    """A gap in a pattern, filled by the clause of the first cue of ``words`` that can be used, else by the blank.

    Usable is what opens with one of ``opens``, costs nothing and stands in no other gap; it ends where a cue of
    ``stops`` begins.
    """

    words: str
    opens: str
    blank: str
    stops: str = ""


class Rubric(_Part, frozen=True, kw_only=True):
    """A skill's criteria, and what is said of a try. ``pattern`` may name ``slots``; ``example`` is shown when a
    step has come up too often. ``marks`` are the signals worth a mark under the words. ``variant`` names the form of
    the skill this file is for; the file of the skill itself lists the other forms as ``variants``, each with the
    ``when`` by which a try shows that it is meant. A form has a file of its own, ``skill.variant.yaml``.
    """

    format_version: Literal[1]
    skill: str
    marks: str
    criteria: tuple[Criterion, ...]
    steps: tuple[Step, ...]
    worked: tuple[Worked, ...]
    pattern: str
    example: str
    slots: dict[str, Slot] = {}
    bonus: str = ""
    caps: tuple[Cap, ...] = ()
    variant: str = ""
    variants: dict[str, str] = {}


class _Every(_Part, frozen=True, kw_only=True):
    """What holds for every skill."""

    format_version: Literal[1]
    caps: tuple[Cap, ...]
    steps: tuple[Step, ...]
    worked: tuple[Worked, ...]


class CriterionResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one criterion came out: the state, the words that decided it, and the rules that found them."""

    id: str
    state: State
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()


class Measures(NamedTuple):
    """What is counted, not found: usable in a ``when`` by these names.

    ``feelings`` is the most in one clause; ``copied`` 1 for a model's words; ``keys`` how many of the given events
    come back; ``echo`` how many in a hundred of the words are the partner's own.
    """

    words: int
    sentences: int
    questions: int
    feelings: int
    copied: int
    blanks: int
    keys: int = 0
    echo: int = 0


@cache
def has_rules(skill: str) -> bool:
    """Whether the skill has a rubric; the journal has none. Reads nothing."""
    return (resources.files("coach.feedback") / "rubrics" / f"{skill}.yaml").is_file()


@cache
def rubric(skill: str, variant: str = "") -> Rubric:
    """The rubric of a skill that has one, or of a form of it, with what holds for every skill.

    Raises CoachError for a form the skill does not have, CourseError for a faulty file.
    """
    own = load("rubrics", skill, Rubric)
    if variant and variant != own.variant:
        if variant not in own.variants:
            names = ", ".join(name for name in (own.variant, *own.variants) if name) or "none"
            raise CoachError(f"{skill} has no form called {variant!r}; it has: {names}. Your words are safe.")
        own = load("rubrics", f"{skill}.{variant}", Rubric)
    every = load("rubrics", "every", _Every)
    steps = sorted((*every.steps, *own.steps), key=lambda step: _RANKS.index(step.rank))
    return replace(own, steps=tuple(steps), worked=(*own.worked, *every.worked), caps=(*every.caps, *own.caps))


def forms(skill: str) -> tuple[str, ...]:
    """The forms a skill has; none for most."""
    own = rubric(skill)
    return (own.variant, *own.variants) if own.variants else ()


def form(skill: str, variant: str, found: Found, measures: Measures) -> Rubric:
    """The rubric for a try: of the form asked for, else of the one the try itself shows, else of the skill."""
    rules = rubric(skill, variant)
    if not variant:
        for name, when in rules.variants.items():
            if holds(when, found, measures) is not None:
                return rubric(skill, name)
    return rules


def holds(when: str, found: Found, measures: Measures) -> list[Cue] | None:
    """The cues by which the first way of ``when`` holds (none for one that only counts or excludes), else None."""
    for way in when.splitlines():
        cues: list[Cue] = []
        for term in way.split():
            match = _TERM.fullmatch(term)
            if match is None:
                raise ValueError(f"{term!r} is no term")
            here = [cue for cue in found.named(match["name"]) if not (match["hard"] and cue.soft)]
            count = int(getattr(measures, match["name"], len(here)))
            if (count > int(match["more"] or 0)) == bool(match["no"]):
                break
            cues += here if not match["no"] else []
        else:
            return cues
    return None


def _result(criterion: Criterion, state: State, cues: list[Cue], found: Found) -> CriterionResult:
    rules = tuple(dict.fromkeys(cue.rule for cue in cues))
    return CriterionResult(id=criterion.id, state=state, spans=found.spans(cues), rules=rules)


def judge(criteria: tuple[Criterion, ...], found: Found, measures: Measures) -> tuple[CriterionResult, ...]:
    """Every criterion's state. Absence alone is no skill: it counts once something else is there (decision 4)."""
    results: dict[str, CriterionResult] = {}
    shown = False
    for criterion in sorted(criteria, key=lambda criterion: criterion.absence):
        ways: tuple[tuple[State, str], ...] = (
            (("not-yet", criterion.not_yet), ("partly", criterion.partly))
            if criterion.absence
            else (("met", criterion.met), ("partly", criterion.partly), ("not-yet", criterion.not_yet))
        )
        result = None
        for state, when in ways:
            cues = holds(when, found, measures)
            if cues is not None:
                result = _result(criterion, state, cues, found)
                break
        if result is None and criterion.absence:
            result = _result(criterion, "met" if shown else "cannot-tell", [], found)
        elif result is None:
            result = _result(criterion, "cannot-tell" if criterion.optional else "not-yet", [], found)
        elif not criterion.absence and result.state != "not-yet":
            shown = True
        results[criterion.id] = result
    return tuple(results[criterion.id] for criterion in criteria)


def lowest_cap(rules: Rubric, found: Found, measures: Measures) -> Cap | None:
    """The cap that holds a try down the most, if any does."""
    caps = [cap for cap in rules.caps if holds(cap.when, found, measures) is not None]
    return min(caps, key=lambda cap: cap.most, default=None)


def band(rules: Rubric, results: tuple[CriterionResult, ...], found: Found, measures: Measures) -> Band | None:
    """The band of a try, or None when nothing of the skill can be seen in it yet."""
    states = {result.id: result.state for result in results}
    if not any(states[one.id] in ("met", "partly") for one in rules.criteria if not one.absence):
        return None
    judged = [one for one in rules.criteria if states[one.id] != "cannot-tell"]
    score = sum(one.weight * _WORTH[states[one.id]] for one in judged) / sum(one.weight for one in judged)
    if rules.bonus and holds(rules.bonus, found, measures) is not None:
        score = min(1.0, score + 0.05)
    if any(one.core and states[one.id] == "not-yet" for one in rules.criteria):
        score = min(score, _BELOW_SOLID)
    if cap := lowest_cap(rules, found, measures):
        score = min(score, cap.most)
    return next(name for least, name in _BANDS if score >= least)
