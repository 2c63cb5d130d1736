"""Seeded chance: the only source of it in this layer."""

from __future__ import annotations

import hashlib
import random


def seeded(*parts: str | int) -> random.Random:
    """A generator that depends on `parts` alone: not on the process, its hash seed, the machine or the hour."""
    text = "\0".join(str(part) for part in parts)
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return random.Random(seed)  # noqa: S311 (repeatable on purpose; guards no secret)
