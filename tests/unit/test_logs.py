"""The log: its format, its safety against forged lines, and one file for several processes."""

from __future__ import annotations

import logging
import multiprocessing
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from personalizedTrailer.logs import SafeFormatter, SharedFileHandler, configure, escape
from personalizedTrailer.settings import Settings, load

FORK = multiprocessing.get_context("fork")
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[[A-Z]+\] [\w.]+: .*")


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """The service's logger, put back afterwards as it was."""
    logger = logging.getLogger("personalizedTrailer")
    before = logger.level, list(logger.handlers)
    yield logger
    for handler in set(logger.handlers) - set(before[1]):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(before[0])


def settings_for(path: Path, level: str = "INFO") -> Settings:
    return load({"LOG_FILE": path, "LOG_LEVEL": level}, environ={}, dotenv_files=())


def test_format_level_and_file(tmp_path: Path, logger: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deep" / "service.log"
    configure(settings_for(path))
    logging.getLogger("personalizedTrailer.web").info("Received %s", "x")
    logging.getLogger("personalizedTrailer.web").debug("hidden")
    (line,) = path.read_text().splitlines()
    assert LINE.fullmatch(line)
    assert line.endswith(" [INFO] personalizedTrailer.web: Received x")
    assert capsys.readouterr().err == line + "\n"


def test_configured_twice_every_line_comes_once(tmp_path: Path, logger: logging.Logger) -> None:
    for _ in range(3):
        configure(settings_for(tmp_path / "log", "DEBUG"))
    logger.debug("once")
    assert len((tmp_path / "log").read_text().splitlines()) == 1


def test_without_a_log_file_it_goes_on(
    tmp_path: Path, logger: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    configure(settings_for(tmp_path / "file" / "log"))
    logger.info("still here")
    lines = capsys.readouterr().err.splitlines()
    assert "LOG_FILE" in lines[0] and "[WARNING]" in lines[0]
    assert lines[1].endswith("still here")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain – ü 日本", "plain – ü 日本"),
        ("a\n2026-01-01 [INFO] forged", "a\\n2026-01-01 [INFO] forged"),
        ("\r\t\0\x1b[31m\x7f\x85", "\\r\\t\\x00\\x1b[31m\\x7f\\x85"),
        ("\u2028\u202e\u2066", "\\u2028\\u202e\\u2066"),
    ],
)
def test_control_characters_are_escaped(text: str, safe: str) -> None:
    assert escape(text) == safe


def test_no_message_and_no_traceback_forges_a_line(tmp_path: Path, logger: logging.Logger) -> None:
    configure(settings_for(tmp_path / "log"))
    forged = "\n2026-01-01 00:00:00,000 [INFO] personalizedTrailer: forged"
    try:
        raise ValueError(forged)
    except ValueError:
        logger.exception("Name %s \ud800", forged, stack_info=True)
    lines = (tmp_path / "log").read_text().splitlines()
    assert sum(bool(LINE.fullmatch(line)) for line in lines) == 1
    assert all(line.startswith("  | ") for line in lines[1:])
    assert "\\ud800" in lines[0]


def test_the_formatter_leaves_the_record_to_others(logger: logging.Logger) -> None:
    record = logger.makeRecord("n", logging.INFO, "f", 1, "a\n%s", ("b",), None)
    SafeFormatter().format(record)
    assert logging.Formatter("%(message)s").format(record) == "a\nb"


def write_lines(path: Path, writer: int, count: int) -> None:
    handler = SharedFileHandler(path, rotate_bytes=20_000, kept=5)
    for number in range(count):
        text = f"writer {writer} line {number:04d} " + "x" * 40
        handler.handle(logging.LogRecord("n", logging.INFO, "f", 1, text, None, None))


def test_lines_of_several_processes_stay_whole_across_rotation(tmp_path: Path) -> None:
    path = tmp_path / "log"
    writers = [FORK.Process(target=write_lines, args=(path, writer, 200)) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    files = sorted(tmp_path.glob("log*"))
    assert [file.name for file in files] == ["log", "log.1", "log.2", "log.3", "log.lock"]
    lines = [line for file in files for line in file.read_text().splitlines()]
    assert all(re.search(r"writer \d line \d{4} x{40}$", line) and LINE.fullmatch(line) for line in lines)
    assert len(lines) == len(set(lines)) == 800


def test_the_oldest_file_goes(tmp_path: Path) -> None:
    write_lines(tmp_path / "log", 0, 3000)
    names = sorted(file.name for file in tmp_path.glob("log.[0-9]*"))
    assert names == ["log.1", "log.2", "log.3", "log.4", "log.5"]
    assert all(20_000 - 100 < file.stat().st_size <= 20_000 for file in tmp_path.glob("log.[0-9]"))
    assert "line 2999" in (tmp_path / "log").read_text()


def test_a_record_larger_than_the_limit_is_kept(tmp_path: Path) -> None:
    handler = SharedFileHandler(tmp_path / "log", rotate_bytes=100)
    for text in ("y" * 500, "z" * 500):
        handler.handle(logging.LogRecord("n", logging.INFO, "f", 1, text, None, None))
    handler.close()
    assert "z" * 500 in (tmp_path / "log").read_text()
    assert "y" * 500 in (tmp_path / "log.1").read_text()


def test_a_removed_log_file_is_made_again(tmp_path: Path, logger: logging.Logger) -> None:
    configure(settings_for(tmp_path / "log"))
    logger.info("first")
    (tmp_path / "log").unlink()
    logger.info("second")
    assert "second" in (tmp_path / "log").read_text()
