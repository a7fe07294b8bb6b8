"""Signals told by weighed words: what the rules saw and which words stand together, each with a weight.

The weights are learnt from the labelled replies in ``tests/feedback/replies`` (``python -m tests.replies train``) and
shipped as data: a plain table of phrases and numbers, no network. A rule that spoke is one of the things weighed, so
a rule can be outvoted, and words no rule knows can still be read. Every verdict can name the words it saw.

The weighing is done for each stretch (a sentence, or part of a long one), and the stretch that speaks most for a
signal decides: a reply holds a signal when one of its stretches does (multiple-instance logistic regression).
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
from msgspec import Struct

from coach.feedback.cues import Cue, Found
from coach.feedback.lexicon import signal_notes
from coach.feedback.machine import key
from coach.feedback.phrase import SENTENCE_ENDS
from coach.feedback.text import Reading

RULE = "weighed."
"""What the id of a cue begins with that weighed words told; the signal's name follows."""
_LONGEST = 24
_SHORTEST, _REST = 8, 3
_SPEAKERS = frozenset({"i", "my", "me", "you", "your", "we", "it", "that", "she", "he", "they"})
_I, _YOU = frozenset({"i", "me", "my"}), frozenset({"you", "your"})
_UNHEARD = '"'
_MOST_ECHOES = 4


class Scale(Struct, frozen=True, kw_only=True):
    """How one signal is weighed: what is laid on first, and what the sum must pass.

    Above ``softly`` the words tell the signal by themselves, above ``surely`` so that it may be built upon; above
    ``kept`` a rule that tells it is upheld. The rules in ``believed`` need no upholding.
    """

    bias: float
    surely: float
    softly: float
    kept: float
    believed: frozenset[str]

    def tells(self, total: float, rules: Collection[str]) -> bool:
        """Whether a signal counts whose heaviest stretch weighs ``total`` and which these rules tell."""
        return not self.believed.isdisjoint(rules) or total > (self.kept if rules else self.softly)


class Weights(Struct, frozen=True, kw_only=True):
    """The shipped table: how each signal is weighed, and what each feature weighs for which signal."""

    version: int
    replies: int
    scales: dict[str, Scale]
    features: dict[str, dict[str, float]]


class Feature(NamedTuple):
    """One thing weighed: its name, and the places of the words it is made of (none for what is not words)."""

    name: str
    places: tuple[int, ...] = ()


Stretch = list[Feature]


@cache
def weights() -> Weights:
    """The shipped weights, read once, when first needed."""
    path = resources.files("coach.feedback") / "weights.json"
    return msgspec.json.decode(path.read_bytes(), type=Weights)


@cache
def _faults() -> frozenset[str]:
    """The signals that find fault, and what makes a try turn aside."""
    return frozenset(name for name, note in signal_notes().items() if note.kind == "costs") | {"deflected"}


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """First and last place of each stretch: a sentence, or part of one that is longer than 24 words."""
    found = []
    for first, last in reading.bounds:
        start = first
        if last - first >= _LONGEST:
            for place in range(first + 1, last + 1):
                new = reading.clauses[place] != reading.clauses[place - 1]
                if new and place - start >= _SHORTEST and last - place >= _REST:
                    found.append((start, place - 1))
                    start = place
        found.append((start, last))
    return found


def features(
    found: Found, classes: Mapping[str, Sequence[str]], known: Container[str] | None = None
) -> list[Stretch]:
    """What there is to weigh in each stretch: cues, words and pairs of words, kinds of words, and who speaks.

    ``classes`` names the kinds a word is of. Words in quotation marks are somebody else's and are not weighed. With
    ``known``, only what is named there is given.
    """
    reading = found.reading
    bounds = stretches(reading)
    cues: list[dict[str, None]] = [{} for _ in bounds]
    echoes = [0] * len(bounds)
    of = [number for number, (first, last) in enumerate(bounds) for _ in range(first, last + 1)]
    everywhere: dict[str, None] = {}
    for cue in found.cues:
        for name in cue.tells:
            if name == "context.echo":
                echoes[of[cue.first]] += 1
            elif name.startswith("context."):
                everywhere[f"reply:{name}"] = None
            elif not name.startswith("concern."):
                if "." not in name:
                    everywhere[f"reply:{name}"] = None
                for number in {of[cue.first], of[cue.last]}:
                    cues[number][f"{'soft' if cue.soft else 'cue'}:{name}"] = None
    given = []
    for number, (first, last) in enumerate(bounds):
        names = (*cues[number], *everywhere, *_standing(reading, bounds, number, echoes[number]))
        given.append(
            [Feature(name) for name in names if known is None or name in known]
            + _words(reading, first, last, classes, known)
        )
    return given


def _standing(reading: Reading, bounds: list[tuple[int, int]], number: int, echoes: int) -> Iterator[str]:
    """How much of the partner's words a stretch holds, and who speaks in it; its length would say nothing."""
    first, last = bounds[number]
    words = reading.words[first : last + 1]
    if echoes:
        yield f"echo {min(echoes, _MOST_ECHOES)}"
    yield f"i {int(not _I.isdisjoint(words))} you {int(not _YOU.isdisjoint(words))}"
    if reading.sentences[first] in reading.questions:
        yield "asked"
    speaker = next((word for word in words if word in _SPEAKERS), None)
    if speaker:
        yield f"speaker {speaker}"


def _words(
    reading: Reading, first: int, last: int, classes: Mapping[str, Sequence[str]], known: Container[str] | None
) -> Stretch:
    """Words, neighbours, words with one between, and the same with the kind of a word in its place."""
    if last > first and reading.words[last] in SENTENCE_ENDS:
        last -= 1
    words = [key(word) for word in reading.words[first : last + 1]]
    if True in reading.quoted[first : last + 1]:
        words = [_UNHEARD if reading.quoted[place] else word for place, word in enumerate(words, first)]
    line = ["^", *words, "$?" if reading.sentences[first] in reading.questions else "$"]
    end = len(line)
    heard = [(at, word) for at, word in enumerate(line) if word != _UNHEARD]
    found = [(word, at, at) for at, word in heard[1:-1]]
    for at, word in heard:
        for gap, between in ((1, " "), (2, " _ ")):
            if at + gap < end and line[at + gap] != _UNHEARD:
                found.append((f"{word}{between}{line[at + gap]}", at, at + gap))
        for kind in classes.get(word, ()):
            found.append((kind, at, at))
            found.append((f"{line[at - 1]} {kind}", at - 1, at))
            found.append((f"{kind} {line[at + 1]}", at, at + 1))
            if at > 1:
                found.append((f"{line[at - 2]} _ {kind}", at - 2, at))
    places = [first, *range(first, last + 1), last]
    return [
        Feature(name, (places[at],) if at == to else (places[at], places[to]))
        for name, at, to in found
        if known is None or name in known
    ]


def _sums(given: list[Stretch], table: Weights) -> dict[str, tuple[float, int]]:
    """For each signal the sum of the heaviest stretch, and which one that is."""
    best: dict[str, tuple[float, int]] = {}
    for number, stretch in enumerate(given):
        sums = {name: scale.bias for name, scale in table.scales.items()}
        for feature in dict.fromkeys(one.name for one in stretch):
            for name, weight in table.features[feature].items():
                sums[name] += weight
        for name, total in sums.items():
            if name not in best or total > best[name][0]:
                best[name] = total, number
    return best


def _heaviest(stretch: Stretch, bounds: tuple[int, int], name: str, table: Weights) -> tuple[int, int]:
    """The run of words within a stretch that weighs most; all of it when no words weigh for the signal."""
    weight = dict.fromkeys(range(bounds[0], bounds[1] + 1), 0.0)
    for feature in {one.name: one for one in stretch}.values():
        each = table.features[feature.name].get(name, 0.0)
        for place in feature.places:
            weight[place] += each / len(feature.places)
    top, run, start, best = 0.0, 0.0, bounds[0], bounds
    for place, heavy in weight.items():
        if run <= 0:
            run, start = 0.0, place
        run += heavy
        if run > top:
            top, best = run, (start, place)
    return best


def decided(found: Found, classes: Mapping[str, Sequence[str]]) -> Found:
    """The cues with every weighed signal decided: told where words weigh enough, taken back where they do not.

    A rule that is outvoted about a fault is believed about no other fault it tells at the same words either: what is
    no blame is no contempt.
    """
    table = weights()
    given = features(found, classes, table.features)
    bounds = stretches(found.reading)
    lost: set[str] = set()
    for name, (total, number) in _sums(given, table).items():
        scale = table.scales[name]
        rules = {cue.rule for cue in found.named(name)}
        tells = scale.tells(total, rules)
        if rules and not tells:
            lost.add(name)
        elif tells and not rules:
            first, last = _heaviest(given[number], bounds[number], name, table)
            found.add(Cue(RULE + name, (RULE + name, name), first, last, total <= scale.surely))
    for name in lost & _faults():
        found.take_back(_faults() - table.scales.keys(), found.named(name))
    found.take_back(lost)
    return found
