"""Invariants 5.2, 5.3 and 5.6 of every delivered video: times, frames, streams, sizes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from tests.media import exactness, output_file
from tests.media.output_file import OutputFile
from tests.media.planned import Json, Planned, mixes
from tests.media.report import Report
from tests.media.source_film import SourceFilm
from tests.media.thumbs import IDENTITY, Levels, flat

BRIGHTNESS_SLACK = 3.0
"""Grey levels by which the mean line from source to trailer may leave the identity."""
COLOUR_SLACK = 5.0
"""Levels of Cb and Cr, on average over a frame."""
TOP_BOX = (1920, 1080)
LOWER = (("720p", (1280, 720)), ("480p", (854, 480)))


def fit(display: tuple[float, float], box: tuple[int, int]) -> tuple[float, float]:
    """A size shrunk into a box (turned for portrait), not yet even."""
    width, height = display
    wide, high = box if width >= height else (box[1], box[0])
    factor = min(1.0, wide / width, high / height)
    return width * factor, height * factor


def wanted_ladder(display: tuple[float, float]) -> list[tuple[str | None, tuple[float, float]]]:
    """Labels (None for the top one, whose label is free) and sizes."""
    steps: list[tuple[str | None, tuple[float, float]]] = [(None, fit(display, TOP_BOX))]
    for label, box in LOWER:
        size = fit(display, box)
        above = steps[-1][1]
        if size[0] * size[1] < above[0] * above[1] * 0.9999 and _even(size) != _even(above):
            steps.append((label, size))
    return steps


def _even(size: tuple[float, float]) -> tuple[int, int]:
    return 2 * round(size[0] / 2), 2 * round(size[1] / 2)


def ladder_faults(renditions: list[Json], film: SourceFilm, name: str) -> list[str]:
    """What is wrong with the published renditions of a trailer."""
    wanted = wanted_ladder(film.size)
    if len(wanted) != len(renditions):
        return [f"{len(renditions)} renditions of a film of {film.size}; {len(wanted)} are wanted"]
    top = "master" if name == "primary" else f"trailer_{name}"
    faults = []
    for number, ((label, size), told) in enumerate(zip(wanted, renditions, strict=True)):
        width, height = int(told["width"]), int(told["height"])
        if width % 2 or height % 2:
            faults.append(f"{told['label']} is {width} × {height}: not even")
        if abs(width - size[0]) >= 2 or abs(height - size[1]) >= 2:
            faults.append(f"{told['label']} is {width} × {height}, not about {size[0]:.1f} × {size[1]:.1f}")
        if width > max(2, round(film.size[0])) or height > max(2, round(film.size[1])):
            faults.append(f"{told['label']} is enlarged")
        if label and told["label"] != label:
            faults.append(f"{told['label']} should be called {label}")
        key = top if number == 0 else f"{top}_{told['label']}"
        if told.get("key") != key:
            faults.append(f"the key of {told['label']} is {told.get('key')}, not {key}")
    return faults


LOWER_PROFILES = ("Main", "Baseline", "Constrained Baseline")


def stream_faults(file: OutputFile, rendition: Json, extension: str, film: SourceFilm) -> list[str]:
    """What is wrong with the streams and the container."""
    wanted = {
        "streams": (file.streams, ("video", "audio")),
        "video codec": (file.codec, "h264"),
        "pixels": (file.pixels, "yuv420p"),
        "size": (file.size, (rendition["width"], rendition["height"])),
        "pixel aspect": (file.aspect, Fraction(1)),
        "rotation": (file.rotation, 0),
        "sound codec": (file.audio_codec, "aac"),
        "sound rate": (file.audio_rate, 48_000),
        "channels": (file.audio_layout, "stereo"),
        "damaged frames": (file.damaged, 0),
        "keyframes that are none": (file.false_keyframes, 0),
        "colour range": (file.colour[0], 1),
    }
    faults = [f"{what}: {found}, not {right}" for what, (found, right) in wanted.items() if found != right]
    # Where packets of the film may be copied, what is encoded beside them has the film's own profile.
    if file.profile not in (("High", *LOWER_PROFILES) if rendition["top"] else ("High",)):
        faults.append(f"profile: {file.profile}")
    kinds = output_file.boxes(file.path)
    order = [kind for kind, _ in kinds if kind in ("moov", "mdat")]
    if order[:1] != ["moov"]:
        faults.append(f"no fast start: its boxes are {' '.join(kind for kind, _ in kinds)}")
    brand = kinds[0][1][:4].decode("latin-1") if kinds and kinds[0][0] == "ftyp" else "none"
    if (brand == "qt  ") != (extension == "mov"):
        faults.append(f"container: the brand is {brand!r} in a .{extension}")
    matrix = 1 if film.hdr or film.wide_gamut else film.matrix
    same = {5: 6}
    if matrix in (1, 5, 6) and same.get(file.colour[1], file.colour[1]) != same.get(matrix, matrix):
        faults.append(f"colour: matrix {file.colour[1]}, not {matrix}")
    if 2 in file.colour[1:] or 0 in file.colour[2:]:
        faults.append(f"colour is not tagged: {file.colour}")
    return faults


def time_faults(file: OutputFile, planned: Planned) -> list[str]:
    """Invariants 5.2 and 5.3: whole frames at a constant rate from 0, picture and sound ending together."""
    faults = []
    if len(file.stamps) != planned.frames:
        faults.append(f"{len(file.stamps)} frames, {planned.frames} planned")
    positions = output_file.grid_positions(file, planned.rate)
    off = np.abs(positions - np.arange(len(positions)))
    if off.max(initial=0.0) > 0.01:
        worst = int(off.argmax())
        faults.append(f"frame {worst} is at {positions[worst]:.3f} frames: off the grid from 0")
    told = float(planned.assembly["estimatedDuration"])
    if abs(float(file.video_end) - told) > 0.1:
        faults.append(f"it lasts {float(file.video_end):.3f} s; estimatedDuration is {told}")
    if abs(file.video_end - file.audio_end) > Fraction(1, 10):
        faults.append(f"picture ends at {float(file.video_end):.3f}, sound at {float(file.audio_end):.3f} s")
    if abs(float(file.track_seconds) - planned.seconds) > float(0.5 / planned.rate):
        faults.append(f"its index says {float(file.track_seconds):.3f} s of picture, {planned.seconds:.3f} planned")
    if abs(float(file.average_rate / planned.rate) - 1) > 2e-4:
        faults.append(f"its rate is {file.average_rate}, the job says {planned.rate}")
    return faults


class PictureCheck:
    """Checks the videos of a job, one at a time."""

    def __init__(self, job: Json, film: SourceFilm, outputs: Path, report: Report) -> None:
        self._job, self._film, self._outputs, self._report = job, film, outputs, report
        self.levels: Levels = IDENTITY
        """As this job converts them: the identity unless the film is of high range or wide gamut."""
        self._measured = False

    def check(self, planned: Planned) -> list[Path]:
        """Checks every rendition of a trailer; returns the files that were there, the top one first."""
        renditions = planned.assembly["renditions"]
        for fault in ladder_faults(renditions, self._film, planned.name):
            self._report.fault("ladder", f"{planned.name}: {fault}")
        found, sounds = [], set()
        for rendition in renditions:
            entry = (self._job["deliverables"] or {}).get(rendition["key"])
            path = self._outputs / Path(entry["path"]).name if entry else None
            if entry is None or path is None or not path.is_file():
                self._report.fault("files", f"{rendition['key']} is missing")
                continue
            file = output_file.load(path)
            found.append(path)
            sounds.add(file.audio_packets)
            self._one(planned, file, rendition, entry)
        if len(sounds) > 1:
            self._report.fault("sound", f"{planned.name}: its renditions differ in sound")
        return found

    def _one(self, planned: Planned, file: OutputFile, rendition: Json, entry: Json) -> None:
        key, report = rendition["key"], self._report
        extension = self._job["input"]["outputFormat"]
        for fault in stream_faults(file, rendition, extension, self._film):
            report.fault("streams", f"{key}: {fault}")
        for fault in time_faults(file, planned):
            report.fault("times", f"{key}: {fault}")
        told = (entry["durationSeconds"], entry["width"], entry["height"], entry["renditionLabel"])
        right = (planned.assembly["estimatedDuration"], rendition["width"], rendition["height"], rendition["label"])
        report.require(told == right, "files", f"{key}: the entry says {told}, not {right}")
        report.highest("endsApart", abs(float(file.video_end - file.audio_end)))
        comparison = exactness.Comparer(
            self._film, planned, mixes(planned), self._levels_of(planned, file, key)
        ).compare(file)
        for fault in comparison.faults:
            report.fault("exact", f"{key}: {fault}")
        self._colour(planned, file, key)
        report.add("frames", comparison.frames)
        report.add("discriminating", comparison.discriminating)
        report.add("badFrames", comparison.bad)
        report.highest("worstPart", comparison.worst_part)
        report.highest("worstClipPart", comparison.worst_clip_part)
        report.highest("worstError", max(comparison.error, default=0.0))

    def _colour(self, planned: Planned, file: OutputFile, key: str) -> None:
        """Colour of frames outside transitions; a film that is converted to another range has its own."""
        if self._film.hdr or self._film.wide_gamut:
            return
        mix = mixes(planned)
        alone = np.flatnonzero(mix.steps[: len(file.tints)] == 0)
        index, tie = self._film.on_screen(mix.first[alone], planned.rate)
        shown = file.tints[alone].astype(np.float32)
        off = np.minimum(
            *(
                np.abs(self._film.tints[one].astype(np.float32) - shown).mean(axis=(1, 2, 3))
                for one in (index, index - tie)
            )
        )
        if not len(off):
            return
        self._report.highest("worstColour", float(off.max()))
        if off.max() > COLOUR_SLACK:
            worst = int(off.argmax())
            self._report.fault("exact", f"{key}: the colour of frame {alone[worst]} is {off[worst]:.1f} levels off")

    def _levels_of(self, planned: Planned, file: OutputFile, key: str) -> Levels:
        """Grey levels as this job converts them, measured once."""
        mix = mixes(planned)
        index, _ = self._film.on_screen(mix.first, planned.rate)
        alone = np.flatnonzero(mix.steps == 0)
        alone = alone[alone < len(file.thumbs)][:: max(1, len(alone) // 60)]
        pairs = list(zip(flat(self._film.thumbs[index[alone]]), flat(file.thumbs[alone]), strict=True))
        if not pairs:
            return self.levels
        if self._film.hdr or self._film.wide_gamut:
            if not self._measured:
                self.levels, self._measured = exactness.levels(pairs), True
            return self.levels
        off = exactness.brightness_off(pairs)
        self._report.highest("brightnessOff", off)
        if off > BRIGHTNESS_SLACK:
            self._report.fault("levels", f"{key}: its brightness is {off:.1f} grey levels off the source's")
        return self.levels
