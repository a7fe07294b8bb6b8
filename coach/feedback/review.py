"""One reply read: signals, criteria, band, concern and the coaching message. Pure; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from coach.errors import CoachError
from coach.feedback import context as contexts
from coach.feedback.concern import LINES, NONE, concern
from coach.feedback.context import Context
from coach.feedback.cues import Found, find
from coach.feedback.lexicon import Lexicon, lexicon, signal_notes
from coach.feedback.message import Message, message
from coach.feedback.rubric import Band, CriterionResult, Measures, band, form, has_rules, judge
from coach.feedback.signals import Signal, signals
from coach.feedback.text import Reading, read
from coach.feedback.weighed import decided

JOURNAL = "journal"
SKILLS = (
    "i-statement", "softened-start", "reflection", "validation", "curiosity", "apology", "repair", "boundary",
    "appreciation", "disclosure", "misstep", JOURNAL,
)  # fmt: skip
"""Every skill a reply can be read for; ``journal`` is no skill and has only a concern."""

ENGLISH, UNKNOWN = "en", "unknown"
LIMITS = "I can only see the words, not your tone or your history."
_KNOWN = 0.4
_COPIED = 0.85
_UNREAD = "I can't read this one well enough to say anything. It may be another language, or not words."
_SHORT = "That is too short for me to tell. Say a little more."


class Review(Struct, frozen=True, kw_only=True):
    """What can be said of one reply (review-contract.md).

    ``text`` is the reply as given; all spans are half-open offsets into it, in code points. ``language`` is ``en`` or
    ``unknown``; nothing is judged in an unknown one. ``variant`` is the form of the skill it was read
    as, if the skill has forms. ``band`` is None when nothing of the skill can be seen.
    ``next_step_id`` is what the caller hands back in ``history``. ``read_to`` is how many characters were read.
    """

    skill: str
    variant: str
    text: str
    language: str
    signals: tuple[Signal, ...]
    criteria: tuple[CriterionResult, ...]
    band: Band | None
    concern: str
    worked: str
    next_step: str
    next_step_id: str
    pattern: str
    why: str
    limits: str
    read_to: int


def signal_names() -> dict[str, str]:
    """Every signal there is, with a line of meaning."""
    return {name: note.means for name, note in signal_notes().items()}


def cues_in(text: str, context: Context | None = None, then: Callable[[Found], Found] | None = None) -> Found:
    """The cues of a reply: which rules speak, and where. Any text is fine.

    ``then`` is handed what the rules about signals found and says what the rules of the rubrics lean on; without it
    the rules alone decide.
    """
    known = lexicon()
    reading = read(text, known.spelling)
    return find(reading, known, contexts.cues(reading, context or Context(), known), then)


def review(text: str, skill: str, context: Context | None = None, history: tuple[str, ...] = ()) -> Review:
    """Read a reply for a skill. Any text is fine; an unknown skill raises CoachError.

    ``history`` has the ids of the next steps given at earlier tries, the newest last: the same step comes at most
    twice, then a worked example is suggested instead.
    """
    if skill not in SKILLS:
        raise CoachError(f"There is no skill called {skill!r}. Your words are safe. See: coach review --list")
    context = context or Context()
    known = lexicon()
    found = cues_in(text, context, lambda found: decided(found, known.kinds))
    reading = found.reading
    language = _language(reading, known)
    worry = NONE if context.fiction else concern(found)
    measures = _measures(reading, found, context, known)
    rules = form(skill, context.variant, found, measures) if has_rules(skill) else None
    told = signals(found) if language == ENGLISH else ()
    results: tuple[CriterionResult, ...] = ()
    earned: Band | None = None
    said = Message()
    if rules:
        results = judge(rules.criteria, found, measures)
        if language == UNKNOWN or worry != NONE or _too_short(reading, found, results):
            results = tuple(CriterionResult(id=one.id, state="cannot-tell") for one in rules.criteria)
        else:
            earned = band(rules, results, found, measures)
            said = message(rules, found, measures, history)
            if context.support == "none":
                said = replace(said, pattern="")
    if worry != NONE:
        said = Message(next_step=LINES[worry], step="care")
    elif skill != JOURNAL:
        said = said if said.step else _unjudged(reading, language)
    return Review(
        skill=skill, variant=rules.variant if rules else "",
        text=text, language=language, signals=told, criteria=results, band=earned, concern=worry,
        worked=said.worked, next_step=said.next_step, next_step_id=said.step, pattern=said.pattern, why=said.why,
        limits=_limits(reading), read_to=reading.read_to,
    )  # fmt: skip


def _language(reading: Reading, known: Lexicon) -> str:
    """``en`` when enough of the words are known ones, else ``unknown``."""
    words = [word for word in reading.words if word.isalpha()]
    here = sum(word in known.known for word in words)
    return ENGLISH if words and here >= _KNOWN * len(words) else UNKNOWN


def _too_short(reading: Reading, found: Found, results: tuple[CriterionResult, ...]) -> bool:
    """Fewer than four words (three in a question), no signal, and no criterion decided by a cue (decision 5)."""
    least = 3 if reading.questions else 4
    if not 0 < reading.count < least or any("." not in name for cue in found.cues for name in cue.tells):
        return False
    return not any(rule for one in results for rule in one.rules if not rule.startswith("context."))


def _measures(reading: Reading, found: Found, context: Context, known: Lexicon) -> Measures:
    feelings: dict[int, int] = {}
    for cue in found.named("own_feeling"):
        feelings[reading.clauses[cue.first]] = feelings.get(reading.clauses[cue.first], 0) + 1
    own = set(reading.words)
    copied = any(
        len(own) >= 4 and len(own & set(read(model, known.spelling).words)) >= _COPIED * len(own)
        for model in context.shown_models
    )
    keys, echo = contexts.given_back(reading, context, known)
    return Measures(
        words=reading.count, sentences=len(reading.bounds), questions=len(reading.questions),
        feelings=max(feelings.values(), default=0), copied=int(copied), blanks=len(reading.blanks),
        keys=keys, echo=echo,
    )  # fmt: skip


def _unjudged(reading: Reading, language: str) -> Message:
    """What is said when nothing could be judged."""
    if not reading.words:
        return Message(next_step="Write the first words that come. They need not be good.", step="empty")
    if language == UNKNOWN:
        return Message(next_step=_UNREAD, step="unread")
    return Message(next_step=_SHORT, step="too-short")


def _limits(reading: Reading) -> str:
    if reading.read_to < len(reading.text):
        return f"{LIMITS} I read the first {reading.read_to:,} characters only."
    return LIMITS
