"""Scene and persona: what an author writes for a role-play, frozen once read.

A scene owns who the partner is (name, body, worry, lines); a persona is a table of how signals move the dials,
plus habit lines. The words follow ink and Yarn Spinner: beat, line, option.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length=60,
        description="lower case words joined by hyphens; never changes once released",
        examples=["say-it-with-i"],
    ),
]
Says = Annotated[str, Meta(min_length=1, max_length=300)]
Dial = Annotated[int, Meta(ge=0, le=20)]
Span = Annotated[
    str,
    Meta(
        pattern=r"^(\d{1,2}\.\.(\d{1,2})?|\.\.\d{1,2}|\d{1,2})$",
        description="12.. or ..6 or 5..9 or 7",
        examples=["12.."],
    ),
]
Signal = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z_]*$",
        max_length=40,
        description="the name of a signal; coach review --list tells them all",
        examples=["own_feeling"],
    ),
]
END = "end"
"""``go: end`` closes the scene with the first ending whose ``when`` holds."""


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A piece of a scene: frozen, unknown keys refused."""


class Dials(_Part, frozen=True, kw_only=True):
    """The partner's inner state, whole numbers 0 to 20 (half points): safety, heat, hope, openness."""

    safety: Dial
    heat: Dial
    hope: Dial
    openness: Dial


class When(_Part, frozen=True, kw_only=True):
    """A condition; all of its parts must hold.

    Dial spans are inclusive. ``did`` and ``lacks`` speak of the reply just given: every signal of ``did`` is in
    it, none of ``lacks`` (written ``not`` in the file). ``any`` needs one of its signals. ``had`` speaks of the
    whole scene so far, the reply included; ``never_had`` of none in it.
    """

    safety: Span | None = None
    heat: Span | None = None
    hope: Span | None = None
    openness: Span | None = None
    did: tuple[Signal, ...] = ()
    any: tuple[Signal, ...] = ()
    lacks: tuple[Signal, ...] = field(default=(), name="not")
    had: tuple[Signal, ...] = ()
    never_had: tuple[Signal, ...] = ()


class Gives(_Part, frozen=True, kw_only=True):
    """What a reply can give back, in any words."""

    events: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class PartnerLine(_Part, frozen=True, kw_only=True):
    """What the partner says, stage direction in brackets first; the first line whose ``when`` holds is said."""

    says: Says
    when: When | None = None
    gives: Gives | None = None


class Option(_Part, frozen=True, kw_only=True):
    """A line the learner may say instead of typing; it is reviewed like any typed reply."""

    id: Id
    says: Says


class Next(_Part, frozen=True, kw_only=True):
    """Where the scene goes: to a beat, an ending's id, or ``end``; the first whose ``when`` holds."""

    go: Id
    when: When | None = None


class Beat(_Part, frozen=True, kw_only=True):
    """One moment of a scene: the partner's line, three ways to help when stuck, choices, and what follows."""

    id: Id
    partner: Annotated[tuple[PartnerLine, ...], Meta(min_length=1)]
    helps: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=40)], ...], Meta(min_length=1, max_length=3)]
    choices: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=3)]
    next: Annotated[tuple[Next, ...], Meta(min_length=1)]


class Ending(_Part, frozen=True, kw_only=True):
    """Three beats to close: the partner's last line, an image, what was true for them; then the learner reflects.

    ``good`` means more truth and less threat, not agreement; ``hard`` may come after skilled lines too.
    """

    id: Id
    kind: Literal["good", "mixed", "hard"]
    when: When | None = None
    last: Says
    image: Says
    truth: Annotated[str, Meta(min_length=1, max_length=400)]


class Scene(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A role-play as its author wrote it. ``moves`` are the inputs the checker walks: bundles of signals."""

    format_version: Literal[1]
    id: Id
    title: Says
    skill: Id
    partner: Annotated[str, Meta(min_length=1, max_length=30)]
    setting: Annotated[str, Meta(min_length=1, max_length=600)]
    start: Dials
    personas: Annotated[tuple[Id, ...], Meta(min_length=1)]
    worry: Says
    gives: Gives = Gives()
    moves: Annotated[tuple[tuple[Signal, ...], ...], Meta(min_length=2, max_length=8)]
    beats: Annotated[tuple[Beat, ...], Meta(min_length=2, max_length=40)]
    endings: Annotated[tuple[Ending, ...], Meta(min_length=2, max_length=8)]
    ask: Annotated[str, Meta(min_length=1, max_length=200)] = "What did you notice in yourself?"

    def beat(self, beat_id: str) -> Beat | None:
        """The beat of that id, or None when the scene has none (any more)."""
        return next((beat for beat in self.beats if beat.id == beat_id), None)

    def ending(self, ending_id: str) -> Ending | None:
        """The ending of that id, or None when the scene has none (any more)."""
        return next((ending for ending in self.endings if ending.id == ending_id), None)


class Effect(_Part, frozen=True, kw_only=True):
    """How one signal moves the dials, in half points, before heat multiplies losses or halves gains."""

    safety: int = 0
    heat: int = 0
    hope: int = 0
    openness: int = 0


class Persona(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A way of reacting: how signals move the dials, and habit lines shown when the body speaks first.

    A habit line (in brackets) stands before a partner line that has no stage direction of its own.
    """

    format_version: Literal[1]
    id: Id
    title: Says
    about: Annotated[str, Meta(min_length=1, max_length=400)]
    effects: dict[Signal, Effect]
    habits: tuple[PartnerLine, ...] = ()
