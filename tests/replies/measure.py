"""Precision and recall of every signal and every rule on the labelled replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from coach.feedback import Context, review
from coach.feedback.review import cues_in
from tests.replies.data import FAULTS, SIGNALS, Reply, replies


class Score(NamedTuple):
    """How often a name was told rightly, wrongly, and not at all."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was told that is there; 0 when nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was told; 0 when nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2f}  recall {self.recall:.2f}  F1 {self.f1:.2f}"
            f"   ({self.right + self.missed} there)"
        )


def told(reply: Reply) -> frozenset[str]:
    """The signals a review finds in a reply."""
    return frozenset(one.name for one in review(reply.text, reply.skill, Context(says=reply.says)).signals)


def scores(given: Iterable[Reply], found: Iterable[frozenset[str]]) -> dict[str, Score]:
    """A score for every signal the replies were labelled for."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    names: dict[str, None] = {}
    for reply, here in zip(given, found, strict=True):
        for name in reply.labelled:
            names[name] = None
            which = right if name in here and name in reply.signals else wrong if name in here else missed
            which[name] += which is not missed or name in reply.signals
    return {name: Score(right[name], wrong[name], missed[name]) for name in names}


def macro(every: dict[str, Score]) -> float:
    """The mean F1."""
    return sum(score.f1 for score in every.values()) / len(every)


def pooled(every: Iterable[Score]) -> Score:
    """All of them as one."""
    return Score(*(sum(column) for column in zip(*every, strict=True)))


def signals(skill: str, parts: tuple[str, ...]) -> list[str]:
    """A line for each signal, and the macro F1."""
    given = replies(skill, *parts)
    every = scores(given, map(told, given))
    lines = [f"  {name:26} {score}" for name, score in every.items()]
    return [*lines, f"{skill}: macro F1 {macro(every):.3f} over {len(given)} replies", ""]


def fault_scores(parts: tuple[str, ...]) -> dict[str, Score]:
    """A score for every signal that finds fault."""
    every = {}
    for skill in SIGNALS:
        given = replies(skill, *parts)
        every |= {name: one for name, one in scores(given, map(told, given)).items() if name in FAULTS}
    return every


def faults(parts: tuple[str, ...]) -> list[str]:
    """The pooled precision of the signals that find fault."""
    every = fault_scores(parts)
    lowest = min(every, key=lambda name: every[name].precision)
    return [
        f"faults found: pooled precision {pooled(every.values()).precision:.3f}, "
        f"lowest {every[lowest].precision:.2f} ({lowest})"
    ]


def rules(parts: tuple[str, ...]) -> list[str]:
    """For each rule and each signal it tells: how often it spoke rightly, and how often wrongly."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for skill in SIGNALS:
        for reply in replies(skill, *parts):
            spoke = {
                (name, cue.rule)
                for cue in cues_in(reply.text, Context(says=reply.says)).cues
                for name in cue.tells
                if name in reply.labelled
            }
            for name, rule in spoke:
                (right if name in reply.signals else wrong)[name, rule] += 1
    order = [name for names in SIGNALS.values() for name in names]
    lines = []
    for name, rule in sorted({*right, *wrong}, key=lambda pair: (order.index(pair[0]), pair[1])):
        yes, no = right[name, rule], wrong[name, rule]
        lines.append(f"  {name:26} {rule:28} right {yes:4}  wrong {no:3}  precision {yes / (yes + no):.2f}")
    return lines
