"""One mistake a file in ``bad/``: its second line says what is to be reported, and where."""

from pathlib import Path

import pytest

from coach.errors import CourseError
from tests.course.course_files import load

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_mistake_is_told_with_its_line_and_what_to_write(file: Path, tmp_path: Path) -> None:
    source = file.read_text(encoding="utf-8")
    expected = source.splitlines()[1].removeprefix("# ")
    with pytest.raises(CourseError) as caught:
        load(file.stem.partition("-")[0], source, tmp_path)
    assert [problem.partition(".yaml:")[2] for problem in caught.value.problems] == [expected]


def test_the_message_says_that_words_are_safe(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"small/lesson\.yaml has a mistake in it .* Your words are safe"):
        load("lesson", (BAD[0].parent / "lesson-alias.yaml").read_text(encoding="utf-8"), tmp_path)
