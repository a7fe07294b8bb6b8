"""Every rule has ten sentences it must speak to and ten it must not (examples/*.yaml), written for this project."""

from pathlib import Path

import pytest

from coach import strictyaml
from coach.feedback import Context
from coach.feedback.lexicon import FILES, lexicon
from coach.feedback.review import cues_in

FOLDER = Path(__file__).parent / "examples"
EXAMPLES = {
    rule: given
    for path in sorted(FOLDER.glob("*.yaml"))
    for rule, given in strictyaml.parse(path.read_bytes(), path.name).value["rules"].items()
}
LEAST = 10


def speaks(rule, text, context):
    return any(cue.rule == rule for cue in cues_in(text, context).cues)


def test_every_rule_has_examples():
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(FILES)
    assert {ready.id for ready in lexicon().rules} ^ set(EXAMPLES) == set()


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_speaks_to_its_examples_and_not_to_the_others(rule):
    given = EXAMPLES[rule]
    context = Context(says=given.get("says", ""), must_not=tuple(given.get("must_not", ())))
    assert len(set(given["yes"])) >= LEAST
    assert len(set(given["no"])) >= LEAST
    assert [text for text in given["yes"] if not speaks(rule, text, context)] == []
    assert [text for text in given["no"] if speaks(rule, text, context)] == []
