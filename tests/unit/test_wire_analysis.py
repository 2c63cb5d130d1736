"""What was measured of a film, in the job object."""

from __future__ import annotations

from dataclasses import replace

from personalizedTrailer import wire
from personalizedTrailer.model import Analysis, Evidence, Finding, Metrics, Scene, Shot, Signals, Span
from tests.unit import media_samples

MEDIA = media_samples.MEDIA
SCENE = Scene(1, Span(0, 60), ("Tense",), ("Chase",), (), (), 30)
FOUND = Analysis("local", False, (SCENE,), ("Tense",), Metrics(None, None, None))


def test_what_was_measured() -> None:
    """Names are camelCase there, and what was not measured is null."""
    finding = Finding("label", "Chase", 0.61234, (Evidence("cut_density", 0.8),))
    scene = replace(SCENE, signals=Signals(cut_density=0.25, speech=None), findings=(finding,))
    one = Shot(1, Span(0, 60), "start", "cut", Span(0, 60))
    shown = wire.analysis(
        replace(FOUND, scenes=(scene,), shots=(one,), intensity=(0.5, 0.25), speed="full"), MEDIA, "f"
    )
    (told,) = shown["scenes"]  # type: ignore[misc]
    assert told["signals"]["cutDensity"] == 0.25 and told["signals"]["speech"] is None
    evidence = [{"signal": "cutDensity", "value": 0.8}]
    assert told["evidence"] == [{"kind": "label", "name": "Chase", "confidence": 0.612, "evidence": evidence}]
    (shot,) = shown["shots"]  # type: ignore[misc]
    assert (shot["startFrame"], shot["frames"], shot["begins"], shot["ends"]) == (0, 60, "start", "cut")
    assert shown["intensity"] == {"secondsPerValue": 1, "values": [0.5, 0.25]} and shown["speed"] == "full"
