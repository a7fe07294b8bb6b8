"""A reader of replies for tests of the check: a handful of words, a few signals, one skill with forms."""

from __future__ import annotations

from types import SimpleNamespace
from typing import get_args

from coach.course.model import SkillName

WORDS = {
    "scared": "own_feeling",
    "you never": "blame",
    "should": "advice",
    "it's only": "minimizing",
}
NAMES = dict.fromkeys((*WORDS.values(), "absolute", "faux_feeling", "observation"), "a signal")


def signal_names() -> dict[str, str]:
    return NAMES


def forms(skill: str) -> tuple[str, ...]:
    return ("thanks", "win") if skill == "appreciation" else ()


def review(text, skill, context=None):
    assert skill in get_args(SkillName)
    found = [name for word, name in WORDS.items() if word in text.lower()]
    band = None
    if found:
        band = "solid" if found == ["own_feeling"] else "seed"
    return SimpleNamespace(
        signals=tuple(SimpleNamespace(name=name) for name in found),
        band=band,
        concern="self_harm" if "end it all" in text else "none",
    )
