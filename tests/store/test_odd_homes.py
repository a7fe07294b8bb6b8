"""Homes nobody would choose: coach starts, or says what it cannot do and offers another place; never a traceback."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.progress.model import Draft
from coach.store.home import open_home
from tests.store.store_homes import Clock, filled, reopened, say, temporary_files

PYTHON = sys.executable
ROOT = Path(__file__).parents[2]


def run(*args: str | bytes, limit: int = 0, **environ: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """``coach progress``, or another command, in an environment of nothing but this."""

    def before() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

    command = [PYTHON, "-m", "coach", *(args or ("progress",))]
    kept = {"PATH": os.environ["PATH"], **environ}
    done = subprocess.run(command, env=kept, capture_output=True, cwd=ROOT, check=False, preexec_fn=before)
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Something went wrong" not in done.stderr, done.stderr
    return done


def made(path) -> bool:
    return (path / ".lock").exists()


def test_home_is_not_set(tmp_path):
    assert run(XDG_DATA_HOME=str(tmp_path)).returncode == 0
    assert made(tmp_path / "coach")


def test_home_leads_nowhere(tmp_path):
    assert run(HOME="/nowhere/at/all", COACH_HOME=str(tmp_path / "here")).returncode == 0
    assert made(tmp_path / "here")


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "nonsense"])
def test_a_locale_that_is_not_utf_8_and_a_path_with_spaces_and_emoji(locale, tmp_path):
    path = tmp_path / "my own 🏡 places" / "żółw"
    environ = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    if locale == "C":
        filled(path, "first")
    assert run(COACH_HOME=str(path), **environ).returncode == 0
    assert run("doctor", COACH_HOME=str(path), **environ).returncode == 0
    assert made(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a name be no text at all")
def test_a_path_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9"
    assert run(COACH_HOME=path).returncode == 0
    assert os.path.exists(path + b"/.lock")  # noqa: PTH110
    assert run("doctor", COACH_HOME=path).returncode == 0


def test_a_folder_that_is_a_link_to_another_disk(tmp_path):
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    filled(tmp_path / "link", "first")
    assert run(COACH_HOME=str(tmp_path / "link")).returncode == 0
    assert run("doctor", COACH_HOME=str(tmp_path / "link")).returncode == 0
    assert reopened(tmp_path / "real").texts == ("first",)


def offers_another_place(done) -> bool:
    return done.returncode == 1 and (b"another folder" in done.stderr or b"--data-dir" in done.stderr)


def test_a_link_to_nowhere_a_file_and_a_place_below_a_file(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "link", tmp_path / "file", tmp_path / "file/below"):
        assert offers_another_place(run(COACH_HOME=str(path))), path
        assert run("doctor", COACH_HOME=str(path)).returncode == 1
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_person_nobody_knows(tmp_path):
    assert offers_another_place(run(COACH_HOME="~nobody-of-that-name/coach"))


def test_few_files_may_be_open(tmp_path):
    filled(tmp_path / "home", "first")
    done = run(COACH_HOME=str(tmp_path / "home"), limit=16)
    assert done.returncode == 0
    assert reopened(tmp_path / "home").texts == ("first",)


@pytest.mark.parametrize("number", ["ENOSYS", "ENOLCK", "EOPNOTSUPP"])
def test_a_file_system_without_locks_is_read_and_another_place_offered(number, tmp_path, monkeypatch):
    filled(tmp_path / "home", "first")

    def refuse(descriptor, operation):
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)))

    monkeypatch.setattr(fcntl, "flock", refuse)
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    assert store.read_only
    assert [one.body.text for one in store.facts()] == ["first"]
    assert any("another folder" in notice for notice in store.notices)
    assert "another folder" in str(store.save_draft(Draft(key="a", text="b")).exception(20))
    home.close()


def test_a_folder_whose_files_belong_to_somebody_else_and_are_closed(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody who may not read")
    filled(tmp_path / "home", "first")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o755)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PYTHON, "-m", "coach", "progress"]
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv")
    environ = {"PATH": os.environ["PATH"], "COACH_HOME": str(tmp_path / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environ, capture_output=True, cwd=ROOT, check=False)
    if any(why in done.stderr for why in (b"No module named", b"Permission denied", b"loading shared libraries")):
        pytest.skip("that account may not run this Python")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
    assert b"another folder" in done.stderr


# --- real limits ---------------------------------------------------------------------------------------------

FULL = """
import sys
from pathlib import Path
from coach.errors import StoreError
from coach.progress.transitions import apply
from coach.store.home import open_home
from tests.store.store_homes import Clock, fact
path = Path(sys.argv[1])
home = open_home(path / "home", clock=Clock())
store = home.space("me")
progress = store.load()
saved = []
for number in range(1000):
    new = fact(store, progress, f"{number} " + "x" * 2000)
    try:
        store.append([new], apply(progress, new)).result(20)
    except StoreError as told:
        assert "disk is full" in told.message and "still on the screen" in told.message, told.message
        break
    progress = apply(progress, new)
    saved.append(number)
else:
    raise SystemExit("the disk never was full")
assert [int(one.body.text.split()[0]) for one in store.facts()] == saved
assert not list(path.rglob("*.tmp"))
(path / "ballast").unlink()
store.append([new], apply(progress, new)).result(20)
home.close()
home = open_home(path / "home", clock=Clock())
assert [int(one.body.text.split()[0]) for one in home.space("me").facts()] == [*saved, number]
assert home.space("me").notices == ()
home.close()
print("held", len(saved))
"""


def test_a_disk_that_is_really_full(tmp_path):
    """64 kB, most of it ballast: what was saved stays, the rest is told, and with room again it is saved."""
    script = f"mount -t tmpfs -o size=128k none {tmp_path} && head -c 60000 /dev/zero > {tmp_path}/ballast && exec "
    probe = ["unshare", "-m", "sh", "-c", f"mount -t tmpfs -o size=64k none {tmp_path}"]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("this account may not make a small disk")
    command = ["unshare", "-m", "sh", "-c", f'{script} "$0" "$@"', PYTHON, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.startswith("held"), done.stderr
    assert int(done.stdout.split()[1]) >= 3


def test_a_disk_that_cannot_be_written_to(tmp_path):
    """Mounted read-only: what is there is read, and another place is offered."""
    probe = ["unshare", "-m", "true"]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("this account may not mount")
    filled(tmp_path / "home", "first")
    script = f'mount --bind {tmp_path} {tmp_path} && mount -o remount,ro,bind {tmp_path} && exec "$0" "$@"'
    for coach, status in (("progress", 0), ("doctor", 0), ("restore", 0)):
        command = ["unshare", "-m", "sh", "-c", script, PYTHON, "-m", "coach", coach]
        environ = {"PATH": os.environ["PATH"], "COACH_HOME": str(tmp_path / "home")}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
        assert "Traceback" not in done.stderr
        assert done.returncode == status, (coach, done.stderr)
    assert reopened(tmp_path / "home").texts == ("first",)


def test_a_limit_on_the_size_of_files_is_told_and_loses_nothing(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    say(store, "first")
    store.flush(20)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(StoreError, match="Shorten it"):
            say(store, "x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    say(store, "second")
    home.close()
    assert reopened(tmp_path / "home").texts == ("first", "second")
    assert temporary_files(tmp_path) == []
