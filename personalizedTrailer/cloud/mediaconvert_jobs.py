"""What MediaConvert is told to make: pure functions from what is wanted to the `Settings` of CreateJob."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from personalizedTrailer.cloud.timecodes import timecode
from personalizedTrailer.model import Rendition, Span

Settings = dict[str, Any]

SEGMENT_SECONDS = 4
BITS_A_PIXEL = 0.1
"""The most a second may take, a pixel and frame: about 6 Mbit/s at 1080p and 30 frames a second."""
_LEAST_BITS = 400_000
_SOUND = "Audio Selector 1"


@dataclass(frozen=True, slots=True)
class Encryption:
    """How MediaConvert encrypts what it writes: by a key of KMS, or by S3's own where that is None."""

    kms_key: str | None

    def told(self) -> dict[str, Any]:
        if self.kms_key:
            return {"EncryptionType": "SERVER_SIDE_ENCRYPTION_KMS", "KmsKeyArn": self.kms_key}
        return {"EncryptionType": "SERVER_SIDE_ENCRYPTION_S3"}


def package(
    trailer: str, destination: str, renditions: Sequence[Rendition], rate: Fraction, encryption: Encryption
) -> Settings:
    """An HLS ladder of a finished trailer, one file a rendition, fetched in byte ranges.

    `trailer` and `destination` are s3:// addresses; files are called as `destination` ends, with `_720p` and the like
    after it.
    """
    group = {
        "Name": "HLS",
        "OutputGroupSettings": {
            "Type": "HLS_GROUP_SETTINGS",
            "HlsGroupSettings": {
                "Destination": destination,
                "SegmentLength": SEGMENT_SECONDS,
                "MinSegmentLength": 0,
                "SegmentControl": "SINGLE_FILE",
                "DestinationSettings": {"S3Settings": {"Encryption": encryption.told()}},
            },
        },
        "Outputs": [_output(one, rate, "M3U8", f"_{one.label}") for one in renditions],
    }
    return _job({"FileInput": trailer}, group)


def straight_cut(
    film: str, clips: Sequence[Span], destination: str, top: Rendition, rate: Fraction, encryption: Encryption
) -> Settings | None:
    """One MP4 of the film's clips, end to end; None where the film's rate has no timecodes."""
    points = [(timecode(clip.start, rate), timecode(clip.end - 1, rate)) for clip in clips]
    if any(start is None or end is None for start, end in points):
        return None
    clippings = [{"StartTimecode": start, "EndTimecode": end} for start, end in points]
    output = _output(top, rate, "MP4", "")
    output["ContainerSettings"]["Mp4Settings"] = {"MoovPlacement": "PROGRESSIVE_DOWNLOAD"}
    group = {
        "Name": "MP4",
        "OutputGroupSettings": {
            "Type": "FILE_GROUP_SETTINGS",
            "FileGroupSettings": {
                "Destination": destination,
                "DestinationSettings": {"S3Settings": {"Encryption": encryption.told()}},
            },
        },
        "Outputs": [output],
    }
    return _job({"FileInput": film, "InputClippings": clippings}, group)


def minutes(seconds: float, renditions: Sequence[Rendition], rate: Fraction) -> float:
    """Normalized minutes, in which output is charged: twice from 720 lines on, twice again above 30 frames a second."""
    weights = (2 if min(one.width, one.height) >= 720 else 1 for one in renditions)
    return seconds / 60 * sum(weights) * (2 if rate > 30 else 1)


def _job(source: dict[str, Any], group: dict[str, Any]) -> Settings:
    return {
        "TimecodeConfig": {"Source": "ZEROBASED"},
        "Inputs": [
            {
                **source,
                "TimecodeSource": "ZEROBASED",
                "VideoSelector": {"Rotate": "AUTO"},
                "AudioSelectors": {_SOUND: {"DefaultSelection": "DEFAULT"}},
            }
        ],
        "OutputGroups": [group],
    }


def _output(one: Rendition, rate: Fraction, container: str, modifier: str) -> dict[str, Any]:
    bits = max(_LEAST_BITS, round(BITS_A_PIXEL * one.width * one.height * float(rate)))
    h264 = {
        "RateControlMode": "QVBR",
        "MaxBitrate": bits,
        "QvbrSettings": {"QvbrQualityLevel": 8 if one.is_top else 7},
        "GopSize": SEGMENT_SECONDS / 2,
        "GopSizeUnits": "SECONDS",
        "SceneChangeDetect": "TRANSITION_DETECTION",
    }
    aac = {"Bitrate": 128_000, "CodingMode": "CODING_MODE_2_0", "SampleRate": 48_000}
    made: dict[str, Any] = {
        "ContainerSettings": {"Container": container},
        "VideoDescription": {
            "Width": one.width,
            "Height": one.height,
            "CodecSettings": {"Codec": "H_264", "H264Settings": h264},
        },
        "AudioDescriptions": [
            {"AudioSourceName": _SOUND, "CodecSettings": {"Codec": "AAC", "AacSettings": aac}},
        ],
    }
    return made | {"NameModifier": modifier} if modifier else made
