"""What a check found: sentences on what is broken, and figures on what was looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST_OF_A_KIND = 6
"""Sentences of one rule on one file that are kept; the rest are counted."""


@dataclass
class Report:
    """`violations` begin with the rule in brackets, such as `[exact]`; `figures` are plain JSON values."""

    violations: list[str] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def fault(self, rule: str, sentence: str) -> None:
        """Notes a breach of `rule`."""
        kind = f"[{rule}] {sentence.partition(':')[0]}"
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_OF_A_KIND:
            self.violations.append(f"[{rule}] {sentence}")

    def require(self, holds: bool, rule: str, sentence: str) -> None:
        """Notes a breach unless it `holds`."""
        if not holds:
            self.fault(rule, sentence)

    def close(self) -> None:
        """Says how many sentences were left out."""
        for kind, count in self._counts.items():
            if count > MOST_OF_A_KIND:
                self.violations.append(f"{kind}: and {count - MOST_OF_A_KIND} more")
        self._counts.clear()

    def highest(self, name: str, value: float) -> None:
        """Keeps the largest value seen of a figure."""
        before = self.figures.get(name)
        self.figures[name] = round(max(value, before if isinstance(before, int | float) else value), 4)

    def lowest(self, name: str, value: float) -> None:
        before = self.figures.get(name)
        self.figures[name] = round(min(value, before if isinstance(before, int | float) else value), 4)

    def add(self, name: str, value: int) -> None:
        """Adds to a figure that counts."""
        before = self.figures.get(name, 0)
        self.figures[name] = value + (before if isinstance(before, int) else 0)
