"""Whatever is said, in whatever order: a scene ends or waits, and every turn survives being saved."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.dialogue.engine import advance, resume, start
from coach.dialogue.state import Reply, SceneState, Turn
from tests.dialogue.scene_files import persona, scene

SCENE = scene()
PERSONAS = (persona("still"), persona("quick"))
SIGNALS = ("own_feeling", "observation", "blame", "repair", "advice", "presence", "none")
replies = st.builds(Reply, text=st.text(max_size=40), signals=st.lists(st.sampled_from(SIGNALS)).map(tuple))


@settings(max_examples=150, deadline=None)
@given(who=st.sampled_from(PERSONAS), said=st.lists(replies, max_size=12))
def test_any_sequence_ends_or_waits_and_survives_being_saved(who, said):
    turn = start(SCENE, who)
    for reply in said:
        turn = advance(SCENE, who, turn.state, reply)
        state = turn.state
        assert msgspec.json.decode(msgspec.json.encode(turn), type=Turn) == turn
        assert msgspec.convert(msgspec.to_builtins(state), SceneState) == state
        assert all(0 <= getattr(state.dials, dial) <= 20 for dial in ("safety", "heat", "hope", "openness"))
        for dial in ("safety", "heat", "hope", "openness"):
            moved = sum(move.by for move in turn.moves if move.dial == dial)
            assert getattr(state.dials, dial) == getattr(turn.before, dial) + moved
        if state.ending is not None:
            assert SCENE.ending(state.ending) is not None
            break
        assert SCENE.beat(state.beat) is not None
        assert state.transcript[-1].text == turn.says


@settings(max_examples=60, deadline=None)
@given(said=st.lists(replies, max_size=6))
def test_the_same_replies_give_the_same_play(said):
    def play():
        turn = start(SCENE, PERSONAS[0])
        for reply in said:
            if turn.state.ending is None:
                turn = advance(SCENE, PERSONAS[0], turn.state, reply)
        return turn

    assert play() == play()


@settings(max_examples=60, deadline=None)
@given(keep=st.sets(st.integers(0, 3), min_size=1), said=st.lists(replies, max_size=4))
def test_a_play_can_always_be_resumed_in_a_changed_scene(keep, said):
    turn = start(SCENE, PERSONAS[0])
    for reply in said:
        if turn.state.ending is None:
            turn = advance(SCENE, PERSONAS[0], turn.state, reply)
    changed = msgspec.structs.replace(SCENE, beats=tuple(SCENE.beats[at] for at in sorted(keep)))
    back = resume(changed, turn.state)
    assert back.transcript[: len(turn.state.transcript)] == turn.state.transcript
    assert changed.beat(back.beat) is not None
