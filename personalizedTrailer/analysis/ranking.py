"""How well each scene suits the viewer: by the profile and, in aws mode, by what Personalize and SageMaker say."""

from __future__ import annotations

from fractions import Fraction

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.editing import scoring
from personalizedTrailer.model import Analysis, JobRequest, Provider, RankedScene

Ranked = tuple[tuple[RankedScene, ...], dict[str, Provider]]


def rank(analysis: Analysis, request: JobRequest, digest: str, rate: Fraction, aws: Aws | None) -> Ranked:
    """Best first, and what each part of it ran on. Raises AwsFault where AWS_FALLBACK=fail, or Cancelled."""
    profile = request.profile
    if analysis.simulated:
        ranked = scoring.rank_mock(analysis, profile, digest, request.max_duration)
    else:
        ranked = scoring.rank_by_taste(analysis, profile)
    if aws is None:
        return ranked, {"personalize": Provider(analysis.analyser)}
    # Not at the top: jobs that do without AWS have no use for it.
    from personalizedTrailer.analysis.aws.reranking import rerank

    return rerank(ranked, analysis, request, rate, aws)
