"""What models of the user's say of a scene, as findings beside those of the rules. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from personalizedTrailer.analysis.local.likeness import Likeness, expressed_in, seen_in
from personalizedTrailer.analysis.local.models.loading import Looks
from personalizedTrailer.model import Evidence, Finding, FindingKind, Profile, Span

LEAST = 0.5
"""Confidence from which a model is believed: CLIP says 0.25 where it cannot decide."""
_FEELINGS = {"happiness": "Joy", "surprise": "Surprise", "fear": "Fear"}
"""Expressions that have a name among our emotions; what a face expresses need not be what is felt."""


def words_of(profile: Profile) -> tuple[str, ...]:
    """What CLIP is to look for: all that the taste names, each once."""
    return tuple(dict.fromkeys(word.lower() for word in (*profile.preferred_tags, *profile.foreground_tags)))


def labels(looks: Looks, span: Span) -> tuple[Finding, ...]:
    """Words that the pictures of a stretch show."""
    return _findings("label", "clip", [(one.word.title(), one) for one in seen_in(looks.words, span) or ()])


def emotions(looks: Looks, span: Span) -> tuple[Finding, ...]:
    """What the faces of a stretch express."""
    known = [
        (_FEELINGS[one.word], one) for one in expressed_in(looks.expressions, span) or () if one.word in _FEELINGS
    ]
    return _findings("emotion", "expression", known)


def _findings(kind: FindingKind, model: str, named: Sequence[tuple[str, Likeness]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(kind, name, one.confidence, (Evidence(model, one.confidence),))
        for name, one in named
        if one.confidence >= LEAST
    )


def surest(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each name once, by the surest that says it, surest first."""
    best: dict[str, Finding] = {}
    for one in sorted(findings, key=lambda one: -one.confidence):
        best.setdefault(one.name, one)
    return tuple(best.values())
