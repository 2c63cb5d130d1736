"""A Whisper model of a few thousand random weights: it knows nothing, but is loaded, run and aligned like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs.whisper_spec import WhisperSpec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

DEPTH, BANDS, FRAMES, LONGEST = 16, 80, 1500, 448
"""Width of its layers; mel bands, encoded frames and tokens of text of every Whisper model."""
MULTILINGUAL_TOKENS = 51_865
"""With so many tokens, an empty one before the special ones, CTranslate2 takes a model for one of many languages."""
TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
TIMES = tuple(f"<|{step / 50:.2f}|>" for step in range(FRAMES + 1))


def build(folder: Path, *, multilingual: bool) -> Path:
    """Writes the model, with its vocabulary and tokenizer, into a new folder."""
    folder.mkdir(parents=True)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    languages = [code for code in _LANGUAGE_CODES if code != "yue"]  # the models before the third have 99
    special = ["endoftext", "startoftranscript", *languages, *TASKS]
    names = [f"<|{name}|>" for name in special] + list(TIMES)
    unused = [f"<|unused{n}|>" for n in range(MULTILINGUAL_TOKENS * multilingual - len(letters) - len(names))]
    tokenizer = Tokenizer(models.BPE({letter: n for n, letter in enumerate(letters)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in [*unused, *names]])
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = [*letters, *unused[:-1], *[""] * multilingual, *names]
    spec = _weights(len(vocabulary))
    spec.register_vocabulary(vocabulary)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [tokenizer.token_to_id(f"<|{code}|>") for code in languages]
    spec.config.alignment_heads = [(0, 0)]
    spec.validate()
    spec.save(str(folder))
    return folder


def _weights(tokens: int) -> WhisperSpec:
    chance = np.random.default_rng(5)

    def some(*shape: int) -> Any:
        return chance.normal(0, 0.5, shape).astype(np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(DEPTH, np.float32), np.zeros(DEPTH, np.float32)

    def linear(layer: Any, outputs: int, inputs: int = DEPTH) -> None:
        layer.weight, layer.bias = some(outputs, inputs), np.zeros(outputs, np.float32)

    def forward(layer: Any) -> None:
        norm(layer.layer_norm)
        linear(layer.linear_0, 4 * DEPTH)
        linear(layer.linear_1, DEPTH, 4 * DEPTH)

    def attention(layer: Any, *outputs: int) -> None:
        norm(layer.layer_norm)
        for part, width in zip(layer.linear, outputs, strict=True):
            linear(part, width)

    spec = WhisperSpec(1, 2, 1, 2)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = some(DEPTH, BANDS, 3), np.zeros(DEPTH, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = some(DEPTH, DEPTH, 3), np.zeros(DEPTH, np.float32)
    encoder.position_encodings.encodings = some(FRAMES, DEPTH)
    decoder.position_encodings.encodings = some(LONGEST, DEPTH)
    decoder.embeddings.weight = some(tokens, DEPTH)
    decoder.projection.weight = some(tokens, DEPTH)
    for side in (encoder, decoder):
        norm(side.layer_norm)
        attention(side.layer[0].self_attention, 3 * DEPTH, DEPTH)
        forward(side.layer[0].ffn)
    attention(decoder.layer[0].attention, DEPTH, 2 * DEPTH, DEPTH)
    return spec
