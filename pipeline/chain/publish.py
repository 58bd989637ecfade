"""``pii publish``: a finished nominal run as website, profiles, report, workbook and open data, whole or not at all.

What is published is verified first, gathered into a `PublishedRun`, written part by part into a folder aside, and put
into its place at once, with the digest of every file in ``SHA256SUMS``; no run of the edition is at work meanwhile. A
language other than the edition's own needs its chapters executed in that language: that is a run of its own,
``nominal-<language>``, whose tables must be the same bytes as those of ``nominal``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from pipeline.chain import folders, ledger, lock, released, resolve, runner, verify
from pipeline.chain.ledger import Content
from pipeline.chain.selection import Choices
from pipeline.chain.staging import PUBLIC
from pipeline.data import digests, params, project, sources
from pipeline.errors import ChainError, DataError, ParameterError, StaleInputError, listed
from pipeline.framework.edition import NOMINAL, Edition
from pipeline.publication import addresses, parts, published_run
from pipeline.publication.published_run import LANGUAGES, Audit, Comparison, Provenance, PublishedRun

AUDIT, AUDIT_PAGE = "audit-", "audit.html"
COMPARISONS, CERTIFICATE = "compare", "certificate"
CERTIFICATE_TABLES = ("certificate_items", "certificate_defects")
SIDES = "compare_sides"
DOCUMENTS = ("LICENSE", "CITATION.cff")
NOTEBOOK, TABLE = ".ipynb", ".csv"

Said = Callable[[str], None]
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Publication:
    """Where it lies, and how large it is."""

    folder: Path
    n_files: int
    size: int

    def told(self, root: Path) -> list[str]:
        """Lines to read."""
        home = self.folder / f"{addresses.HOME}.html"
        place = project.shown(home if home.is_file() else self.folder, root)
        return [f"publication: {place}  ({self.n_files} files, {self.size / 1e6:.1f} MB)"]


def make(
    edition: str,
    *,
    root: Path,
    stream: TextIO,
    languages: Sequence[str] = LANGUAGES,
    only: Sequence[str] = (),
    boundaries: Path | None = None,
    today: datetime.date | None = None,
    said: Said = lambda sentence: None,
) -> Publication:
    """Publish the nominal run of an edition under ``reports/<edition>/nominal/public``.

    Parameters
    ----------
    stream : is told what happens while chapters are executed in another language.
    languages : of pages and documents.
    only : names of parts (`parts.NAMES`); all of them where none is named. What is not made is not there.
    boundaries : a GeoJSON file whose features have ``unit_code``, for true maps instead of the tile grid.
    today : compared with an embargo; the clock's day where none is given.
    said : is told a sentence for every part.

    Raises
    ------
    ParameterError : a language, a part or a boundary file that cannot be used.
    ChainError : the edition cannot be published yet: no run in force, an embargo, a run at work.
    StaleInputError : the run is not what its record says, or a run in another language has other tables.
    """
    _check_languages(languages)
    chosen = parts.chosen(only)
    _refuse_embargo(edition, root, today or datetime.date.today())
    for language in languages:
        execute(edition, language, root=root, stream=stream)
    target = project.reports(edition, NOMINAL, root=root) / PUBLIC
    with lock.held(project.processed(edition, NOMINAL, root=root).parent, run="publication", say=said):
        run = gather(edition, root=root, languages=languages)
        with folders.written_aside(target) as partial:
            parts.write(run, partial, chosen=chosen, languages=languages, boundaries=boundaries, said=said)
            _sum(partial)
    files = [path for path in target.rglob("*") if path.is_file()]
    return Publication(target, len(files), sum(path.stat().st_size for path in files))


def execute(edition: str, language: str, *, root: Path, stream: TextIO) -> None:
    """Bring the chapters in a language up to date; those of the edition's own language are the nominal run's.

    Raises
    ------
    ChainError, StepFailedError : see `runner.run`.
    """
    if language == params.load_edition(edition, root=root).about.language:
        return
    wanted = resolve.resolve(
        edition, root=root, method=None, parameters=[f"language={language}"], name=run_name(language)
    )
    runner.run(wanted, root=root, stream=stream, choices=Choices())


def _sum(folder: Path) -> None:
    """Write ``SHA256SUMS`` over everything in a folder, as ``sha256sum --check`` reads it."""
    sums = folder / addresses.SUMS
    paths = sorted((path for path in folder.rglob("*") if path.is_file() and path != sums), key=Path.as_posix)
    lines = [f"{digests.of_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")


def run_name(language: str) -> str:
    """The run whose chapters are in a language that is not the edition's own."""
    return f"{NOMINAL}-{language}"


def gather(edition: str, *, root: Path, languages: Sequence[str] = LANGUAGES) -> PublishedRun:
    """Verify the nominal run and read it with what stands beside it.

    Raises
    ------
    StaleInputError : the run is not what its record says; chapters of another language rest on other tables.
    ChainError : a language whose chapters were not executed.
    DataError : a foreword that is no text.
    """
    content = ledger.read(project.ledger(edition, root=root))
    closing = _put_in_force(content, NOMINAL)
    if closing is None:
        raise ChainError(f"edition {edition}: a nominal run in force is needed, there is none. Run `pii run {edition}`")
    verify.verify(edition, NOMINAL, root=root).refuse()
    own = params.load_edition(edition, root=root)
    tables = published_run.read_tables(project.processed(edition, NOMINAL, root=root))
    return PublishedRun(
        edition=own,
        provenance=_provenance(closing, released.read(edition, root=root)),
        tables=tables,
        chapters={language: _chapters(own, language, content, closing, root) for language in languages},
        audit=_audit(edition, content, closing, root),
        comparison=_comparison(own, root),
        certificate=_certificate(root),
        sources=tuple(sources.describe(name, root=root).source for name in sorted(set(tables["sources"]["source"]))),
        documents={name: (root / name).read_text("utf-8") for name in DOCUMENTS if (root / name).is_file()},
        forewords=_forewords(edition, languages, root),
    )


def _check_languages(languages: Sequence[str]) -> None:
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown or not languages or len(set(languages)) != len(languages):
        raise ParameterError(
            f"--lang {','.join(languages)}: each of {listed(LANGUAGES)} at most once is expected, "
            f"found {listed(unknown) if unknown else 'none or one twice'}. Name them with commas between"
        )


def _refuse_embargo(edition: str, root: Path, today: datetime.date) -> None:
    if released.embargoed(edition, root, today):
        raise ChainError(
            f"edition {edition}: its embargo must be over before it is published; {released.path_of(edition, root=root).name} "
            f"says until when, and today is {today.isoformat()}. Publish on that day"
        )


def _put_in_force(content: Content, run: str) -> Line | None:
    """The line that put the run in force: the last that committed it; later ones may say that it was kept."""
    lines = [line for line in content.lines_of(run) if line["step"] == ledger.WHOLE_RUN]
    committed = [line for line in lines if line["outcome"] == ledger.COMMITTED]
    return committed[-1] if committed else content.last_committed(run)


def _provenance(closing: Line, release: released.Release | None) -> Provenance:
    return Provenance(
        run=closing["run"],
        head=closing["digest"],
        made=datetime.datetime.fromisoformat(closing["finished"]).date(),
        commit=closing["commit"],
        dirty=closing["dirty"],
        released=release.released if release else None,
        embargo=release.embargo if release else None,
    )


def _tables_of(line: Line) -> dict[str, str]:
    return {name: digest for name, digest in line["outputs"].items() if name.endswith(TABLE)}


def _chapters(own: Edition, language: str, content: Content, closing: Line, root: Path) -> dict[str, Path]:
    """The executed chapters in a language, whose tables must be those of the nominal run."""
    run = NOMINAL if language == own.about.language else run_name(language)
    line = closing if run == NOMINAL else content.last_committed(run)
    if line is None:
        raise ChainError(
            f"edition {own.id}: its chapters must have been executed in language {language}, run {run} is not on record. "
            f"Run `pii run {own.id} -p language={language} --as {run}`"
        )
    ours, theirs = _tables_of(closing), _tables_of(line)
    differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if differing:
        raise StaleInputError(
            f"edition {own.id}: the tables of {run} must be those of {NOMINAL}, found {len(differing)} others: "
            f"{listed(differing[:5])}. Run `pii run {own.id}` and publish again"
        )
    folder = project.reports(own.id, run, root=root)
    return {name.removesuffix(NOTEBOOK): folder / name for name in sorted(line["outputs"]) if name.endswith(NOTEBOOK)}


def _audit(edition: str, content: Content, closing: Line, root: Path) -> Audit | None:
    """The last audit of the same raw data and framework that is in force; see `_same_data`."""
    runs = sorted({line["run"] for line in content.lines if line["run"].startswith(AUDIT)})
    lines = [line for run in runs if (line := content.last_committed(run)) and _same_data(line, closing)]
    if not lines:
        return None
    last = max(lines, key=lambda line: (line["finished"], line["run"]))
    folder = project.processed(edition, last["run"], root=root)
    page = project.reports(edition, last["run"], root=root) / AUDIT_PAGE
    if not page.is_file():
        return None
    return Audit(last["run"].removeprefix(AUDIT), last["digest"], published_run.read_tables(folder), page)


def _same_data(line: Line, closing: Line) -> bool:
    """Whether two runs rest on the same raw data and the same edition (their methods may differ)."""
    shared = [name for name in closing["inputs"] if name.startswith(("data/raw/", "params/editions/"))]
    return all(line["inputs"].get(name) == closing["inputs"][name] for name in shared)


def _comparison(own: Edition, root: Path) -> Comparison | None:
    """The comparison of this nominal run with the nominal run of the latest earlier edition that is there."""
    found = []
    for path in sorted((root / "reports" / COMPARISONS).glob(f"*/{SIDES}.csv")):
        if path.parent.name.startswith("."):
            continue
        sides = published_run.read_tables(path.parent, [SIDES])[SIDES].set_index("side")
        before, after = sides.loc["before"], sides.loc["after"]
        if (after["edition"], after["run"], before["run"]) == (own.id, NOMINAL, NOMINAL) and before[
            "edition"
        ] != own.id:
            found.append((str(before["edition"]), path.parent))
    years = {name: params.load_edition(name, root=root).about.year for name, _ in found}
    earlier = [(years[name], name, folder) for name, folder in found if years[name] < own.about.year]
    if not earlier:
        return None
    _, name, folder = max(earlier)
    return Comparison(name, published_run.read_tables(folder))


def _forewords(edition: str, languages: Sequence[str], root: Path) -> dict[str, str]:
    """What the publisher wrote in ``params/editions/<edition>/foreword.<language>.md``, where there is such a file."""
    found = {}
    for language in languages:
        path = root / "params" / "editions" / edition / f"foreword.{language}.md"
        if not path.is_file():
            continue
        try:
            found[language] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DataError(
                f"{project.shown(path, root)}: UTF-8 text is expected, found {error.reason}. Save it as UTF-8"
            ) from error
    return found


def _certificate(root: Path) -> dict[str, pd.DataFrame] | None:
    folder = root / "reports" / CERTIFICATE
    there = all((folder / f"{name}{TABLE}").is_file() for name in CERTIFICATE_TABLES)
    return published_run.read_tables(folder, CERTIFICATE_TABLES) if there else None
