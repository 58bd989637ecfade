"""Tables of what the draws say beyond rank ranges: first places, a partial order, convergence, the split of variance."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.units import Units
from pipeline.reporting import labels, numbers, table, words
from pipeline.reporting.table import Table
from pipeline.reporting.tables_data import column, finished, numeric, percent, placed, unit_column


def top(top: pd.DataFrame, units: Units, *, language: str) -> Table:
    """The chance of each unit to be among the first k, the surest first."""
    wide = top.pivot(index="unit_code", columns="k", values="share") if len(top) else pd.DataFrame()
    frame = wide[wide.gt(0).any(axis=1)].reset_index() if len(wide) else pd.DataFrame(columns=["unit_code"])
    places = [name for name in frame.columns if name != "unit_code"]
    frame = frame.sort_values([*places, "unit_code"], ascending=[False] * len(places) + [True])
    columns = [unit_column(frame, units, language)]
    for place in places:
        header = words.word("top_first", language).format(k=numbers.integer(place, language=language))
        columns.append(
            table.figures(header, [numbers.percent(share, language=language, digits=1) for share in frame[place]])
        )
    return finished("top", columns, language=language, note=words.word("top_note", language))


def order(order: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Each unit with its layer, how many are above and below it, and who is directly below."""
    frame = order.sort_values(["layer", "n_above", "unit_code"]) if len(order) else order
    below = [
        "; ".join(labels.unit(units, code, language) for code in str(codes).split())
        for codes in column(frame, "covers")
    ]
    columns = [
        unit_column(frame, units, language),
        numeric(frame, "layer", "order_layer", language, digits=0),
        numeric(frame, "n_above", "order_above", language, digits=0),
        numeric(frame, "n_below", "order_below", language, digits=0),
        table.text(words.word("order_covers", language), below),
    ]
    return finished("order", columns, language=language)


def convergence(convergence: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Width of the ranges after so many draws, and what the last step changed, with whose."""
    columns = [
        numeric(convergence, "n_draws", "n_draws", language, digits=0),
        numeric(convergence, "mean_width", "width_mean", language),
        placed(convergence, "largest_width", "width_largest", language),
        numeric(convergence, "mean_change", "step_mean_change", language),
        placed(convergence, "largest_change", "step_largest_change", language),
        unit_column(convergence, units, language),
    ]
    return finished("convergence", columns, language=language)


def variance_split(variance_split: pd.DataFrame, units: Units, *, language: str) -> Table:
    """Variance of each unit's rank by what is imputed and the rest, the greatest share of the first at the top."""
    frame = variance_split
    if len(frame):
        frame = frame.sort_values(["imputation", "unit_code"], ascending=[False, True])
    columns = [
        unit_column(frame, units, language),
        numeric(frame, "imputation", "variance_imputation", language),
        numeric(frame, "rest", "variance_rest", language),
        percent(frame, "share", "variance_share", language),
    ]
    if frame.empty:
        return finished("variance_split", columns, language=language)
    counted = {"n": frame["n"].iloc[0], "groups": frame["n_groups"].iloc[0]}
    told = {key: numbers.integer(count, language=language) for key, count in counted.items()}
    return finished(
        "variance_split", columns, language=language, note=words.word("variance_note", language).format(**told)
    )


def rank_sets(rank_sets: pd.DataFrame, units: Units, *, confidence: float, language: str) -> Table:
    """The places that each unit may truly have under the error scenario, which the note names, in the order of ranks."""
    frame = rank_sets.sort_values(["rank", "unit_code"]) if len(rank_sets) else rank_sets
    columns = [
        unit_column(frame, units, language),
        placed(frame, "rank", "rank", language),
        numeric(frame, "score", "score", language),
        numeric(frame, "error", "index_error", language),
        *(
            table.figures(words.word(heading, language), _places(frame, best, worst, language))
            for heading, best, worst in (("rank_set", "best", "worst"), ("rank_set_all", "best_all", "worst_all"))
        ),
    ]
    if frame.empty:
        return finished("rank_sets", columns, language=language)
    told = {
        "error": numbers.number(frame["score_error"].iloc[0], language=language, digits=1),
        "confidence": numbers.percent(confidence, language=language),
    }
    return finished("rank_sets", columns, language=language, note=words.word("rank_sets_note", language).format(**told))


def _places(frame: pd.DataFrame, best: str, worst: str, language: str) -> list[str]:
    ends = zip(frame.get(best, []), frame.get(worst, []), strict=True)
    return [f"{numbers.rank(low, language=language)}–{numbers.rank(high, language=language)}" for low, high in ends]
