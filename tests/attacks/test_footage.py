"""Hostile and broken films at the probe: each is refused with one sentence, quickly, and nothing else is read."""

from __future__ import annotations

import random
import socket
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from personalizedTrailer import errors
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.settings import Settings, load

SETTINGS: Settings = load(environ={}, dotenv_files=())
FFMPEG = ffmpeg.find(SETTINGS).path
MOST_SECONDS = 12
"""A probe ends long before this, its two child processes of at most 5 s each included."""


def make(out: Path, *args: str) -> Path:
    subprocess.run([FFMPEG, "-nostdin", "-v", "error", "-y", *args, str(out)], check=True, timeout=120)
    return out


def refuse(path: Path, *, quick: bool = True) -> errors.FootageError:
    began = time.monotonic()
    with pytest.raises(errors.FootageError) as caught:
        probe(path, SETTINGS, quick=quick)
    assert time.monotonic() - began < MOST_SECONDS
    sentence = caught.value.sentence
    assert sentence.endswith(".") and "\n" not in sentence and str(path.parent) not in sentence
    return caught.value


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    picture = ("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=4")
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    make(folder / "good.mp4", *picture, *x264, "-g", "25")
    make(folder / "fast.mp4", *picture, *x264, "-g", "25", "-movflags", "+faststart")
    make(folder / "private.ts", *picture, *x264)
    make(folder / "sound.m4a", "-f", "lavfi", "-i", "sine=duration=3", "-c:a", "aac")
    make(folder / "cover.png", *picture, "-frames:v", "1")
    return folder


NOT_FILMS: dict[str, bytes] = {
    "empty.mp4": b"",
    "one byte.mp4": b"x",
    "text.mp4": b"This is no film.\n" * 500,
    "random.mp4": random.Random(1).randbytes(1_000_000),
    "picture.svg.mp4": b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect/></svg>'
    + b" " * 2000,
    "paper.pdf.mp4": b"%PDF-1.7\n" + b"0 obj\n" * 1000,
    "session.sdp.mp4": b"v=0\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n" + b"\n" * 2000,
    "nested ebml.webm": b"\x1a\x45\xdf\xa3" + b"\x01\x00\x00\x00\x00\x00\x00\x00" * 1000,
}


@pytest.mark.parametrize("name", NOT_FILMS)
def test_what_is_no_film(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(NOT_FILMS[name])
    assert refuse(path).code == "unreadable_footage"


def test_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "bundle.mp4"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("film.mp4", b"x" * 5000)
    refuse(path)


@pytest.mark.parametrize("extension", ["png", "jpg", "gif"])
def test_pictures_are_no_films(extension: str, films: Path, tmp_path: Path) -> None:
    made = make(tmp_path / f"still.{extension}", "-i", str(films / "cover.png"))
    disguised = tmp_path / "still.mp4"
    disguised.write_bytes(made.read_bytes() + b"\0" * 2000)
    refuse(disguised)


PLAYLISTS: dict[str, str] = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nprivate.ts\n#EXT-X-ENDLIST\n",
    "hls of a secret": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n/etc/passwd\n#EXT-X-ENDLIST\n",
    "ffconcat": "ffconcat version 1.0\nfile private.ts\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>private.ts</BaseURL></MPD>',
}


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("name", ["list.mp4", "list.mkv", "list.avi", "list.m3u8"])
def test_playlists_read_no_other_file(kind: str, name: str, films: Path) -> None:
    path = films / name
    path.write_text(PLAYLISTS[kind] + "\n" * 2000)
    assert refuse(path).code == "unreadable_footage"


def test_playlists_call_no_host(tmp_path: Path) -> None:
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    calls.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"
        path = tmp_path / "list.mp4"
        path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{url}\n#EXT-X-ENDLIST\n" + "\n" * 2000)
        refuse(path)
        done.set()
        listener.join()
    assert calls == []


def test_other_containers(films: Path) -> None:
    refuse(films / "private.ts")


def test_sound_alone(films: Path) -> None:
    assert refuse(films / "sound.m4a").code == "no_video_stream"


def test_cover_art_is_no_film(films: Path, tmp_path: Path) -> None:
    args = ("-i", str(films / "sound.m4a"), "-i", str(films / "cover.png"), "-map", "0", "-map", "1")
    path = make(tmp_path / "song.mp4", *args, "-c", "copy", "-disposition:v", "attached_pic")
    assert refuse(path).code == "no_video_stream"


def test_index_missing(films: Path, tmp_path: Path) -> None:
    data = (films / "good.mp4").read_bytes()
    path = tmp_path / "torn.mp4"
    path.write_bytes(data[: data.index(b"moov") - 4])
    assert refuse(path).code == "unreadable_footage"


@pytest.mark.parametrize("extension", ["mp4", "mkv", "avi"])
def test_a_torn_film_says_how_much_is_left(extension: str, films: Path, tmp_path: Path) -> None:
    whole = make(
        tmp_path / f"whole.{extension}", "-i", str(films / "fast.mp4"), "-c", "copy", "-movflags", "faststart"
    )
    data = whole.read_bytes()
    path = tmp_path / f"torn.{extension}"
    path.write_bytes(data[: len(data) * 2 // 5])
    refused = refuse(path)
    assert refused.code in ("corrupt_media", "unreadable_footage")


def test_a_film_that_lost_its_end_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=10")
    whole = make(tmp_path / "whole.mp4", *picture, "-pix_fmt", "yuv420p", "-g", "12", "-movflags", "+faststart")
    data = whole.read_bytes()
    path = tmp_path / "torn.mp4"
    path.write_bytes(data[: len(data) * 3 // 4])
    for quick in (True, False):
        info = probe(path, SETTINGS, quick=quick)
        assert info.damaged and info.claimed_seconds == 10
        assert 5 < info.seconds < 9


def test_a_lying_duration_is_not_believed(films: Path, tmp_path: Path) -> None:
    data = bytearray((films / "good.mp4").read_bytes())
    at = data.index(b"mvhd") + 4
    data[at + 16 : at + 20] = (0xFFFFFFF0).to_bytes(4, "big")
    path = tmp_path / "liar.mp4"
    path.write_bytes(data)
    assert float(probe(path, SETTINGS, quick=True).seconds) == pytest.approx(4)


def test_longer_than_allowed(films: Path) -> None:
    short = load({"MAX_VIDEO_DURATION": 3}, {}, ())
    with pytest.raises(errors.FootageTooLong) as caught:
        probe(films / "good.mp4", short, quick=True)
    assert "4 seconds" in caught.value.sentence and "3 are allowed" in caught.value.sentence


def test_ten_frames_over_a_million_seconds(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10:duration=1,setpts=PTS*1000000")
    passthrough = ("-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-bf", "0")
    path = make(tmp_path / "slow.mkv", *picture, *passthrough)
    assert refuse(path).code == "footage_too_long"


def test_a_thousand_frames_a_second(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=1000:duration=2")
    path = make(tmp_path / "fast.mp4", *picture, "-pix_fmt", "yuv420p", "-preset", "ultrafast")
    assert refuse(path).code == "frame_rate_too_high"


@pytest.mark.parametrize(
    ("size", "code"),
    [("8x8", "picture_too_small"), ("2048x64", "picture_too_small"), ("8256x4352", "picture_too_large")],
)
def test_sizes(size: str, code: str, tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", f"color=size={size}:rate=5:duration=2")
    path = make(tmp_path / "film.avi", *picture, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p")
    assert refuse(path).code == code


def test_more_streams_than_are_read(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=2")
    maps = [word for _ in range(80) for word in ("-map", "0:v")]
    path = make(tmp_path / "many.mkv", *picture, *maps, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p")
    assert "32" in refuse(path).sentence


@pytest.mark.parametrize("part", ["moov", "mdat"])
@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes_never_crash_the_probe(part: str, seed: int, films: Path, tmp_path: Path) -> None:
    data = bytearray((films / "good.mp4").read_bytes())
    moov = data.index(b"moov")
    low, high = (moov, len(data)) if part == "moov" else (48, moov)
    rng = random.Random(seed)
    for _ in range(40):
        data[rng.randrange(low, high)] = rng.randrange(256)
    path = tmp_path / "flipped.mp4"
    path.write_bytes(data)
    began = time.monotonic()
    try:
        info = probe(path, SETTINGS, quick=True)
        assert 0 < info.seconds <= SETTINGS.max_video_duration
    except errors.FootageError as refused:
        assert refused.sentence
    assert time.monotonic() - began < MOST_SECONDS


RENAMED: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "webm": lambda films: ("-i", str(films / "good.mp4"), "-c:v", "libvpx", "-f", "webm"),
    "mkv": lambda films: ("-i", str(films / "good.mp4"), "-c", "copy", "-f", "matroska"),
    "mov": lambda films: ("-i", str(films / "good.mp4"), "-c", "copy", "-f", "mov"),
    "avi": lambda films: ("-i", str(films / "good.mp4"), "-c:v", "mpeg4", "-f", "avi"),
}


@pytest.mark.parametrize("family", RENAMED)
def test_the_content_counts_and_not_the_name(family: str, films: Path, tmp_path: Path) -> None:
    path = make(tmp_path / "named.mp4", *RENAMED[family](films))
    info = probe(path, SETTINGS, quick=False)
    assert info.container == family
    assert info.frames == 100 and info.rate == 25
