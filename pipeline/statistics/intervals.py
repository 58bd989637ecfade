"""The interval around an estimate: its two ends, and the confidence it is asked for."""

from typing import Protocol


class Interval(Protocol):
    """Anything with two ends: a correlation, an alpha."""

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


def check_confidence(confidence: float) -> None:
    """Refuse a confidence outside (0, 1): it is a share, not a percentage."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1; got {confidence}")
