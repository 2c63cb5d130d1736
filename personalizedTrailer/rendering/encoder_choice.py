"""Which video encoder a job uses: the one asked for where a real small encode proves it, else libx264.

That an encoder is compiled into FFmpeg says nothing about the card, the driver or the rights to open them. And one
that has proved itself may still fail on a clip: then the processor makes that clip.
"""

from __future__ import annotations

import functools
import logging
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from personalizedTrailer.errors import DamagedStretch, ProcessFailed, ProcessTimedOut, VerificationFailed
from personalizedTrailer.media.process import Limits, run
from personalizedTrailer.media.sandbox import wrap
from personalizedTrailer.model import Provider
from personalizedTrailer.rendering.commands import B_FRAMES, Encoder
from personalizedTrailer.rendering.encoders import CPU, FAMILIES, Wanted, encoder_arguments
from personalizedTrailer.settings import Settings

log = logging.getLogger(__name__)

Made = TypeVar("Made")

PROBE_SECONDS = 12.0
"""A card that answers does so within one or two seconds, waking up included."""
_FRAMES = 64
_KEYFRAMES = 24
_SIZE = (320, 240)
"""Above the smallest pictures that the hardware takes (145 × 49 for NVENC)."""
_REASONS = (
    (r"Unknown encoder", "this FFmpeg is built without it"),
    (r"Cannot load (libcuda|libnvidia-encode|nvcuda|nvEncodeAPI)", "the driver of an NVIDIA card is not installed"),
    (r"required nvenc API version", "the NVIDIA driver is older than this FFmpeg needs"),
    (r"OpenEncodeSessionEx failed: out of memory", "the NVIDIA card has no encoding session free"),
    (r"no CUDA-capable device|No (NVENC )?capable devices found", "there is no NVIDIA card that can encode"),
    (r"No VA display found|Failed to initialise VAAPI", "there is no graphics card with VA-API that may be opened"),
    (
        r"(creating|initializing) an? (internal )?MFX session",
        "there is no Intel card with Quick Sync, or its runtime lacks",
    ),
    (r"qscale not available", "VideoToolbox encodes to a quality on Apple silicon alone"),
)
"""What FFmpeg says, and what that means to whoever runs the service."""
_PROBING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The encoder that a job begins with."""

    asked: str
    encoder: Encoder
    fallback_reason: str | None
    """One sentence on why it is not the one asked for; None where it is."""


def choose(ffmpeg: str, settings: Settings) -> Chosen:
    """The encoder of FFMPEG_VIDEO_CODEC where it works with the FFmpeg at `ffmpeg`, else libx264."""
    asked = settings.ffmpeg_video_codec
    # libx264 is not probed: an FFmpeg without it is refused when it is found.
    reason = None if asked == CPU else probe_encoder(ffmpeg, asked)
    used = CPU if reason else asked
    return Chosen(asked, Encoder(used, settings.ffmpeg_preset, settings.ffmpeg_crf), reason)


def probe_encoder(ffmpeg: str, name: str) -> str | None:
    """Why an encoder cannot be used, in one sentence; None where it can.

    A real encode of 64 frames, decoded again; once in the life of this process for each FFmpeg and name, while others
    who ask wait. Takes PROBE_SECONDS at most, and a fraction of a second where there is no such hardware.
    """
    with _PROBING:
        return _probed(ffmpeg, name)


@functools.lru_cache(maxsize=32)
def _probed(ffmpeg: str, name: str) -> str | None:
    try:
        with tempfile.TemporaryDirectory(prefix="encoder-") as folder:
            made = Path(folder) / "probe.mp4"
            # The input is FFmpeg's own test picture, but the cage is that of the clips: it has to do in there.
            run(wrap(_small_encode(ffmpeg, name, made), FAMILIES[name].cage), Limits(PROBE_SECONDS))
            fault = _fault_of(made)
    except ProcessTimedOut:
        fault = f"its test encode did not end within {PROBE_SECONDS:.0f} seconds"
    except ProcessFailed as failed:
        fault = _meaning(failed.detail)
        log.info("the test encode of %s failed: %s", name, failed.detail[-2000:])
    except OSError as failed:
        fault = f"its test encode could not be started ({type(failed).__name__})"
    if fault is None:
        return None
    sentence = f"{name} cannot be used: {fault}."
    log.warning("%s", sentence)
    return sentence


def _small_encode(ffmpeg: str, name: str, out: Path) -> list[str]:
    family, (width, height) = FAMILIES[name], _SIZE
    return [
        *(ffmpeg, "-nostdin", "-hide_banner", "-v", "error", *family.device),
        *("-f", "lavfi", "-i", f"testsrc=size={width}x{height}:rate=24"),
        *("-vf", f"format=yuv420p{family.upload}", "-frames:v", str(_FRAMES)),
        *encoder_arguments(name, Wanted("veryfast", 23, _KEYFRAMES, B_FRAMES)),
        *("-f", "mp4", f"file:{out}"),
    ]


def _fault_of(path: Path) -> str | None:
    """What is wrong with a test encode; None where trailers can be put together from such files."""
    import av  # loaded here alone: the web and the command line, which ask for the encoder, start without it

    try:
        with av.open(str(path)) as container:
            packets = [(one.pts, one.is_keyframe) for one in container.demux(video=0) if one.pts is not None]
        with av.open(str(path)) as container:
            decoded = [(frame.width, frame.height) for frame in container.decode(video=0)]
    except (OSError, IndexError, av.FFmpegError):
        return "its test encode does not decode"
    if decoded != [_SIZE] * _FRAMES or len(packets) != _FRAMES:
        return f"its test encode has {len(decoded)} of {_FRAMES} frames"
    keys = [number for number, (_, key) in enumerate(packets) if key]
    if keys[:1] != [0] or max(end - key for key, end in zip(keys, [*keys[1:], _FRAMES], strict=True)) > _KEYFRAMES:
        return "it sets its keyframes elsewhere than it is told"
    # `package` counts on no frame being decoded more than so many places after its turn to be shown.
    shown = {pts: place for place, pts in enumerate(sorted(pts for pts, _ in packets))}
    if any(order - shown[pts] > B_FRAMES for order, (pts, _) in enumerate(packets)):
        return "its frames are further out of order than was asked for"
    return None


def _meaning(detail: str) -> str:
    for pattern, meaning in _REASONS:
        if re.search(pattern, detail):
            return meaning
    return "its test encode failed, and the log says how"


def with_cpu_fallback(encoder: Encoder, make: Callable[[Encoder], Made]) -> tuple[Made, Encoder]:
    """Makes a clip with `encoder`, or again with libx264 where that fails; also says which of them made it.

    Whatever goes wrong with hardware counts, even what looks like damage of the film: a hung driver stalls as a torn
    film does, and its complaints sound alike. Where the film is to blame libx264 will say so. A second failure is
    raised as it is; so is Cancelled, at once.
    """
    try:
        return make(encoder), encoder
    except (ProcessFailed, VerificationFailed, DamagedStretch) as fault:
        if encoder.codec == CPU:
            raise
        detail = fault.detail[-2000:] if isinstance(fault, ProcessFailed) else fault.sentence
        log.warning("%s failed on a clip, libx264 makes it: %s", encoder.codec, detail)
    # The other clips have headers of number 0; both have to fit into one file.
    cpu = replace(encoder, codec=CPU, parameter_set=1)
    return make(cpu), cpu


def encoder_facts(chosen: Chosen, clips_on_cpu: int) -> Provider:
    """What a job says of its encoder; `clips_on_cpu` counts those that libx264 made because another had failed."""
    said = {"asked": chosen.asked, "fallbackReason": chosen.fallback_reason}
    return Provider(chosen.encoder.codec, {**said, "clipsOnCpu": clips_on_cpu})
