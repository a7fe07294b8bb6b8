"""What a reply answers, and the cues that brings: which words it gives back, what it must not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from coach.feedback.cues import Cue
from coach.feedback.lexicon import Lexicon
from coach.feedback.phrase import STOPS
from coach.feedback.signals import INVITED
from coach.feedback.text import Reading, read

Groups = Mapping[str, frozenset[str]]
EMPTY: Mapping[str, str] = MappingProxyType({})
_LONGEST_FEELING = 4
_NEARLY_ALL = 0.75
_NEIGHBOURS = (
    {"feel-afraid", "feel-overwhelmed", "feel-vulnerable"}, {"feel-sad", "feel-hurt", "feel-lonely"},
    {"feel-ashamed", "feel-hurt", "feel-vulnerable"}, {"feel-tired", "feel-overwhelmed", "feel-shut"},
    {"feel-angry", "feel-hurt"}, {"feel-glad", "feel-proud", "feel-grateful", "feel-hopeful"},
    {"feel-calm", "feel-loving"}, {"feel-jealous", "feel-afraid"}, {"feel-confused", "feel-overwhelmed"},
)  # fmt: skip
"""Families of feelings so near that naming one for the other is a fair guess (rubric RFL.E)."""
_STEM = 5
"""Words that share their first letters, this many, count as one word ("quiet", "quietly")."""
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ings?|(?<!e)ed|es|s|e)$")
_VOWELS = frozenset("aeiouy")
_NUMBER = re.compile(r"\d+")
_BESIDE = 2
"""How far apart, in words, a faint word and another that comes back may stand."""


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
    "what should i do", "what would you do", "what do you think i should", "any ideas", "any advice",
    "what do i do", "can you help me", "how do i", "how can i", "should i", "how would you", "what can i do",
    "what could i do", "shall i", "what is your feeling", "what do you reckon", "your advice", "your opinion",
    "tell me what to", "help me to", "help me with", "help me write", "do i write", "do i ring", "do i call",
    "do i tell", "do i say", "do i go", "do i send", "do i reply", "do i leave", "do i stay", "where do i start",
    "who do i ask", "give me some words", "would you do it", "any tips",
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
_NOT = frozenset(
    {"not", "never", "no", "nobody", "hardly", "lost", "if", "else", "hope", "nearly", "almost", "without"}
)
_REACH = 4
_BETWEEN = frozenset(
    {
        "just", "even", "also", "both", "then", "still", "have", "had", "has", "actually", "really", "only", "all",
        "went", "did", "were", "simply", "never", "always", ",",
    }
)  # fmt: skip
"""Words that may stand between "you" and what was done."""
_PASTS = frozenset(
    {
        "ate", "became", "began", "bit", "blew", "bought", "broke", "brought", "built", "came", "caught", "chose",
        "cut", "did", "drank", "drove", "drew", "fell", "fed", "felt", "forgot", "fought", "found", "gave", "got",
        "grew", "had", "heard", "held", "hid", "hit", "hurt", "kept", "knew", "laid", "left", "lent", "let", "lied",
        "lost", "made", "meant", "met", "paid", "put", "quit", "ran", "rang", "read", "said", "sat", "saw", "sent",
        "set", "shot", "shut", "slept", "sold", "spent", "spoke", "spilt", "stole", "stood", "stuck", "swore",
        "threw", "told", "took", "tore", "went", "were", "woke", "wore", "wrote", "spoilt", "burnt", "leant",
    }
)  # fmt: skip
"""Past forms that do not end in "ed"."""
_SUPPOSE = frozenset({"if", "thought", "think", "hoped", "hope", "said", "wish", "wished"})
"""Words before a "you" that say it was not so, or that somebody supposed it."""
_BY_THE_WAY = frozenset(
    {
        "tell", "told", "ask", "thank", "showed", "show", "miss", "love", "hear", "if", "say", "know", "see",
        "with", "to", "for",
    }
)  # fmt: skip
"""Words before a "you" that is only spoken to: "I told you", "for you"."""
_IN_PASSING = frozenset(
    {
        "know", "see", "can", "could", "must", "will", "would", "may", "might", "mean", "wait", "hear",
    }
)  # fmt: skip
"""Words after a "you" by which it is anybody, or nothing was done: "you know", "you can shout"."""


def stem(word: str, alike: Mapping[str, str] = EMPTY) -> str:
    """What a word's forms share, so that they are told to be one: "cook", "cooking"; "8:30", "8".

    ``alike`` leads from words to the name of what several of them mean (mum, mother).
    """
    same = alike.get(word) or alike.get(word.removesuffix("s"))
    if same:
        return same
    number = _NUMBER.match(word)
    if number:
        return alike.get(number[0], number[0])
    bare = _ENDING.sub("", word)
    bare = word if _VOWELS.isdisjoint(bare) else bare
    if bare != word and bare[-1:] == bare[-2:-1]:
        bare = bare[:-1]
    bare = bare[:-1] + "i" if bare.endswith("y") else bare
    return alike.get(bare, bare[:_STEM])


def telling(reading: Reading, known: Lexicon) -> frozenset[str]:
    """The stems of the words that say something: not common ones, not stops."""
    return frozenset(
        stem(word, known.alike)
        for word in reading.words
        if word not in known.common and (len(word) > 2 or word.isdigit())
    )


def _back(reading: Reading, wanted: frozenset[str], known: Lexicon) -> list[int]:
    """The places of words that come back."""
    return [
        place
        for place, word in enumerate(reading.words)
        if word not in known.common and stem(word, known.alike) in wanted
    ]


def _plainly(reading: Reading, back: list[int], known: Lexicon) -> list[int]:
    """Those places without faint words, such as small numbers, but for such as stand beside another word."""
    return [
        place
        for place in back
        if reading.words[place] not in known.faint or any(0 < abs(place - one) <= _BESIDE for one in back)
    ]


def _several(reading: Reading, places: list[int], known: Lexicon) -> Iterator[Cue]:
    """``context.echoes`` at the words that come back in a sentence in which two different ones do."""
    for place in places:
        sentence = reading.sentences[place]
        here = {stem(reading.words[one], known.alike) for one in places if reading.sentences[one] == sentence}
        if len(here) > 1:
            yield Cue("context.echoes", ("context.echoes",), place, place)


def _fault(after: list[str]) -> bool:
    """Whether the words after a "you" speak of a fault; "not" only of a deed, "said" only of a promise."""
    told = next((at for at, word in enumerate(after[: _REACH - 1]) if word in _FAULTS), None)
    if told is None:
        return False
    then = after[told + 1 : told + 2]
    if after[told] == "not":
        return then not in (["have"], ["need"], ["alone"], ["mind"], ["worry"])
    return after[told] != "said" or "would" in after


def _own_words(says: Reading) -> Iterator[tuple[int, list[str]]]:
    """Each sentence with its number, the words of others left out; sentences without any word of the speaker's own
    are not given.
    """
    for sentence, (first, last) in enumerate(says.bounds):
        words = [says.words[place] for place in range(first, last + 1) if not says.quoted[place]]
        if words:
            yield sentence, words


def _did(after: list[str]) -> bool:
    """Whether the words after a "you" begin with something somebody did."""
    told = next((word for word in after[:_REACH] if word not in _BETWEEN), "")
    return told in _PASTS or (told.endswith("ed") and told != "need")


def _deeds(says: Reading) -> bool:
    """Whether the words tell something "you" did, and are not thanks."""
    for sentence, words in _own_words(says):
        if sentence in says.questions or _THANKS.intersection(words):
            continue
        for at, word in enumerate(words):
            if word == "you" and (at == 0 or words[at - 1] not in _SUPPOSE) and _did(words[at + 1 :]):
                return True
    return False


def _addressed(says: Reading) -> bool:
    """Whether a statement speaks of "you", and not by the way: as in "you know", "I told you" or "people say you"."""
    for sentence, words in _own_words(says):
        if sentence in says.questions:
            continue
        for at, word in enumerate(words):
            before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
            if word == "your" or (word == "you" and before not in _BY_THE_WAY and after not in _IN_PASSING):
                return True
    return False


def _faults(says: Reading) -> bool:
    """Whether the words hold a "you" and a fault against it: in a statement, or in a question that asks why."""
    for sentence, words in _own_words(says):
        if (sentence in says.questions and words[0] not in ("why", "how", "so")) or _THANKS.intersection(words):
            continue
        if any(word == "you" and _fault(words[at + 1 :]) for at, word in enumerate(words)):
            return True
        if words[0] == "why" and "you" in words:
            return True
    return False


def _good_news(says: Reading, known: Lexicon) -> bool:
    """Whether the words tell of something that went well, with no "not" soon before it (rubric WIN)."""
    for _, words in _own_words(says):
        said = f" {' '.join(words)} "
        for told in known.lists["good-news"]:
            before, here, _ = said.partition(f" {told} ")
            if here and _NOT.isdisjoint(before.split()[-_REACH:]):
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
    held = speaker and not sorry and not words & _THANKS and (_deeds(says) or _addressed(says))
    names = {
        "context.spoken": speaker,
        "context.complaint": not told and (fault or held),
        "context.apology": sorry and speaker and not fault,
        "context.deed": fault or (says.words[:1] == ["you"] and not speaker and (len(says.bounds) == 1 or not told)),
    }
    yield from (Cue(name, (name,), 0, last) for name, here in names.items() if here)


def _feelings(reading: Reading, groups: Groups) -> Iterator[tuple[int, int, str]]:
    """Each feeling that is named, with its first and last place and the family it belongs to; the longest first."""
    words, place = reading.words, 0
    while place < len(words):
        for length in range(_LONGEST_FEELING, 0, -1):
            written = " ".join(words[place : place + length])
            family = next((name for name, entries in groups.items() if written in entries), None)
            if family:
                yield place, min(place + length, len(words)) - 1, family
                place += length - 1
                break
        place += 1


def _given_feelings(reading: Reading, wanted: frozenset[str], groups: Groups) -> Iterator[Cue]:
    """Whether a feeling the reply names is the one that was given, its neighbour, or another (rubric RFL.E)."""
    near = {other for family in wanted for pair in _NEIGHBOURS if family in pair for other in pair}
    for first, last, family in _feelings(reading, groups):
        name = "feeling" if family in wanted else "feeling-near" if family in near else "feeling-off"
        yield Cue(f"context.{name}", (f"context.{name}",), first, last)


def _twisted(reading: Reading, phrases: Iterable[frozenset[str]], alike: Mapping[str, str]) -> Iterator[Cue]:
    """Sentences that hold nearly all that one of the phrases says."""
    for first, last in reading.bounds:
        here = {stem(word, alike) for word in reading.words[first : last + 1]}
        if any(phrase and len(phrase & here) >= _NEARLY_ALL * len(phrase) for phrase in phrases):
            yield Cue("context.must-not", ("context.must-not",), first, last)


def cues(reading: Reading, context: Context, known: Lexicon) -> Iterator[Cue]:
    """The cues the context brings to a reply: ``context.echo``, ``context.spoken`` and their like."""
    if not reading.words:
        return
    last = len(reading.words) - 1
    says = read(context.says, known.spelling)

    def stems(phrase: str) -> frozenset[str]:
        return telling(read(phrase, known.spelling), known)

    if context.advice_invited or any(ask in " ".join(says.words) for ask in _ASKS):
        yield Cue(INVITED, (INVITED,), 0, last)
    if says.words:
        yield from _spoken(says, last)
        glad = known.groups["feel-glad"] | known.groups["feel-proud"]
        if (_good_news(says, known) or glad.intersection(context.gives.feelings)) and not _faults(says):
            yield Cue("context.good-news", ("context.good-news",), 0, last)
    gives = context.gives
    for name, wanted in (
        ("context.echo", telling(says, known)),
        ("context.event", frozenset().union(*map(stems, gives.events or (context.says,)))),
        ("context.need", frozenset().union(*map(stems, gives.needs))),
    ):
        back = _back(reading, wanted, known)
        if name == "context.echo":
            back = _plainly(reading, back, known)
            yield from _several(reading, back, known)
        yield from (Cue(name, (name,), place, place) for place in back)
    named = [read(feeling, known.spelling) for feeling in gives.feelings] or [says]
    families = frozenset(family for one in named for _, _, family in _feelings(one, known.groups))
    if families:
        yield from _given_feelings(reading, families, known.groups)
    yield from _twisted(reading, [stems(phrase) for phrase in context.must_not], known.alike)


def given_back(reading: Reading, context: Context, known: Lexicon) -> tuple[int, int]:
    """How much of what was given comes back: how many of the events, and how much of the reply is the partner's own
    words, in percent (rubric RFL.C and RFL.W). Without ``gives`` each telling word of ``says`` counts as an event.
    """
    here = {stem(word, known.alike) for word in reading.words}
    says = read(context.says, known.spelling)
    said = telling(says, known)
    events = [telling(read(event, known.spelling), known) for event in context.gives.events]
    keys = sum(bool(event & here) for event in events) if events else len(said & here)
    own = [word for word in reading.words if word not in STOPS]
    echo = sum(word in says.words for word in own) * 100 // len(own) if own and says.words else 0
    return keys, echo
