"""How near an encoded picture is to what went in: SSIM, PSNR, XPSNR and VMAF, as FFmpeg measures them."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from bench.common.measure import BenchError
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load

MEASURES = {
    "ssim": r"SSIM Y:([\d.]+)",
    "psnr": r"PSNR y:([\d.]+|inf)",
    "xpsnr": r"XPSNR +y: ([\d.]+|inf)",
    "libvmaf": r"VMAF score: ([\d.]+)",
}
"""FFmpeg's filters, and where each says its result."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over all frames; None where this FFmpeg cannot measure it."""

    ssim: float | None
    """Of luma, 0 to 1."""
    psnr: float | None
    """Of luma, in dB."""
    xpsnr: float | None
    """Of luma, in dB."""
    vmaf: float | None
    """0 to 100."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """An FFmpeg, and which of the measures it has."""

    tool: str
    version: str
    measures: tuple[str, ...]

    def score(self, encoded: Path, raw: Path) -> Quality:
        """Compares frame by frame, in order; the times in both files are not looked at."""
        found = {name: self._measure(name, encoded, raw) for name in self.measures}
        return Quality(found.get("ssim"), found.get("psnr"), found.get("xpsnr"), found.get("libvmaf"))

    def _measure(self, name: str, encoded: Path, raw: Path) -> float:
        threads = f"=n_threads={len(os.sched_getaffinity(0))}" if name == "libvmaf" else ""
        even = "settb=1/24,setpts=N"
        graph = f"[0:v]{even}[a];[1:v]{even}[b];[a][b]{name}{threads}"
        command = [self.tool, "-nostdin", "-hide_banner", "-nostats", "-i", str(encoded), "-i", str(raw)]
        said = subprocess.run(
            [*command, "-lavfi", graph, "-f", "null", "-"], capture_output=True, text=True, stdin=subprocess.DEVNULL
        ).stderr
        value = re.search(MEASURES[name], said)
        if value is None:
            raise BenchError(f"FFmpeg's {name} did not say a result.")
        return float(value[1])


def scorer() -> Scorer:
    """The FFmpeg of the service or the bundled one: whichever measures more."""
    candidates = [ffmpeg.find(load(environ=os.environ)).path, imageio_ffmpeg.get_ffmpeg_exe()]
    return max(map(_inspect, candidates), key=lambda found: len(found.measures))


def _inspect(tool: str) -> Scorer:
    listed = subprocess.run([tool, "-hide_banner", "-filters"], capture_output=True, text=True).stdout
    banner = subprocess.run([tool, "-version"], capture_output=True, text=True).stdout
    version = re.search(r"version n?([\d.]+)", banner)
    has = tuple(name for name in MEASURES if re.search(rf"\s{name}\s", listed))
    return Scorer(tool, version[1] if version else "unknown", has)
