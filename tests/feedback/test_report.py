"""What ``coach review`` prints."""

import json

import pytest

from coach.feedback import SKILLS, signal_names
from coach.feedback.report import listed, review_lines, run_review

TEXT = "I feel like you never think of me at work. I was scared at three in the morning."


def test_json_has_the_shape_of_the_contract():
    seen = json.loads(run_review("i-statement", TEXT, mode="json"))
    assert {
        "id",
        "skill",
        "language",
        "signals",
        "criteria",
        "band",
        "concern",
        "worked",
        "next_step",
        "pattern",
    } <= set(seen)
    assert (seen["skill"], seen["language"], seen["band"], seen["concern"]) == (
        "i-statement",
        "en",
        "taking-shape",
        "none",
    )
    signal = next(one for one in seen["signals"] if one["name"] == "own_feeling")
    assert [TEXT[start:end] for start, end in signal["spans"]] == ["I was scared"]
    assert signal["rule"] == "own.word"
    assert {one["state"] for one in seen["criteria"]} <= {"met", "partly", "not-yet", "cannot-tell"}


def test_lines_come_back_in_order_and_a_bad_one_does_not_stop_the_rest():
    lines = [
        b'{"id": "a", "text": "It hurt."}\n', b"\n", b"not json\n", b'{"id": "b"}', b"\xff\xfe", b"[1]",
        b'{"id": "c", "text": "You should quit", "context": "Should I quit?"}', b'{"id": 3, "text": "x"}',
        b'{"id": "\\ud800", "text": "\\ud800 it hurt me"}', b"[" * 100_000,
    ]  # fmt: skip
    done = [(json.loads(line), ok) for line, ok in review_lines(lines, "validation")]
    assert [ok for _, ok in done] == [True, False, False, False, False, True, False, True, False]
    assert [one.get("line") for one, ok in done if not ok] == [3, 4, 5, 6, 8, 10]
    assert [one["id"] for one, ok in done if ok] == ["a", "c", "\ud800"]
    assert done[2][0]["id"] == "b"
    assert all(one["error"] for one, ok in done if not ok)


def test_lines_stream():
    def endless():
        while True:
            yield '{"id": "a", "text": "It hurt."}'

    assert next(review_lines(endless(), "i-statement"))[1]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_plain_view_fits_its_width_and_speaks_without_colour(width):
    shown = run_review("i-statement", TEXT, width=width)
    assert all(len(line) <= width for line in shown.splitlines() if "____" not in line)
    assert "One next step" in shown
    assert "a verdict, not a feeling" in " ".join(shown.split())
    assert "\x1b" not in shown


def test_plain_view_draws_hostile_text_safely():
    assert "\x1b" not in run_review("i-statement", "I was \x1b[31mscared\x1b[0m when you \u202eleft", width=60)


def test_concern_shows_the_calm_line_and_no_score():
    shown = run_review("i-statement", "He choked me on Tuesday and I was scared")
    assert "safety" in shown
    assert "One next step" not in shown
    assert "Solid" not in shown


def test_explain_has_a_row_for_every_criterion_and_then_for_what_else_was_seen():
    shown = run_review("i-statement", TEXT, mode="explain")
    criteria, _, also = shown.partition("Also seen")
    assert criteria.count("  source") == criteria.count("  rule    IST.") == 6
    assert "  rule    absolute.you" in also
    assert "  why     It sends them looking for the one time it was not so." in also


@pytest.mark.parametrize("skill", SKILLS)
def test_every_skill_can_be_printed(skill):
    assert run_review(skill, TEXT, "I'm sad")


def test_list_names_every_skill_criterion_and_signal():
    shown = listed()
    assert all(name in shown for name in (*SKILLS, *signal_names(), "IST.F"))
