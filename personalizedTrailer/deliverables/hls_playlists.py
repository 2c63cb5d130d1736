"""HTTP Live Streaming playlists (RFC 8216, version 7: fragmented MP4). Pure text; addresses are relative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from personalizedTrailer.deliverables.hls_segments import Segment

_HEAD = ("#EXTM3U", "#EXT-X-VERSION:7")
_SOUND, _CAPTIONS = "sound", "captions"
"""Names of groups."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendition as the master playlist offers it; bits a second are of all that is played with it."""

    uri: str
    peak_bits: int
    average_bits: int
    codecs: tuple[str, ...]
    width: int
    height: int
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Alternative:
    """Sound or captions that go with every picture."""

    uri: str
    name: str
    """For a person to choose by."""
    language: str | None
    """Of two letters (RFC 5646)."""


def master_playlist(pictures: Sequence[Picture], sound: Alternative, captions: Alternative | None) -> str:
    """What there is to play."""
    lines = [*_HEAD, "#EXT-X-INDEPENDENT-SEGMENTS"]
    lines.append(_media("AUDIO", _SOUND, sound, 'DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2"'))
    if captions:
        lines.append(_media("SUBTITLES", _CAPTIONS, captions, "DEFAULT=NO,AUTOSELECT=YES,FORCED=NO"))
    for picture in pictures:
        attributes = [
            f"BANDWIDTH={picture.peak_bits}",
            f"AVERAGE-BANDWIDTH={picture.average_bits}",
            f'CODECS="{",".join(picture.codecs)}"',
            f"RESOLUTION={picture.width}x{picture.height}",
            f"FRAME-RATE={float(picture.rate):.3f}",
            f'AUDIO="{_SOUND}"',
        ]
        if captions:
            attributes.append(f'SUBTITLES="{_CAPTIONS}"')
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}", picture.uri]
    return _text(lines)


def media_playlist(uri: str, header: int, segments: Sequence[Segment], target: int) -> str:
    """The segments of one file, as byte ranges; `header` is the number of bytes before the first, `target` seconds."""
    lines = [*_opening(target), "#EXT-X-INDEPENDENT-SEGMENTS", f'#EXT-X-MAP:URI="{uri}",BYTERANGE="{header}@0"']
    for segment, length in zip(segments, _lengths(segments), strict=True):
        lines += [length, f"#EXT-X-BYTERANGE:{segment.size}@{segment.offset}", uri]
    return _text([*lines, "#EXT-X-ENDLIST"])


def captions_playlist(uri: str, whole: Segment, target: int) -> str:
    """One WebVTT file as the only segment."""
    return _text([*_opening(target), *_lengths([whole]), uri, "#EXT-X-ENDLIST"])


def _opening(target: int) -> list[str]:
    return [*_HEAD, f"#EXT-X-TARGETDURATION:{target}", "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]


def _lengths(segments: Sequence[Segment]) -> list[str]:
    """Borders are rounded, not lengths, so that no error adds up."""
    lines, at, end = [], Fraction(0), Fraction(0)
    for segment in segments:
        end += segment.seconds
        lines.append(f"#EXTINF:{float(round(end, 6) - at):.6f},")
        at = round(end, 6)
    return lines


def _media(kind: str, group: str, one: Alternative, rest: str) -> str:
    language = f',LANGUAGE="{one.language}"' if one.language else ""
    return f'#EXT-X-MEDIA:TYPE={kind},GROUP-ID="{group}",NAME="{one.name}"{language},{rest},URI="{one.uri}"'


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
