"""What an analyser found: scenes with emotions, labels and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from personalizedTrailer.model.footage import Span


@dataclass(frozen=True, slots=True)
class Warning:
    code: str
    message: str


BorderKind = Literal["start", "cut", "fade", "dissolve", "keyframe", "end"]
"""How shots follow each other; the first begins, and the last ends, with the film. A `keyframe` is one that looks other
than that before it, where nothing between them was looked at: the border lies there or a little earlier."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Frames that one camera took without a break."""

    number: int
    """From 1, in source order."""
    span: Span
    begins: BorderKind
    ends: BorderKind
    clear: Span
    """Its frames that are known not to be mixed with another shot or with black."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured of a stretch of film, as means over it; None where there was nothing to measure."""

    luma: float | None = None
    """0 black to 1 white."""
    contrast: float | None = None
    """Spread of luma in the middle of the picture: 0 plain to 1 half black and half white."""
    darkness: float | None = None
    """Share of the picture that is nearly black."""
    saturation: float | None = None
    """0 grey to about 1."""
    warmth: float | None = None
    """-1 blue to 1 red."""
    sharpness: float | None = None
    """Of edges; 0 where there are none, as in a blur."""
    motion: float | None = None
    """How much the picture changes from frame to frame beside what the camera does, 0 to 1."""
    camera: float | None = None
    """How far the camera moves, in widths of the picture a second."""
    loudness: float | None = None
    """LUFS, the median of the momentary loudness (ITU-R BS.1770-4)."""
    onsets: float | None = None
    """A second."""
    silence: float | None = None
    """Share of its time."""
    speech: float | None = None
    """Share of its time."""
    music: float | None = None
    """Share of its time."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What a stretch of film is like, each 0 to 1 within its film; None where it was not measured."""

    motion: float | None = None
    """Of things, beside what the camera does."""
    camera: float | None = None
    """How fast the camera moves."""
    cut_density: float | None = None
    luma: float | None = None
    contrast: float | None = None
    saturation: float | None = None
    warmth: float | None = None
    darkness: float | None = None
    sharpness: float | None = None
    loudness: float | None = None
    onsets: float | None = None
    silence: float | None = None
    """Share of its time."""
    speech: float | None = None
    """Share of its time."""
    music: float | None = None
    """Share of its time."""
    faces: float | None = None
    """How many, how large and how steady."""
    arousal: float | None = None
    valence: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a finding: the name of a signal, and what it was."""

    signal: str
    value: float


FindingKind = Literal["label", "emotion", "kept_out"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A label or an emotion of a scene, or a reason to keep it out of trailers, and why it is thought to be there."""

    kind: FindingKind
    name: str
    confidence: float
    """0 to 1."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A shot, or what of it lies in one scene that may be used, and what it is like on its own."""

    span: Span
    signals: Signals
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Character:
    name: str
    confidence: float
    """0 to 100."""
    emotion: str
    """What the face expresses, which need not be what is felt."""
    age_range: str | None = None
    """How old somebody looks, in years: `25-35`; None where nobody was asked, as the following."""
    gender: str | None = None
    """What a face looks like, in AWS's words; nothing is decided by it."""
    smile: bool | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    number: int
    """From 1, in source order."""
    span: Span
    emotions: tuple[str, ...]
    labels: tuple[str, ...]
    characters: tuple[Character, ...]
    highlights: tuple[str, ...]
    key_frame: int
    """Grid frame of the key visual."""
    kept_out: str | None = None
    """Why no trailer may use it (`credits`, `black`, …), or None."""
    signals: Signals | None = None
    """None where nothing was measured."""
    findings: tuple[Finding, ...] = ()
    """Why it has its labels and emotions, surest first; nothing where they are simulated."""

    @property
    def scene_id(self) -> str:
        return f"scene_{self.number}"


@dataclass(frozen=True, slots=True)
class Metrics:
    detected_people: int | None
    detected_locations: int | None
    detected_objects: int | None


@dataclass(frozen=True, slots=True)
class Analysis:
    analyser: str
    """What made it: mock, local or aws."""
    simulated: bool
    scenes: tuple[Scene, ...]
    dominant_emotions: tuple[str, ...]
    metrics: Metrics
    elapsed_ms: int = 0
    warnings: tuple[Warning, ...] = ()
    shots: tuple[Shot, ...] = ()
    """All of the film, without a gap; nothing where none were looked for."""
    intensity: tuple[float, ...] = ()
    """Arousal, 0 to 1, a value for each second of the film; nothing where it was not measured."""
    speed: Literal["full", "fast"] | None = None
    """How it was looked at: all frames, or keyframes and then what may be used; None where not at all."""
