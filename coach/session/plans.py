"""Plans and cards: filled in part by part, then asked about, once at a later sitting or (a log) once a day.

A plan's own place is its ``part``: ``SAVED`` once kept. A log's question stands at its plan, where Home leads to it.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from coach.course.model import Plan
from coach.errors import CoachError
from coach.progress.model import Fact, Followed, Planned, PlanRecord, step_key
from coach.progress.schedule import log_waits, plan_waits
from coach.session import concern
from coach.session.blanks import filled
from coach.session.dates import number_word, when
from coach.session.here import SAVED, Here
from coach.session.views import Action, Field, FollowUpView, PlanView
from coach.session.visit import Visit

Went = Literal["did", "partly", "mended", "missed", "not-yet", "dropped"]
WENT: tuple[tuple[Went, str], ...] = (
    ("did", "I did it"),
    ("partly", "Partly"),
    ("not-yet", "Not yet, ask me again"),
    ("dropped", "Let this one go"),
)
"""How a plan went, for one that is asked about once."""
NOTES: tuple[tuple[Went, str, str], ...] = (
    ("did", "Kept it", "✓"),
    ("partly", "Partly", "~"),
    ("mended", "Missed it, and put it right", "↻"),
    ("missed", "Missed it", "○"),
    ("not-yet", "Ask me tomorrow", ""),
    ("dropped", "Stop this one", ""),
)
"""What a log notes of a day, with its sign."""
_WORDS: dict[str, str] = {"did": "kept", "partly": "partly", "mended": "missed and put right", "missed": "missed"}
"""A day's note as a word beside its sign."""


# --- making one ----------------------------------------------------------------------------------------------------


def plan(here: Here, step: Plan) -> PlanView:
    """A plan or card in slots, or as it was kept, with the log that belongs to it."""
    kept = here.newest(Planned)
    if kept is not None and here.part == SAVED:
        return _kept(here, step, kept)
    return PlanView(
        frame=here.frame(),
        actions=(Action(id="keep", label="Keep this", primary=True), *here.skip("Not today")),
        lead=step.lead,
        ask=step.ask,
        slots=tuple(
            Field(
                draft=here.draft(slot.id),
                starts=slot.starts,
                ends=slot.ends,
                placeholder=f"{slot.hint} (or leave it empty)".strip() if slot.optional else slot.hint,
                rows=1,
            )
            for slot in step.slots
        ),
        examples=step.examples,
        notice=here.notice,
    )


def _kept(here: Here, step: Plan, kept: Fact) -> PlanView:
    record = here.visit.progress.plans.get(step_key(here.lesson.id, step.id))
    asked = record is not None and record.fact == kept.id and log_waits(record, here.visit.clock())
    notes = tuple(
        Action(id=f"went:{went}", label=label, key=str(n), group="list", primary=n == 1)
        for n, (went, label, _) in enumerate(NOTES, 1)
        if asked
    )
    return PlanView(
        frame=here.frame(),
        actions=(*notes, *here.onward(primary=not asked), Action(id="change", label="Change it", key="c")),
        lead="" if asked else step.lead,
        ask=step.follow_up if asked else step.ask,
        slots=(),
        examples=(),
        saved=here.visit.words(kept),
        log=_log(here, kept),
        asked_daily=record is not None and record.days > 0,
        notice=here.notice,
    )


def _log(here: Here, kept: Fact) -> str:
    """The days noted so far as signs and as words."""
    signs = {went: sign for went, _, sign in NOTES if sign}
    noted = [
        fact.body.went
        for fact in here.facts()
        if isinstance(fact.body, Followed) and fact.body.plan == kept.id and fact.body.went in signs
    ]
    if not noted or not isinstance(kept.body, Planned) or not kept.body.days:
        return ""
    counts: Counter[str] = Counter(noted)
    said = ", ".join(f"{number_word(counts[went])} {word}" for went, word in _WORDS.items() if counts[went])
    days = "one day" if len(noted) == 1 else f"{number_word(len(noted))} days"
    return f"{' '.join(signs[went] for went in noted)}   {days} noted: {said}"


async def act_plan(here: Here, step: Plan, action: str) -> None:
    """Keep the plan once every part has words, take it up again, or note how a day went."""
    kept = here.newest(Planned)
    if action == "change":
        here.note("")
        if kept is not None and isinstance(kept.body, Planned):
            for slot, text in kept.body.slots.items():
                here.visit.put_back(here.key(slot), here.draft(slot).text or text)
    elif action == "keep":
        await _keep(here, step)
    elif kept is not None:
        went: Went = next(went for went, _, _ in NOTES if action == f"went:{went}")
        note = Followed(plan=kept.id, lesson=here.lesson.id, step=step.id, went=went, question=step.follow_up)
        await here.visit.record(note)


async def _keep(here: Here, step: Plan) -> None:
    typed = {slot.id: here.draft(slot.id).text for slot in step.slots}
    slots = {slot: words.strip() for slot, words in typed.items()}
    empty = next((slot for slot in step.slots if not slots[slot.id] and not slot.optional), None)
    if empty is not None:
        here.notice = (
            f'One part is still open: "{empty.starts.rstrip(" :")}". Fill it in, or leave this page for another day.'
        )
        return
    written = [slot for slot in step.slots if slots[slot.id]]
    text = "\n".join(filled(slot.starts, slots[slot.id], slot.ends) for slot in written)
    planned = Planned(
        lesson=here.lesson.id,
        step=step.id,
        question=step.ask,
        slots=slots,
        text=text,
        keep_as=step.keep_as,
        asks=bool(step.follow_up),
        days=step.days,
    )
    await here.visit.record(planned, position=here.go(SAVED))
    here.forget(typed)
    here.notice = concern.gentle_line(text)


# --- asking about it -----------------------------------------------------------------------------------------------


def waiting_plan(visit: Visit, lesson: str) -> PlanRecord | None:
    """The oldest plan of this lesson or an earlier one that it is time to ask about; logs are Home's."""
    ids = [outline.id for outline in visit.course.lessons]
    earlier = {*ids[: ids.index(lesson)], lesson}
    now = visit.clock()
    ready = [
        plan
        for plan in visit.progress.plans.values()
        if plan.lesson in earlier and plan.fact not in visit.progress.removed and plan_waits(plan, now)
    ]
    return min(ready, key=lambda plan: plan.at, default=None)


def follow_up(here: Here, plan: PlanRecord) -> FollowUpView:
    """Last time's plan, before the lesson goes on."""
    fact = here.visit.fact(plan.fact)
    rows = tuple(
        Action(id=f"went:{went}", label=label, key=str(n), group="list", primary=n == 1)
        for n, (went, label) in enumerate(WENT, 1)
    )
    return FollowUpView(
        frame=here.frame(),
        actions=rows,
        plan=here.visit.words(fact) if fact is not None else "",
        when=when(fact.at if fact is not None else plan.at, here.visit.clock()),
        ask=_asked(here.visit, plan),
    )


def _asked(visit: Visit, plan: PlanRecord) -> str:
    try:
        step = visit.lesson(plan.lesson).step(plan.step)
    except CoachError:
        step = None
    return step.follow_up if isinstance(step, Plan) and step.follow_up else "How did it go?"


async def act_follow_up(visit: Visit, plan: PlanRecord, action: str) -> None:
    """Note how it went."""
    went = next(went for went, _ in WENT if action == f"went:{went}")
    question = _asked(visit, plan)
    await visit.record(Followed(plan=plan.fact, lesson=plan.lesson, step=plan.step, went=went, question=question))
