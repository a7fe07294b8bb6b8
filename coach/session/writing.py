"""The steps a learner writes in without being judged: recall and reflection.

A step's own place is its ``part``; words are drafts until they are kept.
"""

from __future__ import annotations

from typing import Literal

from coach.course.model import Recall, Reflection
from coach.progress.model import Attempt, Body, Entry, Planned, Recalled, Revised
from coach.session import concern
from coach.session.dates import when
from coach.session.here import Here
from coach.session.views import Action, Quote, RecallView, ReflectionView

NOTHING_WRITTEN = "Nothing is written yet. You can also leave this for another day."

RATINGS: tuple[tuple[Literal["had", "partly", "not-yet"], str], ...] = (
    ("had", "I had it"),
    ("partly", "Partly"),
    ("not-yet", "Not yet"),
)


def recall(here: Here, step: Recall) -> RecallView:
    """A question from memory, then the answer and the learner's own rating."""
    if here.part != "revealed":
        return RecallView(
            frame=here.frame(),
            actions=(Action(id="reveal", label="See what we said", primary=True), *here.skip()),
            ask=step.ask,
            field=here.field(placeholder="From memory. A few words are enough.", rows=4),
        )
    rows = tuple(
        Action(id=f"rate:{rating}", label=label, key=str(n), group="list", primary=n == 1)
        for n, (rating, label) in enumerate(RATINGS, 1)
    )
    return RecallView(
        frame=here.frame(),
        actions=(*rows, *here.backward()),
        ask=step.ask,
        field=None,
        answered=here.draft().text,
        reveal=step.reveal,
    )


def act_recall(here: Here, step: Recall, action: str) -> Recalled | None:
    """Reveal, or rate: then what to record, with which the step is done."""
    if action == "reveal":
        here.note("revealed")
        return None
    rating = next(rating for rating, _ in RATINGS if f"rate:{rating}" == action)
    return Recalled(lesson=here.lesson.id, step=step.id, question=step.ask, text=here.draft().text, rating=rating)


def reflection(here: Here, step: Reflection) -> ReflectionView:
    """Private words; ``part`` is "saved" once they were kept, "change" while they are being changed."""
    saved = here.newest(Entry) if here.part == "saved" else None
    quotes = tuple(quote for name in step.quotes for quote in _quoted(here, name))
    if saved is not None:
        return ReflectionView(
            frame=here.frame(),
            actions=(*here.onward(), Action(id="change", label="Change it", key="c")),
            lead="",
            quotes=(),
            ask=step.ask,
            field=None,
            saved=here.visit.words(saved),
            close=step.close,
            notice=here.notice,
        )
    return ReflectionView(
        frame=here.frame(),
        actions=(Action(id="keep", label="Keep this", primary=True), *here.skip("Not today")),
        lead=step.lead,
        quotes=quotes,
        ask=step.ask,
        field=here.field(placeholder="Only for you. Nobody grades this.", rows=8),
        notice=here.notice,
    )


def _quoted(here: Here, name: str) -> tuple[Quote, ...]:
    lesson, _, step = name.rpartition("/")
    facts = [
        fact
        for fact in here.visit.facts_of(lesson or here.lesson.id, step)
        if isinstance(fact.body, Entry | Recalled | Attempt | Planned) and here.visit.words(fact).strip()
    ]
    if not facts:
        return ()
    source = here.lesson.step(step) if not lesson else None
    title = source.title if source is not None else getattr(facts[-1].body, "question", "")
    return (Quote(text=here.visit.words(facts[-1]), when=when(facts[-1].at, here.visit.clock()), title=title),)


async def act_reflection(here: Here, step: Reflection, action: str) -> None:
    """Keep the words, or take them up again; a second keeping revises the first."""
    earlier = here.newest(Entry)
    if action == "change":
        here.note("change")
        # What was typed while the words were being saved is in the draft still, and newer than they are.
        if earlier is not None and not here.draft().text:
            here.visit.put_back(here.key(), here.visit.words(earlier))
        return
    text = here.draft().text
    if not text.strip():
        here.notice = NOTHING_WRITTEN
        return
    body: Body = Entry(text=text, question=step.ask, lesson=here.lesson.id, step=step.id, keep_as=step.keep_as or "")
    if here.part == "change" and earlier is not None:
        body = Revised(of=earlier.id, text=text)
    await here.visit.record(body, position=here.go("saved"))
    here.forget({"": text})
    here.notice = concern.gentle_line(text)
