"""The caged reader listens to films: what it hears is what they hold, in little memory."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from personalizedTrailer import settings
from personalizedTrailer.analysis.local import listening, voices
from personalizedTrailer.errors import Cancelled, CorruptFootage
from personalizedTrailer.media.hearing import BLOCKS, STEPS, Heard, hear
from personalizedTrailer.media.probe import READER, probe
from personalizedTrailer.media.process import never
from personalizedTrailer.model import MediaInfo
from tests.media import sound_io
from tests.media.codecs import OPUS, PCM, VP8
from tests.media.conftest import make
from tests.media.films import H264, Recipe
from tests.media.test_footage import FOOTAGE, clip

MOST_MEMORY = 150 << 20
MUSIC = ("bbb_0_30_vp8.webm", "caminandes3_llamigos_150s.mp4")
NO_SPEECH = ("fireworks_mpeg4_mp2.avi", "thermal_vfr_portrait.mp4", "camera_mjpeg_pcm.avi")


def listen(film: Path, folder: Path) -> tuple[MediaInfo, Heard]:
    media = probe(film, settings.load(environ={}), quick=False)
    return media, hear(film, media, media.audio[0], folder, never)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(seconds=4),
        Recipe(seconds=4, audio_late=1.5),
        Recipe(seconds=4, video_late=0.8),
        Recipe(seconds=4, channels=1, audio_rate=44_100, audio_seconds=2.5),
        Recipe(seconds=4, channels=6, audio=("-c:a", "aac", "-b:a", "256k")),
        Recipe(seconds=4, channels=8, audio=("-c:a", "flac"), extension="mkv"),
        Recipe(seconds=4, extension="webm", video=VP8, audio=OPUS),
        Recipe(seconds=4, extension="avi", audio=PCM),
    ],
    ids=["plain", "late-sound", "late-picture", "short-mono", "six-channels", "eight-channels", "opus", "avi"],
)
def test_what_is_heard_is_where_it_is_in_the_film(recipe: Recipe, tmp_path: Path) -> None:
    film = make(recipe, tmp_path)
    media, heard = listen(film, tmp_path)
    assert len(heard.loudness) == 4 * BLOCKS and len(heard.level) == len(heard.pitch) == 4 * STEPS
    zero = media.video.first_pts * media.video.time_base
    whole = np.zeros((5 * sound_io.RATE, 2), np.float32)
    track = sound_io.load(film, zero)[: len(whole)]
    whole[: len(track)] = track
    power = (whole[: 4 * sound_io.RATE] ** 2).mean(axis=1).reshape(4 * BLOCKS, -1).mean(axis=1)
    expected = 10 * np.log10(power + 1e-10)
    level = 10 * np.log10((10 ** (heard.level / 10)).reshape(-1, STEPS // BLOCKS).mean(axis=1))
    sounding = expected > -40
    assert sounding.sum() > 20
    # Two channels that differ are half as strong in one; six are mixed down by other weights, eight are added up.
    inner = sounding & np.roll(sounding, 1) & np.roll(sounding, -1)
    assert np.abs(level - expected + np.median(expected - level))[inner].max() < 2.5
    assert -4.5 < np.median(level - expected) < (9 if recipe.channels == 8 else 1)
    assert np.all(level[expected < -90] < -60)
    assert not list(tmp_path.glob("*.npy"))


def test_loudness_is_that_of_the_whole_film(tmp_path: Path) -> None:
    film = make(Recipe(seconds=6), tmp_path)
    _, heard = listen(film, tmp_path)
    integrated, _ = sound_io.measured_loudness(film)
    mean = 10 * np.log10((10 ** (heard.loudness[2:-2] / 10)).mean())
    assert mean == pytest.approx(integrated, abs=0.5)


def test_sound_that_does_not_decode_is_told_of(tmp_path: Path) -> None:
    film = make(Recipe(seconds=2), tmp_path)
    media = probe(film, settings.load(environ={}), quick=False)
    garbled(film, media.audio[0].index)
    with pytest.raises(CorruptFootage):
        hear(film, media, media.audio[0], tmp_path, never)
    assert not list(tmp_path.glob("*.npy"))


def garbled(film: Path, index: int) -> None:
    """Overwrites all packets of a stream."""
    with av.open(str(film)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(container.streams[index]) if packet.size]
    with film.open("r+b") as file:
        for at, size in places:
            file.seek(at)
            file.write(b"\xff" * size)


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    film = make(Recipe(seconds=2), tmp_path)
    media = probe(film, settings.load(environ={}), quick=False)
    with pytest.raises(Cancelled):
        hear(film, media, media.audio[0], tmp_path, lambda: True)


@pytest.mark.slow
def test_a_long_film_needs_little_memory(tmp_path: Path) -> None:
    part = make(Recipe(seconds=20, rate="10", size=(64, 48), video=(*H264, "-g", "100")), tmp_path)
    film = tmp_path / "long.mp4"
    command = [sound_io.ffmpeg(), "-nostdin", "-v", "error", "-stream_loop", "119", "-i", str(part)]
    subprocess.run([*command, "-c", "copy", str(film)], check=True, timeout=120)
    out, steps = tmp_path / "out.npy", tmp_path / "steps.npy"
    read = [sys.executable, "-I", str(READER), "hear", str(film), str(out), str(steps), "1", "0/1", "24000"]
    # Through a small process of its own: a child's figure includes what its parent had when it was started.
    weigh = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    weighed = subprocess.run([sys.executable, "-c", weigh, *read], check=True, stdout=subprocess.PIPE, timeout=400)
    assert np.load(out).shape == (24_000, 5) and np.load(steps).shape == (240_000, 3)
    assert np.load(out)[-50:-10, 0].min() > -40
    assert int(weighed.stdout) * 1024 < MOST_MEMORY


def spoken_words() -> Sequence[tuple[float, float]]:
    told = json.loads((FOOTAGE / "speech_manifesto_88s.json").read_text(encoding="utf-8"))
    return [(word["start"], word["end"]) for sentence in told for word in sentence["words"]]


@pytest.mark.footage
def test_a_narration_is_speech_and_its_pauses_lie_between_words(tmp_path: Path) -> None:
    _, heard = listen(clip("speech_manifesto_88s.mp4"), tmp_path)
    speech = voices.speech(heard)
    words = spoken_words()
    said = [speech[round(start * BLOCKS) : round(end * BLOCKS) + 1].max() >= voices.SPOKEN for start, end in words]
    assert np.mean(said) > 0.95
    pauses = voices.pauses(heard, speech)
    cut = [start for start, end in words for pause in pauses if start + 0.05 < pause.mean() < end - 0.05]
    assert len(cut) <= 2
    gaps = [(one[1], other[0]) for one, other in itertools.pairwise(words) if other[0] - one[1] > 0.3]
    found = [any(pause[0] < end and pause[1] > start for pause in pauses) for start, end in gaps]
    assert np.mean(found) > 0.9
    assert listening.music(heard).max() < 0.5


@pytest.mark.footage
@pytest.mark.parametrize("name", [*MUSIC, *NO_SPEECH])
def test_music_and_effects_are_hardly_ever_speech(name: str, tmp_path: Path) -> None:
    _, heard = listen(clip(name), tmp_path)
    assert np.mean(voices.speech(heard) >= voices.SPOKEN) < (0.06 if name in MUSIC else 0.01)
    if name in MUSIC:
        assert np.mean(listening.music(heard) > 0.5) > 0.7
