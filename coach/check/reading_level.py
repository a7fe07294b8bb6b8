"""Flesch-Kincaid: the school grade at which a page can be read, from the length of its sentences and words.

The formula and its numbers are Kincaid and others (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
Syllables are counted by rule; against the CMU Pronouncing Dictionary the rules are right for 98 of 100 words of
prose on this subject, and err to neither side.
"""

from __future__ import annotations

import re

from msgspec import Struct

MOST = 7.0
"""The highest grade a page may have."""

FEWEST = 40
"""Words a page needs before a grade says anything about it."""

_QUOTE = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n\s*(?:\n|[-•*✓] )\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioutd])ed$|(?<=[^aeiouscxzhg])es$"
    r"|(?<=[^aeiou])e(?=ly$|ment|ful|less|ness)|(?<=^saf)e(?=[tg])|(?<=^som)e(?=[^rs])"
)
_SPLIT = re.compile(r"i[aou](?!u)|iet|eo(?!u)|ua|ui(?=n)|yi|[aeo]ing$|ae|idea|area")
_JOINED = re.compile(r"[tscg]i(?:on|ou|al|an|en)|[gq]u(?=[aeiou])|eau|people|eon$")


class Level(Struct, frozen=True):
    """How hard a page is to read: its grade, its words, and its longest sentence."""

    grade: float
    words: int
    longest: str


def syllables(word: str) -> int:
    """How many syllables an English word has, by rule; at least one."""
    word = word.lower().replace("’", "").replace("'", "")
    if not word.isalpha() or not word.isascii():
        return 1
    spoken = _SILENT.sub("", word)
    split = len(_SPLIT.findall(_JOINED.sub("", spoken)))
    return max(1, len(_VOWELS.findall(spoken)) + split)


def level(text: str) -> Level:
    """The level of a page; what stands in quotation marks is left out, since people may speak as they speak."""
    sentences = [
        (sentence.strip(), words)
        for sentence in _SENTENCE_END.split(_QUOTE.sub(" ", text))
        if (words := _WORD.findall(sentence))
    ]
    if not sentences:
        return Level(0.0, 0, "")
    words = [word for _, found in sentences for word in found]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    longest = max(sentences, key=lambda sentence: len(sentence[1]))[0]
    return Level(round(grade, 1), len(words), " ".join(longest.split()))
