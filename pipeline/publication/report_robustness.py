"""The chapter of the edition report on how firm its results are."""

from __future__ import annotations

import pandas as pd

from pipeline.publication.house import SHOWN_OF_HEAD
from pipeline.publication.report_blocks import Block, Chapter, Report, heading, page, paragraph, shown
from pipeline.reporting import labels, numbers, sentences_figures, table, tables, tables_audit, words
from pipeline.reporting.table import Table

MIDDLE = 105.0  # mm: two figures of this height share a page


def robustness(report: Report) -> Chapter:
    """Ranges, pairs, sensitivity, importance, coherence, and the audit's first page."""
    ground, language = report.ground, report.language
    return Chapter(
        report.say("robustness"),
        [
            paragraph(words.word("ranges_sentence", language)),
            heading(report.say("uncertainty")),
            *report.picture("rank-ranges", height=178.0),
            *report.picture("acceptability"),
            *_pairs(report),
            *_sensitivity(report),
            *_section(report, "importance", report.picture("importance", height=MIDDLE)),
            *_section(
                report,
                "coherence",
                [
                    paragraph(words.word("coherence_sentence", language)),
                    *report.picture("rest-correlations", height=170.0),
                    *report.picture("correlation-map", height=170.0),
                    shown(
                        tables.alpha(
                            ground["alpha"],
                            ground.framework,
                            alpha_limit=ground.method.coherence.alpha_limit,
                            language=language,
                        )
                    ),
                ],
            ),
            *_audit(report),
        ],
    )


def _section(report: Report, key: str, blocks: list[Block]) -> list[Block]:
    return [heading(report.say(key)), *blocks] if blocks else []


def _pairs(report: Report) -> list[Block]:
    """All pairs as a matrix, and the neighbours whose order holds."""
    ground, language = report.ground, report.language
    neighbours = neighbouring(ground["pairs"], ground["uncertainty"])
    firm = neighbours[neighbours["robust"].fillna(value=False).astype(bool)]
    said = report.say(
        "neighbours_says",
        firm=numbers.integer(len(firm), language=language),
        n=numbers.integer(len(neighbours), language=language),
        share=numbers.percent(ground.method.uncertainty.robust_share, language=language),
    )
    picture = report.picture("pairs", height=165.0)
    return [
        *_section(report, "pairs", picture),
        heading(report.say("neighbours")),
        paragraph(said),
        *_firm(report, firm),
    ]


def neighbouring(pairs: pd.DataFrame, uncertainty: pd.DataFrame) -> pd.DataFrame:
    """The pairs of units that stand next to each other in the ranking, the upper one first."""
    order = uncertainty.dropna(subset=["rank"]).sort_values(["rank", "unit_code"])["unit_code"].tolist()
    wanted = pd.DataFrame({"unit_code": order[:-1], "other": order[1:]})
    return wanted.merge(pairs, on=["unit_code", "other"], how="left") if len(pairs) else pairs


def _firm(report: Report, firm: pd.DataFrame) -> list[Block]:
    if firm.empty:
        return []
    ground, language = report.ground, report.language
    ranks = ground["uncertainty"].set_index("unit_code")["rank"]

    def named(unit: str) -> str:
        span = sentences_figures.rank_range(unit, ranks.get(unit), ground["uncertainty"], language)
        return f"{labels.unit(ground.units, unit, language)}, {span}"

    return [
        shown(
            Table(
                report.say("table_neighbours"),
                [
                    table.text(words.word("unit", language), [named(unit) for unit in firm["unit_code"]]),
                    table.text(report.say("ahead_of"), [named(unit) for unit in firm["other"]]),
                    table.figures(
                        report.say("share_ahead"),
                        [numbers.percent(share, language=language, digits=1) for share in firm["share_ahead"]],
                    ),
                ],
            )
        )
    ]


def _sensitivity(report: Report) -> list[Block]:
    ground, language = report.ground, report.language
    sobol = tables.sobol(ground["sobol"], ground.edition.alternatives, language=language)
    return [
        heading(report.say("sensitivity")),
        paragraph(words.word("robustness_sentence", language)),
        *report.picture("one-at-a-time", height=MIDDLE),
        *report.picture("sobol", height=MIDDLE),
        *([] if ground["sobol"].empty else [shown(sobol)]),
        *report.picture("leave-one-out", height=136.0),
    ]


def _audit(report: Report) -> list[Block]:
    """The audit's first page, or how to have one made."""
    run, language = report.ground.run, report.language
    if run.audit is None or "page_one" not in run.audit.tables:
        return [heading(report.say("audit")), paragraph(report.say("no_audit", edition=run.edition.id))]
    page_one = tables_audit.page_one(run.audit.tables["page_one"], report.ground.edition, language=language)
    said = report.say("audit_says", preset=run.audit.preset, head=run.audit.head[:SHOWN_OF_HEAD])
    return [page(), heading(report.say("audit")), paragraph(said), shown(page_one, small=True)]
