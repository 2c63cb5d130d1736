"""Plans of many combinations, held against the package's own statement of the invariants; nothing is rendered."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from personalizedTrailer import settings as settings_module
from personalizedTrailer.analysis.mock import simulate
from personalizedTrailer.editing import scoring, selection
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.editing.timeline import assemble
from personalizedTrailer.media.probe import probe
from personalizedTrailer.model import MediaInfo, Profile
from tests.oracles import invariants

LENGTHS = (5, 15, 30, 45, 60, 90)


def faults_of(media: MediaInfo, digest: str, profile: Profile, seconds: int) -> list[str]:
    """What breaks the contract in the plan of one job."""
    found = simulate(media.frames, media.rate, digest, profile)
    ranked = scoring.rank_mock(found, profile, digest, seconds)
    seed = f"{digest}:{profile.id}:{seconds}"
    chosen = selection.select(found, ranked, profile, media.rate, media.frames, seconds, seed)
    longest = int(seconds * media.rate)
    lines = [
        assemble(one, media.rate, media.frames, longest, found.scenes, profile, seed) for one in chosen.selections
    ]
    return invariants.violations(found, chosen.selections, lines, media.rate, media.frames, seconds)


def run(clips: Sequence[Path], profiles: Sequence[str], lengths: Sequence[int]) -> int:
    """Checks every combination and prints counts; returns 1 where a plan breaks the contract."""
    chosen = settings_module.load(environ=os.environ)
    taste = {profile.id: profile for profile in PRESETS}
    plans, broken = Counter[str](), Counter[str]()
    for clip in clips:
        media = probe(clip, chosen, quick=False)
        with clip.open("rb") as film:
            digest = hashlib.file_digest(film, "sha256").hexdigest()
        for name in profiles:
            for seconds in lengths:
                faults = faults_of(media, digest, taste[name], seconds)
                plans[clip.name] += 1
                broken[clip.name] += bool(faults)
                for fault in faults:
                    print(f"{clip.name}, {name}, {seconds} s: {fault}")
        print(
            f"{clip.name}: {float(media.seconds):.3f} s at {media.rate}, {plans[clip.name]} plans, "
            f"{broken[clip.name]} broken",
            flush=True,
        )
    print(f"{plans.total()} plans of {len(clips)} clips, {broken.total()} broken.")
    return int(broken.total() > 0 or not plans)
