"""Which rules speak in a reply, where, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coach.feedback.lexicon import Condition, Lexicon, Ready
from coach.feedback.phrase import NUMBER, Words
from coach.feedback.text import Reading, parts

_NEGATORS = frozenset({"not", "no", "never", "hardly", "without", "neither", "nor", "nobody"})
_NOT_NEGATED = frozenset({"wonder", "doubt", "only"})
_WINDOW = 3
_DIGITS = frozenset("0123456789£$€")


class Cue(NamedTuple):
    """A rule that spoke: what it tells, the places of its words (both ends included), and whether softly."""

    rule: str
    tells: tuple[str, ...]
    first: int
    last: int
    soft: bool = False


class Found:
    """The cues of one reply, by name and by where they stand; asking costs the same however many there are."""

    def __init__(self, reading: Reading, given: Iterable[Cue] = ()) -> None:
        self.reading = reading
        self.cues: list[Cue] = []
        self._named: dict[str, list[Cue]] = {}
        self._where: set[tuple[str, str, int]] = set()
        self._earliest: dict[tuple[str, int], int] = {}
        for cue in given:
            self.add(cue)

    def add(self, cue: Cue) -> None:
        """Take in one more cue."""
        self.cues.append(cue)
        sentence = self.reading.sentences[cue.first]
        clauses = {self.reading.clauses[cue.first], self.reading.clauses[cue.last]}
        for name in cue.tells:
            self._named.setdefault(name, []).append(cue)
            self._where.add(("sentence", name, sentence))
            self._where.update(("clause", name, clause) for clause in clauses)
            self._where.update(("here", name, place) for place in range(cue.first, cue.last + 1))
            self._earliest[name, sentence] = min(cue.first, self._earliest.get((name, sentence), cue.first))

    def named(self, name: str) -> list[Cue]:
        """The cues that tell ``name``, in the order their rules were weighed."""
        return self._named.get(name, [])

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
        name, reading = condition.name, self.reading
        match condition.where:
            case "reply":
                return name in self._named
            case "here":
                return any(("here", name, place) in self._where for place in range(first, last + 1))
            case "clause":
                return any(("clause", name, reading.clauses[place]) in self._where for place in (first, last))
            case "before":
                return self._earliest.get((name, reading.sentences[first]), first) < first
            case _:
                return ("sentence", name, reading.sentences[first]) in self._where


def _negated(reading: Reading, first: int) -> bool:
    """Whether a "not" stands in the three words before, in the same clause."""
    clause = reading.clauses[first]
    return any(
        reading.words[place] in _NEGATORS
        and reading.clauses[place] == clause
        and reading.words[place + 1] not in _NOT_NEGATED
        for place in range(max(0, first - _WINDOW), first)
    )


def _matches(reading: Reading, lexicon: Lexicon) -> dict[int, list[tuple[int, int]]]:
    """Where each rule's phrases stand, by the rule's number: one pass over the words (decision 8)."""
    found: dict[int, list[tuple[int, int]]] = {}
    words = Words(reading.words)
    for place, word in enumerate(reading.words):
        key = NUMBER if word[:1] in _DIGITS else word
        for number, phrase in lexicon.anchors.get(key, ()):
            if phrase.opens and place and reading.sentences[place - 1] == reading.sentences[place]:
                continue
            last = words.match(phrase, place)
            if last is not None:
                found.setdefault(number, []).append((place, last))
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
    rule, reading = ready.rule, found.reading
    if not rule.quoted and (reading.quoted[first] or reading.quoted[last]):
        return None
    if rule.whole and (last - first + 1) < reading.count:
        return None
    if any(found.holds(condition, first, last) for condition in ready.unless):
        return None
    if not all(found.holds(condition, first, last) for condition in ready.needs):
        return None
    soft = rule.soft
    if rule.negated != "keep" and _negated(reading, first):
        if rule.negated == "drop":
            return None
        soft = True
    return Cue(ready.id, ready.tells, first, last, soft)


def find(reading: Reading, lexicon: Lexicon, given: Iterable[Cue] = ()) -> Found:
    """All cues of a reply. ``given`` are those the context brought; rules may lean on them."""
    found = Found(reading, given)
    matches = _matches(reading, lexicon)
    for number in lexicon.order:
        ready = lexicon.rules[number]
        places = matches.get(number, [])
        if ready.rule.each:
            places = [*places, *_each(ready.rule.each, found)]
        reach = -1
        for first, last in places:
            cue = _speaks(ready, found, first, last) if first > reach else None
            if cue:
                if ready.rule.to_end:
                    cue = cue._replace(last=max(last, parts(reading, last)[1]))
                found.add(cue)
                reach = last
    return found
