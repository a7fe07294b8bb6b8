"""Golden cases: what a reply must and must not be read as, one signal at a time (golden.yaml)."""

from pathlib import Path

import pytest

from coach import strictyaml
from coach.feedback import Context, review, signal_names

GROUPS = strictyaml.parse((Path(__file__).parent / "golden.yaml").read_bytes(), "golden.yaml").value
CASES = [pytest.param(case, id=f"{name}: {case['text'][:50]}") for name, cases in GROUPS.items() for case in cases]


@pytest.mark.parametrize("case", CASES)
def test_reply_is_read_as(case):
    seen = review(case["text"], "journal", Context(says=case.get("says", "")))
    found = {one.name: one.rule for one in seen.signals}
    has, lacks = case.get("has", "").split(), case.get("lacks", "").split()
    assert set(has) <= set(found), found
    assert set(lacks).isdisjoint(found), found
    assert case.get("concern", seen.concern) == seen.concern


def test_golden_cases_name_real_signals():
    named = {
        name
        for cases in GROUPS.values()
        for case in cases
        for key in ("has", "lacks")
        for name in case.get(key, "").split()
    }
    assert named <= set(signal_names())
