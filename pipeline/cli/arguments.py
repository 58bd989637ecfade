"""What the command line understands: one parser a command, each handing over to a function of `commands`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TypeAlias

from pipeline.cli import collection_commands, commands

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

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


def parser() -> argparse.ArgumentParser:
    own = argparse.ArgumentParser(
        prog="pii",
        description="A composite index from raw tables to a report: editions are data, chapters are notebooks.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    own.add_argument("--version", action=_Version, help="show the version and leave")
    subcommands = own.add_subparsers(metavar="COMMAND", required=True)
    _add_run(subcommands)
    check = subcommands.add_parser("check", help="validate an edition without running it", allow_abbrev=False)
    check.add_argument("edition", metavar="EDITION")
    check.set_defaults(handler=commands.check)
    listing = subcommands.add_parser("list", help="show editions and releases, methods, runs", allow_abbrev=False)
    listing.add_argument("--language", choices=("vi", "en"), default="en", help="of names (default: en)")
    listing.set_defaults(handler=commands.show_list)
    new = subcommands.add_parser("new", help="start an edition from an old one", allow_abbrev=False)
    new.add_argument("edition", metavar="EDITION")
    new.add_argument("--from", dest="from_", metavar="OLD", required=True, help="the edition to copy")
    new.set_defaults(handler=commands.new)
    _add_verify(subcommands)
    _add_bundle(subcommands)
    _add_panel(subcommands)
    _add_compare(subcommands)
    _add_release(subcommands)
    _add_sweep(subcommands)
    _add_audit(subcommands)
    _add_publish(subcommands)
    _add_guide(subcommands)
    _add_forms(subcommands)
    _add_round(subcommands)
    certify = subcommands.add_parser("certify", help="compare our numbers with those of others", allow_abbrev=False)
    certify.add_argument("--oracles", metavar="DIR", help="folder of figures that the project does not carry")
    certify.add_argument("--no-notebook", action="store_true", help="write tables and page without the chapter")
    certify.add_argument("--language", choices=("vi", "en"), default="vi", help="of the chapter's tables (default: vi)")
    certify.set_defaults(handler=commands.certify)
    return own


def _add_run(subcommands: Subcommands) -> None:
    run = subcommands.add_parser(
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
    run.set_defaults(handler=commands.run)
    why = subcommands.add_parser(
        "why",
        help="say for each step whether a run would run it, and why",
        description="Runs nothing. A step told to depend on one that runs may still be kept, if that gives the same.",
        allow_abbrev=False,
    )
    _name_a_run(why)
    why.add_argument("step", metavar="STEP", nargs="?", help="tell of this step only, such as 04_index")
    why.set_defaults(handler=commands.why)


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


def _add_verify(subcommands: Subcommands) -> None:
    verify = subcommands.add_parser(
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
    verify.set_defaults(handler=commands.verify)


def _add_bundle(subcommands: Subcommands) -> None:
    bundle = subcommands.add_parser(
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
    bundle.set_defaults(handler=commands.bundle)


def _add_panel(subcommands: Subcommands) -> None:
    panel = subcommands.add_parser(
        "panel",
        help="compute several editions as one, with scores comparable over time",
        description="The first edition named lends its tree and weights; what the editions do not share is left out.",
        allow_abbrev=False,
    )
    panel.add_argument("editions", metavar="EDITION", nargs="+")
    panel.add_argument("--as", dest="name", metavar="NAME", help="name of the panel (default: the editions' names)")
    panel.add_argument("--method", metavar="NAME", help="another method of params/methods for all editions")
    panel.add_argument("--store-goalposts", metavar="NAME", help="keep the goalposts as params/goalposts/NAME.yaml")
    panel.set_defaults(handler=commands.panel)


def _add_compare(subcommands: Subcommands) -> None:
    compare = subcommands.add_parser(
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
    compare.set_defaults(handler=commands.compare)


def _add_release(subcommands: Subcommands) -> None:
    release = subcommands.add_parser(
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
    release.set_defaults(handler=commands.release)


def _add_sweep(subcommands: Subcommands) -> None:
    sweep = subcommands.add_parser(
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
    sweep.set_defaults(handler=commands.sweep)


def _add_audit(subcommands: Subcommands) -> None:
    audit = subcommands.add_parser(
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
    audit.set_defaults(handler=commands.audit)


def _add_publish(subcommands: Subcommands) -> None:
    publish = subcommands.add_parser(
        "publish",
        help="put a finished nominal run out: website, explorer, profiles, report, workbook, open data",
        description="Verifies the nominal run and writes reports/EDITION/nominal/public, whole or not at all; the same run "
        "gives the same bytes. Chapters in another language than the edition's are executed first, as the run "
        "nominal-LANGUAGE, whose tables must be the same.",
        allow_abbrev=False,
    )
    publish.add_argument("edition", metavar="EDITION")
    publish.add_argument("--lang", metavar="LANGUAGES", default="vi,en", help="with commas between (default: vi,en)")
    publish.add_argument(
        "--only",
        metavar="PARTS",
        default="",
        help="of figures,data,workbook,profiles,report,site (default: all); the publication then has these parts alone",
    )
    publish.add_argument(
        "--boundaries", metavar="FILE.geojson", help="official boundaries (property unit_code), for true maps"
    )
    publish.set_defaults(handler=commands.publish)


def _add_guide(subcommands: Subcommands) -> None:
    guide = subcommands.add_parser(
        "guide",
        help="write the data collection guide of an edition",
        description="Made from framework.csv alone; writes reports/EDITION/guide. What is not declared is said to be so.",
        allow_abbrev=False,
    )
    guide.add_argument("edition", metavar="EDITION")
    guide.add_argument("--lang", metavar="LANGUAGES", default="vi,en", help="with commas between (default: vi,en)")
    guide.set_defaults(handler=collection_commands.make_guide)


def _add_forms(subcommands: Subcommands) -> None:
    forms = subcommands.add_parser(
        "forms",
        help="make the forms of a data round, and read what comes back",
        description="A round is a folder: round.yaml, forms/ to send, returns/ for what comes back, intakes/ that never "
        "change, to-send-back/ with what each unit has to mend.",
        allow_abbrev=False,
    )
    actions = forms.add_subparsers(metavar="ACTION", required=True)
    make = actions.add_parser("make", help="one Excel form for every unit", allow_abbrev=False)
    make.add_argument("edition", metavar="EDITION")
    make.add_argument("--out", metavar="FOLDER", required=True, help="of the round; new, or empty")
    make.add_argument("--round", metavar="NAME", default="1", help="of the round, such as 2025-1 (default: 1)")
    make.add_argument("--due", metavar="YYYY-MM-DD", required=True, help="last day to send the form back")
    make.add_argument("--opened", metavar="YYYY-MM-DD", help="day that the forms bear (default: today)")
    make.add_argument("--last", metavar="EDITION", help="whose values stand beside each question")
    make.set_defaults(handler=collection_commands.make_forms)
    read = actions.add_parser("read", help="take in what is new among the returns", allow_abbrev=False)
    read.add_argument("folder", metavar="FOLDER", help="of the round")
    read.add_argument("--date", metavar="YYYY-MM-DD", help="day that the intake bears (default: today)")
    read.add_argument("--workers", metavar="N", type=int, help="processes (default: the cores of this machine)")
    read.set_defaults(handler=collection_commands.read_forms)


def _add_round(subcommands: Subcommands) -> None:
    round_ = subcommands.add_parser("round", help="say how a data round stands, or freeze it", allow_abbrev=False)
    actions = round_.add_subparsers(metavar="ACTION", required=True)
    status = actions.add_parser("status", help="received, accepted, open and overdue", allow_abbrev=False)
    status.set_defaults(handler=collection_commands.round_status)
    freeze = actions.add_parser(
        "freeze",
        help="make a raw source of the round as it stands",
        description="Writes data/raw/SOURCE, with the digest of the round, for an edition to cite. A late correction is "
        "read and frozen again, as another source.",
        allow_abbrev=False,
    )
    freeze.add_argument("--as", dest="source", metavar="SOURCE", required=True, help="name of the source")
    freeze.set_defaults(handler=collection_commands.freeze_round)
    for action in (status, freeze):
        action.add_argument("folder", metavar="FOLDER", help="of the round")
        action.add_argument("--date", metavar="YYYY-MM-DD", help="day that counts as today")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"pii {metadata.version('pipeline')}")
        parser.exit()
