"""Tables of a comparison of two editions or runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Hierarchy
from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Column, Table
from pipeline.reporting.tables_data import column, finished, numeric, percent, placed, plain, unit_column, worded

DATA = "data"
PARTS = ("edition", "units", "framework", "method", "data", "screening", "alternatives")
PLAYERS = ("own_data", "others_data", "framework", "method", "units", "sum")
CELLS = ("changed", "new", "gone", "origin")
RANKED, MERGED = "ranked", "merged"
SUM = "sum"
LONGEST = 160  # letters of a structure (a source, a factor) that are shown; the file has all


def sides(sides: pd.DataFrame, *, language: str) -> Table:
    """What is compared, and where its tables come from."""
    own = sides if sides.empty else sides.sort_values("side", ascending=False)  # before, then after
    columns = [
        worded(own, "side", "compare_side", language, group="compare_side"),
        plain(own, "edition", "compare_edition", language),
        plain(own, "run", "compare_run", language),
        plain(own, "method", "method", language),
        numeric(own, "n_units", "compare_n_units", language, digits=0),
        numeric(own, "n_ranked", "compare_n_ranked", language, digits=0),
        numeric(own, "n_indicators", "compare_n_indicators", language, digits=0),
        worded(own, "tables", "compare_tables", language, group="compare_tables"),
        worded(own, "reason", "reason", language, group="compare_reason"),
        plain(own, "detail", "compare_detail", language),
    ]
    return finished("compare_sides", columns, language=language)


def overview(differences: pd.DataFrame, *, language: str) -> Table:
    """How many differences there are of each kind."""
    own = differences if differences.empty else differences.assign(place=differences["part"].map(PARTS.index))
    counts = own if own.empty else own.groupby(["place", "part", "kind"], sort=True).size().reset_index(name="n")
    columns = [
        worded(counts, "part", "compare_part", language, group="difference_part"),
        worded(counts, "kind", "compare_kind", language, group="difference_kind"),
        numeric(counts, "n", "compare_count", language, digits=0),
    ]
    return finished("compare_overview", columns, language=language)


def differences(
    differences: pd.DataFrame, before: Edition, after: Edition, *, language: str, parts: Sequence[str]
) -> Table:
    """Every difference of some parts, old beside new; what an edition leaves out says why."""
    own = differences if differences.empty else differences[differences["part"].isin(list(parts))]
    columns = [
        worded(own, "part", "compare_part", language, group="difference_part"),
        worded(own, "kind", "compare_kind", language, group="difference_kind"),
        table.text(words.word("compare_what", language), [_what(row, before, after, language) for row in _rows(own)]),
        *(
            table.text(words.word(name, language), [_shown(row, name, edition, language) for row in _rows(own)])
            for name, edition in (("before", before), ("after", after))
        ),
    ]
    return finished("compare_differences", columns, language=language)


def data(differences: pd.DataFrame, before: Edition, after: Edition, *, language: str) -> Table:
    """How many values of each indicator changed, are new or gone, and of which years they are."""
    own = differences if differences.empty else differences[differences["part"] == DATA]
    codes = (
        [] if own.empty else sorted(own.loc[own["kind"].isin([*CELLS, "data_year"]), "code"].unique(), key=_numbered)
    )
    years = own[own["kind"] == "data_year"].set_index("code") if codes else own
    columns = [
        table.text(words.word("indicator", language), [_node(code, before, after, language) for code in codes]),
        *(_counts(own, codes, kind, language) for kind in CELLS),
        *(
            table.text(words.word(f"compare_years_{name}", language), [_cell(years, code, name) for code in codes])
            for name in ("before", "after")
        ),
    ]
    return finished("compare_data", columns, language=language)


def changes(changes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """Score, rank and position of every unit that is ranked on both sides or merged, the largest rise first."""
    own = _of_root(changes, framework)
    in_places = measure_of(changes, framework) == "places"
    own = own if own.empty else own[own["kind"].isin([RANKED, MERGED])]
    own = own if own.empty else own.sort_values(["position", "unit_code"], ascending=[False, True], na_position="last")
    merged = set(own.loc[own["kind"] == MERGED, "unit_code"]) if not own.empty else set()
    note = [words.word("compare_changes_note", language), *[words.word("compare_merged_note", language)] * bool(merged)]
    columns = [
        unit_column(own, units, language),
        *(numeric(own, name, f"compare_{name}", language) for name in ("score_before", "score_after")),
        *(placed(own, name, f"compare_{name}", language) for name in ("rank_before", "rank_after")),
        *(percent(own, name, f"compare_{name}", language) for name in ("position_before", "position_after")),
        *([numeric(own, "places", "compare_places", language, digits=0)] if in_places else []),
        percent(own, "position", "compare_position", language),
    ]
    marked = frozenset(number for number, unit in enumerate(column(own, "unit_code")) if unit in merged)
    return finished("compare_changes", columns, language=language, note=" ".join(note), marked=marked)


def pillars(changes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str) -> Table:
    """How many units moved in the index and in each pillar that both sides have, and which one most."""
    own = changes if changes.empty else changes[changes["kind"] == RANKED]
    codes = (
        []
        if own.empty
        else [code for code in own["code"].unique() if own.loc[own["code"] == code, "position"].notna().any()]
    )
    groups = [own[(own["code"] == code) & own["position"].notna()] for code in codes]
    columns = [
        table.text(words.word("node", language), [labels.node(framework, code, language) for code in codes]),
        *(
            table.figures(
                words.word(key, language), [numbers.integer(int(moved(group)), language=language) for group in groups]
            )
            for key, moved in (
                ("compare_up", lambda group: (group["position"] > 0).sum()),
                ("compare_down", lambda group: (group["position"] < 0).sum()),
                ("compare_still", lambda group: (group["position"] == 0).sum()),
            )
        ),
        _mean_move(groups, measure_of(changes, framework), language),
        table.text(words.word("compare_largest", language), [_furthest(group, units, language) for group in groups]),
    ]
    return finished("compare_pillars", columns, language=language)


def _mean_move(groups: Sequence[pd.DataFrame], measure: str, language: str) -> Column:
    """The mean move of each group, in places or, where n differs, in positions."""
    moves = [group[measure].abs().mean() for group in groups]
    if measure == "places":
        cells = [numbers.number(move, language=language, digits=1) for move in moves]
        return table.figures(words.word("compare_mean_places", language), cells)
    cells = [numbers.percent(move, language=language, digits=1) for move in moves]
    return table.figures(words.word("compare_mean_positions", language), cells)


def not_ranked(changes: pd.DataFrame, before: Units, after: Units, framework: Hierarchy, *, language: str) -> Table:
    """Units that are not the same, or not ranked, on both sides, with the reason."""
    own = _of_root(changes, framework)
    own = own if own.empty else own[own["kind"] != RANKED]
    names = [
        labels.unit(before if row["kind"] in ("part", "gone") else after, row["unit_code"], language)
        for row in _rows(own)
    ]
    columns = [
        table.text(words.word("unit", language), names),
        worded(own, "kind", "kind", language, group="change_kind"),
        *(placed(own, name, f"compare_{name}", language) for name in ("rank_before", "rank_after")),
        *(percent(own, name, f"compare_{name}", language) for name in ("position_before", "position_after")),
        plain(own, f"reason_{language}", "reason", language),
    ]
    return finished("compare_not_ranked", columns, language=language)


def players(players: pd.DataFrame, attribution: pd.DataFrame, units: Units, *, language: str) -> Table:
    """How far each cause moved the provinces, on average and at most."""
    players = players if players.empty else players.set_index("player").loc[_in_order(players["player"])].reset_index()
    total = 0.0 if players.empty else float(players["mean_places"].sum())
    shares = [] if players.empty else [mean / total if total else None for mean in players["mean_places"]]
    furthest = [] if players.empty else [_largest(row, units, language) for _, row in players.iterrows()]
    columns = [
        worded(players, "player", "compare_player", language, group="player"),
        worded(players, "differs", "compare_differs", language, group="compare_yes"),
        numeric(players, "mean_places", "compare_mean_places", language),
        table.figures(
            words.word("compare_share", language), [numbers.percent(own, language=language) for own in shares]
        ),
        table.text(words.word("compare_largest", language), furthest),
    ]
    unscored = 0 if attribution.empty else attribution.loc[attribution["n_unscored"] > 0, "unit_code"].nunique()
    note = words.word("compare_unscored_note", language).format(n=unscored) if unscored else ""
    return finished("compare_players", columns, language=language, note=note)


def attribution(
    attribution: pd.DataFrame, changes: pd.DataFrame, units: Units, framework: Hierarchy, *, language: str
) -> Table:
    """The change of every province with its causes, the largest rise first; in positions where n differs."""
    measure = measure_of(changes, framework)
    wide = causes(attribution, measure)
    order = list(wide.index)
    ranks = _of_root(changes, framework)
    ranks = (
        ranks[ranks["kind"] == RANKED].set_index("unit_code").reindex(order).reset_index() if order else ranks.head(0)
    )
    digits, scale = (1, 100.0) if measure == "position" else (2, 1.0)
    columns = [
        table.text(words.word("unit", language), [labels.unit(units, code, language) for code in order]),
        *(placed(ranks, name, f"compare_{name}", language) for name in ("rank_before", "rank_after")),
        *(
            table.figures(
                words.word(f"player_{player}", language),
                [_signed(scale * value, language, digits=digits) for value in wide[player]],
            )
            for player in wide.columns
        ),
    ]
    key = "compare_attribution_note" if measure == "places" else "compare_attribution_positions_note"
    return finished("compare_attribution", columns, language=language, note=words.word(key, language))


def measure_of(changes: pd.DataFrame, framework: Hierarchy) -> str:
    """``places`` where as many units are ranked on both sides, otherwise ``position``."""
    own = _of_root(changes, framework)
    same = own.empty or (own["n_before"].astype("Int64") == own["n_after"].astype("Int64")).dropna().all()
    return "places" if same else "position"


def causes(attribution: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Units x causes that move anything, ``sum`` last, the largest rise first."""
    if attribution.empty:
        return pd.DataFrame()
    wide = attribution.pivot(index="unit_code", columns="player", values=measure).astype(float)
    wide = wide[_in_order(wide.columns)]
    wide = wide.loc[:, (wide != 0).any(axis=0) | (wide.columns == SUM)]
    return wide.reset_index().sort_values([SUM, "unit_code"], ascending=[False, True]).set_index("unit_code")


def _in_order(players: Iterable[str]) -> list[str]:
    return sorted(players, key=PLAYERS.index)


def _of_root(changes: pd.DataFrame, framework: Hierarchy) -> pd.DataFrame:
    return changes if changes.empty else changes[changes["code"] == framework.root.code]


def _rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    return (
        [] if frame.empty else [{str(key): str(cell) for key, cell in row.items()} for row in frame.to_dict("records")]
    )


def _what(row: dict[str, str], before: Edition, after: Edition, language: str) -> str:
    """The node, option, field or unit that a difference concerns."""
    if row["unit_code"]:
        unit = row["unit_code"]
        own = after if unit in after.units.by_code else before
        return f"{unit} {labels.unit(own.units, unit, language)}"
    return _node(row["code"], before, after, language)


def _node(code: str, before: Edition, after: Edition, language: str) -> str:
    own = after if code in after.framework.by_code else before
    return labels.node(own.framework, code, language)


def _shown(row: dict[str, str], name: str, edition: Edition, language: str) -> str:
    """A cell of one side; what the edition leaves out has its reason there."""
    left_out = edition.about.left_out.get(row["code"])
    if not row[name] and left_out is not None:
        return left_out.reason_vi if language == "vi" else left_out.reason_en
    if not row[name] and row["code"] in edition.refused:
        return edition.full_framework.node(row["code"]).rebuild_note(language)
    if row["kind"] in ("new", "gone") and row[name] and row["code"] in edition.framework.by_code:
        return edition.framework.node(row["code"]).name(language)
    return labels.shorten(row[name], LONGEST)


def _counts(own: pd.DataFrame, codes: Sequence[str], kind: str, language: str) -> Column:
    counts = own[own["kind"] == kind].groupby("code").size() if codes else {}
    cells = [numbers.integer(int(counts.get(code, 0)), language=language) for code in codes]
    return table.figures(words.word(f"compare_n_{kind}", language), cells)


def _cell(frame: pd.DataFrame, code: str, name: str) -> str:
    return str(frame.at[code, name]) if code in frame.index else ""


def _numbered(code: str) -> list[tuple[int, int, str]]:
    """1.2 before 1.10; letters after numbers."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in code.split(".")]


def _furthest(group: pd.DataFrame, units: Units, language: str) -> str:
    row = group.loc[group["position"].abs().idxmax()]
    ranks = " → ".join(numbers.rank(row[name], language=language) for name in ("rank_before", "rank_after"))
    return f"{labels.unit(units, row['unit_code'], language)} ({ranks})" if row["position"] else ""


def _largest(row: pd.Series, units: Units, language: str) -> str:
    unit = row["unit_code"]
    return f"{labels.unit(units, unit, language)} ({_signed(row['largest_places'], language)})" if unit else ""


def _signed(value: float, language: str, *, digits: int = 1) -> str:
    text = numbers.number(value, language=language, digits=digits)
    return f"+{text}" if not numbers.missing(value) and value > 0 else text
