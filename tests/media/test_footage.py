"""Real clips, where their folder is: FOOTAGE_DIR, or `shared/footage` beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.media import matrix, matrix_plans
from tests.media.conftest import Check, Generate

FOOTAGE = Path(os.environ.get("FOOTAGE_DIR") or matrix.ROOT.parent / "shared" / "footage")
QUICK = ("odd_175x143_vp8_noaudio.webm", "phone_rotated90.mov", "camera_mjpeg_pcm.avi")
"""Short and small, and no two alike: no sound, odd size, turned, unevenly timed AVI."""
CLIPS = (
    *("av1_1920x800_noaudio.webm", "bbb_0_30_vp8.webm", "camera_mjpeg_pcm.avi", "caminandes3_llamigos_150s.mp4"),
    *("drone_hevc_anamorphic_noaudio.mp4", "faces_short_hamilton_clip.mp4", "fireworks_mpeg4_mp2.avi"),
    *("flipping_a_pancake_opus.mkv", "hdr10_av1_portrait_720x1280.mp4", "odd_175x143_vp8_noaudio.webm"),
    *("people_10fps_noaudio_139s.mp4", "phone_rotated180_vfr.mp4", "phone_rotated90.mov"),
    *("sintel_trailer_480p_mp3.mp4", "speech_manifesto_88s.mp4", "stopmotion_ad_30s.mp4"),
    *("thermal_vfr_portrait.mp4",),
)
pytestmark = pytest.mark.footage


def clip(name: str) -> Path:
    path = FOOTAGE / name
    if not path.is_file():
        pytest.skip(f"there is no {name} in the folder of clips (FOOTAGE_DIR)")
    return path


def parameters() -> list[object]:
    return [
        pytest.param(name, number, id=name, marks=[] if name in QUICK else [pytest.mark.slow])
        for number, name in enumerate(CLIPS)
    ]


@pytest.mark.parametrize(("name", "number"), parameters())
def test_a_clip_gives_what_was_promised(
    name: str, number: int, generate: Generate, check: Check, tmp_path: Path
) -> None:
    made = generate(
        clip(name),
        tmp_path / "out",
        seconds=15,
        profile=matrix.PROFILES[number % 4],
        container=matrix.CONTAINERS[number % 2],
    )
    assert check(made.job, made.source, made.folder).violations == []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name not in QUICK)) for name in CLIPS]
)
def test_every_plan_of_a_clip_is_sound(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    broken = matrix_plans.run([clip(name)], matrix.PROFILES, matrix_plans.LENGTHS)
    assert not broken, capsys.readouterr().out
