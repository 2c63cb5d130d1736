"""An FFmpeg with an NVIDIA card, for machines without one: it takes the arguments for h264_nvenc and runs libx264.

It knows exactly the options that are emitted for h264_nvenc: any other reaches the real FFmpeg, which refuses it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """#!{python} -IS
import os, sys, time
args = sys.argv[1:]
if "h264_nvenc" in args:
    with open({calls!r}, "a+") as calls:
        calls.write("x")
        calls.flush()
        call = os.fstat(calls.fileno()).st_size
    if {fails!r} is None or call in {fails!r}:
        print({says!r}, file=sys.stderr)
        sys.exit(1)
    time.sleep({sleeps!r})
    if {writes!r} is not None:
        with open(args[-1].removeprefix("file:"), "w") as out:
            out.write({writes!r})
        sys.exit()
    taken = {{"-tune": "hq", "-rc": "vbr", "-b:v": "0", "-b_ref_mode": "disabled", "-forced-idr": "1"}}
    out = []
    while args:
        arg = args.pop(0)
        if arg in taken:
            assert args.pop(0) == taken[arg], arg
        elif arg == "-cq":
            out += ["-crf", str(round((float(args.pop(0)) + 0.6) / 1.2))]
        elif arg == "-preset":
            assert args.pop(0) in ("p1", "p2", "p3", "p4", "p5", "p6", "p7")
            out += ["-preset", "ultrafast"]
        elif arg in {changes!r}:
            args.pop(0)
            out += [arg, *{changes!r}[arg].split()]
        else:
            out.append("libx264" if arg == "h264_nvenc" else arg)
    args = out
os.execv({real!r}, [{real!r}, *args])
"""
SAYS = "[h264_nvenc @ 0x1] EncodePicture failed!: generic error (20)"


@dataclass(frozen=True)
class StandIn:
    path: str
    calls_file: Path

    @property
    def calls(self) -> int:
        """How often it was asked for an encode by NVENC."""
        return self.calls_file.stat().st_size if self.calls_file.exists() else 0


def stand_in_ffmpeg(
    folder: Path,
    real: str,
    *,
    fails: Collection[int] | None = (),
    says: str = SAYS,
    sleeps: float = 0,
    writes: str | None = None,
    changes: Mapping[str, str] | None = None,
) -> StandIn:
    """Writes it as `folder/ffmpeg`.

    `fails`: the numbers of the encodes that fail, from 1 on, or None for all; `says`: what they say then;
    `sleeps`: seconds before each; `writes`: what stands in the file instead of a film; `changes`: options whose
    values are replaced.
    """
    calls = folder / "calls"
    path = folder / "ffmpeg"
    numbers = None if fails is None else sorted(fails)
    how = {"fails": numbers, "says": says, "sleeps": sleeps, "writes": writes, "changes": dict(changes or {})}
    path.write_text(SCRIPT.format(python=sys.executable, calls=str(calls), real=real, **how))
    path.chmod(0o755)
    return StandIn(str(path), calls)
