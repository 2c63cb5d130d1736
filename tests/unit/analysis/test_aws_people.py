"""Faces and names of a scene's frames, labels and kinds of scenes."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from personalizedTrailer.analysis.aws.archetypes import archetype, catalogue
from personalizedTrailer.analysis.aws.looking import Sight
from personalizedTrailer.analysis.aws.people import NAMED_FROM, people, shared
from personalizedTrailer.analysis.aws.sampling import Look
from personalizedTrailer.analysis.aws.scenes import MOST_LABELS, enriched, enriched_moments
from personalizedTrailer.cloud.personalize import MOST_ITEMS
from personalizedTrailer.cloud.rekognition import Box, Celebrity, Face, Label
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.model import Evidence, Finding, Moment, Scene, Signals, Span

LEFT, RIGHT = Box(0.1, 0.2, 0.2, 0.4), Box(0.6, 0.2, 0.2, 0.4)
LOOK = Look(1, 10, exact=True)
boxes = st.builds(Box, *(st.floats(0, 1) for _ in range(4)))


def face(box: Box, expression: str | None = "HAPPY", expressed: float = 0.9) -> Face:
    return Face(box, 0.99, expression, expressed, (25, 35), "Female", smile=True)


def label(name: str, confidence: float = 0.9, *parents: str, category: str = "Events") -> Label:
    return Label(name, confidence, parents, (), (category,), is_located=False)


def scene(*findings: Finding, **more: object) -> Scene:
    return Scene(1, Span(0, 240), ("Neutral",), (), (), (), 10, findings=findings, **more)  # type: ignore[arg-type]


def names(sights: list[Sight]) -> list[str]:
    return [person.name for person in people(sights)]


def test_a_name_is_for_the_face_that_it_is_of() -> None:
    star = Celebrity("Ada Example", 0.97, RIGHT)
    found = people([Sight(LOOK, (), (face(LEFT, "SAD"), face(RIGHT)), (star,))])
    assert [(one.name, one.emotion) for one in found] == [("Ada Example", "Happy"), ("Person", "Sad")]


def test_a_doubtful_name_is_none() -> None:
    star = Celebrity("Ada Example", NAMED_FROM - 0.01, RIGHT)
    assert names([Sight(LOOK, (), (face(RIGHT),), (star,))]) == ["Person"]
    elsewhere = Celebrity("Ada Example", 0.99, LEFT)
    assert names([Sight(LOOK, (), (face(RIGHT),), (elsewhere,))]) == ["Person"]


def test_who_is_seen_again_is_not_counted_again() -> None:
    star = Celebrity("Ada Example", 0.97, LEFT)
    two = Sight(LOOK, (), (face(LEFT), face(RIGHT)), (star,))
    assert names([two, two, Sight(LOOK, (), (face(RIGHT),))]) == ["Ada Example", "Person"]


@given(boxes, boxes)
def test_boxes_share_no_more_than_all(one: Box, other: Box) -> None:
    assert 0 <= shared(one, other) <= 1 + 1e-9
    assert shared(one, other) == pytest.approx(shared(other, one))


def test_labels_are_the_most_exact_and_what_the_taste_names_comes_first() -> None:
    seen = [
        label("Person", 0.99, category="Person Description"),
        label("Vehicle", 0.98),
        label("Car", 0.97, "Vehicle"),
        *(label(f"Thing {number}", 0.95) for number in range(20)),
        label("Explosion", 0.6),
    ]
    (found,) = enriched([scene()], [Sight(LOOK, tuple(seen))], PRESETS[0])
    rekognition = [one for one in found.findings if one.evidence[0].signal == "rekognition"]
    assert len(rekognition) == MOST_LABELS
    assert {"Explosion", "Car"} <= set(found.labels) and not {"Person", "Vehicle"} & set(found.labels)


def test_an_alias_stands_where_the_taste_uses_it() -> None:
    automobile = Label("Automobile", 0.9, (), ("Car",), (), is_located=True)
    (found,) = enriched([scene()], [Sight(LOOK, (automobile,))], PRESETS[0])
    assert found.labels == ("Car",)


def test_what_this_machine_found_stays() -> None:
    ours = Finding("label", "Dialogue", 0.6, (Evidence("speech", 0.8),))
    felt = Finding("emotion", "Tense", 0.4, (Evidence("arousal", 0.7),))
    (found,) = enriched([scene(ours, felt)], [Sight(LOOK, (label("Fire"),), (face(LEFT),))], PRESETS[0])
    assert set(found.labels) == {"Fire", "Dialogue"} and found.emotions == ("Joy", "Tense")


def test_a_shot_has_what_was_seen_in_it_and_no_other() -> None:
    ours = Finding("label", "Dialogue", 0.6, (Evidence("speech", 0.8),))
    shots = [Moment(Span(0, 20), Signals(), (ours,)), Moment(Span(20, 40), Signals(), (ours,))]
    one, other = enriched_moments(shots, [Sight(LOOK, (label("Fire"),), (face(LEFT),))], PRESETS[0])
    assert [found.name for found in one.findings] == ["Fire", "Dialogue", "Joy"] and other == shots[1]


def test_the_expression_of_a_small_face_is_not_believed() -> None:
    far = face(Box(0.1, 0.1, 0.02, 0.02))
    (found,) = enriched([scene()], [Sight(LOOK, (), (far,))], PRESETS[0])
    assert found.emotions == ("Neutral",) and found.characters[0].emotion == "Happy"


@pytest.mark.parametrize("kept", [True, False])
def test_nothing_is_said_of_what_nobody_was_shown(kept: bool) -> None:
    sights = [Sight(LOOK, (label("Fire"),))] if kept else []
    one = scene(kept_out="credits" if kept else None)
    assert enriched([one], sights, PRESETS[0]) == (one,)


def test_every_archetype_is_in_the_catalogue() -> None:
    items = list(catalogue())
    assert len(items) == len(set(items)) <= MOST_ITEMS
    assert all(re.fullmatch(r"[a-z]+\|[a-z]+\|[a-z]+", item) for item in items)


@given(
    st.lists(st.sampled_from(["Fire", "Car", "Sea", "Dialogue", "Couple", "Unheard of"]), max_size=4),
    st.one_of(st.none(), st.builds(Signals, arousal=st.floats(0, 1), faces=st.floats(0, 1))),
)
def test_every_scene_is_of_a_kind_that_is_known(labels: list[str], signals: Signals | None) -> None:
    findings = tuple(Finding("label", name, 0.9, ()) for name in labels)
    assert archetype(scene(*findings, signals=signals)) in set(catalogue())


def test_kinds_are_told_apart() -> None:
    fire = Finding("label", "Fire", 0.9, ())
    loud = scene(fire, signals=Signals(arousal=0.9, faces=0.8))
    assert archetype(loud) == "explosion|high|close"
    assert archetype(scene(signals=Signals(arousal=0.1, faces=0.0))) == "other|low|none"
