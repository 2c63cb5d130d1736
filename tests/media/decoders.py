"""Programs that decode H.264, each asked for every frame of a file: what they show, and what they complain of.

Five of them decode with libavcodec (two versions of FFmpeg, PyAV, GStreamer, VLC), but each has a demuxer of its own or
drives the decoder in its own way. OpenH264 (BSD-2, by Cisco; within the bundled FFmpeg) shares no line with them.
GStreamer's element of it is not asked: OpenH264 2.3, which Debian 12 has, mixes up frames before short groups of
pictures in any film of x264.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

LONGEST = 120
"""Seconds that one file may take."""
NOBODY = 65_534


@dataclass(frozen=True)
class Seen:
    """What one decoder made of a file."""

    luma: NDArray[np.uint8]
    """Shape [frames, height, width], in the order of showing."""
    said: str
    """Its warnings and errors."""


Decoder = Callable[[Path, tuple[int, int]], Seen]
"""`decoder(path, (width, height))`; skips the test where its program is not installed."""


def _program(name: str, packages: str) -> str:
    return shutil.which(name) or pytest.skip(f"needs {name}: apt-get install {packages}")


def _run(command: Sequence[str]) -> tuple[bytes, str]:
    done = subprocess.run(command, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL)
    said = done.stderr.decode(errors="replace").strip()
    return done.stdout, said if done.returncode == 0 else f"exit code {done.returncode}: {said}"


def _pictures(raw: bytes, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Luma of raw frames in 4:2:0."""
    width, height = size
    return np.frombuffer(raw, np.uint8).reshape(-1, height * 3 // 2, width)[:, :height]


def _with_ffmpeg(tool: str, path: Path, size: tuple[int, int], *before: str) -> Seen:
    command = [
        tool,
        "-nostdin",
        "-v",
        "warning",
        *before,
        "-i",
        str(path),
        "-map",
        "0:v",
        "-fps_mode",
        "passthrough",
    ]
    raw, said = _run([*command, "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"])
    return Seen(_pictures(raw, size), said)


def installed_ffmpeg(path: Path, size: tuple[int, int]) -> Seen:
    return _with_ffmpeg(_program("ffmpeg", "ffmpeg"), path, size)


def bundled_ffmpeg(path: Path, size: tuple[int, int]) -> Seen:
    return _with_ffmpeg(str(imageio_ffmpeg.get_ffmpeg_exe()), path, size)


def openh264(path: Path, size: tuple[int, int]) -> Seen:
    tool = str(imageio_ffmpeg.get_ffmpeg_exe())
    if b"libopenh264" not in _run([tool, "-v", "error", "-decoders"])[0]:
        pytest.skip("needs an imageio-ffmpeg whose FFmpeg has libopenh264")
    return _with_ffmpeg(tool, path, size, "-c:v", "libopenh264")


def pyav(path: Path, size: tuple[int, int]) -> Seen:
    with av.logging.Capture() as heard, av.open(str(path)) as container:
        shown = [frame.to_ndarray(format="yuv420p")[: size[1]] for frame in container.decode(video=0)]
    return Seen(np.stack(shown), "\n".join(str(entry) for entry in heard))


def gstreamer(path: Path, size: tuple[int, int]) -> Seen:
    packages = "gstreamer1.0-tools gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav"
    tool = _program("gst-launch-1.0", packages)
    if not _run([_program("gst-inspect-1.0", packages), "avdec_h264"])[0]:
        pytest.skip(f"needs GStreamer's avdec_h264: apt-get install {packages}")
    chain = f"filesrc location={path} ! qtdemux ! h264parse ! avdec_h264 ! videoconvert ! video/x-raw,format=I420"
    heard = ["env", "GST_DEBUG=h264parse:2,libav:2", "GST_DEBUG_NO_COLOR=1"]
    raw, said = _run([*heard, tool, "-q", *chain.split(), "!", "fdsink", "fd=1"])
    return Seen(_pictures(raw, size), said)


def vlc(path: Path, size: tuple[int, int]) -> Seen:
    """VLC plays in real time; no frame is dropped for being late."""
    tool = _program("cvlc", "vlc-bin vlc-plugin-base")
    # VLC does not run as root; whoever else it runs as has to be able to write.
    someone = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o777)
        shutil.copyfile(path, folder / "film.mp4")
        shown = folder / "shown.y4m"
        quiet = ("--no-audio", "--no-osd", "--no-spu", "--avcodec-hw", "none", "--no-drop-late-frames")
        command = [*someone, "env", f"HOME={folder}", tool, "-v", *quiet, "--no-skip-frames", "--play-and-exit"]
        _, said = _run([*command, "--vout", "yuv", "--yuv-file", str(shown), str(folder / "film.mp4")])
        raw = shown.read_bytes() if shown.exists() else b"\n"
    # A line, and another before every frame: FRAME.
    frames = np.frombuffer(raw[raw.index(b"\n") + 1 :], np.uint8).reshape(-1, 6 + size[0] * size[1] * 3 // 2)
    told = [line for line in said.splitlines() if "avcodec" in line]
    return Seen(_pictures(np.ascontiguousarray(frames[:, 6:]).tobytes(), size), "\n".join(told))


DECODERS: dict[str, Decoder] = {
    "ffmpeg-installed": installed_ffmpeg,
    "ffmpeg-bundled": bundled_ffmpeg,
    "openh264": openh264,
    "pyav": pyav,
    "gstreamer": gstreamer,
    "vlc": vlc,
}


def frame_at(tool: str, path: Path, seconds: float, size: tuple[int, int]) -> NDArray[np.uint8] | None:
    """The first frame that FFmpeg shows after a seek."""
    command = [tool, "-nostdin", "-v", "warning", "-ss", f"{seconds:.6f}", "-i", str(path), "-map", "0:v"]
    raw, said = _run([*command, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"])
    pictures = _pictures(raw, size)
    with contextlib.suppress(IndexError):
        return None if said else pictures[0]
    return None
