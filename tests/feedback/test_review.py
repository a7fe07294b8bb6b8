"""What a review says, and what it never does."""

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.feedback import CONCERNS, SKILLS, Context, explain, has_rules, labels, review, signal_names
from coach.feedback.text import LIMIT

GOOD = "When it got to three and I hadn't heard, I was scared. Could you text me next time?"
ANY_TEXT = st.text(st.characters(), max_size=80) | st.lists(
    st.sampled_from(
        [
            "i",
            "you",
            "never",
            "feel",
            "'",
            '"',
            "…",
            ",",
            "?",
            "sorry",
            "\u200b",
            "\ud800",
            "😀",
            "אני",
            "___",
            "£3",
            "but",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(text=ANY_TEXT, skill=st.sampled_from(SKILLS), says=ANY_TEXT)
@example(text="\ud800\udfff", skill="i-statement", says="")
@example(text="i'''''''m", skill="validation", says="?")
@example(text="I felt sad" + "\u0301" * 900, skill="i-statement", says="\x00")
def test_any_text_is_read_twice_alike_with_spans_inside_it(text, skill, says):
    context = Context(says=says)
    seen = review(text, skill, context)
    assert seen == review(text, skill, context)
    spans = [span for one in (*seen.signals, *seen.criteria) for span in one.spans]
    spans += [(mark.start, mark.end) for mark in labels(seen)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(explain(seen)) >= len(seen.criteria)


@pytest.mark.parametrize("skill", SKILLS)
def test_every_skill_is_accepted_and_skills_without_rules_have_no_band(skill):
    seen = review(GOOD, skill)
    assert {one.name for one in seen.signals} >= {"own_feeling", "need_or_request"}
    assert has_rules(skill) or seen.band is None


def test_unknown_skill_is_refused_in_words():
    with pytest.raises(CoachError, match="no skill called 'juggling'"):
        review(GOOD, "juggling")


@pytest.mark.parametrize(
    "text",
    [
        "Ich war so wütend, weil du nicht nach Hause gekommen bist",
        "Je me suis sentie seule quand tu n'as pas appelé",
        "Me sentí muy sola cuando no llamaste anoche",
        "asdf qwer zxcv uiop",
        "😀😀😀",
        "אני עצובה כשאתה לא מתקשר",
    ],
)
def test_other_languages_and_gibberish_are_not_judged(text):
    seen = review(text, "i-statement")
    assert (seen.language, seen.band, seen.signals) == ("unknown", None, ())
    assert {one.state for one in seen.criteria} == {"cannot-tell"}


def test_beyond_the_limit_nothing_is_read_and_the_review_says_so():
    seen = review("ok then. " * 3000 + GOOD, "i-statement")
    assert seen.read_to == LIMIT
    assert "20,000" in seen.limits
    assert not seen.signals


def test_absence_of_blame_alone_earns_no_band():
    seen = review("The weather was nice and the train was red", "i-statement")
    assert {one.id: one.state for one in seen.criteria}["IST.B"] == "cannot-tell"
    assert seen.band is None


def test_too_short_asks_for_more_but_a_short_line_with_a_cue_is_judged():
    assert review("Not now mate", "i-statement").next_step_id == "too-short"
    assert {one.state for one in review("It hurt.", "i-statement").criteria} > {"met"}


def test_other_view_lifts_the_score():
    plain = "I felt lonely on Tuesday when the lights were off, what happened?"
    kind = "I know your shift ran late, and I felt lonely on Tuesday when the lights were off, what happened?"
    bands = ["seed", "taking-shape", "solid", "steady-hands"]
    assert bands.index(review(kind, "i-statement").band) >= bands.index(review(plain, "i-statement").band)


def test_contempt_caps_the_band_whatever_else_is_good():
    seen = review("When you came home at nine I felt scared, you pathetic idiot. Could you text?", "i-statement")
    assert (seen.band, seen.next_step_id) == ("seed", "contempt")
    assert "drowns out" in seen.why


def test_same_step_comes_twice_then_an_example():
    text = "I feel hurt when you always leave"
    step = review(text, "i-statement").next_step_id
    assert review(text, "i-statement", history=(step,)).next_step_id == step
    third = review(text, "i-statement", history=(step, "x", step))
    assert third.next_step_id == "worked-example"
    assert "When I got home on Tuesday" in third.next_step


def test_pattern_uses_own_words_and_leaves_blanks_for_the_rest():
    seen = review("I feel like you never think of me. I was scared when it got to three.", "i-statement")
    assert seen.pattern == "When it got to three, I was scared, because ____________ matters to me."
    assert "____________" in review("you never listen", "i-statement").pattern


def test_pattern_fades_with_support():
    assert review(GOOD, "i-statement", Context(support="cue")).pattern
    assert not review(GOOD, "i-statement", Context(support="none")).pattern


def test_worked_quotes_the_learners_own_words():
    assert (
        '"I was scared at three in the morning"'
        in review("I was scared at three in the morning.", "i-statement").worked
    )


def test_copied_example_is_welcomed_and_sent_on_to_own_words():
    context = Context(shown_models=("When it got to three and I hadn't heard I was scared",))
    seen = review("when it got to three and I hadn't heard I was scared", "i-statement", context)
    assert seen.next_step_id == "own-words"


def test_blank_left_in_is_noticed():
    assert review("When you left I felt ____ and alone", "i-statement").next_step_id == "blank-left"


def test_invited_advice_is_no_signal():
    said = review("You should talk to her", "validation", Context(says="Should I call?", advice_invited=True))
    assert "advice" not in {one.name for one in said.signals}


def test_concern_stands_in_place_of_the_score_and_fiction_brings_it_back():
    text = "When you hit me on Tuesday I was scared"
    seen = review(text, "i-statement")
    assert seen.concern == "partner_violence"
    assert (seen.band, seen.worked, seen.pattern, labels(seen)) == (None, "", "", ())
    assert seen.next_step
    told = review(text, "i-statement", Context(fiction=True))
    assert (told.concern, told.band is None) == ("none", False)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("i dont want to be here any more", "self_harm"),
        ("He said he'd take the kids if I told anyone.", "coercive_control"),
        ("I hit her last night and she cried", "harm_to_other"),
        ("she slapped me and then cried", "partner_violence"),
        ("He smacked our little boy so hard he fell", "child_at_risk"),
        ("I could have died laughing", "none"),
        ("My feet are killing me", "none"),
        ("She beat me at chess", "none"),
        ("In the film he strangled her", "none"),
        ("He has never hit me", "none"),
        ("I'm scared he will leave me", "none"),
        ("We share our passwords, we both agreed", "none"),
        ("I kicked myself for forgetting", "none"),
    ],
)
def test_concern_is_told_from_idiom_fiction_and_denial(text, concern):
    assert review(text, "journal").concern == concern
    assert concern in (*CONCERNS, "none")


def test_labels_stand_under_the_words_they_speak_of():
    text = "I feel like you never think of me. I was scared."
    marks = {(text[mark.start : mark.end], mark.label, mark.kind) for mark in labels(review(text, "i-statement"))}
    assert marks == {
        ("I feel like you never think of me", "a verdict, not a feeling", "costs"),
        ("never", "all or nothing", "costs"),
        ("I was scared", "a feeling, yours", "helps"),
    }


def test_every_signal_has_a_meaning():
    contract = """own_feeling faux_feeling blame absolute observation need_or_request acknowledges_feeling makes_sense
        presence open_question closed_question reflects_content advice minimizing redirect_to_self defensive
        interrogating expresses_regret names_specific_behaviour acknowledges_impact takes_responsibility
        offers_repair_or_change excuses_or_justifies conditional shifts_blame demands_forgiveness contempt criticism
        coercion threat stonewall eraser self_attack checks_moment own_part other_view time_out return_time
        asks_not_orders limit_on_self specific_act effect_on_me sting enthusiasm dampening plain_fact evasive
        if_then"""
    assert set(signal_names()) == set(contract.split())
    assert all(signal_names().values())


def test_why_table_names_rule_and_source_for_every_criterion():
    rows = explain(review(GOOD, "i-statement"))
    assert all(row.rule and row.source and row.verdict for row in rows)


def test_reading_a_reply_loads_no_screen_and_no_disk_and_importing_reads_no_lexicon():
    code = (
        "import sys, coach.feedback as f\n"
        "from coach.feedback.lexicon import lexicon, signal_notes\n"
        "assert lexicon.cache_info().currsize == signal_notes.cache_info().currsize == 0\n"
        "f.review('I was scared', 'i-statement')\n"
        "assert not {'textual', 'tinydb'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("My boyfriend hits me when I talk to other boys.", "partner_violence"),
        ("He hit me when I said no.", "partner_violence"),
        ("She strikes me if I come home late.", "partner_violence"),
        ("It hit me when I saw the empty hook.", "none"),
        ("The quiet hits me when I sit down.", "none"),
        ("Then it hit me that she had waited all along.", "none"),
    ],
)
def test_who_is_hit_by_a_person_is_told_from_who_is_hit_by_a_thought(text, concern):
    assert review(text, "journal").concern == concern
