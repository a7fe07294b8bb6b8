"""The scenes, personas and plans beside these tests, read without the course's own loader."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from coach.dialogue.scene import Persona, Scene

HERE = Path(__file__).parent
Kind = TypeVar("Kind")


def read(path: Path, kind: type[Kind]) -> Kind:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return msgspec.convert(raw, kind, strict=False)


def scene(scene_id: str = "late-bus") -> Scene:
    return read(HERE / "scenes" / f"{scene_id}.yaml", Scene)


def persona(persona_id: str = "still") -> Persona:
    return read(HERE / "personas" / f"{persona_id}.yaml", Persona)
