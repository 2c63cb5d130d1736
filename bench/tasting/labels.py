"""What people saw in real clips, and for which viewer: `labels.json`, read and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, cast

from bench.common.measure import BenchError
from demo.story import LABELS, MOODS
from personalizedTrailer.editing.presets import PRESETS

FILE = Path(__file__).with_name("labels.json")
PROFILES = tuple(profile.id for profile in PRESETS)
Side = Literal["bench", "tuning"]
"""What a clip is for: to measure, or to look at while rules are written. Never for both."""
SIDES: tuple[Side, ...] = ("bench", "tuning")
UNUSABLE = frozenset({"black", "fade", "title card", "credits", "logo", "static", "test pattern", "damaged"})
"""Remarks on quality for which no trailer would use a stretch."""
QUALITY = UNUSABLE | {"blurred"}
ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of a clip, in seconds of the clip's own timestamps; it begins and ends with shots where it can."""

    start: float
    end: float
    seen: str
    moods: tuple[str, ...]
    labels: tuple[str, ...]
    quality: frozenset[str]
    match: Mapping[str, str]
    """By profile: `yes` where an editor would say that it is truly for that viewer, `partly`, or `no`."""
    why: str

    @property
    def usable(self) -> bool:
        return not self.quality & UNUSABLE

    @property
    def profiles(self) -> frozenset[str]:
        """Those for whom it truly is."""
        return frozenset(profile for profile, answer in self.match.items() if answer == "yes")


@dataclass(frozen=True, slots=True)
class LabelledClip:
    name: str
    """Of its file in the folder of real footage."""
    side: Side
    seen: str
    stretches: tuple[Labelled, ...]
    """In order, not overlapping; what lies between them was not worth a word."""


def load(file: Path = FILE) -> tuple[LabelledClip, ...]:
    """Raises BenchError, which names the clip and the stretch that are at fault."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BenchError(f"{file.name} cannot be read: {fault}") from fault
    top = _fields(told, {"labelled", "profiles", "clips"}, file.name)
    if tuple(top["profiles"]) != PROFILES:
        raise BenchError(f"{file.name}: profiles must be {', '.join(PROFILES)}.")
    return tuple(_clip(name, entry) for name, entry in top["clips"].items())


def _clip(name: str, entry: object) -> LabelledClip:
    fields = _fields(entry, {"side", "seen", "stretches"}, name)
    side = _one_of(fields["side"], SIDES, f"{name}: side")
    stretches = tuple(_stretch(one, f"{name}, stretch {at}") for at, one in enumerate(fields["stretches"], 1))
    if not stretches:
        raise BenchError(f"{name}: it has no stretches.")
    for at, (one, other) in enumerate(pairwise(stretches), 2):
        if other.start < one.end:
            raise BenchError(f"{name}, stretch {at}: it begins at {other.start:g} s, before the last ends.")
    return LabelledClip(name, cast("Side", side), fields["seen"], stretches)


def _stretch(entry: object, where: str) -> Labelled:
    fields = _fields(entry, {"start", "end", "seen", "moods", "labels", "quality", "match", "why"}, where)
    start, end = fields["start"], fields["end"]
    if not (isinstance(start, int | float) and isinstance(end, int | float) and 0 <= start < end):
        raise BenchError(f"{where}: it must begin before it ends, in seconds.")
    for name in ("seen", "why"):
        if not (isinstance(fields[name], str) and fields[name].strip()):
            raise BenchError(f"{where}: {name} must be a sentence.")
    match = _fields(fields["match"], set(PROFILES), f"{where}, match")
    for profile, answer in match.items():
        _one_of(answer, ANSWERS, f"{where}, match, {profile}")
    return Labelled(
        start=float(start),
        end=float(end),
        seen=fields["seen"],
        moods=_words(fields["moods"], MOODS, f"{where}, moods"),
        labels=_words(fields["labels"], LABELS, f"{where}, labels"),
        quality=frozenset(_words(fields["quality"], sorted(QUALITY), f"{where}, quality")),
        match=match,
        why=fields["why"],
    )


def _fields(entry: object, wanted: set[str], where: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or set(entry) != wanted:
        raise BenchError(f"{where}: it must have exactly {', '.join(sorted(wanted))}.")
    return entry


def _words(entry: object, allowed: Sequence[str], where: str) -> tuple[str, ...]:
    if not isinstance(entry, list):
        raise BenchError(f"{where}: it must be a list.")
    return tuple(_one_of(word, allowed, where) for word in entry)


def _one_of(word: object, allowed: Sequence[str], where: str) -> str:
    if not isinstance(word, str) or word not in allowed:
        raise BenchError(f"{where}: {word!r} is none of {', '.join(allowed)}.")
    return word
