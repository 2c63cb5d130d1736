"""Payloads of NAL units as bits: read, and written. ITU-T H.264 (08/2021), 7.2, 7.4.1 and 9.1."""

from __future__ import annotations


class Unreadable(ValueError):
    """A header or parameter set that breaks the standard, or uses what is not supported here."""


class Bits:
    """Reads a payload bit by bit, without its emulation prevention bytes."""

    def __init__(self, data: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in _unescaped(data))
        self._at = 0

    def take(self, count: int) -> int:
        if self._at + count > len(self._bits):
            raise Unreadable("a parameter set ends too early")
        self._at += count
        return int(self._bits[self._at - count : self._at] or "0", 2)

    def flag(self) -> bool:
        return self.take(1) == 1

    def unsigned(self, most: int = 2**32 - 2) -> int:
        """Exp-Golomb code, 9.1, for a number that may not be over `most`."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > 32:
                raise Unreadable("a number is too long")
        number = (1 << zeros) - 1 + self.take(zeros)
        if number > most:
            raise Unreadable("a number is too high")
        return number

    def signed(self) -> int:
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -(code // 2)

    def read(self) -> str:
        """What was read."""
        return self._bits[: self._at]

    def rest(self) -> str:
        return self._bits[self._at :]


def unsigned_code(number: int) -> str:
    """Exp-Golomb code, 9.1."""
    plain = f"{number + 1:b}"
    return "0" * (len(plain) - 1) + plain


def escaped(bits: str) -> bytes:
    """A payload whose last one-bit is its stop bit, as bytes with emulation prevention (7.4.1)."""
    bits = bits.rstrip("0")
    plain = int(bits, 2) << (-len(bits) % 8)
    out, zeros = bytearray(), 0
    for byte in plain.to_bytes(-(-len(bits) // 8), "big"):
        if zeros == 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)


def _unescaped(data: bytes) -> bytes:
    out, zeros = bytearray(), 0
    for byte in data:
        if zeros == 2 and byte == 3:
            zeros = 0
            continue
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)
