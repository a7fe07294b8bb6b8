"""A reader of replies for tests of the check: a handful of words, a few signals, one skill with rules."""

from __future__ import annotations

from types import SimpleNamespace

WORDS = {
    "scared": "own_feeling",
    "you never": "blame",
    "should": "advice",
    "it's only": "minimizing",
}
NAMES = frozenset({*WORDS.values(), "absolute", "faux_feeling", "observation"})


def signal_names() -> frozenset[str]:
    return NAMES


def has_rules(skill: str) -> bool:
    return skill == "i-statement"


def review(text, skill, context=None):
    found = [name for word, name in WORDS.items() if word in text.lower()]
    band = None
    if found:
        band = "solid" if found == ["own_feeling"] else "seed"
    return SimpleNamespace(
        signals=tuple(SimpleNamespace(name=name) for name in found), band=band if has_rules(skill) else None
    )
