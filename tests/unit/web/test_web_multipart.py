"""The reader of multipart forms: parts as they come, limits, and every way in which a body can be wrong."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from personalizedTrailer.errors import CallerError, IncompleteUpload, VideoRequired
from personalizedTrailer.web.linger import Body
from personalizedTrailer.web.multipart import EPILOGUE_BYTES, FIELD_BYTES, MAX_PARTS, read_form
from personalizedTrailer.web.problems import RequestTooLarge

LIMIT = 10 << 20


class Endless:
    """A chunked body: a beginning, then the same again and again."""

    def __init__(self, beginning: bytes) -> None:
        self.rest = io.BytesIO(beginning)

    def read(self, size: int) -> bytes:
        return self.rest.read(size) or b"x" * size

    def body(self) -> Body:
        return Body({"wsgi.input": self, "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True})


class Taker:
    fields = frozenset({"profile_id", "mode"})

    def __init__(self) -> None:
        self.got: dict[str, str] = {}
        self.films: dict[str, bytearray] = {}

    def field(self, name: str, value: str) -> None:
        self.got.setdefault(name, value)

    def file(self, name: str, file_name: str) -> Callable[[bytes], None] | None:
        if name != "video":
            return None
        self.films[file_name] = bytearray()
        return self.films[file_name].extend


def part(name: str, content: bytes, file_name: str | None = None) -> bytes:
    named = f'; filename="{file_name}"' if file_name is not None else ""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def body_of(data: bytes, length: int | None = None) -> Body:
    return Body({"wsgi.input": io.BytesIO(data), "CONTENT_LENGTH": str(len(data) if length is None else length)})


def read(data: bytes, length: int | None = None) -> Taker:
    taker = Taker()
    read_form(body_of(data, length), "b", taker, LIMIT)
    return taker


def test_fields_and_films() -> None:
    film = bytes(range(256)) * 4000
    taker = read(part("mode", b"mock") + part("video", film, "a.mp4") + part("profile_id", b"x") + b"--b--\r\n")
    assert taker.got == {"mode": "mock", "profile_id": "x"}
    assert taker.films == {"a.mp4": film}


def test_unknown_fields_and_other_files_are_skipped() -> None:
    big = b"z" * 300_000
    taker = read(part("other", big) + part("poster", big, "p.jpg") + part("mode", b"mock") + b"--b--")
    assert taker.got == {"mode": "mock"} and not taker.films


def test_a_long_field_is_cut_and_marked() -> None:
    value = read(part("mode", b"m" * (FIELD_BYTES + 1)) + b"--b--").got["mode"]
    assert value == "m" * FIELD_BYTES + "…"
    assert read(part("mode", b"m" * FIELD_BYTES) + b"--b--").got["mode"] == "m" * FIELD_BYTES


def test_fields_that_are_no_utf8_stay_text() -> None:
    assert read(part("mode", b"\xff\xfe") + b"--b--").got["mode"] == "��"


def test_at_most_so_many_parts() -> None:
    assert read(part("mode", b"m") * MAX_PARTS + b"--b--").got
    with pytest.raises(RequestTooLarge, match="more than 20 parts"):
        read(part("mode", b"m") * (MAX_PARTS + 1) + b"--b--")


def test_what_follows_the_last_boundary_means_nothing() -> None:
    assert read(part("mode", b"m") + b"--b--\r\n" + b"x" * 3_000_000).got == {"mode": "m"}


FORM = part("mode", b"mock") + part("video", b"v" * 5000, "a.mp4") + b"--b--\r\n"


@pytest.mark.parametrize("cut", [30, len(part("mode", b"mock")) + 100, len(FORM) - 5])
def test_a_body_that_ends_too_soon(cut: int) -> None:
    with pytest.raises(IncompleteUpload):
        read(FORM[:cut])
    with pytest.raises(IncompleteUpload):
        read(FORM[:cut], length=len(FORM))


def test_a_length_that_is_too_large() -> None:
    with pytest.raises(IncompleteUpload):
        read(FORM, length=len(FORM) + 1)


def test_an_empty_body_holds_no_film() -> None:
    with pytest.raises(VideoRequired):
        read(b"")


@pytest.mark.parametrize(
    "data",
    [
        b"no boundary at all",
        b"x" * 2_500_000,
        FORM.replace(b"--b", b"--c"),
        b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
        b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--b--',
        b"--b\r\nX: " + b"y" * 2_500_000,
    ],
)
def test_malformed_forms(data: bytes) -> None:
    with pytest.raises(CallerError, match="not a well-formed multipart form"):
        read(data)


def test_a_client_that_goes_away() -> None:
    class Gone:
        def read(self, size: int) -> bytes:
            raise ConnectionResetError

    body = Body({"wsgi.input": Gone(), "CONTENT_LENGTH": "10"})
    with pytest.raises(IncompleteUpload):
        read_form(body, "b", Taker(), LIMIT)


def test_body_counts_and_stops() -> None:
    body = Body({"wsgi.input": io.BytesIO(b"0123456789"), "CONTENT_LENGTH": "4"})
    assert (body.read(3), body.read(3), body.read(3), body.ended) == (b"012", b"3", b"", True)
    chunked = Body(
        {"wsgi.input": io.BytesIO(b"01"), "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    )
    assert not chunked.ended and chunked.read() == b"01" and chunked.read() == b"" and chunked.ended
    assert Body({"wsgi.input": io.BytesIO(b"x")}).ended


def test_a_file_that_nobody_wants_does_not_go_on_for_ever() -> None:
    body = Endless(part("poster", b"", "p.jpg")[:-2]).body()
    with pytest.raises(RequestTooLarge, match="larger than"):
        read_form(body, "b", Taker(), LIMIT)
    assert LIMIT < body.received < LIMIT + (1 << 20)


def test_what_follows_the_last_boundary_does_not_go_on_for_ever() -> None:
    taker = Taker()
    beginning = part("mode", b"m") + b"--b--\r\n"
    body = Endless(beginning).body()
    read_form(body, "b", taker, LIMIT)
    assert taker.got == {"mode": "m"}
    assert body.received < len(beginning) + EPILOGUE_BYTES + 4096 and not body.ended


def test_a_chunked_body_is_read_to_its_end() -> None:
    data = part("mode", b"m") + b"--b--\r\n"
    body = Body(
        {"wsgi.input": io.BytesIO(data), "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    )
    read_form(body, "b", Taker(), LIMIT)
    assert body.ended
