"""What a reply answers, and the cues that brings: which words it gives back, what it must not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from coach.feedback.cues import Cue
from coach.feedback.signals import INVITED
from coach.feedback.text import Reading, read

_STEM = 5
"""Words that share their first letters, this many, count as one word ("shouted", "shouting")."""


class Gives(Struct, frozen=True, kw_only=True):
    """What a good reply can give back, in any words: events, feelings and needs, a few words each."""

    events: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Context(Struct, frozen=True, kw_only=True):
    """What a reply answers and how it was made.

    ``says`` is the partner's words, or the situation. ``must_not`` are phrases that would twist them. ``variant``
    names a form of the skill. ``fiction`` says that the learner has called the reply made up, so no concern is
    read into it. ``support`` and ``shown_models`` are what the learner had before them while writing.
    """

    says: str = ""
    gives: Gives = Gives()
    must_not: tuple[str, ...] = ()
    variant: str = ""
    advice_invited: bool = False
    fiction: bool = False
    support: str = ""
    shown_models: tuple[str, ...] = ()


_ASKS = (
    "what should i do", "what would you do", "what do you think i should", "any ideas", "any advice", "what do i do",
    "can you help me", "how do i", "how can i", "should i",
)  # fmt: skip


_SPEAKER = frozenset({"i", "me", "my"})


def stem(word: str) -> str:
    """The beginning of a word, by which its forms are told to be one."""
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def telling(reading: Reading, common: frozenset[str]) -> frozenset[str]:
    """The stems of the words that say something: not common ones, not stops."""
    return frozenset(stem(word) for word in reading.words if word not in common and len(word) > 2)


def cues(reading: Reading, context: Context, common: frozenset[str], spelling: Mapping[str, str]) -> Iterator[Cue]:
    """The cues the context brings to a reply: ``context.echo``, ``context.spoken`` and their like."""
    if not reading.words:
        return
    last = len(reading.words) - 1
    says = read(context.says, spelling)
    if context.advice_invited or any(ask in " ".join(says.words) for ask in _ASKS):
        yield Cue(INVITED, (INVITED,), 0, last)
    if _SPEAKER.intersection(says.words):
        yield Cue("context.spoken", ("context.spoken",), 0, last)
        if "you" in says.words or "your" in says.words:
            yield Cue("context.complaint", ("context.complaint",), 0, last)
    for name, phrases in (
        ("context.echo", (context.says,)),
        ("context.event", context.gives.events),
        ("context.feeling", context.gives.feelings),
        ("context.need", context.gives.needs),
        ("context.must-not", context.must_not),
    ):
        wanted = frozenset().union(*(telling(read(phrase, spelling), common) for phrase in phrases))
        for place, word in enumerate(reading.words):
            if stem(word) in wanted and word not in common:
                yield Cue(name, (name,), place, place)
