"""A service with jobs in every state that a job can be in, and the film that they were made of."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.ui.service import Service, service

Make = Callable[..., None]
_LONG = "A-cam_0417_2026-11-20_location-scouting_southern-range_graded_REC709_v12_FINAL.mp4"
_RIGHT_TO_LEFT = "מסע_החורף_של_הלאמה_גרסה_סופית.mp4"


@dataclass(frozen=True)
class World:
    service: Service
    film: Path
    jobs: dict[str, str]
    """Ids by what they are: done, simulated, failed, cancelled, rendering, queued."""
    empty: Service
    """Another service, which has no jobs."""


@contextlib.contextmanager
def world(base: Path, film: Path, *, seconds: int, whole: bool = True) -> Iterator[World]:
    """`seconds`: how long trailers may be. Without `whole` there are the jobs `done` and `failed` alone."""
    with contextlib.ExitStack() as ends:
        # Two places, which the last two jobs take: the next film finds the service busy.
        main = ends.enter_context(service(base / "main", QUEUE_LIMIT="2", PIPELINE_MODE="local"))
        empty = ends.enter_context(service(base / "empty", PIPELINE_MODE="local"))
        jobs: dict[str, str] = {}

        def make(what: str, name: str, state: str, **fields: str) -> None:
            jobs[what] = main.submit(film, name, **{"max_duration": str(seconds), **fields})
            found = main.until(jobs[what], "completed", "failed", "cancelled", seconds=900)
            assert found["status"] == state, found["error"]

        main.fail("take_")
        make("failed", "interview_take_2.mp4", "failed", profile_id="thriller_buff", mode="mock")
        main.fail("")
        make("done", film.name, "completed", profile_id="action_enthusiast")
        if whole:
            _make_the_others(main, film, jobs, make, seconds)
        yield World(main, film, jobs, empty)


def _make_the_others(main: Service, film: Path, jobs: dict[str, str], make: Make, seconds: int) -> None:
    make("long", _LONG, "completed", profile_id="romance_devotee", mode="mock", max_duration="5")
    simulated = {"profile_id": "family_viewer", "mode": "mock", "target_language": "fr", "max_duration": "10"}
    make("simulated", _RIGHT_TO_LEFT, "completed", **simulated)
    main.hold("take_")
    jobs["cancelled"] = main.submit(film, "rehearsal_take_3.mp4", profile_id="romance_devotee", mode="mock")
    main.wait(main.is_held)
    main.end(jobs["cancelled"])
    main.until(jobs["cancelled"], "cancelled")
    main.release()
    jobs["rendering"] = main.submit(film, profile_id="thriller_buff", max_duration=str(seconds))
    main.wait(lambda: "trailer_variant_0" in (main.job(jobs["rendering"])["deliverables"] or {}), 900)
    main.freeze()
    jobs["queued"] = main.submit(film, profile_id="family_viewer")
