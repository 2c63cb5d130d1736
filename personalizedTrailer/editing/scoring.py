"""How well each scene suits a taste: Part 2's simulated score, and Part 1's match of real findings."""

from __future__ import annotations

from collections.abc import Iterable

from personalizedTrailer.editing.chance import seeded
from personalizedTrailer.editing.words import canonical
from personalizedTrailer.model import Analysis, Profile, RankedScene, Reason, Scene

BASE_RANGE = (0.6, 0.98)
EMOTION_BONUS = 0.15
"""Added to the weight for each emotion of the scene that the taste names."""
TAG_BONUS = 0.10
EMOTION_PART = 0.6
"""Of the composite score: the guide's `emotion_score × 0.6 + tag_score × 0.4`."""
TAG_PART = 0.4


def rank_mock(analysis: Analysis, profile: Profile, digest: str, max_duration: int) -> tuple[RankedScene, ...]:
    """Scenes by Part 2's formula `min(1, random(0.6, 0.98) × (1 + 0.15 per emotion + 0.10 per tag))`, best first.

    Seeded by the content's digest, the profile's id and `max_duration` in seconds; ties in scene order.
    """
    rng = seeded("selection", digest, profile.id, max_duration)
    return _best_first(_simulated(scene, profile, rng.uniform(*BASE_RANGE)) for scene in analysis.scenes)


def rank_by_taste(analysis: Analysis, profile: Profile) -> tuple[RankedScene, ...]:
    """Scenes by Part 1's formula `emotion_score × 0.6 + tag_score × 0.4`, from 0 to 1, best first.

    Each of the two scores is the share of the scene's words that the taste names in either form, times the
    profile's weight for it, at most 1; ties in scene order.
    """
    emotions = _canonical_set((*profile.preferred_emotions, *profile.dominant_emotions))
    tags = _canonical_set((*profile.preferred_tags, *profile.foreground_tags))
    return _best_first(_matched(scene, profile, emotions, tags) for scene in analysis.scenes)


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


def _matched(scene: Scene, profile: Profile, emotions: frozenset[str], tags: frozenset[str]) -> RankedScene:
    emotion_score = min(1.0, _share(scene.emotions, emotions) * profile.emotion_weight)
    tag_score = min(1.0, _share(scene.labels, tags) * profile.tag_weight)
    reasons = (
        Reason("emotion_match", EMOTION_PART, emotion_score, EMOTION_PART * emotion_score),
        Reason("tag_match", TAG_PART, tag_score, TAG_PART * tag_score),
    )
    return RankedScene(scene.number, round(sum(reason.contribution for reason in reasons), 3), reasons)


def _share(found: tuple[str, ...], wanted: frozenset[str]) -> float:
    return sum(canonical(word) in wanted for word in found) / len(found) if found else 0.0


def _canonical_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(canonical(word) for word in words)
