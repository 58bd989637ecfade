"""Annexes of the edition report: every score, definition, source, gap and parameter, and how to verify the run."""

from __future__ import annotations

import string

import pandas as pd

from pipeline.framework import sourcing
from pipeline.publication.report_blocks import Block, Chapter, Report, listing, paragraph, shown
from pipeline.reporting import (
    collation,
    dates,
    labels,
    numbers,
    sentences,
    sentences_certificate,
    sentences_figures,
    table,
    tables,
    tables_certificate,
    words,
)
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import node_column, unit_column

WIDEST = 9  # nodes that a table has room for


def annexes(report: Report) -> list[Chapter]:
    """Every annex under its letter."""
    made = [
        ("annex_scores", _scores(report)),
        ("annex_indicators", _indicators(report)),
        ("annex_sources", _sources(report)),
        ("annex_gaps", _gaps(report)),
        ("annex_unranked", _unranked(report)),
        ("annex_method", _method(report)),
        ("annex_provenance", _provenance(report)),
        ("annex_certificate", _certificate(report)),
    ]
    return [
        Chapter(report.say("annex", letter=letter, title=report.say(key)), blocks)
        for letter, (key, blocks) in zip(string.ascii_uppercase, made, strict=False)
    ]


def _scores(report: Report) -> list[Block]:
    """Score and rank of every unit in the index and in every group below, a table a pillar."""
    ground, framework = report.ground, report.ground.framework
    pillars = list(framework.pillars)
    groups = [[framework.root.code, *(pillar.code for pillar in pillars)]]
    groups += [own for pillar in pillars for own in _below(report, pillar.code)]
    order = labels.ranked_codes(ground["scores"], framework)
    return [
        paragraph(f"{report.say('annex_scores_says')} {report.signs_told}"),
        *(
            shown(_score_table(report, labels.node(framework, codes[0], report.language), codes, order), small=True)
            for codes in groups
        ),
    ]


def _below(report: Report, code: str) -> list[list[str]]:
    """A node with its children as one table, and so on below; narrow parts share one with what they are part of."""
    framework = report.ground.framework
    children = [child.code for child in framework.children(code)]
    if not children:
        return []
    leaves = framework.leaves(code)
    groups = [child for child in children if framework.children(child)]
    own = [code, *(groups if len(groups) > 1 else []), *leaves]
    if len(own) <= WIDEST or not groups:
        return [own[start : start + WIDEST] for start in range(0, len(own), WIDEST)]
    return [[code, *children], *(part for group in groups for part in _below(report, group))]


def _score_table(report: Report, title: str, codes: list[str], order: list[str]) -> Table:
    ground, language = report.ground, report.language
    scores = ground["scores"]
    signed = report.signs
    cells = {
        (row["unit_code"], row["code"]): " ".join(
            filter(None, [_score(row["score"], row["rank"], language), signed.get((row["unit_code"], row["code"]), "")])
        )
        for row in scores[scores["code"].isin(codes)].to_dict("records")
    }
    ranks = scores[scores["code"] == ground.framework.root.code].set_index("unit_code")["rank"]
    first = [
        table.text(words.word("unit", language), [labels.unit(ground.units, unit, language) for unit in order]),
        table.figures(
            report.say("overall_rank"),
            [
                sentences_figures.rank_range(unit, ranks.get(unit), ground["uncertainty"], language) or "†"
                for unit in order
            ],
        ),
    ]
    names = [words.word("score", language) if code == ground.framework.root.code else code for code in codes]
    columns = [
        Column(name, [cells.get((unit, code), "") for unit in order], numeric=True)
        for name, code in zip(names, codes, strict=True)
    ]
    note = "; ".join(
        labels.node(ground.framework, code, language) for code in codes if code != ground.framework.root.code
    )
    return Table(title, [*first, *columns], note=note)


def _score(score: object, rank: object, language: str) -> str:
    points = numbers.number(score, language=language, digits=1)
    place = numbers.rank(rank, language=language)
    return f"{points} ({place})" if points and place else points or "…"


def _indicators(report: Report) -> list[Block]:
    """What each indicator means, in which unit, which way, from which table and of which years."""
    ground, language, framework = report.ground, report.language, report.ground.framework
    years = ground["values"].dropna(subset=["data_year"]).groupby("code")["data_year"].agg(["min", "max"])
    nodes = labels.coded(framework)
    sources = ground.edition.sources.indicators
    tables_of = {
        code: sorted({item.table for item in sourcing.columns(source.value)}) for code, source in sources.items()
    }
    whole = Table(
        report.say("annex_indicators"),
        [
            table.text(words.word("indicator", language), [labels.node(framework, n.code, language) for n in nodes]),
            table.text(words.word("definition", language), [node.definition(language) for node in nodes]),
            table.text(words.word("unit_of_measure", language), [labels.measure(node, language) for node in nodes]),
            table.text(
                words.word("direction", language),
                ["" if node.role == "size" else words.coded("direction", node.direction, language) for node in nodes],
            ),
            table.text(words.word("source", language), ["; ".join(tables_of.get(node.code, [])) for node in nodes]),
            table.text(report.say("data_years"), [_years(years, node.code) for node in nodes]),
        ],
    )
    return [shown(whole, small=True)]


def _years(years: pd.DataFrame, code: str) -> str:
    if code not in years.index:
        return ""
    return "–".join(dict.fromkeys(numbers.year(years.at[code, end]) for end in ("min", "max")))


def _sources(report: Report) -> list[Block]:
    """Who produced the figures and under which terms, and every raw table with its digest."""
    ground, language = report.ground, report.language
    sources = ground["sources"]
    producers = sources.drop_duplicates("source")

    def quoted(key: str) -> str:
        return report.say("verbatim", name=words.word(key, language))

    first = Table(
        report.say("table_producers"),
        [
            table.text(words.word("source", language), producers["source"]),
            table.text(quoted("producer"), producers["producer"]),
            table.text(quoted("licence"), producers["licence"]),
        ],
    )
    second = Table(
        report.say("table_raw_tables"),
        [
            table.text(words.word("raw_table", language), sources["source"] + "/" + sources["table"]),
            table.text(quoted("title"), sources["title"]),
            table.text("SHA-256", [str(digest)[:16] for digest in sources["sha256"]]),
        ],
    )
    return [paragraph(report.say("annex_sources_says")), shown(first), shown(second)]


def _gaps(report: Report) -> list[Block]:
    """Everything that is not a figure published for the newest year."""
    ground, language = report.ground, report.language
    edition = ground.run.edition
    values, imputed = ground["values"], ground["imputed"]
    filled = imputed[imputed["imputed"].fillna(value=False).astype(bool)]
    said = paragraph(sentences.availability(values, ground.edition, language=language).text)
    return [
        *(report.picture("availability", height=170.0) or [said]),
        shown(_cells(report, "table_imputed_list", filled)),
        shown(_cells(report, "table_earlier_list", values[values["origin"] == "earlier_year"], year=True)),
        shown(_zeros(report)),
        shown(_cells(report, "table_treated_list", ground["treated_cells"], value="after")),
        shown(tables.corrections(ground["corrections"], language=language)),
        shown(tables.left_out(edition, language=language)),
        *report.picture("distributions", height=148.0),
        *report.picture("treatment", height=70.0),
    ]


def _zeros(report: Report) -> Table:
    """Structural zeros by the column of the source that leaves them blank, with who they are of and why they are zero."""
    language, edition = report.language, report.ground.run.edition
    reason = f"reason_{language}"
    groups = list(report.ground["structural_zeros"].groupby(["table", "column", reason], sort=True))
    units = [[labels.unit(edition.raw_units, code, language) for code in own["unit_code"]] for _, own in groups]
    columns = [
        table.text(words.word("raw_table", language), [f"{name}: {column}" for (name, column, _), _ in groups]),
        table.text(words.word("unit", language), [", ".join(sorted(own, key=collation.sort_key)) for own in units]),
        table.text(words.word("reason", language), [why for (_, _, why), _ in groups]),
    ]
    return Table(report.say("table_zero_list"), columns, note="" if groups else report.say("none_of_them"))


def _cells(report: Report, key: str, frame: pd.DataFrame, *, value: str = "value", year: bool = False) -> Table:
    """Cells by indicator and unit."""
    ground, language = report.ground, report.language
    frame = frame[frame["code"].isin(ground.framework.indicator_codes)].sort_values(["code", "unit_code"])
    columns = [
        node_column(frame, ground.framework, language, key="indicator"),
        unit_column(frame, ground.units, language),
        table.figures(
            words.word("value", language), [numbers.measured(number, language=language) for number in frame[value]]
        ),
    ]
    if year:
        columns.append(
            table.figures(words.word("data_year", language), [numbers.year(number) for number in frame["data_year"]])
        )
    return Table(report.say(key), columns, note="" if len(frame) else report.say("none_of_them"))


def _unranked(report: Report) -> list[Block]:
    ground = report.ground
    return [
        paragraph(sentences.screened(ground["screening"], language=report.language).text),
        shown(tables.unranked(ground["screening"], ground.units, language=report.language)),
        shown(tables.thresholds(ground.edition, language=report.language)),
    ]


def _method(report: Report) -> list[Block]:
    whole = tables.parameters(report.ground.method, language=report.language)
    return [shown(whole, small=True, shares={0: 2, 1: 1.6, 2: 6})]


def _provenance(report: Report) -> list[Block]:
    """What was run, and the commands by which anybody can check it."""
    run, language = report.ground.run, report.language
    own = run.provenance
    none = report.say("provenance_none")
    commit = own.commit or none
    if own.commit and own.dirty:
        commit = f"{commit} ({report.say('provenance_dirty')})"
    facts = [
        ("edition", run.edition.id),
        ("method", run.edition.method.name),
        ("run", own.run),
        ("head", own.head),
        ("made", dates.day(own.made, language=language)),
        ("commit", commit),
        ("seed", str(run.edition.about.seed)),
        ("released", dates.day(own.released, language=language) if own.released else none),
        ("audit", run.audit.head if run.audit else none),
    ]
    shown_facts = Table(
        report.say("table_provenance"),
        [
            table.text(report.say("provenance_item"), [report.say(f"provenance_{key}") for key, _ in facts]),
            table.text(words.word("value", language), [value for _, value in facts]),
        ],
    )
    how = [report.say(f"provenance_{what}", edition=run.edition.id) for what in ("verify", "rerun", "why", "bundle")]
    return [shown(shown_facts, shares={0: 1, 1: 3}), listing(how)]


def _certificate(report: Report) -> list[Block]:
    """What was compared with numbers that others computed."""
    certificate, language = report.ground.run.certificate, report.language
    if certificate is None:
        return [paragraph(report.say("annex_no_certificate"))]
    items = certificate["certificate_items"]
    verdict = sentences_certificate.verdict(items, language=language).text.replace("**", "")
    return [
        paragraph(report.say("annex_certificate_says")),
        paragraph(verdict),
        shown(tables_certificate.summary(items, language=language)),
    ]
