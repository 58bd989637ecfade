"""Tables of the chapter on coherence: flags, within regions, clusters, rounds, neighbours, factors."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.hierarchy import Hierarchy
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, node_column, numeric, percent, worded


def flags(flags: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """What asks for a second look, with interval, n, threshold and verdict; what fails is marked."""
    with_what = [
        "" if other == code else labels.node(framework, str(other), language)
        for code, other in zip(column(flags, "code"), column(flags, "with_code"), strict=True)
    ]
    columns = [
        node_column(flags, framework, language, key="node"),
        worded(flags, "flag", "flag", language, group="flag"),
        table.text(words.word("with_what", language), with_what),
        numeric(flags, "r", "r", language),
        ends(flags, "interval", language),
        numeric(flags, "n", "n_units", language, digits=0),
        numeric(flags, "threshold", "threshold", language),
        worded(flags, "verdict", "verdict", language, group="verdict"),
    ]
    return finished("flags", columns, language=language, marked=failing(flags))


def within_correlations(
    within: pd.DataFrame, correlations: pd.DataFrame, framework: Hierarchy, *, language: str
) -> Table:
    """Each node with the rest of its parent: over all provinces, and within regions by three coefficients."""
    own = _with_parents(within, framework)
    wide = _by_kind(own)
    pooled = _by_kind(_with_parents(correlations, framework)).reindex(wide.index) if len(wide) else wide
    frame = own[own["kind"] == "pearson"].set_index("code") if len(own) else own
    frame = frame.reindex(wide.index).reset_index() if len(wide) else frame
    tau = own[own["kind"] == "kendall"].set_index("code").reindex(wide.index) if len(own) else own
    extra = pd.DataFrame(
        {
            "pooled": pooled["pearson"].to_numpy() if len(wide) else [],
            "spearman": wide["spearman"].to_numpy() if len(wide) else [],
            "kendall": wide["kendall"].to_numpy() if len(wide) else [],
        }
    )
    columns = [
        node_column(frame, framework, language, key="node"),
        numeric(extra, "pooled", "r_pooled", language),
        numeric(frame, "r", "r_within", language),
        ends(frame, "interval", language),
        numeric(frame, "n", "n_units", language, digits=0),
        numeric(frame, "df", "degrees", language, digits=0),
        worded(frame, "verdict", "verdict", language, group="verdict"),
        numeric(extra, "spearman", "rho_within", language),
        numeric(extra, "kendall", "tau_within", language),
        ends(tau, "interval", language),
    ]
    note = words.word("within_note", language)
    return finished("within_correlations", columns, language=language, marked=failing(frame), note=note)


def region_shares(region_shares: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """How much of each aggregate's variance lies between regions, beside what chance gives."""
    columns = [
        node_column(region_shares, framework, language, key="node"),
        percent(region_shares, "share", "between_share", language, digits=0),
        _shares(region_shares, "interval", language),
        percent(region_shares, "expected", "expected_by_chance", language, digits=0),
        _p(region_shares, language),
        numeric(region_shares, "n", "n_units", language, digits=0),
        numeric(region_shares, "n_groups", "n_regions", language, digits=0),
    ]
    return finished("region_shares", columns, language=language)


def clusters(clusters: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """The indicators that share a cluster with another, cluster by cluster, each with its nearest."""
    own = clusters if clusters.empty else clusters[clusters["n_members"] > 1].sort_values("place")
    columns = [
        numeric(own, "cluster", "cluster", language, digits=0),
        node_column(own, framework, language, key="indicator"),
        node_column(own, framework, language, name="nearest", key="nearest_indicator"),
        numeric(own, "r", "r", language),
        numeric(own, "n", "n_units", language, digits=0),
    ]
    return finished("clusters", columns, language=language)


def year_on_year(year_on_year: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Rank correlation of every indicator between neighbouring rounds; one with a single round says so."""
    years = [
        words.word("one_round_only", language)
        if numbers.missing(earlier)
        else f"{numbers.year(earlier)} → {numbers.year(later)}"
        for earlier, later in zip(column(year_on_year, "earlier_year"), column(year_on_year, "data_year"), strict=True)
    ]
    columns = [
        node_column(year_on_year, framework, language, key="indicator"),
        table.text(words.word("years_compared", language), years),
        numeric(year_on_year, "r", "r", language),
        ends(year_on_year, "interval", language),
        numeric(year_on_year, "n", "n_units", language, digits=0),
        worded(year_on_year, "verdict", "verdict", language, group="verdict"),
    ]
    return finished("year_on_year", columns, language=language, marked=failing(year_on_year))


def moran(moran: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Moran's I under each rule of neighbours, with what chance gives."""
    columns = [
        node_column(moran, framework, language, key="node"),
        worded(moran, "rule", "neighbour_rule", language, group="rule"),
        numeric(moran, "i", "morans_i", language),
        numeric(moran, "expected", "expected_i", language),
        ends(moran, "by_chance", language),
        _p(moran, language),
        numeric(moran, "n", "n_units", language, digits=0),
        numeric(moran, "mean_neighbours", "mean_neighbours", language, digits=1),
    ]
    return finished("moran", columns, language=language)


def alpha_dropped(alpha_dropped: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Alpha of every group without each of its indicators; where it rises the row is marked."""
    rises = frozenset(
        number
        for number, (whole, without) in enumerate(
            zip(column(alpha_dropped, "alpha"), column(alpha_dropped, "alpha_without"), strict=True)
        )
        if float(str(without)) > float(str(whole))
    )
    columns = [
        node_column(alpha_dropped, framework, language, key="node"),
        node_column(alpha_dropped, framework, language, name="item", key="indicator"),
        numeric(alpha_dropped, "alpha", "alpha_all", language),
        numeric(alpha_dropped, "alpha_without", "alpha_without", language),
    ]
    return finished("alpha_dropped", columns, language=language, marked=rises)


def factors(rotated: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Common factors of each group after varimax, an item a row, with what they share and where not to trust them."""
    own = rotated if rotated.empty else rotated[rotated["method"] == "factors"]
    wide = own.pivot(index=["code", "level", "item"], columns="component", values="loading") if len(own) else own
    first = own.drop_duplicates(["code", "level", "item"]) if len(own) else own
    keys = list(zip(*(column(first, name) for name in ("code", "level", "item")), strict=True))
    columns = [
        group_column(first, framework, language),
        node_column(first, framework, language, name="item", key="item"),
        *(
            table.figures(
                words.word("factor_number", language).format(number=number),
                [numbers.number(wide.at[key, number], language=language) for key in keys],
            )
            for number in (wide.columns if len(own) else ())
        ),
        numeric(first, "communality", "communality", language),
        worded(first, "note", "loading_note", language, group="factors"),
    ]
    return finished("factors", columns, language=language)


def congruence(congruence: pd.DataFrame, framework: Hierarchy, *, language: str) -> Table:
    """Tucker's congruence component by component, or why a group is not compared."""
    of = [
        f"{numbers.integer(n, language=language)} / {numbers.integer(all_items, language=language)}"
        for n, all_items in zip(column(congruence, "n_items"), column(congruence, "of"), strict=True)
    ]
    components = ["" if not int(str(number)) else str(number) for number in column(congruence, "component")]
    columns = [
        group_column(congruence, framework, language),
        table.figures(words.word("component", language), components),
        table.figures(words.word("items_of", language), of),
        numeric(congruence, "phi", "phi", language),
        ends(congruence, "interval", language),
        numeric(congruence, "n", "n_units", language, digits=0),
        worded(congruence, "verdict", "verdict", language, group="verdict"),
        worded(congruence, "reason", "loading_note", language, group="not_compared"),
    ]
    return finished("congruence", columns, language=language, marked=failing(congruence))


def group_column(frame: pd.DataFrame, framework: Hierarchy, language: str) -> Column:
    """Names of the groups whose items are analysed together."""
    pairs = zip(column(frame, "code"), column(frame, "level"), strict=True)
    cells = [labels.group(framework, str(code), int(str(level)), language) for code, level in pairs]
    return table.text(words.word("node", language), cells)


def ends(
    frame: pd.DataFrame, key: str, language: str, *, digits: int = 2, of: tuple[str, str] = ("low", "high")
) -> Column:
    """Both ends of an interval in brackets."""
    cells = []
    for low, high in zip(*(column(frame, end) for end in of), strict=True):
        first, last = (numbers.number(value, language=language, digits=digits) for value in (low, high))
        cells.append(f"[{first}; {last}]" if first and last else "")
    return table.figures(words.word(key, language), cells)


def failing(frame: pd.DataFrame) -> frozenset[int]:
    """The rows whose verdict is ``fail``."""
    return frozenset(number for number, verdict in enumerate(column(frame, "verdict")) if verdict == "fail")


def _shares(frame: pd.DataFrame, key: str, language: str) -> Column:
    cells = [
        ""
        if numbers.missing(low)
        else f"[{numbers.percent(low, language=language)}; {numbers.percent(high, language=language)}]"
        for low, high in zip(column(frame, "low"), column(frame, "high"), strict=True)
    ]
    return table.figures(words.word(key, language), cells)


def _p(frame: pd.DataFrame, language: str) -> Column:
    return table.figures("p", [numbers.p_value(value, language=language) for value in column(frame, "p")])


def _with_parents(correlations: pd.DataFrame, framework: Hierarchy) -> pd.DataFrame:
    if correlations.empty:
        return correlations
    parents = correlations["code"].map({node.code: node.parent for node in framework.tree})
    return correlations[correlations["with_code"] == parents]


def _by_kind(own: pd.DataFrame) -> pd.DataFrame:
    if own.empty:
        return pd.DataFrame()
    wide = own.pivot(index="code", columns="kind", values="r")
    return wide.reindex(index=list(dict.fromkeys(own["code"])), columns=["pearson", "spearman", "kendall"])
