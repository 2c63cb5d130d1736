"""Settings: precedence, both name families, one line on a bad value, and documents that keep up with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from personalizedTrailer.errors import SettingsError
from personalizedTrailer.settings import PACKAGE, load
from personalizedTrailer.settings_table import SETTINGS, parse_bytes

ROOT = Path(__file__).parents[2]
NONE: tuple[Path, ...] = ()


def test_defaults_are_the_documented_ones() -> None:
    settings = load(environ={}, dotenv_files=NONE)
    assert (settings.host, settings.port, settings.mode) == ("0.0.0.0", 5007, "mock")
    assert settings.max_upload_bytes == 2 * 1024**3
    assert settings.upload_dir == PACKAGE / "uploads"
    assert settings.bucket is None
    assert "http://localhost:3000" in settings.allowed_origins


def test_the_long_name_wins_where_both_are_set() -> None:
    environ = {"PIPELINE_MODE": "aws", "PERSONALIZED_TRAILER_PIPELINE_MODE": "local"}
    assert load(environ=environ, dotenv_files=NONE).mode == "local"
    assert load(environ={"PIPELINE_MODE": "aws"}, dotenv_files=NONE).mode == "aws"


def test_precedence(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner.env", tmp_path / "outer.env"
    outer.write_text("FLASK_PORT=1001\nLOG_LEVEL=ERROR\nFFMPEG_CRF=30\nQUEUE_LIMIT=7\n")
    inner.write_text("FLASK_PORT=1002\nLOG_LEVEL=WARNING\nFFMPEG_CRF=31\n")
    environ = {"FLASK_PORT": "1003", "LOG_LEVEL": "debug"}
    settings = load({"FLASK_PORT": 1004}, environ, (inner, outer))
    assert (settings.port, settings.log_level, settings.ffmpeg_crf, settings.queue_limit) == (1004, "DEBUG", 31, 7)


def test_empty_is_absent() -> None:
    assert load(environ={"FLASK_PORT": " ", "AWS_S3_BUCKET": ""}, dotenv_files=NONE).port == 5007


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLASK_PORT", "70000"),
        ("FLASK_PORT", "5007.5"),
        ("PIPELINE_MODE", "magic"),
        ("MAX_UPLOAD_SIZE", "-1"),
        ("MAX_UPLOAD_SIZE", "lots"),
        ("FLASK_DEBUG", "maybe"),
        ("CORS_ORIGINS", "localhost:3000"),
        ("FFMPEG_PRESET", "warp"),
        ("FFMPEG_CRF", "0"),
        ("RENDER_THREADS", "٣"),
        ("AWS_FALLBACK", "pray"),
    ],
)
def test_a_bad_value_is_one_line_that_says_all(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(environ={name: value}, dotenv_files=NONE)
    sentence = caught.value.sentence
    setting = next(s for s in SETTINGS if name in s.names)
    assert "\n" not in sentence
    assert name in sentence and value in sentence and setting.allowed in sentence


@pytest.mark.parametrize(
    ("text", "size"), [("1", 1), ("2GB", 2**31), ("500mb", 500 * 2**20), ("1 K", 1024), ("7B", 7)]
)
def test_sizes(text: str, size: int) -> None:
    assert parse_bytes(text) == size


def test_settings_survive_the_hand_over_to_a_worker(tmp_path: Path) -> None:
    settings = load({"UPLOAD_DIR": str(tmp_path / "u"), "FLASK_DEBUG": True, "CORS_ORIGINS": "*"}, {}, NONE)
    assert load(environ=settings.environment(), dotenv_files=NONE) == settings


def test_env_example_is_the_table() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", text, re.M))
    assert list(lines) == [setting.names[0] for setting in SETTINGS]
    for setting in SETTINGS:
        if setting.field != "render_threads":  # depends on the machine
            assert lines[setting.names[0]] == setting.default
        assert setting.sentence in text and setting.allowed in text
        for name in setting.names[1:]:
            assert name in text


def test_the_readme_lists_every_setting_with_its_default() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = {row.split("|")[1].strip(): row for row in text.splitlines() if row.startswith("| `")}
    for setting in SETTINGS:
        names = "`, `".join(setting.names)
        row = rows.get(f"`{names}`")
        assert row, f"README.md has no row for {names}"
        assert setting.sentence in row
        if setting.field not in ("render_threads", "allowed_origins"):
            assert f"| {f'`{setting.default}`' if setting.default else 'none'} |" in row


def test_the_debugger_stays_at_home_unless_it_is_sent_out(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FLASK_HOST=0.0.0.0\n")
    assert load({"FLASK_DEBUG": True}, {}, NONE).host == "127.0.0.1"
    assert load({"FLASK_DEBUG": True, "FLASK_HOST": ""}, {}, NONE).host == "127.0.0.1"
    assert load({"FLASK_DEBUG": True, "FLASK_HOST": "0.0.0.0"}, {}, NONE).host == "0.0.0.0"
    assert load({"FLASK_DEBUG": True}, {"FLASK_HOST": "10.0.0.1"}, NONE).host == "10.0.0.1"
    assert load({"FLASK_DEBUG": True}, {}, (tmp_path / ".env",)).host == "0.0.0.0"
    assert load({"FLASK_DEBUG": False}, {}, NONE).host == "0.0.0.0"
