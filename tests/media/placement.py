"""Is the sound the source's, at the right time, joined without a click?

A prediction of each trailer is laid down from the source's own sound: plain, with a hard splice at every join, and
faded, with 3 ms edges there. At each join the file must be nearer to the one that the contract asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d
from scipy.signal import correlate

from tests.media.planned import Planned
from tests.media.sound_io import RATE, Sound, decibels

EDGE = round(0.003 * RATE)
REACH = round(0.1 * RATE)
"""How far from its place a clip's sound is looked for, in samples."""
ALLOWED_OFFSET = 0.002
"""Seconds."""
AUDIBLE = 10 ** (-60 / 20)
BLOCK = 1024
"""Samples over which AAC smears what happens in them."""
CLICK_FLOOR = 0.08
"""Second difference, of full scale, below which nothing counts as a click."""


@dataclass(frozen=True)
class Place:
    """Where a clip's sound was found: seconds late, how alike at best and in place, its gain; None: not telling.

    In place is anywhere within the allowed offset: half a millisecond is much to a hiss.
    """

    offset: float | None
    best: float
    in_place: float
    gain: float | None


def sample(frame: int, planned: Planned) -> int:
    return round(frame * RATE / planned.rate)


def cut(track: Sound, start: int, length: int) -> Sound:
    """A stretch of a track, silent where the track has nothing."""
    piece = np.zeros((length, 2), np.float32)
    low, high = max(0, start), min(len(track), start + length)
    if high > low:
        piece[low - start : high - start] = track[low:high]
    return piece


def locate(planned: Planned, index: int, source: Sound, heard: Sound) -> Place:
    """Looks for the middle stretch (at most 2 s) of a clip's sound near its place."""
    clip, tail = planned.clips[index], planned.tail(index)
    begin, end = sample(clip.at + clip.head, planned) + EDGE, sample(clip.end - tail, planned) - EDGE
    length = min(end - begin, 2 * RATE)
    if length < RATE // 20:
        return Place(None, 0.0, 0.0, None)
    begin += (end - begin - length) // 2
    there = sample(clip.source, planned) + begin - sample(clip.at, planned)
    wanted, around = cut(source, there, length), cut(heard, begin - REACH, length + 2 * REACH)
    energy = float(np.square(wanted.astype(np.float64)).sum())
    here = around[REACH : REACH + length]
    if np.sqrt(energy / wanted.size) < AUDIBLE or not np.square(here).any():
        return Place(None, 0.0, 0.0, None)
    along = sum(
        correlate(around[:, side].astype(np.float64), wanted[:, side].astype(np.float64), "valid", "fft")
        for side in range(2)
    )
    power = np.concatenate([[0.0], np.cumsum(np.square(around.astype(np.float64)).sum(axis=1))])
    alike = along / np.sqrt(np.maximum(power[length:] - power[:-length], 1e-12) * energy)
    peak, margin = int(alike.argmax()), round(ALLOWED_OFFSET * RATE)
    elsewhere = np.concatenate([alike[: max(0, peak - margin)], alike[peak + margin + 1 :]])
    telling = alike[peak] > 0.5 and alike[peak] - elsewhere.max(initial=-1.0) > 0.02
    offset = (peak - REACH) / RATE if telling else None
    near = slice(REACH - margin, REACH + margin + 1)
    return Place(offset, float(alike[peak]), float(alike[near].max()), float(along[near].max()) / energy)


def predict(planned: Planned, source: Sound, gains: list[float], *, edges: bool) -> Sound:
    """The trailer's sound from the source's: `edges` adds 3 ms at joins without a picture fade."""
    track = np.zeros((sample(planned.frames, planned), 2), np.float32)
    for index, clip in enumerate(planned.clips):
        at, end = sample(clip.at, planned), sample(clip.end, planned)
        piece = cut(source, sample(clip.source, planned), end - at) * np.float32(gains[index])
        edge = EDGE if edges else 0
        head = sample(clip.head, planned) or edge
        tail = sample(planned.tail(index), planned) or edge
        crossing = index + 1 < len(planned.clips) and planned.clips[index + 1].kind == "dissolve"
        piece[:head] *= _rise(head, clip.kind == "dissolve")[: len(piece), None]
        if tail:
            piece[len(piece) - tail :] *= _rise(tail, crossing)[::-1][-len(piece) :, None]
        track[at:end] += piece[: len(track) - at]
    return track


def _rise(length: int, equal_power: bool) -> NDArray[np.float32]:
    part = ((np.arange(length) + 0.5) / max(1, length)).astype(np.float32)
    return np.asarray(np.sin(part * np.pi / 2), np.float32) if equal_power else part


def join_fault(planned: Planned, index: int, plain: Sound, faded: Sound, heard: Sound) -> tuple[bool, str | None]:
    """Whether the join before clip `index` tells anything, and what is wrong with it."""
    clip = planned.clips[index]
    if clip.kind == "dissolve":
        return False, None
    at = sample(clip.at, planned)
    around = slice(max(0, at - EDGE), min(len(heard), len(plain), at + EDGE))
    here, without, fading = heard[around], plain[around], faded[around]
    apart = float(np.square(without - fading).mean())
    to_plain, to_faded = float(np.square(here - without).mean()), float(np.square(here - fading).mean())
    if apart < 4 * min(to_plain, to_faded) or np.sqrt(apart) < 2e-3:
        return False, None
    if planned.runs_on(index):
        return True, "is faded though the source runs on" if to_faded < to_plain else None
    return True, "has no 3 ms fades" if to_plain < to_faded else None


def expected_sound(planned: Planned, plain: Sound, faded: Sound) -> Sound:
    """The faded prediction, with the plain one around joins over which the source runs on."""
    track = faded.copy()
    for index, clip in enumerate(planned.clips):
        if planned.runs_on(index):
            at = sample(clip.at, planned)
            track[max(0, at - 2 * EDGE) : at + 2 * EDGE] = plain[max(0, at - 2 * EDGE) : at + 2 * EDGE]
    return track


def bend(track: Sound) -> NDArray[np.float32]:
    """Absolute second difference, the larger of both channels."""
    if len(track) < 3:
        return np.zeros(len(track), np.float32)
    turned = np.abs(track[2:] - 2 * track[1:-1] + track[:-2]).max(axis=1)
    return np.concatenate([[0.0], turned, [0.0]]).astype(np.float32)


def clicks(expected: Sound, heard: Sound) -> list[int]:
    """Samples whose second difference exceeds twice what the source itself has within a block, plus a floor."""
    length = min(len(expected), len(heard))
    width = 2 * BLOCK + 1
    allowed = 2 * maximum_filter1d(bend(expected[:length]), width) + CLICK_FLOOR
    places = np.flatnonzero(bend(heard[:length]) > allowed)
    groups = [
        int(place) for number, place in enumerate(places) if not number or place - places[number - 1] > RATE // 50
    ]
    return groups


def join_step(planned: Planned, index: int, expected: Sound, heard: Sound) -> str | None:
    """The second difference within 1 ms of a join against the neighbourhood's 99.9th percentile (±50 ms)."""
    at, near, far = sample(planned.clips[index].at, planned), RATE // 1000, RATE // 20
    low, high = max(0, at - far), min(len(heard), at + far)
    turned, own = bend(heard[low:high]), bend(expected[low:high])
    centre = slice(max(0, at - near - low), at + near - low)
    if len(turned) < 4 * near or not len(turned[centre]):
        return None
    around = float(np.percentile(np.delete(turned, np.r_[centre]), 99.9))
    step, source_step = float(turned[centre].max()), float(own[centre].max(initial=0.0))
    if step > max(3 * around, 1.5 * source_step) + 0.02:
        return f"clicks: {decibels(step):.1f} dBFS against {decibels(around):.1f} around it"
    return None
