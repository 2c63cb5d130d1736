"""What of some words is to be seen in pictures, by CLIP (Radford et al. 2021): no training, the words say it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from personalizedTrailer.analysis.local.models import bytepairs
from personalizedTrailer.analysis.local.models.network import Network
from personalizedTrailer.errors import ModelUnusable

SETTING = "CLIP_MODEL"
_LAYOUTS = (
    ("vision_model.onnx", "text_model.onnx"),
    ("onnx/vision_model.onnx", "onnx/text_model.onnx"),
    ("visual/model.onnx", "textual/model.onnx"),
)
"""Where exports keep the two encoders."""
_IMAGES, _TEXTS = ("image_embeds", "image_embedding"), ("text_embeds", "text_embedding")
"""Names of the outputs; else it is the only one."""
_SIDE = 224
_MEAN, _SPREAD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
"""Of the colours that CLIP was trained on."""
_SCALE = 100.0
"""CLIP's learned temperature, at its bound: what cosines are multiplied with before the softmax."""
_PROMPTS = ("a photo of {}.", "a scene of a film with {}.")
_BACKGROUND = ("a photo.", "a scene of a film.", "a picture of something.")
"""What a picture shows as well that shows nothing in particular."""

Vectors = NDArray[np.float32]
"""Shape [things, size], each of length 1."""


class Clip:
    def __init__(self, folder: Path, threads: int) -> None:
        """Raises ModelUnusable."""
        layout = next((pair for pair in _LAYOUTS if all((folder / name).is_file() for name in pair)), None)
        if layout is None:
            raise ModelUnusable(SETTING, "it names no folder with vision_model.onnx and text_model.onnx")
        self._images, self._texts = (Network(folder / name, SETTING, threads) for name in layout)
        try:
            self._tokens = _vocabulary(folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            why = "its folder has no tokenizer.json or bpe_simple_vocab_16e6.txt of CLIP's"
            raise ModelUnusable(SETTING, why) from fault
        self._background = self._described(_BACKGROUND)
        if self._seen(Image.new("RGB", (_SIDE, _SIDE))).shape != self._background.shape[1:]:
            raise self._images.unfit("its two encoders do not belong together")

    def likeness(self, pictures: Iterable[Image.Image], words: Sequence[str]) -> NDArray[np.float32]:
        """Shape [pictures, words], 0 to 1: how much rather a picture shows what a word says than nothing in particular.

        Words do not compete with each other: a picture may show several. One that says no more of it than what stands
        for nothing has 0.25. Raises ModelUnusable.
        """
        named = np.stack([self._named(word) for word in words]) if words else np.zeros((0, 1), np.float32)
        rows = [self._likeness(self._seen(picture), named) for picture in pictures]
        return np.array(rows, np.float32).reshape(-1, len(words))

    def _likeness(self, seen: Vectors, named: Vectors) -> NDArray[np.float32]:
        if not len(named):
            return np.zeros(0, np.float32)
        nothing = np.logaddexp.reduce(_SCALE * self._background @ seen)
        return np.asarray(1 / (1 + np.exp(np.clip(nothing - _SCALE * named @ seen, -80, 80))), np.float32)

    def _named(self, word: str) -> Vectors:
        mean = self._described([prompt.format(word.lower()) for prompt in _PROMPTS]).mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _described(self, texts: Sequence[str]) -> Vectors:
        network = self._texts
        numbers = next((name for name in network.inputs if "mask" not in name), "")
        length = _fixed(network.inputs.get(numbers, ()), -1, bytepairs.CONTEXT)
        rows = []
        for text in texts:
            try:
                tokens, mask = self._tokens(text, length)
            except KeyError as fault:
                raise network.unfit("its vocabulary lacks some letters") from fault
            given = {name: mask if "mask" in name else tokens for name in network.inputs}
            rows.append(network(_output(network, _TEXTS), **{name: np.array([of]) for name, of in given.items()}))
        return _unit(np.concatenate(rows), network)

    def _seen(self, picture: Image.Image) -> Vectors:
        network = self._images
        name, shape = next(iter(network.inputs.items()))
        height, width = _fixed(shape, -2, _SIDE), _fixed(shape, -1, _SIDE)
        # The middle of the picture, as CLIP was trained.
        part = max(width / picture.width, height / picture.height)
        size = max(width, round(picture.width * part)), max(height, round(picture.height * part))
        left, top = (size[0] - width) // 2, (size[1] - height) // 2
        resized = picture.resize(size, Image.Resampling.BICUBIC).crop((left, top, left + width, top + height))
        colours = (np.asarray(resized, np.float32) / 255 - _MEAN) / _SPREAD
        given = {name: np.moveaxis(colours, -1, 0)[None]}
        return np.asarray(_unit(network(_output(network, _IMAGES), **given), network)[0])


def _vocabulary(folder: Path) -> bytepairs.BytePairs:
    """Beside the encoders or, of some exports, beside that of texts."""
    beside = folder / "textual"
    return bytepairs.read(beside if (beside / "tokenizer.json").is_file() else folder)


def _fixed(shape: tuple[object, ...], place: int, otherwise: int) -> int:
    side = shape[place] if len(shape) >= -place else None
    return side if isinstance(side, int) and side > 0 else otherwise


def _output(network: Network, names: Sequence[str]) -> str:
    return next((name for name in names if name in network.outputs), network.outputs[0])


def _unit(vectors: NDArray[np.float32], network: Network) -> Vectors:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if vectors.ndim != 2 or not np.isfinite(norms).all() or not norms.all():
        raise network.unfit("it is no encoder of CLIP's")
    return np.asarray(vectors / norms, np.float32)
