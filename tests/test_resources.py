"""Where lessons and the learner's data are looked for."""

from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.resources import data_home, lessons_dir


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An installed package with its copy of the lessons."""
    (tmp_path / "coach" / "_lessons").mkdir(parents=True)
    return tmp_path / "coach"


def test_a_checkout_has_its_lessons_beside_pyproject(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    (package.parent / "lessons").mkdir()
    assert lessons_dir(package) == package.parent / "lessons"


@pytest.mark.parametrize("beside", ["pyproject.toml", "lessons/"])
def test_an_installed_coach_uses_its_own_copy(package: Path, beside: str) -> None:
    stray = package.parent / beside.rstrip("/")
    stray.mkdir() if beside.endswith("/") else stray.touch()
    assert lessons_dir(package) == package / "_lessons"


def test_this_checkout_finds_its_course() -> None:
    assert (lessons_dir() / "schema").is_dir()


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    assert data_home(str(tmp_path / "a"), {"COACH_HOME": str(tmp_path / "b")}) == tmp_path / "a"


def test_the_environment_wins_over_the_system(tmp_path: Path) -> None:
    assert data_home(None, {"COACH_HOME": str(tmp_path)}) == tmp_path


def test_an_empty_choice_is_no_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_home("", {"COACH_HOME": "", "XDG_DATA_HOME": str(tmp_path)}).name == "coach"


def test_a_relative_folder_is_made_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_home("mine", {}) == tmp_path / "mine"


def test_a_tilde_means_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_home("~/words", {}) == tmp_path / "words"


def test_an_unknown_persons_home_is_told_plainly() -> None:
    with pytest.raises(StoreError, match="--data-dir"):
        data_home("~no-such-person-here/words", {})


def test_without_home_the_systems_own_record_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    folder = data_home(None, {})
    assert folder.is_absolute()
    assert folder.name == "coach"


@pytest.mark.parametrize("home", ["", "relative/home"])
def test_an_odd_home_leads_neither_to_the_root_nor_into_the_working_folder(
    monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    folder = data_home(None, {})
    assert folder.is_absolute()
    assert folder.parts[:2] != ("/", ".local")
    assert Path.cwd() not in folder.parents


def test_a_system_without_any_home_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/coach"))
    with pytest.raises(StoreError, match="Nothing is lost"):
        data_home(None, {})


def test_nothing_is_created(tmp_path: Path) -> None:
    data_home(str(tmp_path / "new"), {})
    assert not (tmp_path / "new").exists()
