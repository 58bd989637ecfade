"""The command ``pii``: arguments in, one library call, an exit code out.

Heavy modules are imported inside the handlers, so that ``pii --help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline import errors

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.chain.resolve import Run

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

EPILOG = """\
exit codes:
  0    done
  1    an unexpected failure, with its traceback
  2    wrong usage, or a parameter that does not exist or does not fit
  3    an edition or a method that contradicts itself
  4    data that break their contract, or miss their published totals
  5    a notebook stopped: step, cell and cause are named
  6    the run cannot go on: another one is at work, a file is not the one recorded, notebooks contradict each other,
       the disk is full
  130  interrupted (Ctrl-C, SIGTERM); no table and no report was changed, or the next run finishes or undoes the change
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
    except KeyboardInterrupt as stop:
        print(f"\npii: {str(stop) or INTERRUPTION}", file=sys.stderr)
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
    listing = commands.add_parser("list", help="show editions and releases, methods, runs", allow_abbrev=False)
    listing.add_argument("--language", choices=("vi", "en"), default="en", help="of names (default: en)")
    listing.set_defaults(handler=_list)
    new = commands.add_parser("new", help="start an edition from an old one", allow_abbrev=False)
    new.add_argument("edition", metavar="EDITION")
    new.add_argument("--from", dest="from_", metavar="OLD", required=True, help="the edition to copy")
    new.set_defaults(handler=_new)
    _add_verify(commands)
    _add_bundle(commands)
    _add_panel(commands)
    _add_compare(commands)
    _add_release(commands)
    _add_sweep(commands)
    _add_audit(commands)
    certify = commands.add_parser("certify", help="compare our numbers with those of others", allow_abbrev=False)
    certify.add_argument("--oracles", metavar="DIR", help="folder of figures that the project does not carry")
    certify.add_argument("--no-notebook", action="store_true", help="write tables and page without the chapter")
    certify.add_argument("--language", choices=("vi", "en"), default="vi", help="of the chapter's tables (default: vi)")
    certify.set_defaults(handler=_certify)
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser(
        "run",
        help="run an edition from raw tables to its report",
        description="Without options the run is `nominal`, the edition as published; a change needs another name.",
        allow_abbrev=False,
    )
    _name_a_run(run)
    run.add_argument("--jobs", metavar="N", type=int, help="steps at once (default: the cores of this machine)")
    run.add_argument("--force", action="store_true", help="run every step, whatever the record says")
    run.add_argument("--from", dest="from_", metavar="STEP", help="run this step, and all that rest on it, again")
    run.add_argument(
        "--until", metavar="STEP", help="run what this step needs, and it; later ones wait for another run"
    )
    run.add_argument("--only", metavar="STEP", help="run this step again, on inputs as they are on record")
    run.add_argument(
        "--wait",
        metavar="SECONDS",
        type=float,
        nargs="?",
        const=float("inf"),
        default=0.0,
        help="wait for another run of the edition (for so long; without a number: as long as it takes) instead of "
        "refusing",
    )
    run.add_argument("--timeout", metavar="SECONDS", type=float, help="end a step that takes longer")
    run.set_defaults(handler=_run)
    why = commands.add_parser(
        "why",
        help="say for each step whether a run would run it, and why",
        description="Runs nothing. A step told to depend on one that runs may still be kept, if that gives the same.",
        allow_abbrev=False,
    )
    _name_a_run(why)
    why.add_argument("step", metavar="STEP", nargs="?", help="tell of this step only, such as 04_index")
    why.set_defaults(handler=_why)


def _name_a_run(command: argparse.ArgumentParser) -> None:
    """What says which run of which edition is meant."""
    command.add_argument("edition", metavar="EDITION")
    command.add_argument("--method", metavar="NAME", help="another method of params/methods; runs under its name")
    command.add_argument(
        "-p",
        dest="parameters",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="another value of an option of method, of seed or of language (null: none); needs --as",
    )
    command.add_argument("--as", dest="name", metavar="NAME", help="name of the run")


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="check that nothing was changed since a run was recorded",
        description="Raw data, parameters, outputs and the ledger against the record; names the first difference, and "
        "all others. Code that has changed since is said, and is none.",
        allow_abbrev=False,
    )
    verify.add_argument(
        "edition",
        metavar="EDITION|BUNDLE",
        help="an edition or EDITION/RUN, or a bundle: a .zip, or the folder it was unpacked to",
    )
    verify.add_argument(
        "run", metavar="RUN", nargs="?", help="name of the run (default: nominal; of a bundle, the run it holds)"
    )
    verify.add_argument(
        "--head", metavar="HASH", help="digest that the ledger must hold, or its first 8 digits or more"
    )
    verify.add_argument(
        "--rerun",
        action="store_true",
        help="make the run again in a temporary folder and compare; of a bundle that executes its chapters",
    )
    verify.add_argument(
        "--tolerance",
        metavar="NUMBER",
        type=float,
        default=1e-9,
        help="of numbers in --rerun, absolute plus relative (default: 1e-9)",
    )
    verify.set_defaults(handler=_verify)


def _add_bundle(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bundle = commands.add_parser(
        "bundle",
        help="pack a run into one file to archive, with everything that it rests on",
        description="A Workflow Run RO-Crate with chapters, parameters, raw data, results, ledger, lock file, licence "
        "and this library. The run is verified first; the same run gives the same bytes.",
        allow_abbrev=False,
    )
    bundle.add_argument("edition", metavar="EDITION", help="an edition or EDITION/RUN")
    bundle.add_argument("run", metavar="RUN", nargs="?", help="name of the run (default: nominal)")
    bundle.add_argument(
        "--out", metavar="FILE.zip", help="file to write (default: reports/EDITION/EDITION-RUN.zip); it is replaced"
    )
    bundle.set_defaults(handler=_bundle)


def _add_panel(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    panel = commands.add_parser(
        "panel",
        help="compute several editions as one, with scores comparable over time",
        description="The first edition named lends its tree and weights; what the editions do not share is left out.",
        allow_abbrev=False,
    )
    panel.add_argument("editions", metavar="EDITION", nargs="+")
    panel.add_argument("--as", dest="name", metavar="NAME", help="name of the panel (default: the editions' names)")
    panel.add_argument("--method", metavar="NAME", help="another method of params/methods for all editions")
    panel.add_argument("--store-goalposts", metavar="NAME", help="keep the goalposts as params/goalposts/NAME.yaml")
    panel.set_defaults(handler=_panel)


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    compare = commands.add_parser(
        "compare",
        help="say what changed between two editions or runs, and why",
        description="A side is an edition (its nominal run) or EDITION/RUN; name the earlier one first. Each change of "
        "rank is divided among own data, others' data, framework, method and, where it differs, the set of units.",
        allow_abbrev=False,
    )
    compare.add_argument("before", metavar="BEFORE", help="such as open-2023, or open-2024/gii")
    compare.add_argument("after", metavar="AFTER")
    compare.add_argument("--as", dest="name", metavar="NAME", help="name of the comparison (default: BEFORE-AFTER)")
    compare.add_argument(
        "--concordance", metavar="NAME", help="params/concordance/NAME.csv, where units were merged or divided"
    )
    compare.add_argument("--language", choices=("vi", "en"), help="of the notebook (default: the later edition's)")
    compare.set_defaults(handler=_compare)


def _add_release(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    release = commands.add_parser(
        "release",
        help="freeze the nominal run of an edition, with who approves what",
        description="Writes params/releases/EDITION.yaml, to be committed, and a line of the ledger; from then on the "
        "nominal run stays as it is. A correction is a new edition: pii new EDITION-r2 --from EDITION.",
        allow_abbrev=False,
    )
    release.add_argument("edition", metavar="EDITION")
    release.add_argument(
        "--approve",
        metavar='"PART=NAME, office"',
        action="append",
        default=[],
        help="who signs off corrections, framework and method: once for each",
    )
    release.add_argument("--date", metavar="YYYY-MM-DD", help="day of the release (default: today)")
    release.add_argument("--embargo", metavar="YYYY-MM-DD", help="first day on which it may be published")
    release.add_argument("--note", metavar="TEXT", help="what a reader should know of it")
    release.add_argument("--show", action="store_true", help="print the release, and change nothing")
    release.set_defaults(handler=_release)


def _add_sweep(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sweep = commands.add_parser(
        "sweep",
        help="make many runs of an edition as one declared set",
        description="Runs that are in force and fresh are kept. Results in reports/EDITION/sweep-NAME, NAME being that of "
        "the set's file; each run is one like any other, with its lines in the ledger.",
        allow_abbrev=False,
    )
    sweep.add_argument("edition", metavar="EDITION")
    sweep.add_argument("--over", metavar="FILE", required=True, help="the set, such as params/sweeps/methods.yaml")
    sweep.add_argument("--workers", metavar="N", type=int, help="processes (default: the cores of this machine)")
    sweep.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster to use instead, such as tcp://host:8786; its workers need this package and its locked "
        "environment, and no shared folder",
    )
    sweep.set_defaults(handler=_sweep)


def _add_audit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser(
        "audit",
        help="ask of an index what its auditors would: do the weights mean what they say, would the ranking survive",
        description="Runs the chapters 01 to 08 and 12 at full depth, and 11_audit, as the run audit-PRESET; nothing of "
        "nominal is touched. Ends with reports/EDITION/audit-PRESET/audit.html and findings.csv beside its tables.",
        allow_abbrev=False,
    )
    audit.add_argument("edition", metavar="EDITION")
    audit.add_argument("--preset", metavar="NAME", default="gii", help="of params/audits (default: gii)")
    audit.add_argument("--draws", metavar="N", type=int, help="joint draws, instead of the preset's")
    audit.add_argument(
        "-p",
        dest="parameters",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="another value of an option that the audit has, of seed or of language",
    )
    audit.add_argument("--workers", metavar="N", type=int, help="processes for the draws (default: one)")
    audit.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster for the draws instead, such as tcp://host:8786; the numbers are the same",
    )
    audit.add_argument("--jobs", metavar="N", type=int, help="steps at once (default: the cores of this machine)")
    audit.add_argument("--force", action="store_true", help="run every step, whatever the record says")
    audit.set_defaults(handler=_audit)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"pii {metadata.version('pipeline')}")
        parser.exit()


def _run(arguments: argparse.Namespace) -> None:
    from pipeline.chain import audit, runner
    from pipeline.chain.selection import Choices
    from pipeline.data import project

    root = project.root()
    choices = Choices(
        jobs=arguments.jobs,
        force=arguments.force,
        from_=arguments.from_,
        only=arguments.only,
        until=arguments.until,
        wait_seconds=arguments.wait,
        timeout_seconds=arguments.timeout,
    )
    wanted = _wanted(arguments, root)
    audit.refuse_name(wanted)
    outcome = runner.run(wanted, root=root, stream=sys.stdout, choices=choices)
    for sentence in outcome.comparisons:
        print(sentence)
    if outcome.left:
        print(runner.told_of_left(outcome.left))
        return
    print(f"report: {project.shown(outcome.report, root)}  ({outcome.elapsed})")


def _why(arguments: argparse.Namespace) -> None:
    from pipeline.chain import why
    from pipeline.data import project

    root = project.root()
    for step, reason in why.reasons(_wanted(arguments, root), root=root, step=arguments.step).items():
        print(f"{step}: {reason}")


def _wanted(arguments: argparse.Namespace, root: Path) -> Run:
    """The run that is meant."""
    from pipeline.chain import resolve

    return resolve.resolve(
        arguments.edition,
        root=root,
        method=arguments.method,
        parameters=arguments.parameters,
        name=arguments.name,
    )


def _bundle(arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.chain import bundle
    from pipeline.data import project

    root = project.root()
    out = Path(arguments.out) if arguments.out else None
    edition, run = _edition_and_run(arguments)
    print("\n".join(bundle.make(edition, run, root=root, out=out).told(root)))


def _edition_and_run(arguments: argparse.Namespace) -> tuple[str, str]:
    """Said in two words or, as `pii compare` has it, as EDITION/RUN."""
    edition, mark, run = arguments.edition.partition("/")
    if mark and arguments.run is not None:
        raise errors.ParameterError(f"{arguments.edition} {arguments.run}: the run is named twice. Name it once")
    return edition, run if mark else arguments.run or "nominal"


def _is_bundle(argument: str) -> bool:
    """Whether it is a file or folder that can be no edition's: a .zip, a path, the folder of an unpacked bundle."""
    somewhere = "/" in argument and (os.path.exists(argument) or not _like_a_run(argument))
    return argument.endswith(".zip") or somewhere or os.path.exists(os.path.join(argument, "ro-crate-metadata.json"))


def _like_a_run(argument: str) -> bool:
    """Whether it reads as EDITION/RUN."""
    return argument.count("/") == 1 and all(part and part[0].isalnum() for part in argument.split("/"))


def _verify_bundle(arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.chain import bundle_verify

    bundle_verify.check(
        Path(arguments.edition),
        stream=sys.stdout,
        run=arguments.run,
        head=arguments.head,
        rerun=arguments.rerun,
        tolerance=arguments.tolerance,
    )


def _verify(arguments: argparse.Namespace) -> None:
    if _is_bundle(arguments.edition):
        _verify_bundle(arguments)
        return
    from pipeline.chain import verify
    from pipeline.data import project

    root = project.root()
    edition, run = _edition_and_run(arguments)
    report = verify.verify(edition, run, root=root, head=arguments.head)
    report.refuse()
    print("\n".join(report.told()))
    if arguments.rerun:
        from pipeline.chain import verify_rerun

        again = verify_rerun.rerun(edition, run, root=root, stream=sys.stdout, tolerance=arguments.tolerance)
        again.refuse()
        print("\n".join(again.told()))


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


def _panel(arguments: argparse.Namespace) -> None:
    from pipeline.chain import panel
    from pipeline.data import project

    root = project.root()
    outcome = panel.make(
        arguments.editions,
        root=root,
        name=arguments.name,
        method=arguments.method,
        store_as=arguments.store_goalposts,
        said=print,
    )
    print("\n".join(panel.told(outcome, root=root)))


def _compare(arguments: argparse.Namespace) -> None:
    from pipeline.chain import compare
    from pipeline.data import project

    root = project.root()
    outcome = compare.make(
        arguments.before,
        arguments.after,
        root=root,
        name=arguments.name,
        concordance=arguments.concordance,
        language=arguments.language,
        said=lambda sentence: print(sentence, flush=True),
    )
    print("\n".join(compare.told(outcome, root=root)))


def _release(arguments: argparse.Namespace) -> None:
    from pipeline.chain import release
    from pipeline.data import project

    root = project.root()
    if arguments.show:
        print("\n".join(release.show(arguments.edition, root=root)))
        return
    asked = release.asked(arguments.approve, released=arguments.date, embargo=arguments.embargo, note=arguments.note)
    made = release.release(arguments.edition, asked, root=root)
    print("\n".join(made.told()))
    print(f"release: params/releases/{made.edition}.yaml. Commit it, and keep the head elsewhere")


def _sweep(arguments: argparse.Namespace) -> None:
    from pipeline.chain import sweep
    from pipeline.data import project

    outcome = sweep.sweep(
        arguments.edition,
        arguments.over,
        root=project.root(),
        stream=sys.stdout,
        n_workers=arguments.workers,
        scheduler=arguments.scheduler,
    )
    print("\n".join(outcome.told))
    outcome.refuse()


def _audit(arguments: argparse.Namespace) -> None:
    from pipeline.chain import audit, runner
    from pipeline.chain.selection import Choices
    from pipeline.data import project

    root = project.root()
    wanted = audit.wanted(
        arguments.edition,
        preset=arguments.preset,
        root=root,
        parameters=arguments.parameters,
        draws=arguments.draws,
    )
    choices = Choices(jobs=arguments.jobs, force=arguments.force)
    os.environ.update(audit.workers(arguments.workers, arguments.scheduler))  # which kernels inherit
    outcome = runner.run(wanted, root=root, stream=sys.stdout, choices=choices)
    print(f"audit: {project.shown(outcome.report, root)}  ({outcome.elapsed})")


def _certify(arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.certification import certificate
    from pipeline.data import project

    root = project.root()
    folder = Path(arguments.oracles) if arguments.oracles else None
    lines = certificate.make(root, folder=folder, said=print)
    target = certificate.folder_of(root)
    print(f"certificate: {project.shown(target / 'certificate.html', root)}")
    if not arguments.no_notebook:
        from pipeline.chain import side_notebook

        parameters = {"LANGUAGE": arguments.language}
        chapter = side_notebook.execute(root, "certificate", parameters=parameters, inputs=target, outputs=target)
        print(f"chapter: {project.shown(chapter, root)}")
    certificate.refuse_failures(lines)


if __name__ == "__main__":
    sys.exit(main())
