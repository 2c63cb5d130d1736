"""Recorded answers: JSON files that say of which operation they are, and whether anybody ever got them from AWS.

    {"synthetic": true, "service": "rekognition", "operation": "DetectFaces", "answers": [{…}, {…}]}

`synthetic` means written by hand after the service model; `answers` are given one after the other, the last for ever.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "recordings"
_KEYS = {"synthetic", "service", "operation", "answers"}


@dataclass(frozen=True, slots=True)
class Recording:
    service: str
    operation: str
    synthetic: bool
    answers: tuple[dict[str, Any], ...]


def load(path: Path) -> Recording:
    """Raises ValueError for a file that is no recording; whether it fits its operation the endpoint decides."""
    content = json.loads(path.read_text("utf-8"))
    if not isinstance(content, dict) or set(content) != _KEYS:
        raise ValueError(f"{path.name}: a recording has {', '.join(sorted(_KEYS))}")
    if not isinstance(content["synthetic"], bool):
        raise ValueError(f"{path.name}: synthetic is true or false")
    if not isinstance(content["answers"], list) or not content["answers"]:
        raise ValueError(f"{path.name}: there is no answer")
    return Recording(content["service"], content["operation"], content["synthetic"], tuple(content["answers"]))


def every() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))
