"""The data package of the open data, after the Data Package standard 2.0, and the page that stands beside it.

A description stands in both languages, Vietnamese first, and again under ``description_vi`` and ``description_en``, so
that any reader of data packages shows both and a bilingual one can choose. Licences are not invented: the project's
LICENSE speaks of code and documentation; the figures have the terms of their producers, quoted from the ``source.yaml``
of each raw source.

References
----------
Open Knowledge Foundation (2024), Data Package (v2.0), https://datapackage.org/standard/data-package/.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.publication import open_tables
from pipeline.publication.open_tables import OpenTable
from pipeline.publication.published_run import LANGUAGES, PublishedRun
from pipeline.publication.sdmx_codes import STRANGE
from pipeline.reporting import numbers, words

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"text": "string", "number": "number", "integer": "integer", "rank": "number", "flag": "boolean"}
LICENCE, CITATION = "LICENSE", "CITATION.cff"


def package(run: PublishedRun, tables: Sequence[OpenTable], texts: Mapping[str, str]) -> dict[str, Any]:
    """``datapackage.json``.

    Parameters
    ----------
    texts : file name -> the CSV text of each table, whose size and digest go in.
    """
    about, provenance = run.edition.about, run.provenance
    described: dict[str, Any] = {
        "$schema": PROFILE,
        "name": STRANGE.sub("-", about.id).lower(),
        "title": f"{about.name_vi} / {about.name_en}",
        "description": f"{about.note_vi} / {about.note_en}",
        "title_vi": about.name_vi,
        "title_en": about.name_en,
        "description_vi": about.note_vi,
        "description_en": about.note_en,
        "created": f"{provenance.made.isoformat()}T00:00:00Z",
        "edition": about.id,
        "year": about.year,
        "method": run.edition.method.name,
        "run": provenance.run,
        "ledger": provenance.head,
    }
    if LICENCE in run.documents:
        title = f"{words.word('open_terms_code', 'vi')} / {words.word('open_terms_code', 'en')}"
        described["licenses"] = [{"path": LICENCE, "title": title}]
    described["sources"] = [
        {"title": source.producer, "terms": source.licence, "obtained": source.obtained, "folder": source.source}
        | ({"path": source.homepage} if source.homepage else {})
        for source in run.sources
    ]
    described["resources"] = [_resource(item, texts[item.contract.name]) for item in tables]
    return described


def _resource(item: OpenTable, text: str) -> dict[str, Any]:
    encoded = text.encode("utf-8")
    titles = {language: words.word(f"open_{item.name}", language) for language in LANGUAGES}
    return {
        "name": item.name,
        "title": f"{titles['vi']} / {titles['en']}",
        **_described({language: words.word(f"open_about_{item.name}", language) for language in LANGUAGES}),
        "path": f"{item.name}.csv",
        "parquet": f"{item.name}.parquet",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(encoded),
        "hash": f"sha256:{hashlib.sha256(encoded).hexdigest()}",
        "schema": _schema(item),
    }


def _schema(item: OpenTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(item, column) for column in item.contract.columns],
        "missingValues": [""],
        "primaryKey": list(item.contract.key),
    }
    if item.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": table, "fields": [target]}}
            for column, (table, target) in item.references.items()
        ]
    return schema


def _field(item: OpenTable, column: str) -> dict[str, Any]:
    kind = item.contract.columns[column]
    about = _described({language: open_tables.column_words(item.name, column, language) for language in LANGUAGES})
    return {"name": column, "type": TYPES[kind], **about}


def _described(pair: Mapping[str, str]) -> dict[str, str]:
    return {
        "description": f"{pair['vi']} / {pair['en']}",
        "description_vi": pair["vi"],
        "description_en": pair["en"],
    }


def readme(run: PublishedRun, tables: Sequence[OpenTable]) -> str:
    """``README.md``: what the files are, in Vietnamese and in English."""
    parts = [_page(run, tables, language) for language in LANGUAGES]
    return "\n".join([*parts, *_terms(run)]) + "\n"


def _page(run: PublishedRun, tables: Sequence[OpenTable], language: str) -> str:
    about, provenance = run.edition.about, run.provenance
    name, note = (about.name_vi, about.note_vi) if language == "vi" else (about.name_en, about.note_en)
    facts = {
        "fact_edition": about.id,
        "fact_method": run.edition.method.name,
        "fact_run": f"{provenance.run} ({provenance.made.isoformat()})",
        "fact_ledger": f"`{provenance.head}`",
    }
    rows = [
        f"| `{item.name}` | {_cell(words.word(f'open_about_{item.name}', language))} | "
        f"{numbers.integer(len(item.frame), language=language)} |"
        for item in tables
    ]
    heads = [words.word(f"open_{key}", language) for key in ("table", "holds", "rows")]
    return "\n".join(
        [
            f"# {_cell(name)}",
            "",
            f"**{_cell(note)}**",
            "",
            *(f"- {words.word(key, language)}: {value}" for key, value in facts.items()),
            "",
            words.word("open_reading", language),
            "",
            f"| {' | '.join(heads)} |",
            "|---|---|---:|",
            *rows,
            "",
            words.word("open_sdmx", language),
            "",
            words.word("open_terms", language),
            "",
        ]
    )


def _terms(run: PublishedRun) -> list[str]:
    """Producers and terms, in the words in which the project keeps them."""
    head = f"## {words.word('open_producers', 'vi')} / {words.word('open_producers', 'en')}"
    lines = [
        f"- **{_cell(source.producer)}**" + (f" <{source.homepage}>" if source.homepage else "") +
        f": {_cell(source.licence)}"
        for source in run.sources
    ]  # fmt: skip
    return [head, "", *lines]


def _cell(text: str) -> str:
    """A text of the data as text of a Markdown page: one line, nothing that is markup."""
    plain = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|$~" else sign for sign in plain)
