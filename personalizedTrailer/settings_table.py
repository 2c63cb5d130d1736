"""The table of settings: one entry a setting. A test holds `.env.example` and the README table against it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

Value = str | int | float | bool | tuple[str, ...] | None

UNITS = {"": 1, "B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}


@dataclass(frozen=True, slots=True)
class Setting:
    field: str
    names: tuple[str, ...]
    default: str
    """As it would stand in `.env`; empty means none."""
    parse: Callable[[str], Value]
    """Raises ValueError on a value that is not allowed."""
    allowed: str
    sentence: str


def _text(pattern: str = r"[^\x00-\x1f]+") -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return parse


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,18}", text) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return parse


def _decimal(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text) or not low <= float(text) <= high:
            raise ValueError(text)
        return float(text)

    return parse


def _interval(text: str) -> float | None:
    return None if text.lower() == "auto" else _decimal(2, 5)(text)


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if (value := text.lower()) not in [c.lower() for c in choices]:
            raise ValueError(text)
        return next(c for c in choices if c.lower() == value)

    return parse


def parse_flag(text: str) -> bool:
    """true/false/1/0/yes/no/on/off in any case; raises ValueError on anything else."""
    value = text.strip().lower()
    if value in ("true", "1", "yes", "on"):
        return True
    if value in ("false", "0", "no", "off"):
        return False
    raise ValueError(text)


def parse_bytes(text: str) -> int:
    """Bytes, or a whole number with a unit (2GB, 500MB; powers of 1024); raises ValueError."""
    match = re.fullmatch(r"([0-9]{1,15})\s*([KMGT]?B?)", text.strip().upper())
    if not match:
        raise ValueError(text)
    unit = match[2] if match[2].endswith("B") or not match[2] else match[2] + "B"
    size = int(match[1]) * UNITS[unit]
    if size < 1:
        raise ValueError(text)
    return size


def _room(text: str) -> int:
    """Bytes as `parse_bytes` reads them, or 0; raises ValueError."""
    return 0 if text.strip() == "0" else parse_bytes(text)


def _origins(text: str) -> tuple[str, ...]:
    found = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    if not found or not all(re.fullmatch(r"\*|https?://[^\s/,]+", origin) for origin in found):
        raise ValueError(text)
    return found


_LOCAL_ORIGINS = ",".join(
    f"http://{name}:{port}" for name in ("localhost", "127.0.0.1") for port in (3000, 5000, 5007)
)
_FLAG = "true, false, 1, 0, yes, no, on or off"
_P = "PERSONALIZED_TRAILER_"
_CORES = str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _aws(name: str, title: str, default: str) -> Setting:
    return Setting(
        f"aws_{name}_enabled",
        (f"AWS_{name.upper()}_ENABLED",),
        default,
        parse_flag,
        _FLAG,
        f"Whether aws mode uses {title}.",
    )


# fmt: off
SETTINGS: tuple[Setting, ...] = (
    Setting("host", ("FLASK_HOST",), "0.0.0.0", _text(r"[\w.:\-]+"), "a host name or an address", "Address to listen on."),  # noqa: E501, S104
    Setting("port", (_P + "PORT", "FLASK_PORT"), "5007", _whole(0, 65535), "a whole number from 0 to 65535", "Port to listen on."),  # noqa: E501
    Setting("debug", ("FLASK_DEBUG",), "off", parse_flag, _FLAG, "Flask's debugger, for development alone."),
    Setting("mode", (_P + "PIPELINE_MODE", "PIPELINE_MODE"), "mock", _one_of("mock", "local", "aws"), "mock, local or aws", "How films are analysed where the request does not say."),  # noqa: E501
    Setting("region", (_P + "REGION", "AWS_REGION"), "us-east-1", _text(r"[a-z0-9\-]+"), "an AWS region", "AWS region."),  # noqa: E501
    Setting("bucket", (_P + "S3_BUCKET", "AWS_S3_BUCKET"), "", _text(r"[a-z0-9.\-]{3,63}"), "the name of a bucket", "S3 bucket for media, in aws mode."),  # noqa: E501
    Setting("prefix", (_P + "PREFIX",), "personalized-trailers", _text(r"[\w./\-]+"), "letters, digits and . / - _", "Prefix of the keys in the bucket."),  # noqa: E501
    Setting("max_upload_bytes", (_P + "MAX_UPLOAD_BYTES", "MAX_UPLOAD_SIZE"), "2147483648", parse_bytes, "a number of bytes, or a size such as 500MB or 2GB", "Largest film accepted."),  # noqa: E501
    Setting("allowed_origins", (_P + "ALLOWED_ORIGINS", "CORS_ORIGINS"), _LOCAL_ORIGINS, _origins, "origins such as http://localhost:3000, separated by commas, or *", "Origins that a browser may call from."),  # noqa: E501
    Setting("upload_dir", ("UPLOAD_DIR",), "uploads", _text(), "a folder", "Where uploaded films are kept."),
    Setting("output_dir", ("OUTPUT_DIR",), "outputs", _text(), "a folder", "Where deliverables are kept."),
    Setting("jobs_dir", ("JOBS_DIR",), "jobs", _text(), "a folder", "Where the job files are kept."),
    Setting("max_video_duration", ("MAX_VIDEO_DURATION",), "7200", _whole(1, 86400), "whole seconds from 1 to 86400", "Longest film accepted, in seconds."),  # noqa: E501
    Setting("max_trailer_duration", ("MAX_TRAILER_DURATION",), "90", _whole(5, 600), "whole seconds from 5 to 600", "Longest trailer that may be asked for, in seconds."),  # noqa: E501
    Setting("sync_wait_seconds", ("SYNC_WAIT_SECONDS",), "280", _whole(0, 86400), "whole seconds from 0 to 86400", "How long POST /generate waits before it answers 202."),  # noqa: E501
    Setting("retention_days", ("RETENTION_DAYS",), "7", _whole(0, 36500), "whole days from 0 to 36500; 0 keeps for ever", "Days until an ended job and its files are removed."),  # noqa: E501
    Setting("queue_limit", ("QUEUE_LIMIT",), "32", _whole(1, 10000), "a whole number from 1 to 10000", "Jobs that may wait or run before a new one is refused with 503."),  # noqa: E501
    Setting("embedded_worker", ("EMBEDDED_WORKER",), "on", parse_flag, _FLAG, "Whether whoever submits a job starts the render worker of this machine; off leaves that to systemd."),  # noqa: E501
    Setting("worker_idle_seconds", ("WORKER_IDLE_SECONDS",), "60", _whole(0, 86400), "whole seconds from 0 to 86400; 0 never ends", "Idle time after which an embedded worker ends."),  # noqa: E501
    Setting("render_threads", ("RENDER_THREADS",), _CORES, _whole(1, 256), "a whole number from 1 to 256", "Encoders at once; the default is the number of cores."),  # noqa: E501
    Setting("analysis_speed", ("ANALYSIS_SPEED",), "auto", _one_of("auto", "full", "fast"), "auto, full or fast", "How local mode looks at a film: full at every frame, fast at keyframes and then at every frame of what trailers may use, auto fast where full would take minutes."),  # noqa: E501
    Setting("render_strategy", ("RENDER_STRATEGY",), "auto", _one_of("auto", "encode"), "auto or encode", "auto copies what of the film may stand in a trailer as it is, and encodes the rest; encode encodes all."),  # noqa: E501
    Setting("render_cache_bytes", ("RENDER_CACHE_BYTES",), "2GB", _room, "a number of bytes, or a size such as 500MB or 2GB; 0 keeps none", "Room for encoded clips that later trailers of the same film may use."),  # noqa: E501
    Setting("profiles_file", ("PROFILES_FILE",), "", _text(), "a JSON file", "Custom viewer profiles, beside the four that are built in."),  # noqa: E501
    Setting("speech_model", ("SPEECH_MODEL",), "", _text(), "a folder with a Whisper model for CTranslate2", "Model that writes down what is said, where a film has no captions; needs requirements-speech.txt."),  # noqa: E501
    Setting("face_model", ("FACE_MODEL",), "", _text(), "a YuNet network as an ONNX file", "Finds faces in local mode, in place of OpenCV's cascade."),  # noqa: E501
    Setting("clip_model", ("CLIP_MODEL",), "", _text(), "a folder with CLIP's two encoders as ONNX and its vocabulary", "Finds in local mode what profiles name by words."),  # noqa: E501
    Setting("expression_model", ("EXPRESSION_MODEL",), "", _text(), "a network of FER+'s kind as an ONNX file", "Tells in local mode what faces express."),  # noqa: E501
    _aws("rekognition", "Amazon Rekognition", "true"),
    _aws("personalize", "Amazon Personalize", "false"),
    _aws("mediaconvert", "AWS Elemental MediaConvert", "false"),
    _aws("transcribe", "Amazon Transcribe", "false"),
    _aws("translate", "Amazon Translate", "false"),
    _aws("sagemaker", "Amazon SageMaker", "false"),
    Setting("aws_fallback", ("AWS_FALLBACK",), "local", _one_of("local", "mock", "fail"), "local, mock or fail", "What an aws job does when AWS fails."),  # noqa: E501
    Setting("aws_max_cost_usd", ("AWS_MAX_COST_USD",), "5", _decimal(0, 1e6), "US dollars, such as 2.50; 0 allows only what is free", "What AWS may cost one job, by our estimate: it stops before that is exceeded."),  # noqa: E501
    Setting("aws_timeout_seconds", ("AWS_TIMEOUT_SECONDS",), "30", _decimal(0.1, 600), "seconds from 0.1 to 600", "How long one attempt at a call waits for its answer."),  # noqa: E501
    Setting("aws_poll_seconds", ("AWS_POLL_SECONDS",), "5", _decimal(0.01, 60), "seconds from 0.01 to 60", "First pause between two looks at a job that AWS runs; it grows sixfold."),  # noqa: E501
    Setting("aws_expressions", ("AWS_EXPRESSIONS",), "on", parse_flag, _FLAG, "Whether Rekognition is asked what faces express; off asks for no face at all."),  # noqa: E501
    Setting("rekognition_max_tps", ("REKOGNITION_MAX_TPS",), "5", _decimal(0.1, 1000), "calls a second from 0.1 to 1000", "Calls a second of each of Rekognition's image operations, by one process."),  # noqa: E501
    Setting("rekognition_segments", ("REKOGNITION_SEGMENTS",), "off", _one_of("off", "credits", "all"), "off, credits or all", "What Rekognition looks for in the whole film, which then goes to the bucket and is charged by the minute: credits, black and logos, or besides these where shots begin."),  # noqa: E501
    Setting("frame_interval", ("FRAME_INTERVAL",), "auto", _interval, "seconds from 2 to 5, or auto", "Least time between two frames of a scene that Rekognition is shown; auto is 2 s for short films and 5 s for long ones."),  # noqa: E501
    Setting("personalize_campaign_arn", ("PERSONALIZE_CAMPAIGN_ARN",), "", _text(r"arn:aws[\w\-]*:personalize:[\w\-]+:[0-9]{12}:campaign/[\w\-]+"), "the ARN of a campaign", "Campaign of Personalize that ranks the archetypes of scenes."),  # noqa: E501
    Setting("personalize_tracking_id", ("PERSONALIZE_TRACKING_ID",), "", _text(r"[\w\-]{1,256}"), "the tracking id of an event tracker", "Where Personalize hears what viewers watched."),  # noqa: E501
    Setting("sagemaker_endpoint", ("SAGEMAKER_ENDPOINT",), "", _text(r"[A-Za-z0-9]([A-Za-z0-9\-]{0,62})"), "the name of an endpoint", "Endpoint of SageMaker that scores how engaging scenes are."),  # noqa: E501
    Setting("sagemaker_weight", ("SAGEMAKER_WEIGHT",), "0.3", _decimal(0, 1), "a number from 0 to 1", "Part of the endpoint's score in a scene's."),  # noqa: E501
    Setting("s3_kms_key", ("AWS_S3_KMS_KEY",), "", _text(r"[A-Za-z0-9][A-Za-z0-9:_/+=,@.\-]{0,2047}"), "the id, alias or ARN of a key of KMS", "Key that encrypts what is put into the bucket; else S3's own."),  # noqa: E501
    Setting("s3_uploads", ("AWS_S3_UPLOADS",), "off", parse_flag, _FLAG, "Whether browsers may send films to the bucket, and jobs begin with films that lie there."),  # noqa: E501
    Setting("s3_link_seconds", ("AWS_S3_LINK_SECONDS",), "900", _whole(60, 3600), "whole seconds from 60 to 3600", "How long a link to a file in the bucket is good for."),  # noqa: E501
    Setting("mediaconvert_role_arn", ("MEDIACONVERT_ROLE_ARN",), "", _text(r"arn:aws[\w\-]*:iam::[0-9]{12}:role/[\w+=,.@/\-]+"), "the ARN of a role", "Role with which MediaConvert reads from the bucket and writes to it."),  # noqa: E501
    Setting("mediaconvert_queue_arn", ("MEDIACONVERT_QUEUE_ARN",), "", _text(r"arn:aws[\w\-]*:mediaconvert:[\w\-]+:[0-9]{12}:queues/[\w\-]+"), "the ARN of a queue", "Queue of MediaConvert; else the account's default one."),  # noqa: E501
    Setting("mediaconvert_cut", ("MEDIACONVERT_CUT",), "off", parse_flag, _FLAG, "Whether MediaConvert also renders the primary trailer from the film, with cuts alone."),  # noqa: E501
    Setting("cdn_base_url", ("CDN_BASE_URL",), "", _text(r"https?://\S+"), "an http or https address", "Base address of a CDN before the bucket."),  # noqa: E501
    Setting("ffmpeg_path", ("FFMPEG_PATH",), "", _text(), "the path of an FFmpeg binary", "FFmpeg to use; else the one on PATH, else the bundled one."),  # noqa: E501
    Setting("ffprobe_path", ("FFPROBE_PATH",), "", _text(), "the path of an FFprobe binary", "Checked when set; not needed."),  # noqa: E501
    Setting("ffmpeg_video_codec", ("FFMPEG_VIDEO_CODEC",), "libx264", _one_of("libx264", "h264_nvenc", "h264_qsv", "h264_vaapi", "h264_videotoolbox"), "libx264, h264_nvenc, h264_qsv, h264_vaapi or h264_videotoolbox", "Video encoder; libx264 takes over where another does not work."),  # noqa: E501
    Setting("ffmpeg_audio_codec", ("FFMPEG_AUDIO_CODEC",), "aac", _one_of("aac"), "aac", "Audio encoder."),
    Setting("ffmpeg_preset", ("FFMPEG_PRESET",), "veryfast", _one_of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"), "an x264 preset from ultrafast to veryslow", "Speed against size of the encode."),  # noqa: E501
    Setting("ffmpeg_crf", ("FFMPEG_CRF",), "21", _whole(1, 51), "a whole number from 1 to 51", "Quality of the encode; smaller is better and larger."),  # noqa: E501
    Setting("ffmpeg_timeout", ("FFMPEG_TIMEOUT",), "1800", _whole(10, 86400), "whole seconds from 10 to 86400", "Longest time for any one FFmpeg process."),  # noqa: E501
    Setting("log_level", ("LOG_LEVEL",), "INFO", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), "DEBUG, INFO, WARNING or ERROR", "What the log holds."),  # noqa: E501
    Setting("log_file", ("LOG_FILE",), "personalized_trailer.log", _text(), "a file", "The log; it rotates at 10 MB, five are kept."),  # noqa: E501
)
# fmt: on
