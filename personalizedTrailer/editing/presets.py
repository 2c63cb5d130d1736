"""The four preset tastes and the two documented wire forms of a profile."""

from __future__ import annotations

from typing import Any

from personalizedTrailer.model import Profile

PRESETS: tuple[Profile, ...] = (
    Profile(
        id="action_enthusiast",
        label="Action Enthusiast",
        summary="High-intensity pacing, heroic set pieces, and adrenaline-fueled score cues.",
        dominant_emotions=("Excited", "Tense"),
        foreground_tags=("Explosion", "Chase", "Hero"),
        audio_style="orchestral-hybrid",
        preferred_emotions=("excited", "intense", "tense"),
        preferred_tags=("action", "explosion", "chase", "fight", "combat", "car", "weapon"),
        emotion_weight=1.5,
        tag_weight=2.0,
        clip_seconds=2.2,
    ),
    Profile(
        id="family_viewer",
        label="Family Viewer",
        summary="Humor, warmth, ensemble moments, and inclusive storytelling arcs.",
        dominant_emotions=("Joy", "Calm"),
        foreground_tags=("Family", "Friendship", "Heartwarming"),
        audio_style="uplifting-pop",
        preferred_emotions=("happy", "calm", "content"),
        preferred_tags=("family", "child", "animal", "nature", "celebration", "friendship"),
        emotion_weight=2.0,
        tag_weight=1.5,
        clip_seconds=3.4,
    ),
    Profile(
        id="thriller_buff",
        label="Thriller Buff",
        summary="Mystery hooks, dramatic reveals, and escalating tension beats.",
        dominant_emotions=("Fear", "Surprise"),
        foreground_tags=("Mystery", "Plot Twist", "Shadow"),
        audio_style="pulse-synth",
        preferred_emotions=("tense", "surprised", "confused"),
        preferred_tags=("dark", "shadow", "mystery", "suspense", "investigation", "secret"),
        emotion_weight=2.5,
        tag_weight=1.0,
        clip_seconds=2.8,
    ),
    Profile(
        id="romance_devotee",
        label="Romance Devotee",
        summary="Intimate character moments, sweeping vistas, and emotive dialogue.",
        dominant_emotions=("Love", "Hope"),
        foreground_tags=("Couple", "Sunset", "Monologue"),
        audio_style="piano-ambient",
        preferred_emotions=("happy", "content", "love"),
        preferred_tags=("couple", "kiss", "romance", "wedding", "date", "embrace", "flower"),
        emotion_weight=2.0,
        tag_weight=2.0,
        clip_seconds=4.0,
    ),
)

_DEFAULT_FORM_SUMMARIES = {
    "action_enthusiast": "Focuses on high-energy scenes with explosions, chases, and fight sequences.",
    "family_viewer": "Highlights heartwarming moments and family-friendly content.",
    "thriller_buff": "Emphasizes suspenseful and mysterious scenes.",
    "romance_devotee": "Showcases romantic interactions and emotional connections.",
}


def preset_form(profile: Profile) -> dict[str, Any]:
    """The form of `PROFILE_PRESETS` and of GET /profiles."""
    return {
        "id": profile.id,
        "label": profile.label,
        "summary": profile.summary,
        "preferences": {
            "dominantEmotions": list(profile.dominant_emotions),
            "foregroundTags": list(profile.foreground_tags),
            "audioStyle": profile.audio_style,
        },
    }


def default_form(profile: Profile) -> dict[str, Any]:
    """The form of `DEFAULT_PROFILES`, in which the presets have summaries of their own."""
    return {
        "id": profile.id,
        "label": profile.label,
        "summary": _DEFAULT_FORM_SUMMARIES.get(profile.id, profile.summary),
        "preferredEmotions": list(profile.preferred_emotions),
        "preferredTags": list(profile.preferred_tags),
        "emotionWeight": profile.emotion_weight,
        "tagWeight": profile.tag_weight,
    }


PROFILE_PRESETS: list[dict[str, Any]] = [preset_form(profile) for profile in PRESETS]
DEFAULT_PROFILES: list[dict[str, Any]] = [default_form(profile) for profile in PRESETS]
