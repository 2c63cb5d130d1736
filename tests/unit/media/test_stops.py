"""Where copying may stop: where what was decoded is just what was shown."""

from __future__ import annotations

import numpy as np
import pytest

from personalizedTrailer.media.reading.scan import stops


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([0, 1, 2, 3], [1, 2, 3]),
        ([0, 3, 1, 2, 6, 4, 5], [1, 4]),
        ([0, 4, 2, 1, 3, 5], [1, 5]),
        ([7], []),
        ([], []),
        # Of an open group the first frames come before its keyframe.
        ([0, 1, 4, 2, 3, 5], [1, 2, 5]),
    ],
)
def test_stops(stamps: list[int], expected: list[int]) -> None:
    assert stops(np.array(stamps, np.int64)).tolist() == expected
