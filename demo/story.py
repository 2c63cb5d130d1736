"""What a shot is, and the whole film as a list of placed shots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

FPS = 24
MOODS = ("Excited", "Tense", "Joy", "Calm", "Fear", "Surprise", "Love", "Hope", "Neutral")
LABELS = ("Explosion", "Chase", "Hero", "Family", "Friendship", "Heartwarming", "Mystery", "Plot Twist",
    "Shadow", "Couple", "Sunset", "Monologue", "Landscape", "Dialogue", "Crowd", "Vehicle", "Logo",
    )  # fmt: skip
# how many frames on each side of the border a soft transition takes
SOFT = {"start": 0, "cut": 0, "dissolve": 9, "fade": 10}


@dataclass(frozen=True)
class Cue:
    """A sound: its name, when it starts and how long it lasts (seconds in the shot), and its level."""

    name: str
    at: float
    long: float
    gain: float = 1.0


@dataclass(frozen=True)
class Line:
    """A spoken line: who babbles it, when (seconds in the shot), how long, and its subtitle."""

    voice: str
    at: float
    long: float
    text: str


@dataclass(frozen=True)
class NotCut:
    """A sudden change that is no cut: frames in the shot, half-open, and why."""

    first: int
    end: int
    reason: str


@dataclass(frozen=True)
class Shot:
    """One shot as written. `frames` is its length; the rest says what is seen, heard and meant."""

    sequence: str
    frames: int
    scene: str
    mood: str
    labels: tuple[str, ...]
    camera: str = "static"
    opening: str = "cut"
    options: Mapping[str, str | float] = field(default_factory=dict)
    view: tuple[float, float, float] = (640.0, 360.0, 1.0)
    pan: tuple[float, float] = (0.0, 0.0)
    seed: int = 1
    cues: tuple[Cue, ...] = ()
    lines: tuple[Line, ...] = ()
    not_cuts: tuple[NotCut, ...] = ()
    hush: tuple[float, float] | None = None


@dataclass(frozen=True)
class Placed:
    """A shot in the film: frames `start` up to, not including, `end`."""

    index: int
    start: int
    end: int
    shot: Shot

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return (self.end - self.start) / FPS


def shot(sequence: str, seconds: float, scene: str, mood: str, labels: str, camera: str = "static", *,
         cues: str = "", lines: Sequence[Line] = (), **more: object) -> Shot:  # fmt: skip
    """A shot from short notes.

    `labels` are separated by commas; `cues` are `name at long [gain]` (at `-` for the whole shot),
    separated by commas; what else is given goes to `Shot` as it is.
    """
    heard = []
    for note in filter(None, (n.strip() for n in cues.split(","))):
        name, at, *rest = note.split()
        if at == "-":
            heard.append(Cue(name, 0.0, seconds, float(rest[0]) if rest else 1.0))
        else:
            heard.append(Cue(name, float(at), float(rest[0]), float(rest[1]) if len(rest) > 1 else 1.0))
    made = Shot(sequence, round(seconds * FPS), scene, mood, tuple(x.strip() for x in labels.split(",")),
        camera, cues=tuple(heard), lines=tuple(lines))  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@cache
def whole() -> tuple[Placed, ...]:
    """The full film in order."""
    from demo import act_one, act_three, act_two

    placed, at = [], 0
    for index, one in enumerate([*act_one.SHOTS, *act_two.SHOTS, *act_three.SHOTS]):
        placed.append(Placed(index, at, at + one.frames, one))
        at += one.frames
    return tuple(placed)


def upto(seconds: float | None) -> tuple[Placed, ...]:
    """The film's first shots until `seconds`, the last of them cut there; everything when None."""
    film = whole()
    if seconds is None:
        return film
    last = max(1, round(seconds * FPS))
    return tuple(replace(p, end=min(p.end, last)) for p in film if p.start < last)


def window(placed: Placed) -> tuple[int, int]:
    """The frames (half-open) over which a shot's opening transition takes place."""
    soft = SOFT[placed.shot.opening]
    return (placed.start - soft, placed.start + soft)
