"""Amazon Rekognition's image operations on pictures of ours: labels, faces and celebrities.

Emotions are what faces express: AWS says that they are no determination of what somebody feels. Nothing is decided by
predicted age or gender.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from personalizedTrailer.cloud.calls import Answer, Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import DETECT_FACES, DETECT_LABELS, RECOGNIZE_CELEBRITIES, Operation
from personalizedTrailer.errors import AwsFault

MOST_BYTES = 5_242_880
"""Of a picture that is sent with the request; boto3 does not check it."""
MOST_LABELS = 25
LEAST_LABEL = 55.0
"""Confidence, 0 to 100, as Rekognition gives it."""
_EXPRESSED = ["EMOTIONS", "AGE_RANGE", "GENDER", "SMILE"]


@dataclass(frozen=True, slots=True)
class Box:
    """Shares of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    name: str
    confidence: float
    """0 to 1."""
    parents: tuple[str, ...]
    aliases: tuple[str, ...]
    categories: tuple[str, ...]
    is_located: bool
    """Whether it is a thing with a place in the picture, and not the scene as a whole."""


@dataclass(frozen=True, slots=True)
class Face:
    box: Box
    confidence: float
    """0 to 1, that it is a face."""
    expression: str | None
    """AWS's word for the surest one: HAPPY, FEAR, …; None where it was not asked for, or is unknown."""
    expressed: float
    """How sure that is, 0 to 1."""
    age: tuple[int, int] | None
    gender: str | None
    smile: bool | None


@dataclass(frozen=True, slots=True)
class Celebrity:
    name: str
    confidence: float
    """0 to 1, that the face is theirs."""
    box: Box


def labels(aws: Aws, picture: bytes) -> tuple[Label, ...]:
    """Surest first. Raises AwsFault or Cancelled, as the others."""
    answer = _ask(aws, DETECT_LABELS, picture, MaxLabels=MOST_LABELS, MinConfidence=LEAST_LABEL)
    found = (_label(one) for one in _listed(DETECT_LABELS, answer, "Labels"))
    return tuple(sorted((one for one in found if one), key=lambda one: -one.confidence))


def faces(aws: Aws, picture: bytes, *, expressions: bool) -> tuple[Face, ...]:
    """Largest first. Without `expressions` it asks where faces are and nothing else about them."""
    answer = _ask(aws, DETECT_FACES, picture, Attributes=_EXPRESSED if expressions else ["DEFAULT"])
    found = (_face(one) for one in _listed(DETECT_FACES, answer, "FaceDetails"))
    return tuple(sorted(found, key=lambda one: -one.box.height * one.box.width))


def celebrities(aws: Aws, picture: bytes) -> tuple[Celebrity, ...]:
    """Surest first."""
    answer = _ask(aws, RECOGNIZE_CELEBRITIES, picture)
    found = [
        Celebrity(one["Name"], _share(one.get("MatchConfidence")), _box(one.get("Face", {})))
        for one in _listed(RECOGNIZE_CELEBRITIES, answer, "CelebrityFaces")
        if one.get("Name")
    ]
    return tuple(sorted(found, key=lambda one: -one.confidence))


def _ask(aws: Aws, operation: Operation, picture: bytes, **more: Any) -> Answer:
    if len(picture) > MOST_BYTES:
        raise AwsFault(
            f"A picture of {len(picture)} bytes is too large for Amazon Rekognition.",
            provider=operation.provider,
            kind="item",
            aws_code="ImageTooLargeException",
        )
    return aws.call(operation, {"Image": {"Bytes": picture}, **more})


def _listed(operation: Operation, answer: Answer, key: str) -> list[dict[str, Any]]:
    """A list that AWS always gives, empty where there is nothing: without it the answer is a half one."""
    if not isinstance(found := answer.get(key), list):
        raise wrong_answer(operation, f"without {key}")
    return found


def _label(given: dict[str, Any]) -> Label | None:
    if not given.get("Name"):
        return None
    return Label(
        name=given["Name"],
        confidence=_share(given.get("Confidence")),
        parents=_names(given.get("Parents")),
        aliases=_names(given.get("Aliases")),
        categories=_names(given.get("Categories")),
        is_located=bool(given.get("Instances")),
    )


def _face(given: dict[str, Any]) -> Face:
    feelings = [one for one in given.get("Emotions") or [] if one.get("Type") not in (None, "UNKNOWN")]
    surest: dict[str, Any] = max(feelings, key=lambda one: one.get("Confidence", 0.0), default={})
    ages = given.get("AgeRange") or {}
    return Face(
        box=_box(given),
        confidence=_share(given.get("Confidence")),
        expression=surest.get("Type"),
        expressed=_share(surest.get("Confidence")),
        age=(ages["Low"], ages["High"]) if {"Low", "High"} <= ages.keys() else None,
        gender=(given.get("Gender") or {}).get("Value"),
        smile=(given.get("Smile") or {}).get("Value"),
    )


def _box(given: dict[str, Any]) -> Box:
    box = given.get("BoundingBox") or {}
    return Box(*(float(box.get(side, 0.0)) for side in ("Left", "Top", "Width", "Height")))


def _names(given: list[dict[str, Any]] | None) -> tuple[str, ...]:
    return tuple(one["Name"] for one in given or [] if one.get("Name"))


def _share(percent: float | None) -> float:
    return min(1.0, max(0.0, (percent or 0.0) / 100))
