"""The committed JSON Schemas and the structs say the same."""

import json
from pathlib import Path

import pytest

from coach.course.schema import KINDS, schema, write

COMMITTED = Path(__file__).parents[2] / "lessons" / "schema"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_committed_schema_is_current(name: str) -> None:
    """When this fails: python -m coach.course.schema"""
    assert (COMMITTED / f"{name}.json").read_text(encoding="utf-8") == schema(name)


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in COMMITTED.glob("*.json")} == set(KINDS)


def test_a_schema_lets_an_editor_refuse_unknown_names() -> None:
    assert json.loads(schema("lesson"))["$defs"]["Practice"]["additionalProperties"] is False


def test_an_idea_id_without_quotes_is_fine_in_an_editor() -> None:
    covers = json.loads(schema("lesson"))["$defs"]["Reading"]["properties"]["covers"]
    assert covers["items"]["type"] == ["string", "number"]


def test_writing_puts_one_file_a_kind(tmp_path: Path) -> None:
    write(tmp_path)
    assert (tmp_path / "scene.json").read_text(encoding="utf-8") == schema("scene")
