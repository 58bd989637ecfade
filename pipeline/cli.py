"""The command ``pii``: arguments in, one library call, an exit code out.

Heavy modules are imported inside the handlers, so that ``pii --help`` answers at once.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence

from pipeline import errors

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
    "interrupted; no table and no report was changed. If every step was done and the run was being put in force, the "
    "next run of the edition finishes that or undoes it first: run again"
)

EPILOG = """\
exit codes:
  0    done
  1    an unexpected failure, with its traceback
  2    wrong usage, or a parameter that does not exist or does not fit
  3    an edition or a method that contradicts itself
  4    data that break their contract, or miss their published totals
  5    a notebook stopped: step, cell and cause are named
  6    the run cannot go on: another one is at work, a file is not the one recorded, notebooks contradict each other
  130  interrupted; no table and no report was changed, or the next run finishes or undoes the change
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    try:
        arguments.handler(arguments)
    except errors.PipelineError as error:
        print(f"pii: {error}", file=sys.stderr)
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), UNEXPECTED)
    except KeyboardInterrupt:
        print(f"\npii: {INTERRUPTION}", file=sys.stderr)
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        print("pii: this failure is not one the pipeline knows; the traceback above says where", file=sys.stderr)
        return UNEXPECTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pii",
        description="A composite index from raw tables to a report: editions are data, chapters are notebooks.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="show the version and leave")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands)
    check = commands.add_parser("check", help="validate an edition without running it", allow_abbrev=False)
    check.add_argument("edition", metavar="EDITION")
    check.set_defaults(handler=_check)
    listing = commands.add_parser("list", help="show editions, methods and runs", allow_abbrev=False)
    listing.add_argument("--language", choices=("vi", "en"), default="en", help="of names (default: en)")
    listing.set_defaults(handler=_list)
    new = commands.add_parser("new", help="start an edition from an old one", allow_abbrev=False)
    new.add_argument("edition", metavar="EDITION")
    new.add_argument("--from", dest="from_", metavar="OLD", required=True, help="the edition to copy")
    new.set_defaults(handler=_new)
    certify = commands.add_parser("certify", help="compare our numbers with those of others", allow_abbrev=False)
    certify.add_argument("--oracles", metavar="DIR", help="folder of figures that the project does not carry")
    certify.set_defaults(handler=_certify)
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser(
        "run",
        help="run an edition from raw tables to its report",
        description="Without options the run is `nominal`, the edition as published; a change needs another name.",
        allow_abbrev=False,
    )
    run.add_argument("edition", metavar="EDITION")
    run.add_argument("--method", metavar="NAME", help="another method of params/methods; runs under its name")
    run.add_argument(
        "-p",
        dest="parameters",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="another value of an option of method, of seed or of language (null: none); needs --as",
    )
    run.add_argument("--as", dest="name", metavar="NAME", help="name of the run")
    run.set_defaults(handler=_run)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"pii {metadata.version('pipeline')}")
        parser.exit()


def _run(arguments: argparse.Namespace) -> None:
    from pipeline.chain import resolve, runner
    from pipeline.data import project

    root = project.root()
    wanted = resolve.resolve(
        arguments.edition,
        root=root,
        method=arguments.method,
        parameters=arguments.parameters,
        name=arguments.name,
    )
    outcome = runner.run(wanted, root=root, stream=sys.stdout)
    for sentence in outcome.comparisons:
        print(sentence)
    print(f"report: {project.shown(outcome.report, root)}  ({outcome.elapsed})")


def _check(arguments: argparse.Namespace) -> None:
    from pipeline.chain import plan
    from pipeline.data import project

    for sentence in plan.check(arguments.edition, root=project.root()):
        print(sentence)
    print(f"edition {arguments.edition}: checked")


def _list(arguments: argparse.Namespace) -> None:
    from pipeline.chain import listing
    from pipeline.data import project

    print("\n".join(listing.listing(root=project.root(), language=arguments.language)))


def _new(arguments: argparse.Namespace) -> None:
    from pipeline.chain import editions
    from pipeline.data import project

    notes = editions.new_edition(arguments.edition, from_=arguments.from_, root=project.root())
    print(f"params/editions/{arguments.edition} is there, a copy of {arguments.from_}. Now edit:")
    for note in notes:
        print(f"  {note}")
    print(f"then: pii check {arguments.edition}")


def _certify(arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.certification import certificate
    from pipeline.data import project

    folder = Path(arguments.oracles) if arguments.oracles else None
    certificate.certify(project.root(), folder=folder, said=print)
    print("certificate: reports/certificate/certificate.html")


if __name__ == "__main__":
    sys.exit(main())
