"""The one YAML loader: what it reads, what it refuses, and how it tells."""

import tracemalloc
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from coach import strictyaml
from coach.errors import CourseError

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With libyaml and without it."""
    monkeypatch.setattr(strictyaml, "_LOADER", request.param)


def value(source: str | bytes) -> Any:
    return strictyaml.parse(source, "file.yaml").value


def problems(source: str | bytes) -> list[str]:
    with pytest.raises(CourseError) as caught:
        strictyaml.parse(source, "file.yaml")
    return [problem.removeprefix("file.yaml:") for problem in caught.value.problems]


@pytest.mark.usefixtures("either_loader")
def test_only_true_false_and_null_are_not_words() -> None:
    words = [
        "no",
        "on",
        "Yes",
        "True",
        "NULL",
        "~",
        "2026-11-21",
        "12:30",
        "010",
        "1_000",
        "1e2",
        ".5",
        "0x1f",
        "12",
        "000.16",
    ]
    assert value(f"[{', '.join(words)}]") == words
    assert value("[true, false, null, \"true\", 'null']") == [True, False, None, "true", "null"]


@pytest.mark.usefixtures("either_loader")
def test_a_value_left_out_is_empty_words() -> None:
    assert value("a:\nb: ''\n") == {"a": "", "b": ""}


def test_names_are_always_words() -> None:
    assert value("no: 1\ntrue: 2\n000.16: 3\n") == {"no": "1", "true": "2", "000.16": "3"}


@pytest.mark.parametrize(
    ("source", "where", "said"),
    [
        ("a: 1\nb: 2\na: 3", "3:1", '"a" stands twice here, first in line 1'),
        ("x: {a: 1, a: 2}", "1:11", '"a" stands twice'),
        ("a: &x 1", "1:4", '"&x" names something'),
        ("a: *x", "1:4", '"*x" repeats something'),
        ("a: !!python/object:os.system x", "1:4", "is a tag"),
        ("a: !own {b: c}", "1:4", "is a tag"),
        ("! x", "1:1", "is a tag"),
        ("a: {b: 1}\nc:\n  <<: x", "3:3", '"<<" takes in'),
        ("? [a, b]\n: c", "1:3", "a name is wanted"),
        ("? {a: b}\n: c", "1:3", "a name is wanted"),
        ("--- a\n--- b", "2:1", "a second document"),
        ("a: b: c", "1:5", "a colon and a space inside"),
        ("a: @b", "1:4", "cannot begin with"),
        ("a: 'b", "1:6", "never closed"),
        ("a: [b, c", None, "never closed"),
        ("a:\n  b: c\n d: e", "3:2", "not in line"),
        ("- a\nb: c", "2:1", "this line"),
        ('a: "\\q"', None, "backslash"),
        ("", "1:1", "empty"),
        ("# only a comment\n", "1:1", "empty"),
        (b"\xef\xbb\xbfa: b", "1:1", "byte order mark"),
        ("a: b".encode("utf-16"), "1:1", "byte order mark"),
        (b"a: b\nc: \xe9", "2:4", "not UTF-8"),
        ("a: b\nc: \x00", "2:4", "U+0000"),
        ("a: \x1b[2J", "1:4", "U+001B"),
        ("a: \x9b2J", "1:4", "U+009B"),
        ("a: b\u2028c", "1:5", "U+2028"),
        ("a: \ufeffb", "1:4", "U+FEFF"),
        ("a: \ud800", "1:4", "not UTF-8"),
    ],
)
@pytest.mark.usefixtures("either_loader")
def test_what_is_not_plain_is_refused_with_its_place(source: str | bytes, where: str | None, said: str) -> None:
    (problem,) = problems(source)
    assert said in problem
    assert where is None or problem.startswith(f"{where}: ")


def test_all_structural_problems_come_at_once() -> None:
    found = problems("a: &x 1\nb: *x\nb: !!str c\n<<: {a: 1}\n")
    assert [problem.split(":")[0] for problem in found] == ["1", "2", "3", "3", "4"]


def test_very_many_problems_are_cut_and_counted() -> None:
    found = problems("a:\n" * 500)
    assert len(found) == strictyaml.MOST_PROBLEMS + 1
    assert found[-1].endswith("and 449 more")


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "alias bomb": BOMB,
    "500 lists deep": "[" * 500 + "]" * 500,
    "a million lists deep": "[" * 1_000_000,
    "200,000 names deep": "{a: " * 200_000,
    "hyphens": "- " * 500_000,
    "60,000 entries": "\n".join(f"- k{number}: v" for number in range(60_000)),
    "60,000 names": "\n".join(f"k{number}: v" for number in range(60_000)),
    "60,000 in a row": f"[{','.join('a' * 60_000)}]",
    "doubled names": "a: b\n" * 200_000,
    "question marks": "?\n" * 500_000,
    "huge words": "a: " + "x" * 1_000_000,
    "huge quote": "a: '" + "x" * 1_000_000 + "'",
    "huge block": "a: >-\n" + "  words\n" * 120_000,
    "huge wide words": "a: " + "中" * 30_000,
    "huge name": "x" * 70_000 + ": a",
    "huge file": "#" * (1024 * 1024 + 1),
    "open quote": 'a: "' + "\\n" * 500_000,
    "colons": ":" * 1_000_000,
    "anchors": "".join(f"- &a{number} x\n" for number in range(60_000)),
    "tags": "- !!python/name:os.system\n" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.usefixtures("either_loader")
def test_a_hostile_file_is_refused(name: str) -> None:
    assert problems(HOSTILE[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_never_built(name: str) -> None:
    tracemalloc.start()
    try:
        problems(HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_twenty_deep_is_read_and_twenty_one_is_not() -> None:
    assert value("[" * 20 + "]" * 20)
    assert "more than 20 deep" in problems("[" * 21 + "]" * 21)[0]


def test_ten_thousand_entries_are_read_and_one_more_is_not() -> None:
    assert len(value("- a\n" * 9_999)) == 9_999
    assert "more than 10000 entries" in problems("- a\n" * 10_000)[0]


def test_sixty_four_kib_of_words_are_read_and_one_more_is_not() -> None:
    assert len(value("a: " + "x" * 65_536)["a"]) == 65_536
    assert "longer than 64 KiB" in problems("a: " + "x" * 65_537)[0]


def test_a_place_is_that_of_the_value_or_of_its_name() -> None:
    document = strictyaml.parse("# first\na:\n  - b: c\n    dd: [é, f]\n", "file.yaml")
    assert document.place(()) == (2, 1)
    assert document.place(("a",)) == (3, 3)
    assert document.place(("a",), key=True) == (2, 1)
    assert document.place(("a", 0, "dd", 1)) == (4, 13)
    assert document.place(("a", 0, "dd"), key=True) == (4, 5)


def test_the_place_of_what_is_not_there_is_that_of_what_holds_it() -> None:
    document = strictyaml.parse("a:\n  - b: c\n", "file.yaml")
    assert document.place(("a", 0, "x", 3), key=True) == document.place(("a", 0)) == (2, 5)


@pytest.mark.parametrize("source", ['a: "\\e[2J\\u202e\\x7f"', 'a: "\\u2028\\u200b\\U000E0061"'])
def test_what_escapes_hide_is_shown(source: str) -> None:
    words = value(source)["a"]
    assert words.isprintable()
    assert len(words) > 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        strictyaml.parse(source, "file.yaml")
    except CourseError as error:
        refusal: tuple[str, ...] = error.problems
    else:
        refusal = ("read",)
    assert refusal


# --- conversion ---------------------------------------------------------------------------------------------------


class Dot(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="dot"):
    at: int


class Line(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="line"):
    long: float


class Drawing(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=9)] = "none"
    size: Annotated[float, Meta(ge=0, le=1)] = 0.5
    count: int = 0
    done: bool = False
    mood: Literal["calm", "warm"] | None = None
    parts: Annotated[tuple[Dot | Line, ...], Meta(max_length=3)] = ()
    notes: dict[str, int] = {}


def convert(source: str) -> Drawing:
    return strictyaml.parse(source, "file.yaml").convert(Drawing)


def faults(source: str) -> list[str]:
    with pytest.raises(CourseError) as caught:
        convert(source)
    return [problem.removeprefix("file.yaml:") for problem in caught.value.problems]


def test_a_file_becomes_its_struct() -> None:
    source = "name: 007\nsize: 0.25\ncount: -3\ndone: true\nmood: warm\nnotes: {a: 1}\n"
    source += "parts: [{kind: dot, at: 4}, {kind: line, long: 2}]"
    assert convert(source) == Drawing(
        name="007", size=0.25, count=-3, done=True, mood="warm", parts=(Dot(4), Line(2.0)), notes={"a": 1}
    )


def test_null_stands_where_nothing_may_stand() -> None:
    assert convert("mood: null").mood is None


@pytest.mark.parametrize(
    "written", ["1e2", "010", "+1", "1_0", "0x1", ".5", "1.", "1.5", "", "true", "null", "[]", "٣", "1" * 16]
)
def test_a_whole_number_is_digits_and_nothing_else(written: str) -> None:
    (fault,) = faults(f"count: {written}")
    assert fault.startswith("1:")
    assert "number" in fault


@pytest.mark.parametrize("written", ["inf", "nan", "1e-1", "00.5", "-0.1", "1.01"])
def test_a_number_is_plain_and_in_bounds(written: str) -> None:
    assert len(faults(f"size: {written}")) == 1


@pytest.mark.parametrize("written", ['"true"', "yes", "1", "True", "null"])
def test_words_are_never_taken_for_true_or_false(written: str) -> None:
    assert "takes true or false" in faults(f"done: {written}")[0]


def test_every_mistake_comes_at_once_in_order() -> None:
    assert faults("name: ''\nsiez: 1\nparts:\n  - kind: dto\n  - {kind: dot}\n  - {at: 1}\nnotes: {a: b}\n") == [
        '1:7: "name" is empty; write something after the colon',
        '2:1: "siez" is not something a drawing file has; did you mean "size"? '
        "It can have: name, size, count, done, mood, parts, notes",
        '4:11: there is no part of the kind "dto"; did you mean "dot"? The kinds are: dot, line',
        '5:5: "at" is missing from this dot part; add a line like at: 1',
        '6:5: "kind" is missing from this part. The kinds are: dot, line',
        '7:12: "a" takes a whole number in plain digits, like 1; here is "b"',
    ]


@pytest.mark.parametrize("kind", ["[a]", "{a: b}", "null", "true", ""])
def test_a_kind_that_is_no_word_is_told(kind: str) -> None:
    assert "there is no part of the kind" in faults(f"parts:\n- kind: {kind}\n")[0]


def test_a_list_as_a_file_is_told_what_it_should_be() -> None:
    assert faults("- a")[0].startswith("1:1: the file takes names with values")


JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=4), st.sampled_from(["1", "dot", "line", "calm", "0.5"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["name", "count", "parts", "kind", "at", "long", "notes", "mood", "x"]), inner, max_size=4
        ),
    ),
    max_leaves=8,
)


@given(JUNK)
def test_any_value_converts_or_is_refused_with_reasons(junk: Any) -> None:
    document = strictyaml.Document("file.yaml", junk, {(): strictyaml.Place(1, 1)}, {})
    try:
        drawing = document.convert(Drawing)
    except CourseError as error:
        outcome: object = error.problems
    else:
        outcome = isinstance(drawing, Drawing)
    assert outcome
