"""`script/bench aws`: what a film of 100 minutes asks of AWS and costs, and whether jobs survive every failure of it.

Nothing is called in AWS. `cost_ratio_vs_1fps` is the estimated cost of Rekognition for the film over that of the same
three operations on one frame of every second; it is told by the same code as `POST /generate?dry_run=true`. Then whole
jobs run against moto and the test endpoint, each with one service that fails in one way, once with AWS_FALLBACK=local
and once with fail: `fallback_cases` of them, of which `fallback_ok` completed by their fallback and said why, or failed
as was chosen, and let no credential out. `--quick` plays one way a service.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from bench.common import output
from bench.common.output import Table, machine, progress
from personalizedTrailer.cloud.prices import DATED
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.estimates import Estimate, estimate
from personalizedTrailer.model import AudioStream, JobRequest
from personalizedTrailer.settings import load
from tests.aws import faulty, moto_server
from tests.aws.fake_cloud import SERVICES, FakeCloud
from tests.aws.faulty import Case, play, wrong_after_failure, wrong_after_fallback
from tests.aws.jobs import EVERYTHING
from tests.aws.runs import short_film
from tests.aws.s3_door import S3Door
from tests.aws.stub import AwsStub
from tests.unit.media_samples import MEDIA

MINUTES = 100
TRAILER_SECONDS = 60
SOUND = AudioStream(1, "aac", 2, 48_000, "eng", True)
HEADS = ("service", "fails by", "AWS_FALLBACK", "the job", "mode", "what is wrong")
FORMATS = ("{}",) * 6


def of_a_film(settings: dict[str, str]) -> Estimate:
    """Of 100 minutes at 24 frames a second, in aws mode."""
    film = replace(MEDIA, frames=MINUTES * 60 * 24, rate=Fraction(24), audio=(SOUND,))
    fields = ("film.mp4", "mp4", PRESETS[0], "en", "de", TRAILER_SECONDS, "mp4", True, True, "aws")
    return estimate(load(settings, {}, ()), JobRequest(*fields, user_id="viewer-1"), film)


def costs() -> dict[str, object]:
    """Figures of the estimates: Rekognition alone, and with every other service on."""
    alone, everything = of_a_film({}), of_a_film(EVERYTHING)
    every_second = alone.every_second
    return {
        "film_minutes": MINUTES,
        "prices_of": DATED,
        "rekognition_calls": alone.calls,
        "rekognition_usd": round(alone.looking_usd, 3),
        "every_second_calls": every_second.calls,
        "every_second_usd": round(every_second.usd, 3),
        "call_ratio_vs_1fps": round(alone.calls / every_second.calls, 4),
        "cost_ratio_vs_1fps": round(alone.looking_usd / every_second.usd, 4),
        "every_service_calls": everything.calls,
        "every_service_usd": round(everything.usd, 3),
    }


@contextmanager
def cloud() -> Iterator[FakeCloud]:
    """moto and the test endpoint, as long as the block."""
    with ExitStack() as stack:
        door = S3Door(stack.enter_context(moto_server.running()))
        stack.callback(door.close)
        stub = AwsStub(SERVICES)
        stack.callback(stub.close)
        yield FakeCloud(stub, door)


def chosen(quick: bool) -> list[Case]:
    every = list(faulty.cases())
    return list({case.service: case for case in every}.values()) if quick else every


def matrix(cases: Sequence[Case], table: Table) -> tuple[int, int]:
    """Plays all cases both ways; gives how many there were and how many went as they should."""
    played = well = 0
    with cloud() as here, tempfile.TemporaryDirectory() as folder:
        film = short_film(Path(folder))
        for case in cases:
            for fallback, judge in (("local", wrong_after_fallback), ("fail", wrong_after_failure)):
                progress(f"{case.name}, AWS_FALLBACK={fallback} …")
                ended = play(case, here, film, Path(folder) / "jobs", AWS_FALLBACK=fallback)
                wrong = judge(case, ended)
                played, well = played + 1, well + (not wrong)
                provider = ended.job.providers.get(case.service)
                mode = provider.mode if provider else None
                table.add(case.service, case.way, fallback, ended.job.status, mode, "; ".join(wrong) or None)
    return played, well


def main(arguments: Sequence[str]) -> int:
    parser = output.options("aws", __doc__)
    told = parser.parse_args(arguments)
    table = Table(HEADS, FORMATS, told.json)
    played, well = matrix(chosen(told.quick), table)
    table.close(machine=machine(), **costs(), fallback_cases=played, fallback_ok=well)
    return 0
