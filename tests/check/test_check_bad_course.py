"""A course with one fault in each file: every fault is told at its line, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

from coach.check import check_course
from tests.check import plain_reader

BAD = Path(__file__).parent / "bad_course"
EXPECTED = [
    (f"{BAD.name}/{path.relative_to(BAD).as_posix()}", int(line), fragment)
    for path in sorted(BAD.rglob("*.yaml"))
    for line, fragment in re.findall(r"^# expect (\d+): (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
]


def test_every_fault_is_told_at_its_line_and_nothing_else_is():
    found = check_course(BAD, plain_reader)
    left = list(EXPECTED)
    for fault in found:
        told = [one for one in left if one[:2] == (fault.file, fault.line) and one[2] in str(fault)]
        assert told, f"not expected: {fault}"
        left.remove(told[0])
    assert not left, f"not told: {left}"


def test_the_course_has_at_least_25_different_faults():
    assert len({fragment for _, _, fragment in EXPECTED}) >= 25


def test_faults_come_in_the_order_of_files_and_lines():
    found = [(fault.file, fault.line, fault.column) for fault in check_course(BAD, plain_reader)]
    assert found == sorted(found)
