"""Reads multipart/form-data as it comes in, so that a request is refused at its first wrong part."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Event, Field, File, MultipartDecoder, NeedData, State

from personalizedTrailer.errors import CallerError, IncompleteUpload, VideoRequired
from personalizedTrailer.web.linger import Body
from personalizedTrailer.web.problems import RequestTooLarge

HEADER_READ = 1024
"""Bytes a read while headers and fields come in: servers block until that much is there."""
FILM_READ = 256 * 1024
"""Bytes a read inside a film: four times the framework's, at half its work."""
DECODER_BYTES = 1 << 20
"""What may wait in the decoder: far above one read, far below a film."""
EPILOGUE_BYTES = 64 << 10
"""What is read behind the last boundary: there is a line end, or the last chunk, and then no more."""
MAX_PARTS = 20
FIELD_BYTES = 4096
"""A field keeps this much; a longer one can only be wrong."""
SLOWEST = 1024
"""Bytes a second, on average, that an upload must reach after SLOW_AFTER seconds."""
SLOW_AFTER = 60.0

Write = Callable[[bytes], None]


class Taker(Protocol):
    """What becomes of the parts; every method may refuse the request by raising."""

    fields: frozenset[str]
    """The text fields that are wanted; others are skipped."""

    def field(self, name: str, value: str) -> None: ...

    def file(self, name: str, file_name: str) -> Write | None:
        """Where the bytes of this file go; None throws them away."""


def read_form(body: Body, boundary: str, taker: Taker, limit: int) -> None:
    """Hands every part to `taker`, in order; `limit` is in bytes, of the whole body.

    Raises CallerError where the form is malformed, IncompleteUpload where it ends too soon or comes too
    slowly, RequestTooLarge for more than MAX_PARTS parts or `limit` bytes.
    """
    reader = _Reader(taker, boundary)
    started = time.monotonic()
    epilogue = 0
    while data := _read(body, FILM_READ if reader.in_file else HEADER_READ):
        epilogue += len(data) if reader.complete else 0
        reader.feed(data)
        if epilogue > EPILOGUE_BYTES:
            return
        if body.received > limit:
            raise RequestTooLarge("The request is larger than a film and its fields may be.")
        waited = time.monotonic() - started
        if waited > SLOW_AFTER and body.received < SLOWEST * waited:
            raise IncompleteUpload("The upload came too slowly and was given up.")
    if body.length is not None and body.received < body.length:
        raise IncompleteUpload
    reader.end()


def _read(body: Body, size: int) -> bytes:
    try:
        return body.read(size)
    except Exception as gone:
        # Each server has exceptions of its own for a client that went away, fell silent or sent a broken
        # chunk; reading a body can fail for no reason of ours.
        raise IncompleteUpload from gone


class _Reader:
    def __init__(self, taker: Taker, boundary: str) -> None:
        self.taker = taker
        self.decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), DECODER_BYTES)
        self.in_file = False
        self.parts = 0
        self.started = False
        self.name = ""
        self.value: bytearray | None = None
        self.write: Write | None = None

    @property
    def complete(self) -> bool:
        """Whether the closing boundary was seen."""
        return self.decoder.state in (State.EPILOGUE, State.COMPLETE)

    def feed(self, data: bytes) -> None:
        self.started = True
        if self.complete:
            return  # whatever follows the last boundary means nothing
        try:
            self.decoder.receive_data(data)
        except RequestEntityTooLarge:  # no boundary, or no end of a part's headers, in a whole MiB
            raise CallerError("The body is not a well-formed multipart form.") from None
        self._events()

    def end(self) -> None:
        """Raises unless the closing boundary was seen."""
        if self.complete:
            return
        if not self.started:
            raise VideoRequired(field="video")
        if self.decoder.state is State.PREAMBLE:
            raise CallerError("The body is not a well-formed multipart form: its boundary never comes.")
        raise IncompleteUpload

    def _events(self) -> None:
        while not isinstance(event := self._next(), NeedData):
            if isinstance(event, Field | File):
                self._begin(event)
            elif isinstance(event, Data):
                self._data(event)

    def _next(self) -> Event:
        try:
            return self.decoder.next_event()
        except ValueError:  # a part without Content-Disposition, or headers that are no UTF-8
            raise CallerError("The body is not a well-formed multipart form.") from None

    def _begin(self, event: Field | File) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise RequestTooLarge(f"The form has more than {MAX_PARTS} parts.")
        self.name, self.value, self.write = event.name or "", None, None
        if isinstance(event, File):
            self.in_file = True
            self.write = self.taker.file(self.name, event.filename)
        elif self.name in self.taker.fields:
            self.value = bytearray()

    def _data(self, event: Data) -> None:
        if self.write is not None:
            self.write(event.data)
        elif self.value is not None:
            self.value += event.data
            # One more than is kept marks it as too long; the rest need not be held.
            del self.value[FIELD_BYTES + 1 :]
        if not event.more_data:
            self._finish()

    def _finish(self) -> None:
        if self.value is not None:
            text = bytes(self.value[:FIELD_BYTES]).decode("utf-8", "replace")
            self.taker.field(self.name, text if len(self.value) <= FIELD_BYTES else text + "…")
        self.in_file, self.value, self.write = False, None, None
