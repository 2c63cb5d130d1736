"""Whatever a client sends: names stay presentable, and bytes arrive as they were."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from personalizedTrailer.web.linger import Body
from personalizedTrailer.web.multipart import read_form
from personalizedTrailer.web.names import LONGEST, display_name


class Films:
    fields: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.films: dict[str, bytearray] = {}

    def field(self, name: str, value: str) -> None:
        raise AssertionError("no field was asked for")

    def file(self, name: str, file_name: str) -> Callable[[bytes], None] | None:
        self.films[file_name] = bytearray()
        return self.films[file_name].extend


@given(st.text(max_size=400))
def test_display_names_are_short_normal_and_visible(raw: str) -> None:
    name = display_name(raw)
    assert len(name) <= LONGEST
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in name)
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")
    assert display_name(name) == name
    name.encode("utf-8")


@given(st.lists(st.binary(max_size=3000), max_size=4), st.sampled_from([b"", b"\r\n--", b"\r\n--c", b"\r"]))
@settings(max_examples=40, deadline=None)
def test_any_bytes_arrive_as_they_were(contents: list[bytes], tail: bytes) -> None:
    films = {f"{number}.mp4": content + tail for number, content in enumerate(contents)}
    head = '--border\r\nContent-Disposition: form-data; name="video"; filename="{}"\r\n\r\n'
    parts = [head.format(name).encode() + content + b"\r\n" for name, content in films.items()]
    data = b"".join(parts) + b"--border--\r\n"
    taker = Films()
    read_form(Body({"wsgi.input": io.BytesIO(data), "CONTENT_LENGTH": str(len(data))}), "border", taker, len(data))
    assert taker.films == films
