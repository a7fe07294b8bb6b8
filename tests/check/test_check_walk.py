"""Walking small scenes: what is reached, what never ends, and the ways one-sided players go."""

from __future__ import annotations

from msgspec.structs import replace

from coach.check.walk import good_ending, walk
from coach.dialogue.scene import (
    Beat,
    Dials,
    Effect,
    Ending,
    Next,
    Option,
    PartnerLine,
    Persona,
    Scene,
    When,
)

PERSONA = Persona(
    format_version=1,
    id="plain",
    title="plain",
    about="Takes things as they come.",
    effects={"own_feeling": Effect(safety=2), "blame": Effect(safety=-3), "advice": Effect(safety=1)},
)


def beat(name: str, *ways: Next) -> Beat:
    return Beat(
        id=name,
        partner=(PartnerLine(says="(waits) Well?"),),
        helps=("say one feeling",),
        choices=(Option(id="a", says="A."), Option(id="b", says="B.")),
        next=ways,
    )


def scene(*beats: Beat, good: When | None = None) -> Scene:
    return Scene(
        format_version=1,
        id="small",
        title="Small",
        skill="i-statement",
        partner="Jo",
        setting="A kitchen.",
        start=Dials(safety=10, heat=4, hope=10, openness=10),
        personas=("plain",),
        worry="being alone",
        moves=(("own_feeling",), ()),
        beats=beats,
        endings=(
            Ending(id="warm", kind="good", when=good or When(safety="12.."), last="x", image="x", truth="x"),
            Ending(id="cold", kind="hard", last="x", image="x", truth="x"),
        ),
    )


def only(*bundles):
    return lambda state: bundles


ENDS = scene(beat("one", Next(go="two")), beat("two", Next(go="end")))
"""Two replies, then an ending: warm at safety 12 or more."""


def test_beats_and_endings_are_reached_with_the_shortest_way_to_each():
    seen = walk(ENDS, PERSONA, only(("own_feeling",), ()))
    assert seen.beats == {"one", "two"}
    assert seen.endings == {"warm": (("own_feeling",), ("own_feeling",)), "cold": ((), ())}
    assert seen.complete
    assert not seen.stuck


def test_states_that_behave_alike_are_one():
    """Two beats in a circle in which nothing moves are two states, however often they are passed."""
    play = scene(
        beat("one", Next(go="end", when=When(did=("blame",))), Next(go="two")),
        beat("two", Next(go="one")),
    )
    assert walk(play, PERSONA, only((), ("presence",))).states == 2


def test_an_earlier_signal_counts_only_where_a_condition_asks_about_it():
    play = scene(
        beat("one", Next(go="end", when=When(had=("presence",))), Next(go="two")),
        beat("two", Next(go="one")),
    )
    assert walk(play, PERSONA, only((), ("observation",))).states == 2
    assert walk(play, PERSONA, only((), ("presence",))).endings


def test_what_may_be_said_can_differ_from_state_to_state():
    play = scene(
        beat("one", Next(go="two", when=When(did=("presence",))), Next(go="end")),
        beat("two", Next(go="end")),
    )
    by_choice = walk(play, PERSONA, lambda state: [("presence",)] if state.beat == "one" else [()])
    assert by_choice.beats == {"one", "two"}
    assert walk(play, PERSONA, only(())).beats == {"one"}


def test_a_beat_with_no_way_to_an_ending_is_stuck():
    play = scene(beat("one", Next(go="two")), beat("two", Next(go="two")))
    assert walk(play, PERSONA, only(())).stuck == ("one", "two")


def test_a_walk_gives_up_at_the_most_states():
    play = scene(beat("one", Next(go="two")), beat("two", Next(go="one")))
    seen = walk(play, PERSONA, only(("own_feeling",), ("blame",)), most=5)
    assert not seen.complete


def test_a_player_of_one_note_is_followed_to_a_good_ending():
    assert good_ending(ENDS, PERSONA, (("advice",),)) == ("warm", (("advice",), ("advice",)))
    assert good_ending(ENDS, PERSONA, (("blame",),)) is None


def test_a_dial_no_condition_asks_about_makes_no_new_states():
    hopeful = replace(PERSONA, effects={"presence": Effect(hope=1)})
    safer = replace(PERSONA, effects={"presence": Effect(safety=1)})
    play = scene(
        beat("one", Next(go="one", when=When(did=("presence",))), Next(go="end")), beat("two", Next(go="end"))
    )
    assert walk(play, hopeful, only(("presence",), ())).states == 2
    assert walk(play, safer, only(("presence",), ())).states > 10


def test_heat_makes_states_of_its_own_since_it_weighs_what_comes_after():
    """Only a flooded partner loses enough to come to this ending; no condition asks about heat."""
    who = replace(PERSONA, effects={"sting": Effect(heat=10), "blame": Effect(safety=-3)})
    play = scene(beat("one", Next(go="two")), beat("two", Next(go="end")), good=When(safety="..6"))
    seen = walk(play, who, lambda state: [(), ("sting",)] if state.beat == "one" else [("blame",)])
    assert seen.endings["warm"] == (("sting",), ("blame",))
