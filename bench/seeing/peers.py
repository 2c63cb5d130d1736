"""PySceneDetect's detectors with their defaults, in a virtual environment of their own: `python peers.py FILM …`.

Prints {film: {detector: [seconds at which a shot begins, …]}}.
"""

from __future__ import annotations

import json
import sys

from scenedetect import (
    AdaptiveDetector,
    ContentDetector,
    HashDetector,
    HistogramDetector,
    SceneManager,
    open_video,
)

DETECTORS = {
    "PySceneDetect adaptive": AdaptiveDetector,
    "PySceneDetect content": ContentDetector,
    "PySceneDetect hash": HashDetector,
    "PySceneDetect histogram": HistogramDetector,
}


def found(film: str, name: str) -> list[float]:
    manager = SceneManager()
    manager.add_detector(DETECTORS[name]())
    manager.detect_scenes(open_video(film))
    return [start.get_seconds() for start, _ in manager.get_scene_list()[1:]]


if __name__ == "__main__":
    json.dump({film: {name: found(film, name) for name in DETECTORS} for film in sys.argv[1:]}, sys.stdout)
