"""A face that is drawn, and close enough to one for a cascade: light skin, dark eyes under brows, a nose, a mouth."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter


def face(side: int, skin: tuple[int, int, int] = (222, 178, 150), *, eyes: bool = True) -> Image.Image:
    """Square, on a dark ground; the box that a cascade finds is about all of it but its edges."""
    big = Image.new("RGB", (400, 400), (60, 70, 80))
    draw = ImageDraw.Draw(big)
    shade = tuple(int(part * 0.72) for part in skin)
    draw.ellipse((70, 20, 330, 390), fill=skin)
    draw.pieslice((66, 4, 334, 250), 180, 360, fill=(50, 38, 30))  # hair
    draw.ellipse((84, 90, 316, 250), fill=skin)
    for middle in (145, 255):
        draw.ellipse((middle - 42, 150, middle + 42, 205), fill=shade)  # sockets
        draw.rounded_rectangle((middle - 40, 140, middle + 40, 153), 6, fill=(60, 45, 35))
        if eyes:
            draw.ellipse((middle - 28, 166, middle + 28, 198), fill=(245, 245, 245))
            draw.ellipse((middle - 15, 166, middle + 15, 198), fill=(35, 25, 20))
    draw.polygon([(200, 170), (178, 268), (222, 268)], fill=tuple(int(part * 0.9) for part in skin))
    draw.line((176, 270, 224, 270), fill=shade, width=6)
    draw.ellipse((150, 300, 250, 335), fill=(150, 70, 70))
    draw.line((152, 317, 248, 317), fill=(90, 35, 35), width=5)
    return big.filter(ImageFilter.GaussianBlur(3)).resize((side, side), Image.Resampling.LANCZOS)
