"""Shorthands for JSON Schema (2020-12, as OpenAPI 3.1 has it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date-time"}
SECONDS: Schema = {"type": "number", "minimum": 0, "description": "Seconds, to the millisecond."}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def record(**properties: Schema) -> Schema:
    """An object all of whose properties are always there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def partly(whole: Schema, **optional: Schema) -> Schema:
    """The same object with properties that may be missing."""
    return whole | {"properties": whole["properties"] | optional}


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def by_name(values: Schema) -> Schema:
    """An object with keys of its own."""
    return {"type": "object", "additionalProperties": values}


def one_of(values: Sequence[object]) -> Schema:
    return {"enum": list(values)}


def maybe(schema: Schema) -> Schema:
    """Null until it is known, or where there is none."""
    return {"anyOf": [schema, {"type": "null"}]}


def said(schema: Schema, description: str) -> Schema:
    return schema | {"description": description}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
