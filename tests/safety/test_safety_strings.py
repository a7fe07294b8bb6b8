"""Bars 43, 57, 58 and 62: the rules for a lesson's words hold for every string that coach itself says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import coach
from coach.check.faults import Source
from coach.check.wording import rules, wording_faults
from coach.check.words import Words
from coach.feedback import SKILLS, review
from coach.progress import model
from coach.session import help_page, helplines, who_can_see
from coach.store.base import Settings
from coach.strictyaml import Document

ROOT = Path(coach.__file__).parent
READ_NOT_SAID = ("feedback/lexicons", "check/wording.yaml", "feedback/machine.py")
"""What is looked for in words, and never said."""


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are more than a name, its docstrings left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    bare = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in documented | bare:
            continue
        if isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def said() -> Iterator[tuple[str, str]]:
    """Every string coach may say, with where it stands."""
    for file in sorted(ROOT.rglob("*.py")):
        where = file.relative_to(ROOT).as_posix()
        if not where.startswith(READ_NOT_SAID):
            yield from ((f"{where}:{line}", text) for line, text in literals(file))
    known = helplines.load()
    for country in (None, *known.countries):
        yield f"numbers of {country.id if country else 'nowhere'}", help_page.printed(known, country, 76)
    for file in sorted((ROOT / "feedback" / "rubrics").glob("*.yaml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.lstrip().startswith("#"):
                yield f"{file.name}:{number}", line


def faults(text: str) -> list[str]:
    found = wording_faults(Source(None, Document("x", {}, {}, {})), [Words((), text)])
    return [fault.what for fault in found if "(shouting)" not in fault.what or text.endswith("!")]


def test_coach_says_nothing_that_a_lesson_may_not_say() -> None:
    found = [f"{where}: {fault}" for where, text in said() for fault in faults(text)]
    assert found == []


def test_it_looks_at_more_than_a_thousand_strings() -> None:
    assert sum(1 for _ in said()) > 1000


@pytest.mark.parametrize(
    "planted",
    [
        "You missed a day, and your streak is gone.",
        "My uncle committed suicide.",
        "Nobody can read this.",
        "Your partner is abusive.",
        "Your relationship score is 7.",
        "We are listening.",
        "In the last year, have you been kicked, hit, slapped by someone?",
    ],
)
def test_a_sentence_planted_anywhere_would_be_found(planted: str) -> None:
    assert faults(planted)


def test_shame_streaks_and_reminders_have_rules() -> None:
    ids = {rule.id for rule, _ in rules()}
    assert {"shame", "names-for-a-person", "screening-items", "old-word-for-suicide", "speaks-of-nobody"} <= ids


# --- what is stored says nothing of anybody ----------------------------------------------------------------

LABELS = (
    "score",
    "risk",
    "concern",
    "diagnos",
    "abus",
    "victim",
    "violen",
    "suicid",
    "danger",
    "threat",
    "harm",
    "fear",
)


def names_of(kind: type) -> Iterator[str]:
    """The names of a struct's fields, and of the choices they have."""
    for field in msgspec.structs.fields(kind):
        yield field.name
        yield str(field.type)


@pytest.mark.parametrize(
    "kind", [*model.Body.__args__, model.Progress, model.StepRecord, model.Card, model.Draft, Settings], ids=str
)
def test_nothing_that_is_saved_has_a_place_for_a_label(kind: type) -> None:
    names = " ".join(names_of(kind)).casefold()
    assert not [label for label in LABELS if label in names]


@pytest.mark.parametrize("skill", SKILLS)
def test_a_review_names_what_words_do_and_nobody(skill: str) -> None:
    for text in ("I am sorry I shouted. I was scared.", "You never listen, you are impossible.", "Do it or you pay."):
        told = str(review(text, skill))
        assert not [
            word for word in ("abuser", "victim", "toxic", "narcissis", "perpetrator") if word in told.casefold()
        ]


def test_the_table_of_who_can_see_promises_nothing_and_a_child_of_twelve_can_read_it() -> None:
    from coach.check.reading_level import level

    whole = "\n\n".join(
        [who_can_see.FIRST, *(f"{who}.\n\n{what}" for who, what in who_can_see.ROWS), who_can_see.LAST]
    )
    assert level(whole).grade <= 7
    for absolute in ("never", "always", "cannot be", "completely", "100", "impossible", "guarantee", "safe from"):
        assert absolute not in whole.casefold(), absolute


WHOM = (
    "this screen", "under your name", "account of their own", "runs this computer", "Backups", "after you deleted",
    "scrolls back", "keys or the screen",
)  # fmt: skip


@pytest.mark.parametrize("whom", WHOM)
def test_it_names(whom: str) -> None:
    assert any(whom in who for who, _ in who_can_see.ROWS)


def test_it_says_that_nothing_is_sent_and_what_the_hiding_key_does_and_does_not_do() -> None:
    assert "uses no network" in who_can_see.FIRST
    (screen,) = (what for who, what in who_can_see.ROWS if "this screen" in who)
    assert "F4 covers it" in screen
    assert "locks nothing" in screen
