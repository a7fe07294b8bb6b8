"""Learning the word weights of ``coach/feedback/weights.json`` from the labelled replies that may be looked at."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import coach.feedback
from coach.feedback import Context
from coach.feedback.cues import Found
from coach.feedback.lexicon import lexicon, signal_notes
from coach.feedback.review import cues_in
from coach.feedback.weighed import Scale, features, weights
from tests.replies.data import FAULTS, SIGNALS, Reply, clean_tries, golden, replies
from tests.replies.logistic import fit
from tests.replies.measure import Score, macro, pooled

TARGET = Path(coach.feedback.__file__).parent / "weights.json"
VERSION = 1
_COST = 0.5
_EPOCHS = 15
_ROUNDS = 3
_FOLDS = 5
_SITUATIONS = 2
_ELSEWHERE = 0.25
_LEAST_SHARE = 0.5
_LEAST = 0.08
_LEAST_PRECISE = 0.8
_MOST_KEPT, _LEAST_ALONE, _LEAST_COST = -0.3, -0.4, 0.6
"""A rule is not to be outvoted by little, and where no rule speaks words are to weigh something."""
_UPHELD = {"advice": -1.0}
"""What counts as little for a signal of which a ruling names the words ("if I were you", decisions.md, 6)."""
_POOLED_PRECISE = 0.87
_SURE = 0.95
_BELIEVED = 0.9
_STEPS = tuple(at / 10 for at in range(-30, 31))
_BIAS = ""
_FRESH = frozenset({"later", "tries"})
"""The parts no rule about a signal was written looking at."""
_FULL = frozenset({"later", "golden"})
_SEEN = 0.6
"""How much a reply counts that rules were written looking at."""


class Row(NamedTuple):
    """One reply made ready: where it is from, its stretches as sets of features, and what it holds."""

    reply: Reply
    stretches: tuple[frozenset[str], ...]
    told: frozenset[tuple[str, str]]
    """The rules that spoke, with each signal they tell."""

    def rules(self, name: str) -> frozenset[str]:
        """The rules that tell a signal in it."""
        return frozenset(rule for signal, rule in self.told if signal == name)


def _row(reply: Reply) -> Row:
    seen: list[Found] = []
    cues_in(reply.text, Context(says=reply.says), lambda found: seen.append(found) or found)  # type: ignore[func-returns-value]
    found = seen[0]
    stretches = tuple(
        frozenset({_BIAS, *(one.name for one in stretch)}) for stretch in features(found, lexicon().kinds)
    )
    told = frozenset((name, cue.rule) for cue in found.cues for name in cue.tells if "." not in name)
    return Row(reply, stretches, told)


@cache
def rows(*parts: str) -> tuple[Row, ...]:
    """Every labelled reply of the parts, every golden case and every good try, made ready."""
    given = [reply for skill in SIGNALS for reply in replies(skill, *parts)] + golden() + clean_tries()
    return tuple(_row(faultless(reply)) for reply in given if reply.text.strip())


def faultless(reply: Reply) -> Reply:
    """A reply that was labelled for faults and holds none, as one labelled for the faults of every other set too.

    An apology in which nobody is blamed demands nothing, fixes nothing and makes nothing smaller either. Without
    these a rule would be known only among the replies it was written for, and believed wherever it speaks.
    """
    own = FAULTS.intersection(reply.labelled)
    if reply.part == "golden" or not own or not reply.signals.isdisjoint(FAULTS | {"faux_feeling"}):
        return reply
    return reply._replace(labelled=(*reply.labelled, *sorted(FAULTS - own)))


def fold(situation: str) -> int:
    """Which fold a situation is in; whole situations stay together."""
    return int(hashlib.sha256(f"f{situation}".encode()).hexdigest(), 16) % _FOLDS


def home(name: str) -> str:
    """The set of replies that is labelled for a signal."""
    return next(skill for skill, names in SIGNALS.items() if name in names)


def learn(name: str, given: Iterable[Row]) -> dict[str, float]:
    """The weights of every feature for one signal.

    A stretch of a reply without the signal does not hold it. Of a reply with it, the stretch that by now looks most
    like it is taken to hold it (multiple-instance learning). Replies of other sets in which no rule sees it count a
    little, as replies without; those in which a rule sees it count only if they are known to be without.
    """
    taken = [row for row in given if name in row.reply.labelled or not row.rules(name)]
    at_home = [
        name in row.reply.labelled and (name in SIGNALS.get(row.reply.skill, (name,)) or bool(row.rules(name)))
        for row in taken
    ]
    holds = [here and name in row.reply.signals for row, here in zip(taken, at_home, strict=True)]
    seen: dict[str, set[str]] = {}
    for row, here in zip(taken, at_home, strict=True):
        for feature in frozenset().union(*row.stretches) if here else ():
            seen.setdefault(feature, set()).add(row.reply.situation)
    names = sorted(feature for feature, where in seen.items() if len(where) >= _SITUATIONS)
    number = {feature: at for at, feature in enumerate(names)}
    flat = [
        (at, [number[feature] for feature in sorted(stretch) if feature in number])
        for at, row in enumerate(taken)
        for stretch in row.stretches
    ]
    costs = [
        _COST * (1.0 if row.reply.part in _FULL else _SEEN) * (1.0 if here else _ELSEWHERE)
        for row, here in zip(taken, at_home, strict=True)
    ]
    weights: list[float] = []
    for _ in range(_ROUNDS):
        best: dict[int, tuple[float, int]] = {}
        for place, (at, there) in enumerate(flat):
            total = sum(weights[feature] for feature in there) if weights else 0.0
            if at not in best or total > best[at][0]:
                best[at] = total, place
        chosen: list[tuple[list[int], bool, float]] = []
        for place, (at, there) in enumerate(flat):
            share = 1 / len(taken[at].stretches)
            if not holds[at]:
                chosen.append((there, False, costs[at] * max(share, _LEAST_SHARE)))
            elif not weights or best[at][1] == place:
                chosen.append((there, True, costs[at] * (1.0 if weights else share)))
        weights = fit(
            [one[0] for one in chosen], [one[1] for one in chosen], [one[2] for one in chosen], len(names), _EPOCHS
        )
    return dict(zip(names, weights, strict=True))


def total(weights: dict[str, float], row: Row) -> float:
    """What the heaviest stretch of a reply weighs."""
    return max(
        (sum(weights.get(feature, 0.0) for feature in sorted(stretch)) for stretch in row.stretches),
        default=-math.inf,
    )


def across(name: str, given: Sequence[Row]) -> list[float]:
    """What each reply weighs by weights learnt without its fold."""
    sums = [0.0] * len(given)
    for number in range(_FOLDS):
        weights = learn(name, [row for row in given if fold(row.reply.situation) != number])
        for at, row in enumerate(given):
            if fold(row.reply.situation) == number:
                sums[at] = total(weights, row)
    return sums


def _score(holds: Sequence[bool], told: Sequence[bool]) -> Score:
    right = sum(here and there for here, there in zip(holds, told, strict=True))
    return Score(right, sum(told) - right, sum(holds) - right)


def _means(found: Mapping[str, Score]) -> list[str]:
    """The macro F1 of each set, over those of its signals that were labelled there."""
    return [
        f"{skill}: macro F1 {macro({name: found[name] for name in names if sum(found[name])}):.3f}"
        for skill, names in SIGNALS.items()
    ]


class Limits(NamedTuple):
    """What the sum of a signal must pass to count: where no rule sees it, and where one does."""

    softly: float
    kept: float


class Learnt(NamedTuple):
    """One signal learnt: its weights, the rules that are believed whatever the words weigh, and for each of the later
    replies labelled for it: whether it is there, the rules that see it, and what it weighs by weights learnt without
    its fold.
    """

    name: str
    weights: dict[str, float]
    believed: frozenset[str]
    holds: tuple[bool, ...]
    rules: tuple[frozenset[str], ...]
    sums: tuple[float, ...]

    def score(self, limits: Limits) -> Score:
        """How well the signal is told within these limits."""
        scale = Scale(bias=0.0, surely=0.0, softly=limits.softly, kept=limits.kept, believed=self.believed)
        return _score(self.holds, [scale.tells(*pair) for pair in zip(self.sums, self.rules, strict=True)])

    def choices(self) -> dict[Limits, Score]:
        """Every pair of limits worth a thought, with how well it tells the signal."""
        upheld = [at for at in _STEPS if at <= _UPHELD.get(self.name, _MOST_KEPT)]
        alone = [
            at for at in _STEPS if at >= (_LEAST_COST if signal_notes()[self.name].kind == "costs" else _LEAST_ALONE)
        ]
        pairs = [Limits(softly, kept) for softly in alone for kept in upheld if kept <= softly]
        scores = {pair: self.score(pair) for pair in pairs}
        fine = {pair: one for pair, one in scores.items() if one.precision >= _LEAST_PRECISE}
        return fine if self.name in FAULTS and fine else scores


def believed(name: str, given: Iterable[Row]) -> frozenset[str]:
    """The rules that are right about a signal nearly always, by the later replies; a rule that does not speak in
    them, by the others.
    """
    counts: dict[bool, dict[str, list[int]]] = {True: {}, False: {}}
    for row in given:
        if name in row.reply.labelled:
            for rule in row.rules(name):
                counts[row.reply.part in _FRESH].setdefault(rule, [0, 0])[name in row.reply.signals] += 1
    fresh, seen = counts[True], counts[False]
    return frozenset(
        {rule for rule, (wrong, right) in fresh.items() if right >= _BELIEVED * (right + wrong)}
        | {rule for rule, (wrong, right) in seen.items() if rule not in fresh and right >= _SURE * (right + wrong)}
    )


def _learnt(name: str) -> Learnt:
    given = rows("shared", "own", "later")
    sums = across(name, given)
    fresh = [
        (name in row.reply.signals, row.rules(name), one)
        for row, one in zip(given, sums, strict=True)
        if name in row.reply.labelled and row.reply.part in _FRESH
    ]
    holds, seen, own = zip(*fresh, strict=True)
    return Learnt(name, learn(name, given), believed(name, given), holds, seen, own)


def limits(every: Sequence[Learnt]) -> dict[str, Limits]:
    """The limits of each signal: where F1 is best.

    For faults the dearest wrong tellings are given up, those that gain F1 the least, until nearly all that is told of
    all faults together is right; and no fault is told wrongly too often.
    """
    choices = {one.name: one.choices() for one in every}
    for price in (at / 2000 for at in range(200)):
        chosen = {
            name: max(
                own, key=lambda pair, own=own, cost=price * (name in FAULTS): own[pair].f1 - cost * own[pair].wrong
            )
            for name, own in choices.items()
        }
        faults = pooled(choices[name][pair] for name, pair in chosen.items() if name in FAULTS)
        if faults.precision >= _POOLED_PRECISE:
            break
    return chosen


def surely(one: Learnt, softly: float) -> float:
    """What the sum of a signal must pass to be sure: where it is right nearly always."""
    steps = [at for at in _STEPS if at >= softly]
    return next((at for at in steps if one.score(Limits(at, at)).precision >= _SURE), _STEPS[-1])


def train() -> list[str]:
    """Learn all weights, write them, and give a line for each signal: what five folds say of it."""
    with ProcessPoolExecutor() as pool:
        return write(list(pool.map(_learnt, [name for names in SIGNALS.values() for name in names])))


def write(every: Sequence[Learnt]) -> list[str]:
    """Write the table of weights, and give a line for each signal: what five folds say of it."""
    least = limits(every)
    table: dict[str, dict[str, float]] = {}
    scales = {}
    for one in every:
        scales[one.name] = {
            "bias": round(one.weights.get(_BIAS, 0.0), 3),
            "surely": surely(one, least[one.name].softly),
            "softly": least[one.name].softly,
            "kept": least[one.name].kept,
            "believed": sorted(one.believed),
        }
        for feature, weight in one.weights.items():
            if feature != _BIAS and abs(weight) >= _LEAST:
                table.setdefault(feature, {})[one.name] = round(weight, 2)
    data = {
        "version": VERSION, "replies": len(rows("shared", "own", "later")), "scales": scales,
        "features": dict(sorted(table.items())),
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    found = {one.name: one.score(least[one.name]) for one in every}
    faults = pooled(score for name, score in found.items() if name in FAULTS)
    return [*(f"  {name:26} {score}" for name, score in found.items()), *_means(found), f"faults: {faults}"]


def _shared(name: str) -> tuple[str, Score]:
    given = rows("shared", "own", "later")
    scale = weights().scales[name]
    there = [
        (name in row.reply.signals, scale.tells(one, row.rules(name)))
        for row, one in zip(given, across(name, given), strict=True)
        if row.reply.part == "shared" and name in row.reply.labelled
    ]
    return name, _score([holds for holds, _ in there], [told for _, told in there])


def folds() -> list[str]:
    """The shared replies by weights learnt without their fold, whole situations together; the rules as they stand."""
    with ProcessPoolExecutor() as pool:
        found = dict(pool.map(_shared, [name for names in SIGNALS.values() for name in names]))
    return [*(f"  {name:26} {score}" for name, score in found.items()), *_means(found)]
