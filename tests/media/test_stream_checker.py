"""The checker of streams finds each fault that is put into a copy of a sound one."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("m3u8")

from tests.media import planned
from tests.media.conftest import Made
from tests.media.hls_check import StreamCheck
from tests.media.report import Report


def faults(made: Made) -> list[str]:
    """What is said of the stream of the primary trailer."""
    report = Report()
    try:
        StreamCheck(made.job, made.folder, report).check(planned.read(made.job["assembly"]))
    except (OSError, ValueError) as fault:
        report.fault("unreadable", str(fault))
    return report.violations


def test_a_sound_stream_passes(sound_job: Made) -> None:
    assert faults(sound_job) == []


def edit(made: Made, ending: str, pattern: str, by: str) -> None:
    """Changes the first place in a playlist of the primary trailer that fits."""
    path = made.folder / f"trailer_master_hls{ending}.m3u8"
    text = path.read_text(encoding="utf-8")
    assert re.search(pattern, text), text
    path.write_text(re.sub(pattern, by, text, count=1), encoding="utf-8")


def damage(made: Made) -> None:
    path = made.folder / "trailer_master_hls_180p.mp4"
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)


def exchange_sound(made: Made) -> None:
    shutil.copyfile(made.folder / "trailer_variant_0_hls_audio.m4a", made.folder / "trailer_master_hls_audio.m4a")


FAULTS: dict[str, Callable[[Made], object]] = {
    "a damaged packet": damage,
    "the sound of another trailer": exchange_sound,
    "a lost stream": lambda made: made.job["deliverables"].pop("master_hls"),
    "a lost file": lambda made: (made.folder / "trailer_master_hls_180p.m3u8").unlink(),
    "a wrong range": lambda made: edit(made, "_180p", r"@(\d+)\n", r"@1\1\n"),
    "a wrong length": lambda made: edit(made, "_180p", r"EXTINF:\d", "EXTINF:9"),
    "a wrong target": lambda made: edit(made, "_audio", r"TARGETDURATION:\d+", "TARGETDURATION:1"),
    "no end": lambda made: edit(made, "_180p", "#EXT-X-ENDLIST", ""),
    "too little bandwidth": lambda made: edit(made, "", r":BANDWIDTH=\d", ":BANDWIDTH="),
    "a wrong average": lambda made: edit(made, "", r"AVERAGE-BANDWIDTH=", "AVERAGE-BANDWIDTH=2"),
    "a wrong codec": lambda made: edit(made, "", r"avc1\.64", "avc1.4d"),
    "a wrong size": lambda made: edit(made, "", r"RESOLUTION=320", "RESOLUTION=640"),
    "a wrong rate": lambda made: edit(made, "", r"FRAME-RATE=24", "FRAME-RATE=25"),
    "no captions": lambda made: edit(made, "", r"#EXT-X-MEDIA:TYPE=SUBTITLES.*\n", ""),
    "captions of another trailer": lambda made: edit(made, "_captions", "master", "variant_1"),
    "another language": lambda made: edit(made, "", 'LANGUAGE="en"', 'LANGUAGE="de"'),
}


@pytest.mark.parametrize("spoil", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(spoil: Callable[[Made], object], sound_job: Made, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sound_job.folder, folder)
    made = replace(sound_job, job=copy.deepcopy(sound_job.job), folder=folder)
    spoil(made)
    assert faults(made)
