"""The edition report as PDF: cover, foreword, method, results with figures, robustness, a worked unit, annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.publication import (
    addresses,
    figure_files,
    figure_list,
    house,
    report_annexes,
    report_front,
    report_results,
    report_robustness,
    typesetting,
)
from pipeline.publication.figure_files import Described
from pipeline.publication.figure_ground import Ground
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.report_blocks import Report
from pipeline.reporting import dates, words

TEMPLATE = "report.typ"
FIGURES = frozenset(
    {
        "map",
        "pillars",
        "rank-ranges",
        "acceptability",
        "pairs",
        "one-at-a-time",
        "sobol",
        "leave-one-out",
        "importance",
        "rest-correlations",
        "correlation-map",
        "expected-band",
        "availability",
        "distributions",
        "treatment",
        "compare-ranks",
        "compare-attribution",
    }
)
"""Those that the report shows; all others stand beside it as files."""


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None) -> None:
    """Write ``<language>/report.pdf``; figures are those of the publication, or drawn anew where it has none.

    Raises
    ------
    ParameterError : a boundary file that cannot be used.
    """
    press = typesetting.Press(TEMPLATE)
    for language in languages:
        pictures = _written(folder, language) or _drawn(run, language, boundaries)
        target = folder / language / addresses.REPORT
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(press.pdf(data(run, language, pictures)))


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text, parted by empty lines.

    >>> paragraphs("To whoever\\nreads this.\\n\\n\\nAgain.\\n")
    ['To whoever reads this.', 'Again.']
    """
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def data(
    run: PublishedRun,
    language: str,
    pictures: Mapping[str, tuple[Described, str]],
) -> dict[str, Any]:
    """Everything that the template shows."""
    report = Report(Ground(run, language), pictures, paragraphs(run.forewords.get(language, "")))
    about = run.edition.about
    title = about.name_vi if language == "vi" else about.name_en
    chapters = [
        report_front.how_to_read(report),
        report_front.method(report),
        report_results.results(report),
        report_robustness.robustness(report),
        *report_results.comparison(report),
        report_results.worked(report),
        *report_annexes.annexes(report),
    ]
    return {
        "house": house.data(run, language, title=title),
        "cover": _cover(report, title),
        "contents": words.word("contents", language),
        "foreword": asdict(report_front.foreword(report)),
        "chapters": [asdict(chapter) for chapter in chapters],
    }


def _cover(report: Report, title: str) -> dict[str, Any]:
    run, language = report.ground.run, report.language
    screening = run.table("screening")
    found = report.pictures.get("map")
    facts = [
        words.word("edition_report_year", language).format(year=run.edition.about.year),
        words.word("edition_report_ranked", language).format(
            n=int(screening["ranked"].astype(bool).sum()),
            of=len(screening),
            indicators=len(run.edition.framework.indicators),
        ),
        words.word("edition_report_made", language).format(day=dates.day(run.provenance.made, language=language)),
    ]
    if run.provenance.released is not None:
        facts.append(
            words.word("edition_report_released", language).format(
                day=dates.day(run.provenance.released, language=language)
            )
        )
    return {
        "kind": words.word("edition_report_kind", language),
        "title": title,
        "facts": facts,
        "map": None if found is None else {"svg": found[1], "alt": found[0].alt},
    }


def _written(folder: Path, language: str) -> dict[str, tuple[Described, str]]:
    """The figures that the publication has already."""
    found = figure_files.read(folder, language)
    return {
        name: (described, (folder / language / addresses.figure(name, "svg")).read_text(encoding="utf-8"))
        for name, described in found.items()
        if name in FIGURES
    }


def _drawn(run: PublishedRun, language: str, boundaries: Path | None) -> dict[str, tuple[Described, str]]:
    ground = Ground(run, language, figure_files.shapes_of(run, boundaries))
    wanted = [figure for figure in figure_list.of(ground) if figure.name in FIGURES]
    drawn = [figure_files.draw(figure, ground) for figure in wanted]
    return {item.described.name: (item.described, item.svg) for item in drawn}
