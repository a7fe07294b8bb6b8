"""Plan files: what is said turn by turn, and the line, dials, beat or ending it must lead to."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import Struct

from coach.dialogue.engine import advance, start
from coach.dialogue.scene import Dials
from coach.dialogue.state import Reply, Turn
from tests.dialogue.scene_files import HERE, persona, read, scene


class Expected(Struct, forbid_unknown_fields=True, kw_only=True):
    did: tuple[str, ...]
    says: str
    dials: Dials
    beat: str = ""
    ending: str = ""


class Plan(Struct, forbid_unknown_fields=True, kw_only=True):
    scene: str
    persona: str
    opening: str
    turns: tuple[Expected, ...]


@pytest.mark.parametrize("path", sorted((HERE / "plans").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_plan_goes_as_written(path):
    plan = read(path, Plan)
    play, who = scene(plan.scene), persona(plan.persona)
    turn = start(play, who)
    assert turn.says == plan.opening
    for number, expected in enumerate(plan.turns, 1):
        turn = advance(play, who, turn.state, Reply(text=f"line {number}", signals=expected.did))
        seen = (turn.says, turn.state.dials, turn.state.ending or "")
        assert seen == (expected.says, expected.dials, expected.ending), f"{path.name}, turn {number}"
        assert expected.beat in ("", turn.state.beat)
        assert expected.ending or expected.beat, "a plan says where each turn leads"
        assert msgspec.json.decode(msgspec.json.encode(turn), type=Turn) == turn
    assert plan.turns[-1].ending, "a plan runs to an ending"
