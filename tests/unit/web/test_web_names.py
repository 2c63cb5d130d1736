"""A caller's file name is text for display."""

from __future__ import annotations

from personalizedTrailer.web.names import LONGEST, display_name, extension_of, quoted


def test_a_long_name_keeps_its_extension() -> None:
    name = display_name("x" * 5000 + ".mp4")
    assert name.endswith("….mp4") and len(name) == LONGEST
    assert len(display_name("y" * 5000)) == LONGEST


def test_names_stay_what_they_are() -> None:
    for name in ("日本語.mp4", "a:b.mp4", "-.mp4", "data:x.mov", "..\\..\\x.mkv", "👩‍🚀.webm", "%2e%2e.mp4"):
        assert display_name(name) == name
    assert display_name("e\u0301.mp4") == "é.mp4"


def test_extension() -> None:
    assert extension_of("a.b.MP4") == "mp4"
    assert extension_of("mp4") == ""
    assert extension_of(".mov") == "mov"


def test_quoted_is_short() -> None:
    assert quoted("a" * 100) == "“" + "a" * 59 + "…”"
