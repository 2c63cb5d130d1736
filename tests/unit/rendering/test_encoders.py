"""Arguments of every encoder: libx264's as they always were, the others' within what FFmpeg says of itself."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from dataclasses import dataclass, field

import imageio_ffmpeg
import pytest

from personalizedTrailer.rendering.encoders import (
    CPU,
    FAMILIES,
    Wanted,
    encoder_arguments,
    nvenc_quality,
    videotoolbox_quality,
)
from personalizedTrailer.settings_table import SETTINGS

TABLE = {setting.field: setting for setting in SETTINGS}
PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")
TOOLS = sorted({path for path in (shutil.which("ffmpeg"), imageio_ffmpeg.get_ffmpeg_exe()) if path})
OF_THE_TOOL = {"c", "q", "pix_fmt"}
"""Options of the program, not of an encoder."""


def test_the_setting_names_every_encoder() -> None:
    setting = TABLE["ffmpeg_video_codec"]
    assert setting.default == CPU
    assert re.findall(r"\w*264\w*", setting.allowed) == list(FAMILIES)
    assert [setting.parse(name.upper()) for name in FAMILIES] == list(FAMILIES)
    with pytest.raises(ValueError):
        setting.parse("hevc_nvenc")


def test_libx264_is_asked_as_ever() -> None:
    assert encoder_arguments(CPU, Wanted("veryfast", 21, 48, 2)) == [
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-profile:v", "high"),
        *("-pix_fmt", "yuv420p", "-g", "48", "-bf", "2", "-threads", "1"),
        *("-x264-params", "open-gop=0:stitchable=1:trellis=1:rc-lookahead=20"),
    ]
    numbered = encoder_arguments(CPU, Wanted("fast", 21, 48, 2, parameter_set=3))
    assert numbered[-1] == "open-gop=0:stitchable=1:sps-id=3"


def test_quality_falls_as_the_crf_rises() -> None:
    crfs = range(1, 52)
    assert [TABLE["ffmpeg_crf"].parse(str(crf)) for crf in (crfs[0], crfs[-1])] == [1, 51]
    nvenc = [nvenc_quality(crf) for crf in crfs]
    apple = [videotoolbox_quality(crf) for crf in crfs]
    assert nvenc == sorted(nvenc) and apple == sorted(apple, reverse=True)
    # 0 would mean "automatic" to NVENC.
    assert (nvenc[0], nvenc[-1]) == (1, 51) and (apple[0], apple[-1]) == (100, 1)
    assert [round(nvenc_quality(crf), 6) for crf in (18, 23)] == [21, 27]


@pytest.mark.parametrize("name", ["h264_nvenc", "h264_qsv"])
def test_a_slower_preset_is_never_mapped_to_a_faster_one(name: str) -> None:
    asked = [value_of("-preset", encoder_arguments(name, Wanted(preset, 21, 48, 2))) for preset in PRESETS]
    order = [f"p{number}" for number in range(1, 8)] if name == "h264_nvenc" else list(PRESETS[2:])
    places = [order.index(preset) for preset in asked]
    assert places == sorted(places) and set(places) == set(range(7))


@pytest.mark.parametrize("name", FAMILIES)
def test_groups_are_as_they_are_wanted(name: str) -> None:
    arguments = encoder_arguments(name, Wanted("medium", 21, 50, 0))
    assert value_of("-g", arguments) == "50" and value_of("-bf", arguments) == "0"


def value_of(option: str, arguments: list[str]) -> str:
    return arguments[arguments.index(option) + 1]


@dataclass
class Option:
    kind: str
    low: float | None
    high: float | None
    words: set[str] = field(default_factory=set)

    def takes(self, value: str) -> bool:
        if self.kind in ("<string>", "<dictionary>"):
            return True
        if self.kind == "<flags>":
            return value.lstrip("+") in self.words
        if self.kind == "<boolean>":
            return value in ("0", "1")
        if value in self.words:
            return True
        try:
            number = float(value)
        except ValueError:
            return False
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@functools.cache
def ask(tool: str, *question: str) -> str:
    return subprocess.run(
        [tool, "-hide_banner", "-h", *question], capture_output=True, text=True, timeout=30
    ).stdout


def options(text: str) -> dict[str, Option]:
    """What a help text of FFmpeg says of its options: `-name <kind> flags words (from LOW to HIGH)`."""
    found: dict[str, Option] = {}
    last: Option | None = None
    for line in text.splitlines():
        if match := re.match(r"\s+-(\S+)\s+(<\w+>)\s+[A-Z.]{9,}(.*)", line):
            limits = re.search(r"\(from (\S+) to (\S+)\)", match[3])
            low, high = (number(limits[1]), number(limits[2])) if limits else (None, None)
            found[match[1]] = last = Option(match[2], low, high)
        elif last and (match := re.match(r"\s{5}(\S+)\s+(?:-?\d+\s+)?[A-Z.]{9,}", line)):
            last.words.add(match[1])
        else:
            last = None
    return found


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:  # INT_MIN and the like: no limit that matters
        return None


def test_help_texts_are_understood() -> None:
    text = """  -preset            <int>        E..V....... Set (from 0 to 18) (default p4)
     p1              12           E..V....... fastest
  -cq                <float>      E..V....... Set target quality level (from 0 to 51) (default 0)
  -forced-idr        <boolean>    E..V....... Force (default false)
  -flags             <flags>      ED.VAS..... (default 0)
     cgop                         E..V....... closed GOP
"""
    found = options(text)
    assert found["preset"].takes("p1") and not found["preset"].takes("p9")
    assert found["cq"].takes("24.6") and not found["cq"].takes("52")
    assert found["flags"].takes("+cgop") and not found["flags"].takes("+ogop")
    assert found["forced-idr"].takes("1") and not found["forced-idr"].takes("closed")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", FAMILIES)
def test_ffmpeg_has_every_option_and_takes_every_value(tool: str, name: str) -> None:
    text = ask(tool, f"encoder={name}")
    if not text.startswith("Encoder "):
        pytest.skip(f"this FFmpeg is built without {name}")
    general = ask(tool, "full").split("AVCodecContext AVOptions:")[1].split(" AVOptions:")[0]
    known = options(general) | options(text)
    formats = re.search(r"Supported pixel formats: (.*)", text)
    assert formats
    if "hwupload" in FAMILIES[name].upload:
        assert name.removeprefix("h264_") in formats[1].split()
    for preset in PRESETS:
        for crf in (1, 17, 21, 51):
            arguments = encoder_arguments(name, Wanted(preset, crf, 48, 2))
            for option, value in zip(arguments[::2], arguments[1::2], strict=True):
                bare = option.removeprefix("-").removesuffix(":v")
                if bare == "pix_fmt":
                    assert value in formats[1].split()
                elif bare not in OF_THE_TOOL:
                    assert bare in known, f"{name} has no option {option}"
                    assert known[bare].takes(value), f"{option} {value}"
