"""A film whose shots are red, green or blue, and a Rekognition that knows what each colour shows."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.aws.stub import AwsStub
from tests.media.drawn_shots import shot, write
from tests.media.sound_io import ffmpeg

ORDER = "rgbrbgrgbgrb"
"""A letter a shot."""
SHOT_FRAMES = 72
TINTS = {"r": (1.0, 0.25, 0.2), "g": (0.2, 1.0, 0.25), "b": (0.2, 0.3, 1.0)}
STAR = "Ada Example"
HERO_BOX = {"Width": 0.2, "Height": 0.4, "Left": 0.3, "Top": 0.2}


def make(folder: Path, order: str = ORDER) -> Path:
    """3 s a shot, at 24 frames a second, with a tone."""
    frames = [
        frame * np.asarray(TINTS[letter]) for seed, letter in enumerate(order) for frame in shot(seed, SHOT_FRAMES)
    ]
    silent = write(frames, folder / "silent.mp4")
    film = folder / "coloured.mp4"
    tone = ["-f", "lavfi", "-i", "sine=frequency=330"]
    command = [ffmpeg(), "-nostdin", "-v", "error", "-y", "-i", str(silent), *tone, "-c:v", "copy", "-shortest"]
    subprocess.run([*command, str(film)], check=True, timeout=60)
    return film


def colour(picture: bytes) -> str:
    """The letter of the shot that a JPEG is of."""
    mean = np.asarray(Image.open(BytesIO(picture)).convert("RGB"), np.float64).mean(axis=(0, 1))
    return "rgb"[int(mean.argmax())]


def teach(stub: AwsStub) -> None:
    """Red shows an explosion and somebody furious, green a forest, blue a star who laughs beside a stranger."""
    stub.on("rekognition", "DetectLabels", lambda asked: {"Labels": LABELS[_seen(asked)]})
    stub.on("rekognition", "DetectFaces", lambda asked: {"FaceDetails": _faces(_seen(asked), asked)})
    stub.on("rekognition", "RecognizeCelebrities", lambda asked: _stars(_seen(asked)))


def _seen(asked: dict[str, Any]) -> str:
    return colour(asked["Image"]["Bytes"])


def _label(name: str, confidence: float, category: str, *parents: str, boxes: int = 0) -> dict[str, Any]:
    return {
        "Name": name,
        "Confidence": confidence,
        "Parents": [{"Name": parent} for parent in parents],
        "Aliases": [],
        "Categories": [{"Name": category}],
        "Instances": [{"BoundingBox": HERO_BOX, "Confidence": confidence}] * boxes,
    }


LABELS = {
    "r": [
        _label("Explosion", 97.5, "Damage Detection", "Fire"),
        _label("Fire", 98.0, "Damage Detection"),
        _label("Car", 91.0, "Vehicles and Automotive", "Vehicle", boxes=1),
        _label("Vehicle", 91.0, "Vehicles and Automotive"),
        _label("Person", 99.0, "Person Description", boxes=1),
    ],
    "g": [_label("Forest", 96.0, "Nature and Outdoors", "Nature"), _label("Nature", 96.0, "Nature and Outdoors")],
    "b": [_label("Adult", 99.0, "Person Description"), _label("Sea", 88.0, "Nature and Outdoors")],
}


def _face(kind: str, sure: float, box: dict[str, float], asked: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"BoundingBox": box, "Confidence": 99.5}
    if "EMOTIONS" in asked["Attributes"]:
        told["Emotions"] = [{"Type": kind, "Confidence": sure}, {"Type": "CALM", "Confidence": 100 - sure}]
        told["AgeRange"] = {"Low": 25, "High": 35}
        told["Gender"] = {"Value": "Female", "Confidence": 98.0}
        told["Smile"] = {"Value": kind == "HAPPY", "Confidence": 95.0}
    return told


def _faces(letter: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    stranger = {"Width": 0.1, "Height": 0.15, "Left": 0.7, "Top": 0.3}
    return {
        "r": [_face("ANGRY", 92.0, HERO_BOX, asked)],
        "g": [],
        "b": [_face("CALM", 60.0, stranger, asked), _face("HAPPY", 95.0, HERO_BOX, asked)],
    }[letter]


def _stars(letter: str) -> dict[str, Any]:
    star = {"Name": STAR, "Id": "x1", "MatchConfidence": 98.5, "Face": {"BoundingBox": HERO_BOX}}
    return {"CelebrityFaces": [star] if letter == "b" else [], "UnrecognizedFaces": []}
