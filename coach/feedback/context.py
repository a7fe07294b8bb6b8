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
_PARTNERS = frozenset({"partner", "husband", "wife", "boyfriend", "girlfriend", "spouse"})
_FAULTS = frozenset(
    {
        "never", "always", "not", "keep", "kept", "should", "promised", "forgot", "left", "missed", "lied", "ignored",
        "laughed", "shouted", "yelled", "snapped", "broke", "treated", "cancelled", "hid", "interrupted", "said",
    }
)  # fmt: skip
"""Words that, soon after "you", speak of what somebody did or left undone."""
_THANKS = frozenset({"thank", "thanks", "love", "loved", "lovely", "grateful", "glad", "proud", "appreciate", "kind"})
_SORRY = frozenset({"sorry", "apologise", "apologies", "apology", "forgive"})
_REACH = 4


def stem(word: str) -> str:
    """The beginning of a word, by which its forms are told to be one."""
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def telling(reading: Reading, common: frozenset[str]) -> frozenset[str]:
    """The stems of the words that say something: not common ones, not stops."""
    return frozenset(stem(word) for word in reading.words if word not in common and len(word) > 2)


def _fault(after: list[str]) -> bool:
    """Whether the words after a "you" speak of a fault; "not" only of a deed, "said" only of a promise."""
    told = next((at for at, word in enumerate(after[: _REACH - 1]) if word in _FAULTS), None)
    if told is None:
        return False
    then = after[told + 1 : told + 2]
    if after[told] == "not":
        return then not in (["have"], ["need"], ["alone"], ["mind"], ["worry"])
    return after[told] != "said" or "would" in after


def _faults(says: Reading) -> bool:
    """Whether the words hold a "you" and a fault against it: in a statement, or in a question that asks why."""
    for sentence, (first, last) in enumerate(says.bounds):
        words = says.words[first : last + 1]
        if (sentence in says.questions and words[0] not in ("why", "how", "so")) or _THANKS.intersection(words):
            continue
        if any(word == "you" and _fault(words[at + 1 :]) for at, word in enumerate(words)):
            return True
        if words[0] == "why" and "you" in words:
            return True
    return False


def _spoken(says: Reading, last: int) -> Iterator[Cue]:
    """Who speaks, and of what: ``spoken`` when the partner speaks of their own life, ``complaint`` when they hold
    something against the reader, ``apology`` when they own up, ``deed`` when the words say what the reader did.
    """
    words = frozenset(says.words)
    speaker, fault = bool(words & _SPEAKER), _faults(says)
    told = "your" in words and bool(words & _PARTNERS) and not speaker
    sorry = bool(words & _SORRY)
    plain = speaker and not sorry and bool(words & {"you", "your"}) and not words & _THANKS
    names = {
        "context.spoken": speaker,
        "context.complaint": not told and (fault or plain),
        "context.apology": sorry and speaker and not fault,
        "context.deed": fault or (told and says.words[0] == "you"),
    }
    yield from (Cue(name, (name,), 0, last) for name, here in names.items() if here)


def cues(reading: Reading, context: Context, common: frozenset[str], spelling: Mapping[str, str]) -> Iterator[Cue]:
    """The cues the context brings to a reply: ``context.echo``, ``context.spoken`` and their like."""
    if not reading.words:
        return
    last = len(reading.words) - 1
    says = read(context.says, spelling)
    if context.advice_invited or any(ask in " ".join(says.words) for ask in _ASKS):
        yield Cue(INVITED, (INVITED,), 0, last)
    if says.words:
        yield from _spoken(says, last)
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
