"""The command line: what it prints, its exit status, and that every error is one sentence."""

from __future__ import annotations

import asyncio
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coach import __version__
from coach.cli import OK, PROBLEM, USED_WRONGLY, main
from coach.session.activity import Go
from coach.session.visit import Visit, local_now
from coach.store.home import open_home

GOOD = "When it got to three and I had heard nothing, I was scared."


def run(*args: str, stdin: str | bytes = "", data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **({"COACH_HOME": str(data)} if data else {})}
    text = stdin if isinstance(stdin, str) else stdin.decode("utf-8", "surrogateescape")
    return subprocess.run(
        [sys.executable, "-m", "coach", *args],
        input=text,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=environ,
        check=False,
    )


def test_version_and_help_say_what_they_should(capsys: pytest.CaptureFixture[str]) -> None:
    for option, told in (("--version", f"coach {__version__}"), ("--help", "Everything stays on this computer")):
        with pytest.raises(SystemExit) as left:
            main([option])
        assert left.value.code == OK
        assert told in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "wrong",
    [
        ["--loud"],
        ["sing"],
        ["review", "juggling"],
        ["review", "--json", "--jsonl"],
        ["export"],
        ["export", "--disagreements", "--format", "json"],
    ],
)
def test_used_wrongly_is_one_sentence_and_status_two(wrong: list[str]) -> None:
    done = run(*wrong)
    assert done.returncode == USED_WRONGLY
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(data=tmp_path / "home")
    assert done.returncode == PROBLEM
    assert "Open a terminal window" in done.stderr
    assert not (tmp_path / "home").exists()


def test_the_course_that_ships_has_no_faults() -> None:
    done = run("check")
    assert done.returncode == OK, done.stdout
    assert "L2  speak" in done.stdout


def test_a_course_with_faults_ends_with_status_one(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("format_version: 1\n", encoding="utf-8")
    done = run("check", str(tmp_path))
    assert done.returncode == PROBLEM
    assert "course.yaml:1:1:" in done.stdout


def test_a_review_for_a_person_quotes_their_words_and_gives_one_step() -> None:
    done = run("review", "i-statement", stdin="I feel like you never think of me.")
    assert done.returncode == OK
    assert "never" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_a_review_as_json_follows_the_contract() -> None:
    done = run("review", "i-statement", "--json", stdin=GOOD)
    told = json.loads(done.stdout)
    assert {"skill", "language", "signals", "criteria", "band", "concern", "worked", "next_step", "pattern"} <= set(
        told
    )
    assert told["band"] in ("solid", "steady-hands")
    for signal in told["signals"]:
        for start, end in signal["spans"]:
            assert 0 <= start < end <= len(GOOD)


def test_reviews_stream_in_order_and_a_bad_line_does_not_stop_them() -> None:
    lines = [json.dumps({"id": "a", "text": GOOD}), "no json", json.dumps({"id": "b", "text": "Whatever."})]
    done = run("review", "validation", "--jsonl", stdin="\n".join(lines) + "\n")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == PROBLEM
    assert [one.get("id") for one in told] == ["a", None, "b"]
    assert "2" in json.dumps(told[1])


@pytest.mark.parametrize(
    "skill", ["softened-start", "reflection", "curiosity", "apology", "repair", "boundary", "journal"]
)
def test_every_skill_is_accepted(skill: str) -> None:
    done = run("review", skill, "--json", stdin="I am sorry I shouted.")
    assert done.returncode == OK
    assert json.loads(done.stdout)["skill"] == skill


def test_the_list_names_every_signal_with_a_line_of_meaning() -> None:
    done = run("review", "--list")
    for name in (
        "own_feeling",
        "faux_feeling",
        "minimizing",
        "demands_forgiveness",
        "if_then",
        "i-statement",
        "IST.F",
    ):
        assert name in done.stdout


def test_explain_names_the_rule_and_its_source() -> None:
    done = run("review", "i-statement", "--explain", stdin=GOOD)
    assert done.returncode == OK
    assert "IST.F" in done.stdout


@pytest.mark.parametrize("odd", ["", "\x1b]0;owned\x07 I feel sad", "\u202eI feel sad", "\ud83d"])
def test_odd_words_never_break_a_review_or_reach_the_terminal_raw(odd: str) -> None:
    done = run("review", "i-statement", stdin=odd.encode("utf-8", "surrogatepass"))
    assert done.returncode == OK, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_an_export_is_written_for_its_owner_alone_and_says_who_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    done = run("export", str(file), data=tmp_path / "home")
    assert done.returncode == OK, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "anyone who can open your files" in done.stdout
    assert file.read_text(encoding="utf-8").startswith("# Notes")


def test_an_export_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("mine", encoding="utf-8")
    done = run("export", str(file), data=tmp_path / "home")
    assert done.returncode == PROBLEM
    assert len(done.stderr.strip().splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "mine"


def with_a_note(home: Path) -> None:
    """A data folder in which one mark of a try is seen differently."""

    async def write() -> None:
        opened = open_home(home, clock=local_now)
        visit = Visit(opened, Path(__file__).parent / "session" / "course")
        lesson = visit.open(Go(to="lesson", lesson="small", step="say-it"))
        lesson.write("small/say-it#felt", GOOD, 0, 0)
        for action in ("say", "differ", "differ:own_feeling"):
            await lesson.do(action)
        opened.close()

    asyncio.run(write())


def test_disagreements_are_printed_as_json_lines_and_who_can_read_them_is_said_beside(tmp_path: Path) -> None:
    with_a_note(tmp_path / "home")
    done = run("export", "--disagreements", data=tmp_path / "home")
    assert done.returncode == OK, done.stderr
    assert [json.loads(line)["what"] for line in done.stdout.splitlines()] == ["own_feeling"]
    assert "scared" not in done.stdout
    assert "anyone who can open your files" in done.stderr


def test_disagreements_can_be_written_to_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    with_a_note(tmp_path / "home")
    file = tmp_path / "notes.jsonl"
    done = run("export", "--disagreements", str(file), data=tmp_path / "home")
    assert done.returncode == OK, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text(encoding="utf-8"))["rule"]
    assert "anyone who can open your files" in done.stdout


def test_where_nothing_is_noted_nothing_is_printed_but_one_sentence(tmp_path: Path) -> None:
    done = run("export", "--disagreements", data=tmp_path / "home")
    assert (done.returncode, done.stdout) == (OK, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_help_of_export_says_what_disagreements_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "print what you see differently in reviews (or write it to PATH), without your words" in told


def test_the_handbook_alone_is_exported_for_its_owner(tmp_path: Path) -> None:
    with_a_note(tmp_path / "home")
    file = tmp_path / "handbook.md"
    done = run("export", "--handbook", str(file), data=tmp_path / "home")
    assert done.returncode == OK, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8").startswith("# Handbook")


def test_an_export_is_taken_back_once_by_a_copy_that_has_none_of_it(tmp_path: Path) -> None:
    with_a_note(tmp_path / "home")
    file = tmp_path / "all.json"
    assert run("export", "--format", "json", str(file), data=tmp_path / "home").returncode == OK
    told = [run("import", str(file), data=tmp_path / "new").stdout for _ in range(2)]
    assert told == [
        "New here: 2. Here already: 0. Nothing was overwritten.\n",
        "New here: 0. Here already: 2. Nothing was overwritten.\n",
    ]
    again = tmp_path / "again.json"
    assert run("export", "--format", "json", str(again), data=tmp_path / "new").returncode == OK
    assert again.read_bytes() == file.read_bytes()


def test_a_file_that_is_no_export_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text("{}", encoding="utf-8")
    done = run("import", str(file), data=tmp_path / "home")
    assert (done.returncode, done.stdout) == (PROBLEM, "")
    assert "Nothing was taken in" in done.stderr


def test_progress_is_printed_without_a_terminal(tmp_path: Path) -> None:
    with_a_note(tmp_path / "home")
    done = run("progress", data=tmp_path / "home")
    assert (done.returncode, done.stderr) == (OK, "")
    assert "One try so far. That is too few to see a pattern, and enough to have begun." in done.stdout
    assert "Saying it with I: 1 try" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 76


def test_progress_of_an_empty_folder_is_a_kind_sentence(tmp_path: Path) -> None:
    done = run("progress", data=tmp_path / "home")
    assert done.returncode == OK, done.stderr
    assert done.stdout.startswith("Nothing is noted yet, and nothing needs to be.")


def test_a_data_folder_can_be_named_and_wins_over_the_environment(tmp_path: Path) -> None:
    done = run("--data-dir", str(tmp_path / "named"), "export", str(tmp_path / "notes.md"), data=tmp_path / "other")
    assert done.returncode == OK, done.stderr
    assert (tmp_path / "named").is_dir()
    assert not (tmp_path / "other").exists()


def test_a_reader_that_goes_away_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def fileno(self) -> int:
            return os.open(os.devnull, os.O_WRONLY)

    monkeypatch.setattr(sys, "stdout", Gone())
    assert main(["review", "--list"]) == PROBLEM
