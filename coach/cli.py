"""The command line, and the one place where the parts are put together."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from coach import __version__, traces
from coach.errors import CoachError
from coach.glyphs import shown

if TYPE_CHECKING:
    from coach.session.visit import Visit
    from coach.store.base import Home

OK, PROBLEM, USED_WRONGLY, INTERRUPTED = 0, 1, 2, 130
"""Exit status: all well; a problem was found; the command was used wrongly; it was stopped by ctrl+c."""

NUMBERS_ANYWAY = "The numbers that F2 shows need none of it: coach numbers\n"
"""Said whenever the screens could not be shown: help must not hang on a folder that opens."""

_WIDTH = 76


class _Parser(argparse.ArgumentParser):
    """argparse, saying what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(USED_WRONGLY, f"{self.prog}: {shown(message)}. See {self.prog} --help.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run coach. Returns the exit status: 0, 1 (a problem was found), 2 (used wrongly) or 130 (stopped)."""
    traces.leave_none()
    _mind_the_letters_there_are()
    args = _parser().parse_args(argv)
    status = _done(args)
    if status == PROBLEM and args.run is _start:
        sys.stderr.write(NUMBERS_ANYWAY)
    return status


def _done(args: argparse.Namespace) -> int:
    """Carry out a command and say in one sentence why it could not be."""
    try:
        return int(args.run(args))
    except CoachError as error:
        print(shown(error.message), file=sys.stderr)  # noqa: T201
        return PROBLEM
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away; say nothing more, at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except Exception:
        # What an unforeseen error says may quote the learner's words.
        sys.stderr.write(traces.CRASHED)
        return PROBLEM


def _mind_the_letters_there_are() -> None:
    """Where the terminal has not all letters, write a question mark for one it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="coach",
        description="A quiet course in emotional safety, for one person. Without a command it starts, or goes on "
        "where you stopped. Everything stays on this computer.",
    )
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    parser.add_argument("--data-dir", metavar="DIR", help="where your words are kept (also: COACH_HOME)")
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=_Parser)

    check = commands.add_parser("check", help="check a course: files, scenes, model lines, coverage")
    check.add_argument("path", nargs="?", metavar="PATH", help="the course's folder (the one that ships with coach)")
    check.set_defaults(run=_check)

    review = commands.add_parser("review", help="read one reply, or many, as coach does in practice")
    review.add_argument("skill", nargs="?", metavar="SKILL", help="what the reply practises; see --list")
    review.add_argument("file", nargs="?", metavar="FILE", help="the reply (standard input)")
    review.add_argument(
        "--context", metavar="FILE", help="what the reply answers: a file with the words or situation"
    )
    review.add_argument("--variant", default="", metavar="NAME", help="the skill's variant, where it has some")
    how = review.add_mutually_exclusive_group()
    for name, text in (
        ("json", "one object"),
        ("jsonl", "one object a line in, one a line out"),
        ("explain", "criterion, found words, verdict, rule and source"),
        ("list", "the skills, their criteria, and every signal"),
    ):
        how.add_argument(f"--{name}", dest="mode", action="store_const", const=name, help=text)
    review.set_defaults(run=_review, mode="plain")

    export = commands.add_parser("export", help="write your journal and plans to a file")
    export.add_argument("path", nargs="?", metavar="PATH", help="the file to write; it must not exist yet")
    what = export.add_mutually_exclusive_group()
    what.add_argument("--format", choices=("markdown", "json"), default="markdown")
    what.add_argument(
        "--handbook",
        action="store_true",
        help="your own sentences, plans and cards alone, as Markdown: to print or to keep",
    )
    what.add_argument(
        "--disagreements",
        action="store_true",
        help="print what you see differently in reviews (or write it to PATH), without your words unless you added "
        "them",
    )
    export.set_defaults(run=_export)

    take_in = commands.add_parser("import", help="take an export (--format json) back: it joins what is here")
    take_in.add_argument("path", metavar="FILE", help="the file that coach export --format json wrote")
    take_in.set_defaults(run=_import)

    numbers = commands.add_parser("numbers", help="print the page of F2; nothing of yours is read")
    numbers.add_argument("country", nargs="?", default="", metavar="COUNTRY", help="two letters, or its name")
    numbers.set_defaults(run=_numbers)

    doctor = commands.add_parser(
        "doctor", help="look at everything that is saved, and say what is well and what is not"
    )
    doctor.add_argument("--repair", action="store_true", help="put right what a backup can put right")
    doctor.set_defaults(run=_doctor)

    restore = commands.add_parser("restore", help="list your backups, or put one in place; it can be undone")
    which = restore.add_mutually_exclusive_group()
    which.add_argument(
        "backup", nargs="?", metavar="NUMBER|DATE", help="the backup to put in place; without: list them"
    )
    which.add_argument("--undo", action="store_true", help="bring back what was there before the last restore")
    restore.set_defaults(run=_restore)

    progress = commands.add_parser("progress", help="print what you have practised, in counts and your own words")
    progress.set_defaults(run=_progress)
    return parser


def _home(args: argparse.Namespace) -> tuple[Home, Path]:
    from coach.resources import data_home
    from coach.session.visit import local_now
    from coach.store.home import open_home

    folder = data_home(args.data_dir, os.environ)
    return open_home(folder, clock=local_now), folder


def _visit(home: Home, folder: Path) -> Visit:
    from coach.resources import lessons_dir
    from coach.session.visit import Visit

    return Visit(home, lessons_dir(), kept_in=str(folder))


def _start(args: argparse.Namespace) -> int:
    # Textual draws on standard error: were that a file, every screen would be written into it.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise CoachError("coach needs a terminal to start in. Open a terminal window and type coach there.")
    # Nothing made while starting is garbage: looking for some would take a tenth of the time to the first screen.
    # The screens switch it on again once they are up.
    gc.disable()
    from coach.tui.run import run

    home, folder = _home(args)
    try:
        visit = _visit(home, folder)
        visit.read_course()
        return run(visit)
    finally:
        home.close()


def _check(args: argparse.Namespace) -> int:
    from coach.check import run_check
    from coach.resources import lessons_dir

    text, status = run_check(Path(args.path) if args.path else lessons_dir())
    sys.stdout.write(text)
    return status


def _review(args: argparse.Namespace) -> int:
    from coach.feedback import SKILLS, report

    if args.mode == "list":
        sys.stdout.write(report.listed(_WIDTH))
        return OK
    if args.skill not in SKILLS:
        print(f"coach review: a skill is one of {', '.join(SKILLS)}.", file=sys.stderr)  # noqa: T201
        return USED_WRONGLY
    if args.mode == "jsonl":
        status = OK
        for line, fine in report.review_lines(_lines(args.file), args.skill, args.variant):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            status = status if fine else PROBLEM
        return status
    text = b"".join(_lines(args.file)).decode("utf-8", "surrogateescape")
    context = _read(args.context).decode("utf-8", "surrogateescape") if args.context else ""
    sys.stdout.write(report.run_review(args.skill, text, context, args.variant, args.mode, _WIDTH))
    return OK


def _import(args: argparse.Namespace) -> int:
    import asyncio

    from coach.session.importing import take_in

    source = _read(args.path)
    home, folder = _home(args)
    try:
        taken = asyncio.run(take_in(_visit(home, folder), source))
    finally:
        home.close()
    print(f"New here: {taken.new}. Here already: {taken.known}. Nothing was overwritten.")  # noqa: T201
    return OK


def _lines(file: str | None) -> Sequence[bytes]:
    return sys.stdin.buffer if file is None else _read(file).splitlines(keepends=True)  # type: ignore[return-value]


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CoachError(f"{file} could not be read: {error.strerror}.") from error


def _export(args: argparse.Namespace) -> int:
    from coach.session import handbook
    from coach.session.export import WHO_CAN_READ, disagreements, export
    from coach.store.files import write_new

    if args.path is None and not args.disagreements:
        print("coach export: say which file to write. See coach export --help.", file=sys.stderr)  # noqa: T201
        return USED_WRONGLY
    home, folder = _home(args)
    try:
        visit = _visit(home, folder)
        if args.disagreements:
            text = disagreements(visit)
        else:
            text = handbook.markdown(visit) if args.handbook else export(visit, args.format)
        if args.path is not None:
            write_new(Path(args.path), text.encode("utf-8", "surrogatepass"))
    finally:
        home.close()
    if args.path is not None:
        print(f"Written to {shown(args.path)}. {WHO_CAN_READ}")  # noqa: T201
        return OK
    sys.stdout.write(text)
    said = WHO_CAN_READ if text else "Nothing is noted yet: you have not seen anything in a review differently."
    print(said, file=sys.stderr)  # noqa: T201
    return OK


def _numbers(args: argparse.Namespace) -> int:
    from shutil import get_terminal_size

    from coach.session import help_page, helplines

    known = helplines.load()
    country = known.country(args.country)
    width = max(20, min(_WIDTH, get_terminal_size((_WIDTH, 24)).columns - 1))
    sys.stdout.write(help_page.printed(known, country, width))
    if args.country and country is None:
        sys.stderr.write(f"There are no numbers for {shown(args.country)} here. The list above has the countries.\n")
        return PROBLEM
    return OK


def _doctor(args: argparse.Namespace) -> int:
    from coach.resources import data_home
    from coach.session.visit import local_now
    from coach.store.care import doctor

    text, well = doctor(data_home(args.data_dir, os.environ), local_now, mend=args.repair)
    sys.stdout.write(text)
    return OK if well else PROBLEM


def _restore(args: argparse.Namespace) -> int:
    from coach.resources import data_home
    from coach.session.visit import local_now
    from coach.store.care import backups, put_in_place

    folder = data_home(args.data_dir, os.environ)
    if args.backup or args.undo:
        sys.stdout.write(put_in_place(folder, local_now, args.backup or ""))
        return OK
    text, well = backups(folder, local_now)
    sys.stdout.write(text)
    return OK if well else PROBLEM


def _progress(args: argparse.Namespace) -> int:
    from coach.session.progress_text import printed

    home, folder = _home(args)
    try:
        visit = _visit(home, folder)
        sys.stdout.write(printed(visit))
        for notice in visit.notices:
            print(notice, file=sys.stderr)  # noqa: T201
    finally:
        home.close()
    return OK
