"""How long local analysis takes, how much memory it needs, and whether the short way is as exact as the long one."""

from __future__ import annotations

import statistics
from pathlib import Path

from bench.analysing.plans import decode, plan, unseen_cuts
from bench.common import films
from bench.common.measure import cpu_of
from bench.common.output import progress

HOURS_OF_LONG = 12
"""How often the film of ten minutes is taken for one of two hours."""
TRAILER_SECONDS = 60


def two_hours(film: Path, ffmpeg: str) -> Path:
    """A film of two hours, `film` again and again, without encoding anything."""
    made = film.with_name(f"two_hours_{film.name}")
    if not made.is_file():
        progress("Making a film of two hours (once) …")
        turns, part = film.with_suffix(".txt"), film.with_suffix(".part.mp4")
        turns.write_text(f"file '{film}'\n" * HOURS_OF_LONG, encoding="utf-8")
        joined = ["-f", "concat", "-safe", "0", "-i", str(turns), "-c", "copy", str(part)]
        cpu_of([ffmpeg, "-nostdin", "-v", "error", "-y", *joined])
        part.replace(made)
        turns.unlink()
    return made


def measured(ffmpeg: str, *, quick: bool, rounds: int) -> dict[str, object]:
    """All figures of time and memory, by key; quick: of a short film, and nothing of two hours."""
    film = films.make(films.SHORT if quick else films.LONG, ffmpeg)
    decoding, planning = [], []
    for turn in range(rounds):
        progress(f"Decoding, and analysing, round {turn + 1} of {rounds} …")
        decoding.append(decode(film).cpu)
        planning.append(plan(film, TRAILER_SECONDS // 4, "full"))
    full = planning[-1]
    cpu = statistics.median(one.spent.cpu for one in planning)
    progress("The short way …")
    fast = plan(film, TRAILER_SECONDS // 4, "fast")
    shares = [one / other.spent.cpu for one, other in zip(decoding, planning, strict=True)]
    found: dict[str, object] = {
        "film": film.stem,
        "x_realtime_per_core": round(full.seconds / cpu, 2),
        "share_of_pure_decode": round(statistics.median(shares), 3),
        "fast_clip_exactness": unseen_cuts(fast, full),
        "fast_cpu_of_full": round(fast.spent.cpu / cpu, 3),
        "peak_rss_mb": {"full": round(full.spent.peak / 1e6), "fast": round(fast.spent.peak / 1e6)},
    }
    if not quick:
        found["x_realtime_per_core_1080p"] = found["x_realtime_per_core"]
        progress("Two hours …")
        long = plan(two_hours(film, ffmpeg), TRAILER_SECONDS, "auto")
        found |= {
            "two_hour_film_s": round(long.spent.wall, 1),
            "two_hour_film_cpu_s": round(long.spent.cpu, 1),
            "two_hour_film_speed": long.speed,
            "peak_rss_mb_two_hours": round(long.spent.peak / 1e6),
            # Of two hours to ten minutes: in the way that each is looked at by itself, and in the same way.
            "peak_rss_growth": round(long.spent.peak / full.spent.peak, 2),
            "peak_rss_growth_fast": round(long.spent.peak / fast.spent.peak, 2),
        }
    return found
