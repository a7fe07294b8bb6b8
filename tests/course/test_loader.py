"""Good course files, and what loading one promises."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.course.loader import digest, load_course, load_ideas, load_lesson, load_persona, load_scene
from coach.course.model import Outline, Practice, Reading, Sort
from coach.errors import CourseError
from coach.glyphs import shown
from tests.course.course_files import FILES, GOOD, SMALL, good, load


def test_a_good_lesson_has_its_steps_in_order() -> None:
    lesson = load_lesson(GOOD, SMALL)
    kinds = [msgspec.structs.asdict(step)["id"] for step in lesson.steps]
    assert kinds[:3] == ["warm-up", "a-page", "two-openings"]
    assert kinds[-1] == "carry"


def test_numbers_become_numbers_and_idea_ids_stay_words() -> None:
    lesson = load_lesson(GOOD, SMALL)
    assert lesson.minutes == 12
    assert lesson.steps[0].covers == ("000.10",)


def test_markup_in_a_lesson_is_kept_letter_for_letter() -> None:
    reading = load_lesson(GOOD, SMALL).step("a-page")
    assert isinstance(reading, Reading)
    assert reading.text == "One line.\n\nAnother [b]one[/b].\n"


def test_an_option_called_yes_or_no_stays_a_word() -> None:
    beat = load_scene(GOOD, "door").beat("kitchen")
    assert beat is not None
    assert [option.id for option in beat.choices] == ["yes", "no"]


def test_not_in_a_condition_is_read_as_lacks() -> None:
    when = load_scene(GOOD, "door").beats[0].next[0].when
    assert when is not None
    assert when.lacks == ("blame",)


def test_a_persona_moves_dials_both_ways() -> None:
    assert load_persona(GOOD, "plain").effects["blame"].safety == -2


def test_ideas_are_found_by_id() -> None:
    assert load_ideas(GOOD).ideas["000.10"].home == "L1"


def test_the_contents_page_is_all_that_load_course_reads(tmp_path: Path) -> None:
    course = load("course", good("course"), tmp_path)
    assert [outline.written for outline in course.lessons] == [True, False]
    assert course == load_course(GOOD)


def test_all_mistakes_of_a_file_come_at_once_in_their_order(tmp_path: Path) -> None:
    source = (
        good("lesson").replace("minutes: 12", "minutes: x").replace("care: true", "car: true").replace("cue:", "ceu:")
    )
    with pytest.raises(CourseError) as caught:
        load("lesson", source.replace("../schema", "schema"), tmp_path)
    assert [problem.split(":")[1] for problem in caught.value.problems] == ["1", "6", "24", "64", "74"]


def test_all_broken_rules_of_a_file_come_at_once(tmp_path: Path) -> None:
    source = good("scene").replace("go: kitchen", "go: garden").replace("go: quiet", "go: nowhere")
    with pytest.raises(CourseError) as caught:
        load("scene", source, tmp_path)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("name", ["../door", "", "a/b", "door\n", "..", "/etc/passwd"])
def test_no_name_leads_out_of_the_lessons_folder(name: str) -> None:
    for outline in (Outline(id=name or "-", label="1", title="x", minutes=1), None):
        with pytest.raises(CourseError, match="coach check"):
            load_lesson(GOOD, outline) if outline else load_scene(GOOD, name)


def test_a_missing_file_is_told_by_name() -> None:
    with pytest.raises(CourseError) as caught:
        load_persona(GOOD, "nobody")
    assert caught.value.problems == ("good/personas/nobody.yaml:1:1: this file is missing or cannot be read",)


def test_a_folder_in_a_files_place_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").mkdir()
    with pytest.raises(CourseError, match="cannot be opened"):
        load_course(tmp_path)


def test_escape_sequences_in_a_lesson_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    source = good("lesson").replace("What stays?", '"\\e]52;c;aGk=\\a \\u202Eevil \\x9b2J"')
    step = load("lesson", source, tmp_path).step("your-words")
    assert step.ask == "␛]52;c;aGk=␇ \ufffdevil \ufffd2J"


def test_escape_sequences_in_a_mistake_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load("lesson", good("lesson").replace("minutes: 12", 'minutes: "\\e[2J"'), tmp_path)
    assert "␛[2J" in caught.value.problems[0]
    assert "\x1b" not in caught.value.message + caught.value.problems[0]


def test_a_digest_changes_with_the_words_and_with_nothing_else(tmp_path: Path) -> None:
    step = load_lesson(GOOD, SMALL).step("sort-it")
    again = load("lesson", good("lesson").replace("\n  - kind", "\n\n  - kind"), tmp_path).step("sort-it")
    assert isinstance(step, Sort)
    assert digest(step) == digest(again)
    assert digest(step) != digest(msgspec.structs.replace(step, ask="Fact or not?"))
    assert len(digest(step)) == 12


def test_a_digest_is_the_same_in_every_version_of_coach() -> None:
    """Saved tries hold digests; a new default field must not change them."""
    assert digest(load_lesson(GOOD, SMALL).steps[0]) == "44d4a0813cd9"


def test_support_is_a_builder_unless_the_lesson_says_otherwise(tmp_path: Path) -> None:
    step = load("lesson", good("lesson"), tmp_path).step("say-it")
    assert isinstance(step, Practice)
    assert step.support == "builder"


MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 30),
        st.one_of(
            st.sampled_from(
                [
                    "",
                    "\n",
                    "  ",
                    "- ",
                    ": ",
                    "true",
                    "null",
                    "12",
                    "[",
                    "]",
                    "{",
                    "}",
                    '"',
                    "'",
                    "&a ",
                    "*a",
                    "!!int ",
                    "<<",
                    "|",
                    ">-",
                ]
            ),
            st.text(max_size=6),
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kind=st.sampled_from(sorted(FILES)), mutations=MUTATIONS)
def test_a_garbled_file_is_read_or_refused_with_lines_and_never_worse(
    tmp_path: Path, kind: str, mutations: list[tuple[int, int, str]]
) -> None:
    source = good(kind)
    for at, cut, put in mutations:
        at %= len(source) + 1
        source = source[:at] + put + source[at + cut :]
    for problem in problems_of(kind, source, tmp_path):
        assert shown(problem) == problem
        assert problem.split(".yaml:")[1].split(":")[0].isdigit()


def problems_of(kind: str, source: str, folder: Path) -> tuple[str, ...]:
    try:
        load(kind, source, folder)
    except CourseError as error:
        return error.problems or ("a refusal without a reason",)
    return ()
