"""CI's small counts of the long runs, always from the same seed; and that a run can be stopped and gone on with."""

import json
import sys

import pytest

from tests import long
from tests.long import RUNS, SEED, Run
from tests.long.__main__ import main


@pytest.mark.parametrize("name", [name for name, run in RUNS.items() if run.ci])
def test_a_long_run_holds_in_ci_s_count(name):
    print(f"seed {SEED}")
    print(RUNS[name](RUNS[name].ci, SEED))


TRIED = []


def tries(count, seed):
    """A run that stops holding at the count it is told to."""
    TRIED.append((count, seed))
    assert seed < 9
    return f"{count} tries"


def go_through(monkeypatch, folder, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["tests.long", "one", "--folder", str(folder), *options])
    TRIED.clear()
    return main()


def test_a_run_goes_on_where_it_stopped_and_says_the_seed_of_what_does_not_hold(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(long.RUNS, "one", Run(1, f"{__name__}:tries", 4, 10))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[tries.__module__])
    assert go_through(monkeypatch, tmp_path, "--seed", "3") == 1
    assert TRIED == [(4, 3), (4, 7), (2, 11)]
    assert "DOES NOT HOLD, seed 11, count 2" in capsys.readouterr().out
    assert json.loads((tmp_path / "long-runs.json").read_text()) == {"one": 8}
    assert go_through(monkeypatch, tmp_path, "--seed", "0") == 0
    assert TRIED == [(2, 8)]
    assert go_through(monkeypatch, tmp_path, "--seed", "0") == 0
    assert TRIED == []
    assert go_through(monkeypatch, tmp_path, "--again", "--seed", "-4") == 0
    assert TRIED == [(4, -4), (4, 0), (2, 4)]


def test_every_run_is_there_to_be_called():
    for name, run in RUNS.items():
        module, _, function = run.function.partition(":")
        assert callable(getattr(__import__(module, fromlist=[function]), function)), name
        assert run.ci <= run.long
