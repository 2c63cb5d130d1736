"""Each rule for emotions fires on what it means, and on nothing near it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from personalizedTrailer.analysis.local import emotions
from personalizedTrailer.analysis.local.company import Company
from personalizedTrailer.analysis.local.traits import Traits
from personalizedTrailer.model import Finding
from tests.unit.analysis.made import at, made_traits

Rule = Callable[[Traits], Finding | None]

TWO = Company(2, 0.3, 0.9)
BANG = {"onset": at(4, 0.8, 0.05, 0.1, 8), "low": at(4, 0.7, 0.1, 1, 8), "loudness": at(4, 0.8, 0.5, 1, 8)}
LOUDER = {"lufs": at(6, -15, -30, 2, 8), "loudness": at(6, 0.8, 0.3, 2, 8)}
LOUDER_SHOT = {"lufs": at(4.2, -15, -30, 3.8, 8), "loudness": at(4.2, 0.8, 0.3, 3.8, 8)}
"""There is a cut at 4 s, after which the window of the loudness takes a while to be full."""
DAWN = {"luma": np.linspace(0.2, 0.6, 80), "warmth": np.linspace(-0.1, 0.2, 80)}
FIREWORKS: dict[str, Any] = {"luma": 0.1, "dark": 0.9, "text": at(2, 0.02, 0.002, 3, 8)}

FIRES: list[tuple[Rule, str, dict[str, Any]]] = [
    (emotions.excited, "Excited", {"arousal": 0.7, "valence": 0.5}),
    (emotions.tense, "Tense", {"arousal": 0.6, "valence": 0.35}),
    (emotions.joy, "Joy", {"arousal": 0.45, "valence": 0.65}),
    (emotions.joy, "Joy", {"arousal": 0.5, "valence": 0.2, "seen": FIREWORKS}),
    (emotions.fear, "Fear", {"arousal": 0.5, "valence": 0.35, "seen": {"luma": 0.15}}),
    (emotions.calm, "Calm", {"arousal": 0.3, "valence": 0.58}),
    (emotions.love, "Love", {"arousal": 0.35, "valence": 0.6, "faces": TWO}),
    (emotions.hope, "Hope", {"arousal": 0.4, "seen": DAWN}),
    (emotions.surprise, "Surprise", {"arousal": 0.4, "before": 0.4, "heard": BANG}),
    (emotions.surprise, "Surprise", {"arousal": 0.4, "before": 0.4, "heard": LOUDER}),
    (emotions.surprise, "Surprise", {"arousal": 0.4, "before": 0.4, "seen": {"luma": at(4, 0.8, 0.3, 0.2, 8)}}),
]
SILENT: list[tuple[Rule, str, dict[str, Any]]] = [
    (emotions.excited, "an ordinary scene", {"arousal": 0.5}),
    (emotions.tense, "a pleasant look", {"arousal": 0.6, "valence": 0.6}),
    (emotions.tense, "nothing that happens", {"arousal": 0.4, "valence": 0.3}),
    (emotions.tense, "fireworks", {"arousal": 0.6, "valence": 0.2, "seen": FIREWORKS}),
    (emotions.joy, "a sad look", {"arousal": 0.45, "valence": 0.4}),
    (emotions.joy, "lamps in the dark", {"arousal": 0.5, "valence": 0.2, "seen": FIREWORKS | {"fixed": 0.02}}),
    (emotions.fear, "fireworks", {"arousal": 0.5, "valence": 0.2, "seen": FIREWORKS}),
    (emotions.fear, "a bright picture", {"arousal": 0.5, "valence": 0.35, "seen": {"luma": 0.5}}),
    (emotions.calm, "much that happens", {"arousal": 0.6}),
    (emotions.calm, "quiet in the dark", {"arousal": 0.3, "valence": 0.25}),
    (emotions.calm, "quiet where nothing pleases", {"arousal": 0.3, "valence": 0.45}),
    (emotions.love, "nobody looked for faces", {"arousal": 0.35, "valence": 0.6}),
    (emotions.love, "a crowd", {"arousal": 0.35, "valence": 0.6, "faces": Company(8, 0.3, 0.9)}),
    (emotions.hope, "dusk", {"arousal": 0.4, "seen": {name: curve[::-1] for name, curve in DAWN.items()}}),
    (emotions.surprise, "noise after noise", {"arousal": 0.8, "before": 0.8, "heard": BANG}),
    (emotions.surprise, "words after a pause", {"arousal": 0.4, "before": 0.4, "heard": LOUDER | {"speech": 1.0}}),
    (emotions.surprise, "a cut to a louder shot", {"arousal": 0.4, "before": 0.4, "heard": LOUDER_SHOT}),
    (emotions.surprise, "quiet", {"arousal": 0.4, "before": 0.4, "heard": {}}),
]


@pytest.mark.parametrize(
    ("rule", "name", "given"), FIRES, ids=[f"{name}-{n}" for n, (_, name, _) in enumerate(FIRES)]
)
def test_a_rule_fires(rule: Rule, name: str, given: dict[str, Any]) -> None:
    found = rule(made_traits(**given))
    assert found is not None and (found.kind, found.name) == ("emotion", name)
    assert emotions.LEAST <= found.confidence <= 0.8
    assert {"arousal", "valence"} <= {one.signal for one in found.evidence}


@pytest.mark.parametrize(("rule", "what", "given"), SILENT, ids=[what for _, what, _ in SILENT])
def test_a_rule_does_not_fire(rule: Rule, what: str, given: dict[str, Any]) -> None:
    found = rule(made_traits(**given))
    assert found is None or found.confidence < emotions.LEAST, what


def test_what_leans_on_valence_is_never_sure() -> None:
    given: dict[str, Any] = {"arousal": 0.45, "valence": 1.0, "faces": TWO, "seen": DAWN}
    found = {one.name: one.confidence for one in emotions.emotions(made_traits(**given))}
    assert {"Joy", "Love", "Hope"} <= set(found)
    assert max(found[name] for name in ("Joy", "Love", "Hope")) <= 0.5


def test_every_rule_is_tested() -> None:
    assert {rule for rule, _, _ in FIRES} == set(emotions.RULES) == {rule for rule, _, _ in SILENT}
