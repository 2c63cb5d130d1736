"""`python -m bench.presets FILM`: the default encode against those that the guide names.

Encodes the same stretches of a film with each setting, interleaved, one thread, and prints processor seconds, size
and quality (SSIM and PSNR of luma, VMAF where FFmpeg has it) as ratios to `fast 23`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from personalizedTrailer.media import ffmpeg
from personalizedTrailer.settings import load

SETTINGS = (("fast", 23), ("veryfast", 21), ("medium", 23), ("veryfast", 23))
STRETCH_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Encode:
    cpu: float
    size: int
    ssim: float
    psnr: float
    vmaf: float | None


def cpu_of_children() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def encode(tool: str, raw: Path, preset: str, crf: int, out: Path, has_vmaf: bool) -> Encode:
    before = cpu_of_children()
    settings = ["-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-threads", "1", "-bf", "2"]
    quiet = [tool, "-nostdin", "-v", "error", "-y"]
    subprocess.run([*quiet, "-i", str(raw), *settings, str(out)], check=True)
    spent = cpu_of_children() - before
    compared = {name: compare(tool, out, raw, name) for name in ("ssim", "psnr")}
    vmaf = float(re.search(r"VMAF score: ([\d.]+)", compare(tool, out, raw, "libvmaf"))[1]) if has_vmaf else None  # type: ignore[index]
    ssim = float(re.search(r"SSIM Y:([\d.]+)", compared["ssim"])[1])  # type: ignore[index]
    psnr = float(re.search(r"PSNR y:([\d.]+)", compared["psnr"])[1])  # type: ignore[index]
    return Encode(spent, out.stat().st_size, ssim, psnr, vmaf)


def compare(tool: str, one: Path, other: Path, measure: str) -> str:
    args = [
        tool,
        "-nostdin",
        "-hide_banner",
        "-i",
        str(one),
        "-i",
        str(other),
        "-lavfi",
        measure,
        "-f",
        "null",
        "-",
    ]
    return subprocess.run(args, check=True, capture_output=True, text=True).stderr


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", type=Path)
    parser.add_argument("--stretches", type=int, default=6)
    options = parser.parse_args()
    tool = ffmpeg.find(load()).path
    has_vmaf = "libvmaf" in subprocess.run([tool, "-v", "error", "-filters"], capture_output=True, text=True).stdout
    results: dict[tuple[str, int], list[Encode]] = {setting: [] for setting in SETTINGS}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.stretches):
            raw = Path(folder) / "raw.y4m"
            start = str(5 + number * 20)
            cut = ["-ss", start, "-t", str(STRETCH_SECONDS), "-i", str(options.film), "-an", "-pix_fmt", "yuv420p"]
            subprocess.run([tool, "-nostdin", "-v", "error", "-y", *cut, str(raw)], check=True)
            for preset, crf in SETTINGS:
                out = Path(folder) / "out.mp4"
                results[preset, crf].append(encode(tool, raw, preset, crf, out, has_vmaf))
    base = results["fast", 23]
    print("| preset, CRF | CPU, ratio to fast 23 | size, ratio | SSIM Y | PSNR Y dB | VMAF |")
    print("|---|---|---|---|---|---|")
    for (preset, crf), made in results.items():
        cpu = statistics.median(one.cpu / other.cpu for one, other in zip(made, base, strict=True))
        size = statistics.median(one.size / other.size for one, other in zip(made, base, strict=True))
        vmaf = f"{statistics.median(one.vmaf or 0 for one in made):.2f}" if has_vmaf else "–"
        ssim = statistics.median(one.ssim for one in made)
        psnr = statistics.median(one.psnr for one in made)
        print(f"| {preset} {crf} | {cpu:.2f} | {size:.2f} | {ssim:.4f} | {psnr:.2f} | {vmaf} |")


if __name__ == "__main__":
    main()
