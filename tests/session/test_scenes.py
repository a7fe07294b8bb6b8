"""A role-play: turns as facts, every branch kept, taken up again at the turn where it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.progress.model import Entry, Kept, Played
from coach.session.activity import Activity, Go
from coach.session.views import AfterwardsView, RolePlayView, SceneView
from coach.session.visit import Visit
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"
SCARED = "When it got to three, I was scared."


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


async def enter(visit: Visit, action: str = "fresh") -> Activity:
    door = visit.open(Go(to="lesson", lesson="small", step="the-door"))
    go = await door.do(action)
    assert go is not None
    return visit.open(go)


def scene(activity: Activity) -> SceneView:
    shown = activity.view()
    assert isinstance(shown, SceneView)
    return shown


def after(activity: Activity) -> AfterwardsView:
    shown = activity.view()
    assert isinstance(shown, AfterwardsView)
    return shown


async def say(activity: Activity, text: str) -> None:
    field = scene(activity).field
    assert field is not None
    activity.write(field.draft.key, text, 0, len(text))
    await activity.do("say")


async def play(visit: Visit, *lines: str) -> Activity:
    """Play the scene with these lines and look back on it."""
    activity = await enter(visit)
    for line in lines:
        await say(activity, line)
    go = await activity.do("afterwards")
    assert go is not None
    return visit.open(go)


def turns(visit: Visit) -> list[Played]:
    return [fact.body for fact in visit.history() if isinstance(fact.body, Played)]


async def test_the_partner_speaks_first_and_answers_what_was_typed(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    assert [said.text for said in scene(activity).said] == ["(puts the keys down) You are still up."]
    await say(activity, SCARED)
    assert [said.text for said in scene(activity).said][1:] == [SCARED, "(sits) I should have written."]
    field = scene(activity).field
    assert field is not None
    assert field.draft.text == ""


async def test_each_turn_is_kept_whole_with_what_it_moved(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, SCARED)
    opening, turn = turns(visit)
    assert opening.parent is None
    assert turn.parent == visit.history()[0].id
    assert (turn.beat, turn.text, turn.says) == ("arrival", SCARED, "(sits) I should have written.")
    assert "own_feeling" in {mark.name for mark in turn.marks}
    assert turn.before is not None
    assert turn.after is not None
    assert turn.after.safety > turn.before.safety
    assert turn.engine == 1
    assert turn.digest


async def test_a_scene_left_in_mid_sentence_waits_at_that_turn_with_the_words(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, SCARED)
    field = scene(activity).field
    assert field is not None
    activity.write(field.draft.key, "Could you s", 0, 11)
    shown = scene(activity)
    again = small.open()
    home = again.open(Go(to="home"))
    assert "in the middle of a scene" in home.view().greeting  # type: ignore[union-attr]
    go = await home.do("go-on")
    assert go is not None
    back = scene(again.open(go))
    assert back.said == shown.said
    assert back.field is not None
    assert (back.field.draft.text, back.field.draft.column) == ("Could you s", 11)


async def test_a_line_can_be_chosen_instead_of_typed_and_is_reviewed_alike(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await activity.do("choose-lines")
    shown = scene(activity)
    assert shown.field is None
    assert [choice.label for choice in shown.choices] == [SCARED, "You never think of me."]
    await activity.do("choose:never")
    turn = turns(visit)[-1]
    assert turn.option == "never"
    assert "absolute" in {mark.name for mark in turn.marks}


async def test_a_hint_taken_stands_above_the_words_and_a_look_says_what_the_last_line_did(small: Sittings) -> None:
    activity = await enter(small.welcomed())
    await activity.do("help:0")
    assert "say what it was like" in scene(activity).cue
    await activity.do("choose-lines")
    assert scene(activity).cue == ""
    await activity.do("type-lines")
    await say(activity, SCARED)
    assert scene(activity).cue == ""
    await activity.do("look")
    assert "scared" in scene(activity).look


async def test_going_back_a_turn_gives_the_words_back_and_a_new_line_makes_a_branch(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, "You never think of me.")
    await activity.do("back")
    shown = scene(activity)
    assert len(shown.said) == 1
    assert shown.field is not None
    assert shown.field.draft.text == "You never think of me."
    await say(activity, SCARED)
    opening = visit.history()[0].id
    assert [turn.text for turn in turns(visit) if turn.parent == opening] == ["You never think of me.", SCARED]


async def test_the_first_turn_cannot_be_taken_back(small: Sittings) -> None:
    activity = await enter(small.welcomed())
    assert "back" not in {action.id for action in scene(activity).actions}
    with pytest.raises(CoachError, match="Your words are safe"):
        await activity.do("back")


async def test_an_opening_without_an_answer_serves_again(small: Sittings) -> None:
    visit = small.welcomed()
    await enter(visit)
    await enter(visit)
    assert len(turns(visit)) == 1


async def test_the_door_says_that_a_scene_waits_and_how_often_it_was_played(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, SCARED)
    await activity.do("leave")
    door = visit.open(Go(to="lesson", lesson="small", step="the-door")).view()
    assert isinstance(door, RolePlayView)
    assert door.waiting
    await play(visit, SCARED, "Could you send one word next time?")
    door = visit.open(Go(to="lesson", lesson="small", step="the-door")).view()
    assert isinstance(door, RolePlayView)
    assert not door.waiting
    assert door.played == 2


async def test_afterwards_shows_each_line_with_how_safe_the_partner_felt_and_why(small: Sittings) -> None:
    look = after(await play(small.welcomed(), SCARED, "Could you send one word next time?"))
    assert look.truth == "Ash wanted to be let off for one night."
    assert look.image == "The keys lie between you on the table."
    assert [row.text for row in look.rows] == [SCARED, "Could you send one word next time?"]
    assert all(0 <= row.level < len(look.levels) and row.word == look.levels[row.level] for row in look.rows)
    assert look.rows[0].why
    assert "turn 1" in look.turning


async def test_a_hard_ending_names_the_turn_where_the_partner_stopped_hearing(small: Sittings) -> None:
    look = after(await play(small.welcomed(), "You never think of me. You are so selfish.", "Forget it."))
    assert look.truth == "Ash heard a charge and stopped listening."
    assert "turn 1" in look.turning
    assert "heard less" in look.turning


async def test_one_can_go_back_to_a_turn_and_the_other_branch_stays(small: Sittings) -> None:
    visit = small.welcomed()
    afterwards = await play(visit, "You never think of me.", "Forget it.")
    go = await afterwards.do("again:1")
    assert go is not None
    activity = visit.open(go)
    await say(activity, SCARED)
    await say(activity, "Could you send one word next time?")
    go = await activity.do("afterwards")
    assert go is not None
    second = visit.open(go)
    assert after(second).truth == "Ash wanted to be let off for one night."
    await second.do("branches")
    listed = after(second).listed
    assert [(action.label, action.note) for action in listed] == [
        ("You never think of me.", "parted at turn 1; played to its end")
    ]
    await second.do(listed[0].id)
    assert after(second).truth == "Ash heard a charge and stopped listening."


async def test_other_ways_to_say_a_turn_tell_what_each_does(small: Sittings) -> None:
    afterwards = await play(small.welcomed(), "You never think of me. It was late.", "Forget it.")
    await afterwards.do("other-ways:1")
    notes = {action.label: action.note for action in after(afterwards).listed}
    assert notes[SCARED]
    assert notes["You never think of me."]


async def test_one_can_go_back_to_any_turn(small: Sittings) -> None:
    visit = small.welcomed()
    afterwards = await play(visit, SCARED, "Could you send one word next time?")
    await afterwards.do("turns")
    assert [action.label for action in after(afterwards).listed] == [SCARED, "Could you send one word next time?"]
    go = await afterwards.do("again:2")
    assert go is not None
    assert [said.text for said in scene(visit.open(go)).said][-1] == "(sits) I should have written."


async def test_a_sentence_and_a_closing_thought_can_be_kept(small: Sittings) -> None:
    visit = small.welcomed()
    afterwards = await play(visit, SCARED, "Could you send one word next time?")
    await afterwards.do("keep")
    await afterwards.do(after(afterwards).listed[0].id)
    field = after(afterwards).field
    assert field is not None
    afterwards.write(field.draft.key, "My jaw was tight.", 0, 17)
    await afterwards.do("keep-thought")
    assert after(afterwards).saved == "My jaw was tight."
    bodies = [fact.body for fact in visit.history()]
    assert [body.text for body in bodies if isinstance(body, Kept)] == [SCARED]
    assert [body.question for body in bodies if isinstance(body, Entry)] == ["What did you notice in yourself?"]


async def test_done_leads_back_to_the_lesson_and_keeps_a_thought_still_being_typed(small: Sittings) -> None:
    visit = small.welcomed()
    afterwards = await play(visit, SCARED, "Could you send one word next time?")
    field = after(afterwards).field
    assert field is not None
    afterwards.write(field.draft.key, "Tight.", 0, 6)
    go = await afterwards.do("done")
    assert go == Go(to="lesson", lesson="small", step="the-door")
    assert visit.done("small", "the-door")
    assert any(isinstance(fact.body, Entry) and fact.body.text == "Tight." for fact in visit.history())


async def test_a_scene_that_is_over_takes_no_more_lines(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, SCARED)
    await say(activity, "Could you send one word next time?")
    assert scene(activity).ended
    with pytest.raises(CoachError, match="not possible just now"):
        await activity.do("choose:ask")


async def test_a_line_of_fear_is_answered_by_the_scene_and_a_gentle_line(small: Sittings) -> None:
    visit = small.welcomed()
    activity = await enter(visit)
    await say(activity, "You hit me last night and I am scared of you.")
    shown = scene(activity)
    assert len(shown.said) == 3
    assert "F2" in shown.care
