"""Frame by frame: does each output frame show the source frame that the timeline says is on screen?

Of an output frame x and the expected picture e, let v be what would change in e if a source frame were another
one, `s` frames away. The part a = <x - e, v> / <v, v> is 0 where x is e, and 1 where x is that other picture; noise
of the encoder moves it little. A frame is wrong where `a` is large for a v that is large enough to be seen.
Single frames of slow footage differ too little to prove anything, yet a whole clip of them does: the same part is
summed over each clip.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from tests.media.output_file import OutputFile
from tests.media.planned import Mixes, Planned
from tests.media.source_film import SourceFilm
from tests.media.thumbs import IDENTITY, Levels, Plane, flat, rms

SHIFTS = (-24, -12, -6, -3, -2, -1, 1, 2, 3, 6, 12, 24)
"""Source frames away from the expected one."""
WRONG, WRONG_CONVERTED = 0.6, 0.75
"""The part `a` beyond which a frame is wrong; encoders give up to 0.45 on noisy footage, a wrong frame 1."""
SEEN, ABOVE_NOISE = 1.0, 2.0
"""Grey levels (root mean square), and times the encoder's noise in a frame, by which two frames must differ for one
of them to prove which it is: an encoder leaves out of a frame what changes less than its noise."""
SEEN_IN_A_CLIP = 0.12
"""The same for all frames of a clip together; the mean noise must be less, too."""
FAR, FAR_CONVERTED = 7.0, 14.0
"""Grey levels: more than this is another picture, whatever its neighbours; the second after a tone mapping."""
CLEARLY = 0.7
"""After a tone mapping another picture is one to which some frame of the film comes this much nearer."""
WEIGHT_SLACK = 0.02
"""Of a transition's mix, beside half of one of its steps."""
HALF_A_LEVEL = 0.5
"""Grey levels by which an encoder may miss dark pictures."""
Mixed = dict[tuple[int, int], list[tuple[float, float]]]
"""Of each transition, by its first frame and length: weights off, and how unsure each is."""


@dataclass
class Comparison:
    """Of one file: figures and sentences."""

    frames: int = 0
    discriminating: int = 0
    bad: int = 0
    worst_part: float = -1.0
    worst_clip_part: float = -1.0
    error: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Comparer:
    """Compares files of one trailer; `levels` maps grey levels of the source to those of the trailers."""

    def __init__(self, film: SourceFilm, planned: Planned, mix: Mixes, levels: Levels) -> None:
        self._film, self._planned, self._mix, self._levels = film, planned, mix, levels
        self._converted = film.hdr or film.wide_gamut
        self._far = FAR_CONVERTED if self._converted else FAR
        self._wrong = WRONG_CONVERTED if self._converted else WRONG
        self._first, self._first_tie = film.on_screen(mix.first, planned.rate)
        self._second, self._second_tie = film.on_screen(np.maximum(mix.second, 0), planned.rate)

    def compare(self, file: OutputFile) -> Comparison:
        """Holds every frame of `file` that the plan has against the source."""
        result = Comparison()
        shown = flat(file.thumbs[: self._planned.frames])
        chosen = [self._choose(number, one) for number, one in enumerate(shown)]
        off = np.stack([one - picture for one, (_, _, picture) in zip(shown, chosen, strict=True)])
        result.frames, result.error = len(shown), [rms(one) for one in off]
        if self._converted:
            off = self._without_conversion(off)
        sums = np.zeros((len(self._planned.clips), len(SHIFTS), 2))
        counts, noises = np.zeros(len(self._planned.clips)), np.zeros(len(self._planned.clips))
        mixed: Mixed = {}
        for number, (first, second, expected) in enumerate(chosen):
            parts, sizes = self._parts(number, off[number], first, second)
            noise = _noise(off[number], parts, sizes)
            if not self._mix.steps[number]:
                clip = int(self._mix.clip[number])
                sums[clip, :, 0] += parts * sizes
                sums[clip, :, 1] += sizes
                counts[clip] += 1
                noises[clip] += noise
            self._judge(result, number, shown[number], parts, np.sqrt(sizes), noise)
            if not self._converted:
                self._weigh(mixed, number, shown[number] - expected, first, second)
        self._judge_clips(result, sums, counts, noises)
        self._judge_weights(result, mixed)
        return result

    def _without_conversion(self, off: Plane) -> Plane:
        """Takes off what changes slowly: a tone mapping is more than a curve of grey levels. Moving things stay."""
        steady = off.copy()
        border = np.flatnonzero(np.diff(self._mix.clip[: len(off)]) | np.diff(self._mix.steps[: len(off)])) + 1
        for stretch in np.split(np.arange(len(off)), border):
            steady[stretch] -= uniform_filter1d(off[stretch], 13, axis=0, mode="nearest")
        return steady

    def _picture(self, index: int) -> Plane:
        return np.asarray(self._levels[self._film.thumbs[index].reshape(-1)])

    def _pictures(self, index: int) -> list[Plane]:
        return [np.asarray(self._levels[one.reshape(-1)]) for one in self._film.standing_for(index)]

    def _expected(self, number: int, first: int, second: int) -> list[Plane]:
        made = [one * np.float32(self._mix.first_weight[number]) for one in self._pictures(first)]
        if self._mix.second[number] >= 0:
            weight = np.float32(self._mix.second_weight[number])
            made = [one + two * weight for one in made for two in self._pictures(second)]
        return made

    def _choose(self, number: int, shown: Plane) -> tuple[int, int, Plane]:
        """Expected indices and picture; where several are as right, the nearest."""
        firsts = [int(self._first[number])] + [int(self._first[number]) - 1] * int(self._first_tie[number])
        seconds = [int(self._second[number])] + [int(self._second[number]) - 1] * int(self._second_tie[number])
        options = [
            (one, two, made) for one in firsts for two in seconds for made in self._expected(number, one, two)
        ]
        return min(options, key=lambda option: rms(shown - option[2]))

    def _parts(
        self, number: int, off: Plane, first: int, second: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each shift the part `a` and the mean square of `v`."""
        parts, sizes = np.zeros(len(SHIFTS)), np.zeros(len(SHIFTS))
        last = len(self._film.thumbs) - 1
        sources = [(first, self._mix.first_weight[number])]
        if self._mix.second[number] >= 0:
            sources.append((second, self._mix.second_weight[number]))
        for index, weight in sources:
            here = self._picture(index)
            for column, shift in enumerate(SHIFTS):
                if not 0 <= index + shift <= last or weight < 0.25:
                    continue
                v = (self._picture(index + shift) - here) * np.float32(weight)
                size = float(np.mean(np.square(v)))
                part = float(np.mean(off * v)) / size if size > 1e-6 else 0.0
                stronger = part * np.sqrt(size) > parts[column] * np.sqrt(sizes[column])
                if not sizes[column] or (size > 1e-6 and stronger):
                    parts[column], sizes[column] = part, size
        return parts, sizes

    def _judge(
        self,
        result: Comparison,
        number: int,
        shown: Plane,
        parts: NDArray[np.float64],
        seen: NDArray[np.float64],
        noise: float,
    ) -> None:
        error, proving = result.error[number], seen >= max(SEEN, ABOVE_NOISE * noise)
        near = [column for column, shift in enumerate(SHIFTS) if abs(shift) == 1 and seen[column] > 0]
        result.discriminating += bool(near) and bool(proving[near].all())
        worst = float(parts[proving].max()) if proving.any() else -1.0
        result.worst_part = max(result.worst_part, worst)
        if worst <= self._wrong and error <= self._far:
            return
        best, distance = self._best(shown)
        right = best == self._first[number] or distance > CLEARLY * error
        if self._converted and worst <= self._wrong and right:
            return  # no curve of grey levels tells how a tone mapping changes this picture
        result.bad += 1
        clip = int(self._mix.clip[number])
        wanted = [int(self._mix.first[number])] + [int(self._mix.second[number])] * int(
            self._mix.second[number] >= 0
        )
        result.faults.append(
            f"frame {number} (clip {clip}) should show grid frame {' + '.join(map(str, wanted))} "
            f"(source frame {int(self._first[number])}); error {error:.1f}, part {worst:.2f}; "
            f"source frame {best} is nearest at {distance:.1f}"
        )

    def _best(self, shown: Plane) -> tuple[int, float]:
        """The frame of the whole film that is nearest."""
        best, least = -1, np.inf
        for begin in range(0, len(self._film.thumbs), 500):
            block = self._levels[self._film.thumbs[begin : begin + 500].reshape(-1)].reshape(-1, len(shown))
            error = np.mean(np.square(block - shown), axis=1)
            if error.min() < least:
                best, least = begin + int(error.argmin()), float(error.min())
        return best, float(np.sqrt(least))

    def _judge_clips(
        self,
        result: Comparison,
        sums: NDArray[np.float64],
        counts: NDArray[np.float64],
        noises: NDArray[np.float64],
    ) -> None:
        for clip, (of_shift, count, noise) in enumerate(zip(sums, counts, noises, strict=True)):
            for shift, (along, size) in zip(SHIFTS, of_shift, strict=True):
                if count < 3 or np.sqrt(size / count) < max(SEEN_IN_A_CLIP, noise / count):
                    continue
                result.worst_clip_part = max(result.worst_clip_part, along / size)
                if along / size > 0.5:
                    result.faults.append(
                        f"clip {clip} as a whole is nearer to the source {shift:+d} frames away "
                        f"(part {along / size:.2f})"
                    )

    def _weigh(self, mixed: Mixed, number: int, off: Plane, first: int, second: int) -> None:
        """Fits the mix of a transition's frame and keeps how far it is from the planned one."""
        steps = int(self._mix.steps[number])
        if not steps:
            return
        v = self._picture(first)
        if self._mix.second[number] >= 0:
            v = v - self._picture(second)
        size = float(np.mean(np.square(v)))
        if size < 36:  # under 6 grey levels: nothing to weigh
            return
        part = float(np.mean(off * v)) / size
        begin = number
        while begin and self._mix.steps[begin - 1] == steps and self._same_blend(begin - 1, number):
            begin -= 1
        mixed.setdefault((begin, steps), []).append((part, HALF_A_LEVEL / float(np.sqrt(size))))

    def _same_blend(self, one: int, other: int) -> bool:
        same_clip = self._mix.clip[one] == self._mix.clip[other]
        return bool(same_clip and (self._mix.second[one] >= 0) == (self._mix.second[other] >= 0))

    def _judge_weights(self, result: Comparison, mixed: Mixed) -> None:
        for (begin, steps), parts in mixed.items():
            mean = float(np.mean([part for part, _ in parts]))
            most = max(abs(part) - unsure for part, unsure in parts)
            if abs(mean) > 0.5 / steps + 0.005 or most > 0.5 / steps + WEIGHT_SLACK:
                result.faults.append(
                    f"the transition of {steps} frames at frame {begin} is mixed otherwise than planned: "
                    f"weights off by {mean:+.3f} on average and by {most:.3f} at most"
                )


def _noise(off: Plane, parts: NDArray[np.float64], sizes: NDArray[np.float64]) -> float:
    """What is left of a frame's error when the frame that fits best, expected or not, is taken off."""
    error = float(np.mean(np.square(off)))
    return float(np.sqrt(max(0.0, min(error, float((error + sizes * (1 - 2 * parts)).min())))))


def levels(pairs: list[tuple[Plane, Plane]]) -> Levels:
    """Grey levels of the trailers for each of the source, from (source, shown) frames outside transitions.

    For films that are converted to standard range: medians over what should show the same, made monotone.
    """
    source = np.concatenate([one for one, _ in pairs])
    shown = np.concatenate([two for _, two in pairs])
    knots, values = [], []
    for low in range(0, 256, 4):
        here = (source >= low) & (source < low + 4)
        if here.sum() >= 50:
            knots.append(float(np.median(source[here])))
            values.append(float(np.median(shown[here])))
    if len(knots) < 4:
        return IDENTITY
    curve = np.interp(np.arange(256), knots, np.maximum.accumulate(values))
    return curve.astype(np.float32)


def brightness_off(pairs: list[tuple[Plane, Plane]]) -> float:
    """How far the straight line from source to shown grey levels leaves the identity, over what the source has.

    Frames that are not alike say nothing on brightness.
    """
    alike = [pair for pair in pairs if min(pair[0].std(), pair[1].std()) < 2 or np.corrcoef(*pair)[0, 1] > 0.98]
    if not alike:
        return 0.0
    source = np.concatenate([one for one, _ in alike]).astype(np.float64)
    shown = np.concatenate([two for _, two in alike]).astype(np.float64)
    if source.std() < 4:
        return abs(float(shown.mean() - source.mean()))
    slope, offset = np.polyfit(source, shown, 1)
    ends = np.percentile(source, [2, 50, 98])
    return float(np.abs(slope * ends + offset - ends).max())
