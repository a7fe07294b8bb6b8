"""From values to bytes and back: JSON that keeps every string, and the codec the bytes pass through."""

from __future__ import annotations

import re
from typing import Any, Protocol, TypeVar

import msgspec

T = TypeVar("T")

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What reading bytes that are not ours can raise; UnicodeDecodeError is a ValueError."""

_MARK = "\ufdd0"
"""Announces an escape: a noncharacter, which no keyboard types. It is followed by four hex digits."""
_MARK_BYTES = _MARK.encode()
_TO_ESCAPE = re.compile(f"[\ud800-\udfff{_MARK}]")
_ESCAPE = re.compile(f"{_MARK}([0-9a-f]{{4}})")


class Codec(Protocol):
    """What the payload of every file passes through: bytes to bytes, such as encryption."""

    def encode(self, data: bytes) -> bytes:
        """The bytes to be written."""
        ...

    def decode(self, data: bytes) -> bytes:
        """The bytes that were given to ``encode``; ValueError when these never came from there."""
        ...


class Identity:
    """The codec that changes nothing."""

    def encode(self, data: bytes) -> bytes:
        """The same bytes."""
        return data

    def decode(self, data: bytes) -> bytes:
        """The same bytes."""
        return data


IDENTITY = Identity()


def to_bytes(value: object) -> bytes:
    """``value`` as JSON. A lone surrogate, which UTF-8 cannot hold, is kept as U+FDD0 and its four hex digits."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        data = _MARK_BYTES
    if _MARK_BYTES not in data:
        return data
    return msgspec.json.encode(_each_string(msgspec.to_builtins(value), _TO_ESCAPE, _escaped))


def from_bytes(data: bytes, of: type[T]) -> T:
    """The value of that type that ``to_bytes`` wrote; one of UNREADABLE when the bytes hold none."""
    if _MARK_BYTES not in data:
        return msgspec.json.decode(data, type=of)
    return msgspec.convert(_each_string(msgspec.json.decode(data), _ESCAPE, _unescaped), of)


def _escaped(found: re.Match[str]) -> str:
    return f"{_MARK}{ord(found[0]):04x}"


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _each_string(value: Any, pattern: re.Pattern[str], change: Any) -> Any:
    """``value`` with ``change`` made wherever ``pattern`` is found in a string, keys included."""
    if isinstance(value, str):
        return pattern.sub(change, value)
    if isinstance(value, dict):
        return {_each_string(k, pattern, change): _each_string(v, pattern, change) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_each_string(item, pattern, change) for item in value]
    return value
