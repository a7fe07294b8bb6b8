"""What a learner did: facts, and the progress, drafts and position derived from or kept beside them.

A fact is append-only and has its own sortable place: (origin, seq). Progress is what facts add up to; it holds
no learner text, so it stays small and may be read before anything else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from msgspec import Struct

UNDOABLE = timedelta(days=30)
"""How long what was taken out, started over or restored over can be put back (decision 19)."""
SCHEMA = 3
"""Version of everything saved; files also say which reader is the oldest that understands them."""


class _Data(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A saved struct. Unknown keys are kept out, not refused: a newer copy may have written them."""


# --- what can happen ---------------------------------------------------------------------------------------


class Completed(_Data, frozen=True, kw_only=True, tag="completed"):
    """The learner went on from a step. ``skipped`` when they chose not to do it."""

    lesson: str
    step: str
    skipped: bool = False


class Entry(_Data, frozen=True, kw_only=True, tag="entry"):
    """Private words: a reflection, a scene's closing thought, or a free journal page.

    ``question`` is the question as it was shown, so it can be read years later beside its answer. ``keep_as`` is the
    part of the handbook it belongs to, if any.
    """

    text: str
    question: str = ""
    lesson: str = ""
    step: str = ""
    keep_as: str = ""


class Mark(_Data, frozen=True, kw_only=True):
    """One signal found in a try: its name, its rule and where (code points of the text as saved)."""

    name: str
    rule: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class Attempt(_Data, frozen=True, kw_only=True, tag="attempt"):
    """One try at a practice step, with what was on screen and what the review said then.

    ``digest`` is of the step's content, ``support`` the help in use, ``models_seen`` whether model answers had
    been shown before. Nothing in it says whether words gave cause for concern.
    """

    lesson: str
    step: str
    digest: str
    question: str
    skill: str
    text: str
    support: str
    models_seen: bool = False
    option: str | None = None
    marks: tuple[Mark, ...] = ()
    criteria: dict[str, str] = {}
    band: str | None = None
    next_step: str = ""


class Recalled(_Data, frozen=True, kw_only=True, tag="recalled"):
    """A recall answered from memory; ``rating`` is the learner's own: had, partly or not-yet."""

    lesson: str
    step: str
    question: str
    text: str
    rating: Literal["had", "partly", "not-yet"]


class Sorted(_Data, frozen=True, kw_only=True, tag="sorted"):
    """A sort finished: which pile each card was put in first, by ids, and how many fitted at once."""

    lesson: str
    step: str
    placed: dict[str, str]
    fitted: int


class Chosen(_Data, frozen=True, kw_only=True, tag="chosen"):
    """A choice made: the first option taken, by id."""

    lesson: str
    step: str
    option: str
    fitted: bool


class Planned(_Data, frozen=True, kw_only=True, tag="planned"):
    """A plan or card filled in: slot id to the learner's words, and the sentence or card as shown.

    ``asks`` whether it is asked about later, once or (a log) on ``days`` days; ``keep_as`` its part of the handbook.
    """

    lesson: str
    step: str
    question: str
    slots: dict[str, str]
    text: str
    keep_as: str = "plan"
    asks: bool = True
    days: int = 0


class Followed(_Data, frozen=True, kw_only=True, tag="followed"):
    """How a plan went, asked at the next sitting, a log's once a day; ``plan`` is the id of the Planned fact.

    ``mended`` is missed and put right; ``not-yet`` says nothing of how it went, only to ask again.
    """

    plan: str
    lesson: str
    step: str
    went: Literal["did", "partly", "mended", "missed", "not-yet", "dropped"]
    question: str = ""
    text: str = ""


class DialsAt(_Data, frozen=True, kw_only=True):
    """The partner's dials at one moment, 0 to 20 each."""

    safety: int
    heat: int
    hope: int
    openness: int


class MoveAt(_Data, frozen=True, kw_only=True):
    """One signal's effect on one dial."""

    signal: str
    dial: str
    by: int


class Played(_Data, frozen=True, kw_only=True, tag="played"):
    """One turn of a role-play: the reply, what it did, and what the partner said next.

    A play begins with a turn without text (the partner's opening). ``parent`` is the fact id of the turn it
    follows, so every branch stays; ``state`` is the scene state after it, as the engine wrote it.
    """

    play: str
    scene: str
    digest: str
    persona: str
    engine: int
    lesson: str
    step: str
    beat: str
    parent: str | None = None
    text: str = ""
    option: str | None = None
    marks: tuple[Mark, ...] = ()
    criteria: dict[str, str] = {}
    says: str = ""
    before: DialsAt | None = None
    after: DialsAt | None = None
    moves: tuple[MoveAt, ...] = ()
    ending: str | None = None
    state: dict[str, object] = {}


class Kept(_Data, frozen=True, kw_only=True, tag="kept"):
    """A sentence of their own the learner wants to keep; ``of`` is the fact it came from."""

    of: str
    text: str


class Revised(_Data, frozen=True, kw_only=True, tag="revised"):
    """New words for an earlier fact; the earlier words stay until erased for good."""

    of: str
    text: str


class Removed(_Data, frozen=True, kw_only=True, tag="removed"):
    """Earlier facts taken out of sight; undoable for 30 days."""

    of: tuple[str, ...]


class Restored(_Data, frozen=True, kw_only=True, tag="restored"):
    """Removed facts brought back."""

    of: tuple[str, ...]


class Disagreed(_Data, frozen=True, kw_only=True, tag="disagreed"):
    """The learner sees something in a review differently. It is kept beside the try and changes nothing of it.

    ``of`` is the id of the Attempt; ``what`` the name of a signal, the id of a criterion, or "band"; ``rule`` the
    first rule that spoke for it, empty where none did. ``state``, ``band``, ``spans`` (code points) and ``version``
    (of coach) are as the learner saw them. With ``share_words`` the words of the try may go along with an export.
    Of two about the same thing of the same try the later counts.
    """

    of: str
    lesson: str
    step: str
    skill: str
    what: str
    rule: str = ""
    state: str = ""
    band: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    version: str = ""
    share_words: bool = False


class Called(_Data, frozen=True, kw_only=True, tag="called"):
    """What the partner is called in texts, and by which pronoun; the later one counts. Both may be empty."""

    partner: str = ""
    pronoun: Literal["", "they", "she", "he"] = ""


class OwnLine(_Data, frozen=True, kw_only=True, tag="own-line"):
    """A number of the learner's own for when things are not safe, and whose it is; the later one counts."""

    text: str


class StartedOver(_Data, frozen=True, kw_only=True, tag="started-over"):
    """The path begins again from its start, or (``undone``) is put back as it was. Nothing written is touched."""

    undone: bool = False


Body = (
    Completed | Entry | Attempt | Recalled | Sorted | Chosen | Planned | Followed | Played | Kept
    | Revised | Removed | Restored | Disagreed | Called | OwnLine | StartedOver
)  # fmt: skip


class Fact(_Data, frozen=True, kw_only=True):
    """Something that happened. ``id`` is 16 random bytes in hex; ``at`` is ISO 8601, UTC with offset.

    Order is (``origin``, ``seq``): a copy's id and its own counter. Merging two copies is union by id.
    """

    id: str
    origin: str
    seq: int
    at: str
    author: str
    space: str
    body: Body
    refs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The tag of the body: completed, entry, attempt, ..."""
        return str(type(self.body).__struct_config__.tag)


# --- what it adds up to ------------------------------------------------------------------------------------


class Position(_Data, frozen=True, kw_only=True):
    """Where the learner is: exactly enough to come back. ``turn`` is the fact id a role-play stands at.

    ``scroll`` is in rows; ``part`` is the step's own place (cards put so far, a phase) as the session wrote it;
    ``writing`` is the draft key of the field that holds words not yet said; ``at`` (ISO) is when the learner was
    last there.
    """

    lesson: str
    step: str
    scroll: int = 0
    part: str = ""
    turn: str | None = None
    writing: str = ""
    at: str = ""


class StepRecord(_Data, frozen=True, kw_only=True):
    """What one step has seen: done or skipped, tries, the last and the best band, and its last fact's id.

    ``round`` is how often the learner had started over when it was done.
    """

    done: bool = False
    round: int = 0
    skipped: bool = False
    tries: int = 0
    band: str | None = None
    best: str | None = None
    last_fact: str | None = None


class Card(_Data, frozen=True, kw_only=True):
    """A practised step's memory: fsrs's stability (days) and difficulty (1 to 10), when due, when last rated.

    ``why`` is the name of the signal or band that made it worth another try; never the learner's words.
    """

    stability: float
    difficulty: float
    due: str
    last: str
    why: str = ""


class PlanRecord(_Data, frozen=True, kw_only=True):
    """A plan waiting to be asked about: the Planned fact, and when it was made or last asked about.

    ``days`` is on how many days a log asks (0: it is no log), ``noted`` on how many it has been answered.
    """

    fact: str
    lesson: str
    step: str
    at: str
    days: int = 0
    noted: int = 0


def step_key(lesson: str, step: str) -> str:
    """The key of a step in ``Progress.steps`` and ``Progress.cards``."""
    return f"{lesson}/{step}"


class Progress(_Data, frozen=True, kw_only=True):
    """What facts add up to, without a word of the learner's: read before Home appears, under 64 kB.

    Keys of ``steps`` and ``cards`` are ``lesson/step``. ``seen`` holds the highest seq applied per origin.
    ``removed`` maps a removed fact's id to when. ``aside`` is a visit to an earlier step that leaves
    ``position`` where it was. ``days`` counts the facts of each recent day. ``rounds`` counts how often the learner
    started over, last at ``started_over``, when ``before`` was their position.
    """

    seen: dict[str, int] = {}
    steps: dict[str, StepRecord] = {}
    cards: dict[str, Card] = {}
    plans: dict[str, PlanRecord] = {}
    removed: dict[str, str] = {}
    position: Position | None = None
    aside: Position | None = None
    last_at: str = ""
    days: dict[str, int] = {}
    rounds: int = 0
    started_over: str = ""
    before: Position | None = None

    def done(self, lesson: str, step: str) -> bool:
        """Whether the learner has gone on from that step since they last started over."""
        record = self.steps.get(step_key(lesson, step))
        return record is not None and record.done and record.round >= self.rounds


class Draft(_Data, frozen=True, kw_only=True):
    """Half-typed words: the key of their field, the text, where the cursor is, when they were last touched."""

    key: str
    text: str
    row: int = 0
    column: int = 0
    at: str = ""
