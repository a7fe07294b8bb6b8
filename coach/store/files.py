"""The disk: an envelope round every payload, one crash-safe write, and nothing else that touches a file.

A file is one line of JSON, the header, then the payload. The checksum in the header is the SHA-256 of the whole
file with the checksum's own 64 digits written as zeros. That line and that rule stay the same in every schema, so
any version of coach can tell a newer file from a damaged one.
"""

# The bare calls of ``os`` are wanted here: their order is the promise, and tests count them one by one.
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH112, PTH121, PTH208

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from coach.errors import StoreError
from coach.store.codec import UNREADABLE

Token = Callable[[int], bytes]
"""Random bytes, that many."""

LIMIT = 64 * 1024 * 1024
"""Bytes; a bigger file is none of ours, and none of ours is written bigger."""

_HEAD = 1024
"""Bytes that surely hold the header line."""
_ZEROS = "0" * 64
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _BINARY
_READ = os.O_RDONLY | _BINARY
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
"""What a file is called while it is being written."""


class DamagedError(Exception):
    """Bytes that are no whole envelope; never shown, never holds any of them."""


class Header(Struct, frozen=True, kw_only=True):
    """What the first line says: what the file holds, versions, how often it has been written, and the checksum."""

    kind: str
    schema: Annotated[int, Meta(ge=1)]
    min_reader: Annotated[int, Meta(ge=1)]
    generation: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


# --- the envelope --------------------------------------------------------------------------------------------


def seal(payload: bytes, *, kind: str, schema: int, min_reader: int, generation: int) -> tuple[Header, bytes]:
    """The header for ``payload`` and the whole file."""
    blank = Header(kind=kind, schema=schema, min_reader=min_reader, generation=generation, sha256=_ZEROS)
    line = msgspec.json.encode(blank) + b"\n"
    header = msgspec.structs.replace(blank, sha256=_checksum(line, payload))
    return header, msgspec.json.encode(header) + b"\n" + payload


def unseal(data: bytes) -> tuple[Header, bytes]:
    """The header and the payload of a whole file; DamagedError when a single bit is not as it was written."""
    header = _header(data[:_HEAD])
    end = data.index(b"\n") + 1
    blank = data[:end].replace(header.sha256.encode(), _ZEROS.encode(), 1)
    payload = data[end:]
    if _checksum(blank, payload) != header.sha256:
        raise DamagedError("checksum")
    return header, payload


def _header(start: bytes) -> Header:
    line, newline, _ = start.partition(b"\n")
    if not newline:
        raise DamagedError("no header")
    try:
        return msgspec.json.decode(line, type=Header)
    except UNREADABLE:
        pass
    raise DamagedError("no header")


def _checksum(line: bytes, payload: bytes) -> str:
    digest = hashlib.sha256(line)
    digest.update(payload)
    return digest.hexdigest()


# --- writing -------------------------------------------------------------------------------------------------


def write_file(path: Path, data: bytes, token: Token) -> None:
    """Replace ``path`` by ``data`` so that a crash at any moment leaves the old file or the new one, whole.

    Returns when file and folder are synced. On an OSError the temporary file is removed and never used again: after
    a failed fsync nobody knows what the disk holds.
    """
    staged = stage_file(path, data, token)
    try:
        os.replace(staged, path)
    except OSError:
        with suppress(OSError):
            os.unlink(staged)
        raise
    sync_folder(path.parent)


def stage_file(path: Path, data: bytes, token: Token) -> Path:
    """Write ``data`` beside ``path``, whole and synced, under a temporary name, which is returned.

    ``place_file`` puts it in its place; until then a sweep takes it away. On an OSError nothing is left.
    """
    if len(data) > LIMIT:
        raise OSError(errno.EFBIG, "larger than coach reads back")
    temporary = path.with_name(f".{path.name}.{token(8).hex()}.tmp")
    descriptor = os.open(temporary, _CREATE, 0o600)
    try:
        _fill(descriptor, data)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def place_file(staged: Path, path: Path) -> None:
    """Put a staged file in its place, durably; nothing happens when that was done before."""
    with suppress(FileNotFoundError):
        os.replace(staged, path)
    sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file the learner asked for, mode 0600, over nothing; StoreError, and no file, when that fails."""
    try:
        descriptor = os.open(path, _CREATE, 0o600)
        try:
            _fill(descriptor, data)
        except OSError:
            with suppress(OSError):
                os.unlink(path)
            raise
        sync_folder(path.parent)
    except FileExistsError:
        trouble = StoreError(
            f"There is already something at {path}, so nothing was written. Choose another name.", path
        )
    except OSError as error:
        why, remedy = reason(error, path)
        trouble = StoreError(
            f"{why}, so nothing was written. What you saved is untouched. {remedy}, then try again.", path
        )
    else:
        return
    raise trouble


def _fill(descriptor: int, data: bytes) -> None:
    """Write all of ``data``, sync it, close."""
    try:
        rest = memoryview(data)
        while rest:
            written = os.write(descriptor, rest)
            if not written:
                raise OSError(errno.EIO, "nothing was written")
            rest = rest[written:]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable; where the system cannot (Windows) it does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, _READ | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it where missing, mode 0700 from the first moment, and durable."""
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise NotADirectoryError(errno.ENOTDIR, "something else has its name") from None
        return
    except FileNotFoundError:
        make_folder(folder.parent)
        make_folder(folder)
        return
    sync_folder(folder.parent)


def remove_file(path: Path) -> None:
    """Remove ``path`` for good; nothing happens when it is not there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def move_file(path: Path, folder: Path) -> None:
    """Move a file into another folder of the same disk, over nothing; both folders are durable afterwards."""
    os.replace(path, folder / path.name)
    sync_folder(folder)
    sync_folder(path.parent)


def rename_folder(folder: Path, name: str) -> None:
    """Give a folder another name beside the old one, durably."""
    os.replace(folder, folder.with_name(name))
    sync_folder(folder.parent)


def remove_folder(folder: Path) -> None:
    """Remove an empty folder."""
    os.rmdir(folder)
    sync_folder(folder.parent)


def keep_beside(path: Path, why: str, token: Token) -> Path:
    """Give the file at ``path`` a second name, ``<name>.<why>``, numbered when taken; its bytes stay as they are.

    The first name stays too, so that no crash leaves it missing; one that a crash let stand is used again. Where
    links are not to be had a copy is made.
    """
    number = 1
    while True:
        aside = path.with_name(f"{path.name}.{why}" + (f"-{number}" if number > 1 else ""))
        try:
            os.link(path, aside)
        except FileExistsError:
            if os.path.samefile(path, aside):
                return aside
            number += 1
            continue
        except OSError:
            write_file(aside, read_file(path), token)
            return aside
        try:
            sync_folder(path.parent)
        except OSError:
            with suppress(OSError):
                os.unlink(aside)
            raise
        return aside


def sweep(folder: Path) -> None:
    """Remove temporary files that a crash left behind in ``folder``. Only for whoever holds the lock."""
    left = [name for name in names(folder) if TEMPORARY.fullmatch(name)]
    for name in left:
        os.unlink(folder / name)
    if left:
        sync_folder(folder)


# --- reading -------------------------------------------------------------------------------------------------


def read_file(path: Path) -> bytes:
    """The whole file; FileNotFoundError when there is none, OSError EFBIG when it is none of ours."""
    descriptor = os.open(path, _READ)
    try:
        size = os.fstat(descriptor).st_size
        if size > LIMIT:
            raise OSError(errno.EFBIG, "larger than coach reads")
        parts = []
        while part := os.read(descriptor, max(size, 4096)):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def peek(path: Path) -> Header | None:
    """The header alone, unchecked, at the price of one small read; None when there is no file.

    Raises DamagedError when the file does not begin with a header.
    """
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        return None
    try:
        return _header(os.read(descriptor, _HEAD))
    finally:
        os.close(descriptor)


def names(folder: Path) -> list[str]:
    """The names in ``folder``, sorted; none when there is no such folder."""
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


# --- what to tell the learner --------------------------------------------------------------------------------

_WHY = {
    errno.ENOSPC: ("The disk is full", "Make some room"),
    errno.EDQUOT: ("Your share of the disk is full", "Make some room"),
    errno.EFBIG: ("This is larger than one file can hold", "Shorten it"),
    errno.EACCES: ("This account may not use {place}", "Allow it, or start coach with another folder"),
    errno.EPERM: ("This account may not use {place}", "Allow it, or start coach with another folder"),
    errno.EROFS: ("{place} cannot be written to", "Make it writable, or start coach with another folder"),
    errno.ENOENT: ("There is no such place as {place}", "Choose another"),
    errno.ENOTDIR: ("There is no such place as {place}", "Choose another"),
    errno.EMFILE: ("Too many files are open at once", "Close some programs"),
    errno.ENFILE: ("Too many files are open at once", "Close some programs"),
}


def cannot_save(error: OSError, place: Path) -> StoreError:
    """The error to show when words could not be saved."""
    why, remedy = reason(error, place)
    return StoreError(
        f"{why}, so this is not saved yet. Your words are still on the screen. {remedy}, then try again.", place
    )


def cannot_read(error: OSError, place: Path) -> StoreError:
    """The error to show when a file could not be read."""
    why, remedy = reason(error, place)
    return StoreError(
        f"{why}, so what is saved there cannot be read now. Nothing was changed, and your words are still on the "
        f"screen. {remedy}, then try again.",
        place,
    )


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """Have an OSError inside told as StoreError."""
    try:
        yield
    except OSError as error:
        raise cannot_read(error, place) from None


def reason(error: OSError, place: Path) -> tuple[str, str]:
    """What is wrong, as the first half of a sentence, and what would help, as an order."""
    why, remedy = _WHY.get(error.errno or 0, ("The disk reported a fault with {place}", "Wait a moment"))
    return why.format(place=place), remedy
