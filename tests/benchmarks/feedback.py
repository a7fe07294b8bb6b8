"""Reading a reply: against one pass of proselint over the same words, the first time, and at length.

Sixty words are what a person writes in one go. No text is read before it is timed, as in life; what the same texts
take when read once more is only told.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from coach.feedback import Context, review
from tests.benchmarks.figures import Figure, figure

REPLIES = Path(__file__).parent.parent / "feedback" / "replies"
SKILLS = ("i-statement", "validation", "apology", "journal")
WORDS, WARMING, FIRSTS, ROUNDS = 60, 40, 11, 9
FIRST_BAR = 100.0
"""Milliseconds the first review may take."""
LENGTHS = (2_500, 10_000, 20_000)

IMPORTS = "import time, sys\nbegun = time.perf_counter()\n{}\nprint((time.perf_counter() - begun) * 1000)\n"
FIRST = (
    "import time, sys\nfrom coach.feedback import review\nbegun = time.perf_counter()\n"
    "review(sys.argv[1], 'i-statement')\nprint((time.perf_counter() - begun) * 1000)\n"
)


def texts() -> list[str]:
    """Sixty words each, made of the labelled replies in an order of their own."""
    files = sorted(REPLIES.glob("*.jsonl"))
    replies = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    random.Random(7).shuffle(replies)
    words = " ".join(replies).split()
    return [" ".join(words[at : at + WORDS]) for at in range(0, len(words) - WORDS, WORDS)]


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _child(code: str, *words: str) -> float:
    """What a fresh Python prints, in milliseconds."""
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True)
    return float(done.stdout)


def measure() -> list[Figure]:
    """Three figures: a review, the first review, and a character of a long text."""
    return [_sixty_words(), *_first(), _length()]


def _sixty_words() -> Figure:
    CheckRegistry().register_many(__register__)
    given = texts()
    ours, theirs = [], []
    for number, text in enumerate(given):
        skill, context = SKILLS[number % len(SKILLS)], Context(says="You never tell me when you will be late.")
        reading = _milliseconds(lambda: review(text, skill, context))  # noqa: B023
        linting = _milliseconds(lambda: LintFile("reply", text).lint())  # noqa: B023
        if number >= WARMING:
            ours.append(reading)
            theirs.append(linting)
    worst = quantiles(ours, n=100)[98]
    print(f"  a review of 60 words: median {median(ours):.2f} ms, p99 {worst:.2f} ms, {len(ours)} texts, each new")
    again = [_milliseconds(lambda: review(text, SKILLS[0])) for text in given[WARMING:]]  # noqa: B023
    print(f"  the same texts read once more: median {median(again):.2f} ms")
    return figure("a review of 60 words / one pass of proselint", ours, theirs, 1.0, "ms")


def _first() -> list[Figure]:
    text = texts()[0]
    ours, theirs = [], []
    for _ in range(FIRSTS):
        ours.append(_child(FIRST, text))
        theirs.append(_child(IMPORTS.format("import textual.app")))
    return [
        figure("the first review, loading included / 100 ms", ours, [FIRST_BAR] * FIRSTS, 1.0, "ms"),
        figure("the first review / importing textual.app", ours, theirs, 1.0, "ms"),
    ]


def _length() -> Figure:
    """The time a character takes, in microseconds, in the longest text that is read against an eighth of it."""
    whole = " ".join(texts())
    whole += whole
    took: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for at in range(ROUNDS):
        for length in LENGTHS:
            text = whole[at * 500 : at * 500 + length]
            took[length].append(_milliseconds(lambda: review(text, "i-statement")) * 1000 / length)  # noqa: B023
    for length in LENGTHS:
        print(f"  {length:6,} characters: {median(took[length]):.2f} µs a character")
    return figure("a character of 20,000 / of 2,500", took[LENGTHS[-1]], took[LENGTHS[0]], 1.5, "µs")
