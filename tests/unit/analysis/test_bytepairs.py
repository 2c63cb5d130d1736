"""Words are split into the tokens of CLIP's vocabulary."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from personalizedTrailer.analysis.local.models import bytepairs
from personalizedTrailer.analysis.local.models.bytepairs import END, START, BytePairs

LETTERS = "abcdefghijklmnopqrstuvwxyz'!"
MERGES = [("l", "o"), ("lo", "w</w>"), ("o", "w</w>"), ("a", "a"), ("e", "r</w>")]


def small() -> BytePairs:
    tokens = [*LETTERS, *(f"{letter}</w>" for letter in LETTERS), *("".join(pair) for pair in MERGES), START, END]
    return BytePairs({token: number for number, token in enumerate(tokens)}, MERGES)


def split(text: str) -> list[str]:
    pairs = small()
    names = {number: token for token, number in pairs._vocabulary.items()}
    numbers, mask = pairs(text)
    assert len(numbers) == len(mask) == bytepairs.CONTEXT
    used = [names[number] for number, taken in zip(numbers, mask, strict=True) if taken]
    assert used[0] == START and used[-1] == END
    return used[1:-1]


def test_the_most_frequent_pair_is_joined_first() -> None:
    assert split("low") == ["low</w>"]
    assert split("lower") == ["lo", "w", "er</w>"]
    assert split("Cow  LOW") == ["c", "ow</w>", "low</w>"]


def test_pairs_do_not_overlap() -> None:
    assert split("aaaaab") == ["aa", "aa", "a", "b</w>"]


def test_words_end_at_signs() -> None:
    assert split("low!low's") == ["low</w>", "!</w>", "low</w>", "'", "s</w>"]


def test_what_is_too_long_ends_with_its_end() -> None:
    numbers, mask = small()("low " * 200)
    assert len(numbers) == 77 and sum(mask) == 77 and numbers[-1] == small()._vocabulary[END]


def test_a_letter_that_the_vocabulary_lacks() -> None:
    with pytest.raises(KeyError):
        small()("é")


def test_both_files_are_read(tmp_path: Path) -> None:
    original = "#version: 0.2\n" + "\n".join(" ".join(pair) for pair in MERGES) + "\n"
    packed, plain, exported = (tmp_path / name for name in ("packed", "plain", "exported"))
    for folder in (packed, plain, exported):
        folder.mkdir()
    (packed / "bpe_simple_vocab_16e6.txt.gz").write_bytes(gzip.compress(original.encode()))
    (plain / "bpe_simple_vocab_16e6.txt").write_text(original)
    vocabulary = dict(bytepairs.read(plain)._vocabulary)
    special = [{"content": token, "id": vocabulary.pop(token)} for token in (START, END)]
    told = {"model": {"vocab": vocabulary, "merges": [list(pair) for pair in MERGES]}, "added_tokens": special}
    (exported / "tokenizer.json").write_text(json.dumps(told))
    texts = ("a low sunset", "it's 2 o'clock, naïve übermut", "日没")
    first, *others = ([bytepairs.read(folder)(text) for text in texts] for folder in (packed, plain, exported))
    assert all(other == first for other in others)
    assert first[0][0][:2] == [vocabulary["!"] + 512 + len(MERGES), vocabulary["a</w>"]]


def test_a_folder_without_a_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no vocabulary"):
        bytepairs.read(tmp_path)
