"""The truth about the film: what is where, exact to the frame, as plain JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demo.story import FPS, SOFT, Cue, Line, Placed, window

# a babbled line starts a little after its subtitle and ends a little before
LEAD, TAIL = 0.08, 0.15


def seconds(frame: int) -> float:
    """A frame number as seconds, to the microsecond."""
    return round(frame / FPS, 6)


def span(placed: Placed, at: float, long: float) -> tuple[float, float]:
    """A span within a shot as film seconds, held inside the shot."""
    first = placed.start / FPS
    return (round(first + at, 3), round(min(first + at + long, placed.end / FPS), 3))


def cues(film: Sequence[Placed]) -> list[tuple[Cue, float, float]]:
    """Every sound effect with its film seconds."""
    found = [(cue, *span(p, cue.at, cue.long)) for p in film for cue in p.shot.cues]
    return [one for one in found if one[2] > one[1]]


def lines(film: Sequence[Placed]) -> list[tuple[Line, float, float]]:
    """Every spoken line with its film seconds; a line that a shortened film cuts off is left out."""
    found = [(line, *span(p, line.at, line.long)) for p in film for line in p.shot.lines]
    return [one for one in found if one[2] - one[1] >= one[0].long - 0.002]


def hushes(film: Sequence[Placed]) -> list[tuple[float, float]]:
    """The near-silent spans in film seconds."""
    found = [span(p, p.shot.hush[0], p.shot.hush[1] - p.shot.hush[0]) for p in film if p.shot.hush]
    return [one for one in found if one[1] > one[0]]


def sequences(film: Sequence[Placed]) -> list[tuple[str, float, float]]:
    """The sequences in order: name, start and end in seconds."""
    out: list[tuple[str, float, float]] = []
    for p in film:
        if out and out[-1][0] == p.shot.sequence:
            out[-1] = (out[-1][0], out[-1][1], seconds(p.end))
        else:
            out.append((p.shot.sequence, seconds(p.start), seconds(p.end)))
    return out


def _span(start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **more}


def _shot(placed: Placed, spoken: Sequence[tuple[Line, float, float]]) -> dict[str, Any]:
    one = placed.shot
    sounds = [_span(a, b, name=cue.name) for cue, a, b in cues([placed])]
    sounds += [
        _span(round(a + LEAD, 3), round(b - TAIL, 3), name="voice")
        for _, a, b in spoken
        if placed.start / FPS <= a < placed.end / FPS
    ]
    opening: dict[str, Any] = {"kind": one.opening}
    if SOFT[one.opening]:
        opening["window"] = list(window(placed))
    return {
        "index": placed.index,
        "startFrame": placed.start,
        "endFrame": placed.end,
        "start": seconds(placed.start),
        "end": seconds(placed.end),
        **opening,
        "sequence": one.sequence,
        "scene": one.scene,
        "mood": one.mood,
        "labels": list(one.labels),
        "camera": one.camera,
        "sounds": sorted(sounds, key=lambda s: (s["start"], s["name"])),
    }


def truth(film: Sequence[Placed], width: int, height: int) -> dict[str, Any]:
    """Everything a detector could be measured against. Frame windows are half-open."""
    spoken = lines(film)
    frames = film[-1].end
    return {
        "title": "Lightkeeper",
        "fps": FPS,
        "width": width,
        "height": height,
        "frames": frames,
        "durationSeconds": seconds(frames),
        "shots": [_shot(p, spoken) for p in film],
        "sequences": [_span(a, b, name=name) for name, a, b in sequences(film)],
        "notCuts": [
            {
                "frame": p.start + n.first,
                "endFrame": min(p.start + n.end, p.end),
                "start": seconds(p.start + n.first),
                "reason": n.reason,
            }
            for p in film
            for n in p.shot.not_cuts
            if p.start + n.first < p.end
        ],
        "titleSpans": [_span(seconds(p.start), seconds(p.end)) for p in film if p.shot.scene == "title"],
        "creditsSpans": [_span(seconds(p.start), seconds(p.end)) for p in film if p.shot.scene == "credits"],
        "silences": [_span(a, b) for a, b in hushes(film)],
        "speechLike": [_span(round(a + LEAD, 3), round(b - TAIL, 3), voice=line.voice) for line, a, b in spoken],
        "subtitles": [_span(a, b, text=line.text) for line, a, b in spoken],
    }
