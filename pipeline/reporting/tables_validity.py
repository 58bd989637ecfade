"""Tables of validity: rankings from outside, concept sheets."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, unit_column, worded
from pipeline.reporting.tables_outcomes import between


def external(external: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """The index and development alone against each ranking from outside, with who is in the sample."""
    names = {item.code: item.name(language) for item in edition.about.external}
    columns = [
        table.text(
            words.word("external_ranking", language), [names.get(str(c), str(c)) for c in column(external, "external")]
        ),
        worded(external, "kind", "kind_of_r", language, group="external_kind"),
        numeric(external, "n", "n_units", language, digits=0),
        numeric(external, "n_all", "of_units", language, digits=0),
        numeric(external, "r", "index_r", language),
        between(external, "low", "high", "interval", language),
        numeric(external, "alone_r", "alone_r", language),
        between(external, "alone_low", "alone_high", "interval", language),
        numeric(external, "difference", "difference_of_r", language),
        between(external, "difference_low", "difference_high", "interval", language),
        numeric(external, "spread_ratio", "spread_ratio", language),
        percent(external, "upper_half", "upper_half", language, digits=0),
    ]
    return finished("external", columns, language=language, note=words.word("external_selection_note", language))


def external_scores(outside: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """Units of which several rows print differing figures, with the one that counts."""
    frame = outside if outside.empty else outside[outside["n_figures"] > 1]
    names = {item.code: item.name(language) for item in edition.about.external}
    columns = [
        unit_column(frame, edition.units, language),
        table.text(
            words.word("external_ranking", language), [names.get(str(c), str(c)) for c in column(frame, "external")]
        ),
        numeric(frame, "value", "figure_used", language),
        between(frame, "lowest", "highest", "figures_printed", language),
        numeric(frame, "n_rows", "n_pages", language, digits=0),
        table.text(words.word("source", language), [str(pages or "") for pages in column(frame, "pages")]),
    ]
    return finished("external_scores", columns, language=language, note=words.word("external_scores_note", language))


def concept_sheets(sheets: pd.DataFrame, edition: Edition, *, language: str) -> Table:
    """What every indicator stands for, how it belongs to its group, experts' view, and the official framework's name."""
    nodes = {node.code: node for node in edition.framework.indicators}
    groups = [
        f"{labels.node(edition.framework, str(parent), language)}: {_coded('measurement', measurement, language)}"
        for parent, measurement in zip(column(sheets, "parent"), column(sheets, "measurement"), strict=True)
    ]
    official = [
        _coded("match", match, language) + ("" if numbers.missing(match) else f": {str(names).replace('|', '; ')}")
        for names, match in zip(column(sheets, "official"), column(sheets, "match"), strict=True)
    ]
    columns = [
        node_column(sheets, edition.framework, language, key="indicator"),
        table.text(
            words.word("stands_for", language),
            [_stands_for(nodes[str(code)], language) for code in column(sheets, "code")],
        ),
        table.text(words.word("group_and_measurement", language), groups),
    ]
    if edition.about.official_framework:  # without one there is nothing to hold a name against
        columns.append(table.text(words.word("official_named", language), official))
    asked = not sheets.empty and bool((sheets["n_experts"] > 0).any())
    if asked:
        columns += [
            percent(sheets, "relevance", "relevance_share", language, digits=0),
            between(sheets, "low", "high", "interval", language, share=True),
            numeric(sheets, "kappa", "modified_kappa", language),
            numeric(sheets, "n_experts", "n_experts", language, digits=0),
        ]
    limit = edition.method.validity.item_validity_limit
    below = [place for place, value in enumerate(column(sheets, "relevance")) if not numbers.missing(value)]
    marked = frozenset(place for place in below if float(sheets["relevance"].iloc[place]) < limit)
    note = f"{_experts(sheets, language)} {words.word('concept_sheets_note', language)}"
    return finished("concept_sheets", columns, language=language, marked=marked, note=note)


def _coded(group: str, value: object, language: str) -> str:
    """The words of a coded value, or those for none."""
    return words.word(f"{group}_{'' if numbers.missing(value) else value}", language)


def _stands_for(node: Node, language: str) -> str:
    said = [part for part in (node.concept(language), node.definition(language)) if part]
    return " ".join(said) or words.word("no_definition", language)


def _experts(sheets: pd.DataFrame, language: str) -> str:
    rated = sheets["relevance"].dropna().astype(float) if not sheets.empty else pd.Series(dtype=float)
    if rated.empty:
        return words.word("experts_not_asked", language)
    return words.word("experts_asked", language).format(
        average=numbers.number(rated.mean(), language=language),
        universal=numbers.percent((rated == 1).mean(), language=language),
    )
