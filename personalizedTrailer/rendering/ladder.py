"""Which renditions a trailer gets."""

from __future__ import annotations

from personalizedTrailer.model import MediaInfo, Rendition

TOP_BOX = (1920, 1080)
LOWER_BOXES = (("720p", (1280, 720)), ("480p", (854, 480)))


def ladder(media: MediaInfo) -> tuple[Rendition, ...]:
    """The top rendition (the film's display size, shrunk if needed), then those below it that are smaller."""
    display = media.video.display_size
    width, height = _fit(display, TOP_BOX)
    steps = [Rendition(f"{min(width, height)}p", width, height, is_top=True)]
    for label, box in LOWER_BOXES:
        width, height = _fit(display, box)
        if width * height < steps[-1].width * steps[-1].height:
            steps.append(Rendition(label, width, height, is_top=False))
    return tuple(steps)


def _fit(display: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """The largest even size of the same shape inside the box (turned for portrait), never enlarged."""
    width, height = display
    limit_w, limit_h = box if width >= height else box[::-1]
    factor = min(1.0, limit_w / width, limit_h / height)
    return _even(width * factor, min(width, limit_w)), _even(height * factor, min(height, limit_h))


def _even(size: float, limit: int) -> int:
    nearest = 2 * round(size / 2)
    return max(2, nearest if nearest <= limit else nearest - 2)
