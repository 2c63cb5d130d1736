"""Invariants 5.2 and 5.7 of a trailer: loudness, silence, the source's sound in its place, joins."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.media import placement, sound_io
from tests.media.planned import Json, Planned
from tests.media.report import Report
from tests.media.sound_io import Sound
from tests.media.source_film import SourceFilm

TARGET, TARGET_SLACK = -14.0, 1.0
PEAK, PEAK_SLACK = -2.0, 0.05
LIMIT_DB = 6.0
QUIET = -60.0
GAIN_SLACK = 1.0
"""dB by which the clips of one trailer may differ in gain where no limiter works."""
PUBLISHED_SLACK = 0.3
"""LUFS or dB by which figures of the job may differ from those measured here."""


def chosen_stream(film: Path, language: str) -> int | None:
    """The sound that the contract asks for: tagged with the language, else the default, else the first."""
    names = {
        "en": ("en", "eng"),
        "es": ("es", "spa"),
        "fr": ("fr", "fra", "fre"),
        "hi": ("hi", "hin"),
        "de": ("de", "deu", "ger"),
        "ja": ("ja", "jpn"),
    }
    with av.open(str(film), metadata_errors="replace") as container:
        tracks = [one for one in container.streams.audio if one.codec_context and one.codec_context.sample_rate]
        tagged = [one for one in tracks if (one.language or "").lower() in names.get(language, (language,))]
        candidates = tagged or tracks
        default = [one for one in candidates if int(one.disposition) & int(av.stream.Disposition.default)]
        chosen = (default or candidates)[:1]
        return chosen[0].index if chosen else None


class SoundCheck:
    """Checks the sound of every trailer of a job against one source."""

    def __init__(self, job: Json, film: SourceFilm, report: Report) -> None:
        self._report = report
        self._stream = chosen_stream(film.path, job["input"]["targetLanguage"])
        self._source: Sound | None = None
        if self._stream is not None:
            self._source = sound_io.load(film.path, film.zero, self._stream)
        wanted = "silent" if self._stream is None else f"stream {self._stream}"
        for one in (job["assembly"], *job["assemblies"]):
            track = str(one["audioPlan"]["track"])
            if track != wanted and not track.startswith(f"{wanted} ("):
                report.fault("sound", f"the job names the sound {track!r}; the contract asks for {wanted!r}")

    def check(self, planned: Planned, path: Path, key: str) -> None:
        heard = sound_io.load(path, Fraction(0))
        seconds = len(heard) / sound_io.RATE
        self._report.highest("soundEndsApart", abs(seconds - planned.seconds))
        if abs(seconds - planned.seconds) > 0.1:
            self._report.fault("ends", f"{key}: the sound lasts {seconds:.3f} s of {planned.seconds:.3f}")
        loud, peak = sound_io.measured_loudness(path)
        if self._source is None:
            most = float(np.abs(heard).max(initial=0.0))
            self._report.require(
                most == 0.0, "sound", f"{key}: the film has no sound, yet there is some ({most:.5f})"
            )
            self._report.require(
                planned.assembly["audioPlan"]["loudness"] is None, "loudness", f"{key}: silence has a loudness"
            )
            return
        gains = self._places(planned, heard, key)
        self._loudness(planned, (loud, peak), gains, key)
        self._joins(planned, heard, gains, key)

    def _places(self, planned: Planned, heard: Sound, key: str) -> list[float]:
        assert self._source is not None
        known = planned.assembly["audioPlan"]["loudness"] or {"gainDb": 0.0}
        usual = 10 ** (float(known["gainDb"]) / 20)
        gains: list[float] = []
        levels: list[float] = []
        for index in range(len(planned.clips)):
            place = placement.locate(planned, index, self._source, heard)
            gains.append(place.gain if place.gain and place.in_place > 0.5 else usual)
            if place.gain is None:
                continue
            self._report.add("clipsHeard", 1)
            self._report.lowest("leastAlike", place.in_place)
            what = f"{key}: the sound of clip {index}"
            if place.in_place < 0.5 and place.best < 0.6:
                self._report.fault("place", f"{what} is not the source's (alike {place.in_place:.2f})")
            elif place.offset is not None:
                self._report.add("clipsPlaced", 1)
                self._report.highest("largestOffsetMs", abs(place.offset) * 1000)
                if abs(place.offset) > placement.ALLOWED_OFFSET:
                    self._report.fault("place", f"{what} is {place.offset * 1000:+.1f} ms late")
            elif place.best > place.in_place + 0.05:
                self._report.fault("place", f"{what} is not in its place ({place.in_place:.2f} < {place.best:.2f})")
            if float(known.get("limitedDb") or 0.0) < 0.1 and place.gain > 0 and place.in_place > 0.8:
                levels.append(sound_io.decibels(place.gain))
        if levels:
            spread = max(levels) - min(levels)
            self._report.highest("gainSpreadDb", spread)
            if spread > GAIN_SLACK:
                self._report.fault("loudness", f"{key}: gains of its clips differ by {spread:.1f} dB")
        return gains

    def _loudness(self, planned: Planned, measured: tuple[float, float], gains: list[float], key: str) -> None:
        loud, peak = measured
        self._report.figures.setdefault("lufs", {})[planned.name] = loud  # type: ignore[index]
        self._report.figures.setdefault("dbtp", {})[planned.name] = peak  # type: ignore[index]
        told = planned.assembly["audioPlan"]["loudness"]
        if told is None:
            self._report.fault("loudness", f"{key}: the job gives no loudness")
            return
        self._report.require(told["targetLufs"] == TARGET, "loudness", f"{key}: the target is {told['targetLufs']}")
        achieved, true_peak = told["achievedLufs"], told["truePeakDbtp"]
        if achieved is None or abs(max(-70.0, achieved) - loud) > PUBLISHED_SLACK:
            self._report.fault("loudness", f"{key}: {loud} LUFS measured, {achieved} published")
        if loud > -69 and (true_peak is None or abs(true_peak - peak) > PUBLISHED_SLACK):
            self._report.fault("loudness", f"{key}: {peak} dBTP measured, {true_peak} published")
        before, gain, limited = told["sourceLufs"], float(told["gainDb"]), float(told["limitedDb"])
        if before is not None and before <= QUIET:
            self._report.require(gain == 0, "loudness", f"{key}: silence and noise were raised by {gain} dB")
            return
        if peak > PEAK + PEAK_SLACK:
            self._report.fault("loudness", f"{key}: the true peak is {peak} dBTP")
        if limited > LIMIT_DB + 0.3:
            self._report.fault("loudness", f"{key}: the limiter took {limited} dB")
        if loud > TARGET + TARGET_SLACK:
            self._report.fault("loudness", f"{key}: {loud} LUFS is too loud")
        if loud < TARGET - TARGET_SLACK and not self._is_limited(planned, gain, limited):
            self._report.fault("loudness", f"{key}: {loud} LUFS is too quiet, and no limit explains it")

    def _is_limited(self, planned: Planned, gain: float, limited: float) -> bool:
        """Whether more gain would ask more than 6 dB of the limiter, by the source's own peaks."""
        assert self._source is not None
        dry = placement.predict(planned, self._source, [1.0] * len(planned.clips), edges=True)
        peak = sound_io.decibels(float(np.abs(dry).max(initial=0.0)))
        return limited >= LIMIT_DB - 1.0 and peak + gain >= PEAK + LIMIT_DB - 2.0

    def _joins(self, planned: Planned, heard: Sound, gains: list[float], key: str) -> None:
        assert self._source is not None
        plain = placement.predict(planned, self._source, gains, edges=False)
        faded = placement.predict(planned, self._source, gains, edges=True)
        expected = placement.expected_sound(planned, plain, faded)
        for index in range(1, len(planned.clips)):
            told, fault = placement.join_fault(planned, index, plain, faded, heard)
            self._report.add("joins", 1)
            self._report.add("joinsTelling", int(told))
            second = planned.second(planned.clips[index].at)
            if fault:
                self._report.fault("joins", f"{key}: the join at {second:.3f} s {fault}")
            if step := placement.join_step(planned, index, expected, heard):
                self._report.fault("clicks", f"{key}: the join at {second:.3f} s {step}")
        for place in placement.clicks(expected, heard):
            self._report.fault("clicks", f"{key}: a click at {place / sound_io.RATE:.4f} s")
