"""CLIP's tokens: words split into the pairs of bytes that its vocabulary lists (Sennrich et al. 2016)."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 77
"""Tokens that CLIP's text encoder takes."""
_WORD = "</w>"
_PARTS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\w\s]|_)+")
_ORIGINAL_MERGES = 49152 - 256 - 2
"""Lines of `bpe_simple_vocab_16e6.txt` that CLIP uses, after its heading."""


class BytePairs:
    def __init__(self, vocabulary: Mapping[str, int], merges: Sequence[tuple[str, str]]) -> None:
        """`merges` come most frequent first. Raises KeyError where START or END is no token."""
        self._vocabulary = vocabulary
        self._ranks = {pair: rank for rank, pair in enumerate(merges)}
        self._letters = _letters()
        self._start, self._end = vocabulary[START], vocabulary[END]

    def __call__(self, text: str, length: int = CONTEXT) -> tuple[list[int], list[int]]:
        """Numbers of the tokens, with START before and END after them, filled up with zeros to `length`; and 1 for each
        that is none of those zeros. What is longer loses its end. Raises KeyError where the vocabulary lacks a byte."""
        found = [
            self._vocabulary[token]
            for part in _PARTS.findall(text.lower())
            for token in self._split("".join(self._letters[byte] for byte in part.encode()))
        ]
        tokens = [self._start, *found[: length - 2], self._end]
        empty = length - len(tokens)
        return tokens + [0] * empty, [1] * len(tokens) + [0] * empty

    def _split(self, word: str) -> list[str]:
        parts = [*word[:-1], word[-1] + _WORD]
        while len(parts) > 1:
            best = min(pairwise(parts), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            merged: list[str] = []
            for part in parts:
                # A part that was merged is longer than the first of the pair, so it is not taken for one.
                if merged and (merged[-1], part) == best:
                    merged[-1] += part
                else:
                    merged.append(part)
            parts = merged
        return parts


def read(folder: Path) -> BytePairs:
    """From `tokenizer.json` of a folder, or CLIP's own `bpe_simple_vocab_16e6.txt`, also packed (`.gz`).

    Raises OSError, ValueError, KeyError or TypeError where there is none or it is of another kind.
    """
    if (path := folder / "tokenizer.json").is_file():
        told = json.loads(path.read_text(encoding="utf-8"))
        pairs = [pair.split(" ") if isinstance(pair, str) else pair for pair in told["model"]["merges"]]
        special = {token["content"]: token["id"] for token in told.get("added_tokens", ())}
        return BytePairs({**told["model"]["vocab"], **special}, [(first, second) for first, second in pairs])
    for name in ("bpe_simple_vocab_16e6.txt", "bpe_simple_vocab_16e6.txt.gz"):
        if (path := folder / name).is_file():
            data = path.read_bytes()
            return _original((gzip.decompress(data) if name.endswith(".gz") else data).decode())
    raise FileNotFoundError("no vocabulary")


def _original(text: str) -> BytePairs:
    lines = text.split("\n")[1 : 1 + _ORIGINAL_MERGES]
    merges = [(first, second) for first, second in (line.split() for line in lines if line)]
    letters = list(_letters().values())
    tokens = [*letters, *(letter + _WORD for letter in letters), *("".join(pair) for pair in merges), START, END]
    return BytePairs({token: number for number, token in enumerate(tokens)}, merges)


def _letters() -> dict[int, str]:
    """A letter for every byte: its own where it can be seen, else one from 256 on; in the order of CLIP's tokens."""
    seen = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    hidden = [byte for byte in range(256) if byte not in seen]
    return {byte: chr(byte) for byte in seen} | {byte: chr(256 + index) for index, byte in enumerate(hidden)}
