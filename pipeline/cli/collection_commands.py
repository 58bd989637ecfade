"""The commands of a data round: forms that go out, what comes back, how the round stands, its freezing."""

from __future__ import annotations

import argparse
import datetime
import os
from pathlib import Path

from pipeline.errors import ParameterError


def make_guide(arguments: argparse.Namespace) -> None:
    from pipeline.collection import guide
    from pipeline.data import params, project
    from pipeline.publication import guide_document

    root, languages = project.root(), arguments.lang.split(",")
    edition = params.load_edition(arguments.edition, root=root)
    for path, language in zip(guide.make(arguments.edition, root=root, languages=languages), languages, strict=True):
        document = path.with_suffix(".pdf")
        document.write_bytes(guide_document.pdf(guide.content(edition, language=language)))
        print(f"guide: {project.shown(path, root)}, {document.name}")


def make_forms(arguments: argparse.Namespace) -> None:
    from pipeline.collection import forms
    from pipeline.data import project

    folder = Path(arguments.out)
    made = forms.make(
        arguments.edition,
        folder,
        root=project.root(),
        name=arguments.round,
        opened=_day(arguments.opened, "--opened"),
        due=_day(arguments.due, "--due"),
        last=arguments.last,
    )
    print(f"{len(made.units)} forms of {len(made.indicators)} indicators: {folder / 'forms'}/")
    print(f"send them; put what comes back into {folder / 'returns'}/, then: pii forms read {folder}")


def read_forms(arguments: argparse.Namespace) -> None:
    from pipeline.collection import reading
    from pipeline.data import project

    reading.read(
        Path(arguments.folder),
        root=project.root(),
        on=_day(arguments.date, "--date"),
        n_workers=arguments.workers or os.cpu_count() or 1,
        said=lambda sentence: print(sentence, flush=True),
    )


def round_status(arguments: argparse.Namespace) -> None:
    from pipeline.collection import reading
    from pipeline.data import project

    reading.report(Path(arguments.folder), root=project.root(), today=_day(arguments.date, "--date"), said=print)


def freeze_round(arguments: argparse.Namespace) -> None:
    from pipeline.collection import freezing
    from pipeline.data import project

    root = project.root()
    folder, source = Path(arguments.folder), arguments.source
    print("\n".join(freezing.freeze(folder, source, root=root, on=_day(arguments.date, "--date")).told(root)))


def _day(text: str | None, option: str) -> datetime.date:
    """A day as it was given, or today."""
    if text is None:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ParameterError(f"{option} {text}: a day as YYYY-MM-DD is expected. Write it so") from None
