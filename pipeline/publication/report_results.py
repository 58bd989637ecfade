"""Chapters of the edition report on results: who stands where, what changed, and one unit worked by hand."""

from __future__ import annotations

import pandas as pd

from pipeline.construction import worked_unit
from pipeline.publication.report_blocks import (
    Block,
    Chapter,
    Report,
    downward,
    heading,
    listing,
    page,
    paragraph,
    shown,
)
from pipeline.reporting import (
    labels,
    numbers,
    sentences,
    sentences_compare,
    sentences_figures,
    table,
    tables,
    tables_audit,
    tables_compare,
    words,
)
from pipeline.reporting.table import Table

WIDE = 5  # pillars: beyond, the league table is set smaller
FIRST = 5  # of every pillar, as the report's sentence says


def results(report: Report) -> Chapter:
    """Map, league table, pillars, and the band that development lets expect."""
    ground, language = report.ground, report.language
    league = tables.league(ground["scores"], ground.units, ground.framework, ground["uncertainty"], language=language)
    leading = sentences.league(ground["scores"], ground.edition, language=language).text
    return Chapter(
        report.say("results"),
        [
            paragraph(leading),
            *report.picture("map"),
            page(),
            heading(report.say("league")),
            shown(_without_region(league, language), small=len(ground.framework.pillars) > WIDE),
            heading(report.say("pillars")),
            paragraph(report.say("pillars_says")),
            shown(_top_of_pillars(report)),
            *report.picture("pillars", height=92.0),
            *_development(report),
        ],
    )


def _without_region(league: Table, language: str) -> Table:
    """The league table without the region, which the provinces' pages have: its names would double the height of rows."""
    left_out = words.word("region", language)
    kept = [column for column in league.columns if column.header != left_out]
    return Table(league.title, kept, note=league.note, marked=league.marked)


def _top_of_pillars(report: Report) -> Table:
    """The first units of every pillar, with the rank of the whole index and its range."""
    ground, language = report.ground, report.language
    scores, root = ground["scores"], ground.framework.root.code
    overall = scores[scores["code"] == root].set_index("unit_code")["rank"]
    rows: list[tuple[str, str, str, str, str]] = []
    for pillar in ground.framework.pillars:
        own = scores[scores["code"] == pillar.code].dropna(subset=["rank"])
        own = own.astype({"rank": float}).sort_values(["rank", "unit_code"]).head(FIRST)
        for place, row in enumerate(own.to_dict("records")):
            unit = str(row["unit_code"])
            rows.append(
                (
                    labels.node(ground.framework, pillar.code, language) if place == 0 else "",
                    numbers.rank(row["rank"], language=language),
                    labels.unit(ground.units, unit, language),
                    numbers.number(row["score"], language=language),
                    sentences_figures.rank_range(unit, overall.get(unit), ground["uncertainty"], language),
                )
            )
    cells = list(zip(*rows, strict=True)) or [()] * 5
    return Table(
        report.say("top_of_pillar"),
        [
            table.text(words.word("node", language), cells[0]),
            table.figures(words.word("rank", language), list(cells[1])),
            table.text(words.word("unit", language), cells[2]),
            table.figures(words.word("score", language), list(cells[3])),
            table.figures(report.say("overall_rank"), list(cells[4])),
        ],
    )


def _development(report: Report) -> list[Block]:
    picture = report.picture("expected-band", height=98.0)
    said = words.word("development_sentence", report.language)
    return [heading(report.say("development")), paragraph(said), *picture] if picture else []


def comparison(report: Report) -> list[Chapter]:
    """What changed since the edition before, and why; no chapter where nobody has compared."""
    beside = report.ground.run.comparison
    if beside is None:
        return []
    ground, language = report.ground, report.language
    changes, players = ground["compare_changes"], ground["compare_players"]
    said = report.say("comparison_says", before=beside.before, after=ground.run.edition.id)
    moved = sentences_compare.moved(changes, ground.units, ground.framework, language=language).text
    causes = tables_compare.players(players, ground["compare_attribution"], ground.units, language=language)
    return [
        Chapter(
            report.say("comparison"),
            [
                listing([said, moved, sentences_compare.causes(players, language=language).text]),
                shown(causes),
                *report.picture("compare-ranks", height=150.0),
                *report.picture("compare-attribution"),
            ],
        )
    ]


def worked(report: Report) -> Chapter:
    """One unit from its raw cells to its rank: the audit's, or the one in the middle of the ranking."""
    ground, language = report.ground, report.language
    rows = worked_rows(report)
    if rows.empty:
        return Chapter(report.say("worked"), [paragraph(words.word("no_unit_ranked", language))])
    unit = str(rows["unit_code"].iloc[0])
    top = rows[rows["code"] == ground.framework.root.code].iloc[0]
    said = report.say(
        "worked_says",
        unit=labels.unit(ground.units, unit, language),
        rank=sentences_figures.rank_range(unit, top["rank"], ground["uncertainty"], language),
    )
    order = [node.code for node in downward(ground.framework, ground.framework.root)]
    rows = rows[rows["code"].isin(order)].sort_values("code", key=lambda codes: codes.map(order.index))
    by_hand = tables_audit.worked(rows, ground["treatment"], ground.edition, language=language)
    return Chapter(report.say("worked"), [paragraph(said), *_example(report, rows), shown(by_hand, small=True)])


def worked_rows(report: Report) -> pd.DataFrame:
    """The audit's ``worked.csv``; without an audit, the same table made here from the run's own."""
    ground = report.ground
    audit = ground.run.audit
    if audit is not None and "worked" in audit.tables:
        return audit.tables["worked"]
    own = {name: ground[name] for name in ("values", "imputed", "treated", "goalposts", "scores", "weights")}
    unit = worked_unit.middle_unit(ground["scores"], ground.edition)
    return worked_unit.work_through(worked_unit.Tables(**own), unit, ground.edition) if unit else pd.DataFrame()


def _example(report: Report, rows: pd.DataFrame) -> list[Block]:
    """The first indicator in a sentence."""
    ground, language = report.ground, report.language
    cells = rows[(rows["level"] == 1) & rows["value"].notna() & rows["score"].notna()]
    if cells.empty:
        return []
    row = cells.iloc[0]
    told = {name: numbers.measured(row[name], language=language) for name in ("value", "treated", "low", "high")}
    said = report.say(
        "worked_example",
        name=labels.node(ground.framework, str(row["code"]), language),
        measure=labels.measure(ground.framework.node(str(row["code"])), language),
        score=numbers.number(row["score"], language=language),
        **told,
    )
    return [paragraph(said)]
