"""What is found in a film, at the terminal."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from personalizedTrailer.cli import main
from tests.media.drawn_shots import black, faded, shot, write
from tests.media.sound_io import ffmpeg


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one, two, three = shot(31, 40), shot(32, 60), shot(33, 60)
    pictures = [
        *one,
        *two[:40],
        *faded(two[40:], into=False),
        *black(6),
        *faded(three[:20], into=True),
        *three[20:],
    ]
    return write(pictures, tmp_path_factory.mktemp("shots") / "film.mp4")


def test_shots_as_json(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(film), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["film"] == "film.mp4" and told["seconds"] == round(166 / 24, 3)
    shots = told["shots"]
    assert [(found["begins"], found["ends"]) for found in shots] == [
        ("start", "cut"),
        ("cut", "fade"),
        ("fade", "fade"),
        ("fade", "end"),
    ]
    assert shots[1]["startFrame"] == 40 and shots[1]["start"] == round(40 / 24, 3)
    assert shots[0]["startFrame"] == 0
    for before, after in pairwise(shots):
        assert before["startFrame"] + before["frames"] == after["startFrame"]
    assert shots[-1]["startFrame"] + shots[-1]["frames"] == 166
    for found in shots:
        clear = range(found["clearStartFrame"], found["clearStartFrame"] + found["clearFrames"])
        assert set(clear) <= set(range(found["startFrame"], found["startFrame"] + found["frames"]))
    assert shots[1]["clearStartFrame"] == 40 and 32 <= shots[1]["clearFrames"] <= 48, "without its fade"
    assert shots[3]["clearStartFrame"] > shots[3]["startFrame"] + 6
    signals = [found["measures"] for found in shots]
    assert signals[2]["darkness"] > 0.6 > signals[0]["darkness"] + 0.2
    assert signals[2]["luma"] < signals[0]["luma"]
    assert all(found["loudness"] is None and found["speech"] is None for found in signals), "it has no sound"
    assert all(set(found["signals"]) >= {"motion", "cutDensity", "arousal", "faces"} for found in shots)
    assert all(found["signals"]["speech"] is None for found in shots)
    assert told["pauses"] == [[0.0, told["seconds"]]]


def test_scenes_as_json(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(film), "--mode", "local", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    scenes = told["scenes"]
    assert sum(scene["frames"] for scene in scenes) == 166 and scenes[0]["startFrame"] == 0
    for scene in scenes:
        assert scene["emotions"] and scene["signals"]["arousal"] is not None
        named = {one["name"] for one in scene["evidence"] if one["kind"] != "kept_out"}
        assert named | {"Neutral"} >= {*scene["emotions"], *scene["labels"]}
        assert all(one["evidence"] and 0 < one["confidence"] <= 1 for one in scene["evidence"])
    assert told["keptOut"] == [
        {name: scene[name] for name in ("sceneId", "start", "end", "keptOut")}
        for scene in scenes
        if scene["keptOut"]
    ]
    assert [one["keptOut"] for one in told["keptOut"]] == ["black"]
    assert told["speed"] == "full" and len(told["intensity"]["values"]) == 7
    assert "sound_not_measured" in {one["code"] for one in told["warnings"]}
    assert told["dominantEmotions"] and told["metrics"]["coverageRatio"] == 1


def test_a_film_is_drawn_over_its_curves(film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "film.png"
    assert main(["analyze", str(film), "--plot", str(out)]) == 0
    assert "Scenes of film.mp4" in capsys.readouterr().out
    with Image.open(out) as drawn:
        picture = np.asarray(drawn.convert("RGB"), np.int64)
    assert picture.shape[1] == 1800 and picture.shape[0] > 500
    strip = picture[40:150, 100:600]
    assert strip.mean() > 60, "a key frame, not the ground"


def test_what_cannot_be_drawn(film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(film), "--plot", str(tmp_path / "film.pdf")]) == 2
    assert "png or jpg" in capsys.readouterr().err
    assert main(["analyze", str(film), "--plot", str(tmp_path / "none" / "film.png")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_what_is_heard_is_told_by_shot(film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Silence for the first half, then a loud tone that is held."""
    sounding = tmp_path / "film.mp4"
    tone = "aevalsrc='if(gt(t,3.5),0.3*sin(2*PI*440*t),0)':s=48000:d=6.9"
    command = [ffmpeg(), "-nostdin", "-v", "error", "-i", str(film), "-f", "lavfi", "-i", tone, "-shortest"]
    subprocess.run([*command, "-c:v", "copy", "-c:a", "aac", str(sounding)], check=True, timeout=60)
    assert main(["analyze", str(sounding), "--json"]) == 0
    first, *_, last = json.loads(capsys.readouterr().out)["shots"]
    assert first["measures"]["silence"] == 1 and last["measures"]["silence"] < 0.2
    assert first["measures"]["loudness"] == -70 and -20 < last["measures"]["loudness"] < -5
    assert last["measures"]["speech"] == 0


def test_shots_as_a_table(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(film)]) == 0
    shown = capsys.readouterr().out
    assert "Shots of film.mp4" in shown and "1.667" in shown and "fade" in shown


def test_what_is_no_film(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(tmp_path / "none.mp4")]) == 2
    assert "There is no file" in capsys.readouterr().err
    text = tmp_path / "text.mp4"
    text.write_text("no film" * 100)
    assert main(["analyze", str(text), "--json"]) == 3
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
