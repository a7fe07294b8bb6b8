"""Which rules speak in a reply, where, and how surely."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from coach.feedback.lexicon import Condition, Lexicon, Ready
from coach.feedback.text import Reading, parts

_NEGATORS = frozenset({"not", "no", "never", "hardly", "without", "neither", "nor", "nobody"})
_NOT_NEGATED = frozenset({"wonder", "doubt", "only"})
_WINDOW = 3


class Cue(NamedTuple):
    """A rule that spoke: what it tells, the places of its words (both ends included), and whether softly."""

    rule: str
    tells: tuple[str, ...]
    first: int
    last: int
    soft: bool = False


class _Told:
    """Where one name is told: its cues, their clauses and places, and the first place in each sentence."""

    __slots__ = ("clauses", "cues", "firsts", "places")

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self.clauses: set[int] = set()
        self.places: set[int] = set()
        self.firsts: dict[int, int] = {}


class Found:
    """The cues of one reply, by name and by where they stand; asking costs the same however many there are."""

    def __init__(self, reading: Reading, given: Iterable[Cue] = ()) -> None:
        self.reading = reading
        self.count = reading.count
        self.cues: list[Cue] = []
        self._told: dict[str, _Told] = {}
        for cue in given:
            self.add(cue)

    def add(self, cue: Cue) -> None:
        """Take in one more cue."""
        self.cues.append(cue)
        for name in cue.tells:
            self._note(name, cue)

    def _note(self, name: str, cue: Cue) -> None:
        """Note where a cue tells a name."""
        _, _, first, last, _ = cue
        sentence = self.reading.sentences[first]
        clauses = self.reading.clauses
        told = self._told.get(name)
        if told is None:
            told = self._told[name] = _Told()
        told.cues.append(cue)
        told.clauses.add(clauses[first])
        told.clauses.add(clauses[last])
        if first == last:
            told.places.add(first)
        else:
            told.places.update(range(first, last + 1))
        if told.firsts.setdefault(sentence, first) > first:
            told.firsts[sentence] = first

    def take_back(self, names: Set[str], of: Iterable[Cue] | None = None) -> None:
        """Let no cue tell these names any more; with ``of``, none of those cues."""
        cues = [cue for name in names for cue in self.named(name)] if of is None else of
        swapped = {cue: cue._replace(tells=tuple(name for name in cue.tells if name not in names)) for cue in cues}
        for name in {name for cue in swapped for name in cue.tells}:
            for cue in self._told.pop(name).cues:
                kept = swapped.get(cue, cue)
                if name in kept.tells:
                    self._note(name, kept)
        if swapped:
            self.cues = [swapped.get(cue, cue) for cue in self.cues]

    def named(self, name: str) -> list[Cue]:
        """The cues that tell ``name``, in the order their rules were weighed."""
        told = self._told.get(name)
        return told.cues if told else []

    def spans(self, cues: Iterable[Cue]) -> tuple[tuple[int, int], ...]:
        """Offsets in the text as given, in order, those that touch or overlap made one."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(self.reading.span(cue.first, cue.last) for cue in cues):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    def holds(self, condition: Condition, first: int, last: int) -> bool:
        """Whether a name is found where the condition looks, seen from the places ``first`` to ``last``."""
        where, name = condition
        told = self._told.get(name)
        if told is None:
            return False
        if where == "reply":
            return True
        if where == "here":
            return not told.places.isdisjoint(range(first, last + 1))
        if where == "clause":
            clauses = self.reading.clauses
            return clauses[first] in told.clauses or clauses[last] in told.clauses
        if where == "before":
            return told.firsts.get(self.reading.sentences[first], first) < first
        return self.reading.sentences[first] in told.firsts


def _negated(reading: Reading, first: int) -> bool:
    """Whether a "not" stands in the three words before, in the same clause."""
    words, clauses = reading.words, reading.clauses
    for place in range(max(0, first - _WINDOW), first):
        if words[place] in _NEGATORS and clauses[place] == clauses[first] and words[place + 1] not in _NOT_NEGATED:
            return True
    return False


def _matches(reading: Reading, lexicon: Lexicon) -> dict[int, list[tuple[int, int]]]:
    """Where each rule's phrases stand, by the rule's number: one pass over the words (decision 8)."""
    found: dict[int, list[tuple[int, int]]] = {}
    owners = lexicon.owners
    for place, number, last in lexicon.phrases.matches(reading.words, reading.bounds):
        found.setdefault(owners[number], []).append((place, last))
    return found


def _each(kind: str, found: Found) -> Iterator[tuple[int, int]]:
    """What an ``each`` rule is asked about: questions, statements, or the words of an earlier cue."""
    reading = found.reading
    if kind in ("question", "statement"):
        for sentence, (first, last) in enumerate(reading.bounds):
            if (sentence in reading.questions) == (kind == "question"):
                yield first, last
    else:
        for cue in found.named(kind):
            yield cue.first, cue.last


def _speaks(ready: Ready, found: Found, first: int, last: int) -> Cue | None:
    """The rule's cue at these words, or None when something there speaks against it."""
    reading = found.reading
    if not ready.quoted and (reading.quoted[first] or reading.quoted[last]):
        return None
    if ready.whole and last - first + 1 < found.count:
        return None
    for condition in ready.unless:
        if found.holds(condition, first, last):
            return None
    for condition in ready.needs:
        if not found.holds(condition, first, last):
            return None
    soft = ready.soft
    if ready.negated != "keep" and _negated(reading, first):
        if ready.negated == "drop":
            return None
        soft = True
    return Cue(ready.id, ready.tells, first, last, soft)


def find(
    reading: Reading,
    lexicon: Lexicon,
    given: Iterable[Cue] = (),
    then: Callable[[Found], Found] | None = None,
) -> Found:
    """All cues of a reply. ``given`` are those the context brought; rules may lean on them.

    ``then`` is handed what the first rules found and says what the others go on with.
    """
    matches = _matches(reading, lexicon)
    due = sorted({*matches, *lexicon.each})
    begun = bisect_left(due, lexicon.first)
    found = Found(reading, given)
    _run(due[:begun], lexicon, matches, found)
    if then:
        found = then(found)
    _run(due[begun:], lexicon, matches, found)
    return found


def _run(due: Iterable[int], lexicon: Lexicon, matches: Mapping[int, list[tuple[int, int]]], found: Found) -> None:
    """Let some rules speak, one after the other."""
    each = lexicon.each
    for number in due:
        ready = lexicon.rules[number]
        places: Iterable[tuple[int, int]] = matches.get(number, ())
        if number in each:
            places = (*places, *_each(each[number], found))
        reach = -1
        for first, last in places:
            cue = _speaks(ready, found, first, last) if first > reach else None
            if cue:
                if ready.to_end:
                    cue = cue._replace(last=max(last, parts(found.reading, last)[1]))
                found.add(cue)
                reach = last
