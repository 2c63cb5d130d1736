"""Every setting once: its names, default, what is allowed, and one sentence on what it does.

Precedence, lowest first: default, `.env` of the repository root, `.env` beside this file, environment,
overrides (command line, or the mapping given to `create_app`). An empty value counts as absent. Where several
names are set in the same place the first one listed wins, so PERSONALIZED_TRAILER_* beats its short form.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from personalizedTrailer.errors import SettingsError
from personalizedTrailer.settings_table import SETTINGS, Setting, Value

PACKAGE = Path(__file__).resolve().parent
DOTENV_FILES = (PACKAGE / ".env", PACKAGE.parent / ".env")
"""Highest precedence first."""
_PATHS = (
    *("upload_dir", "output_dir", "jobs_dir", "log_file", "profiles_file", "speech_model"),
    *("face_model", "clip_model", "expression_model"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read and checked. Folders and files are absolute."""

    host: str
    port: int
    debug: bool
    mode: str
    region: str
    bucket: str | None
    prefix: str
    max_upload_bytes: int
    allowed_origins: tuple[str, ...]
    upload_dir: Path
    output_dir: Path
    jobs_dir: Path
    max_video_duration: int
    """Seconds of source."""
    max_trailer_duration: int
    """Seconds of trailer."""
    sync_wait_seconds: int
    retention_days: int
    queue_limit: int
    """Jobs that may wait or run before POST /generate answers 503."""
    embedded_worker: bool
    worker_idle_seconds: int
    render_threads: int
    """Encoders at once."""
    analysis_speed: str
    render_strategy: str
    render_cache_bytes: int
    profiles_file: Path | None
    speech_model: Path | None
    face_model: Path | None
    clip_model: Path | None
    expression_model: Path | None
    aws_rekognition_enabled: bool
    aws_personalize_enabled: bool
    aws_mediaconvert_enabled: bool
    aws_transcribe_enabled: bool
    aws_translate_enabled: bool
    aws_sagemaker_enabled: bool
    aws_fallback: str
    aws_max_cost_usd: float
    """US dollars that one job may cost."""
    aws_timeout_seconds: float
    aws_poll_seconds: float
    aws_expressions: bool
    """Whether faces' expressions are asked for."""
    rekognition_max_tps: float
    rekognition_segments: str
    frame_interval: float | None
    """Seconds; None adapts it to the film."""
    personalize_campaign_arn: str | None
    personalize_tracking_id: str | None
    sagemaker_endpoint: str | None
    sagemaker_weight: float
    s3_kms_key: str | None
    s3_uploads: bool
    s3_link_seconds: int
    mediaconvert_role_arn: str | None
    mediaconvert_queue_arn: str | None
    mediaconvert_cut: bool
    cdn_base_url: str | None
    ffmpeg_path: str | None
    ffprobe_path: str | None
    ffmpeg_video_codec: str
    ffmpeg_audio_codec: str
    ffmpeg_preset: str
    ffmpeg_crf: int
    ffmpeg_timeout: int
    """Seconds that any one FFmpeg process may take."""
    log_level: str
    log_file: Path

    def environment(self) -> dict[str, str]:
        """These settings as environment variables, to be handed to a worker process."""
        return {s.names[0]: _as_text(getattr(self, s.field)) for s in SETTINGS}


def load(
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    dotenv_files: tuple[Path, ...] = DOTENV_FILES,
) -> Settings:
    """Reads every setting.

    `overrides` has any of a setting's names as keys; other keys are left alone.
    Raises SettingsError with one line that names the variable, the value and what is allowed.
    """
    layers: list[Mapping[str, object]] = []
    if overrides:
        layers.append(overrides)
    layers.append(environ if environ is not None else {})
    layers += [{k: v for k, v in dotenv_values(path).items() if v} for path in dotenv_files if path.is_file()]
    values: dict[str, Value | Path] = {setting.field: _read(setting, layers) for setting in SETTINGS}
    for name in _PATHS:
        if isinstance(folder := values[name], str):
            values[name] = (PACKAGE / Path(folder).expanduser()).resolve()
    if values["debug"] and not _is_given("host", layers):
        values["host"] = "127.0.0.1"  # the debugger runs what it is told: it is not for the network
    return Settings(**values)  # type: ignore[arg-type]


CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")
"""What `.env` may hold for boto3. It is read where it is used, so that no settings, log or answer can hold it."""


def credentials(
    environ: Mapping[str, str] = os.environ, dotenv_files: tuple[Path, ...] = DOTENV_FILES
) -> dict[str, str]:
    """Those of `.env`, by their names; nothing where the environment has any, for boto3 finds these itself."""
    if any(environ.get(name) for name in CREDENTIALS):
        return {}
    for path in dotenv_files:
        if path.is_file() and (given := {k: v for k, v in dotenv_values(path).items() if v and k in CREDENTIALS}):
            return given
    return {}


def _is_given(field: str, layers: list[Mapping[str, object]]) -> bool:
    names = next(setting.names for setting in SETTINGS if setting.field == field)
    return any(_as_text(layer.get(name)).strip() for layer in layers for name in names)


def _read(setting: Setting, layers: list[Mapping[str, object]]) -> Value:
    for layer in layers:
        for name in setting.names:
            raw = layer.get(name)
            if raw is None or (text := _as_text(raw).strip()) == "":
                continue
            try:
                return setting.parse(text)
            except ValueError:
                raise SettingsError(f"{name}={text!r} is not allowed: {setting.allowed}.") from None
    return setting.parse(setting.default) if setting.default else None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return ",".join(str(item) for item in value)
    return str(value)


assert {s.field for s in SETTINGS} == {f.name for f in dataclasses.fields(Settings)}  # noqa: S101  one table, one type
