"""A film's sound in one pass: how loud, how sudden and how voiced it is, moment by moment."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from typing import Any

import av
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from personalizedTrailer.media.reading import spectra
from personalizedTrailer.media.reading.film import BadFilm, open_alone
from personalizedTrailer.media.reading.spectra import STEPS, Floats, Spectra
from personalizedTrailer.media.reading.track import RATE, Block, Track

BLOCK = RATE // 10
"""Samples of a block of 0.1 s."""
SILENCE_LUFS = -70.0
"""The absolute gate of BS.1770: below it nothing was measured."""
_PIECE = 50
"""Blocks that are worked on at a time."""
_LATE = spectra.LINES_LATE
"""Blocks to be heard after the last one that is asked for: nothing is known later than this."""
_LOUDNESS_LATE = 2
"""Momentary loudness is that of the 0.4 s before; here it is of the block and what lies about it."""
_TAPS = 24
"""Of the filter before every third sample is taken: 40 dB down at 10 kHz."""


def hear(path: str, out: str, steps_out: str, index: str, zero: str, blocks: str) -> dict[str, Any]:
    """Saves float32 rows for `blocks` blocks of 0.1 s of stream `index`, from the film's zero on.

    To `out` [blocks, 5]: momentary loudness in LUFS (at least SILENCE_LUFS), and onset, flatness, low and steady of
    `spectra`; to `steps_out` [10 × blocks, 3]: level, voice and pitch. `zero` is the container time of the first video
    frame in seconds, as a fraction. Where there is no sound, or none that decodes, it is silent.
    """
    wanted = int(blocks)
    track = Track(open_alone(path, int(index)), int(index), Fraction(zero))
    pieces = -(-(wanted + _LATE) // _PIECE)
    loud: list[float] = []
    # Filled as they come: put together at the end, they would be there twice.
    table = np.zeros((pieces * _PIECE, spectra.COLUMNS), np.float32)
    steps = np.zeros((pieces * _PIECE * STEPS, spectra.STEP_COLUMNS), np.float32)
    measure, listen, mono = None, Spectra(), None
    for at, piece in zip(count(0, _PIECE), track.pieces(pieces * _PIECE * BLOCK, _PIECE * BLOCK), strict=False):
        measure, mono = measure or Loudness(track.layout), mono or Mono(track.layout)
        loud += measure(piece)
        of_blocks, of_steps = listen(mono(piece))
        table[at : at + _PIECE] = of_blocks
        steps[STEPS * at : STEPS * (at + _PIECE)] = of_steps
    if not loud:
        raise BadFilm("corrupt_media", "no sound decodes")
    # FFmpeg's meter takes old samples off a running sum: in silence that may fall below zero, and has no logarithm.
    lufs = np.fmax(np.array(loud, np.float32), SILENCE_LUFS)
    lufs[_LOUDNESS_LATE] = lufs[_LOUDNESS_LATE + 1]  # the first 0.4 s are known when they are over
    columns = [late(lufs, _LOUDNESS_LATE, wanted), *late(table[:, :-1], 0, wanted).T]
    columns.append(late(table[:, -1], spectra.LINES_LATE, wanted))
    np.save(out, np.stack(columns, axis=1))
    np.save(steps_out, late(steps, spectra.STEPS_LATE, STEPS * wanted))
    return {}


def late(heard: Floats, by: int, wanted: int) -> Floats:
    return heard[by : by + wanted]


class Loudness:
    """Momentary loudness by FFmpeg's ebur128 (ITU-R BS.1770-4, EBU Tech 3341), piece by piece."""

    def __init__(self, layout: Any) -> None:
        self._graph, self._layout, self._at = av.filter.Graph(), layout.name, 0
        base = Fraction(1, RATE)
        source = self._graph.add_abuffer(sample_rate=RATE, format="fltp", layout=self._layout, time_base=base)
        meter, sink = self._graph.add("ebur128", "metadata=1"), self._graph.add("abuffersink")
        self._graph.link_nodes(source, meter, sink).configure()

    def __call__(self, piece: Block) -> list[float]:
        """LUFS of the 0.4 s that end with each block; meaningless for the first three."""
        frame = av.AudioFrame.from_ndarray(piece, "fltp", self._layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        self._at += piece.shape[1]
        self._graph.push(frame)
        heard: list[float] = []
        while True:
            try:
                heard.append(float(self._graph.pull().metadata["lavfi.r128.M"]))
            except (av.BlockingIOError, av.EOFError):
                return heard


class Mono:
    """One channel at 16 kHz, piece by piece."""

    def __init__(self, layout: Any) -> None:
        names = [channel.name for channel in layout.channels]
        # What is said comes from the front centre, where there is one: it counts as much as all others together.
        weights = np.array([max(1, len(names) - 1) if name == "FC" else 1 for name in names], np.float32)
        self._weights = weights / weights.sum()
        self._each = RATE // spectra.RATE
        away = np.arange(_TAPS) - (_TAPS - 1) / 2
        taps = np.sinc(away / self._each) * np.hamming(_TAPS)
        self._taps = (taps / taps.sum()).astype(np.float32)
        self._before = np.zeros(_TAPS - self._each, np.float32)

    def __call__(self, piece: Block) -> Floats:
        both = np.concatenate([self._before, self._weights @ piece])
        self._before = both[-len(self._before) :]
        return np.asarray(sliding_window_view(both, _TAPS)[:: self._each] @ self._taps)
