"""Pages of record: the audit, the certificate, and everything that can be downloaded with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.publication import addresses
from pipeline.publication.page import Page, beyond
from pipeline.publication.published_run import LANGUAGES, PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import numbers, tables_certificate, tables_findings, words
from pipeline.reporting.table import Table

PAGE_ONE, FINDINGS = "page_one", "findings"
HEADINGS = {PAGE_ONE: "section_page_one", FINDINGS: "section_audit_findings"}
ENGLISH_ONLY = ("why_in_full", "tolerance_why")
ITEMS, DEFECTS = "certificate_items", "certificate_defects"
KINDS = ("report", "workbook", "profiles", "data", "figures", "audit")
SHORT_LIST = 12


@dataclass(frozen=True)
class Download:
    """A file of the publication: address relative to the whole folder, bytes, digest, kind."""

    path: str
    size: int
    sha256: str
    kind: str


def audit(run: PublishedRun, language: str) -> Page:
    """Page one and the findings of the audit; or which command makes one."""
    made = run.audit
    tables = {
        name: tables_findings.findings(made.tables[name], run.edition, language=language)
        for name in (PAGE_ONE, FINDINGS)
        if made is not None and name in made.tables
    }
    body = render(
        "site/audit.html",
        language=language,
        made=made,
        tables=[
            Table(words.word(HEADINGS[name], language), shown.columns, note=shown.note, marked=shown.marked)
            for name, shown in tables.items()
        ],
        whole=beyond(addresses.AUDIT, addresses.WHOLE_AUDIT),
        command=f"pii audit {run.edition.id}",
    )
    return Page(words.word("menu_audit", language), body)


def certificate(run: PublishedRun, language: str, *, languages: Sequence[str]) -> Page:
    """What was compared with numbers computed by others; or which command does it.

    Reasons are recorded in English only: a page in another language leaves them to the English one.

    Parameters
    ----------
    languages : of the publication.
    """
    found = run.certificate
    shown = []
    if found is not None:
        items, faults = found[ITEMS], found[DEFECTS]
        shown = [
            tables_certificate.summary(items, language=language),
            tables_certificate.failures(items, language=language),
            tables_certificate.stages(items, language=language),
            tables_certificate.sources(items, language=language),
            tables_certificate.defects(faults, language=language),
            tables_certificate.not_run(items, language=language),
        ]
    body = render(
        "site/certificate.html",
        language=language,
        tables=[_translated(table, language) for table in shown if table.n_rows],
        elsewhere=f"../en/{addresses.CERTIFICATE}.html" if language != "en" and "en" in languages else "",
        command="pii certify",
    )
    return Page(words.word("certificate_page", language), body)


def _translated(shown: Table, language: str) -> Table:
    """The table without the columns that have no translation."""
    if language == "en":
        return shown
    untold = {words.word(key, language) for key in ENGLISH_ONLY}
    return replace(shown, columns=[column for column in shown.columns if column.header not in untold])


def downloads(run: PublishedRun, files: Sequence[Download], language: str) -> Page:
    """Every file with size and digest, the ledger's digest, and how all of it is verified."""
    here = addresses.DOWNLOADS
    own = [item for item in files if item.path.split("/")[0] not in set(LANGUAGES) - {language}]
    groups = []
    for kind in KINDS:
        inside = [_shown(item, here, language) for item in own if item.kind == kind]
        if inside:
            groups.append((words.word(f"downloads_{kind}", language), inside, len(inside) > SHORT_LIST))
    body = render(
        "site/downloads.html",
        language=language,
        groups=groups,
        sums=beyond(here, addresses.SUMS),
        sums_name=addresses.SUMS,
        provenance=run.provenance,
        edition=run.edition,
        command=f"pii verify {run.edition.id} --head {run.provenance.head}",
    )
    return Page(words.word("menu_downloads", language), body)


def _shown(item: Download, here: str, language: str) -> dict[str, str]:
    kilobytes = numbers.number(item.size / 1000, language=language, digits=1)
    return {"name": item.path, "href": beyond(here, item.path), "size": f"{kilobytes} kB", "sha256": item.sha256}


def files(folder: Path) -> list[Download]:
    """Every file that other parts have written, in order of their addresses."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [
        Download(path, (folder / path).stat().st_size, _sha256(folder / path), kind)
        for path in paths
        if (kind := _kind(path)) is not None
    ]


def sums(files: Sequence[Download]) -> str:
    """The digests as ``sha256sum -c`` reads them."""
    return "".join(f"{item.sha256}  {item.path}\n" for item in files)


def _kind(path: str) -> str | None:
    """What a file is; None for a page of the site."""
    first, *rest = path.split("/")
    if first in LANGUAGES:
        parts = {addresses.REPORT: "report", "profiles": "profiles", addresses.FIGURES: "figures"}
        return parts.get(rest[0]) if rest else None
    own = {addresses.WORKBOOK: "workbook", addresses.DATA: "data", addresses.WHOLE_AUDIT: "audit"}
    return own.get(first)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
