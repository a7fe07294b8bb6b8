"""What the engine promises beyond the plan files."""

from __future__ import annotations

import msgspec
import pytest

from coach.dialogue.conditions import bounds, holds
from coach.dialogue.engine import advance, gives, resume, start
from coach.dialogue.scene import Dials, Effect, Ending, Next, PartnerLine, When
from coach.dialogue.state import Move, Reply, SceneState, Spoken
from coach.errors import DialogueError
from tests.dialogue.scene_files import persona, scene

change = msgspec.structs.replace


def said(*signals: str) -> Reply:
    return Reply(text="...", signals=signals)


def test_every_span_form_is_inclusive():
    assert [bounds(span) for span in ("12..", "..6", "5..9", "7")] == [(12, 20), (0, 6), (5, 9), (7, 7)]


@pytest.mark.parametrize(
    ("when", "true"),
    [
        (None, True),
        (When(safety="10", heat="..6", hope="5..15", openness="8.."), True),
        (When(safety="10", heat="..5"), False),
        (When(did=("blame", "advice")), True),
        (When(did=("blame", "repair")), False),
        (When(any=("repair", "advice")), True),
        (When(any=("repair", "presence")), False),
        (When(lacks=("repair",)), True),
        (When(lacks=("repair", "advice")), False),
        (When(had=("repair", "blame")), True),
        (When(had=("presence",)), False),
        (When(never_had=("presence",)), True),
        (When(never_had=("presence", "repair")), False),
    ],
)
def test_each_part_of_a_condition(when, true):
    """The reply blames and advises; an earlier one repaired."""
    dials = Dials(safety=10, heat=6, hope=10, openness=8)
    assert holds(when, dials, frozenset({"blame", "advice"}), frozenset({"blame", "advice", "repair"})) is true


def test_a_signal_found_twice_moves_the_dials_once():
    opening = start(scene(), persona()).state
    once = advance(scene(), persona(), opening, said("blame"))
    twice = advance(scene(), persona(), opening, said("blame", "blame"))
    assert once.moves == twice.moves


def test_the_order_of_signals_changes_nothing():
    opening = start(scene(), persona()).state
    assert advance(scene(), persona(), opening, said("blame", "own_feeling")) == advance(
        scene(), persona(), opening, said("own_feeling", "blame")
    )


def test_moves_name_signal_dial_and_points_and_add_up_to_the_change():
    opening = start(scene(), persona()).state
    turn = advance(scene(), persona(), opening, said("own_feeling", "observation"))
    assert turn.moves == (
        Move(signal="own_feeling", dial="safety", by=2),
        Move(signal="own_feeling", dial="openness", by=1),
        Move(signal="observation", dial="safety", by=1),
    )
    assert turn.state.dials.safety - turn.before.safety == 3


def test_a_dial_at_its_end_stays_there_and_the_trace_tells_only_what_moved():
    play = change(scene(), start=Dials(safety=19, heat=0, hope=0, openness=20))
    turn = advance(play, persona(), start(play, persona()).state, said("own_feeling", "observation"))
    assert turn.state.dials == Dials(safety=20, heat=0, hope=0, openness=20)
    assert turn.moves == (Move(signal="own_feeling", dial="safety", by=1),)


@pytest.mark.parametrize(
    ("effect", "moved"),
    [
        (Effect(safety=3, hope=1, openness=-1, heat=-3), Dials(safety=11, heat=11, hope=10, openness=9)),
        (Effect(safety=-3, hope=-1, openness=5, heat=3), Dials(safety=6, heat=18, hope=9, openness=12)),
    ],
)
def test_a_flooded_partner_takes_half_a_gain_and_half_as_much_again_of_a_loss(effect, moved):
    play = change(scene(), start=Dials(safety=10, heat=14, hope=10, openness=10))
    who = change(persona(), effects={"blame": effect})
    assert advance(play, who, start(play, who).state, said("blame")).state.dials == moved


def test_heat_as_it_was_before_the_reply_decides_whether_the_partner_is_flooded():
    play = change(scene(), start=Dials(safety=10, heat=13, hope=10, openness=10))
    who = change(persona(), effects={"blame": Effect(heat=5), "advice": Effect(safety=-2)})
    assert advance(play, who, start(play, who).state, said("blame", "advice")).state.dials.safety == 8


def test_a_habit_is_shown_once_in_a_scene():
    play, who = scene(), persona()
    first = advance(play, who, start(play, who).state, said())
    second = advance(play, who, first.state, said("own_feeling"))
    assert first.says == "(picks at a sleeve) It was warm an hour ago."
    assert second.says == "I counted the buses."


def test_a_line_with_a_stage_direction_of_its_own_gets_no_habit():
    play, who = scene(), persona()
    assert start(play, who).says == "(wipes the table) There's soup."


def test_the_transcript_grows_by_both_lines_and_seen_is_a_sorted_set():
    play, who = scene(), persona()
    first = start(play, who).state
    second = advance(play, who, first, Reply(text="The bus stood.", signals=("own_feeling", "blame"))).state
    assert second.transcript[:1] == first.transcript
    assert second.transcript[1] == Spoken(who="you", text="The bus stood.")
    assert second.transcript[2].who == "partner"
    assert second.seen == ("blame", "own_feeling")


def test_a_line_has_its_own_things_to_give_back_or_the_scenes():
    play, who = scene(), persona()
    opening = start(play, who).state
    assert gives(play, opening) == play.gives
    sink = advance(play, who, opening, said("blame")).state
    assert gives(play, advance(play, who, sink, said("repair")).state).feelings == ("stung",)


def test_a_scene_cannot_be_started_with_a_stranger():
    with pytest.raises(DialogueError, match="cannot be played"):
        start(scene(), change(persona(), id="stranger"))


def test_a_finished_scene_takes_no_reply():
    done = change(start(scene(), persona()).state, ending="soup")
    with pytest.raises(DialogueError, match="is over"):
        advance(scene(), persona(), done, said())


@pytest.mark.parametrize("other", [{"scene": "another"}, {"persona": "quick"}])
def test_a_state_of_another_play_is_refused(other):
    with pytest.raises(DialogueError, match="not a moment of"):
        advance(scene(), persona(), change(start(scene(), persona()).state, **other), said())


def test_a_beat_that_is_gone_is_said_plainly():
    lost = change(start(scene(), persona()).state, beat="removed")
    with pytest.raises(DialogueError, match="Your words are safe"):
        advance(scene(), persona(), lost, said())


@pytest.mark.parametrize(
    "broken",
    [
        (Next(go="nowhere"),),
        (Next(go="table", when=When(did=("presence",))),),
    ],
)
def test_a_scene_without_a_way_on_is_a_dialogue_error(broken):
    play = scene()
    play = change(play, beats=(change(play.beats[0], next=broken), *play.beats[1:]))
    with pytest.raises(DialogueError, match="how it goes on"):
        advance(play, persona(), start(play, persona()).state, said())


def test_an_end_that_no_ending_answers_is_a_dialogue_error():
    play = scene()
    nothing = Ending(id="x", kind="good", when=When(safety="..0"), last="x", image="x", truth="x")
    play = change(play, endings=(nothing, change(nothing, id="y")))
    state = change(start(play, persona()).state, beat="door-again")
    with pytest.raises(DialogueError, match="how it goes on"):
        advance(play, persona(), state, said())


def test_a_beat_without_a_line_that_holds_is_a_dialogue_error():
    play = scene()
    silent = change(play.beats[0], partner=(PartnerLine(says="x", when=When(safety="..0")),))
    with pytest.raises(DialogueError, match="nothing to say"):
        start(change(play, beats=(silent, *play.beats[1:])), persona())


def play_on() -> SceneState:
    play, who = scene(), persona()
    return advance(play, who, start(play, who).state, said("blame")).state


def test_resuming_an_unchanged_scene_changes_nothing():
    assert resume(scene(), play_on()) == play_on()


def test_a_missing_beat_falls_back_to_the_opening_with_the_old_transcript_kept():
    play, old = scene(), play_on()
    changed = change(play, beats=tuple(beat for beat in play.beats if beat.id != old.beat))
    back = resume(changed, old)
    assert (back.beat, back.dials, back.seen, back.ending) == ("door", play.start, (), None)
    assert back.transcript == (*old.transcript, Spoken(who="partner", text="(wipes the table) There's soup."))


def test_a_missing_ending_falls_back_to_the_opening():
    assert resume(scene(), change(play_on(), ending="removed")).ending is None


def test_a_kept_ending_stays_ended():
    assert resume(scene(), change(play_on(), ending="soup")).ending == "soup"


def test_a_line_that_is_gone_becomes_the_last_of_its_beat():
    play = scene()
    back = resume(play, change(play_on(), line=9))
    assert gives(play, back) == play.gives
    assert back.line == 1


def test_a_persona_that_no_longer_fits_gives_way_to_the_first():
    assert resume(change(scene(), personas=("quick",)), play_on()).persona == "quick"
