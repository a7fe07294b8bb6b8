"""A reply cut into words that rules can be matched against, each knowing where it stands in the text as given.

People write as they speak: lower case, no full stops, "im", "dont", "u". Words are folded to one spelling for
matching only; every offset points into the original, so what is shown is always the learner's own text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coach.feedback.phrase import STOPS

LIMIT = 20_000
"""Characters that are read; what follows is not, and the review says so (decision 8)."""

_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f"
_WORD = rf"[^\W_](?:[^\W_]|[{_HIDDEN}])*"
_TOKEN = re.compile(
    rf"(?P<number>[£$€]?\d+(?:[.,:]\d+)*(?:[^\W\d_])*)"
    rf"|(?P<word>{_WORD}(?:['’ʼ`´]{_WORD})*)"
    r"|(?P<blank>_{2,}|\[[a-z ]{3,30}\])"
    r"|(?P<end>[.!?…]+|\n+)"
    r"|(?P<pause>[,;:()]|\s[-–]+\s|[–—])"
    r"|(?P<quote>[\"“”„«»]|(?<![^\W_])['‘](?=\S)|['’](?![^\W_]))"
    r"|(?P<face>[\U0001F300-\U0001FAFF\u2600-\u27BF])",
    re.IGNORECASE,
)
_HIDE = re.compile(f"[{_HIDDEN}]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1")
_LONG, _LONGER = 6, 8
"""Letters a word must have to be mended, and the word meant where a letter is wrong: short ones have neighbours."""
_QUOTE_REACH = 400

_WHOLE = {
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not", "ain't": "is not", "aint": "is not", "i'm": "i am", "im": "i am", "ive": "i have",
    "u": "you", "ya": "you", "yous": "you", "yall": "you", "r": "are", "ur": "your", "yr": "your", "dont": "do not",
    "doesnt": "does not", "didnt": "did not", "wouldnt": "would not", "couldnt": "could not",
    "shouldnt": "should not", "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "hasnt": "has not", "havent": "have not", "hadnt": "had not", "youre": "you are", "youve": "you have",
    "youd": "you would", "youll": "you will", "theyre": "they are", "theyve": "they have", "weve": "we have",
    "thats": "that is", "whats": "what is", "its": "it is", "hes": "he is", "shes": "she is", "theres": "there is",
    "let's": "let us", "lets": "let us", "wheres": "where is", "hows": "how is", "whos": "who is",
    "wanna": "want to", "gonna": "going to", "gotta": "got to", "kinda": "kind of", "sorta": "sort of",
    "dunno": "do not know", "lemme": "let me", "gimme": "give me", "cuz": "because", "cos": "because",
    "coz": "because", "bc": "because", "'cause": "because", "pls": "please", "plz": "please", "sry": "sorry",
    "soz": "sorry", "rly": "really", "tho": "though", "abt": "about", "b4": "before", "idk": "i do not know",
    "ppl": "people", "shoulda": "should have", "woulda": "would have", "coulda": "could have",
    "mustve": "must have", "idc": "i do not care", "id": "i would", "til": "till", "'til": "till",
    "must've": "must have", "y'all": "you", "ok": "okay", "k": "okay", "luv": "love", "thx": "thanks",
}  # fmt: skip
_ENDINGS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'m", "am"))
_IS = frozenset(
    {
        "it",
        "that",
        "what",
        "he",
        "she",
        "there",
        "here",
        "who",
        "where",
        "how",
        "when",
        "this",
        "everything",
        "nothing",
    }
)
_YOU_ARE = frozenset(
    {
        "so",
        "such",
        "a",
        "an",
        "being",
        "just",
        "always",
        "never",
        "not",
        "too",
        "the",
        "welcome",
        "right",
        "wrong",
        "only",
        "still",
    }
)
_SPLITS = frozenset({"but", "and", "because", "when", "if", "although", "though"})
_SAYS = frozenset(
    {
        "said",
        "say",
        "says",
        "called",
        "call",
        "calling",
        "told",
        "typed",
        "wrote",
        "write",
        "asked",
        "shouted",
        "heard",
        "yelled",
        "texted",
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reply, cut once. The lists run in step, one place a word or stop; a stop is ``,`` ``.`` ``?`` or ``!``.

    ``starts`` and ``ends`` are half-open offsets in the original. ``bounds`` has the first and last place of each
    sentence; ``questions`` the sentences that end in a question mark; ``blanks`` offsets of gaps left to fill.
    """

    text: str
    read_to: int
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    clauses: list[int]
    quoted: list[bool]
    questions: frozenset[int]
    bounds: list[tuple[int, int]]
    blanks: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many words were read, stops left out."""
        return sum(word not in STOPS for word in self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the original of the places ``first`` to ``last``, both included."""
        return self.starts[first], self.ends[last]


def _single(word: str) -> str:
    """The word with no letter doubled: people double the wrong one, or none."""
    return _DOUBLED.sub(r"\1", word)


def _one_slip(written: str, right: str) -> bool:
    """Whether a letter is missing or too many, two are swapped, or one of a long word is wrong."""
    pairs = enumerate(zip(written, right, strict=False))
    at = next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(written), len(right)))
    mine, theirs = written[at:], right[at:]
    swapped = mine[:2] == theirs[1:2] + theirs[:1] and mine[2:] == theirs[2:]
    wrong = mine[1:] == theirs[1:] and len(right) >= _LONGER
    return mine == theirs[1:] or mine[1:] == theirs or swapped or wrong


class Spelling(dict[str, str]):
    """Another spelling leads to the one the rules use, a known word to itself, a slip to the word it was meant for.

    A slip is a word of six letters or more that nobody knows, one slip away from exactly one word of ``mend``; its
    first and last letters are right, so that "listens" is not read as "listen". ``in_rules`` has the words of the
    rules; it is asked only when a word looks like a slip.
    """

    def __init__(
        self,
        others: Mapping[str, str],
        known: Iterable[str] = (),
        mend: Iterable[str] = (),
        in_rules: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        super().__init__({word: word for word in known if word not in _WHOLE})
        self.update(others)
        self._in_rules = in_rules
        self._worth: dict[str, list[tuple[str, str]]] = {}
        for word in mend:
            self._worth.setdefault(word[0] + word[-1], []).append((word, _single(word)))

    def __missing__(self, word: str) -> str:
        near = self._worth.get(word[0] + word[-1]) if len(word) >= _LONG else None
        if not near:
            return word
        bare = _single(word)
        meant = [right for right, single in near if single == bare or _one_slip(word, right)]
        return meant[0] if len(meant) == 1 and word not in self._in_rules() else word


def _expand(word: str) -> list[str]:
    """One written word as the words it stands for."""
    whole = _WHOLE.get(word)
    if whole:
        return whole.split()
    for ending, meaning in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return [word[: -len(ending)], meaning]
    if word.endswith("'s"):
        base = word[:-2]
        return [base, "is"] if base in _IS else [base]
    return [word.replace("'", "")] if "'" in word else [word]


def _folded(raw: str, spelling: Spelling) -> list[str]:
    """The words a written word stands for, in the spelling of the rules."""
    plain = raw.lower()
    if spelling.get(plain) == plain:
        return [plain]
    plain = _plain(raw)
    return [spelling[word] for part in spelling.get(plain, plain).split() for word in _expand(part)]


def _plain(raw: str) -> str:
    """Lower case, straight apostrophes, nothing hidden, no letter drawn out (sooo is so)."""
    if not raw.isascii():
        raw = _HIDE.sub("", unicodedata.normalize("NFKC", raw))
        raw = re.sub("[’ʼ`´‘]", "'", raw)
    raw = raw.lower()
    return _DRAWN_OUT.sub(r"\1", raw) if not raw[:1].isdigit() else raw


def _quotes(marks: list[tuple[int, str]], length: int) -> list[tuple[int, int]]:
    """Stretches inside quotation marks; a mark without a partner nearby quotes nothing."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for place, mark in marks:
        single = mark in "'‘’"
        if opened is None:
            if mark not in "”’»":
                opened = (place, mark)
        elif single == (opened[1] in "'‘") and place - opened[0] <= _QUOTE_REACH:
            if place > opened[0] + 1:
                found.append((opened[0], place))
            opened = None
        elif place - opened[0] > _QUOTE_REACH:
            opened = (place, mark)
    return [(start, end) for start, end in found if end - start < length - 2 or len(found) > 1]


def read(text: str, spelling: Mapping[str, str]) -> Reading:
    """Cut ``text``; ``spelling`` maps other spellings to the one the rules use. Any string is fine."""
    spelling = spelling if isinstance(spelling, Spelling) else Spelling(spelling)
    head = text[:LIMIT]
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    clauses: list[int] = []
    marks: list[tuple[int, str]] = []
    blanks: list[tuple[int, int]] = []
    questions: set[int] = set()
    sentence = clause = 0

    def put(word: str, start: int, end: int) -> None:
        words.append(word)
        starts.append(start)
        ends.append(end)
        sentences.append(sentence)
        clauses.append(clause)

    for match in _TOKEN.finditer(head):
        kind, (start, end) = match.lastgroup, match.span()
        raw = match.group()
        if kind in ("word", "number"):
            for word in _folded(raw, spelling):
                if word in _SPLITS:
                    clause += 1
                if word in _YOU_ARE and words and words[-1] == "your" and ends[-1] <= start:
                    words[-1] = "you"
                    put("are", starts[-1], ends[-1])
                put(word, start, end)
        elif kind == "quote":
            marks.append((start, raw))
        elif kind == "blank":
            blanks.append((start, end))
        elif kind == "face":
            put(raw, start, end)
        elif words and words[-1] not in STOPS:
            stop = "," if kind == "pause" else "?" if "?" in raw else "!" if "!" in raw else "."
            put(stop, start, end)
            clause += 1
            if stop != ",":
                if stop == "?":
                    questions.add(sentence)
                sentence += 1
        elif kind == "end" and "?" in raw and words:
            questions.add(sentences[-1])
    quoted = _quoted(words, starts, _quotes(marks, len(head.strip())))
    bounds = [(bisect_left(sentences, one), bisect_right(sentences, one) - 1) for one in sorted(set(sentences))]
    return Reading(
        text, len(head), words, starts, ends, sentences, clauses, quoted, frozenset(questions), bounds,
        tuple(blanks),
    )  # fmt: skip


def _quoted(words: list[str], starts: list[int], stretches: list[tuple[int, int]]) -> list[bool]:
    """Which places are somebody's reported words: three or more in quotation marks, or fewer after "said"."""
    quoted = [False] * len(words)
    place = 0
    for start, end in stretches:
        while place < len(words) and starts[place] < start:
            place += 1
        first = place
        while place < len(words) and starts[place] < end:
            place += 1
        if place - first >= 3 or _SAYS.intersection(words[max(0, first - 4) : first]):
            quoted[first:place] = [True] * (place - first)
    return quoted


def parts(reading: Reading, first: int) -> tuple[int, int]:
    """The clause around a place as first and last place, stops left out."""
    clause, last = reading.clauses[first], first
    while first > 0 and reading.clauses[first - 1] == clause and reading.words[first - 1] not in STOPS:
        first -= 1
    while (
        last + 1 < len(reading.words) and reading.clauses[last + 1] == clause and reading.words[last + 1] not in STOPS
    ):
        last += 1
    return first, last
