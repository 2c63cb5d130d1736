"""The demo film: its story is complete, and the film that is made is what its truth says."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from demo.effects import EFFECTS
from demo.film import make, size, subrip
from demo.score import STYLES
from demo.sets import SETS
from demo.sound import CEILING, mix
from demo.story import FPS, LABELS, MOODS, Placed, upto, whole, window
from demo.synth import RATE
from demo.truth import truth

SECONDS = 16.0
PROFILES = {
    "action": {"Explosion", "Chase", "Hero", "Vehicle"},
    "family": {"Family", "Friendship", "Heartwarming"},
    "thriller": {"Mystery", "Plot Twist", "Shadow"},
    "romance": {"Couple", "Sunset"},
}


def _ffmpeg() -> str:
    found = shutil.which("ffmpeg")
    if found:
        return found
    imageio_ffmpeg = pytest.importorskip("imageio_ffmpeg")
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def _third(placed: Placed) -> int:
    return min(2, (placed.start + placed.end) * 3 // (2 * whole()[-1].end))


def _soft(shot: dict[str, Any]) -> range:
    """The frames whose step from the one before belongs to a soft transition."""
    first, last = shot.get("window", (0, -1))
    return range(first, last + 1)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    out = make(tmp_path_factory.mktemp("film") / "short.mp4", _ffmpeg(), SECONDS, 320)
    yield out, json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pictures(film: tuple[Path, dict[str, Any]]) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
    with av.open(str(film[0])) as box:
        return [f.to_ndarray(format="rgb24").astype(np.float32) for f in box.decode(video=0)]


def test_the_story_is_long_and_varied_enough() -> None:
    story = whole()
    assert len(story) >= 40
    assert 120 <= story[-1].end / FPS <= 180
    lengths = [p.seconds for p in story]
    assert min(lengths) >= 0.79
    assert max(lengths) <= 10
    assert np.std(np.log(lengths)) > 0.4
    assert len({p.shot.camera for p in story}) >= 5
    kinds = Counter(p.shot.opening for p in story)
    assert kinds["cut"] > 30
    assert kinds["dissolve"] >= 3
    assert kinds["fade"] >= 3
    assert kinds["start"] == 1


def test_shots_follow_one_another_without_gap() -> None:
    story = whole()
    assert story[0].start == 0
    for one, other in pairwise(story):
        assert one.end == other.start
        assert other.index == one.index + 1
        assert one.end - one.start > 18 + 2 or other.shot.opening == "cut"
        first, last = window(other)
        assert one.start <= first <= last <= other.end


def test_moods_and_labels_serve_every_profile_in_every_third() -> None:
    story = whole()
    assert {p.shot.mood for p in story} == set(MOODS)
    assert {label for p in story for label in p.shot.labels} == set(LABELS)
    for third in range(3):
        part = [p for p in story if _third(p) == third]
        assert {p.shot.mood for p in part} == set(MOODS)
        seen = {label for p in part for label in p.shot.labels}
        assert len(seen) >= 13
        for wanted in PROFILES.values():
            assert len(seen & wanted) >= 2


def test_every_name_in_the_story_exists() -> None:
    for placed in whole():
        assert placed.shot.scene in SETS
        assert placed.shot.sequence in STYLES
        for cue in placed.shot.cues:
            assert cue.name in EFFECTS
            assert 0 <= cue.at < cue.at + cue.long <= placed.seconds + 0.05


def test_lines_lie_inside_their_shots() -> None:
    story = whole()
    told = truth(story, *size(1280))
    assert 18 <= len(told["subtitles"]) <= 30
    for line in told["subtitles"]:
        assert 1.2 <= round(line["end"] - line["start"], 3) <= 4
        assert any(s["start"] - 0.001 <= line["start"] < line["end"] <= s["end"] + 0.001 for s in told["shots"])
    for voice in told["speechLike"]:
        assert any(s["start"] <= voice["start"] < voice["end"] <= s["end"] for s in told["subtitles"])
    for one, other in pairwise(told["subtitles"]):
        assert one["end"] <= other["start"]


def test_the_truth_is_the_same_every_time() -> None:
    assert json.dumps(truth(whole(), 1280, 720)) == json.dumps(truth(upto(None), 1280, 720))
    assert {n["reason"] for n in truth(whole(), 1280, 720)["notCuts"]} >= {"white flash", "whip pan"}


def test_a_shortened_film_keeps_the_first_shots() -> None:
    short = upto(SECONDS)
    assert short[-1].end == round(SECONDS * FPS)
    assert [p.start for p in short] == [p.start for p in whole()][: len(short)]
    assert subrip(short).count("-->") < subrip(whole()).count("-->")


def test_the_same_pixels_every_time(tmp_path: Path) -> None:
    one = make(tmp_path / "one.mp4", _ffmpeg(), 1.0, 160)
    other = make(tmp_path / "other.mp4", _ffmpeg(), 1.0, 160)
    assert one.with_suffix(".json").read_bytes() == other.with_suffix(".json").read_bytes()
    with av.open(str(one)) as a, av.open(str(other)) as b:
        for x, y in zip(a.decode(video=0), b.decode(video=0), strict=True):
            assert np.array_equal(x.to_ndarray(format="rgb24"), y.to_ndarray(format="rgb24"))


def test_picture_sound_and_subtitles_are_as_long_as_told(
    film: tuple[Path, dict[str, Any]], pictures: list[np.ndarray[Any, np.dtype[np.float32]]]
) -> None:
    out, told = film
    assert len(pictures) == told["frames"] == round(SECONDS * FPS)
    assert pictures[0].shape == (told["height"], told["width"], 3)
    with av.open(str(out)) as box:
        sound = box.streams.audio[0]
        assert sound.rate == 48000
        assert sound.channels == 2
        samples = sum(f.samples for f in box.decode(audio=0))
        lines = box.streams.subtitles[0]
        assert lines.codec_context.name == "mov_text"
        assert lines.language == "eng"
    assert abs(samples / 48000 - told["durationSeconds"]) < 0.05


def test_cuts_are_where_the_truth_says(
    film: tuple[Path, dict[str, Any]], pictures: list[np.ndarray[Any, np.dtype[np.float32]]]
) -> None:
    _, told = film
    steps = [float(np.abs(b - a).mean()) for a, b in pairwise(pictures)]
    cuts = {s["startFrame"] for s in told["shots"] if s["kind"] == "cut"}
    assert cuts
    for frame in cuts:
        assert steps[frame - 1] > 12
    excused = {f for n in told["notCuts"] for f in range(n["frame"] - 1, n["endFrame"] + 1)}
    excused |= {f for s in told["shots"] for f in _soft(s)}
    calm = [v for f, v in enumerate(steps, 1) if f not in cuts | excused]
    assert max(calm) < 10


def test_the_sound_is_whole_and_never_too_loud() -> None:
    story = upto(8.0)
    samples = mix(story)
    assert samples.shape == (story[-1].end * RATE // FPS, 2)
    assert bool(np.isfinite(samples).all())
    assert float(np.abs(samples).max()) <= CEILING
    assert float(np.abs(np.diff(samples, axis=0)).max()) < 0.5


@pytest.mark.parametrize("width", [64, 321, 640])
def test_any_width_gives_an_even_wide_picture(width: int) -> None:
    wide, high = size(width)
    assert wide % 2 == high % 2 == 0
    assert abs(wide / high - 16 / 9) < 0.1
