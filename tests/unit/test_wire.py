"""The public job object: every key in every state, seconds and frames, names and doubles."""

from __future__ import annotations

import json
from dataclasses import replace

from personalizedTrailer import wire
from personalizedTrailer.editing.profiles import PRESETS, preset_form
from personalizedTrailer.editing.variants import PRIMARY
from personalizedTrailer.model import (
    Character,
    JobError,
    Loudness,
)
from tests.unit.wire_samples import FOUND, MEDIA, QUEUED, SCENES, assembled, completed

KEYS = (
    "jobId status submittedAt startedAt completedAt mode requestedMode synthetic input progress timings "
    "warnings providers analysis personalization assembly assemblies deliverables error"
)


def test_every_key_is_there_in_every_state() -> None:
    failed = replace(QUEUED, status="failed", error=JobError("corrupt_media", "Bad.", "analysis", "footage"))
    for one in (QUEUED, completed(), failed):
        shown = wire.job(one)
        assert list(shown) == KEYS.split(" ")
        json.dumps(shown, allow_nan=False)


def test_unknown_is_none() -> None:
    shown = wire.job(QUEUED)
    unknown = "startedAt completedAt mode providers analysis personalization assembly assemblies deliverables error"
    assert all(shown[key] is None for key in unknown.split())
    assert shown["timings"] == {} and shown["warnings"] == []
    assert shown["requestedMode"] == "mock"
    assert shown["submittedAt"] == "2025-10-24T10:30:00.250Z"
    assert shown["progress"] == {
        "stage": "upload",
        "stageIndex": 1,
        "stageCount": 7,
        "percent": 0.0,
        "message": "Waiting",
        "secondsLeft": None,
    }


def test_input() -> None:
    assert wire.job(QUEUED)["input"] == {
        "sourceFile": "film.mp4",
        "profile": preset_form(PRESETS[0]),
        "targetLanguage": "en",
        "subtitleLanguage": "fr",
        "maxDurationSeconds": 30,
        "outputFormat": "mov",
        "includeCaptions": True,
        "includeStoryboard": False,
        "userId": None,
    }


def test_analysis() -> None:
    shown = wire.analysis(
        replace(FOUND, scenes=(replace(SCENES[1], characters=(Character("Lead", 90.5, "Joy"),)),)), MEDIA, "f"
    )
    assert shown["totalDuration"] == 20.02
    assert (shown["width"], shown["height"]) == MEDIA.video.display_size
    assert shown["simulated"] is True and shown["analyser"] == "mock"
    assert shown["metrics"] == {
        "analysisMs": 900,
        "detectedPeople": 5,
        "detectedLocations": None,
        "detectedObjects": 11,
        "coverageSeconds": 5.005,
        "coverageRatio": 0.25,
    }
    (scene,) = shown["scenes"]  # type: ignore[misc]
    assert scene == {
        "sceneId": "scene_2",
        "start": 5.005,
        "end": 10.01,
        "duration": 5.005,
        "startFrame": 120,
        "frames": 120,
        "emotions": ["Joy", "Fear"],
        "labels": ["Hero"],
        "characters": [
            {"name": "Lead", "confidence": 90.5, "emotion": "Joy", "ageRange": None, "gender": None, "smile": None}
        ],
        "keyVisual": "frame_02.jpg",
        "highlights": ["Hero", "Joy"],
        "keptOut": None,
        "signals": None,
        "evidence": [],
    }
    assert shown["shots"] == [] and shown["intensity"] is None and shown["speed"] is None


def test_personalization() -> None:
    shown = wire.job(completed())["personalization"]
    assert shown["rankedScenes"][0] == {  # type: ignore[index]
        "sceneId": "scene_1",
        "start": 0.0,
        "end": 5.005,
        "duration": 5.005,
        "score": 0.9,
        "normalizedStart": 0.0,
        "reasons": [{"signal": "emotion", "weight": 0.6, "value": 0.5, "contribution": 0.3}],
    }
    assert [pick["sceneId"] for pick in shown["selectedScenes"]] == ["scene_1", "scene_3"]  # type: ignore[index]
    assert shown["targetDuration"] == 30 and shown["estimatedDuration"] == 4.004  # type: ignore[index]
    variant = shown["variants"][0]  # type: ignore[index]
    assert (variant["id"], variant["name"]) == ("variant_0", "Opening Act")
    assert variant["description"] == "Emphasizes the beginning and setup"
    assert variant["distribution"] == {"early": "60%", "middle": "30%", "late": "10%"}
    assert variant["achievedDistribution"] == {"early": "50%", "middle": "33.3%", "late": "16.7%"}
    assert variant["estimatedDuration"] == 4.004
    assert len(shown["variants"]) == 4  # type: ignore[index]


def test_estimates_are_unknown_until_the_timelines_stand() -> None:
    shown = wire.job(replace(completed(), assemblies=()))["personalization"]
    assert shown["estimatedDuration"] is None  # type: ignore[index]
    assert all(variant["estimatedDuration"] is None for variant in shown["variants"])  # type: ignore[index]


def test_assembly() -> None:
    loud = Loudness(-14.0, -20.5, -14.1, -2.2, 6.4, 0.5)
    shown = wire.assembly(replace(assembled("primary", PRIMARY), loudness=loud))
    assert "variantId" not in shown
    first, last = shown["timeline"]  # type: ignore[misc]
    assert first == {
        "sceneId": "scene_1",
        "in": 0.0,
        "out": 2.002,
        "sourceStart": 1.001,
        "sourceEnd": 3.003,
        "sourceStartFrame": 24,
        "frames": 48,
        "speed": 1,
        "handles": {"padBefore": 0.25, "padAfter": 0.0},
        "transition": "fade",
        "transitionSeconds": 0.5,
        "audioCue": "rise",
    }
    assert last["outro"] == "fade" and last["transitionSeconds"] == 0.0
    assert shown["renditions"] == [
        {"label": "1080p", "width": 1920, "height": 1080, "key": "master", "top": True, "copiedShare": 0.25},
        {
            "label": "720p",
            "width": 1280,
            "height": 720,
            "key": "master_720p",
            "top": False,
            "copiedShare": None,
        },
    ]
    plan = shown["audioPlan"]
    assert plan["cues"][1] == {"at": 2.002, "cue": "drop", "rendered": False}  # type: ignore[index]
    assert plan["loudness"]["achievedLufs"] == -14.1  # type: ignore[index]


def test_the_alternatives_say_which_they_are() -> None:
    shown = wire.job(completed())["assemblies"]
    assert [one["variantId"] for one in shown] == [f"variant_{n}" for n in range(4)]  # type: ignore[union-attr, index]
    assert shown[3]["name"] == "Balanced Mix"  # type: ignore[index]
    assert shown[0]["renditions"][1]["key"] == "trailer_variant_0_720p"  # type: ignore[index]


def test_summary() -> None:
    keys = "jobId status submittedAt completedAt mode sourceFile profileId durationSeconds progress posterUrl spans"
    assert list(wire.summary(QUEUED)) == keys.split(" ")
    assert wire.summary(QUEUED)["spans"] is None and wire.summary(QUEUED)["posterUrl"] is None
    shown = wire.summary(completed())
    assert shown["durationSeconds"] == 20.02
    assert list(shown["spans"]) == ["primary", "variant_0", "variant_1", "variant_2", "variant_3"]  # type: ignore[call-overload]
    assert shown["spans"]["primary"] == [[1.001, 3.003], [10.427, 12.429]]  # type: ignore[index]


def test_wire_knows_nothing_above_it() -> None:
    import ast
    from pathlib import Path

    allowed = ("personalizedTrailer.model", "personalizedTrailer.errors", "personalizedTrailer.wire")
    for path in Path(wire.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("personalizedTrailer"):
                assert (node.module or "").startswith(allowed), path
