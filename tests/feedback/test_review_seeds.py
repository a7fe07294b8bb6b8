"""The seed corpus of the rubrics: criterion states, bands and next steps."""

from pathlib import Path

import pytest

from coach import strictyaml
from coach.feedback import review

SEEDS = strictyaml.parse((Path(__file__).parent / "seeds.yaml").read_bytes(), "seeds.yaml").value
CASES = [pytest.param(skill, case, id=case["text"][:60]) for skill, cases in SEEDS.items() for case in cases]


@pytest.mark.parametrize(("skill", "case"), CASES)
def test_seed_sentence_is_judged_as_the_rubric_says(skill, case):
    seen = review(case["text"], skill)
    states = {one.id: one.state for one in seen.criteria}
    assert states | case.get("states", {}) == states
    if "band" in case:
        assert (seen.band or "none") == case["band"]
    if "step" in case:
        assert seen.next_step_id == case["step"]
