"""Nouns to JSON-ready dictionaries: the one place where frames become seconds and names become camelCase.

Pure functions, standard library only. Seconds have 3 decimals; frame numbers stand beside them as integers.
A key that belongs to an object is always there and is None until its value is known.
"""

from personalizedTrailer.wire.analysis import analysis, key_visual, scene_seconds, shot
from personalizedTrailer.wire.files import deliverables, resolve, served_name
from personalizedTrailer.wire.job import JobObject, fault, job, profile, progress, summary, timings
from personalizedTrailer.wire.plan import assembly, personalization
from personalizedTrailer.wire.times import rounded, seconds, stamp

__all__ = [
    "JobObject",
    "analysis",
    "assembly",
    "deliverables",
    "fault",
    "job",
    "key_visual",
    "personalization",
    "profile",
    "progress",
    "resolve",
    "rounded",
    "scene_seconds",
    "seconds",
    "served_name",
    "shot",
    "stamp",
    "summary",
    "timings",
]
