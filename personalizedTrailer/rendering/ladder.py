"""Which renditions a trailer gets."""

from __future__ import annotations

from personalizedTrailer.model import MediaInfo, Rendition

TOP_BOX = (1920, 1080)
LOWER_BOXES = (("720p", (1280, 720)), ("480p", (854, 480)))


def ladder(media: MediaInfo) -> tuple[Rendition, ...]:
    """The top rendition (the film's display size, shrunk if needed), then those below it that are smaller."""
    display = media.video.display_size
    width, height = _fit(display, TOP_BOX)
    lower: list[Rendition] = []
    for label, box in LOWER_BOXES:
        w, h = _fit(display, box)
        above = lower[-1] if lower else Rendition("", width, height, is_top=True)
        if w < above.width and h < above.height:
            lower.append(Rendition(label, w, h, is_top=False))
    # A wide film's height may be that of a lower box: its width then names the top rendition.
    short = f"{min(width, height)}p"
    label = short if all(step.label != short for step in lower) else f"{max(width, height)}w"
    return (Rendition(label, width, height, is_top=True), *lower)


def _fit(display: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """The largest even size of the same shape inside the box (turned for portrait), never enlarged."""
    width, height = display
    limit_w, limit_h = box if width >= height else box[::-1]
    factor = min(1.0, limit_w / width, limit_h / height)
    return _even(width * factor, min(width, limit_w)), _even(height * factor, min(height, limit_h))


def _even(size: float, limit: int) -> int:
    nearest = 2 * round(size / 2)
    return max(2, nearest if nearest <= limit else nearest - 2)
