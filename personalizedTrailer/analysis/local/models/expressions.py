"""What faces express, by a network of the kind of FER+ (Barsoum et al. 2016)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from personalizedTrailer.analysis.local.models.network import Network

SETTING = "EXPRESSION_MODEL"
_FER_PLUS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
_FER_2013 = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
_BY_NUMBER: dict[int, tuple[str, ...]] = {len(names): names for names in (_FER_PLUS, _FER_2013)}
_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of ImageNet's colours, on which networks that take colours are built."""


class Expressions:
    """Takes [1, 1, height, width] of grey, 0 to 255, as FER+ does, or [1, 3, height, width] of colours as ImageNet
    normalises them. Gives 8 numbers in the order of FER+ or 7 in that of FER-2013, before or after a softmax; another
    order, or other words, stand in a text file beside the model, of its name but ending in `.txt`, one a line."""

    def __init__(self, path: Path, threads: int) -> None:
        """Raises ModelUnusable."""
        self._network = network = Network(path, SETTING, threads)
        self._input, shape = next(iter(network.inputs.items()))
        if len(shape) != 4 or shape[1] not in (1, 3) or not all(isinstance(side, int) for side in shape[2:]):
            raise network.unfit("it takes no picture of one size, grey or coloured")
        self._colours, self._size = shape[1] == 3, (int(shape[3]), int(shape[2]))
        count = self._raw(Image.new("RGB", self._size)).size
        self.names = self._named(path.with_suffix(".txt"), count)

    def _named(self, beside: Path, count: int) -> tuple[str, ...]:
        names = _BY_NUMBER.get(count, ())
        if beside.is_file():
            names = tuple(
                line.strip() for line in beside.read_text("utf-8", "replace").splitlines() if line.strip()
            )
        if len(names) != count:
            raise self._network.unfit(f"it gives {count} numbers, and {len(names)} expressions are named for them")
        return names

    def of(self, faces: Iterable[Image.Image]) -> NDArray[np.float32]:
        """Shape [faces, len(names)], the shares of each adding up to 1. Raises ModelUnusable."""
        rows = [_shares(self._raw(face)) for face in faces]
        return np.array(rows, np.float32).reshape(-1, len(self.names))

    def _raw(self, face: Image.Image) -> NDArray[np.float32]:
        resized = face.resize(self._size, Image.Resampling.BILINEAR)
        if self._colours:
            colours = (np.asarray(resized, np.float64) / 255 - _MEAN) / _SPREAD
            pixels = np.moveaxis(colours, -1, 0)
        else:
            pixels = np.asarray(resized.convert("L"), np.float64)[None]
        return self._network(self._network.outputs[0], **{self._input: pixels[None]}).ravel()


def _shares(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    if (raw >= 0).all() and abs(float(raw.sum()) - 1) < 1e-3:
        return raw
    powers = np.exp(raw - raw.max())
    return np.asarray(powers / powers.sum(), np.float32)
