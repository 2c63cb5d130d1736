"""Reports of tests that can be passed from one process to another."""

from __future__ import annotations

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Names of files that are no UTF-8 turn up in logs: what a report shows of them must be text to be passed on."""
    report = yield
    report.sections = [(name, plain(text)) for name, text in report.sections]
    if isinstance(report.longrepr, str):
        report.longrepr = plain(report.longrepr)
    return report


def plain(text: str) -> str:
    """With lone surrogates spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()
