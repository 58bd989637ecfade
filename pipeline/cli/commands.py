"""One function a command: parsed arguments in, one library call, what it found printed.

Heavy modules are imported inside the functions, so that ``pii --help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from pipeline import errors

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.chain.resolve import Run


def run(arguments: argparse.Namespace) -> None:
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


def why(arguments: argparse.Namespace) -> None:
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


def bundle(arguments: argparse.Namespace) -> None:
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


def verify(arguments: argparse.Namespace) -> None:
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


def check(arguments: argparse.Namespace) -> None:
    from pipeline.chain import plan
    from pipeline.data import project

    for sentence in plan.check(arguments.edition, root=project.root()):
        print(sentence)
    print(f"edition {arguments.edition}: checked")


def show_list(arguments: argparse.Namespace) -> None:
    from pipeline.chain import listing
    from pipeline.data import project

    print("\n".join(listing.listing(root=project.root(), language=arguments.language)))


def new(arguments: argparse.Namespace) -> None:
    from pipeline.chain import editions
    from pipeline.data import project

    notes = editions.new_edition(arguments.edition, from_=arguments.from_, root=project.root())
    print(f"params/editions/{arguments.edition} is there, a copy of {arguments.from_}. Now edit:")
    for note in notes:
        print(f"  {note}")
    print(f"then: pii check {arguments.edition}")


def panel(arguments: argparse.Namespace) -> None:
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


def compare(arguments: argparse.Namespace) -> None:
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


def release(arguments: argparse.Namespace) -> None:
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


def sweep(arguments: argparse.Namespace) -> None:
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


def audit(arguments: argparse.Namespace) -> None:
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


def publish(arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from pipeline.chain import publish as publishing
    from pipeline.data import project

    root = project.root()
    made = publishing.make(
        arguments.edition,
        root=root,
        stream=sys.stdout,
        languages=arguments.lang.split(","),
        only=arguments.only.split(",") if arguments.only else (),
        boundaries=Path(arguments.boundaries) if arguments.boundaries else None,
        said=lambda sentence: print(sentence, flush=True),
    )
    print("\n".join(made.told(root)))


def certify(arguments: argparse.Namespace) -> None:
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
