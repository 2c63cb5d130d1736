"""Key frames of scenes, made when they are first asked for."""

from __future__ import annotations

from personalizedTrailer.errors import DeliverableNotFound, NotReady
from personalizedTrailer.model import Deliverable, Job
from personalizedTrailer.settings import Settings
from personalizedTrailer.storage.base import JobStore


def make(store: JobStore, settings: Settings, job: Job, number: int) -> Deliverable:
    """The key frame of scene `number`, listed in the job from now on.

    Raises NotReady before the primary trailer is there, DeliverableNotFound where there is no such scene.
    """
    scenes = job.analysis.scenes if job.analysis else ()
    if not any(scene.number == number for scene in scenes):
        raise DeliverableNotFound
    raise NotReady
