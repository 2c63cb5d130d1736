"""Invariants 5.1, 5.3 (times), 5.4, 5.5 and 5.9, from what the job publishes."""

from __future__ import annotations

from fractions import Fraction

from personalizedTrailer.editing.footage import frames_by_third, usable_footage
from personalizedTrailer.model import (
    Analysis,
    Clip,
    Metrics,
    Pick,
    Scene,
    Selection,
    Span,
    Timeline,
    VariantSpec,
)
from tests.media.planned import PRIMARY, Json, Planned
from tests.media.report import Report
from tests.media.source_film import SourceFilm, rate_fault
from tests.oracles import invariants

SHARES = {
    PRIMARY: (30, 40, 30),
    "variant_0": (60, 30, 10),
    "variant_1": (20, 60, 20),
    "variant_2": (10, 30, 60),
    "variant_3": (33, 34, 33),
}
NAMES = {
    "variant_0": "Opening Act",
    "variant_1": "Middle Climax",
    "variant_2": "Grand Finale",
    "variant_3": "Balanced Mix",
}
REGIONS = ("early", "middle", "late")
ROUNDING = 0.00051
"""Seconds: half a millisecond."""


def check_plan(job: Json, plans: list[Planned], film: SourceFilm, report: Report) -> None:
    """Everything about a plan that needs no output file."""
    rate = plans[0].rate
    if fault := rate_fault(film, rate):
        report.fault("rate", f"the trailers run at {rate}: {fault}")
    frames = round(float(job["analysis"]["totalDuration"]) * rate)
    if abs(frames / rate - film.seconds) > 1.5 / rate + Fraction(1, 100):
        report.fault("coverage", f"the job says {float(frames / rate):.3f} s, {float(film.seconds):.3f} s decode")
    for planned in plans:
        report.require(
            planned.rate == rate, "rate", f"{planned.name} runs at {planned.rate}, the primary at {rate}"
        )
        _times(planned, frames, report)
        _transitions(planned, report)
        _handles(planned, report)
    _scenes(job, rate, frames, report)
    _shared_invariants(job, plans, rate, frames, report)
    _durations(job, plans, rate, frames, report)


def _times(planned: Planned, frames: int, report: Report) -> None:
    rate, name = planned.rate, planned.name
    for clip, item in zip(planned.clips, planned.assembly["timeline"], strict=True):
        what = f"{name}, clip {clip.number}"
        wanted = {
            "in": planned.second(clip.at),
            "out": planned.second(clip.end),
            "sourceStart": planned.second(clip.source),
            "sourceEnd": planned.second(clip.source_end),
        }
        for key, second in wanted.items():
            if abs(float(item[key]) - second) > ROUNDING or round(float(item[key]), 3) != item[key]:
                report.fault("timeline", f"{what}: {key} is {item[key]}, {second:.3f} by its frames")
        span = (item["sourceEnd"] - item["sourceStart"]) / item["speed"]
        if abs((item["out"] - item["in"]) - span) > 4 * ROUNDING:
            report.fault("timeline", f"{what}: out - in is not (sourceEnd - sourceStart) / speed")
        report.require(item["speed"] == 1, "timeline", f"{what}: speed is {item['speed']}")
        whole = isinstance(item["sourceStartFrame"], int) and isinstance(item["frames"], int)
        report.require(whole and clip.frames > 0, "timeline", f"{what}: frames are not whole numbers above 0")
        report.require(
            clip.source >= 0 and clip.source_end <= frames, "timeline", f"{what} lies outside the source"
        )
    for before, clip in zip(planned.clips, planned.clips[1:], strict=False):
        if clip.source < before.source_end:
            report.fault(
                "timeline", f"{name}, clip {clip.number} overlaps or precedes the one before in the source"
            )
    told = float(planned.assembly["estimatedDuration"])
    report.require(
        abs(told - planned.frames / rate) <= ROUNDING,
        "duration",
        f"{name}: estimatedDuration is {told}, its clips last {planned.seconds:.3f}",
    )


def _transitions(planned: Planned, report: Report) -> None:
    rate, clips = planned.rate, planned.clips
    report.require(clips[0].kind in ("cut", "fade"), "transitions", f"{planned.name} begins with a {clips[0].kind}")
    for clip, item in zip(clips, planned.assembly["timeline"], strict=True):
        what = f"{planned.name}, clip {clip.number}: its {clip.kind}"
        before = clips[clip.number - 1] if clip.number else clip
        if clip.kind not in ("cut", "fade", "dip", "dissolve"):
            report.fault("transitions", f"{what} is unknown")
        if (clip.kind == "cut") != (item["transitionSeconds"] == 0):
            report.fault("transitions", f"{what} lasts {item['transitionSeconds']} s")
        shorter = min(clip.frames, before.frames)
        if 3 * clip.blend > shorter:
            report.fault("transitions", f"{what} takes more than a third of a clip")
        full = round(rate / 2)
        if clip.kind != "cut" and abs(clip.blend - full) > 1 and abs(clip.blend - min(full, shorter // 3)) > 2:
            report.fault("transitions", f"{what} lasts {clip.blend} frames; half a second is {full}")
        if clip.outro and (clip is not clips[-1] or 3 * clip.outro > clip.frames):
            report.fault("transitions", f"{what}: its outro is in the wrong place or too long")
        on_screen = clip.frames - clip.head - planned.tail(clip.number)
        report.require(on_screen >= 0, "transitions", f"{what} overlaps the next one")


def _handles(planned: Planned, report: Report) -> None:
    items = planned.assembly["timeline"]
    for clip, item in zip(planned.clips, items, strict=True):
        before, after = float(item["handles"]["padBefore"]), float(item["handles"]["padAfter"])
        what = f"{planned.name}, clip {clip.number}: its handles {before} and {after}"
        room = planned.second(clip.source - (planned.clips[clip.number - 1].source_end if clip.number else 0))
        if not 0 <= before <= 0.75 + ROUNDING or not 0 <= after <= 0.9 + ROUNDING:
            report.fault("handles", f"{what} are out of bounds")
        if before > room + ROUNDING:
            report.fault("handles", f"{what} exceed the room of {room:.3f} s before it")
        if clip.number + 1 < len(planned.clips):
            gap = planned.second(planned.clips[clip.number + 1].source - clip.source_end)
            if after > 0.45 * gap + ROUNDING:
                report.fault("handles", f"{what} exceed 0.45 of the gap of {gap:.3f} s")
        if before + after > 0.3 * planned.second(clip.frames) + 2 * ROUNDING:
            report.fault("handles", f"{what} take more than 30 % of the clip")


def _scenes(job: Json, rate: Fraction, frames: int, report: Report) -> None:
    covered, position = 0, 0
    for number, scene in enumerate(job["analysis"]["scenes"], 1):
        start, length = int(scene["startFrame"]), int(scene["frames"])
        what = f"scene {number}"
        report.require(scene["sceneId"] == f"scene_{number}", "coverage", f"{what} is called {scene['sceneId']}")
        report.require(start >= position and length > 0, "coverage", f"{what} overlaps the one before or is empty")
        if (
            abs(float(scene["start"]) - start / rate) > ROUNDING
            or abs(float(scene["end"]) - (start + length) / rate) > ROUNDING
        ):
            report.fault("coverage", f"{what}: seconds and frames disagree")
        position, covered = start + length, covered + length
    report.require(position <= frames, "coverage", "the scenes run past the source")
    ratio = float(job["analysis"]["metrics"]["coverageRatio"])
    if covered < 0.95 * frames or ratio < 0.95 or abs(ratio - covered / frames) > 0.002:
        report.fault("coverage", f"coverageRatio is {ratio}; {covered} of {frames} frames are covered")
    if job["analysis"]["simulated"] is not (job["mode"] == "mock"):
        report.fault("job", "analysis.simulated does not fit the mode")


def _model(job: Json, plans: list[Planned]) -> tuple[Analysis, list[Selection], list[Timeline]]:
    scenes = tuple(
        Scene(
            number,
            Span(one["startFrame"], one["startFrame"] + one["frames"]),
            (),
            (),
            (),
            (),
            one["startFrame"],
            one["keptOut"],
        )
        for number, one in enumerate(job["analysis"]["scenes"], 1)
    )
    found = Analysis(str(job["mode"]), bool(job["analysis"]["simulated"]), scenes, (), Metrics(None, None, None))
    chosen = {PRIMARY: job["personalization"]["selectedScenes"]}
    chosen |= {one["id"]: one["scenes"] for one in job["personalization"]["variants"]}
    selections, lines = [], []
    for planned in plans:
        shares = tuple(Fraction(share, 100) for share in SHARES[planned.name])
        spec = VariantSpec(planned.name, "", "", (shares[0], shares[1], shares[2]))
        picks = tuple(
            Pick(_number(one), Span(one["sourceStartFrame"], one["sourceStartFrame"] + one["frames"]))
            for one in chosen[planned.name]
        )
        selections.append(Selection(spec, picks, (0.0, 0.0, 0.0), 0))
        lines.append(Timeline(spec, planned.rate, tuple(_clips(planned))))
    return found, selections, lines


def _number(item: Json) -> int:
    return int(str(item["sceneId"]).removeprefix("scene_"))


def _clips(planned: Planned) -> list[Clip]:
    return [
        Clip(
            scene=_number(item),
            source=Span(clip.source, clip.source_end),
            at=clip.at,
            transition=item["transition"],
            transition_frames=clip.blend,
            pad_before=round(float(item["handles"]["padBefore"]) * planned.rate),
            pad_after=round(float(item["handles"]["padAfter"]) * planned.rate),
            audio_cue="",
            outro_frames=clip.outro,
        )
        for clip, item in zip(planned.clips, planned.assembly["timeline"], strict=True)
    ]


def _shared_invariants(job: Json, plans: list[Planned], rate: Fraction, frames: int, report: Report) -> None:
    """The package's own statement of the invariants, which knows nothing of how clips are chosen."""
    found, selections, lines = _model(job, plans)
    seconds = int(job["input"]["maxDurationSeconds"])
    for fault in invariants.violations(found, selections, lines, rate, frames, seconds):
        report.fault("plan", fault)
    for planned in plans:
        total = sum(clip.frames for clip in planned.clips)
        taken = frames_by_third([Span(clip.source, clip.source_end) for clip in planned.clips], frames)
        missed = [abs(part / total - share / 100) for part, share in zip(taken, SHARES[planned.name], strict=True)]
        report.highest("sharesMissed", max(missed))
        _published(job, planned, [part / total for part in taken], report)


def _published(job: Json, planned: Planned, reached: list[float], report: Report) -> None:
    if planned.name == PRIMARY:
        told = job["personalization"]["estimatedDuration"]
        report.require(
            told == planned.assembly["estimatedDuration"], "job", f"personalization.estimatedDuration is {told}"
        )
        return
    variant = next(one for one in job["personalization"]["variants"] if one["id"] == planned.name)
    wanted = {region: f"{share}%" for region, share in zip(REGIONS, SHARES[planned.name], strict=True)}
    report.require(
        variant["distribution"] == wanted, "job", f"{planned.name}: distribution {variant['distribution']}"
    )
    report.require(variant["name"] == NAMES[planned.name], "job", f"{planned.name} is called {variant['name']}")
    report.require(
        variant["estimatedDuration"] == planned.assembly["estimatedDuration"],
        "job",
        f"{planned.name}: two values of estimatedDuration",
    )
    for region, part in zip(REGIONS, reached, strict=True):
        told = float(str(variant["achievedDistribution"][region]).rstrip("%"))
        if abs(told - 100 * part) > 2.5:
            report.fault(
                "job", f"{planned.name}: {told} % {region} is published, {100 * part:.1f} % is on the timeline"
            )


def _durations(job: Json, plans: list[Planned], rate: Fraction, frames: int, report: Report) -> None:
    """5.1, and the warnings that go with short or excluded footage."""
    target = int(job["input"]["maxDurationSeconds"])
    scenes = _model(job, plans)[0].scenes
    kept = sum(scene.span.frames for scene in scenes if scene.kept_out is None)
    usable = usable_footage(scenes, frames, target * rate)
    footage = float(usable.usable / rate)
    report.figures["usableSeconds"] = round(footage, 3)
    codes = {warning["code"] for warning in job["warnings"]}
    report.require(
        (2 * kept < min(Fraction(frames), target * rate)) <= ("used_excluded_material" in codes),
        "duration",
        "excluded material was needed, and there is no warning used_excluded_material",
    )
    short = footage < target
    report.require(
        short == ("source_shorter_than_target" in codes),
        "duration",
        f"{footage:.3f} s are usable for {target} s, and the warnings are {sorted(codes)}",
    )
    for planned in plans:
        length = planned.seconds
        if length > target + float(1 / rate):
            report.fault("duration", f"{planned.name} lasts {length:.3f} s, more than {target}")
        least = target - 2.0 if not short else footage * (0.8 if planned.name == PRIMARY else 0.4)
        if length < least - 1e-6:
            report.fault("duration", f"{planned.name} lasts {length:.3f} s, less than {least:.3f}")
    variants = [planned for planned in plans if planned.name != PRIMARY]
    uses = [0] * frames
    for planned in variants:
        for clip in planned.clips:
            for frame in range(clip.source, min(clip.source_end, frames)):
                uses[frame] += 1
    shared = sum(max(0, use - 1) for use in uses)
    report.figures["sharedSeconds"] = round(float(shared / rate), 3)
    report.figures["trailerSeconds"] = [round(planned.seconds, 3) for planned in plans]
    report.figures["clips"] = [len(planned.clips) for planned in plans]
    kinds = [clip.kind for planned in plans for clip in planned.clips]
    report.figures["transitions"] = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
