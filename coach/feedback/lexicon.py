"""The lexicons: lists of words and rules about phrases, written in ``lexicons/*.yaml``, used compiled.

A rule says which words to look for and what they tell: signals (rubrics and the contract know their names) or
plain cues, named with a dot, that other rules and the rubrics lean on. Rules are data; no code knows one by name.
:mod:`coach.feedback.compiled` makes what is used; why a rule is there is read from where it is written.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct, field

from coach import strictyaml
from coach.feedback.machine import Machine, Table
from coach.feedback.text import Spelling

Names = tuple[str, ...]
_T = TypeVar("_T")
Negated = Literal["drop", "keep", "soften"]


class SignalNote(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said of a signal: its meaning in a line, the word under it, what it does, why, and who says so.

    When one of the words of ``picks`` is among those found, it stands there instead of the label.
    """

    means: str
    label: str
    kind: Literal["helps", "costs", "note"]
    why: str
    source: str
    picks: str = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule as written. ``find`` has a phrase a line; ``each`` takes whole sentences or earlier cues instead.

    A rule tells its own id and what ``tells`` names; ``why`` says in a plain sentence why it is there, ``source`` who
    says so. ``needs`` and ``unless`` (``except`` in the file) are names too,
    apart by spaces, looked for in the sentence or where a prefix says: ``reply:``, ``clause:``, ``here:`` (the same
    words), ``before:`` (earlier in the sentence). ``negated`` says what a "not" just before does, ``quoted`` that
    reported words count, ``whole`` that the phrase must be the whole reply, ``to_end`` that the cue reaches to the
    end of its clause.
    """

    tells: str = ""
    why: str = ""
    source: str = ""
    find: str = ""
    each: str = ""
    needs: str = ""
    unless: str = field(default="", name="except")
    soft: bool = False
    negated: Negated = "drop"
    quoted: bool = False
    to_end: bool = False
    whole: bool = False


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One lexicon file. A list is words and phrases apart by commas; a spelling is ``right: other, other``."""

    format_version: Literal[1]
    lists: dict[str, str] = {}
    spelling: dict[str, str] = {}
    rules: dict[str, Rule] = {}


class _SignalFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    format_version: Literal[1]
    signals: dict[str, SignalNote]


class Condition(NamedTuple):
    """A name that must, or must not, be found in a place."""

    where: str
    name: str


class Ready(Struct, frozen=True, array_like=True):
    """A rule made ready to run; as :class:`Rule` says, what it tells and asks for cut into names."""

    id: str
    tells: Names
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    each: str
    soft: bool
    negated: Negated
    quoted: bool
    to_end: bool
    whole: bool


class Compiled(Struct, frozen=True, kw_only=True):
    """All lexicons as ``compiled.json`` has them: ``digest`` is that of the files they were made of.

    ``rules`` are in the order they run, the ``first`` so many before words are weighed; ``owners`` has the rule of
    each phrase. ``known`` and ``in_rules`` are words apart by spaces, ``mend`` those worth mending; ``kinds`` leads
    from words to the lists they stand in, listed in ``several``.
    """

    digest: str
    rules: tuple[Ready, ...]
    first: int
    owners: tuple[int, ...]
    table: Table
    spelling: dict[str, str]
    known: str
    mend: list[str]
    in_rules: str
    kinds: dict[str, int]
    several: list[Names]
    lists: dict[str, Names]


class Lexicon(NamedTuple):
    """All rules in the order they run, and all phrases, whose numbers lead to those of their rules in ``owners``.

    The ``first`` so many rules run before words are weighed; the others lean on what came of it. ``each`` has the
    kind of words an ``each`` rule is asked about, by the rule's number. ``known`` are the words by which English is
    told from other languages, ``common`` those that say nothing when they stand both in what the partner said and in
    the reply, ``faint`` those that say something only beside another. ``alike`` leads from words that mean the same
    to the name of their list, ``kinds`` from a word to the lists it stands in by itself. ``groups`` has the families
    of feelings by the names of their lists (``feel-sad``), each with its words as written; ``lists`` has all lists.
    """

    rules: tuple[Ready, ...]
    first: int
    each: Mapping[int, str]
    phrases: Machine
    owners: tuple[int, ...]
    spelling: Mapping[str, str]
    known: frozenset[str]
    common: frozenset[str]
    faint: frozenset[str]
    alike: Mapping[str, str]
    kinds: Mapping[str, Names]
    groups: Mapping[str, frozenset[str]]
    lists: Mapping[str, Names]


SAME = "same-"
"""What the name of a list begins with whose words mean the same when they are told back."""
FILES = ("words", "known", "speaking", "hearing", "owning", "talking", "listening", "mending", "asking", "concern")
"""The lexicon files; a list may be used in its own file and in those after it."""
THEN = "listening"
"""From this file on rules run after words were weighed."""
COMPILED = "compiled.json"


def load(folder: str, name: str, kind: type[_T]) -> _T:
    """One data file of this room, converted strictly. Raises CourseError with every problem, file and line."""
    path = resources.files("coach.feedback") / folder / f"{name}.yaml"
    return strictyaml.parse(path.read_bytes(), f"{folder}/{name}.yaml").convert(kind)


def lexicon_file(name: str) -> LexiconFile:
    """One lexicon file as written."""
    return load("lexicons", name, LexiconFile)


def listed(written: str) -> Names:
    """A list as written: words and phrases apart by commas."""
    return tuple(word for part in " ".join(written.split()).split(",") if (word := part.strip()))


@cache
def signal_notes() -> Mapping[str, SignalNote]:
    """What is said of each signal, in the order they are listed."""
    return load("lexicons", "signals", _SignalFile).signals


@cache
def rules_written() -> Mapping[str, Rule]:
    """Every rule by its id as it is written, with why it is there and who says so."""
    return {rule_id: rule for name in FILES for rule_id, rule in lexicon_file(name).rules.items()}


def lexicons_dir() -> Traversable:
    """Where the lexicon files are, and what was compiled of them."""
    return resources.files("coach.feedback") / "lexicons"


def digest() -> str:
    """What the lexicon files hold now, in short."""
    told = blake2b(digest_size=16)
    for name in FILES:
        told.update((lexicons_dir() / f"{name}.yaml").read_bytes())
        told.update(b"\0")
    return told.hexdigest()


def _compiled() -> Compiled:
    """What was compiled, or compiled anew when the files have changed since. Raises CourseError for a faulty file."""
    path = lexicons_dir() / COMPILED
    if path.is_file():
        ready = msgspec.json.decode(path.read_bytes(), type=Compiled)
        if ready.digest == digest():
            return ready
    from coach.feedback.compiled import compile_lexicons

    return msgspec.json.decode(compile_lexicons(), type=Compiled)


@cache
def lexicon() -> Lexicon:
    """All lexicons. Raises CourseError for a faulty file.

    Nothing made here is thrown away again, so looking for rubbish among it would only cost time: meanwhile, a quarter
    of it inside the app, and at every later look.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _built(_compiled())
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _built(compiled: Compiled) -> Lexicon:
    lists, several = compiled.lists, compiled.several
    known = compiled.known.split()
    return Lexicon(
        compiled.rules,
        compiled.first,
        {number: ready.each for number, ready in enumerate(compiled.rules) if ready.each},
        Machine(compiled.table),
        compiled.owners,
        Spelling(compiled.spelling, known, compiled.mend, cache(lambda: frozenset(compiled.in_rules.split()))),
        frozenset(known),
        frozenset(lists["unsaid"]),
        frozenset(lists["faint"]),
        {word: name for name, told in lists.items() if name.startswith(SAME) for word in told},
        {word: several[number] for word, number in compiled.kinds.items()},
        {
            name: frozenset((*words, *lists.get(f"like-{name}", ())))
            for name, words in lists.items()
            if f"<{name}>" in lists["feeling"]
        },
        lists,
    )
