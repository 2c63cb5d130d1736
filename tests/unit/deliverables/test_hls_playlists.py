"""Playlists letter by letter, and by a parser that is none of ours."""

from __future__ import annotations

from fractions import Fraction

import pytest

from personalizedTrailer.deliverables.hls_playlists import (
    Alternative,
    Picture,
    captions_playlist,
    master_playlist,
    media_playlist,
)
from personalizedTrailer.deliverables.hls_segments import Segment

TOP = Picture("a_1080p.m3u8", 5_000_001, 4_000_001, ("avc1.640028", "mp4a.40.2"), 1920, 1080, Fraction(24000, 1001))
LOW = Picture("a_480p.m3u8", 900_000, 800_000, ("avc1.64001e", "mp4a.40.2"), 854, 480, Fraction(24000, 1001))
SOUND = Alternative("a_audio.m3u8", "Sound", None)
CAPTIONS = Alternative("a_captions.m3u8", "हिन्दी", "hi")


def test_a_master_playlist() -> None:
    assert master_playlist([TOP, LOW], SOUND, CAPTIONS).splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2"'
        ',URI="a_audio.m3u8"',
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="हिन्दी",LANGUAGE="hi",DEFAULT=NO,AUTOSELECT=YES'
        ',FORCED=NO,URI="a_captions.m3u8"',
        '#EXT-X-STREAM-INF:BANDWIDTH=5000001,AVERAGE-BANDWIDTH=4000001,CODECS="avc1.640028,mp4a.40.2"'
        ',RESOLUTION=1920x1080,FRAME-RATE=23.976,AUDIO="sound",SUBTITLES="captions"',
        "a_1080p.m3u8",
        '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=800000,CODECS="avc1.64001e,mp4a.40.2"'
        ',RESOLUTION=854x480,FRAME-RATE=23.976,AUDIO="sound",SUBTITLES="captions"',
        "a_480p.m3u8",
    ]


def test_without_captions_there_is_no_group_of_them() -> None:
    assert "SUBTITLES" not in master_playlist([TOP], SOUND, None)


def test_a_media_playlist() -> None:
    segments = [Segment(857, 1000, Fraction(1001, 240)), Segment(1857, 500, Fraction(1001, 480))]
    assert media_playlist("a_480p.mp4", 857, segments, 4).splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:4",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="a_480p.mp4",BYTERANGE="857@0"',
        "#EXTINF:4.170833,",
        "#EXT-X-BYTERANGE:1000@857",
        "a_480p.mp4",
        "#EXTINF:2.085417,",
        "#EXT-X-BYTERANGE:500@1857",
        "a_480p.mp4",
        "#EXT-X-ENDLIST",
    ]


def test_captions_are_one_segment() -> None:
    assert captions_playlist("a.vtt", Segment(0, 99, Fraction(10)), 10).splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:10",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXTINF:10.000000,",
        "a.vtt",
        "#EXT-X-ENDLIST",
    ]


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_rounded_lengths_add_up_to_the_rounded_whole(count: int) -> None:
    segments = [Segment(0, 1, Fraction(1001, 7 * 300))] * count
    text = media_playlist("a.mp4", 1, segments, 1)
    micros = sum(round(float(line[8:-1]) * 10**6) for line in text.splitlines() if line.startswith("#EXTINF:"))
    assert micros == round(count * Fraction(1001, 2100) * 10**6)


def test_a_second_parser_reads_what_was_written() -> None:
    m3u8 = pytest.importorskip("m3u8")
    master = m3u8.loads(master_playlist([TOP, LOW], SOUND, CAPTIONS))
    assert master.is_variant and master.is_independent_segments and int(master.version) == 7
    top = master.playlists[0].stream_info
    assert (top.bandwidth, top.average_bandwidth, top.codecs) == (5_000_001, 4_000_001, "avc1.640028,mp4a.40.2")
    assert top.resolution == (1920, 1080) and top.frame_rate == 23.976
    assert {one.type: one.language for one in master.media} == {"AUDIO": None, "SUBTITLES": "hi"}
    segments = [Segment(857, 1000, Fraction(5)), Segment(1857, 500, Fraction(4))]
    media = m3u8.loads(media_playlist("a.mp4", 857, segments, 5))
    assert media.is_endlist and media.playlist_type == "vod" and media.target_duration == 5
    assert [(one.duration, one.byterange, one.init_section.byterange) for one in media.segments] == [
        (5.0, "1000@857", "857@0"),
        (4.0, "500@1857", "857@0"),
    ]
