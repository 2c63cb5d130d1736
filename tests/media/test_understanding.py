"""Small films are understood from their first frame to their last."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from personalizedTrailer import settings
from personalizedTrailer.analysis.base import Context
from personalizedTrailer.analysis.local.analyser import look
from personalizedTrailer.analysis.local.understanding import Understood, understand
from personalizedTrailer.deliverables.tracks import choose_audio
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.media.probe import probe
from personalizedTrailer.media.process import never
from tests import sounds
from tests.media.drawn_shots import SIZE, Frames, black, flashed, shot, write
from tests.media.sound_io import ffmpeg
from tests.media.test_footage import FOOTAGE, clip

RATE = 24
NAMES = ("Directed by", "A. Somebody", "Written by", "B. Nobody", "Music", "C. Anyone", "Sound", "D. Everyone")


def understood(film: Path, folder: Path) -> Understood:
    chosen = settings.load(environ={})
    media = probe(film, chosen, quick=False)
    audio = choose_audio(media, "en")
    return understand(
        look(film, media, Context("", PRESETS[0], 60, audio, folder, chosen, lambda part: None, never))
    )


def rolling(frames: int, speed: float) -> Frames:
    """White names on black that move up by `speed` pixels a frame."""
    width, height = SIZE
    tall = Image.new("L", (width, height + round(frames * speed)), 0)
    draw = ImageDraw.Draw(tall)
    for line, top in enumerate(range(4, tall.height - 10, 15)):
        draw.text((38, top), NAMES[line % len(NAMES)], fill=255, font=ImageFont.load_default(12))
    page = np.asarray(tall, np.float64)[:, :, None] * np.ones(3)
    return [page[round(index * speed) :][:height] for index in range(frames)]


def with_sound(film: Path, sound: NDArray[np.float64], out: Path) -> Path:
    command = [
        ffmpeg(),
        "-nostdin",
        "-v",
        "error",
        "-y",
        "-i",
        str(film),
        "-f",
        "f32le",
        "-ar",
        "48000",
        "-ac",
        "1",
    ]
    command += ["-i", "pipe:0", "-c:v", "copy", "-c:a", "pcm_s16le", str(out)]
    subprocess.run([*command], input=sound.astype(np.float32).tobytes(), check=True, timeout=60)
    return out


def reasons(found: Understood) -> list[str | None]:
    return [scene.kept_out for scene in found.analysis.scenes]


def test_black_and_rolling_credits_are_kept_out(tmp_path: Path) -> None:
    pictures = [*black(30), *shot(41, 100), *shot(42, 100), *black(24), *rolling(140, 0.4)]
    found = understood(write(pictures, tmp_path / "film.mp4"), tmp_path)
    assert reasons(found) == ["black", None, "black", "credits"]
    first, scene, dark, credits = found.analysis.scenes
    assert scene.span.start == 30 and scene.span.end == 230
    assert dark.span.end == pytest.approx(254, abs=18)
    assert not found.material.worth[:30].any() and not found.material.worth[230:].any()
    assert credits.findings[0].name == "credits"
    assert found.material.worth[40:220].mean() > 0.2
    assert [one.kind for one in first.findings] == ["kept_out"] and first.findings[0].evidence


def test_a_flash_with_a_bang_is_an_explosion(tmp_path: Path) -> None:
    seconds = 8
    pictures = flashed(shot(43, seconds * RATE), 4 * RATE, 3)
    quiet = sounds.noise(seconds, -45)
    boom = sounds.tone(60, 1.5, -3) * np.exp(-2 * sounds.time(1.5))
    bang = quiet.copy()
    bang[4 * sounds.RATE :][: len(boom)] += boom + 0.3 * sounds.noise(1.5, -6) * np.exp(-20 * sounds.time(1.5))
    silent = write(pictures, tmp_path / "silent.mp4")
    loud = understood(with_sound(silent, bang, tmp_path / "bang.mov"), tmp_path)
    labels = {label for scene in loud.analysis.scenes for label in scene.labels}
    assert "Explosion" in labels
    assert "Surprise" in {emotion for scene in loud.analysis.scenes for emotion in scene.emotions}
    assert [moment.span for moment in loud.material.moments] == [shot.span for shot in loud.analysis.shots]
    assert "Surprise" in {finding.name for moment in loud.material.moments for finding in moment.findings}
    calm = understood(with_sound(silent, quiet, tmp_path / "quiet.mov"), tmp_path)
    assert "Explosion" not in {label for scene in calm.analysis.scenes for label in scene.labels}


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    found = understood(write(shot(44, 60), tmp_path / "film.mp4"), tmp_path)
    assert [one.code for one in found.analysis.warnings] == ["sound_not_measured"]
    (scene,) = found.analysis.scenes
    assert scene.signals and scene.signals.speech is None and scene.signals.loudness is None
    assert len(found.analysis.intensity) == 3 and scene.span.start <= scene.key_frame < scene.span.end


def test_a_film_of_one_still_picture_is_used(tmp_path: Path) -> None:
    found = understood(write([shot(45, 1)[0]] * 200, tmp_path / "film.mp4"), tmp_path)
    assert reasons(found) == [None]


@pytest.mark.footage
@pytest.mark.skipif(not FOOTAGE.is_dir(), reason="the folder of clips is not here")
def test_a_real_trailer_is_kept_free_of_its_titles(tmp_path: Path) -> None:
    found = understood(clip("sintel_trailer_480p_mp3.mp4"), tmp_path)
    scenes = found.analysis.scenes
    out = [(scene.span.start / RATE, scene.span.end / RATE) for scene in scenes if scene.kept_out]
    for start, end in ((9.2, 12.0), (42.0, 52.2)):
        assert any(low <= start for low, _ in out)
        assert sum(max(0.0, min(end, high) - max(start, low)) for low, high in out) > 0.95 * (end - start)
    for start, end in ((2.0, 8.0), (12.6, 15.0), (19.0, 21.0), (22.5, 27.9), (29.0, 41.0)):
        assert sum(max(0.0, min(end, high) - max(start, low)) for low, high in out) == 0
    for before, after in pairwise(scenes):
        assert before.span.end == after.span.start
