"""Whether a value fits a shape of a service model, and its passage into JSON and back."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.model import Shape
from botocore.validate import ParamValidator


def misfits(value: Any, shape: Shape) -> list[str]:
    """One sentence for each thing that is wrong: type, missing, unknown, enum, length, range, pattern.

    botocore's validator knows types, required and unknown members and least lengths; the rest is added here.
    """
    report = ParamValidator().validate(value, shape)
    told = [report.generate_report()] if report.has_errors() else []
    return [*told, *_beyond(value, shape, shape.name)]


def _beyond(value: Any, shape: Shape, where: str) -> Iterator[str]:
    """What botocore lets pass."""
    yield from _too_much(value, shape, where)
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, part in value.items():
            if name in shape.members:
                yield from _beyond(part, shape.members[name], f"{where}.{name}")
    elif shape.type_name == "list" and isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _beyond(part, shape.member, f"{where}[{number}]")
    elif shape.type_name == "map" and isinstance(value, dict):
        for name, part in value.items():
            yield from _beyond(part, shape.value, f"{where}.{name}")
    elif isinstance(value, str) and shape.type_name == "string":
        yield from _text(value, shape, where)


def _too_much(value: Any, shape: Shape, where: str) -> Iterator[str]:
    most = shape.metadata.get("max")
    if most is None:
        return
    if isinstance(value, str | bytes | list | tuple | dict):
        if shape.type_name != "structure" and len(value) > most:
            yield f"{where}: length {len(value)}, at most {most}"
    elif isinstance(value, int | float) and value > most:
        yield f"{where}: {value}, at most {most}"


def _text(value: str, shape: Any, where: str) -> Iterator[str]:
    if shape.enum and value not in shape.enum:
        yield f"{where}: {value!r} is none of {', '.join(shape.enum)}"
    pattern = shape.metadata.get("pattern")
    if pattern and not _matches(pattern, value):
        yield f"{where}: {value!r} does not match {pattern}"


def _matches(pattern: str, value: str) -> bool:
    """As Smithy means it: anywhere in the value. What Python's patterns do not know is let pass."""
    try:
        return re.search(pattern, value) is not None
    except re.error:
        return True


def to_json(value: Any, shape: Shape) -> Any:
    """A value as the JSON protocols write it: names of members, base64, seconds since 1970."""
    kind = shape.type_name
    if kind == "structure":
        return {
            _wire_name(name, shape.members[name]): to_json(part, shape.members[name])
            for name, part in value.items()
        }
    if kind == "list":
        return [to_json(part, shape.member) for part in value]
    if kind == "map":
        return {name: to_json(part, shape.value) for name, part in value.items()}
    if kind == "blob":
        return base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()
    if kind == "timestamp" and isinstance(value, str | datetime):
        return moment(value).timestamp()
    return value


def from_json(value: Any, shape: Shape) -> Any:
    """The reverse of `to_json`; members that the shape does not know stay, for `misfits` to find."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        known = {_wire_name(name, member): (name, member) for name, member in shape.members.items()}
        return {
            known[name][0] if name in known else name: from_json(part, known[name][1]) if name in known else part
            for name, part in value.items()
            if part is not None
        }
    if kind == "list" and isinstance(value, list):
        return [from_json(part, shape.member) for part in value]
    if kind == "map" and isinstance(value, dict):
        return {name: from_json(part, shape.value) for name, part in value.items()}
    if kind == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    if kind == "timestamp" and isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    if kind in ("float", "double") and isinstance(value, int):
        return float(value)
    return value


def moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _wire_name(name: str, member: Shape) -> str:
    return str(member.serialization.get("name", name))
