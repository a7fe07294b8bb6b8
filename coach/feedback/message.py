"""The coaching message: what worked, one next step, a pattern, and why; in a fixed shape (rubrics.md, 3.4).

The learner's own words are quoted, never put into their mouth: what is missing stays a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from coach.feedback.cues import Cue, Found
from coach.feedback.rubric import Measures, Rubric, Slot, Step, holds, lowest_cap
from coach.feedback.text import parts

WORKED_EXAMPLE = "worked-example"
"""The step that stands in for one that has come up twice already."""
MOST_TIMES = 2
_QUOTED = 70
_BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_TIES = frozenset({"and", "but", "so", "because", "then", "also"})
_COSTS = ("blame", "contempt", "criticism", "absolute", "faux_feeling", "threat", "coercion", "feel.by-you")
_NEVER_PRAISED = ("threat", "coercion", "contempt")


class Message(Struct, frozen=True, kw_only=True):
    """The words of a review. ``step`` is the id of the next step."""

    worked: str = ""
    next_step: str = ""
    step: str = ""
    pattern: str = ""
    why: str = ""


def _cut(text: str) -> str:
    """A quote short enough to be taken in, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + "…"


def clause(found: Found, cue: Cue) -> tuple[int, int]:
    """The places of the clauses a cue stands in."""
    return min(cue.first, parts(found.reading, cue.first)[0]), max(cue.last, parts(found.reading, cue.last)[1])


def _says(found: Found, first: int, last: int) -> str:
    start, end = found.reading.span(first, last)
    return _cut(found.reading.text[start:end].strip(" ,;:—–-"))


def _whole(found: Found, cue: Cue) -> str:
    """The clause a cue stands in, without the word that ties it to the one before."""
    first, last = clause(found, cue)
    while first < cue.first and found.reading.words[first] in _TIES:
        first += 1
    return _says(found, first, last)


def _filled(say: str, about: str, found: Found, whole: bool) -> str:
    """``say`` with ``{found}`` as the learner wrote it: the whole clause when praising it, else the words meant."""
    cue = next((cue for name in about.split() for cue in found.named(name)), None)
    if cue is None or "{found}" not in say:
        return say.replace("{found}", "this")
    return say.replace("{found}", _whole(found, cue) if whole else _says(found, cue.first, cue.last))


def _fill(slot: Slot, found: Found, used: set[int]) -> tuple[int, int] | None:
    """First and last place of the learner's own words for a gap, if there are any that may be used."""
    words = found.reading.words
    opens = frozenset(slot.opens.split())
    stops = {cue.first for name in slot.stops.split() for cue in found.named(name)}
    for name in slot.words.split():
        for cue in found.named(name):
            first, last = clause(found, cue)
            first = next((place for place in range(first, cue.first + 1) if words[place] in opens), last + 1)
            last = min([last, *(place - 1 for place in stops if first < place)])
            if first < last and used.isdisjoint(range(first, last + 1)):
                return first, last
    return None


def _pattern(says: str, slots: dict[str, Slot], found: Found) -> str:
    """The frame with the learner's own words in its gaps; words that cost are not used again."""
    used = {place for name in _COSTS for cue in found.named(name) for place in range(cue.first, cue.last + 1)}
    for name, slot in slots.items():
        if "{" + name + "}" not in says:
            continue
        places = _fill(slot, found, used)
        words = slot.blank
        if places:
            used.update(range(places[0], places[1] + 1))
            words = _says(found, *places)
            words = words if words[:1] == "I" else words[:1].lower() + words[1:]
        says = says.replace("{" + name + "}", words)
    return _BEGINNING.sub(lambda letter: letter[0].upper(), says)


def _due(rules: Rubric, found: Found, measures: Measures) -> Iterable[Step]:
    return (step for step in rules.steps if holds(step.when, found, measures) is not None)


def _worked(rules: Rubric, found: Found, measures: Measures) -> str:
    """What worked, or nothing: beside a threat, coercion or contempt any praise would praise what hurts."""
    if any(not cue.soft for name in _NEVER_PRAISED for cue in found.named(name)):
        return ""
    due = (one for one in rules.worked if holds(one.when, found, measures) is not None)
    return next((_filled(one.say, one.about, found, True) for one in due), "")


def message(rules: Rubric, found: Found, measures: Measures, history: tuple[str, ...]) -> Message:
    """What to say of a try: the first due step, or a worked example when it has come up twice already."""
    worked = _worked(rules, found, measures)
    step = next(iter(_due(rules, found, measures)))
    pattern = _pattern(step.pattern or rules.pattern, rules.slots, found)
    cap = lowest_cap(rules, found, measures)
    why = f"{step.why} {cap.why}" if cap else step.why
    say = _filled(step.say, step.about, found, False)
    if history.count(step.id) >= MOST_TIMES:
        say = (
            f"This one is hard to hear in your own words. Look at one way to say it: {rules.example} Then try yours."
        )
        return Message(worked=worked, next_step=say, step=WORKED_EXAMPLE, pattern=pattern, why=why)
    return Message(worked=worked, next_step=say, step=step.id, pattern=pattern, why=why)
