"""What the command prints, and its exit status."""

from __future__ import annotations

from coach.check import run_check
from coach.check.coverage import Home
from coach.check.faults import Fault, quoted
from coach.check.report import report

HOMES = (
    Home("L0", "start-here", True, ("000.01", "000.02"), ("000.03",)),
    Home("L3", "rituals", False, (), ("000.23",), ("000.52",)),
)


def test_faults_come_first_then_a_line_a_home_then_how_it_stands():
    faults = (
        Fault("lessons/a.yaml", 3, 5, "this is wrong", "write that"),
        Fault("lessons/a.yaml", 4, 1, "so is this"),
    )
    assert report(faults, HOMES).splitlines() == [
        "lessons/a.yaml:3:5: this is wrong; write that",
        "lessons/a.yaml:4:1: so is this",
        "",
        "L0  start-here                 2 of 3   ideas covered, open: 000.03",
        "L3  rituals                    0 of 1   ideas covered, and 1 optional, lesson not written yet",
        "",
        "2 faults in 1 file. Nothing was changed.",
    ]


def test_a_course_without_faults_is_said_to_be_fit_to_be_given():
    assert report((), ()) == "No faults: everything here can be given to a learner.\n"


def test_a_folder_that_is_no_course_is_a_fault_not_a_crash(tmp_path):
    text, status = run_check(tmp_path)
    assert status == 1
    assert "course.yaml" in text


def test_a_value_is_quoted_only_where_yaml_needs_it():
    assert [quoted(value) for value in ("A page", "Play: it", '"I\'m fine"', "7 days", "- so")] == [
        "A page",
        '"Play: it"',
        '"\\"I\'m fine\\""',
        "7 days",
        '"- so"',
    ]
