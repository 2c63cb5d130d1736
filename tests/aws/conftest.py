"""The fixtures of these tests; or, where what they need is not installed, a skip that names it for every file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

MISSING = [name for name in ("moto", "cbor2") if find_spec(name) is None]

if not MISSING:
    from tests.aws.fixtures import *  # noqa: F403  fixtures, found by their names


class Skipped(pytest.File):
    """A file of tests that cannot be imported here."""

    def collect(self) -> Iterator[pytest.Item]:
        pytest.skip(f"{' and '.join(MISSING)} not installed (requirements-dev.txt)", allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return Skipped.from_parent(parent, path=module_path) if MISSING else None
