"""Each rule for labels fires on what it means, and on nothing near it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from personalizedTrailer.analysis.local import labels
from personalizedTrailer.analysis.local.company import Company
from personalizedTrailer.analysis.local.traits import Traits
from personalizedTrailer.model import Finding
from tests.unit.analysis.made import at, made_traits

Rule = Callable[[Traits], Finding | None]

BANG = {
    "onset": at(4, 0.8, 0.05, 0.1, 8),
    "low": at(4, 0.7, 0.1, 1, 8),
    "loudness": at(4, 0.8, 0.5, 1, 8),
}
FLASH = {"luma": at(4, 0.7, 0.3, 0.3, 8)}
RUSH: dict[str, Any] = {"motion": 1.5, "shots": (1.0, 1.5, 2.0, 1.2), "looks": ((0.0,),) * 4}
TALK = {"speech": 0.0} | {"speech": at(0, 1, 0, 6, 8)}
TURNS = ((0.0, 0.0), (2.0, 2.0), (0.1, 0.0), (2.0, 2.1))
ONE, TWO, FOUR, MANY = (Company(count, 0.3, 0.8) for count in (1, 2, 4, 9))
FIREWORKS: dict[str, Any] = {"luma": 0.1, "dark": 0.9, "contrast": 0.2, "text": at(2, 0.02, 0.002, 3, 8)}

FIRES: list[tuple[Rule, str, dict[str, Any]]] = [
    (labels.explosion, "Explosion", {"heard": BANG, "seen": FLASH}),
    (labels.chase, "Chase", RUSH),
    (labels.sunset, "Sunset", {"seen": {"glow": 0.6, "luma": 0.4}}),
    (labels.shadow, "Shadow", {"seen": {"luma": 0.12, "dark": 0.7, "contrast": 0.2}}),
    (labels.landscape, "Landscape", {"seen": {"sky": 0.7, "green": 0.5}, "motion": -0.5}),
    (labels.landscape, "Landscape", {"seen": {"green": 0.7, "glow": 0.5}, "motion": -0.5}),
    (labels.landscape, "Landscape", {"seen": {"water": 0.7}, "motion": -0.5}),
    (labels.celebration, "Celebration", {"seen": FIREWORKS}),
    (labels.people, "Couple", {"faces": TWO}),
    (labels.people, "Family", {"faces": FOUR}),
    (labels.people, "Crowd", {"faces": MANY}),
    (labels.dialogue, "Dialogue", {"heard": TALK, "faces": TWO}),
    (labels.dialogue, "Dialogue", {"heard": TALK, "looks": TURNS}),
    (labels.monologue, "Monologue", {"heard": TALK, "faces": ONE}),
    (labels.monologue, "Monologue", {"heard": TALK, "faces": Company(0, 0.0, 0.0)}),
]

SILENT: list[tuple[Rule, str, dict[str, Any]]] = [
    (labels.explosion, "a film without sound", {"seen": FLASH}),
    (labels.explosion, "a bang without light", {"heard": BANG}),
    (labels.explosion, "light that stays", {"heard": BANG, "seen": {"luma": at(4, 0.7, 0.3, 4, 8)}}),
    (labels.explosion, "light without a bang", {"heard": {}, "seen": FLASH}),
    (labels.explosion, "a crash of cymbals", {"heard": BANG | {"low": 0.05}, "seen": FLASH}),
    (labels.chase, "little that moves", RUSH | {"motion": 0.2}),
    (labels.chase, "long shots", RUSH | {"shots": (8.0,)}),
    (labels.chase, "three blows within a second", RUSH | {"shots": (0.3, 0.3, 0.4)}),
    (labels.sunset, "a film that is red all through", {"seen": {"glow": 0.6, "luma": 0.4}, "usual_glow": 0.6}),
    (labels.sunset, "a fire in the dark", {"seen": {"glow": 0.6, "luma": 0.08}}),
    (labels.shadow, "a bright picture", {"seen": {"luma": 0.5, "dark": 0.1}}),
    (labels.shadow, "a plain dark one", {"seen": {"luma": 0.1, "dark": 0.9, "contrast": 0.02}}),
    (labels.landscape, "a face on a meadow", {"seen": {"green": 0.7}, "motion": -0.5, "faces": ONE}),
    (labels.landscape, "things that move", {"seen": {"green": 0.7}, "motion": 1.0}),
    (labels.landscape, "false colours", {"seen": {"sky": 0.7, "water": 0.7, "saturation": 0.95}, "motion": -0.5}),
    (labels.landscape, "a red wall", {"seen": {"glow": 0.8}, "motion": -0.5}),
    (labels.shadow, "fireworks", {"seen": FIREWORKS}),
    (labels.celebration, "letters on black", {"seen": FIREWORKS | {"fixed": 0.02}}),
    (labels.celebration, "lamps that stay as many", {"seen": FIREWORKS | {"text": 0.01}}),
    (labels.celebration, "sparks by day", {"seen": FIREWORKS | {"dark": 0.3}}),
    (labels.people, "one face", {"faces": ONE}),
    (labels.people, "faces that are hardly seen", {"faces": Company(4, 0.3, 0.1)}),
    (labels.people, "nobody looked", {}),
    (labels.dialogue, "silence", {"heard": {}, "faces": TWO}),
    (labels.dialogue, "one speaker in one shot", {"heard": TALK, "faces": ONE}),
    (labels.monologue, "nobody looked for faces", {"heard": TALK}),
    (labels.monologue, "two who speak in turn", {"heard": TALK, "faces": ONE, "looks": TURNS}),
    (labels.monologue, "a word now and then", {"heard": {"speech": at(0, 1, 0, 2, 8)}, "faces": ONE}),
]


@pytest.mark.parametrize(
    ("rule", "name", "given"), FIRES, ids=[f"{name}-{n}" for n, (_, name, _) in enumerate(FIRES)]
)
def test_a_rule_fires(rule: Rule, name: str, given: dict[str, Any]) -> None:
    found = rule(made_traits(**given))
    assert found is not None and (found.kind, found.name) == ("label", name)
    assert labels.LEAST <= found.confidence <= 0.9
    assert found.evidence and all(np.isfinite(one.value) for one in found.evidence)


@pytest.mark.parametrize(("rule", "what", "given"), SILENT, ids=[what for _, what, _ in SILENT])
def test_a_rule_does_not_fire(rule: Rule, what: str, given: dict[str, Any]) -> None:
    assert rule(made_traits(**given)) is None, what


def test_labels_are_surest_first() -> None:
    found = labels.labels(made_traits(heard=BANG, seen=FLASH, faces=TWO, **{k: v for k, v in RUSH.items()}))
    assert {"Explosion", "Chase", "Couple"} == {one.name for one in found}
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


def test_nothing_is_claimed_that_cannot_be_seen() -> None:
    named = {name for _, name, _ in FIRES}
    assert not named & {"Hero", "Friendship", "Mystery", "Plot Twist", "Vehicle"}
    assert {rule for rule, _, _ in FIRES} == set(labels.RULES)
    assert {rule for rule, _, _ in SILENT} == set(labels.RULES)


def test_sky_and_ground_together_are_surer_and_sky_alone_is_no_label() -> None:
    sky, ground, both = (
        labels.landscape(made_traits(seen=seen, motion=-0.5))
        for seen in ({"sky": 0.7}, {"green": 0.7}, {"sky": 0.7, "green": 0.7})
    )
    assert sky and ground and both and sky.confidence < labels.LEAST < ground.confidence < both.confidence


def test_shots_that_come_back_are_counted() -> None:
    assert labels.alternations(np.array(TURNS)) == 2
    assert labels.alternations(np.zeros((5, 2))) == 0, "one look all through"
    assert labels.alternations(np.arange(10.0).reshape(5, 2)) == 0, "another each time"
    assert labels.alternations(np.zeros((2, 2))) == 0
