"""The command ``pii``: arguments in, one library call, an exit code out.

Heavy modules are imported inside the handlers, so that ``pii --help`` answers at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from pipeline import errors
from pipeline.cli import arguments, language

EXIT_CODES: tuple[tuple[type[errors.PipelineError], int], ...] = (
    (errors.ParameterError, 2),
    (errors.FrameworkError, 3),
    (errors.MethodError, 3),
    (errors.DataError, 4),
    (errors.StepFailedError, 5),
    (errors.ChainError, 6),
)
UNEXPECTED, USAGE, INTERRUPTED = 1, 2, 130
INTERRUPTION = (
    "interrupted; no table and no report was changed, and the next run keeps the steps that were done. If every step was "
    "done and the run was being put in force, the next run of the edition finishes that or undoes it first: run again"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        parser = language.put_into(arguments.parser(), language.wanted())
        given = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    except errors.ParameterError as error:
        print(f"pii: {error}", file=sys.stderr)
        return USAGE
    try:
        given.handler(given)
    except errors.PipelineError as error:
        print(f"pii: {error}", file=sys.stderr)
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), UNEXPECTED)
    except KeyboardInterrupt as stop:
        print(f"\npii: {str(stop) or INTERRUPTION}", file=sys.stderr)
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        print("pii: this failure is not one the pipeline knows; the traceback above says where", file=sys.stderr)
        return UNEXPECTED
    return 0
