"""Everything this package raises on purpose.

::

    PipelineError
      FrameworkError      the edition contradicts itself
      MethodError         a choice cannot be applied to these values
      DataError           the data break their contract
        SchemaError         columns, types, codes, duplicates
        CoverageError       too little to score a unit or an indicator
        CorrectionError     a correction no longer matches its cell
      ChainError          a run cannot go on
        ParameterError      a name or type that the notebook or the method does not declare
        StepFailedError     a notebook raised: step, cell, source, traceback
        StaleInputError     a file is not what its record says

One grammar for every message: *where, what must hold, what was found, what to do*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

SHOWN_OFFENDERS = 10


class PipelineError(Exception):
    """Root of the tree; the command line turns it into one message and an exit code."""


class FrameworkError(PipelineError):
    """The edition contradicts itself."""


class MethodError(PipelineError):
    """A choice of method cannot be applied to these values."""


class DataError(PipelineError):
    """The data break their contract."""


class SchemaError(DataError):
    """Columns, types, codes or keys are not what the table declares."""


class CoverageError(DataError):
    """There is too little to score a unit or an indicator."""


class CorrectionError(DataError):
    """A correction no longer matches the cell it was written for."""


class ChainError(PipelineError):
    """A run cannot go on."""


class ParameterError(ChainError):
    """A parameter name or type that is not declared."""


class StepFailedError(ChainError):
    """A chapter raised; names step, cell, source and cause."""


class StaleInputError(ChainError):
    """A file is not what its record (digest) says."""


def listed(offenders: Iterable[object]) -> str:
    """Name the first ten offenders and the count, so that a message stays readable.

    >>> listed(["a", "b"])
    'a; b'
    >>> listed(range(12))
    '0; 1; 2; 3; 4; 5; 6; 7; 8; 9; and 2 more (12 in all)'
    """
    items = [str(offender) for offender in offenders]
    shown = "; ".join(items[:SHOWN_OFFENDERS])
    hidden = len(items) - SHOWN_OFFENDERS
    return f"{shown}; and {hidden} more ({len(items)} in all)" if hidden > 0 else shown


def nearest(name: str, known: Sequence[str], *, count: int = 3) -> str:
    """Say which known names come closest to an unknown one.

    >>> nearest("skewnes_limit", ["skewness_limit", "seed"])
    'nearest: skewness_limit'
    >>> nearest("zzz", ["a", "b"])
    'known: a; b'
    """
    close = get_close_matches(name, known, n=count, cutoff=0.6)
    return f"nearest: {'; '.join(close)}" if close else f"known: {listed(sorted(known))}"
