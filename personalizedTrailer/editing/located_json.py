"""JSON whose every value knows its line, for files that people write by hand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field

MOST_LEVELS = 16

Plain = str | int | float | bool | None
_SPACE = re.compile(r"[ \t\r\n]*")
_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class JsonFault(Exception):
    """What is wrong, and on which line, from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its line; for a list its items, for an object its fields, else `plain`."""

    line: int
    plain: Plain = None
    items: list[Node] | None = None
    fields: dict[str, Node] | None = None
    key_lines: dict[str, int] = field(default_factory=dict)
    """Of an object, the line on which each of its keys stands."""

    @property
    def kind(self) -> str:
        """What a person would call it."""
        if self.fields is not None:
            return "an object"
        if self.items is not None:
            return "a list"
        if isinstance(self.plain, bool):
            return "true or false"
        if self.plain is None:
            return "null"
        return "text" if isinstance(self.plain, str) else "a number"


def read(text: str) -> Node:
    """The document in `text`. Raises JsonFault: bad syntax, too deep nesting, a key given twice."""
    lines = _Lines(text)
    _check_depth(text, lines)
    decoder = json.JSONDecoder(parse_int=_number)
    try:
        decoder.decode(text)
    except json.JSONDecodeError as fault:
        raise JsonFault(fault.lineno, f"this is not valid JSON ({fault.msg}, column {fault.colno})") from None
    return _Walker(text, decoder, lines).value(0)[0]


def _number(digits: str) -> int | float:
    """Numbers of absurd length become infinite, which every range check refuses, instead of ending the reader."""
    return int(digits) if len(digits) < 300 else float(digits)


class _Lines:
    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def at(self, position: int) -> int:
        return bisect_right(self._ends, position - 1) + 1


def _check_depth(text: str, lines: _Lines) -> None:
    depth = 0
    for match in _BRACKET_OR_STRING.finditer(text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
        if depth > MOST_LEVELS:
            what = f"the lists and objects are nested more than {MOST_LEVELS} deep"
            raise JsonFault(lines.at(match.start()), what)


class _Walker:
    """Walks text that is known to be valid."""

    def __init__(self, text: str, decoder: json.JSONDecoder, lines: _Lines) -> None:
        self._text, self._decoder, self._lines = text, decoder, lines

    def value(self, position: int) -> tuple[Node, int]:
        """The value at `position`, and the position after it."""
        start = self._skip(position)
        line = self._lines.at(start)
        if self._text[start] == "{":
            return self._object(start + 1, line)
        if self._text[start] == "[":
            return self._list(start + 1, line)
        plain, end = self._decoder.raw_decode(self._text, start)
        return Node(line, plain=plain), end

    def _list(self, position: int, line: int) -> tuple[Node, int]:
        items: list[Node] = []
        position = self._skip(position)
        while self._text[position] != "]":
            item, position = self.value(position)
            items.append(item)
            position = self._next(position)
        return Node(line, items=items), position + 1

    def _object(self, position: int, line: int) -> tuple[Node, int]:
        fields: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        position = self._skip(position)
        while self._text[position] != "}":
            key, end = self._decoder.raw_decode(self._text, position)
            key_line = self._lines.at(position)
            if key in fields:
                raise JsonFault(key_line, f"the key {key!r} is given twice")
            fields[key], position = self.value(self._skip(end) + 1)
            key_lines[key] = key_line
            position = self._next(position)
        return Node(line, fields=fields, key_lines=key_lines), position + 1

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position

    def _next(self, position: int) -> int:
        """After a value: at the next one, or at the closing bracket."""
        position = self._skip(position)
        return self._skip(position + 1) if self._text[position] == "," else position
