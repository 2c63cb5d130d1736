"""What coded picture and sound say of themselves: names of codecs (RFC 6381), and where a player may begin."""

from __future__ import annotations

from personalizedTrailer.errors import VerificationFailed

_IDR, _FIRST_CODED, _LAST_CODED = 5, 1, 5
_AVCC_HEAD = 6
"""Version, profile, constraints, level, length size, number of sequence parameter sets."""


def h264_name(avcc: bytes) -> str:
    """`avc1.PPCCLL`: what a decoder must know to play all of a track, whose header may hold several parameter sets.

    Raises VerificationFailed where the header is none of H.264.
    """
    sets = [nal for nal in _sequence_sets(avcc) if len(nal) >= 4]
    if not sets:
        raise VerificationFailed("The picture of a trailer has no H.264 header.")
    profile = max(nal[1] for nal in sets)
    constraints = 0xFF
    for nal in sets:
        if nal[1] == profile:
            constraints &= nal[2]
    level = max(nal[3] for nal in sets)
    return f"avc1.{profile:02x}{constraints:02x}{level:02x}"


def aac_name(config: bytes) -> str:
    """`mp4a.40.N` of an AudioSpecificConfig; raises VerificationFailed where there is none."""
    kind = config[0] >> 3 if config else 0
    if kind in (0, 31):
        raise VerificationFailed("The sound of a trailer has no AAC header.")
    return f"mp4a.40.{kind}"


def is_idr(packet: bytes, avcc: bytes) -> bool:
    """Whether a picture refers to none before it, nor any after it to those: a player may begin there."""
    if len(avcc) < _AVCC_HEAD:
        return False
    width = (avcc[4] & 3) + 1
    at = 0
    while at + width < len(packet):
        kind = packet[at + width] & 0x1F
        if _FIRST_CODED <= kind <= _LAST_CODED:
            return kind == _IDR
        at += width + int.from_bytes(packet[at : at + width], "big")
    return False


def _sequence_sets(avcc: bytes) -> list[bytes]:
    if len(avcc) <= _AVCC_HEAD or avcc[0] != 1:
        return []
    found, at = [], _AVCC_HEAD
    for _ in range(avcc[5] & 0x1F):
        size = int.from_bytes(avcc[at : at + 2], "big")
        found.append(avcc[at + 2 : at + 2 + size])
        at += 2 + size
    return found
