"""The score: every sequence has chords, a pace and a handful of players."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo.paint import Array
from demo.synth import RATE, bass, chime, drum, edges, pad, piano, pluck

Chord = tuple[int, ...]
# chords as MIDI notes, the bass first
F, BB, C = (41, 60, 65, 69, 72), (46, 62, 65, 70, 74), (48, 60, 64, 67, 72)
DM, AM, GM = (38, 62, 65, 69, 74), (45, 60, 64, 69, 72), (43, 62, 67, 70, 74)
DIM, DARK, LYD, E7 = (38, 62, 65, 68, 71), (36, 55, 61, 66, 67), (41, 60, 64, 71, 76), (40, 56, 62, 64, 68)


@dataclass(frozen=True)
class Style:
    """How a sequence plays: chords (one a bar), beats a minute, loudness, and each player's share."""

    chords: tuple[Chord, ...]
    pace: float
    gain: float = 1.0
    pads: float = 0.0
    arp: float = 0.0
    pluck: float = 0.0
    piano: float = 0.0
    bass: float = 0.0
    drums: float = 0.0
    toms: float = 0.0
    stab: float = 0.0


STYLES: dict[str, Style] = {
    "title": Style((F, BB), 72, 0.9, pads=0.8, arp=0.5),
    "dawn": Style((F, DM, BB, C), 84, 0.7, pads=0.8, arp=0.28),
    "breakfast": Style((F, BB, C, F), 116, 0.8, pluck=0.8, bass=0.35, pads=0.2),
    "kite": Style((BB, C, F, DM), 126, 1.0, pluck=0.8, bass=0.45, pads=0.35, drums=0.2),
    "promise": Style((BB, F, GM, C), 76, 0.85, piano=0.9, pads=0.45),
    "star": Style((DM, DIM), 66, 0.75, pads=0.7, arp=0.3),
    "cliffs": Style((DM, DIM, GM, E7), 148, 1.15, bass=0.9, drums=0.9, stab=0.5, pads=0.3),
    "train": Style((F, C, DM, BB), 112, 0.8, pads=0.5, arp=0.4, bass=0.3, drums=0.12),
    "rain": Style((DM, BB, F, C), 74, 0.75, piano=0.75, pads=0.5),
    "corridor": Style((DARK, DIM), 50, 0.5, pads=0.6),
    "chase": Style((DM, BB, GM, E7), 152, 1.25, bass=1.0, drums=1.0, stab=0.6, pads=0.25, arp=0.25),
    "home": Style((BB, F, C, DM), 72, 0.7, piano=0.8, pads=0.4),
    "storm": Style((DM, DIM, GM, E7), 132, 1.0, toms=0.8, bass=0.6, stab=0.4, pads=0.55),
    "visitors": Style((LYD, F, BB, C), 84, 1.1, pads=1.0, arp=0.5, toms=0.4, bass=0.4),
    "fireworks": Style((F, C, DM, BB), 124, 1.1, pluck=0.7, bass=0.55, drums=0.6, pads=0.5, arp=0.25),
    "sunset": Style((BB, F, GM, C, F), 70, 0.85, piano=0.9, pads=0.55),
    "light": Style((F, BB), 72, 0.75, pads=0.8, arp=0.35),
    "credits": Style((F, BB, C, F), 80, 0.6, arp=0.7, pads=0.3),
}


def _lay(room: Array, sound: Array, at: float, gain: float, side: float = 0.0) -> None:
    """Add a mono sound to a stereo room (n, 2) at `at` seconds, to the left (-1) or right (1)."""
    first = round(at * RATE)
    if first >= len(room) or gain <= 0:
        return
    piece = sound[: len(room) - first]
    room[first : first + len(piece), 0] += piece * np.float32(gain * (1 - max(0.0, side) * 0.7))
    room[first : first + len(piece), 1] += piece * np.float32(gain * (1 - max(0.0, -side) * 0.7))


def _bar(room: Array, style: Style, chord: Chord, at: float, beat: float, number: int) -> None:
    """One bar of four beats."""
    bar = beat * 4
    for n, note in enumerate(chord[1:]):
        _lay(room, pad(note, round(bar, 3)), at, style.pads * 0.17, (n - 1.5) * 0.4)
    if style.pads:
        _lay(room, pad(chord[0], round(bar, 3)), at, style.pads * 0.2)
    for step in range(8):
        when = at + step * beat / 2
        note = chord[1 + (0, 2, 3, 1, 2, 3, 1, 2)[step] % (len(chord) - 1)]
        side = (-0.5, 0.5)[step % 2]
        if style.arp:
            _lay(room, chime(note + 12), when, style.arp * 0.16, side)
        if style.pluck and step not in (1, 5):
            _lay(room, pluck(note), when, style.pluck * 0.3, side * 0.6)
        if style.piano and step not in (3, 7):
            _lay(room, piano(note), when, style.piano * (0.26 if step % 4 else 0.34), side * 0.5)
        if style.bass:
            _lay(
                room,
                bass(chord[0] + (12 if step % 4 == 3 else 0), round(beat * 0.45, 3)),
                when,
                style.bass * 0.3,
            )
        if style.stab and step in (0, 3, 6):
            for voice in chord[1:]:
                _lay(room, pluck(voice, 0.45), when, style.stab * 0.22, side * 0.4)
    if style.piano:
        _lay(room, piano(chord[0], 3.0), at, style.piano * 0.34)
    _beats(room, style, at, beat, number)


def _beats(room: Array, style: Style, at: float, beat: float, number: int) -> None:
    for step in range(8):
        when = at + step * beat / 2
        if style.drums:
            if step in ((0, 3, 4) if number % 2 else (0, 4)):
                _lay(room, drum("kick"), when, style.drums * 0.5)
            if step in (2, 6):
                _lay(room, drum("snare"), when, style.drums * 0.42, 0.1)
            _lay(room, drum("hat"), when, style.drums * 0.3, 0.4)
            _lay(room, drum("hat"), when + beat / 4, style.drums * 0.15, -0.4)
        if style.toms and step in (0, 3, 5, 6):
            _lay(room, drum("tom"), when, style.toms * 0.45, (-0.4, 0.4)[step % 2])


def compose(parts: Sequence[tuple[str, float, float]], total: int) -> Array:
    """The whole score as stereo (total, 2): each sequence's music, the next one rising as it dies."""
    out = np.zeros((total, 2), np.float32)
    for name, start, end in parts:
        style = STYLES[name]
        room = np.zeros((round((end - start + 0.9) * RATE), 2), np.float32)
        beat = 60 / style.pace
        at, number = 0.0, 0
        while at < end - start - 0.02:
            _bar(room, style, style.chords[number % len(style.chords)], at, beat, number)
            at, number = at + beat * 4, number + 1
        room = edges(room, 0.05, 1.1)
        first = round(start * RATE)
        piece = room[: total - first]
        out[first : first + len(piece)] += piece * np.float32(style.gain)
    return out
