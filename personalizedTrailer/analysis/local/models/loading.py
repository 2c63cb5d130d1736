"""The models that the settings name: which of them work, and what they make of a film."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from personalizedTrailer.analysis.local.likeness import Shares
from personalizedTrailer.analysis.local.models.clip import Clip
from personalizedTrailer.analysis.local.models.expressions import Expressions
from personalizedTrailer.errors import Cancelled, ModelUnusable
from personalizedTrailer.media.reading.faces import BadModel, YuNet
from personalizedTrailer.media.samples import Pictures, Samples, Wanted
from personalizedTrailer.model import Warning
from personalizedTrailer.settings import Settings


@dataclass(frozen=True, slots=True)
class Models:
    """Those that load; the analysis goes on without the others."""

    face_model: Path | None
    """Whether it works is found out where it is used, in the cage."""
    clip: Clip | None
    expressions: Expressions | None
    faults: tuple[ModelUnusable, ...]

    @property
    def wanted(self) -> Wanted:
        """What has to be found out of a film for them."""
        return Wanted(self.face_model, self.clip is not None, self.expressions is not None)


@dataclass(frozen=True, slots=True)
class Looks:
    """What models make of a film; None where there is no model, or nothing for it to look at."""

    words: Shares | None
    expressions: Shares | None
    warnings: tuple[Warning, ...]
    """Of models that do not work."""


NO_LOOKS = Looks(None, None, ())


def load(settings: Settings) -> Models:
    """Opens every model that is named."""
    faults: list[ModelUnusable] = []
    clip = expressions = None
    try:
        clip = Clip(settings.clip_model, settings.render_threads) if settings.clip_model else None
    except ModelUnusable as fault:
        faults.append(fault)
    try:
        if settings.expression_model:
            expressions = Expressions(settings.expression_model, settings.render_threads)
    except ModelUnusable as fault:
        faults.append(fault)
    return Models(settings.face_model, clip, expressions, tuple(faults))


def look(models: Models, samples: Samples | None, words: Sequence[str], cancelled: Callable[[], bool]) -> Looks:
    """Shows each model the pictures of a film that was seen with `models.wanted`; CLIP looks for `words`.

    Raises Cancelled, or ProcessFailed where the pictures are broken.
    """
    faults = list(models.faults)
    shown = expressed = None
    pictures, crops = (samples.pictures, samples.crops) if samples else (None, None)
    try:
        if models.clip and pictures:
            values = models.clip.likeness(_each(pictures, cancelled), words)
            shown = Shares(tuple(words), pictures.frames, values)
    except ModelUnusable as fault:
        faults.append(fault)
    try:
        if models.expressions and crops:
            expressed = Shares(
                models.expressions.names, crops.frames, models.expressions.of(_each(crops, cancelled))
            )
    except ModelUnusable as fault:
        faults.append(fault)
    return Looks(shown, expressed, tuple(Warning(fault.code, fault.sentence) for fault in faults))


def _each(pictures: Pictures, cancelled: Callable[[], bool]) -> Iterator[Image.Image]:
    for picture in pictures:
        if cancelled():
            raise Cancelled
        yield picture


def faults(settings: Settings) -> list[ModelUnusable]:
    """Tries every model that is named, that of faces too."""
    found = list(load(settings).faults)
    if settings.face_model is not None:
        try:
            YuNet((64, 64), 0, str(settings.face_model))
        except ImportError:
            found.append(ModelUnusable("FACE_MODEL", "opencv-python-headless is not installed"))
        except BadModel:
            found.append(ModelUnusable("FACE_MODEL", "it is no YuNet network that OpenCV can read"))
    return found
