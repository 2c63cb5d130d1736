"""How well each scene suits a taste: Part 2's simulated score, and Part 1's match of real findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.quality import quality, varied
from personalizedTrailer.editing.taste import taste
from personalizedTrailer.model import Analysis, Finding, Moment, Profile, RankedScene, Reason, Scene

BASE_RANGE = (0.6, 0.98)
EMOTION_BONUS = 0.15
"""Added to the weight for each emotion of the scene that the taste names."""
TAG_BONUS = 0.10
QUALITY_PART = 0.1
"""What the best picture and sound add to a score."""
VARIETY_PART = 0.1
"""What is added for being unlike all better scenes."""


def rank_mock(analysis: Analysis, profile: Profile, digest: str, max_duration: int) -> tuple[RankedScene, ...]:
    """Scenes by Part 2's formula `min(1, random(0.6, 0.98) × (1 + 0.15 per emotion + 0.10 per tag))`, best first.

    Seeded by the content's digest, the profile's id and `max_duration` in seconds; ties in scene order.
    """
    rng = seeded("selection", digest, profile.id, max_duration)
    return _best_first(_simulated(scene, profile, rng.uniform(*BASE_RANGE)) for scene in analysis.scenes)


def rank_by_taste(analysis: Analysis, profile: Profile) -> tuple[RankedScene, ...]:
    """Scenes by Part 1's formula `emotion_score × 0.6 + tag_score × 0.4`, from 0 to 1, best first.

    How the two scores come about is said in `taste`. Where signals were measured, quality adds up to QUALITY_PART, and
    what is unlike better scenes up to VARIETY_PART. Ties in scene order.
    """
    measured = [(scene, scene.signals) for scene in analysis.scenes if scene.signals and scene.kept_out is None]
    likes = taste(profile, [signals for _, signals in measured])
    reasons = {
        scene.number: [*likes.reasons(scene.signals, _findings(scene)), *_quality(scene)]
        for scene in analysis.scenes
    }
    sums = [sum(reason.contribution for reason in reasons[scene.number]) for scene, _ in measured]
    news = varied(sums, [signals for _, signals in measured], VARIETY_PART)
    for (scene, _), new in zip(measured, news, strict=True):
        reasons[scene.number].append(_term("variety", VARIETY_PART, new))
    return _best_first(_summed(number, terms) for number, terms in reasons.items())


def likings(moments: Sequence[Moment], profile: Profile, frames: int) -> NDArray[np.float32]:
    """How much each of `frames` is to a taste, 0 to 1, by Part 1's formula for its shot; 0 where nothing is known."""
    likes = taste(profile, [moment.signals for moment in moments])
    found = np.zeros(frames, np.float32)
    for moment in moments:
        terms = likes.reasons(moment.signals, moment.findings)
        found[moment.span.start : moment.span.end] = min(1.0, sum(term.contribution for term in terms))
    return found


def _findings(scene: Scene) -> tuple[Finding, ...]:
    """What was found; where nobody says how sure it is, its words are sure."""
    if scene.findings or scene.signals:
        return scene.findings
    emotions = (Finding("emotion", word, 1.0, ()) for word in scene.emotions)
    return (*emotions, *(Finding("label", word, 1.0, ()) for word in scene.labels))


def _quality(scene: Scene) -> list[Reason]:
    found = quality(scene.signals) if scene.signals else None
    return [] if found is None else [_term("quality", QUALITY_PART, found)]


def _term(signal: str, weight: float, value: float) -> Reason:
    return Reason(signal, weight, round(value, 6), round(weight * value, 6))


def _summed(number: int, reasons: list[Reason]) -> RankedScene:
    total = sum(reason.contribution for reason in reasons)
    if total > 1.0:
        reasons = [*reasons, Reason("cap", 1.0, round(1.0 - total, 6), round(1.0 - total, 6))]
    return RankedScene(number, min(1.0, round(total, 3)), tuple(reasons))


def _best_first(scenes: Iterable[RankedScene]) -> tuple[RankedScene, ...]:
    return tuple(sorted(scenes, key=lambda ranked: (-ranked.score, ranked.scene)))


def _simulated(scene: Scene, profile: Profile, base: float) -> RankedScene:
    emotions = sum(emotion in profile.dominant_emotions for emotion in scene.emotions)
    tags = sum(label in profile.foreground_tags for label in scene.labels)
    weight = 1.0 + EMOTION_BONUS * emotions + TAG_BONUS * tags
    score = min(1.0, round(base * weight, 3))
    reasons = [
        Reason("base", 1.0, round(base, 6), round(base, 6)),
        Reason("emotion_match", EMOTION_BONUS, float(emotions), round(base * EMOTION_BONUS * emotions, 6)),
        Reason("tag_match", TAG_BONUS, float(tags), round(base * TAG_BONUS * tags, 6)),
    ]
    over = score - sum(reason.contribution for reason in reasons)
    if base * weight > 1.0:
        reasons.append(Reason("cap", 1.0, round(over, 6), round(over, 6)))
    return RankedScene(scene.number, score, tuple(reasons))
