"""What MediaConvert left in the bucket: a playlist of playlists, each with one file, all of them there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from personalizedTrailer.cloud import s3
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import GET_ENCODE

PLAYLIST = ".m3u8"
_PLAYLIST_BYTES = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9_\-]{1,150}\.[a-z0-9]{1,5}")
_BYTES_BY = re.compile(r'#EXT-X-MAP:.*URI="([^"]+)"')


def package(bucket: s3.Bucket, folder: str, base: str) -> dict[str, int]:
    """Bytes of every file of the stream that begins with `base`.m3u8, by name; `folder` ends with a slash.

    The first is that playlist. Raises AwsFault where one leads to a file that is not there or is empty, or Cancelled.
    """
    there = {key.removeprefix(folder): size for key, size in bucket.sizes(folder + base).items()}
    found: dict[str, int] = {}
    waiting = [base + PLAYLIST]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        if not _NAME.fullmatch(name) or not there.get(name):
            raise wrong_answer(GET_ENCODE, "with a stream that lacks files")
        found[name] = there[name]
        if name.endswith(PLAYLIST):
            waiting += _named(bucket.read(folder + name, _PLAYLIST_BYTES).decode("utf-8", "replace"))
    if not any(not name.endswith(PLAYLIST) for name in found):
        raise wrong_answer(GET_ENCODE, "with a stream that has no picture")
    return found


def _named(playlist: str) -> Iterator[str]:
    for line in map(str.strip, playlist.splitlines()):
        if match := _BYTES_BY.match(line):
            yield match[1]
        elif line and not line.startswith("#"):
            yield line
