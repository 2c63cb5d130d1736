"""The video encoders: libx264 and four that use hardware, each as the FFmpeg arguments for the same wishes.

All give H.264 High (libx264 also less), 8 bit, 4:2:0, as pieces that are joined by copy need it: closed groups, every
keyframe an IDR, no B-frame that others are predicted from (but for x264's), so that decoding runs at most B_FRAMES
ahead.

Quality is asked for as x264's CRF, which its authors scaled to be "somewhat similar to QP" (encoder/ratecontrol.c);
each row says how it gets from there to its own scale. That is near, not equal: the size differs from encoder to
encoder, and the quality from one generation of hardware to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from personalizedTrailer.media.sandbox import Cage

CPU = "libx264"
"""Works everywhere, and so takes over wherever another does not."""
RENDER_NODE = "/dev/dri/renderD128"
"""The first graphics card of a Linux machine, as its users may open it."""
HARDWARE_CAGE = Cage(reserves_addresses=True)
"""Graphics drivers map far more addresses than they fill: CUDA reserves some for all memory of the machine and of its
cards, and does not start within a limit of addresses."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How pictures are to be encoded, in the words of x264."""

    preset: str
    """One of x264's nine, from ultrafast to veryslow."""
    crf: int
    """1 to 51."""
    keyframes: int
    """Frames from one keyframe to the next at most."""
    b_frames: int
    """Most B-frames in a row; 2 or 0."""
    parameter_set: int = 0
    """Number of the headers (SPS and PPS); libx264 alone can choose it."""
    profile: str = "high"
    """Or main or baseline; libx264 alone has those."""
    references: int = 0
    """How many pictures decoders are told to keep for others to refer to, 1 to 16; 0: whatever the preset needs.

    libx264 alone can be told.
    """


@dataclass(frozen=True, slots=True)
class Family:
    """One encoder: what it is called, what it needs around it, and its arguments."""

    name: str
    arguments: Callable[[Wanted], list[str]]
    """Everything from its preset to its groups, without `-c:v`."""
    device: tuple[str, ...] = ()
    """Global options, to stand before the first input."""
    upload: str = ""
    """What takes a picture in yuv420p to the hardware: filters to be appended to a chain, with their comma."""
    cage: Cage = HARDWARE_CAGE
    """What its process may use, while it reads a film that somebody else made."""


def encoder_arguments(name: str, wanted: Wanted) -> list[str]:
    """FFmpeg's output options for one encoder; raises KeyError for a name that is not in FAMILIES."""
    return ["-c:v", name, *FAMILIES[name].arguments(wanted)]


def tuning(preset: str) -> str:
    """Parameters of x264 that are other than a preset has them, each after a colon.

    For `veryfast` they cost a twentieth, and halve what it loses in VMAF to `fast` at equal bytes (`bench vmaf`).
    """
    return ":trellis=1:rc-lookahead=20" if preset == "veryfast" else ""


def _libx264(wanted: Wanted) -> list[str]:
    others = tuning(wanted.preset)
    others += f":sps-id={wanted.parameter_set}" if wanted.parameter_set else ""
    if wanted.references:
        others += f":dpb-size={wanted.references}:ref={min(_X264_REFERENCES[wanted.preset], wanted.references)}"
        others += ":b-pyramid=none" if wanted.references < _X264_PYRAMID else ""
    return [
        *("-preset", wanted.preset, "-crf", str(wanted.crf), "-profile:v", wanted.profile),
        *("-pix_fmt", "yuv420p", *_groups(wanted), "-threads", "1"),
        # Pieces are joined by copy: closed groups, and headers that do not depend on the piece.
        *("-x264-params", f"open-gop=0:stitchable=1{others}"),
    ]


def _nvenc(wanted: Wanted) -> list[str]:
    return [
        *("-preset", _NVENC_PRESETS[wanted.preset], "-tune", "hq"),
        # Without a rate of 0 older FFmpeg holds the quality to its default of 2 Mbit/s.
        *("-rc", "vbr", "-cq", f"{nvenc_quality(wanted.crf):.1f}", "-b:v", "0", "-profile:v", "high"),
        *("-pix_fmt", "yuv420p", *_groups(wanted), "-b_ref_mode", "disabled", "-forced-idr", "1"),
    ]


def nvenc_quality(crf: int) -> float:
    """Target quality of NVENC, 1 to 51, for a CRF: 1.2 CRF − 0.6.

    The line through the two pairs that the makers of MLV App found alike in SSIM and PSNR: CRF 18 and CQ 21,
    CRF 23 and CQ 27. It never gives 0, which means "automatic".
    """
    return min(51.0, max(1.0, 1.2 * crf - 0.6))


def _qsv(wanted: Wanted) -> list[str]:
    return [
        # ICQ, "intelligent constant quality", has CRF's own range of 1 to 51 and HandBrake hands its number on as it
        # is. FFmpeg chooses it where a global quality is given without -q.
        *("-preset", _QSV_PRESETS[wanted.preset], "-global_quality", str(wanted.crf), "-profile:v", "high"),
        *("-pix_fmt", "nv12", *_groups(wanted), "-b_strategy", "0", "-flags", "+cgop", "-forced_idr", "1"),
    ]


def _vaapi(wanted: Wanted) -> list[str]:
    return [
        # Constant QP is the mode that most drivers have. I-frames get 3 less and B-frames 2 more: x264's ratios of 1.4
        # and 1.3, where 6 steps double. No preset: its levels mean other things from driver to driver.
        *("-rc_mode", "CQP", "-qp", str(wanted.crf), "-i_qfactor", "1", "-i_qoffset", "-3"),
        *("-b_qfactor", "1", "-b_qoffset", "2", "-profile:v", "high"),
        *(*_groups(wanted), "-b_depth", "1", "-idr_interval", "0", "-flags", "+cgop"),
    ]


def _videotoolbox(wanted: Wanted) -> list[str]:
    return [
        # It has no presets. A quality needs Apple silicon; elsewhere FFmpeg refuses it.
        *("-q:v", str(videotoolbox_quality(wanted.crf)), "-profile:v", "high"),
        *("-pix_fmt", "yuv420p", *_groups(wanted), "-flags", "+cgop"),
    ]


def videotoolbox_quality(crf: int) -> int:
    """VideoToolbox's quality in percent, 1 (worst) to 100, for a CRF: 100 − 99 (CRF − 1) / 50.

    One range laid over the other, for want of measured pairs: the default CRF of 21 gives 60, and the 65 that users
    commonly settle on is about CRF 19. FFmpeg (videotoolboxenc.c) hands the hundredth part on as the session's
    kVTCompressionPropertyKey_Quality.
    """
    return round(100 - 99 * (crf - 1) / 50)


def _groups(wanted: Wanted) -> tuple[str, ...]:
    return ("-g", str(wanted.keyframes), "-bf", str(wanted.b_frames))


_PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")


_X264_REFERENCES = dict(zip(_PRESETS, (1, 1, 1, 2, 2, 3, 5, 8, 16), strict=True))
_X264_PYRAMID = 4
"""References that its B-frames need where others are predicted from them."""


def _seven(names: tuple[str, ...]) -> Mapping[str, str]:
    """x264's presets to seven of another encoder, from fast to slow: its fastest three share one."""
    return dict(zip(_PRESETS, (names[0], names[0], *names), strict=True))


# FFmpeg's help describes p1 to p7 as fastest, faster, fast, medium, slow, slower, slowest.
_NVENC_PRESETS = _seven(tuple(f"p{number}" for number in range(1, 8)))
_QSV_PRESETS = _seven(_PRESETS[2:])

FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family(CPU, _libx264, cage=Cage()),
        Family("h264_nvenc", _nvenc),
        # It opens the card by itself and takes pictures from ordinary memory.
        Family("h264_qsv", _qsv),
        Family("h264_vaapi", _vaapi, ("-vaapi_device", RENDER_NODE), ",format=nv12,hwupload"),
        Family("h264_videotoolbox", _videotoolbox),
    )
}
