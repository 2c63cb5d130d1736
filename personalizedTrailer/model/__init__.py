"""The nouns. Standard library only; everything is frozen; nothing here does any work.

The one clock of a film is its *frame grid*: whole frames at `MediaInfo.rate`, number 0 being the first video
frame. Scenes, clips and cues are half-open ranges of such frames, so every cut is exact by construction.
Grid frame n shows the source frame that is on screen in the middle of [n, n+1) / rate. Seconds appear only at
the JSON edge (`wire`). `None` means not measured or not known yet; it is never 0.
"""

from personalizedTrailer.model.analysis import (
    Analysis,
    Character,
    Evidence,
    Finding,
    FindingKind,
    Measures,
    Metrics,
    Moment,
    Scene,
    Shot,
    Signals,
    Warning,
)
from personalizedTrailer.model.footage import (
    AudioStream,
    HdrTransfer,
    MediaInfo,
    Span,
    SubtitleStream,
    VideoStream,
)
from personalizedTrailer.model.job import (
    ENDED,
    STAGES,
    Job,
    JobError,
    JobRequest,
    Progress,
    Provider,
    Scalar,
    Status,
)
from personalizedTrailer.model.plan import (
    Assembly,
    Clip,
    Deliverable,
    Loudness,
    Pick,
    Profile,
    RankedScene,
    Reason,
    Rendition,
    Selection,
    Timeline,
    TransitionKind,
    VariantSpec,
)
from personalizedTrailer.model.speech import SpokenWord

__all__ = [
    "ENDED",
    "STAGES",
    "Analysis",
    "Assembly",
    "AudioStream",
    "Character",
    "Clip",
    "Deliverable",
    "Evidence",
    "Finding",
    "FindingKind",
    "HdrTransfer",
    "Job",
    "JobError",
    "JobRequest",
    "Loudness",
    "Measures",
    "MediaInfo",
    "Metrics",
    "Moment",
    "Pick",
    "Profile",
    "Progress",
    "Provider",
    "RankedScene",
    "Reason",
    "Rendition",
    "Scalar",
    "Scene",
    "Selection",
    "Shot",
    "Signals",
    "Span",
    "SpokenWord",
    "Status",
    "SubtitleStream",
    "Timeline",
    "TransitionKind",
    "VariantSpec",
    "VideoStream",
    "Warning",
]
