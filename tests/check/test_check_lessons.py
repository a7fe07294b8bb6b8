"""The lessons that ship: not one fault, read with the rules that read a learner."""

from __future__ import annotations

from coach.check import check_course
from coach.resources import lessons_dir


def test_the_shipped_lessons_have_no_fault():
    assert [str(fault) for fault in check_course(lessons_dir())] == []
