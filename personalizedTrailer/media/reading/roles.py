"""What a stream is for besides the film itself: said by its disposition, or by its title where that says nothing."""

from __future__ import annotations

import re
from typing import Any

from av.stream import Disposition

_ROLES = (
    ("commentary", Disposition.comment),
    ("descriptions", Disposition.visual_impaired | Disposition.descriptions),
    ("karaoke", Disposition.karaoke | Disposition.lyrics),
    ("effects", Disposition.clean_effects),
    ("hearing_impaired", Disposition.hearing_impaired),
)
_TITLES = (
    ("commentary", re.compile(r"comment(ary|aires?\b)|\bkommentar|\bcomentario|コメンタリー", re.IGNORECASE)),
    (
        "descriptions",
        re.compile(r"audio[ -]?(de)?s[ck]ri|descripti(ve|on)|hörfilm|\bDVS\b|音声ガイド", re.IGNORECASE),
    ),
)
"""Many films are tagged by hand: `Director's Commentary`, `English (Audio Description)`."""


def is_default(stream: Any) -> bool:
    return bool(int(stream.disposition) & int(Disposition.default))


def is_forced(stream: Any) -> bool:
    return bool(int(stream.disposition) & int(Disposition.forced))


def role_of(stream: Any) -> str | None:
    """`commentary`, `descriptions`, `karaoke`, `effects`, `hearing_impaired`, or None for the film's own."""
    said = int(stream.disposition)
    for role, flags in _ROLES:
        if said & int(flags):
            return role
    title = stream.metadata.get("title") or stream.metadata.get("handler_name") or ""
    return next((role for role, pattern in _TITLES if pattern.search(title)), None)
