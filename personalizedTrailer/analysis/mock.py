"""The documented simulation: scenes of 6 to 18 s with emotions and labels drawn from the taste, no footage read."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterable
from fractions import Fraction

from personalizedTrailer.model import Analysis, Character, Metrics, Profile, Scene, Span

SHORTEST_SECONDS = 6
LONGEST_SECONDS = 18
ONE_SCENE_SECONDS = 12
"""A source shorter than this is one scene."""
EVERYDAY_EMOTIONS = ("Neutral", "Joy", "Fear")
EVERYDAY_LABELS = ("Landscape", "Dialogue", "Crowd", "Vehicle", "Logo")
NAMES = ("Lead", "Supporting", "Cameo")


def simulate(frames: int, rate: Fraction, digest: str, profile: Profile) -> Analysis:
    """The analysis of a film of `frames` at `rate` per second.

    The same `digest` of the content and the same profile give the same analysis in every process; `elapsed_ms`
    is 0, as nothing here reads the clock.
    """
    seed = hashlib.sha256(f"analysis\0{digest}\0{profile.id}".encode()).digest()
    rng = random.Random(int.from_bytes(seed, "big"))
    spans = _spans(frames, rate, rng)
    scenes = tuple(_scene(number, span, profile, rng) for number, span in enumerate(spans, start=1))
    return Analysis(
        analyser="mock",
        simulated=True,
        scenes=scenes,
        dominant_emotions=profile.dominant_emotions,
        metrics=Metrics(
            detected_people=rng.randint(5, 14),
            detected_locations=rng.randint(2, 6),
            detected_objects=rng.randint(10, 22),
        ),
    )


def _spans(frames: int, rate: Fraction, rng: random.Random) -> list[Span]:
    """Scene spans that cover the source to its end, each of 6 to 18 s in whole frames.

    A remainder under 6 s joins the scene before it, which is halved if that makes it longer than 18 s.
    """
    if frames < ONE_SCENE_SECONDS * rate:
        return [Span(0, frames)]
    shortest, longest = math.ceil(SHORTEST_SECONDS * rate), math.floor(LONGEST_SECONDS * rate)
    spans: list[Span] = []
    cursor = 0
    while cursor < frames:
        drawn = int(rng.uniform(SHORTEST_SECONDS, LONGEST_SECONDS) * float(rate))
        end = cursor + min(longest, max(shortest, drawn))
        if frames - end < shortest:
            end = frames
        spans.extend(_halved(Span(cursor, end), longest))
        cursor = end
    return spans


def _halved(span: Span, longest: int) -> list[Span]:
    if span.frames <= longest:
        return [span]
    middle = span.start + span.frames // 2
    return [Span(span.start, middle), Span(middle, span.end)]


def _scene(number: int, span: Span, profile: Profile, rng: random.Random) -> Scene:
    emotions = rng.sample(_distinct(profile.dominant_emotions, EVERYDAY_EMOTIONS), k=2)
    label_pool = _distinct(profile.foreground_tags, EVERYDAY_LABELS)
    labels = rng.sample(label_pool, k=3)
    characters = tuple(
        Character(rng.choice(NAMES), round(rng.uniform(72, 98), 2), emotions[0]) for _ in range(rng.randint(1, 3))
    )
    return Scene(
        number=number,
        span=span,
        emotions=tuple(emotions),
        labels=tuple(labels),
        characters=characters,
        highlights=tuple(rng.sample(_distinct(labels, emotions), k=2)),
        key_frame=span.start + span.frames // 2,
    )


def _distinct(*pools: Iterable[str]) -> list[str]:
    """The words of all pools, each once, in fixed order, so that a word named twice is not drawn twice."""
    return list(dict.fromkeys(word for pool in pools for word in pool))
