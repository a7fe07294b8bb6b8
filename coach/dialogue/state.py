"""Where a role-play stands: dials, beat and transcript, frozen and serialisable by msgspec as they are."""

from __future__ import annotations

from msgspec import Struct

from coach.dialogue.scene import Dials


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the learner said, as the engine needs it: the words, the option taken if any, what the words do."""

    text: str
    option: str | None = None
    signals: tuple[str, ...] = ()
    criteria: dict[str, str] = {}


class Move(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One signal's effect on one dial in a turn, after heat and clamping: the trace shown afterwards."""

    signal: str
    dial: str
    by: int


class Spoken(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said in a scene. ``who`` is ``partner`` or ``you``."""

    who: str
    text: str


class SceneState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A scene at rest, waiting for the learner or ended.

    ``seen`` is the set (sorted) of signals of every reply so far; ``ending`` the ending's id once there is one.
    """

    scene: str
    persona: str
    beat: str
    dials: Dials
    line: int
    transcript: tuple[Spoken, ...] = ()
    seen: tuple[str, ...] = ()
    ending: str | None = None


class Turn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one reply led to: the partner's line, how the dials moved and why, and the state after it."""

    state: SceneState
    says: str
    moves: tuple[Move, ...] = ()
    before: Dials
