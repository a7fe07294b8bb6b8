"""What a front end shows: a closed union of frozen structs, no Textual type inside.

``actions`` are the intents open to the learner, in the order to show them; the primary one is what enter (or ctrl+j
inside an editor) does, by the session's ``do(action)``. All text is raw: a front end draws it safely by itself.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from coach.progress.model import Draft
from coach.session.review_views import Marked, ReviewView


class _View(Struct, frozen=True, kw_only=True):
    """A frozen picture of a moment."""


class Action(_View, frozen=True, kw_only=True):
    """One thing the learner can do. ``id`` is the intent, ``key`` a letter or digit that means it, if any.

    ``group`` is where it stands: ``main`` in the row of buttons, ``list`` one row each (options, piles, cards).
    ``mark`` is a sign with its word for a list row: "✓ fits". ``closes``: it closes a page, so escape does it too.
    ``stays``: it can be chosen again at once to take it back, so the focus begins and stays there.
    """

    id: str
    label: str
    key: str = ""
    primary: bool = False
    group: Literal["main", "list"] = "main"
    mark: str = ""
    note: str = ""
    closes: bool = False
    stays: bool = False


class Frame(_View, frozen=True, kw_only=True):
    """Where a step stands: ``heading`` "Lesson 2 · A verdict or a feeling", ``place`` "step 5 of 12"."""

    lesson: str
    step: str
    heading: str
    place: str
    title: str
    number: int
    total: int
    path: tuple[tuple[str, str], ...] = ()
    """The lesson's steps as (sign and word, title), for a side column."""


class Field(_View, frozen=True, kw_only=True):
    """An editor: ``draft.key`` names it; a front end restores text and cursor from the draft."""

    draft: Draft
    label: str = ""
    placeholder: str = ""
    starts: str = ""
    ends: str = ""
    rows: int = 5


class Quote(_View, frozen=True, kw_only=True):
    """The learner's own earlier words, shown again. ``when`` is in words ("last Thursday")."""

    text: str
    when: str
    title: str


class _StepView(_View, frozen=True, kw_only=True):
    """What every step's view has. ``notice`` is one calm line about something that just happened."""

    frame: Frame
    actions: tuple[Action, ...]
    notice: str = ""


class ReadingView(_StepView, frozen=True, kw_only=True):
    """A page of text. ``care`` asks the front end to add where help is."""

    text: str
    source: str = ""
    care: bool = False


class CompareView(_StepView, frozen=True, kw_only=True):
    """Two takes of one moment; ``why`` is empty until the learner asks for it."""

    moment: str
    weak: str
    strong: str
    ask: str
    why: str = ""


class SortView(_StepView, frozen=True, kw_only=True):
    """One card and its piles (the list actions), or the finished sort: each verdict with its card."""

    ask: str
    card: str
    number: int
    total: int
    verdict: str = ""
    why: str = ""
    finished: tuple[tuple[str, str], ...] = ()
    after: str = ""


class ChoiceView(_StepView, frozen=True, kw_only=True):
    """A question and its answers (the list actions); ``why`` belongs to the answer looked at last.

    With ``pause`` there are no answers yet: after so many seconds the front end does the primary action by itself.
    """

    moment: str
    ask: str
    why: str = ""
    pause: int = 0


class RecallView(_StepView, frozen=True, kw_only=True):
    """A question from memory. ``field`` until revealed; then the learner's words and the answer."""

    ask: str
    field: Field | None
    answered: str = ""
    reveal: str = ""


class ReflectionView(_StepView, frozen=True, kw_only=True):
    """Private writing. ``saved`` is what was written before at this step; ``close`` comes after saving."""

    lead: str
    quotes: tuple[Quote, ...]
    ask: str
    field: Field | None
    saved: str = ""
    close: str = ""


class ModelView(_View, frozen=True, kw_only=True):
    """One way to say it, in one voice."""

    says: str
    voice: str


class Attempted(_View, frozen=True, kw_only=True):
    """An earlier try: its words and marks, and when."""

    text: str
    marks: tuple[Marked, ...]
    when: str
    band: str


class PracticeView(_StepView, frozen=True, kw_only=True):
    """A practice step in one of its phases.

    ``write``: field (or slots while support is ``builder``), cue and hints asked for.
    ``review``: the review of the try just made.
    ``care``: the calm line in place of a score; keep, erase and go on are the actions.
    ``tries``: earlier tries side by side. ``models``: ways to say it. ``why``: the verdict table. ``differ``: what
    the learner may see differently (the list actions).
    """

    phase: Literal["write", "review", "care", "tries", "models", "why", "differ"]
    situation: str
    says: str
    ask: str
    support: str
    field: Field | None = None
    slots: tuple[Field, ...] = ()
    sentence: str = ""
    cue: str = ""
    hints: tuple[str, ...] = ()
    review: ReviewView | None = None
    models: tuple[ModelView, ...] = ()
    tries: tuple[Attempted, ...] = ()
    care: str = ""


class RolePlayView(_StepView, frozen=True, kw_only=True):
    """The door of a scene: who, where, what to try; whether a play waits to be gone on with."""

    lead: str
    scene: str
    title: str
    partner: str
    setting: str
    waiting: bool
    played: int


class BreathingView(_StepView, frozen=True, kw_only=True):
    """Paced breathing: seconds in and out, for how many minutes, and what to do instead."""

    text: str
    seconds_in: int
    seconds_out: int
    minutes: int
    instead: str


class PlanView(_StepView, frozen=True, kw_only=True):
    """A plan in slots, with examples; ``saved`` is the plan as last written, ``log`` the days noted of it so far.

    ``asked_daily`` once it was kept and is asked about every day.
    """

    lead: str
    ask: str
    slots: tuple[Field, ...]
    examples: tuple[str, ...]
    saved: str = ""
    log: str = ""
    asked_daily: bool = False


class FollowUpView(_StepView, frozen=True, kw_only=True):
    """Last time's plan and how it went (the list actions), before the lesson goes on."""

    plan: str
    when: str
    ask: str


class DoorView(_StepView, frozen=True, kw_only=True):
    """The door of a step for two: a few private questions, answered by a list action, and no answer is kept."""

    text: str
    questions: tuple[str, ...]


class EndingView(_StepView, frozen=True, kw_only=True):
    """A kind end of a sitting or lesson: something to carry, and what was done, counted honestly."""

    text: str
    between: str
    done: str


StepView = (
    ReadingView | CompareView | SortView | ChoiceView | RecallView | ReflectionView | PracticeView
    | RolePlayView | BreathingView | PlanView | FollowUpView | DoorView | EndingView
)  # fmt: skip


class Said(_View, frozen=True, kw_only=True):
    """One line of a scene. ``turn`` numbers the learner's lines from 1."""

    who: Literal["partner", "you"]
    name: str
    text: str
    turn: int = 0


class SceneView(_View, frozen=True, kw_only=True):
    """A role-play waiting for the learner's line, or at its end (then the only way on is ``afterwards``).

    ``pause`` is how long the partner's last line may take to appear, in seconds; any key completes it.
    ``look`` is the pause-and-look panel: what the last line did, in words; empty unless asked for.
    """

    title: str
    partner: str
    setting: str
    said: tuple[Said, ...]
    field: Field | None
    helps: tuple[str, ...]
    cue: str
    choices: tuple[Action, ...]
    typing: bool
    turn: int
    pause: float
    look: str = ""
    care: str = ""
    notice: str = ""
    ended: bool = False
    actions: tuple[Action, ...] = ()


class TraceRow(_View, frozen=True, kw_only=True):
    """One turn in the trace: the learner's words, the level after it (0 closed to 4 close), and why."""

    turn: int
    text: str
    level: int
    word: str
    why: str


class AfterwardsView(_View, frozen=True, kw_only=True):
    """What happened, which words moved the partner, and the ways back in.

    ``phase``: ``trace`` first; the others list turns, other ways to say one, branches, sentences to keep.
    """

    title: str
    partner: str
    phase: Literal["trace", "turns", "other-ways", "branches", "keep"]
    image: str
    last: str
    truth: str
    levels: tuple[str, ...]
    start_level: int
    rows: tuple[TraceRow, ...]
    turning: str
    ask: str
    field: Field | None
    saved: str
    listed: tuple[Action, ...]
    notice: str
    actions: tuple[Action, ...]


class PathRow(_View, frozen=True, kw_only=True):
    """One lesson on the path. ``sign`` ✓ ● ○ and its word; ``note`` "5 of 12" or "not written yet"."""

    lesson: str
    sign: str
    word: str
    label: str
    title: str
    note: str
    open: bool


class Again(_View, frozen=True, kw_only=True):
    """A practice worth another try today, and why today. ``title`` is empty when no words may show."""

    lesson: str
    step: str
    title: str
    why: str


class ToNote(_View, frozen=True, kw_only=True):
    """A log that waits for today's note: which day of how many. ``title`` is empty when no words may show."""

    lesson: str
    step: str
    title: str
    day: str


class HomeView(_View, frozen=True, kw_only=True):
    """Home: one thing to do, the path, what is worth another try. ``quiet`` when others use this computer.

    ``finished`` is what is said once every lesson there is was walked to its end; else empty.
    """

    course: str
    date: str
    greeting: str
    go_on: Action
    go_on_where: str
    go_on_minutes: str
    quote_key: str
    path: tuple[PathRow, ...]
    again: tuple[Again, ...]
    quiet: bool
    to_note: tuple[ToNote, ...] = ()
    finished: str = ""
    notices: tuple[str, ...]
    read_only: bool
    actions: tuple[Action, ...] = ()


class StartView(_View, frozen=True, kw_only=True):
    """One of the three short pages before Home. ``page`` 1 to 3."""

    page: int
    title: str
    text: str
    field: Field | None
    actions: tuple[Action, ...]
