"""Opens a film that somebody else made, and decodes it leniently; for the child process alone."""

from __future__ import annotations

from typing import Any

import av
from av.stream import Discard

OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi"}
OPTIONS |= {"probesize": "20000000", "analyzeduration": "20000000"}
MAX_STREAMS = 32
MAX_PACKETS = 4_000_000


class BadFilm(Exception):
    def __init__(self, code: str, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


def open_film(path: str) -> Any:
    try:
        container = av.open(f"file:{path}", options=OPTIONS, metadata_errors="replace")
    except (av.FFmpegError, MemoryError, ValueError) as fault:
        raise BadFilm("unreadable_footage", str(fault)) from fault
    if len(container.streams) > MAX_STREAMS:
        raise BadFilm("too_many_streams", f"{len(container.streams)} streams")
    return container


def open_alone(path: str, index: int) -> Any:
    """As `open_film`; packets of all streams but one are passed over unread."""
    container = open_film(path)
    for stream in container.streams:
        if stream.index != index:
            stream.discard = Discard.all
    return container


def decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except MemoryError:  # PyAV's is an FFmpegError, too; the film is not to blame
        raise
    except av.FFmpegError:  # a damaged frame is no frame
        return []
