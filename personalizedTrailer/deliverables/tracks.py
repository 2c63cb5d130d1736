"""Which of a film's sound tracks a trailer gets, and why."""

from __future__ import annotations

from dataclasses import dataclass

from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.model import AudioStream, MediaInfo, Provider, Scalar


@dataclass(frozen=True, slots=True)
class AudioChoice:
    """A track of sound, and how it came to be taken."""

    track: AudioStream | None
    """None where the film has none."""
    reason: str
    fallback_reason: str | None = None
    """One sentence where the film's tags say that it is in another language than was asked for, or not the film's
    own sound."""


def choose_audio(media: MediaInfo, language: str) -> AudioStream | None:
    """The track of `audio_choice` alone."""
    return audio_choice(media, language).track


def audio_choice(media: MediaInfo, language: str) -> AudioChoice:
    """The track tagged with `language`, else the default one, else the first.

    Commentary, descriptions and the like are taken only where the film has no other sound.
    """
    if not media.audio:
        return AudioChoice(None, "the film has no sound")
    wanted = language_of(language)
    own = [track for track in media.audio if track.role is None]
    candidates = own or list(media.audio)
    tagged = [track for track in candidates if language_of(track.language) == wanted]
    taken = min(tagged or candidates, key=lambda track: not track.default)
    if len(media.audio) == 1:
        reason = "it is the only one"
    elif tagged:
        reason = f"it is tagged {taken.language}"
    else:
        reason = "it is the default one" if taken.default else "it is the first one"
    return AudioChoice(taken, reason, _fallback(taken, language))


def _fallback(taken: AudioStream, language: str) -> str | None:
    """What is known to be otherwise than asked for; nothing is known of a track without a tag."""
    if taken.role:
        return f"The film has no sound but {taken.role.replace('_', ' ')}."
    if language_of(taken.language) not in (None, language_of(language)):
        return f"The film has no sound that is tagged {language}; {track_name(taken)} was taken."
    return None


def as_provider(choice: AudioChoice) -> Provider:
    """How the job tells of it."""
    details: dict[str, Scalar] = {"track": track_name(choice.track), "reason": choice.reason}
    if choice.track is not None:
        details["language"] = language_of(choice.track.language)
    if choice.fallback_reason:
        details["fallbackReason"] = choice.fallback_reason
    return Provider("source" if choice.track else "silent", details)


def track_name(track: AudioStream | None) -> str:
    """How the job names it: `stream 1 (eng)`, `stream 1`, or `silent`."""
    if track is None:
        return "silent"
    return f"stream {track.index} ({track.language})" if track.language else f"stream {track.index}"
